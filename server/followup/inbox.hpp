// The officers' inbox: what waits for an answer, seen through facets and a search, with counts for each facet.
#pragma once
#include "followup/answer_repo.hpp"

namespace palabre::followup {

/// all: everything that waits. late, week, later: by due date. unanswered: never answered. release: an answer waits for a second pair of eyes.
/// asked: the author was asked something and has not replied. mine: assigned to the reader. nobodys: assigned to no one.
enum class Facet { all, late, week, later, unanswered, release, asked, mine, nobodys };
/// In the order of the enum.
const std::vector<std::string_view>& facet_names();
std::optional<Facet> facet_of(std::string_view name);

struct InboxQuery {
  Facet facet = Facet::all;
  std::optional<std::vector<IdeaId>> found;   // by a search; unset: everything
  PersonId reader;                            // for `mine`
  Instant now;
  InboxPlace after;
  std::size_t limit = 20;
};
std::vector<WaitingIdea> load_inbox(db::Tx& tx, RedesignId redesign, const InboxQuery& query);
/// One number for each facet.
std::vector<std::int64_t> count_facets(db::Tx& tx, RedesignId redesign, const InboxQuery& query);

}  // namespace palabre::followup

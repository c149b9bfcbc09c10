// The one public shape of a comment: what the API answers, the pages show and tests compare.
#pragma once
#include "discussion/comment_repo.hpp"

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <optional>
#include <vector>

namespace palabre::discussion {

/// Who holds which role in a redesign: shown beside the names of those who speak.
using RolesByPerson = std::map<PersonId, people::Roles>;
RolesByPerson load_roles_by_person(db::Tx& tx, RedesignId redesign);

/// Shape: {id, idea, parent, stance, asks_author (the public body asks the author of the idea), body (Markdown), language, author: {id, name, is_organisation, roles}, status, version,
/// channel, created_at, edited_at, imported_votes: {for, against, mixed, all} or null}. Hidden: no author and no body but rule and reason.
/// Withdrawn: no author, no body.
nlohmann::json comment_view(const ShownComment& shown, const RolesByPerson& roles);

/// Comments directly under the idea with their first replies.
struct Thread {
  SortedComment top;
  std::vector<SortedComment> replies;
  std::int64_t reply_count = 0;
};
struct CommentPage {
  std::vector<Thread> threads;
  std::optional<CommentPlace> next;   // of the last thread, when there are more
};
struct CommentQuery {
  CommentSort sort = CommentSort::oldest;
  CommentPlace after;
  std::size_t limit = 50;
  std::size_t replies_max = 100;
};

/// A hidden idea's discussion is not shown: an empty page.
CommentPage load_comment_page(db::Tx& tx, const ideas::Idea& idea, const CommentQuery& query);

/// comment_view and `replies`, `reply_count`; `next_reply` is a cursor when replies_max cut the list short, else null.
nlohmann::json thread_view(const Thread& thread, const RolesByPerson& roles);

/// The words of the reply cursor, so that a page and the API agree.
inline constexpr std::string_view replies_order = "replies";

}  // namespace palabre::discussion

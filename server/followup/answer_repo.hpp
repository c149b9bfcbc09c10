// Answers in the database, and which ideas wait for one. Called by the acts and views of this folder, screens and transfer.
#pragma once
#include "db/tx.hpp"
#include "followup/answer.hpp"
#include "redesigns/redesign_repo.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::followup {

/// An answer with what its place on a page shows besides.
struct ShownAnswer {
  Answer answer;
  std::string officer_name;
  std::string organisation_json;   // names by language; empty: none
  bool is_current = false;
};

/// The one in force first, then those it superseded, newest first.
std::vector<ShownAnswer> load_answers(db::Tx& tx, IdeaId idea);
/// The name and the public body an answer of `officer` will stand under, into `shown`.
void name_officer(db::Tx& tx, RedesignId redesign, PersonId officer, ShownAnswer& shown);
/// The answer in force.
std::optional<AnswerId> find_current_answer(db::Tx& tx, IdeaId idea);

/// Stores the answer and its texts, and counts the idea as answered when it is its first. With a `source_key` that is already there nothing
/// is stored and nothing returned. `idea` is the idea as it stands after any move.
std::optional<AnswerId> append_answer(db::Tx& tx, const ideas::Idea& idea, const Answer& answer, std::string_view source_key = {});
/// When the next answer is due; nothing: none is.
void save_due(db::Tx& tx, IdeaId idea, std::optional<Instant> due_at);

/// The last row of the page before, in the words of http::Cursor.
struct InboxPlace {
  std::int64_t key = INT64_MIN;
  std::int64_t id = INT64_MIN;
};
struct WaitingIdea {
  IdeaId idea;
  std::string title;
  std::string language;
  std::string state;
  PersonId author;
  std::string author_name;
  std::int64_t supports = 0;
  std::int64_t imported_supports = 0;
  std::int64_t comments = 0;
  Instant created_at;
  std::optional<Instant> due_at;
  std::optional<AnswerKind> answered;   // kind of the answer in force
  std::string body;
  PendingAnswerId pending;              // an answer that waits for release
  bool is_asked = false;                // the author was asked something and has not replied
  PersonId assignee;
  std::string assignee_name;
  InboxPlace place;
};
/// Ideas of a redesign that wait for an answer: never answered, or a new answer is due. inbox.hpp lists them.
/// Deferred ideas wait for their day, those on a ballot for the vote.
struct InboxCount {
  std::int64_t waiting = 0;
  std::int64_t overdue = 0;
};
InboxCount count_inbox(db::Tx& tx, RedesignId redesign, Instant now);

/// Deferred ideas whose review day has come.
struct DueReview {
  IdeaId idea;
  Instant review_on;
  int answer_days = 30;
};
std::vector<DueReview> load_due_reviews(db::Tx& tx, Instant now);
std::optional<Instant> find_next_review(db::Tx& tx);

}  // namespace palabre::followup

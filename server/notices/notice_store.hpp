// Notices in the database: written by the reader of the event log, listed and marked as read by those who were told.
#pragma once
#include "base/refusal.hpp"
#include "db/tx.hpp"
#include "notices/notice.hpp"
#include "votes/vote.hpp"

#include <optional>
#include <string>
#include <vector>

namespace palabre::notices {

/// Adds the telling to each hearer's unread line of that kind and subject, or begins one.
void save_tellings(db::Tx& tx, const Happening& what, const Telling& telling);
/// The state an answer brought is told by the answer.
void forget_state_before_answer(db::Tx& tx, const Happening& answer);
/// Tells the authors who have not said yes or no.
void save_merge_asked(db::Tx& tx, MergeId merge, std::int64_t seq);

/// One line with all that its words need.
struct Notice {
  NoticeId id;
  NoticeKind kind{};
  std::string word;
  std::int64_t count = 1;
  bool is_mine = false;
  bool is_read = false;
  Instant at;
  std::int64_t last_seq = 0;
  RedesignId redesign;
  std::string redesign_slug;
  std::string redesign_texts_json;
  IdeaId idea;
  std::string idea_title;
  std::string idea_language;
  bool is_idea_hidden = false;
  CommentId comment;
  PhaseId phase;
  std::string phase_titles_json;
  MergeId merge;
  RoundId round;
  std::string round_questions_json;
  Instant round_starts_at;
  StatementId statement;
  votes::VoteId vote;      // that closes soon
  std::string rule;        // of what was hidden
  std::string reason;
};

struct NoticePlace {
  Instant at{INT64_MAX};
  std::int64_t id = INT64_MAX;
};
/// Newest first, after `after`, at most `limit`.
std::vector<Notice> load_notices(db::Tx& tx, PersonId person, NoticePlace after, std::size_t limit);
/// Unread, and not yet told by mail; milestones first, then newest first, at most `limit`.
std::vector<Notice> load_unmailed(db::Tx& tx, PersonId person, bool is_mine_only, std::size_t limit);
/// Remembers that a mail told of these.
void save_notices_mailed(db::Tx& tx, const std::vector<Notice>& notices);

std::int64_t count_unread(db::Tx& tx, PersonId person);
/// Refuses: not_found (also another person's).
Result<void> read_notice(db::Tx& tx, PersonId person, NoticeId id);
/// Up to and with the notice at `until`, so that what came meanwhile stays unread; how many were.
std::int64_t read_all_notices(db::Tx& tx, PersonId person, std::int64_t until_seq);
/// What the idea's own page has just shown.
void read_notices_of(db::Tx& tx, PersonId person, IdeaId idea);

}  // namespace palabre::notices

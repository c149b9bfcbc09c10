// What people are told and whom an event concerns. Pure: no clock, socket, database or JSON.
#pragma once
#include "base/id.hpp"
#include "base/instant.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palabre {
struct NoticeTag;
using NoticeId = Id<NoticeTag>;
}  // namespace palabre

namespace palabre::notices {

enum class NoticeKind { answer, state, comment, reply, idea, merge_asked, merge_done, phase, closing, hidden, restored, round };
std::string_view name_of(NoticeKind kind);
std::optional<NoticeKind> notice_kind_of(std::string_view name);
const std::vector<std::string_view>& notice_kind_names();

/// Answers and milestones: they come first in a mail.
bool is_milestone(NoticeKind kind);

/// One event with what the rules ask about it.
struct Happening {
  std::int64_t seq = 0;
  Instant at;
  std::string type;          // of the event: "comment.published"
  std::string word;          // the state, or the kind of answer
  PersonId actor;            // unset: the clock or an import
  RedesignId redesign;
  IdeaId idea;
  IdeaId merged_into;
  CommentId comment;
  CommentId parent;
  PhaseId phase;
  RoundId round;
  StatementId statement;
  PersonId statement_author; // unset: somebody without an account
  PersonId idea_author;
  PersonId comment_author;
  PersonId parent_author;
  bool was_hidden = false;   // the idea comes back from hiding
};

/// Who hears of it, besides the one who did it.
enum class Hearers { idea_followers, redesign_followers, idea_author, comment_author, parent_author, statement_author, round_seats, not_yet_voted };

struct Telling {
  NoticeKind kind{};
  Hearers hearers{};
  std::string subject;       // lines with the same subject are one line while unread
  PersonId besides = {};     // is told in another line already
  std::string word = {};     // instead of the event's
};

/// Why:     nobody is told twice of one event, nobody of what they did themselves, and the hidden concerns its author alone.
/// Empty for what is no news (supports, edits).
std::vector<Telling> decide_tellings(const Happening& happening);

/// The types decide_tellings, or the follows that come with them, take an interest in.
const std::vector<std::string_view>& told_types();

/// An end is near within this time, and worth a word when the phase has been open for at least a day.
inline constexpr std::int64_t closing_soon_ms = 2 * ms_per_day;
/// A round begins within this time.
inline constexpr std::int64_t round_soon_ms = ms_per_day;

}  // namespace palabre::notices

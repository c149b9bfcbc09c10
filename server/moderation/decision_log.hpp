// Every decision taken in a redesign, in one list: hiding, restoring, taking back, merges, phases, states, answers.
#pragma once
#include "db/tx.hpp"
#include "moderation/moderation_repo.hpp"

#include <nlohmann/json_fwd.hpp>

namespace palabre::moderation {

/// Who reads: the public sees no names and nothing that is not public; staff see besides what was kept, proposed and refused.
enum class LogReader { everybody, staff };

/// The kinds of lines; "kept" and the open or refused merges only for staff.
const std::vector<std::string_view>& log_kind_names();

struct LogQuery {
  LogReader reader = LogReader::everybody;
  std::string kind;                 // empty: all
  std::optional<Rule> rule;
  QueuePlace after;
  std::size_t limit = 20;
};

struct LogLine {
  std::string kind;                 // one of log_kind_names()
  Instant at;
  std::string role;                 // moderator, officer, owner, admin, author, clock, import
  std::string person;               // staff only
  std::string rule;                 // of hidden, or the ground of a declined idea
  std::string reason;
  std::string target;               // "idea:40", "comment:12", "statement:7", "phase:3" or "redesign:1"
  IdeaId idea;                      // where the target is read; unset for statements, phases and states
  std::string from, to;             // states, or the kind of an answer in `to`
  QueuePlace place;
};

/// Newest first.
std::vector<LogLine> load_log(db::Tx& tx, RedesignId redesign, const LogQuery& query);

/// {kind, at, role, rule, reason, target, idea, from, to}; for staff also `person`.
nlohmann::json log_line_view(const LogLine& line, LogReader reader);
/// RFC 4180, a header and one row per line, no names.
std::string log_csv(const std::vector<LogLine>& lines);

}  // namespace palabre::moderation

// The audit log: every event, role and setting that changed, with who, when and what. Read from the event log, which nobody can alter.
#pragma once
#include "db/tx.hpp"

#include <nlohmann/json_fwd.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::instance {

inline constexpr std::size_t audit_csv_rows_max = 20'000;  // of one file: the newest

/// First words of event types that the page offers as a filter; the log may hold others.
inline constexpr std::array<std::string_view, 20> audit_families{"person", "admin", "role", "organisation", "theme", "text", "redesign",
                                                                  "roadmap", "phase", "idea", "comment", "picture", "question", "answer",
                                                                  "commitment", "round", "vote", "entry", "batch", "slip"};

/// Who acts without being a person.
inline constexpr std::array<std::string_view, 3> machine_actors{"clock", "import", "command"};

struct AuditQuery {
  std::string type;                    // "idea" (all of that family), "idea.published", or empty
  PersonId person;                     // who acted
  std::string actor;                   // "clock", "import", "command", or empty
  RedesignId redesign;
  std::optional<Instant> from, until;  // from <= at < until
  std::int64_t before = 0;             // seq of the page before; 0: from the newest
  std::size_t limit = 50;
};

struct AuditLine {
  std::int64_t seq = 0;
  Instant at;
  std::string actor;         // "clock", "import", "command", "person", "gone" (erased), or "secret": who supports what is nobody's business
  PersonId person;           // who; unset for the others
  std::string name;
  std::string channel, subject, type;
  std::string payload;       // JSON
  PersonId about;            // the person the payload names, and their name
  std::string about_name;
};

/// Letters, underscores and one dot: what a type or family looks like.
bool is_audit_type(std::string_view type);

/// Short names to filter by, the newest redesigns first.
std::vector<std::string> load_audit_redesigns(db::Tx& tx, std::size_t limit);

/// Newest first.
std::vector<AuditLine> load_audit(db::Tx& tx, const AuditQuery& query);

nlohmann::json audit_view(const AuditLine& line);

/// RFC 4180 with a header; a cell that a spreadsheet would run as a formula begins with an apostrophe.
std::string audit_csv(const std::vector<AuditLine>& lines);

}  // namespace palabre::instance

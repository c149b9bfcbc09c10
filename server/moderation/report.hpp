// Reports, the rules people may break, and who decides about whose words. No clock, socket, database or JSON.
#pragma once
#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/refusal.hpp"
#include "people/actor.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::moderation {

enum class Rule { insult, hate, private_data, off_topic, spam, illegal, other };
enum class ReportState { open, upheld, dismissed };
enum class TargetKind { idea, comment, statement };

/// In the order of the enums; what JSON, SQL and forms say.
const std::vector<std::string_view>& rule_names();
const std::vector<std::string_view>& report_state_names();
std::string_view name_of(Rule rule);
std::string_view name_of(ReportState state);
std::string_view name_of(TargetKind kind);
const std::vector<std::string_view>& target_kind_names();
/// Throws: std::bad_optional_access for a name that is none.
TargetKind target_kind_named(std::string_view name);
std::optional<Rule> rule_of(std::string_view name);
std::optional<ReportState> report_state_of(std::string_view name);

/// "idea:40", "comment:12" or "statement:7".
struct Target {
  TargetKind kind{};
  std::int64_t id = 0;

  friend bool operator==(const Target&, const Target&) = default;
  [[nodiscard]] std::string text() const;
  static std::optional<Target> parse(std::string_view text);
};

/// What a target says and where it stands, as moderators see it: hidden words included.
struct Content {
  Target target;
  RedesignId redesign;
  IdeaId idea;              // the idea itself, or the one a comment stands under; unset: of a round
  RoundId round;            // where a statement was made
  PersonId author;          // unset: somebody without an account
  std::string author_name;  // empty for a statement: it stands for its table
  std::string title;        // the idea's, or the question of the round
  std::string body;
  std::string language;
  std::string status;       // the idea's or comment's state
  bool is_hidden = false;
  bool is_hideable = false; // its words can be read and taken away: no draft, nothing merged, no withdrawn comment
};

struct Report {
  ReportId id;
  RedesignId redesign;
  Target target;
  PersonId reporter;        // never public, nor shown to moderators
  Rule rule{};
  std::string text;
  ReportState state = ReportState::open;
  Instant created_at;
  std::optional<Instant> decided_at;
  std::string decision;     // the moderator's reason
};

/// May `actor` report this? Refuses: own_case (one's own words: edit or withdraw them), gone (not readable any more),
/// reason_required (rule "other" without a text).
Result<void> decide_report(const Content& content, const people::Actor& actor, Rule rule, std::string_view text);

/// May `actor` decide about these words at all? Refuses: not_allowed (no moderator here), own_case (the author decides nothing).
Result<void> decide_moderation(const Content& content, const people::Actor& actor);

/// Refuses besides: nothing_changed (hidden already), gone (no words left to hide), reason_required.
Result<void> decide_hiding(const Content& content, const people::Actor& actor, std::string_view reason);

/// Refuses besides: nothing_changed (not hidden), reason_required.
Result<void> decide_restoring(const Content& content, const people::Actor& actor, std::string_view reason);

/// May `actor` close this report, upheld or dismissed? Refuses besides: already_exists (decided before), reason_required.
Result<void> decide_settling(const Report& report, const Content& content, const people::Actor& actor, std::string_view reason);

}  // namespace palabre::moderation

// Commitments and their parts: what a public body binds itself to after it accepted an idea. Plain structs: no clock, socket or database.
#pragma once
#include "base/id.hpp"
#include "base/instant.hpp"
#include "redesigns/phase.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palabre {

struct CommitmentTag;
struct MilestoneTag;
struct CheckTag;
using CommitmentId = Id<CommitmentTag>;
using MilestoneId = Id<MilestoneTag>;
using CheckId = Id<CheckTag>;

}  // namespace palabre

namespace palabre::followup {

using redesigns::TextsByLanguage;

enum class CommitmentState { proposed, accepted, in_progress, at_risk, delivered, verified, contested, dropped };
enum class MilestoneState { planned, in_progress, done };
/// What one person says of a delivery.
enum class Opinion { done, partly, not_done };
/// How a check ended.
enum class CheckResult { verified, contested, too_few };

/// In the order of the enums; what JSON, SQL and forms say.
const std::vector<std::string_view>& commitment_state_names();
const std::vector<std::string_view>& opinion_names();
std::string_view name_of(CommitmentState state);
std::string_view name_of(MilestoneState state);
std::string_view name_of(Opinion opinion);
std::string_view name_of(CheckResult result);
std::optional<CommitmentState> commitment_state_of(std::string_view name);
std::optional<MilestoneState> milestone_state_of(std::string_view name);
std::optional<Opinion> opinion_of(std::string_view name);
std::optional<CheckResult> check_result_of(std::string_view name);

/// Dates are days: UTC midnight of the day. Late from the day after.
bool is_late(Instant due_at, Instant now);
/// A milestone this long past its day puts the commitment at risk, by the clock.
inline constexpr std::int64_t risk_after_ms = 15 * ms_per_day;  // the day itself and 14 more
inline constexpr int check_days_min = 7;
inline constexpr int check_days_max = 14;
inline constexpr std::int64_t opinions_min = 10;
inline constexpr std::int64_t done_percent_min = 60;
inline constexpr std::int64_t resume_ms = 30 * ms_per_day;      // a contested commitment is taken up again within
inline constexpr std::size_t milestones_max = 20;
inline constexpr std::size_t ideas_max = 20;
inline constexpr std::size_t commitment_title_chars_max = 200;
inline constexpr std::size_t commitment_text_chars_max = 5'000;
inline constexpr std::size_t budget_line_chars_max = 200;
inline constexpr std::int64_t budget_eur_max = 100'000'000'000;
inline constexpr std::size_t url_chars_max = 500;

struct Milestone {
  MilestoneId id;
  int position = 1;
  TextsByLanguage titles;
  MilestoneState state{};
  Instant due_at;
  std::optional<Instant> done_at;
  TextsByLanguage evidence;
};

struct Commitment {
  CommitmentId id;
  RedesignId redesign;
  OrganisationId organisation;
  PersonId officer;
  CommitmentState state{};
  TextsByLanguage titles;
  TextsByLanguage bodies;
  std::vector<std::string> languages;   // first is the original
  Instant due_at;
  std::int64_t budget_eur = 0;
  std::string budget_line;
  int check_days = check_days_max;
  Instant state_since;
  CommitmentId replaced_by;
  Instant created_at, updated_at;
};

/// The question put to people after a delivery, with what they said: here, and in what an import brought.
struct Check {
  CheckId id;
  CommitmentId commitment;
  Instant opens_at, closes_at;
  std::optional<CheckResult> result;    // none: still open
  std::int64_t done = 0, partly = 0, not_done = 0;

  [[nodiscard]] std::int64_t total() const { return done + partly + not_done; }
};

/// A wish to drop a commitment: asked by one of officer and owner, settled by the other.
struct Drop {
  std::int64_t id = 0;
  CommitmentId commitment;
  PersonId asked_by;
  std::string asked_name;               // read only
  std::string asked_role;               // officer or owner
  Instant asked_at;
  TextsByLanguage reasons;
  std::string decided_body;
  CommitmentId replaced_by;
};

/// verified and dropped: nothing follows.
bool is_final(CommitmentState state);
/// The body works on it: accepted, in_progress, at_risk, contested.
bool is_under_way(CommitmentState state);
/// The commitment or one of its milestones that are not done has passed its day. Nothing final or delivered is late.
bool is_late(const Commitment& commitment, const std::vector<Milestone>& milestones, Instant now);
/// A milestone that is not done is so late that the commitment is at risk.
bool is_risky(const std::vector<Milestone>& milestones, Instant now);

}  // namespace palabre::followup

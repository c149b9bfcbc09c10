// Names and plain facts of commitments.
// Called by the rules, the store, the views and the pages.
#include "followup/commitment.hpp"
#include "base/names.hpp"

#include <algorithm>

namespace palabre::followup {

namespace {

const std::vector<std::string_view>& milestone_state_names() {
  static const std::vector<std::string_view> names = {"planned", "in_progress", "done"};
  return names;
}

const std::vector<std::string_view>& check_result_names() {
  static const std::vector<std::string_view> names = {"verified", "contested", "too_few"};
  return names;
}

}  // namespace

const std::vector<std::string_view>& commitment_state_names() {
  static const std::vector<std::string_view> names = {"proposed", "accepted", "in_progress", "at_risk", "delivered", "verified", "contested", "dropped"};
  return names;
}

const std::vector<std::string_view>& opinion_names() {
  static const std::vector<std::string_view> names = {"done", "partly", "not_done"};
  return names;
}

std::string_view name_of(CommitmentState state) { return commitment_state_names()[static_cast<std::size_t>(state)]; }
std::string_view name_of(MilestoneState state) { return milestone_state_names()[static_cast<std::size_t>(state)]; }
std::string_view name_of(Opinion opinion) { return opinion_names()[static_cast<std::size_t>(opinion)]; }
std::string_view name_of(CheckResult result) { return check_result_names()[static_cast<std::size_t>(result)]; }
std::optional<CommitmentState> commitment_state_of(std::string_view name) { return find_name<CommitmentState>(commitment_state_names(), name); }
std::optional<MilestoneState> milestone_state_of(std::string_view name) { return find_name<MilestoneState>(milestone_state_names(), name); }
std::optional<Opinion> opinion_of(std::string_view name) { return find_name<Opinion>(opinion_names(), name); }
std::optional<CheckResult> check_result_of(std::string_view name) { return find_name<CheckResult>(check_result_names(), name); }

bool is_late(Instant due_at, Instant now) { return due_at.plus_ms(ms_per_day) <= now; }

bool is_final(CommitmentState state) { return state == CommitmentState::verified || state == CommitmentState::dropped; }

bool is_under_way(CommitmentState state) {
  return state == CommitmentState::accepted || state == CommitmentState::in_progress || state == CommitmentState::at_risk ||
         state == CommitmentState::contested;
}

bool is_late(const Commitment& commitment, const std::vector<Milestone>& milestones, Instant now) {
  if (!is_under_way(commitment.state)) return false;
  if (is_late(commitment.due_at, now)) return true;
  return std::any_of(milestones.begin(), milestones.end(), [now](const Milestone& one) { return one.state != MilestoneState::done && is_late(one.due_at, now); });
}

bool is_risky(const std::vector<Milestone>& milestones, Instant now) {
  return std::any_of(milestones.begin(), milestones.end(),
                     [now](const Milestone& one) { return one.state != MilestoneState::done && one.due_at.plus_ms(risk_after_ms) <= now; });
}

}  // namespace palabre::followup

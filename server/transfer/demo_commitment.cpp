// Reads a commitment: its milestones, the history of its states, the days it had, what people said of it.
// Called by demo_file.
#include "transfer/demo_commitment.hpp"

#include "transfer/demo_idea.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::transfer {
namespace {

using followup::CommitmentState;
using followup::MilestoneState;
using nlohmann::ordered_json;

CommitmentState known_state(JsonFields& fields, std::string_view name) {
  const std::string word = fields.text(name);
  const auto found = followup::commitment_state_of(word);
  if (!found) fields.fault(name, "is not known: " + word);
  return *found;
}

/// "late" is no state of a milestone here: it follows from its day.
MilestoneState milestone_state(JsonFields& fields) {
  const std::string word = fields.text("state");
  if (word == "late") return MilestoneState::planned;
  const auto found = followup::milestone_state_of(word);
  if (!found) fields.fault("state", "is not known: " + word);
  return *found;
}

int day_of(JsonFields& fields, std::string_view name) { return static_cast<int>(fields.integer(name)); }

DemoMilestone read_milestone(JsonFields fields, const std::string& key, std::vector<KeptItem>& kept) {
  DemoMilestone one;
  const std::string id = fields.text("id");
  one.titles = fields.texts("title");
  one.state = milestone_state(fields);
  one.due_day = day_of(fields, "due_day");
  if (const auto done = fields.maybe_integer("done_day")) one.done_day = static_cast<int>(*done);
  if ((one.state == MilestoneState::done) != one.done_day.has_value()) fields.fault("done_day", "stands with a milestone that is done, and only there");
  one.evidence = fields.maybe_texts("evidence");
  keep_left(fields, "commitment.milestone", key + ":" + id, kept);
  return one;
}

DemoCommitmentStep read_step(JsonFields fields, const std::string& key, std::vector<KeptItem>& kept) {
  DemoCommitmentStep step;
  step.day = day_of(fields, "day");
  step.from = known_state(fields, "from");
  step.to = known_state(fields, "to");
  step.by = fields.text("by");
  step.reasons = fields.maybe_texts("reason");
  keep_left(fields, "commitment.history", key + ":" + std::to_string(step.day), kept);
  return step;
}

void check_history(JsonFields& fields, const DemoCommitment& one) {
  CommitmentState reached = CommitmentState::proposed;
  for (const auto& step : one.history) {
    if (step.from != reached) fields.fault("history", "has a gap");
    reached = step.to;
  }
  if (reached != one.state) fields.fault("history", "ends with another state");
}

/// The days it was due before, the newest last; each stands with a line of the history that stays in its state.
void read_due_days(JsonFields& fields, DemoCommitment& one) {
  one.due_day = day_of(fields, "due_day");
  for (const auto& day : fields.value("due_history"))
    if (day.is_number_integer()) one.due_days.push_back(day.get<int>());
  if (!one.due_days.empty() && one.due_days.back() != one.due_day) fields.fault("due_history", "does not end with due_day");
  const auto stays = std::count_if(one.history.begin(), one.history.end(), [](const auto& step) { return step.from == step.to && !step.reasons.empty(); });
  if (static_cast<std::int64_t>(one.due_days.size()) > stays + 1) fields.fault("due_history", "names more days than the history gives reasons for");
}

DemoCheck read_check(JsonFields fields, const std::string& key, std::vector<KeptItem>& kept) {
  DemoCheck check{day_of(fields, "opened_day"), day_of(fields, "closed_day"), fields.integer("done"), fields.integer("partly"), fields.integer("not_done")};
  if (check.closed_day <= check.opened_day) fields.fault("closed_day", "is not after opened_day");
  if (check.done < 0 || check.partly < 0 || check.not_done < 0) fields.fault("done", "is a count");
  keep_left(fields, "commitment.citizen_assessment", key, kept);
  return check;
}

void read_who(JsonFields& fields, const DemoFile& file, DemoCommitment& one) {
  one.organisation = fields.text("accountable_org");
  const bool is_public = std::any_of(file.organisations.begin(), file.organisations.end(),
                                     [&](const DemoOrganisation& each) { return each.id == one.organisation && each.kind == "public_authority"; });
  if (!is_public) fields.fault("accountable_org", "is no public body of this file: " + one.organisation);
  one.officer = fields.text("officer");
  if (!file.has_person(one.officer)) fields.fault("officer", "is nobody of this file: " + one.officer);
  for (const auto& idea : fields.value("source_ideas")) {
    const std::string id = idea.is_string() ? idea.get<std::string>() : std::string();
    const bool is_there = std::any_of(file.ideas.begin(), file.ideas.end(), [&](const DemoIdea& each) { return each.id == id; });
    if (!is_there) fields.fault("source_ideas", "names an idea that is not there: " + id);
    one.ideas.push_back(id);
  }
  if (one.ideas.empty()) fields.fault("source_ideas", "is empty");
}

}  // namespace

DemoCommitment read_demo_commitment(JsonFields fields, DemoFile& file) {
  std::vector<KeptItem> kept;
  DemoCommitment one;
  one.id = fields.text("id");
  one.titles = fields.texts("title");
  one.bodies = fields.maybe_texts("body");
  one.state = known_state(fields, "state");
  read_who(fields, file, one);
  one.budget_eur = fields.maybe_integer("budget_eur").value_or(0);
  if (one.budget_eur < 0) fields.fault("budget_eur", "is negative");
  one.replaced_by = fields.text_or("replaced_by", "");
  if (!one.replaced_by.empty() && one.state != CommitmentState::dropped) fields.fault("replaced_by", "stands with a dropped commitment only");
  std::size_t number = 0;
  for (const auto& item : fields.value("milestones"))
    one.milestones.push_back(read_milestone(JsonFields(item, fields.path_of("milestones") + "[" + std::to_string(number++) + "]"), one.id, kept));
  number = 0;
  for (const auto& item : fields.value("history"))
    one.history.push_back(read_step(JsonFields(item, fields.path_of("history") + "[" + std::to_string(number++) + "]"), one.id, kept));
  if (one.milestones.empty()) fields.fault("milestones", "is empty");
  check_history(fields, one);
  read_due_days(fields, one);
  if (fields.has("citizen_assessment")) one.check = read_check(fields.object("citizen_assessment"), one.id, kept);
  keep_left(fields, "commitment", one.id, kept);
  file.kept.insert(file.kept.end(), kept.begin(), kept.end());
  return one;
}

}  // namespace palabre::transfer

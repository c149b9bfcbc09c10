// The clock's work on phases.
// Called by the app's timer and at start; also before an act that reads rows the clock may have overtaken.
#include "redesigns/advance_phases.hpp"

#include "db/event_log.hpp"
#include "redesigns/redesign_store.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::redesigns {

namespace {

constexpr std::string_view clock_name = "clock";

/// One boundary that was crossed.
struct Step {
  PhaseId phase;
  PhaseState from{};
  PhaseState to{};
  Instant at;
};

std::vector<Step> steps_until(const Phase& phase, Instant now) {
  std::vector<Step> steps;
  PhaseState state = phase.state;
  const bool waits = state == PhaseState::planned || state == PhaseState::frozen;
  if (waits && state_at(phase, now) != state) {
    steps.push_back({phase.id, state, PhaseState::open, *phase.opens_at});
    state = PhaseState::open;
  }
  if (state == PhaseState::open && phase.closes_at && *phase.closes_at <= now) steps.push_back({phase.id, state, PhaseState::closed, *phase.closes_at});
  return steps;
}

void take_step(db::Tx& tx, const Step& step) {
  Phase phase = *find_phase(tx, step.phase);
  phase.state = step.to;
  save_phase(tx, phase);
  append_phase_history(tx, phase.id, {std::string(name_of(step.from)), std::string(name_of(step.to)), {}, {}, step.at, std::string(clock_name), phase.closes_at});
  append_phase_event(tx, clock_name, "phase.state_changed", phase);
  if (step.to == PhaseState::open) open_announced_redesign(tx, phase.redesign, {{}, std::string(clock_name), step.at, std::string(clock_name)});
}

}  // namespace

std::int64_t advance_phases(db::Tx& tx) {
  std::vector<Step> steps;
  for (const Phase& phase : load_due_phases(tx)) {
    const auto more = steps_until(phase, tx.now());
    steps.insert(steps.end(), more.begin(), more.end());
  }
  std::stable_sort(steps.begin(), steps.end(), [](const Step& left, const Step& right) { return left.at < right.at; });
  for (const Step& step : steps) take_step(tx, step);
  return static_cast<std::int64_t>(steps.size());
}

void open_announced_redesign(db::Tx& tx, RedesignId id, const Opening& opening) {
  auto redesign = find_redesign(tx, id);
  if (!redesign || redesign->state != RedesignState::announced) return;
  redesign->state = RedesignState::open;
  save_redesign(tx, *redesign);
  append_redesign_history(tx, id, {"announced", "open", opening.person, {}, opening.at, opening.reason, {}});
  db::append_event(tx, opening.actor, channel_of(id), "", "redesign.edited", nlohmann::json{{"redesign", id.text()}}.dump());
}

void append_phase_event(db::Tx& tx, std::string_view actor, std::string_view type, const Phase& phase) {
  nlohmann::json payload{{"redesign", phase.redesign.text()}, {"phase", phase.id.text()}};
  if (type == "phase.state_changed") {
    payload["state"] = name_of(phase.state);
    payload["closes_at"] = phase.closes_at ? nlohmann::json(iso_text(*phase.closes_at)) : nlohmann::json(nullptr);
  }
  db::append_event(tx, actor, channel_of(phase.redesign), "", type, payload.dump());
}

}  // namespace palabre::redesigns

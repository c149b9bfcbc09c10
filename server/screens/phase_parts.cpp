// Builds the stepper of phases and says why an act is not possible now. Called by the screens and the live fragments.
#include "screens/phase_parts.hpp"

#include "pages/local_time.hpp"
#include "pages/localised.hpp"
#include "redesigns/redesign.hpp"
#include "redesigns/redesign_store.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using nlohmann::json;
using redesigns::Phase;
using redesigns::PhaseState;
using redesigns::PhaseType;

namespace {

std::string_view picture_of(PhaseType type) {
  switch (type) {
    case PhaseType::stories: return "stories";
    case PhaseType::ideas:
    case PhaseType::brainstorm: return "ideas";
    case PhaseType::consultation:
    case PhaseType::discussion:
    case PhaseType::deliberation: return "debate";
    case PhaseType::hackathon:
    case PhaseType::prototype: return "build";
    case PhaseType::vote: return "vote";
    case PhaseType::follow_up: return "follow";
    case PhaseType::evaluation: return "measure";
  }
  return "ideas";
}

bool is_over(PhaseState state) { return state != PhaseState::planned && state != PhaseState::frozen && state != PhaseState::open; }

std::string left_text(const Page& page, const Phase& phase, PhaseState state) {
  if (state == PhaseState::open && phase.closes_at) return time_left(page, *phase.closes_at);
  const bool is_coming = state == PhaseState::planned || state == PhaseState::frozen;
  if (!is_coming || !phase.opens_at || *phase.opens_at <= page.now()) return {};
  return page.count("count.opens_in_days", pages::days_between(page.now(), *phase.opens_at));
}

/// The newest extension or reopening, with its public reason.
std::string loop_text(const Page& page, const Phase& phase) {
  if (phase.extensions == 0 && phase.reopenings == 0) return {};
  const auto changes = redesigns::load_phase_history(page.db(), phase.id);
  for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
    if (change->to != "open") continue;
    if (change->from == "open" && change->ends_at)
      return page.text("phase.extended", {{"day", day_words(page, *change->ends_at)}, {"reason", change->reason}});
    const auto from = redesigns::phase_state_of(change->from);
    if (from && is_over(*from)) return page.text("phase.reopened", {{"day", day_words(page, change->at)}, {"reason", change->reason}});
  }
  return {};
}

/// A phase without a title of its own goes by the name of its type.
LocalText title_of(const Page& page, const Phase& phase, const std::vector<std::string>& languages) {
  LocalText title = local_text(page, phase.titles, languages);
  if (title.text.empty()) title = {page.text("phase.type." + std::string(redesigns::name_of(phase.type))), page.language()};
  return title;
}

/// Within a sentence of ours: a title in another language would be read in the wrong voice, so the phase goes by its type there.
std::string title_in_sentence(const Page& page, const Phase& phase) {
  const auto own = phase.titles.find(page.language());
  if (own != phase.titles.end() && !own->second.empty()) return own->second;
  return page.text("phase.type." + std::string(redesigns::name_of(phase.type)));
}

json phase_view(const Page& page, const redesigns::Redesign& redesign, const Phase& phase) {
  const PhaseState state = redesigns::shown_state(redesign.state, phase, page.now());
  const LocalText title = title_of(page, phase, redesign.languages);
  const bool is_current = state == PhaseState::open;
  const bool is_past = is_over(state);
  return {
      {"id", phase.id.value},
      {"title", title.text},
      {"lang", title.language},
      {"picture", picture_of(phase.type)},
      {"place", is_current ? "current" : is_past ? "past" : "future"},
      {"is_past", is_past},
      {"is_current", is_current},
      {"is_future", !is_current && !is_past},
      {"dates_text", phase_dates_text(page, phase)},
      {"state_text", page.text("phase.state." + std::string(redesigns::name_of(state)))},
      {"left_text", left_text(page, phase, state)},
      {"loop_text", loop_text(page, phase)},
  };
}

/// Which steps are open now, in one line: several may be.
struct Summary {
  std::string text;
  std::string left;
  std::size_t step = 0;
};

Summary summary_of(const Page& page, const redesigns::Redesign& redesign, const std::vector<Phase>& phases) {
  Summary summary;
  std::string steps, titles;
  std::size_t open_count = 0, past_count = 0;
  std::optional<Instant> soonest;
  for (std::size_t i = 0; i < phases.size(); ++i) {
    const PhaseState state = redesigns::shown_state(redesign.state, phases[i], page.now());
    if (is_over(state)) ++past_count;
    if (state != PhaseState::open) continue;
    const std::string separator = open_count++ == 0 ? "" : ", ";
    steps += separator + std::to_string(i + 1);
    titles += separator + title_in_sentence(page, phases[i]);
    summary.step = i + 1;
    // Of several open phases the one that ends first is the one to hurry for.
    const bool ends_first = phases[i].closes_at && (!soonest || *phases[i].closes_at < *soonest);
    if (ends_first) soonest = phases[i].closes_at;
    if (ends_first || open_count == 1) summary.left = left_text(page, phases[i], state);
  }
  if (open_count == 0) {
    summary.step = past_count;
    const bool is_done = !phases.empty() && past_count == phases.size();
    summary.text = page.text(is_done ? "phase.all_done" : "phase.between");
    return summary;
  }
  const std::string total = std::to_string(phases.size());
  if (open_count == 1) summary.text = page.text("phase.step_of", {{"step", steps}, {"total", total}, {"title", titles}});
  else summary.text = page.text("phase.steps_of", {{"steps", steps}, {"total", total}, {"titles", titles}});
  return summary;
}

}  // namespace

std::string phase_dates_text(const Page& page, const Phase& phase) {
  if (phase.opens_at && phase.closes_at) return pages::format_span(page.language(), *phase.opens_at, *phase.closes_at);
  if (phase.opens_at) return page.text("time.range_open", {{"from", day_words(page, *phase.opens_at)}});
  if (phase.closes_at) return page.text("time.until", {{"to", day_words(page, *phase.closes_at)}});
  return {};
}

json phases_view(Page& page, const redesigns::Redesign& redesign, const std::vector<Phase>& phases) {
  json views = json::array();
  for (const auto& phase : phases) {
    views.push_back(phase_view(page, redesign, phase));
    if (phase.opens_at) page.expire_at(*phase.opens_at);
    if (phase.closes_at) page.expire_at(*phase.closes_at);
  }
  const Summary summary = summary_of(page, redesign, phases);
  return {
      {"key", "phases-" + redesign.id.text()},
      {"redesign", redesign.id.value},
      {"summary_text", summary.text},
      {"left_text", summary.left},
      {"progress_value", summary.step},
      {"progress_max", phases.size()},
      {"phases", std::move(views)},
  };
}

std::string why_not_now(const Page& page, std::span<const Phase> phases, redesigns::Act act) {
  const Phase* next = nullptr;
  const Phase* last = nullptr;
  for (const Phase& phase : phases) {
    if (!redesigns::phase_allows(phase.type, act)) continue;
    const PhaseState state = redesigns::state_at(phase, page.now());
    if (is_over(state)) last = &phase;
    else if (state != PhaseState::open && !next) next = &phase;
  }
  if (next && next->opens_at)
    return page.text("phase.opens_on", {{"phase", title_in_sentence(page, *next)}, {"day", day_words(page, *next->opens_at)}});
  if (last && last->closes_at)
    return page.text("phase.closed_on", {{"phase", title_in_sentence(page, *last)}, {"day", day_words(page, *last->closes_at)}});
  return page.text("refusal.phase_not_open.what");
}

}  // namespace palabre::screens

// Turns redesigns and phases into JSON.
// Called by the routes of this slice and by the screens that show a redesign.
#include "redesigns/redesign_view.hpp"

#include "people/person_repo.hpp"
#include "redesigns/redesign.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::redesigns {

using nlohmann::json;

namespace {

json iso_or_null(const std::optional<Instant>& moment) { return moment ? json(iso_text(*moment)) : json(nullptr); }

template <class T>
json or_null(const std::optional<T>& value) {
  return value ? json(*value) : json(nullptr);
}

json organisation_view(db::Tx& tx, OrganisationId id) {
  const auto organisation = id.is_set() ? people::find_organisation(tx, id) : std::nullopt;
  if (!organisation) return nullptr;
  return json{{"id", id.text()}, {"kind", organisation->kind}, {"names", organisation->names}};
}

json texts_view(const Redesign& redesign) {
  const RedesignTexts texts = parse_redesign_texts(redesign.texts_json);
  json view{{"title", texts.title}, {"summary", texts.summary}, {"easy_read", texts.easy_read},
            {"aim", texts.aim},     {"promise", texts.promise}, {"decides", texts.decides}};
  view["can_change"] = texts.can_change;
  view["fixed_points"] = texts.fixed_points;
  return view;
}

/// Facts about the phases, not about a person: who may do it besides is for their own role.
json allowed_view(RedesignState state, std::span<const Phase> phases, Instant now) {
  const auto may = [&](Act act) { return decide_act(state, phases, act, now).has_value(); };
  return json{{"propose", may(Act::propose)}, {"support", may(Act::support)}, {"comment", may(Act::comment)}};
}

}  // namespace

json phase_view(const Phase& phase, RedesignState redesign, Instant now) {
  const PhaseState state = shown_state(redesign, phase, now);
  return json{{"id", phase.id.text()},
              {"position", phase.position},
              {"type", name_of(phase.type)},
              {"stage", name_of(phase.stage)},
              {"titles", phase.titles},
              {"state", name_of(state)},
              {"opens_at", iso_or_null(phase.opens_at)},
              {"closes_at", iso_or_null(phase.closes_at)},
              {"extensions", phase.extensions},
              {"reopenings", phase.reopenings},
              {"is_current", state == PhaseState::open}};
}

json redesign_view(db::Tx& tx, const Redesign& redesign, Instant now) {
  const auto phases = load_phases(tx, redesign.id);
  json phase_views = json::array();
  for (const Phase& phase : phases) phase_views.push_back(phase_view(phase, redesign.state, now));
  json view{{"id", redesign.id.text()},
            {"slug", redesign.slug},
            {"state", name_of(redesign.state)},
            {"power_level", redesign.power_level},
            {"languages", redesign.languages},
            {"service_area", redesign.service_area},
            {"organisation", organisation_view(tx, redesign.organisation)},
            {"territory", redesign.territory},
            {"latitude", or_null(redesign.latitude)},
            {"longitude", or_null(redesign.longitude)},
            {"population", or_null(redesign.population)},
            {"budget_eur", or_null(redesign.budget_eur)},
            {"answer_days", redesign.answer_days},
            {"created_at", iso_text(redesign.created_at)},
            {"updated_at", iso_text(redesign.updated_at)}};
  view["texts"] = texts_view(redesign);
  view["counts"] = {{"ideas", redesign.ideas}, {"comments", redesign.comments}, {"supports", redesign.supports}, {"answers", redesign.answers}};
  view["allowed"] = allowed_view(redesign.state, phases, now);
  view["phases"] = std::move(phase_views);
  return view;
}

Instant fresh_until(RedesignState redesign, std::span<const Phase> phases, Instant now) {
  Instant next{INT64_MAX};
  if (!clock_runs(redesign)) return next;
  for (const Phase& phase : phases) {
    const PhaseState state = state_at(phase, now);
    const bool waits = state == PhaseState::planned || state == PhaseState::frozen;
    const auto boundary = waits ? phase.opens_at : state == PhaseState::open ? phase.closes_at : std::nullopt;
    if (boundary && *boundary > now) next = std::min(next, *boundary);  // a vote that was never frozen stays planned past its date
  }
  return next;
}

json history_view(const std::vector<HistoryEntry>& entries) {
  json list = json::array();
  for (const HistoryEntry& entry : entries) {
    const bool is_power = std::find(power_levels.begin(), power_levels.end(), entry.to) != power_levels.end();
    json line{{"from", entry.from}, {"to", entry.to}, {"kind", is_power ? "power_level" : "state"}, {"at", iso_text(entry.at)}, {"reason", entry.reason}};
    line["person"] = entry.person.is_set() ? json{{"id", entry.person.text()}, {"name", entry.person_name}} : json(nullptr);
    line["ends_at"] = iso_or_null(entry.ends_at);
    list.push_back(std::move(line));
  }
  return list;
}

}  // namespace palabre::redesigns

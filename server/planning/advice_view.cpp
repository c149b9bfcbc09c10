// Builds the JSON of advice and warnings. Called by the routes of this slice.
// Minutes are as the rule counts them; only sentences for people speak of hours.
#include "planning/advice_view.hpp"

#include "planning/calendar.hpp"

#include <nlohmann/json.hpp>

namespace palabre::planning {

using nlohmann::json;
using redesigns::Phase;

namespace {

json methods_view(const std::vector<Advice>& advice) {
  json views = json::array();
  for (const Advice& one : advice)
    views.push_back({{"phase", redesigns::name_of(one.phase)}, {"online", name_of(one.online)}, {"offline", name_of(one.offline)},
                     {"why", name_of(one.why)}, {"is_planned", one.is_planned}});
  return views;
}

json effort_view(const Effort& effort, std::span<const Phase> phases) {
  json weeks = json::array(), full = json::array(), twice = json::array(), undated = json::array();
  for (const WeekEffort& week : effort.weeks) {
    json view = {{"monday", day_here(week.monday)}};
    for (int i = 0; i < crew_count; ++i) view[std::string(name_of(static_cast<Crew>(i)))] = week.minutes[static_cast<std::size_t>(i)];
    weeks.push_back(std::move(view));
  }
  for (const FullWeek& one : effort.full)
    full.push_back({{"monday", day_here(effort.weeks[one.week].monday)}, {"crew", name_of(one.crew)}, {"needed_minutes", one.needed_minutes}, {"hours", one.hours}});
  for (const AskedTwice& one : effort.asked_twice)
    twice.push_back({{"phases", {phases[one.phase].id.text(), phases[one.other].id.text()}}, {"from", iso_text(one.from)}, {"to", iso_text(one.to)}});
  for (const std::size_t at : effort.undated) undated.push_back(phases[at].id.text());
  return {{"is_counted", effort.is_counted}, {"weeks", std::move(weeks)}, {"full_weeks", std::move(full)}, {"asked_twice", std::move(twice)}, {"undated", std::move(undated)}};
}

}  // namespace

json advice_view(const std::vector<Advice>& advice, const Effort& effort, std::span<const Phase> phases) {
  json taken = json::object();
  for (const Assumption& one : assumptions()) taken[std::string(one.name)] = one.value;
  return {{"methods", methods_view(advice)}, {"effort", effort_view(effort, phases)}, {"assumptions", std::move(taken)}};
}

json warnings_view(const Effort& effort, std::span<const Phase> phases) {
  json warnings = json::array();
  if (!effort.is_counted) warnings.push_back({{"code", "effort_unknown"}, {"detail", "Say how many people you expect, and give the phases dates: then the hours can be compared."}});
  for (const FullWeek& one : effort.full) {
    const std::string needed = std::to_string(hours_told(one.needed_minutes)) + " h needed of " + std::string(name_of(one.crew));
    warnings.push_back({{"code", "week_too_full"}, {"detail", "Week of " + day_here(effort.weeks[one.week].monday) + ": " + needed + ", " + std::to_string(one.hours) + " h there."}});
  }
  for (const AskedTwice& one : effort.asked_twice) {
    const std::string names = std::string(redesigns::name_of(phases[one.phase].type)) + " and " + std::string(redesigns::name_of(phases[one.other].type));
    warnings.push_back({{"code", "asks_twice"}, {"detail", "The phases " + names + " ask people at the same time, from " + day_here(one.from) + " to " + day_here(one.to) + "."}});
  }
  return warnings;
}

}  // namespace palabre::planning

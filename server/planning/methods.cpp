// The rule that advises methods in pairs.
// Called by the advice route, the roadmap page and add_advised_phase.
#include "planning/methods.hpp"

#include "pages/local_time.hpp"

#include <algorithm>
#include <array>

namespace palabre::planning {

using redesigns::PhaseType;

namespace {

constexpr std::array<std::string_view, method_count> method_names{
    "one_question", "idea_pages",    "comments",  "team_pages",  "live_round",      "versions", "online_ballot", "public_answers", "stall",  "telephone",
    "trusted_talks", "one_table", "hall_tables", "telephone_seats", "workshop", "trial",         "paper_sheets",   "paper_ballots", "letters"};
constexpr std::array<std::string_view, why_count> why_names{"needs_care",      "takes_its_time",   "asks_openly",  "consults", "has_little_time", "lives_apart",  "weighs_reasons",
                                                            "shares_decision", "has_time_to_try", "decides_together", "owes_answers", "learns",   "only_informs", "is_planned"};

constexpr int one_table_people_max = 30;   // more than that do not hear each other in one room
constexpr int short_weeks = 8;             // below: no time for two phases that build on each other
constexpr int workshop_weeks = 12;         // to invite, meet and work out what came of it
constexpr int long_weeks = 16;             // time to listen before asking
constexpr int trial_weeks = 26;            // time to build something, try it and change it

/// The answers as the rule reads them. A number nobody gave says nothing: what depends on it stays on the careful side.
struct Reading {
  bool asks = false;        // more than information is promised, and something can change
  bool involves = false, shares = false, decides = false;
  bool is_short = false, is_long = false, has_workshop_time = false, has_trial_time = false, is_counted_below_trial = false;
  bool is_spread_out = false, needs_care = false, is_small = false;
};

Reading read(const Figures& answers, const MethodFacts& facts) {
  Reading reading;
  const auto level = std::find(redesigns::power_levels.begin(), redesigns::power_levels.end(), facts.power_level) - redesigns::power_levels.begin();
  reading.asks = level >= 1 && facts.can_change;
  reading.involves = reading.asks && level >= 2;
  reading.shares = reading.asks && level >= 3;
  reading.decides = reading.asks && level >= 4;
  const auto counted = value_of(answers, Figure::weeks);
  const auto weeks = counted ? counted : facts.weeks_planned;
  reading.is_short = weeks && *weeks < short_weeks;
  reading.is_long = !weeks || *weeks >= long_weeks;
  reading.has_workshop_time = !weeks || *weeks >= workshop_weeks;
  reading.has_trial_time = weeks && *weeks >= trial_weeks;
  reading.is_counted_below_trial = weeks && *weeks < trial_weeks;
  reading.is_spread_out = value_of(answers, Figure::is_spread_out) == 1;
  reading.needs_care = value_of(answers, Figure::needs_care) == 1;
  const auto people = value_of(answers, Figure::people);
  reading.is_small = people && *people > 0 && *people <= one_table_people_max;
  return reading;
}

/// Where people are met who have no screen: with whom they trust, at home by telephone, around one table, or where they go anyhow.
Method talk_of(const Reading& reading) {
  if (reading.needs_care) return Method::trusted_talks;
  if (reading.is_spread_out) return Method::telephone;
  return reading.is_small ? Method::one_table : Method::stall;
}

Method table_of(const Reading& reading) {
  if (reading.is_spread_out) return Method::telephone_seats;
  return reading.is_small ? Method::one_table : Method::hall_tables;
}

std::pair<Method, Method> pair_of(PhaseType type, const Reading& reading) {
  switch (type) {
    case PhaseType::stories: return {Method::one_question, talk_of(reading)};
    case PhaseType::ideas:
    case PhaseType::brainstorm: return {Method::idea_pages, talk_of(reading)};
    case PhaseType::consultation: return {Method::comments, reading.is_small ? Method::one_table : Method::paper_sheets};
    case PhaseType::discussion: return {Method::comments, talk_of(reading)};
    case PhaseType::hackathon: return {Method::team_pages, Method::workshop};
    case PhaseType::deliberation: return {Method::live_round, table_of(reading)};
    case PhaseType::prototype: return {Method::versions, Method::trial};
    case PhaseType::vote: return {Method::online_ballot, Method::paper_ballots};
    case PhaseType::follow_up: return {Method::public_answers, Method::letters};
    case PhaseType::evaluation: return {Method::one_question, Method::paper_sheets};
  }
  return {};
}

/// Why the phase is advised; nothing: it is not.
std::optional<Why> why_of(PhaseType type, const Reading& reading) {
  const auto when = [](bool holds, Why why) { return holds ? std::optional(why) : std::nullopt; };
  const bool has_workshop = reading.involves && reading.is_spread_out && reading.has_workshop_time;
  const bool is_round_due = reading.shares || (reading.involves && reading.is_spread_out && reading.needs_care);
  switch (type) {
    case PhaseType::stories: return reading.asks && reading.needs_care ? Why::needs_care : when(reading.involves && reading.is_long, Why::takes_its_time);
    case PhaseType::ideas:
      if (reading.is_short) return std::nullopt;
      if (has_workshop && reading.is_counted_below_trial) return std::nullopt;  // the workshop is where ideas come from
      return reading.involves ? Why::asks_openly : when(reading.asks, Why::consults);
    case PhaseType::brainstorm: return when(reading.involves && reading.is_short, Why::has_little_time);
    case PhaseType::consultation: return when(reading.asks && !reading.involves && reading.is_short, Why::has_little_time);
    case PhaseType::discussion: return when(reading.involves && !is_round_due && !reading.is_short, Why::weighs_reasons);
    case PhaseType::hackathon: return when(has_workshop, Why::lives_apart);
    case PhaseType::deliberation: return when(is_round_due && !reading.is_short, Why::shares_decision);
    case PhaseType::prototype: return when(reading.involves && reading.has_trial_time, Why::has_time_to_try);
    case PhaseType::vote: return when(reading.decides, Why::decides_together);
    case PhaseType::follow_up: return reading.asks ? Why::owes_answers : Why::only_informs;
    case PhaseType::evaluation: return when(!reading.is_short, Why::learns);
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Method method) { return method_names[static_cast<std::size_t>(method)]; }
std::string_view name_of(Why why) { return why_names[static_cast<std::size_t>(why)]; }

MethodFacts method_facts(const redesigns::Redesign& redesign, const redesigns::RedesignTexts& texts, std::span<const redesigns::Phase> phases) {
  MethodFacts facts{redesign.power_level, !texts.can_change.empty(), {}, {}};
  std::optional<Instant> first, last;
  for (const auto& phase : phases) {
    if (phase.state == redesigns::PhaseState::skipped) continue;
    facts.planned.push_back(phase.type);
    const bool comes_after = phase.type == PhaseType::follow_up || phase.type == PhaseType::evaluation;
    if (comes_after || !phase.opens_at || !phase.closes_at) continue;
    first = first ? std::min(*first, *phase.opens_at) : *phase.opens_at;
    last = last ? std::max(*last, *phase.closes_at) : *phase.closes_at;
  }
  constexpr std::int64_t week_days = 7;
  if (first && *last > *first) facts.weeks_planned = static_cast<int>(pages::days_between(*first, *last) / week_days + 1);
  return facts;
}

std::vector<Advice> recommend_methods(const Figures& answers, const MethodFacts& facts) {
  const Reading reading = read(answers, facts);
  std::vector<Advice> advice;
  for (int i = 0; i <= static_cast<int>(PhaseType::evaluation); ++i) {
    const auto type = static_cast<PhaseType>(i);
    const bool is_planned = std::find(facts.planned.begin(), facts.planned.end(), type) != facts.planned.end();
    const auto why = why_of(type, reading);
    if (!why && !is_planned) continue;
    const auto [online, offline] = pair_of(type, reading);
    advice.push_back({type, online, offline, why.value_or(Why::is_planned), is_planned});
  }
  return advice;
}

}  // namespace palabre::planning

// The rule that counts working hours by week.
// Called by the advice and readiness routes, the roadmap page and the page that announces.
#include "planning/effort.hpp"

#include "planning/calendar.hpp"

#include <algorithm>
#include <chrono>
#include <string>

namespace palabre::planning {

using redesigns::Phase;
using redesigns::PhaseState;
using redesigns::PhaseType;

namespace {

constexpr int week_days = 7;
constexpr int minutes_per_hour = 60;
constexpr std::array<std::string_view, crew_count> crew_names{"moderators", "facilitators", "officers"};

constexpr std::array<Assumption, 9> told{{{"minutes_per_idea_read", minutes_per_idea_read},
                                          {"minutes_per_comment_read", minutes_per_comment_read},
                                          {"minutes_per_report_handled", minutes_per_report_handled},
                                          {"minutes_per_answer_written", minutes_per_answer_written},
                                          {"minutes_per_conversation", minutes_per_conversation},
                                          {"minutes_per_table", minutes_per_table},
                                          {"minutes_per_week_of_follow_up", minutes_per_week_of_follow_up},
                                          {"people_per_table", people_per_table},
                                          {"reports_per_1000_texts", reports_per_1000_texts}}};

/// What a hundred people who take part bring to a phase: ideas, comments (stories, answers to a question), and how many sit down at a table.
struct Yield {
  int ideas = 0;
  int comments = 0;
  int seats = 0;
};

Yield yield_of(PhaseType type) {
  switch (type) {
    case PhaseType::stories: return {0, 30, 0};
    case PhaseType::ideas: return {15, 60, 0};
    case PhaseType::brainstorm: return {20, 20, 0};
    case PhaseType::consultation: return {5, 40, 0};
    case PhaseType::discussion: return {0, 80, 0};
    case PhaseType::hackathon: return {5, 10, 20};
    case PhaseType::deliberation: return {0, 20, 20};
    case PhaseType::prototype: return {0, 30, 0};
    case PhaseType::vote: return {0, 10, 0};
    case PhaseType::follow_up: return {0, 10, 0};
    case PhaseType::evaluation: return {0, 20, 0};
  }
  return {};
}

bool asks_people(PhaseType type) { return type != PhaseType::follow_up; }

/// `count` of `per`, begun ones whole: one idea is an idea.
std::int64_t part(std::int64_t all, int count, int per) { return (all * count + per - 1) / per; }

/// Minutes of one crew, spread evenly over a stretch of time.
struct Work {
  Crew crew{};
  std::int64_t minutes = 0;
  Instant from, to;
};

Instant monday_of(Instant moment) {
  const std::string day = day_here(moment);
  const std::chrono::year_month_day date{std::chrono::year(std::stoi(day.substr(0, 4))), std::chrono::month(static_cast<unsigned>(std::stoi(day.substr(5, 2)))),
                                         std::chrono::day(static_cast<unsigned>(std::stoi(day.substr(8, 2))))};
  const auto weekday = std::chrono::weekday(std::chrono::sys_days(date)).iso_encoding();
  const Instant midnight = start_of_day(day).value_or(moment);
  return plus_days(midnight, 1 - static_cast<std::int64_t>(weekday));
}

bool is_dated(const Phase& phase) { return phase.opens_at && phase.closes_at && *phase.opens_at < *phase.closes_at; }

void add_work_of(const Phase& phase, std::int64_t people, const EffortFacts& facts, std::vector<Work>& work) {
  const Yield yield = yield_of(phase.type);
  const Instant from = *phase.opens_at, to = *phase.closes_at;
  const std::int64_t ideas = part(people, yield.ideas, 100), comments = part(people, yield.comments, 100);
  const std::int64_t reports = part(ideas + comments, reports_per_1000_texts, 1000);
  work.push_back({Crew::moderators, ideas * minutes_per_idea_read + comments * minutes_per_comment_read + reports * minutes_per_report_handled, from, to});
  const std::int64_t offline = part(people, value_of(facts.figures, Figure::offline_percent).value_or(0), 100);
  const std::int64_t seats = part(people, yield.seats, 100);
  const std::int64_t talks = asks_people(phase.type) ? offline * minutes_per_conversation : 0;
  work.push_back({Crew::facilitators, talks + part(seats, 1, people_per_table) * minutes_per_table, from, to});
  work.push_back({Crew::officers, ideas * minutes_per_answer_written, from, plus_days(to, facts.answer_days)});
  if (phase.type == PhaseType::follow_up)
    work.push_back({Crew::officers, (to.unix_ms - from.unix_ms) * minutes_per_week_of_follow_up / (week_days * ms_per_day), from, to});
}

/// Of `work`, what is done before `moment`; counted in whole minutes, so that the product stays small.
std::int64_t done_before(const Work& work, Instant moment) {
  const std::int64_t length = work.to.unix_ms - work.from.unix_ms;
  const std::int64_t passed = std::clamp<std::int64_t>(moment.unix_ms - work.from.unix_ms, 0, length);
  return length < ms_per_minute ? (passed > 0 ? work.minutes : 0) : work.minutes * (passed / ms_per_minute) / (length / ms_per_minute);
}

std::vector<WeekEffort> weeks_of(const std::vector<Work>& work, const std::optional<Instant>& now) {
  std::vector<WeekEffort> weeks;
  Instant first = work.front().from, last = work.front().to;
  for (const Work& one : work) {
    first = std::min(first, one.from);
    if (one.minutes > 0) last = std::max(last, one.to);
  }
  if (now) first = std::max(first, *now);
  for (Instant monday = monday_of(first); monday < last && weeks.size() < effort_weeks_max;) {
    const Instant next = plus_days(monday, week_days);
    WeekEffort week{monday, {}};
    for (const Work& one : work) week.minutes[static_cast<std::size_t>(one.crew)] += done_before(one, next) - done_before(one, monday);
    weeks.push_back(week);
    monday = next;
  }
  return weeks;
}

std::vector<FullWeek> full_weeks(const std::vector<WeekEffort>& weeks, const Figures& figures) {
  std::vector<FullWeek> full;
  for (std::size_t at = 0; at < weeks.size(); ++at)
    for (int i = 0; i < crew_count; ++i) {
      const auto crew = static_cast<Crew>(i);
      const auto hours = value_of(figures, hours_figure_of(crew));
      const std::int64_t needed = weeks[at].minutes[static_cast<std::size_t>(i)];
      if (hours && needed > static_cast<std::int64_t>(*hours) * minutes_per_hour) full.push_back({at, crew, needed, *hours});
    }
  return full;
}

std::vector<AskedTwice> asked_twice(std::span<const Phase> phases, const std::optional<Instant>& now) {
  std::vector<AskedTwice> found;
  const auto asks = [&](const Phase& phase) {
    return phase.state != PhaseState::skipped && asks_people(phase.type) && is_dated(phase) && (!now || *phase.closes_at > *now);
  };
  for (std::size_t i = 0; i < phases.size(); ++i)
    for (std::size_t j = i + 1; j < phases.size(); ++j) {
      if (!asks(phases[i]) || !asks(phases[j])) continue;
      const Instant from = std::max(*phases[i].opens_at, *phases[j].opens_at), to = std::min(*phases[i].closes_at, *phases[j].closes_at);
      if (from < to) found.push_back({i, j, from, to});
    }
  return found;
}

}  // namespace

std::string_view name_of(Crew crew) { return crew_names[static_cast<std::size_t>(crew)]; }

Figure hours_figure_of(Crew crew) {
  switch (crew) {
    case Crew::moderators: return Figure::moderator_hours;
    case Crew::facilitators: return Figure::facilitator_hours;
    case Crew::officers: return Figure::officer_hours;
  }
  return Figure::moderator_hours;
}

std::span<const Assumption> assumptions() { return told; }

std::int64_t hours_told(std::int64_t minutes) { return (minutes + minutes_per_hour - 1) / minutes_per_hour; }

Effort estimate_effort(std::span<const Phase> phases, const EffortFacts& facts) {
  Effort effort;
  std::vector<Work> work;
  const std::int64_t people = value_of(facts.figures, Figure::people).value_or(0);
  for (std::size_t at = 0; at < phases.size(); ++at) {
    if (phases[at].state == PhaseState::skipped) continue;
    if (is_dated(phases[at])) add_work_of(phases[at], people, facts, work);
    else effort.undated.push_back(at);
  }
  effort.asked_twice = asked_twice(phases, facts.from);
  if (people == 0 || work.empty()) return effort;
  effort.weeks = weeks_of(work, facts.from);
  effort.is_counted = !effort.weeks.empty();
  effort.full = full_weeks(effort.weeks, facts.figures);
  return effort;
}

}  // namespace palabre::planning

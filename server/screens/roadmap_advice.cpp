// Builds the sections of advice: methods in pairs, and the hours of the timeline. Called by the roadmap page and the page that announces.
// Measures of the charts are in pixels of height and in percent of width, so that no script is needed to draw them.
#include "screens/roadmap_advice.hpp"

#include "pages/localised.hpp"
#include "planning/calendar.hpp"
#include "screens/form.hpp"
#include "screens/timeline_parts.hpp"
#include "screens/vote_desk_parts.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using nlohmann::json;
using planning::Crew;
using planning::Effort;
using planning::Figure;

namespace {

constexpr int chart_px = 72;          // of the bars
constexpr int chart_head_px = 6;
constexpr int chart_foot_px = 18;     // the months
constexpr int tick_y_px = chart_head_px + chart_px + chart_foot_px - 4;
constexpr int whole = 1000;
constexpr int tick_latest = 930;
constexpr std::size_t ticks_max = 8;
constexpr std::size_t weeks_told = 4; // the others stand behind a summary

std::string percent(std::int64_t thousandths) { return std::to_string(thousandths / 10) + "." + std::to_string(thousandths % 10) + "%"; }
std::string number_text(const Page& page, std::int64_t number) { return pages::format_number(page.language(), number); }
std::string crew_text(const Page& page, Crew crew) { return page.text("effort.crew." + std::string(planning::name_of(crew))); }
std::string hours_text(const Page& page, std::int64_t minutes) { return number_text(page, planning::hours_told(minutes)); }
std::string roadmap_path(const RedesignAtHand& at) { return "/redesigns/" + at.redesign.slug + "/roadmap"; }

std::string figures_href(const Page& page, const RedesignAtHand& at, bool may_edit) {
  return may_edit ? page.href(roadmap_path(at) + "/edit#f-people") : std::string();
}

std::string week_text(const Page& page, const Effort& effort, const planning::FullWeek& full) {
  return page.text("effort.full_week", {{"crew", crew_text(page, full.crew)}, {"day", day_words(page, effort.weeks[full.week].monday)},
                                        {"needed", hours_text(page, full.needed_minutes)}, {"hours", number_text(page, full.hours)}});
}

// ---- methods

std::string offline_text(const Page& page, const planning::Figures& figures) {
  const auto people = planning::value_of(figures, Figure::people);
  const auto share = planning::value_of(figures, Figure::offline_percent);
  if (!share) return page.text("advice.offline_unknown");
  if (!people || *people == 0 || *share == 0) return {};
  const std::int64_t offline = (static_cast<std::int64_t>(*people) * *share + 50) / 100;
  return page.text("advice.offline_people", {{"people", number_text(page, *people)}, {"offline", number_text(page, offline)}});
}

json method_text(const Page& page, planning::Method method) { return page.text("advice.way." + std::string(planning::name_of(method))); }

/// The form of one button.
json add_view(const Page& page, const RedesignAtHand& at, const std::string& type) {
  return {{"action", page.href(roadmap_path(at) + "/phases")}, {"key", Form().key()}, {"type", type}, {"phase_text", page.text("phase.type." + type)}};
}

// ---- hours

std::string most_text(const Page& page, std::int64_t minutes, std::optional<int> hours) {
  if (!hours) return page.text("effort.most_uncompared", {{"needed", hours_text(page, minutes)}});
  return page.text("effort.most", {{"needed", hours_text(page, minutes)}, {"hours", number_text(page, *hours)}});
}

/// The first week of each month, as many as there is room for.
json ticks_view(const Page& page, const Effort& effort) {
  std::vector<std::pair<std::size_t, Instant>> months;
  for (std::size_t i = 1; i < effort.weeks.size(); ++i) {
    const Instant sunday = planning::plus_days(effort.weeks[i].monday, 6);
    if (planning::day_here(sunday).substr(0, 7) != planning::day_here(planning::plus_days(sunday, -7)).substr(0, 7)) months.emplace_back(i, sunday);
  }
  const std::size_t step = months.size() / (ticks_max + 1) + 1;
  const auto count = static_cast<std::int64_t>(effort.weeks.size());
  json ticks = json::array();
  for (std::size_t i = 0; i < months.size(); i += step) {
    const std::int64_t x = static_cast<std::int64_t>(months[i].first) * whole / count;
    if (x <= tick_latest) ticks.push_back({{"x", percent(x)}, {"text", pages::format_month(page.language(), months[i].second)}, {"y", tick_y_px}, {"is_minor", ticks.size() % 2 == 1}});
  }
  return ticks;
}

/// The part effort_chart.
json chart_view(const Page& page, const Effort& effort, Crew crew, std::optional<int> hours) {
  const auto minutes_in = [&](std::size_t week) { return effort.weeks[week].minutes[static_cast<std::size_t>(crew)]; };
  std::int64_t most = 0;
  for (std::size_t i = 0; i < effort.weeks.size(); ++i) most = std::max(most, minutes_in(i));
  constexpr std::int64_t minutes_per_hour = 60;
  const std::int64_t there = hours.value_or(0) * minutes_per_hour;
  const std::int64_t top = std::max<std::int64_t>({most, there, 1});
  const auto count = static_cast<std::int64_t>(effort.weeks.size());
  const auto y_of = [&](std::int64_t minutes) { return chart_head_px + chart_px - static_cast<int>(minutes * chart_px / top); };
  json bars = json::array();
  for (std::size_t i = 0; i < effort.weeks.size(); ++i) {
    if (minutes_in(i) == 0) continue;
    const int y = std::min(y_of(minutes_in(i)), chart_head_px + chart_px - 2);
    const std::int64_t x = static_cast<std::int64_t>(i) * whole / count;
    bars.push_back({{"x", percent(x)}, {"width", percent(std::max<std::int64_t>((static_cast<std::int64_t>(i) + 1) * whole / count - x - 2, 3))}, {"y", y},
                    {"height", chart_head_px + chart_px - y}, {"is_full", hours && minutes_in(i) > there},
                    {"text", day_words(page, effort.weeks[i].monday) + " · " + page.text("effort.cell", {{"needed", hours_text(page, minutes_in(i))}})}});
  }
  const std::string about = most_text(page, most, hours);
  return {{"crew_text", crew_text(page, crew)},
          {"about_text", about},
          {"label_text", page.text("effort.chart", {{"crew", crew_text(page, crew)}, {"from", day_words(page, effort.weeks.front().monday)},
                                                    {"to", day_words(page, planning::plus_days(effort.weeks.back().monday, 6))}, {"most", about}})},
          {"height", chart_head_px + chart_px + chart_foot_px},
          {"floor_y", chart_head_px + chart_px},
          {"bars", std::move(bars)},
          {"there", hours ? json{{"y", y_of(there)}} : json(false)},
          {"ticks", ticks_view(page, effort)}};
}

json rows_view(const Page& page, const Effort& effort, const planning::Figures& figures) {
  json rows = json::array();
  for (const auto& week : effort.weeks) {
    json cells = json::array();
    for (int i = 0; i < planning::crew_count; ++i) {
      const auto hours = planning::value_of(figures, planning::hours_figure_of(static_cast<Crew>(i)));
      const std::int64_t minutes = week.minutes[static_cast<std::size_t>(i)];
      constexpr std::int64_t minutes_per_hour = 60;
      const bool is_full = hours && minutes > *hours * minutes_per_hour;
      const std::string needed = hours_text(page, minutes);
      cells.push_back({{"is_full", is_full}, {"text", is_full ? page.text("effort.cell_full", {{"needed", needed}, {"hours", number_text(page, *hours)}})
                                                               : page.text("effort.cell", {{"needed", needed}})}});
    }
    rows.push_back({{"week_text", day_words(page, week.monday)}, {"cells", std::move(cells)}});
  }
  return rows;
}

json twice_view(const Page& page, const RedesignAtHand& at, const Effort& effort) {
  json views = json::array();
  for (const auto& one : effort.asked_twice)
    views.push_back({{"text", page.text("effort.asked_pair", {{"phase", phase_name(page, at.phases[one.phase], at.redesign.languages)},
                                                              {"other", phase_name(page, at.phases[one.other], at.redesign.languages)},
                                                              {"dates", pages::format_span(page.language(), one.from, one.to)}})}});
  return views;
}

std::string undated_text(const Page& page, const RedesignAtHand& at, const Effort& effort) {
  std::string names;
  for (const std::size_t i : effort.undated) names += (names.empty() ? "" : ", ") + phase_name(page, at.phases[i], at.redesign.languages);
  return names.empty() ? names : page.text("effort.undated", {{"names", names}});
}

json assumptions_view(const Page& page) {
  json views = json::array();
  for (const auto& one : planning::assumptions())
    views.push_back({{"text", page.text("effort.assumption." + std::string(one.name), {{"count", number_text(page, one.value)}})}});
  return views;
}

/// Where the owner sets up the vote that is advised: the first one in the timeline that is not frozen yet; empty when there is none.
std::string vote_href(const Page& page, const RedesignAtHand& at, const planning::Advice& advice) {
  if (advice.phase != redesigns::PhaseType::vote) return {};
  for (const auto& phase : at.phases)
    if (phase.type == advice.phase && phase.state == redesigns::PhaseState::planned) return page.href(vote_setup_path(at, phase.id));
  return {};
}

}  // namespace

Effort effort_at_hand(const Page& page, const RedesignAtHand& at, const planning::Roadmap& roadmap) {
  return planning::estimate_effort(at.phases, {roadmap.figures, at.redesign.answer_days, page.now()});
}

json methods_section(const Page& page, const RedesignAtHand& at, const planning::Roadmap& roadmap, bool may_edit) {
  json methods = json::array();
  for (const auto& advice : planning::recommend_methods(roadmap.figures, planning::method_facts(at.redesign, at.texts, at.phases))) {
    const std::string type(redesigns::name_of(advice.phase));
    methods.push_back({{"type", type},
                       {"phase_text", page.text("phase.type." + type)},
                       {"why_text", page.text("advice.why." + std::string(planning::name_of(advice.why)))},
                       {"online_text", method_text(page, advice.online)},
                       {"offline_text", method_text(page, advice.offline)},
                       {"vote_href", may_edit ? vote_href(page, at, advice) : std::string()},
                       {"is_planned", advice.is_planned},
                       {"add", may_edit && !advice.is_planned ? add_view(page, at, type) : json(false)}});
  }
  return {{"offline_count_text", offline_text(page, roadmap.figures)},
          {"figures_href", figures_href(page, at, may_edit)},
          {"methods", std::move(methods)}};
}

json effort_section(const Page& page, const RedesignAtHand& at, const planning::Roadmap& roadmap, const Effort& effort, bool may_edit) {
  json charts = json::array(), full = json::array(), more = json::array(), crews = json::array();
  for (int i = 0; i < planning::crew_count; ++i) {
    const auto crew = static_cast<Crew>(i);
    crews.push_back({{"text", crew_text(page, crew)}});
    if (effort.is_counted) charts.push_back(chart_view(page, effort, crew, planning::value_of(roadmap.figures, planning::hours_figure_of(crew))));
  }
  for (const auto& one : effort.full) (full.size() < weeks_told ? full : more).push_back({{"text", week_text(page, effort, one)}});
  json twice = twice_view(page, at, effort);
  const bool is_compared = std::any_of(roadmap.figures.begin(), roadmap.figures.end(), [](const auto& one) {
    return one.first == Figure::moderator_hours || one.first == Figure::facilitator_hours || one.first == Figure::officer_hours;
  });
  return {{"is_counted", effort.is_counted},
          {"is_fine", effort.is_counted && is_compared && effort.full.empty()},
          {"figures_href", figures_href(page, at, may_edit)},
          {"has_full", !full.empty()},
          {"full_text", page.count("effort.full_weeks", static_cast<std::int64_t>(effort.full.size()))},
          {"full", std::move(full)},
          {"has_more", !more.empty()},
          {"more_text", page.count("effort.more_weeks", static_cast<std::int64_t>(more.size()))},
          {"more", std::move(more)},
          {"has_twice", !twice.empty()},
          {"twice", std::move(twice)},
          {"undated_text", undated_text(page, at, effort)},
          {"charts", std::move(charts)},
          {"crews", std::move(crews)},
          {"rows", effort.is_counted ? rows_view(page, effort, roadmap.figures) : json::array()},
          {"assumptions", assumptions_view(page)}};
}

std::vector<Doubt> doubts_of(const Page& page, const Effort& effort) {
  std::vector<Doubt> doubts;
  if (!effort.is_counted) doubts.push_back({page.text("effort.unknown"), "effort"});
  if (!effort.full.empty()) doubts.push_back({page.count("effort.full_weeks", static_cast<std::int64_t>(effort.full.size())), "effort"});
  if (!effort.asked_twice.empty()) doubts.push_back({page.count("effort.asked_twice", static_cast<std::int64_t>(effort.asked_twice.size())), "effort"});
  return doubts;
}

}  // namespace palabre::screens

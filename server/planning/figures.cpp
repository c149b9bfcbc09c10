// The numbers of the roadmap and their bounds.
// Called by decide_roadmap, the roadmap in the database, its routes and its form.
#include "planning/figures.hpp"

#include <array>
#include <string>

namespace palabre::planning {

namespace {

constexpr std::array<std::string_view, figure_count> figure_names{"people",          "offline_percent",   "weeks",        "is_spread_out", "needs_care",
                                                                  "moderator_hours", "facilitator_hours", "officer_hours"};

}  // namespace

std::string_view name_of(Figure figure) { return figure_names[static_cast<std::size_t>(figure)]; }

std::optional<Figure> figure_of(std::string_view name) {
  for (std::size_t i = 0; i < figure_names.size(); ++i)
    if (figure_names[i] == name) return static_cast<Figure>(i);
  return std::nullopt;
}

Bounds bounds_of(Figure figure) {
  switch (figure) {
    case Figure::people: return {0, 1'000'000};
    case Figure::offline_percent: return {0, 100};
    case Figure::weeks: return {1, 260};
    case Figure::is_spread_out:
    case Figure::needs_care: return {0, 1};
    case Figure::moderator_hours:
    case Figure::facilitator_hours:
    case Figure::officer_hours: return {0, 2'000};
  }
  return {};
}

bool is_yes_or_no(Figure figure) { return figure == Figure::is_spread_out || figure == Figure::needs_care; }

std::optional<int> value_of(const Figures& figures, Figure figure) {
  const auto found = figures.find(figure);
  return found == figures.end() ? std::nullopt : std::optional(found->second);
}

Result<Figures> decide_figures(const Figures& before, const WantedFigures& wanted) {
  Figures after = before;
  for (const auto& [figure, value] : wanted) {
    if (!value) {
      after.erase(figure);
      continue;
    }
    const Bounds bounds = bounds_of(figure);
    if (*value < bounds.min || *value > bounds.max)
      return refuse(Reason::bad_field, "a whole number from " + std::to_string(bounds.min) + " to " + std::to_string(bounds.max), name_of(figure));
    after[figure] = *value;
  }
  return after;
}

}  // namespace palabre::planning

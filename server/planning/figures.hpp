// What the roadmap counts: people, time and hours, as numbers that rules can use. Plain: no clock, socket, database or JSON.
#pragma once
#include "base/refusal.hpp"

#include <map>
#include <optional>
#include <string_view>

namespace palabre::planning {

/// How many take part, how many of a hundred are hardly on the internet, weeks in which people are asked (before the follow-up), whether they
/// live far apart, whether some need protection, and the hours a week that moderators, facilitators and officers have.
enum class Figure { people, offline_percent, weeks, is_spread_out, needs_care, moderator_hours, facilitator_hours, officer_hours };
inline constexpr int figure_count = static_cast<int>(Figure::officer_hours) + 1;

using Figures = std::map<Figure, int>;                        // absent: nobody counted
using WantedFigures = std::map<Figure, std::optional<int>>;   // none: takes the number away; absent: stays

std::string_view name_of(Figure figure);
std::optional<Figure> figure_of(std::string_view name);

struct Bounds {
  int min = 0;
  int max = 0;
};
Bounds bounds_of(Figure figure);
/// Answered by yes or no.
bool is_yes_or_no(Figure figure);

std::optional<int> value_of(const Figures& figures, Figure figure);

/// Refuses: bad_field, named by the figure.
Result<Figures> decide_figures(const Figures& before, const WantedFigures& wanted);

}  // namespace palabre::planning

// How many hours a week a timeline asks of those who work on it, beside the hours there are. Plain: no clock, socket, database or JSON.
#pragma once
#include "planning/figures.hpp"
#include "redesigns/redesign_repo.hpp"

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace palabre::planning {

/// Who works: moderators read and handle reports, facilitators talk with people and hold tables, officers of the public body answer.
enum class Crew { moderators, facilitators, officers };
inline constexpr int crew_count = static_cast<int>(Crew::officers) + 1;
std::string_view name_of(Crew crew);
Figure hours_figure_of(Crew crew);

// Assumptions. They are guesses of the careful kind, told to the owner: a plan that fits them fits an ordinary redesign.
inline constexpr int minutes_per_idea_read = 6;            // read it, look for the same idea, see that no rule is broken
inline constexpr int minutes_per_comment_read = 1;         // most are a few lines, and most are fine
inline constexpr int minutes_per_report_handled = 15;      // read what stands around it, decide, write a reason people understand
inline constexpr int minutes_per_answer_written = 60;      // ask a colleague, write plainly, have it read by a second person
inline constexpr int minutes_per_conversation = 25;        // consent, the person's own words, read back, the slip
inline constexpr int minutes_per_table = 240;              // prepare, two hours at the table, write down what came of it
inline constexpr int minutes_per_week_of_follow_up = 120;  // ask for news, move the milestones, say what changed
inline constexpr int people_per_table = 8;                 // more do not all get to speak
inline constexpr int reports_per_1000_texts = 20;          // a calm place; a quarrel brings ten times as many

struct Assumption {
  std::string_view name;
  int value = 0;
};
/// All of them, in the order in which they are told.
std::span<const Assumption> assumptions();

struct EffortFacts {
  Figures figures;                    // people, offline_percent and the hours of the crews are used
  int answer_days = 30;               // promised
  std::optional<Instant> from;        // weeks that ended before are left out
};

struct WeekEffort {
  Instant monday;                               // 00:00 on the wall clock
  std::array<std::int64_t, crew_count> minutes{};
};

/// A week in which a crew has fewer hours than it needs.
struct FullWeek {
  std::size_t week = 0;
  Crew crew{};
  std::int64_t needed_minutes = 0;
  int hours = 0;                                // there
};

/// Two phases that ask people at the same time; places in `phases`.
struct AskedTwice {
  std::size_t phase = 0, other = 0;
  Instant from, to;
};

struct Effort {
  bool is_counted = false;                      // people are expected, and a phase with two dates lies ahead
  std::vector<WeekEffort> weeks;                // every week from the first to the last with work
  std::vector<FullWeek> full;                   // by week, then by crew; crews without hours are compared with nothing
  std::vector<AskedTwice> asked_twice;
  std::vector<std::size_t> undated;             // phases left out, for they lack a first or a last day
};

inline constexpr std::size_t effort_weeks_max = 156;

/// Work is spread evenly over the days of a phase, answers until the last promised day. Sums are exact: no minute is lost between weeks.
Effort estimate_effort(std::span<const redesigns::Phase> phases, const EffortFacts& facts);

/// Hours as told: begun ones count whole, so that what does not fit never looks as if it did.
std::int64_t hours_told(std::int64_t minutes);

}  // namespace palabre::planning

// The rule that counts working hours by week.
#include "planning/calendar.hpp"
#include "planning/effort.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace palabre::planning {
namespace {

using redesigns::Phase;
using redesigns::PhaseState;
using redesigns::PhaseType;

Phase phase(PhaseType type, std::string_view opens, std::string_view closes) {
  Phase made;
  made.type = type;
  made.opens_at = start_of_day(opens);
  made.closes_at = end_of_day(closes);
  return made;
}

std::int64_t sum_of(const Effort& effort, Crew crew) {
  return std::accumulate(effort.weeks.begin(), effort.weeks.end(), std::int64_t{0},
                         [&](std::int64_t sum, const WeekEffort& week) { return sum + week.minutes[static_cast<std::size_t>(crew)]; });
}

const Figures hundred{{Figure::people, 100}};
const std::vector four_weeks{phase(PhaseType::ideas, "2027-03-01", "2027-03-28")};   // from a Monday to a Sunday, over the change of the clocks

TEST(EstimateEffort, CountsNothingWithoutPeopleOrDates) {
  EXPECT_FALSE(estimate_effort(four_weeks, {}).is_counted) << "nobody counted";
  EXPECT_FALSE(estimate_effort(four_weeks, {{{Figure::people, 0}}, 30, {}}).is_counted) << "nobody expected";
  EXPECT_FALSE(estimate_effort({}, {hundred, 30, {}}).is_counted);
  Phase open_ended = four_weeks.front();
  open_ended.closes_at.reset();
  const auto effort = estimate_effort(std::vector{open_ended, Phase{}}, {hundred, 30, {}});
  EXPECT_FALSE(effort.is_counted);
  EXPECT_TRUE(effort.weeks.empty() && effort.full.empty());
  EXPECT_EQ(effort.undated, (std::vector<std::size_t>{0, 1}));
}

TEST(EstimateEffort, SpreadsWorkOverTheWeeksWithoutLosingAMinute) {
  const auto effort = estimate_effort(four_weeks, {hundred, 14, {}});
  ASSERT_TRUE(effort.is_counted);
  ASSERT_EQ(effort.weeks.size(), 6U) << "four weeks, and two more until the last promised answer";
  EXPECT_EQ(day_here(effort.weeks[0].monday), "2027-03-01");
  EXPECT_EQ(day_here(effort.weeks[5].monday), "2027-04-05");
  EXPECT_EQ(sum_of(effort, Crew::moderators), 15 * minutes_per_idea_read + 60 * minutes_per_comment_read + 2 * minutes_per_report_handled);
  EXPECT_EQ(sum_of(effort, Crew::officers), 15 * minutes_per_answer_written);
  EXPECT_EQ(sum_of(effort, Crew::facilitators), 0);
  EXPECT_EQ(effort.weeks[4].minutes[0], 0) << "moderators are done when the phase is";
  EXPECT_NEAR(static_cast<double>(effort.weeks[0].minutes[2]), 150, 1);
}

TEST(EstimateEffort, BeginsOnTheMondayBeforeAPhaseThatBeginsMidweek) {
  const auto effort = estimate_effort(std::vector{phase(PhaseType::vote, "2027-03-03", "2027-03-07")}, {hundred, 1, {}});
  ASSERT_EQ(effort.weeks.size(), 1U);
  EXPECT_EQ(day_here(effort.weeks[0].monday), "2027-03-01");
}

TEST(EstimateEffort, NamesEveryWeekThatDoesNotFitAndComparesOnlyWhatWasTyped) {
  Figures figures{{Figure::people, 400}, {Figure::officer_hours, 8}};
  const auto effort = estimate_effort(four_weeks, {figures, 14, {}});
  ASSERT_EQ(effort.full.size(), 6U);
  for (const FullWeek& one : effort.full) {
    EXPECT_EQ(one.crew, Crew::officers);
    EXPECT_EQ(one.hours, 8);
    EXPECT_GT(one.needed_minutes, 8 * 60);
  }
  figures[Figure::officer_hours] = 11;
  EXPECT_TRUE(estimate_effort(four_weeks, {figures, 14, {}}).full.empty()) << "sixty hours in six weeks, one of them an hour shorter";
  figures[Figure::moderator_hours] = 0;
  EXPECT_EQ(estimate_effort(four_weeks, {figures, 14, {}}).full.size(), 4U) << "nobody has time is a number too";
}

TEST(EstimateEffort, GivesFacilitatorsThoseOfflineAndTheTables) {
  const std::vector round{phase(PhaseType::deliberation, "2027-03-01", "2027-03-07")};
  const auto effort = estimate_effort(round, {{{Figure::people, 100}, {Figure::offline_percent, 30}}, 30, {}});
  EXPECT_EQ(sum_of(effort, Crew::facilitators), 30 * minutes_per_conversation + 3 * minutes_per_table) << "twenty seats are three tables";
}

TEST(EstimateEffort, TellsWhoIsAskedTwiceButNotByTheFollowUp) {
  const std::vector phases{phase(PhaseType::ideas, "2027-03-01", "2027-03-28"), phase(PhaseType::vote, "2027-03-20", "2027-04-10"),
                           phase(PhaseType::follow_up, "2027-03-01", "2027-12-31"), phase(PhaseType::discussion, "2027-04-11", "2027-04-30")};
  const auto effort = estimate_effort(phases, {hundred, 30, {}});
  ASSERT_EQ(effort.asked_twice.size(), 1U);
  EXPECT_EQ(effort.asked_twice[0].phase, 0U);
  EXPECT_EQ(effort.asked_twice[0].other, 1U);
  EXPECT_EQ(day_here(effort.asked_twice[0].from), "2027-03-20");
  EXPECT_EQ(day_here(effort.asked_twice[0].to), "2027-03-28");
  EXPECT_TRUE(estimate_effort(phases, {hundred, 30, start_of_day("2027-03-29")}).asked_twice.empty()) << "that is over";
}

TEST(EstimateEffort, LeavesOutWhatIsOverAndWhatWasSkipped) {
  const auto later = estimate_effort(four_weeks, {hundred, 14, start_of_day("2027-03-17")});
  ASSERT_TRUE(later.is_counted);
  EXPECT_EQ(day_here(later.weeks.front().monday), "2027-03-15");
  EXPECT_FALSE(estimate_effort(four_weeks, {hundred, 14, start_of_day("2028-01-01")}).is_counted);
  std::vector skipped = four_weeks;
  skipped[0].state = PhaseState::skipped;
  const auto none = estimate_effort(skipped, {hundred, 14, {}});
  EXPECT_TRUE(!none.is_counted && none.undated.empty());
}

TEST(EstimateEffort, StopsAfterThreeYears) {
  const auto effort = estimate_effort(std::vector{phase(PhaseType::follow_up, "2027-01-01", "2049-01-01")}, {hundred, 30, {}});
  EXPECT_EQ(effort.weeks.size(), effort_weeks_max);
}

TEST(HoursTold, CountsABegunHourWhole) {
  EXPECT_EQ(hours_told(0), 0);
  EXPECT_EQ(hours_told(481), 9) << "what does not fit eight hours never reads as eight";
}

TEST(DecideFigures, TakesAwayKeepsAndRefusesOutOfBounds) {
  const Figures before{{Figure::people, 10}, {Figure::weeks, 4}};
  const auto after = decide_figures(before, {{Figure::people, std::nullopt}, {Figure::officer_hours, 0}});
  ASSERT_TRUE(after.has_value());
  EXPECT_EQ(*after, (Figures{{Figure::weeks, 4}, {Figure::officer_hours, 0}}));
  EXPECT_EQ(decide_figures(before, {{Figure::offline_percent, 101}}).error().field, "offline_percent");
  EXPECT_EQ(decide_figures(before, {{Figure::weeks, 0}}).error().reason, Reason::bad_field);
}

}  // namespace
}  // namespace palabre::planning

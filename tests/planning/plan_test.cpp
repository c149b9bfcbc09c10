// The rules of a whole timeline, and its drawing.
#include "planning/calendar.hpp"
#include "planning/plan.hpp"
#include "planning/start_redesign.hpp"
#include "planning/timeline_drawing.hpp"

#include <gtest/gtest.h>

namespace palabre::planning {
namespace {

using redesigns::Phase;
using redesigns::PhaseState;
using redesigns::PhaseType;
using redesigns::RedesignState;

const Instant now = *start_of_day("2027-03-10");

Instant day(std::int64_t count) { return plus_days(now, count); }

Phase phase(std::int64_t id, PhaseType type, PhaseState state, std::optional<Instant> opens = {}, std::optional<Instant> closes = {}) {
  Phase made;
  made.id = PhaseId{id};
  made.redesign = RedesignId{1};
  made.position = static_cast<int>(id);
  made.type = type;
  made.state = state;
  made.opens_at = opens;
  made.closes_at = closes;
  return made;
}

PlanRow row_of(const Phase& one) { return {one.id, one.type, one.stage, {}, one.opens_at, one.closes_at}; }

const std::vector<Phase> three{phase(1, PhaseType::ideas, PhaseState::open, day(-5), day(10)), phase(2, PhaseType::vote, PhaseState::planned, day(8), day(20)),
                               phase(3, PhaseType::follow_up, PhaseState::planned, day(21), day(90))};

std::vector<PlanRow> rows_of(const std::vector<Phase>& phases) {
  std::vector<PlanRow> rows;
  for (const Phase& one : phases) rows.push_back(row_of(one));
  return rows;
}

TEST(DecidePlan, TakesATimelineThatOverlapsAndIsReordered) {
  auto rows = rows_of(three);
  std::swap(rows[0], rows[1]);
  rows.push_back({{}, PhaseType::discussion, {}, {}, day(2), day(15)});
  EXPECT_TRUE(decide_plan(RedesignState::open, three, rows, now).empty());
}

TEST(DecidePlan, NamesEveryRowAtFaultAtOnce) {
  auto rows = rows_of(three);
  rows[0].closes_at = day(30);                                       // it has begun
  rows[1].closes_at = day(3);                                        // ends before it begins
  rows.push_back({{}, PhaseType::ideas, {}, {}, day(-9), day(-2)});  // would be over as it is added
  rows.push_back({PhaseId{77}, PhaseType::ideas, {}, {}, {}, {}});   // of another redesign
  rows.push_back(row_of(three[1]));                                  // twice
  const auto refusals = decide_plan(RedesignState::open, three, rows, now);
  ASSERT_EQ(refusals.size(), 5U);
  EXPECT_EQ(refusals[0].refusal.reason, Reason::phase_transition_refused);
  EXPECT_EQ(refusals[0].refusal.field, "closes_at");
  EXPECT_EQ(refusals[1].row, 1U);
  EXPECT_EQ(refusals[1].refusal.reason, Reason::bad_field);
  EXPECT_EQ(refusals[2].row, 3U);
  EXPECT_EQ(refusals[3].refusal.reason, Reason::not_found);
  EXPECT_EQ(refusals[4].refusal.reason, Reason::not_found);
}

TEST(DecidePlan, SaysWhichDateOfABegunPhaseMoved) {
  auto rows = rows_of(three);
  rows[0].opens_at = day(-6);
  const auto refusals = decide_plan(RedesignState::open, three, rows, now);
  ASSERT_EQ(refusals.size(), 1U);
  EXPECT_EQ(refusals[0].refusal.field, "opens_at");
}

TEST(DecidePlan, LetsOnlyGoWhatNeverBegan) {
  auto rows = rows_of(three);
  rows.erase(rows.begin());  // open
  auto refusals = decide_plan(RedesignState::open, three, rows, now);
  ASSERT_EQ(refusals.size(), 1U);
  EXPECT_TRUE(refusals[0].is_removal);
  EXPECT_EQ(refusals[0].row, 0U);
  rows = rows_of(three);
  rows.erase(rows.begin() + 1);  // planned
  EXPECT_TRUE(decide_plan(RedesignState::open, three, rows, now).empty());
}

TEST(DecidePlan, KeepsTheLastFollowUpOfAPublicRedesign) {
  auto rows = rows_of(three);
  rows.pop_back();
  EXPECT_EQ(decide_plan(RedesignState::announced, three, rows, now).size(), 1U);
  EXPECT_TRUE(decide_plan(RedesignState::draft, three, rows, now).empty());
  rows.push_back({{}, PhaseType::follow_up, {}, {}, day(30), {}});
  EXPECT_TRUE(decide_plan(RedesignState::announced, three, rows, now).empty()) << "another follow-up may take its place";
}

TEST(DecidePlan, LetsADraftBeDatedFreelyForNothingRuns) {
  const std::vector<Phase> draft{phase(1, PhaseType::ideas, PhaseState::planned, day(-20), day(-10))};
  auto rows = rows_of(draft);
  rows[0].closes_at = day(-5);
  rows.push_back({{}, PhaseType::vote, {}, {}, day(-4), day(-1)});
  EXPECT_TRUE(decide_plan(RedesignState::draft, draft, rows, now).empty());
  EXPECT_TRUE(has_free_dates(RedesignState::draft, draft[0], now));
  EXPECT_FALSE(has_free_dates(RedesignState::open, draft[0], now));
}

TEST(ParallelTo, FindsWhatRunsAtTheSameTime) {
  EXPECT_EQ(parallel_to(three, 0), std::vector<std::size_t>{1});
  EXPECT_EQ(parallel_to(three, 2), std::vector<std::size_t>{});
  const std::vector<Phase> endless{phase(1, PhaseType::ideas, PhaseState::planned, day(0)), phase(2, PhaseType::vote, PhaseState::planned, day(400), day(410)),
                                   phase(3, PhaseType::vote, PhaseState::planned)};
  EXPECT_EQ(parallel_to(endless, 0), std::vector<std::size_t>{1}) << "without an end a phase runs on; without a beginning it does not run";
}

TEST(PhasesFrom, MovesEveryDateByTheSameDaysAndLeavesSkippedOnesBehind) {
  std::vector<Phase> old = three;
  old.push_back(phase(4, PhaseType::hackathon, PhaseState::skipped, day(-90), day(-80)));
  const auto moved = phases_from(old, day(100));
  ASSERT_EQ(moved.size(), 3U);
  EXPECT_EQ(day_here(*moved[0].opens_at), day_here(day(100)));
  EXPECT_EQ(day_here(*moved[1].opens_at), day_here(day(113)));
  EXPECT_FALSE(moved[0].is_open_now);
}

TEST(Calendar, KeepsTheTimeOfDayOverAChangeOfTheClock) {
  const Instant evening = start_of_day("2027-03-27")->plus_ms(20 * ms_per_hour);
  EXPECT_EQ(day_here(plus_days(evening, 1)), "2027-03-28");
  EXPECT_EQ(plus_days(evening, 1).unix_ms - evening.unix_ms, 23 * ms_per_hour);
  EXPECT_EQ(day_here(*end_of_day("2027-12-31")), "2027-12-31");
  EXPECT_FALSE(start_of_day("2027-02-30").has_value());
  EXPECT_FALSE(start_of_day("2027-1-1").has_value());
}

TEST(DrawTimeline, PutsBarsTodayAndOverlapsInPlace) {
  const Drawing drawing = draw_timeline(three, now);
  ASSERT_EQ(drawing.bars.size(), 3U);
  EXPECT_LT(drawing.bars[0].from, drawing.today);
  EXPECT_GT(drawing.bars[0].from + drawing.bars[0].width, drawing.today);
  ASSERT_EQ(drawing.overlaps.size(), 1U);
  EXPECT_EQ(drawing.overlaps[0].from, drawing.bars[1].from);
  for (const Bar& bar : drawing.bars) EXPECT_LE(bar.from + bar.width, 1000);
  EXPECT_FALSE(drawing.ticks.empty());
  EXPECT_LE(drawing.ticks.size(), 13U);
}

TEST(DrawTimeline, DrawsNothingWithoutDatesAndAnEndlessPhaseToTheEdge) {
  EXPECT_TRUE(draw_timeline(std::vector{phase(1, PhaseType::ideas, PhaseState::planned)}, now).bars.empty());
  const Drawing drawing = draw_timeline(std::vector{phase(1, PhaseType::ideas, PhaseState::open, day(-3000))}, now);
  ASSERT_EQ(drawing.bars.size(), 1U);
  EXPECT_TRUE(drawing.bars[0].is_endless);
  EXPECT_EQ(drawing.bars[0].from + drawing.bars[0].width, 1000);
}

}  // namespace
}  // namespace palabre::planning

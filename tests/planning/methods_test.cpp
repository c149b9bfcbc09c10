// The rules that advise methods, and where an advised phase stands in the timeline.
#include "planning/add_advised_phase.hpp"
#include "planning/calendar.hpp"
#include "planning/methods.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace palabre::planning {
namespace {

using redesigns::Phase;
using redesigns::PhaseType;

std::vector<PhaseType> types_of(const std::vector<Advice>& advice) {
  std::vector<PhaseType> types;
  for (const Advice& one : advice) types.push_back(one.phase);
  return types;
}

const Advice* find_in(const std::vector<Advice>& advice, PhaseType type) {
  const auto found = std::find_if(advice.begin(), advice.end(), [&](const Advice& one) { return one.phase == type; });
  return found == advice.end() ? nullptr : &*found;
}

MethodFacts facts(std::string_view level, bool can_change = true) { return {level, can_change, {}, {}}; }

bool is_online(Method method) { return method < Method::stall; }

TEST(RecommendMethods, AlwaysPairsOneOnlineWithOneWithoutAScreen) {
  for (const auto level : redesigns::power_levels)
    for (const bool can_change : {true, false})
      for (const int bits : {0, 1, 2, 3})
        for (const int weeks : {0, 1, 7, 8, 13, 26, 60}) {
          Figures answers{{Figure::is_spread_out, bits & 1}, {Figure::needs_care, bits >> 1}, {Figure::people, bits * 20}};
          if (weeks > 0) answers[Figure::weeks] = weeks;
          const auto advice = recommend_methods(answers, facts(level, can_change));
          ASSERT_FALSE(advice.empty());
          EXPECT_TRUE(find_in(advice, PhaseType::follow_up)) << "people always see what becomes of it";
          for (const Advice& one : advice) EXPECT_TRUE(is_online(one.online) && !is_online(one.offline)) << redesigns::name_of(one.phase);
          EXPECT_TRUE(std::is_sorted(advice.begin(), advice.end(), [](const Advice& left, const Advice& right) { return left.phase < right.phase; }));
        }
}

TEST(RecommendMethods, AsksNobodyForIdeasWhereNothingCanChange) {
  const std::vector<PhaseType> quiet{PhaseType::follow_up, PhaseType::evaluation};
  EXPECT_EQ(types_of(recommend_methods({}, facts("empower", false))), quiet);
  EXPECT_EQ(types_of(recommend_methods({}, facts("inform"))), quiet);
  EXPECT_EQ(recommend_methods({}, facts("inform")).front().why, Why::only_informs);
}

TEST(RecommendMethods, ListensMeetsAndDeliberatesWithVulnerablePeopleFarApartInThreeMonths) {
  const Figures answers{{Figure::is_spread_out, 1}, {Figure::needs_care, 1}, {Figure::weeks, 13}, {Figure::people, 200}};
  const auto advice = recommend_methods(answers, facts("involve"));
  EXPECT_EQ(types_of(advice), (std::vector{PhaseType::stories, PhaseType::hackathon, PhaseType::deliberation, PhaseType::follow_up, PhaseType::evaluation}));
  EXPECT_EQ(find_in(advice, PhaseType::stories)->offline, Method::trusted_talks);
  EXPECT_EQ(find_in(advice, PhaseType::deliberation)->offline, Method::telephone_seats);
}

TEST(RecommendMethods, AdvisesABallotOnBothWaysWherePeopleDecide) {
  const auto advice = recommend_methods({}, facts("empower"));
  const Advice* vote = find_in(advice, PhaseType::vote);
  ASSERT_TRUE(vote);
  EXPECT_EQ(vote->online, Method::online_ballot);
  EXPECT_EQ(vote->offline, Method::paper_ballots);
  EXPECT_FALSE(find_in(recommend_methods({}, facts("collaborate")), PhaseType::vote)) << "only where people decide";
}

TEST(RecommendMethods, KeepsToOneShortPhaseWhereThereIsLittleTime) {
  EXPECT_EQ(types_of(recommend_methods({{Figure::weeks, 5}}, facts("collaborate"))), (std::vector{PhaseType::brainstorm, PhaseType::follow_up}));
  EXPECT_EQ(types_of(recommend_methods({{Figure::weeks, 5}}, facts("consult"))), (std::vector{PhaseType::consultation, PhaseType::follow_up}));
}

TEST(RecommendMethods, MeetsFewPeopleAtOneTableAndManyAtAStall) {
  const auto way = [](int people) { return find_in(recommend_methods({{Figure::people, people}}, facts("involve")), PhaseType::ideas)->offline; };
  EXPECT_EQ(way(30), Method::one_table);
  EXPECT_EQ(way(31), Method::stall);
  EXPECT_EQ(way(0), Method::stall) << "nobody counted";
}

TEST(RecommendMethods, PairsWhatIsPlannedEvenWhereItIsNotAdvised) {
  MethodFacts planned = facts("inform");
  planned.planned = {PhaseType::vote};
  const auto advice = recommend_methods({}, planned);
  ASSERT_TRUE(find_in(advice, PhaseType::vote));
  EXPECT_EQ(find_in(advice, PhaseType::vote)->why, Why::is_planned);
  EXPECT_TRUE(find_in(advice, PhaseType::vote)->is_planned);
  EXPECT_FALSE(find_in(advice, PhaseType::follow_up)->is_planned);
}

Phase phase(std::int64_t id, PhaseType type, std::string_view opens, std::string_view closes) {
  Phase made;
  made.id = PhaseId{id};
  made.type = type;
  made.position = static_cast<int>(id);
  made.opens_at = start_of_day(opens);
  made.closes_at = end_of_day(closes);
  return made;
}

TEST(MethodFacts, CountsTheWeeksInWhichPeopleAreAsked) {
  redesigns::Redesign redesign;
  redesign.power_level = "involve";
  const std::vector phases{phase(1, PhaseType::ideas, "2027-03-01", "2027-04-11"), phase(2, PhaseType::follow_up, "2027-04-12", "2027-12-31")};
  EXPECT_EQ(method_facts(redesign, {}, phases).weeks_planned, 6);
  EXPECT_FALSE(method_facts(redesign, {}, {}).weeks_planned);
}

TEST(RowsWith, PutsAPhaseAfterWhatComesBeforeItAndNeverInThePast) {
  const std::vector phases{phase(1, PhaseType::ideas, "2027-03-01", "2027-03-28"), phase(2, PhaseType::follow_up, "2027-05-01", "2027-09-01")};
  const auto rows = rows_with(phases, PhaseType::deliberation, *start_of_day("2027-01-01"));
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[1].type, PhaseType::deliberation);
  EXPECT_EQ(day_here(*rows[1].opens_at), "2027-03-29");
  EXPECT_EQ(day_here(*rows[1].closes_at), "2027-04-11");
  const auto late = rows_with(phases, PhaseType::deliberation, *start_of_day("2027-06-10"));
  EXPECT_EQ(day_here(*late[1].opens_at), "2027-06-11");
  const auto first = rows_with(phases, PhaseType::stories, *start_of_day("2027-01-01"));
  EXPECT_EQ(first[0].type, PhaseType::stories);
  EXPECT_EQ(day_here(*first[0].opens_at), "2027-03-01");
}

TEST(RowsWith, LeavesDatesOutWhereThereAreNone) {
  const auto rows = rows_with({}, PhaseType::ideas, Instant{});
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_FALSE(rows[0].opens_at || rows[0].closes_at);
}

}  // namespace
}  // namespace palabre::planning

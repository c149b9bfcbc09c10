// Wall clock times in winter, in summer and on the two nights when the clocks are moved.
#include "pages/local_time.hpp"

#include <gtest/gtest.h>

namespace palabre::pages {
namespace {

Instant at(std::string_view iso) { return parse_instant(iso).value(); }

TEST(LocalTime, IsTheClockOnTheWallInWinterAndSummer) {
  EXPECT_EQ(local_time_text(at("2026-11-21T12:05:00Z")), "2026-11-21T13:05");
  EXPECT_EQ(local_time_text(at("2026-07-01T22:30:00Z")), "2026-07-02T00:30");
  EXPECT_EQ(local_time_text(at("2026-07-01T22:30:00Z"), "UTC"), "2026-07-01T22:30");
}

TEST(LocalTime, ComesBackAsTheSameMoment) {
  for (const auto* iso : {"2026-11-21T12:05:00Z", "2026-07-01T22:30:00Z", "2027-01-01T00:00:00Z"})
    EXPECT_EQ(parse_local_time(local_time_text(at(iso))), at(iso)) << iso;
  EXPECT_EQ(parse_local_time("2026-11-21T13:05:30"), at("2026-11-21T12:05:30Z"));
}

TEST(LocalTime, IsDefinedOnTheNightsWhenTheClocksAreMoved) {
  EXPECT_EQ(parse_local_time("2026-03-29T02:30"), at("2026-03-29T01:30:00Z"));  // skipped: 02:30 is 03:30
  EXPECT_EQ(parse_local_time("2026-10-25T02:30"), at("2026-10-25T00:30:00Z"));  // comes twice: the first
}

TEST(LocalTime, RefusesEverythingElse) {
  for (const auto* text : {"", "2026-11-21", "2026-11-21 13:05", "2026-13-21T13:05", "2026-11-21T25:00", "2026-11-21T13:05Z", "tomorrow at noon!"})
    EXPECT_FALSE(parse_local_time(text)) << text;
}

TEST(LocalTime, CountsDaysByMidnightsNotByHours) {
  EXPECT_EQ(days_between(at("2026-11-21T08:00:00Z"), at("2026-11-21T22:30:00Z")), 0);
  EXPECT_EQ(days_between(at("2026-11-21T22:30:00Z"), at("2026-11-21T23:30:00Z")), 1);  // midnight in Brussels
  EXPECT_EQ(days_between(at("2026-10-24T12:00:00Z"), at("2026-10-26T12:00:00Z")), 2);  // over the night of 25 hours
  EXPECT_EQ(days_between(at("2026-11-21T08:00:00Z"), at("2026-11-20T08:00:00Z")), -1);
}

TEST(LocalTime, ThrowsOnAZoneThatIsNot) { EXPECT_THROW(static_cast<void>(local_time_text(Instant{}, "Europe/Atlantis")), std::runtime_error); }

}  // namespace
}  // namespace palabre::pages

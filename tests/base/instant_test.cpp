// Moments in time, read and written.
#include "base/instant.hpp"

#include <gtest/gtest.h>

namespace palabre {
namespace {

TEST(ParseInstant, ReadsDaysMinutesSecondsFractionsAndZones) {
  EXPECT_EQ(parse_instant("1970-01-01")->unix_ms, 0);
  EXPECT_EQ(parse_instant("2026-11-21T21:05Z")->unix_ms, 1'795'295'100'000);
  EXPECT_EQ(parse_instant("2026-11-21T21:05:00.123Z")->unix_ms, 1'795'295'100'123);
  EXPECT_EQ(parse_instant("2026-11-21T22:05:00+01:00"), parse_instant("2026-11-21T21:05:00Z"));
  EXPECT_EQ(parse_instant("2026-11-21 21:05:00"), parse_instant("2026-11-21T21:05:00Z"));
}

TEST(ParseInstant, RefusesWhatIsNoMoment) {
  for (const char* text : {"", "2026", "2026-13-01", "2026-02-30", "2026-11-21T", "2026-11-21T24:00Z", "2026-11-21T21:60Z", "2026-11-21T21:05:00.Z",
                           "2026-11-21T21:05:00Zx", "1969-12-31", "2026-11-21T21:05:00+15:00", " 2026-11-21", "2026-11-21T21:05:00.1234567890Z"}) {
    EXPECT_FALSE(parse_instant(text)) << text;
  }
}

TEST(IsoText, IsReadBackToTheSameMoment) {
  for (const std::int64_t ms : {0LL, 1LL, 951'782'399'999LL, 1'795'295'100'123LL, 4'102'444'800'000LL}) {
    EXPECT_EQ(parse_instant(iso_text(Instant{ms}))->unix_ms, ms);
  }
  EXPECT_EQ(iso_text(Instant{1'795'295'100'123}), "2026-11-21T21:05:00.123Z");
  EXPECT_EQ(day_text(Instant{1'795'295'100'123}), "2026-11-21");
}

}  // namespace
}  // namespace palabre

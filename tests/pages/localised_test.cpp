// Numbers and dates as readers of each language expect them.
// Part of test_pages.
#include "pages/localised.hpp"

#include <gtest/gtest.h>
#include <thread>
#include <vector>

namespace {

using namespace palabre;
using namespace palabre::pages;

Instant at(const char* text) { return parse_instant(text).value(); }

TEST(FormatMonth, NamesTheMonthAndInJanuaryTheYear) {
  const Instant november = at("2026-11-01T12:00:00Z");
  const Instant january = at("2026-12-31T23:30:00Z");  // 00:30 on the clocks of Brussels
  EXPECT_EQ(format_month("fr", november), "nov.");
  EXPECT_EQ(format_month("en", november), "Nov");
  for (const auto* language : {"fr", "nl", "de", "en"}) EXPECT_EQ(format_month(language, january), "2027") << language;
}

TEST(FormatMoney, SetsTheCurrencyWhereTheLanguagePutsIt) {
  EXPECT_EQ(format_money("fr", 45000, "EUR"), "45\u202F000\u00A0€");
  EXPECT_EQ(format_money("en", 45000, "EUR"), "€45,000");
  EXPECT_EQ(format_money("de", 900, "EUR"), "900\u00A0€");
  EXPECT_EQ(format_money("nl", 900, "EUR"), "€\u00A0900");
}

TEST(FormatNumber, GroupsDigitsByLanguage) {
  EXPECT_EQ(format_number("fr", 1234567), "1\u202F234\u202F567");
  EXPECT_EQ(format_number("en", -1234567), "-1,234,567");
  EXPECT_EQ(format_number("fr", 0), "0");
  EXPECT_EQ(format_number("nl", 1234567), "1.234.567");
}

TEST(FormatDay, IsTheDayInTheZoneOfTheReader) {
  EXPECT_EQ(format_day("fr", at("2026-11-21T23:30:00Z")), "22 novembre 2026");
  EXPECT_EQ(format_day("en", at("2026-11-21T23:30:00Z"), "America/Montreal"), "21 November 2026");
}

TEST(FormatDay, WritesDutchMonthsInSmallLetters) {
  EXPECT_EQ(format_day("nl", at("2026-11-22T12:00:00Z")), "22 november 2026");
  EXPECT_EQ(format_span("nl", at("2026-03-01T10:00Z"), at("2026-03-05T10:00Z")), "1–5 maart 2026");
}

TEST(FormatMoment, ShowsTheHourInTheZoneAndItsSummerTime) {
  EXPECT_EQ(format_moment("fr", at("2026-11-21T20:05:00Z")), "21 novembre 2026 à 21:05");
  EXPECT_EQ(format_moment("en", at("2026-07-21T20:05:00Z")), "21 July 2026 at 22:05");
  EXPECT_EQ(format_moment("fr", at("2026-11-21T20:05:00Z"), "UTC"), "21 novembre 2026 à 20:05");
}

TEST(FormatMoment, RefusesAnUnknownZone) {
  EXPECT_THROW((void)format_moment("fr", at("2026-11-21T20:05:00Z"), "Mars/Olympus"), std::runtime_error);
  EXPECT_THROW((void)format_moment("fr", at("2026-11-21T20:05:00Z"), "Mars/Olympus"), std::runtime_error);
}

TEST(FormatSpan, NamesTheMonthOnceWhenItIsTheSame) {
  EXPECT_EQ(format_span("fr", at("2026-11-21T10:00Z"), at("2026-11-25T10:00Z")), "21–25 novembre 2026");
  EXPECT_EQ(format_span("fr", at("2026-11-21T10:00Z"), at("2026-11-21T11:00Z")), "21 novembre 2026");
  const std::string across_years = format_span("en", at("2026-11-21T10:00Z"), at("2027-01-05T10:00Z"));
  EXPECT_EQ(across_years.find("21 November 2026"), 0U) << across_years;
  EXPECT_NE(across_years.find("5 January 2027"), std::string::npos) << across_years;
}

TEST(FormatRelative, CountsTheLargestWholeUnit) {
  const Instant now = at("2026-11-21T12:00:00Z");
  EXPECT_EQ(format_relative("fr", now.plus_ms(-2 * ms_per_hour - 5), now), "il y a 2\u00A0h");
  EXPECT_EQ(format_relative("en", now.plus_ms(3 * ms_per_day), now), "in 3 days");
  EXPECT_EQ(format_relative("fr", now.plus_ms(-59'000), now), "maintenant");
  EXPECT_EQ(format_relative("en", now, now), "now");
  EXPECT_EQ(format_relative("fr", now.plus_ms(-400 * ms_per_day), now), "il y a 1 an");
}

TEST(Localised, GivesTheSameTextsFromManyThreads) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([] {
      for (int round = 0; round < 50; ++round) {
        EXPECT_EQ(format_moment("fr", Instant{0}, "UTC"), "1 janvier 1970 à 00:00");
        EXPECT_EQ(format_number("en", 1000), "1,000");
      }
    });
  }
  for (auto& thread : threads) thread.join();
}

}  // namespace

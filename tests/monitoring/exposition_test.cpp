// The text format of figures: escaping, cumulative buckets, numbers.
#include "monitoring/exposition.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace palabre::monitoring {
namespace {

TEST(Exposition, WritesAHeadBeforeTheSamplesOfAFamily) {
  Exposition out;
  out.family("palabre_doors", "gauge", "Open doors.");
  out.sample({{"floor", "1"}, {"side", "left"}}, std::int64_t{2});
  out.sample({}, std::uint64_t{18'446'744'073'709'551'615U});
  EXPECT_EQ(out.take(), "# HELP palabre_doors Open doors.\n# TYPE palabre_doors gauge\n"
                        "palabre_doors{floor=\"1\",side=\"left\"} 2\npalabre_doors 18446744073709551615\n");
}

TEST(Exposition, EscapesWhatWouldEndALabelOrALine) {
  EXPECT_EQ(escape_label("a\\b\"c\nd"), "a\\\\b\\\"c\\nd");
  EXPECT_EQ(escape_label("é {}"), "é {}");
  Exposition out;
  out.family("palabre_doors", "gauge", "One \\ two\nthree \"four\"");
  out.sample({{"name", "\"\n\\"}}, 1.5);
  EXPECT_EQ(out.take(), "# HELP palabre_doors One \\\\ two\\nthree \"four\"\n# TYPE palabre_doors gauge\npalabre_doors{name=\"\\\"\\n\\\\\"} 1.5\n");
}

constexpr std::array<std::int64_t, 3> bounds{1'000, 10'000, 250'000};

TEST(Exposition, AddsBucketsUpAndEndsThemWithTheCount) {
  Histogram<bounds> counted;
  for (const std::int64_t us : {500, 1'000, 2'000, 90'000, 260'000}) counted.count(us);
  Exposition out;
  out.one("palabre_wait_seconds", "Waiting.", counted, 1e6);
  EXPECT_EQ(out.take(), "# HELP palabre_wait_seconds Waiting.\n# TYPE palabre_wait_seconds histogram\n"
                        "palabre_wait_seconds_bucket{le=\"0.001\"} 2\n"
                        "palabre_wait_seconds_bucket{le=\"0.01\"} 3\n"
                        "palabre_wait_seconds_bucket{le=\"0.25\"} 4\n"
                        "palabre_wait_seconds_bucket{le=\"+Inf\"} 5\n"
                        "palabre_wait_seconds_sum 0.3535\n"
                        "palabre_wait_seconds_count 5\n");
}

TEST(Exposition, PutsTheBoundBehindTheLabelsOfTheSeries) {
  Exposition out;
  out.family("palabre_took", "histogram", "Took.");
  const std::array<std::uint64_t, 2> in_bucket{3, 4};
  const std::array<std::int64_t, 1> bound{5};
  out.histogram({{"route", "/ideas/{id}"}}, bound, in_bucket, 40, 1);
  EXPECT_EQ(out.take(), "# HELP palabre_took Took.\n# TYPE palabre_took histogram\n"
                        "palabre_took_bucket{route=\"/ideas/{id}\",le=\"5\"} 3\npalabre_took_bucket{route=\"/ideas/{id}\",le=\"+Inf\"} 7\n"
                        "palabre_took_sum{route=\"/ideas/{id}\"} 40\npalabre_took_count{route=\"/ideas/{id}\"} 7\n");
}

TEST(Exposition, WritesNumbersThatReadBackTheSame) {
  EXPECT_EQ(number_text(0.1), "0.1");
  EXPECT_EQ(number_text(0.0001), "0.0001");
  EXPECT_EQ(number_text(1.8e19), "18000000000000000000");
  EXPECT_EQ(number_text(-1), "-1");
  EXPECT_EQ(number_text(std::nan("")), "NaN");
  EXPECT_EQ(number_text(INFINITY), "+Inf");
  EXPECT_EQ(number_text(-INFINITY), "-Inf");
  EXPECT_EQ(std::stod(number_text(1.0 / 3)), 1.0 / 3);
}

}  // namespace
}  // namespace palabre::monitoring

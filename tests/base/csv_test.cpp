// CSV as spreadsheets write it, and as RFC 4180 says.
#include "base/csv.hpp"

#include <gtest/gtest.h>

namespace palabre {
namespace {

using Cells = std::vector<std::string>;

TEST(Csv, KeepsSeparatorsQuotesAndLineEndsInsideQuotes) {
  const auto rows = parse_csv("a,b\r\n\"x, \"\"y\"\"\",\"1\r\n2\"\r\nz,\n").value();
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[1].cells, (Cells{"x, \"y\"", "1\r\n2"}));
  EXPECT_EQ(rows[2].cells, (Cells{"z", ""}));
  EXPECT_EQ(rows[2].line, 4U);
}

TEST(Csv, ChoosesTheSeparatorByTheHeader) {
  EXPECT_EQ(parse_csv("a;b\n1,5;2").value()[1].cells, (Cells{"1,5", "2"}));
  EXPECT_EQ(parse_csv("\"a;b;c\",d\n1,2").value()[0].cells, (Cells{"a;b;c", "d"}));
  EXPECT_EQ(parse_csv("alone\n1").value()[0].cells, Cells{"alone"});
}

TEST(Csv, SkipsTheByteOrderMarkAndEmptyLines) {
  const auto rows = parse_csv("\xEF\xBB\xBF" "a,b\n\n\r\n1,2").value();
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].cells.front(), "a");
  EXPECT_EQ(rows[1].line, 4U);
  EXPECT_TRUE(parse_csv("").value().empty());
}

TEST(Csv, IsRefusedWhenAQuoteNeverClosesOrBytesAreNotText) {
  EXPECT_EQ(parse_csv("a,b\n\"x,y\n").error().detail, "line 2: a quote opens and never closes");
  EXPECT_EQ(parse_csv("a,\xFF").error().reason, Reason::bad_encoding);
}

}  // namespace
}  // namespace palabre

// Tables are split as spreadsheets write them, and every cell knows where it stands.
#include "recount/csv_rows.hpp"
#include "recount/known_ids.hpp"

#include <gtest/gtest.h>

namespace palabre::recount {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(const std::string& text) {
  Rows all;
  CsvRows rows(text);
  while (rows.next()) {
    auto& row = all.emplace_back();
    for (const auto& cell : rows.cells()) row.emplace_back(cell.text);
  }
  EXPECT_FALSE(rows.fault()) << text;
  return all;
}

TEST(CsvRows, SplitsPlainAndQuotedCells) {
  EXPECT_EQ(rows_of("a,b\n1, 2 \n"), (Rows{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(rows_of("a,b\n\"x,\"\"y\"\"\n\" , \"\"\n"), (Rows{{"a", "b"}, {"x,\"y\"\n", ""}}));
  EXPECT_EQ(rows_of("a;b,c;d\r\n1;;3"), (Rows{{"a", "b,c", "d"}, {"1", "", "3"}}));
  EXPECT_EQ(rows_of("a\tb\n\n\r\n1\t\n"), (Rows{{"a", "b"}, {"1", ""}}));
  EXPECT_EQ(rows_of("\xEF\xBB\xBF# note, of; nothing\n\na\r1\r2"), (Rows{{"a"}, {"1"}, {"2"}}));
  EXPECT_EQ(rows_of(""), Rows{});
}

TEST(CsvRows, SaysWhereACellStands) {
  CsvRows rows("a,b\n\"é\nx\",two\n");
  EXPECT_TRUE(rows.next() && rows.next());
  const auto first = rows.fault_at_cell(rows.cells()[0], "");
  EXPECT_EQ(first.line, 2U);
  EXPECT_EQ(first.column, 1U);
  const auto second = rows.fault_at_cell(rows.cells()[1], "");
  EXPECT_EQ(second.line, 3U);
  EXPECT_EQ(second.column, 4U);
}

TEST(CsvRows, StopsAtAQuoteThatNeverCloses) {
  CsvRows rows("a,b\n1,\"2\n3,4\n");
  EXPECT_TRUE(rows.next());
  EXPECT_FALSE(rows.next());
  ASSERT_TRUE(rows.fault());
  EXPECT_EQ(rows.fault()->line, 2U);
  EXPECT_EQ(rows.fault()->column, 3U);
  EXPECT_FALSE(rows.next());
}

TEST(KnownIds, AreOrderedAsNumbersWhenAllAre) {
  KnownIds ids;
  for (const char* id : {"10", "9", "0", "9"}) ids.number_of(id);
  EXPECT_TRUE(ids.is_repeated());
  EXPECT_EQ(ids.places(), (std::vector<std::uint32_t>{2, 1, 0}));
  EXPECT_EQ(*ids.find("0"), 2U);
  EXPECT_EQ(ids.find("1"), nullptr);
  ids.number_of("01");
  EXPECT_EQ(ids.places(), (std::vector<std::uint32_t>{0, 1, 2, 3}));
}

}  // namespace
}  // namespace palabre::recount

// Parameters as PostgreSQL wants them: typed, without gaps, and what is missing written out.
#include "db/postgres/postgres_text.hpp"

#include <gtest/gtest.h>

namespace palabre::db::postgres {
namespace {

using testing::Test;

TEST(PrepareText, WritesWhatIsMissingIntoTheText) {
  const auto prepared = prepare_text("SELECT id FROM idea WHERE ($1 IS NULL OR id = $1) AND author_id = $2", "ni");
  EXPECT_EQ(prepared.text, "SELECT id FROM idea WHERE (NULL IS NULL OR id = NULL) AND author_id = $1");
  EXPECT_EQ(prepared.places, std::vector<std::size_t>{1});
  EXPECT_EQ(prepared.types, std::vector<unsigned>{20});
}

TEST(PrepareText, NumbersInTheOrderOfAppearanceAndEachOnce) {
  const auto prepared = prepare_text("UPDATE t SET a = $3, b = $1, c = $3 WHERE d = $12", "tttttttttttr");
  EXPECT_EQ(prepared.text, "UPDATE t SET a = $1, b = $2, c = $1 WHERE d = $3");
  EXPECT_EQ(prepared.places, (std::vector<std::size_t>{2, 0, 11}));
  EXPECT_EQ(prepared.types, (std::vector<unsigned>{25, 25, 701}));
}

TEST(PrepareText, LeavesQuotedTextAndCommentsAlone) {
  const auto prepared = prepare_text("SELECT '$1', \"$1\", 'it''s $1' -- $1\n, $1", "i");
  EXPECT_EQ(prepared.text, "SELECT '$1', \"$1\", 'it''s $1' -- $1\n, $1");
  EXPECT_EQ(prepared.places.size(), 1u);
}

TEST(PrepareText, RefusesATextThatNamesMoreValuesThanThereAre) {
  EXPECT_THROW(prepare_text("SELECT $2", "i"), DatabaseError);
  EXPECT_THROW(prepare_text("SELECT $0", "i"), DatabaseError);
}

TEST(PrepareText, ToleratesAQuoteThatIsNeverClosed) { EXPECT_EQ(prepare_text("SELECT 'x", "").text, "SELECT 'x"); }

TEST(KindsOf, NamesEachValue) {
  const std::vector<Value> values{Value{}, Value{std::int64_t{1}}, Value{1.5}, Value{std::string_view("x")}, Value{Blob{"y"}}};
  EXPECT_EQ(kinds_of(values), "nirtb");
}

}  // namespace
}  // namespace palabre::db::postgres

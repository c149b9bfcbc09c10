// Chunks that fit into memory, keys that survive being written down, and sums that differ when a value does.
#include "transfer/table_rows.hpp"

#include "moving_support.hpp"

#include <gtest/gtest.h>

namespace palabre::transfer {
namespace {

const StoredTable table{"thing", {{"id", StoredKind::integer}, {"word", StoredKind::text}}, {0}};

std::string digest_of(const std::vector<StoredRow>& rows, const StoredTable& of = table) {
  TableSum sum;
  for (const auto& row : rows) sum.add(of, row);
  return sum.digest();
}

TEST(TableSums, DoNotDependOnTheOrderOfRows) {
  const StoredRow one{std::int64_t{1}, std::string("a")}, two{std::int64_t{2}, std::string("b")};
  EXPECT_EQ(digest_of({one, two}), digest_of({two, one}));
  EXPECT_EQ(digest_of({one}).size(), 64U);
}

TEST(TableSums, DifferWhenAnyValueDoes) {
  const StoredRow row{std::int64_t{1}, std::string("a")};
  EXPECT_NE(digest_of({row}), digest_of({{std::int64_t{1}, std::string("b")}}));
  EXPECT_NE(digest_of({row}), digest_of({{std::int64_t{1}, std::monostate{}}}));
  EXPECT_NE(digest_of({row}), digest_of({{1.0, std::string("a")}}));
  EXPECT_NE(digest_of({row}), digest_of({row, row}));
  const StoredTable bytes{"thing", {{"id", StoredKind::integer}, {"word", StoredKind::bytes}}, {0}};
  EXPECT_NE(digest_of({row}), digest_of({row}, bytes));
}

TEST(Keys, SurviveBeingWrittenDown) {
  for (const StoredRow& key : {StoredRow{std::int64_t{-12}}, StoredRow{std::int64_t{3}, std::string("a,b;'é")}, StoredRow{std::string(), std::int64_t{9}},
                               StoredRow{std::string("only")}, StoredRow{std::string()}}) {
    EXPECT_EQ(read_key(key_text(key)), key) << key_text(key);
  }
  EXPECT_TRUE(read_key("").empty());
}

TEST(Chunks, EndByRowsAndByBytesAndMissNothing) {
  tests::TestStore store;
  db::Tx& tx = store.begin();
  for (int i = 0; i < 57; ++i) tx.run("INSERT INTO meta (key, value) VALUES ($1, $2)", "key " + std::to_string(i), std::string(i % 10 == 0 ? 5000 : 5, 'v'));
  StoredTable meta;
  for (const auto& known : list_tables(tx, store.driver().dialect()))
    if (known.name == "meta") meta = known;
  for (const ChunkLimits limits : {ChunkLimits{1, 1'000'000}, ChunkLimits{10, 1'000'000}, ChunkLimits{57, 1'000'000}, ChunkLimits{1'000, 6'000}, ChunkLimits{1'000, 1}}) {
    std::vector<std::string> keys;
    RowChunk chunk;
    StoredRow after;
    while (!chunk.is_last) {
      chunk = read_chunk(tx, meta, after, limits);
      EXPECT_LE(chunk.rows.size(), limits.rows_max);
      if (!chunk.rows.empty()) after = key_of(meta, chunk.rows.back());
      for (const auto& row : chunk.rows) keys.push_back(std::get<std::string>(row[0]));
    }
    EXPECT_EQ(keys.size(), 57U);
    EXPECT_TRUE(std::is_sorted(keys.begin(), keys.end()));
  }
  store.roll_back();
}

}  // namespace
}  // namespace palabre::transfer

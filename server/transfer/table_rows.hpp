// The rows of any table as plain values: read in chunks that fit into memory, written, and summed up so that two databases
// can be compared to the last value.
#pragma once
#include "transfer/catalogue.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace palabre::transfer {

/// Null, a number, or text or bytes: the column's kind says which.
using StoredValue = std::variant<std::monostate, std::int64_t, double, std::string>;
using StoredRow = std::vector<StoredValue>;  // one value per column, in the table's order

struct ChunkLimits {
  std::size_t rows_max = 1'000;
  std::size_t bytes_max = 8 * 1024 * 1024;
};

struct RowChunk {
  std::vector<StoredRow> rows;
  bool is_last = false;
};

/// The next rows after the key `after`, in the order of the key; `after` empty: from the first. At least one row when there is one.
RowChunk read_chunk(db::Tx& tx, const StoredTable& table, const StoredRow& after, const ChunkLimits& limits);

/// The key of a row, as `after` of the next chunk.
StoredRow key_of(const StoredTable& table, const StoredRow& row);
/// A key as text and back: "i12,t6162": what a copy remembers of how far it is.
std::string key_text(const StoredRow& key);
StoredRow read_key(std::string_view text);

void write_rows(db::Tx& tx, const StoredTable& table, const std::vector<StoredRow>& rows);

/// How many rows and what they hold. The digest is a sum over the rows, so it does not depend on the order in which an engine
/// sorts texts; types count: 1, 1.0 and "1" differ.
class TableSum {
 public:
  void add(const StoredTable& table, const StoredRow& row);
  [[nodiscard]] std::int64_t rows() const { return rows_; }
  [[nodiscard]] std::string digest() const;  // 64 hexadecimal digits
  bool operator==(const TableSum&) const = default;

 private:
  std::int64_t rows_ = 0;
  std::array<std::uint64_t, 4> lanes_{};
};

}  // namespace palabre::transfer

// Which tables of a redesign everybody may take away: names, columns, queries.
#pragma once
#include "base/id.hpp"
#include "db/tx.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::open_data {

/// words: what people wrote. code: one of a few words of ours. person: a pseudonym. address: of the idea, comment or redesign.
enum class Kind { id, integer, real, words, code, day, moment, fact, person, address };

struct Column {
  std::string_view name;
  Kind kind{};
};

struct Table {
  std::string_view name;            // "ideas": of the file, and of its message "data.table.ideas"
  std::string rows_sql;        // $1 redesign, $2 after this key, $3 at most; first column the key, then `columns` in order
  std::string count_sql;       // $1 redesign
  std::span<const Column> columns;
};

const std::vector<Table>& tables();
const Table* find_table(std::string_view name);
std::string_view name_of(Kind kind);

/// How many rows there are in all.
std::int64_t count_rows(db::Tx& tx, const Table& table, RedesignId redesign);

}  // namespace palabre::open_data

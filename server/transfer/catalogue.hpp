// What a database says of itself: its tables, columns and keys. One query per engine; everything else asks here.
#pragma once
#include "db/tx.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace palabre::transfer {

enum class StoredKind { integer, real, text, bytes };

struct StoredColumn {
  std::string name;
  StoredKind kind{};
  bool operator==(const StoredColumn&) const = default;
};

/// A table as it is moved. Columns stand in the order of their names, which is the same in every engine.
struct StoredTable {
  std::string name;
  std::vector<StoredColumn> columns;
  std::vector<std::size_t> key;  // places in `columns`, in the order of the primary key
  bool operator==(const StoredTable&) const = default;
};

/// Full text stands in each engine's own index: its entries are written through Tx::save_search_entry, which numbers them anew.
inline constexpr std::string_view search_table = "search_entry";
/// Made by a copy in its target and gone when the copy is complete.
inline constexpr std::string_view progress_table = "copy_progress";
inline constexpr std::string_view put_aside_table = "copy_foreign_key";

/// All tables of the product by name; without what an engine or a copy keeps for itself. Throws DatabaseError for a column of
/// a type that cannot be moved, or a table without a key.
std::vector<StoredTable> list_tables(db::Tx& tx, std::string_view dialect);

/// Whether a table of this name stands in the database, one of the engine's own included.
bool has_table(db::Tx& tx, std::string_view dialect, std::string_view name);

/// A name as SQL writes it, in both engines.
std::string sql_name(std::string_view name);

}  // namespace palabre::transfer

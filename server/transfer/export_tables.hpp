// Which rows and columns leave the house, as a table of queries.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::transfer {

enum class CellType { id, integer, real, text, json, moment, fact };

struct ExportedColumn {
  std::string_view name;
  CellType type{};
};

struct ExportedTable {
  std::string_view kind;  // of its lines
  std::string_view sql;   // columns in the order of `columns`; @redesigns and @ideas stand for what is public
  std::vector<ExportedColumn> columns;
};

/// In the order they are written: what a line refers to comes before it.
const std::vector<ExportedTable>& exported_tables();

/// `sql` with @redesigns (of an alias r) and @ideas (of r and i) put in.
std::string public_sql(std::string_view sql);

}  // namespace palabre::transfer

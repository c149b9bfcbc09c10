// From the one SQL text repositories write to what PostgreSQL prepares: values that are missing stand in the text itself.
#pragma once
#include "db/tx.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::db::postgres {

/// PostgreSQL's number of the type bytea.
inline constexpr unsigned bytes_type = 17;

/// The kinds of the values, a letter each: i integer, r real, t text, b bytes, n nothing.
/// Why: PostgreSQL wants a type for each parameter, and cannot guess that of "$1 IS NULL OR id = $1".
std::string kinds_of(std::span<const Value> values);

struct PreparedText {
  std::string text;                  // "$1..$n" without gaps
  std::vector<std::size_t> places;   // which value each of them is
  std::vector<unsigned> types;       // PostgreSQL's number of each one's type
};

/// Writes NULL for values of kind n and numbers the others anew. Strings, quoted names and comments are left alone.
/// Throws DatabaseError when the text names more values than there are.
PreparedText prepare_text(std::string_view sql, std::string_view kinds);

}  // namespace palabre::db::postgres

// Rewrites parameters. Called by PostgresStatement once for each text and combination of kinds.
#include "db/postgres/postgres_text.hpp"

#include <algorithm>

namespace palabre::db::postgres {
namespace {

constexpr unsigned integer_type = 20;
constexpr unsigned text_type = 25;
constexpr unsigned real_type = 701;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

unsigned type_of(char kind) {
  switch (kind) {
    case 'i': return integer_type;
    case 'r': return real_type;
    case 'b': return bytes_type;
    default: return text_type;
  }
}

/// The end of what is quoted or commented out from `at`; `at` itself when nothing is.
std::size_t skip_opaque(std::string_view sql, std::size_t at) {
  const char first = sql[at];
  if (first == '\'' || first == '"') return std::min(sql.find(first, at + 1), sql.size() - 1) + 1;
  if (sql.substr(at).starts_with("--")) return std::min(sql.find('\n', at), sql.size());
  return at;
}

}  // namespace

std::string kinds_of(std::span<const Value> values) {
  constexpr std::string_view letters = "nirtb";  // in the order of the variant
  std::string kinds;
  for (const auto& value : values) kinds += letters[value.index()];
  return kinds;
}

PreparedText prepare_text(std::string_view sql, std::string_view kinds) {
  PreparedText prepared;
  std::vector<std::size_t> number_of(kinds.size(), 0);
  for (std::size_t at = 0; at < sql.size();) {
    if (const auto end = skip_opaque(sql, at); end > at) {
      prepared.text += sql.substr(at, end - at);
      at = end;
      continue;
    }
    if (sql[at] != '$' || at + 1 >= sql.size() || !is_digit(sql[at + 1])) {
      prepared.text += sql[at++];
      continue;
    }
    std::size_t number = 0;
    for (++at; at < sql.size() && is_digit(sql[at]); ++at) number = number * 10 + static_cast<std::size_t>(sql[at] - '0');
    if (number == 0 || number > kinds.size()) throw DatabaseError("a statement got fewer values than it has parameters");
    if (kinds[number - 1] == 'n') {
      prepared.text += "NULL";
      continue;
    }
    if (number_of[number - 1] == 0) {
      prepared.places.push_back(number - 1);
      prepared.types.push_back(type_of(kinds[number - 1]));
      number_of[number - 1] = prepared.places.size();
    }
    prepared.text += '$' + std::to_string(number_of[number - 1]);
  }
  return prepared;
}

}  // namespace palabre::db::postgres

// Writes and reads the rows of use. Called by app's thread of the node.
#include "nodes/told_use.hpp"

#include "base/parse_number.hpp"

namespace palabre::nodes {
namespace {

constexpr std::string_view save_uses_sql = "INSERT INTO node_use (node_id, number, at, uses) VALUES ($1, $2, $3, $4)";
constexpr std::string_view forget_uses_sql = "DELETE FROM node_use WHERE node_id = $1 AND at <= $2";
constexpr std::string_view load_uses_sql = "SELECT node_id, number, uses FROM node_use WHERE node_id <> $1 AND at > $2 ORDER BY node_id, number";

/// A line that is none is left out: a row is read by programs of other versions too.
void read_lines(std::string_view text, std::vector<Use>& uses) {
  while (!text.empty()) {
    const auto end = text.find('\n');
    const auto line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    const auto space = line.find(' ');
    if (space == std::string_view::npos || space == 0) continue;
    const auto count = parse_number<std::int64_t>(line.substr(space + 1));
    if (count && *count > 0) uses.emplace_back(std::string(line.substr(0, space)), *count);
  }
}

}  // namespace

void save_uses(db::Tx& tx, std::string_view own, std::int64_t number, const std::vector<Use>& uses) {
  tx.run(forget_uses_sql, own, tx.now().plus_ms(-use_kept_ms));
  if (uses.empty()) return;
  std::string lines;
  for (const auto& [key, count] : uses) lines += key + ' ' + std::to_string(count) + '\n';
  tx.run(save_uses_sql, own, number, tx.now(), lines);
}

std::vector<Use> UseReader::load_new(db::Tx& tx, std::string_view own) {
  std::vector<Use> uses;
  auto rows = tx.rows(load_uses_sql, own, tx.now().plus_ms(-use_kept_ms));
  while (rows.next()) {
    auto& last = last_numbers_[rows.text(0)];
    if (rows.integer(1) <= last) continue;
    last = rows.integer(1);
    read_lines(rows.view(2), uses);
  }
  return uses;
}

}  // namespace palabre::nodes

// Keeps secrets in the table `meta`. Called by serve() at the start, and by links that are signed.
#include "nodes/instance_secret.hpp"

#include "crypto/crypto.hpp"

namespace palabre::nodes {
namespace {

constexpr std::string_view find_secret_sql = "SELECT value FROM meta WHERE key = $1";
constexpr std::string_view save_secret_sql = "INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING";

}  // namespace

std::string find_secret(db::Tx& tx, std::string_view name) {
  auto row = tx.rows(find_secret_sql, name);
  return row.next() ? row.text(0) : std::string();
}

std::string ensure_secret(db::Tx& tx, std::string_view name) {
  if (auto known = find_secret(tx, name); !known.empty()) return known;
  tx.run(save_secret_sql, name, crypto::new_token());
  return find_secret(tx, name);
}

}  // namespace palabre::nodes

// What somebody did to the database by hand, and that the check says so.
#pragma once
#include "transfer/check_all.hpp"
#include "transfer_test_support.hpp"

#include <string>
#include <vector>

namespace palabre::transfer {

struct Tampering {
  const char* what;
  std::vector<std::string> statements;
  const char* found;  // in one of the differences
};

/// Tampers, checks and takes everything back.
inline void expect_found(tests::TestStore& store, const Tampering& tampering) {
  db::Tx& tx = store.begin();
  // A server's superuser can do what no trigger sees.
  const bool is_on_server = store.driver().dialect() != "sqlite";
  tx.run(is_on_server ? "SET LOCAL session_replication_role = replica" : "PRAGMA defer_foreign_keys = ON");
  for (const auto& statement : tampering.statements) {
    if (!is_on_server || !statement.starts_with("DROP TRIGGER")) tx.run(statement);
  }
  const std::string differences = joined(check_all(tx));
  store.roll_back();
  EXPECT_NE(differences.find(tampering.found), std::string::npos) << tampering.what << " gave:\n" << differences;
}

}  // namespace palabre::transfer

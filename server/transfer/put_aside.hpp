// The rules of the database that would refuse rows which were rightful when they were written: a ballot of a vote that has since
// been counted, a comment before the one it answers. Put aside while a copy writes, and put back before it is complete.
#pragma once
#include "db/driver.hpp"
#include "transfer/catalogue.hpp"

#include <string>
#include <vector>

namespace palabre::transfer {

/// The triggers of one table, put aside for the rest of this transaction or until `put_back`: no commit ever lacks them.
/// Those of search entries stay, since they keep the index.
class TriggersAside {
 public:
  TriggersAside(db::Tx& tx, std::string_view dialect, const std::string& table);
  void put_back();

 private:
  db::Tx& tx_;
  std::string restored_by_;               // PostgreSQL: one statement
  std::vector<std::string> definitions_;  // SQLite: each as it was made
};

/// Foreign keys: SQLite looks past them on this connection only; PostgreSQL's are dropped and remembered in a table, which is
/// also quicker. Call outside a transaction, once per connection.
void overlook_references(db::Connection& connection, std::string_view dialect);
/// The first transaction of a copy.
void put_references_aside(db::Tx& tx, std::string_view dialect);
/// Puts back one foreign key, which looks at every row; false when none is left.
bool put_back_reference(db::Tx& tx, std::string_view dialect);
/// Rows that name another row which is not there, where foreign keys did not look while rows were written.
std::vector<std::string> lost_references(db::Tx& tx, std::string_view dialect);

/// A snapshot of a server's that outlives the time it allows a transaction to be idle: called in it, at its beginning.
void keep_snapshot(db::Tx& tx, std::string_view dialect);

/// The next id of each table follows the largest that was written.
void set_next_ids(db::Tx& tx, std::string_view dialect, const std::vector<StoredTable>& tables);

}  // namespace palabre::transfer

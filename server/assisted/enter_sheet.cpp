// The act enter_sheet: every row between two save points. Called by the paper page of the desk.
#include "assisted/enter_sheet.hpp"

namespace palabre::assisted {
namespace {

// Standard SQL, the same in both engines.
constexpr std::string_view save_point_sql = "SAVEPOINT sheet_row";
constexpr std::string_view release_sql = "RELEASE SAVEPOINT sheet_row";
constexpr std::string_view roll_back_sql = "ROLLBACK TO SAVEPOINT sheet_row";

}  // namespace

std::vector<Result<Entered>> enter_sheet(db::Tx& tx, const people::Actor& actor, const redesigns::Redesign& redesign,
                                         const std::vector<NewEntry>& rows, const Limits& limits) {
  std::vector<Result<Entered>> results;
  for (const auto& row : rows) {
    const auto events_before = tx.appended().size();
    tx.run(save_point_sql);
    results.push_back(enter_contribution(tx, actor, redesign, row, limits));
    if (!results.back()) {
      tx.run(roll_back_sql);
      tx.appended().resize(events_before);
    }
    tx.run(release_sql);
  }
  return results;
}

}  // namespace palabre::assisted

// What happens because time passes, also when the server was down at that moment.
#include "app/clockwork.hpp"

#include "db/test_store.hpp"
#include "transfer/transfer_commands.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace palabre::app {
namespace {

std::int64_t count(db::Gate& gate, std::string_view sql) {
  return gate.read([sql](db::Tx& tx) {
    auto rows = tx.rows(sql);
    rows.next();
    return rows.integer(0);
  });
}

constexpr std::string_view open_phases_sql = "SELECT count(*) FROM phase WHERE state = 'open'";
constexpr std::string_view clock_events_sql = "SELECT count(*) FROM event WHERE actor = 'clock'";

TEST(Clockwork, ClosesAndOpensPhasesAtTheirBoundariesAndOnlyOnce) {
  tests::TestStore store;
  store.limits.query_ms_max = 0;
  db::Gate gate(store.driver(), store.clock, store.limits, 1);
  std::ostringstream out, err;
  transfer::ImportCommand demo;
  demo.files = {std::filesystem::path(PALABRE_SOURCE_DIR) / "demo"};
  ASSERT_EQ(transfer::run_import(demo, gate, out, err), 0) << err.str();
  do_what_is_due(gate, store.clock);
  const auto open_before = count(gate, open_phases_sql);
  const auto events_before = count(gate, clock_events_sql);
  EXPECT_FALSE(do_what_is_due(gate, store.clock)) << "nothing is due twice";
  store.clock.advance_ms(6 * ms_per_day);  // the deliberation of Mäe and the vote of Valdolce end meanwhile
  EXPECT_TRUE(do_what_is_due(gate, store.clock));
  EXPECT_LT(count(gate, open_phases_sql), open_before);
  EXPECT_GE(count(gate, clock_events_sql), events_before + 2);
  EXPECT_EQ(count(gate, "SELECT count(*) FROM phase_history h JOIN phase p ON p.id = h.phase_id WHERE h.reason = 'clock' AND h.to_state = 'closed' AND h.at <> p.closes_at"), 0);
  EXPECT_FALSE(do_what_is_due(gate, store.clock));
}

TEST(Clockwork, LooksUntilItIsStopped) {
  tests::TestStore store;
  db::Gate gate(store.driver(), store.clock, store.limits, 1);
  std::promise<void> seen;
  std::once_flag once;
  {
    const Clockwork clockwork(gate, store.clock, [&] { std::call_once(once, [&] { seen.set_value(); }); });
    EXPECT_EQ(seen.get_future().wait_for(std::chrono::seconds(5)), std::future_status::ready);
  }
}

}  // namespace
}  // namespace palabre::app

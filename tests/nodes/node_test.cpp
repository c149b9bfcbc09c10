// Servers on one database: signs of life, sums of presence, and what each tells the others once.
#include "db/test_store.hpp"
#include "nodes/node.hpp"
#include "nodes/told_presence.hpp"
#include "nodes/told_use.hpp"

#include <gmock/gmock.h>

namespace palabre::nodes {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

class Nodes : public ::testing::Test {
 protected:
  void beat(const std::string& id, std::int64_t seq = 0) {
    store.run([&](db::Tx& tx) { save_beat(tx, Node{id, "1.0", tx.now(), tx.now(), seq}); });
  }
  void follow(const std::string& id, const Changes& changes) {
    store.run([&](db::Tx& tx) { save_presence(tx, id, changes); });
  }
  Counts elsewhere(const std::string& own) {
    return store.run([&](db::Tx& tx) { return load_presence_elsewhere(tx, own); });
  }
  tests::TestStore store;
};

TEST_F(Nodes, AreAliveWhileTheyGiveASignAndShownForAnHour) {
  beat("a");
  store.clock.advance_ms(silent_ms_max);
  beat("b", 40);
  beat("b", 41);
  const auto all = store.run([](db::Tx& tx) { return load_nodes(tx); });
  ASSERT_EQ(all.size(), 2U);
  EXPECT_FALSE(is_alive(all[0], store.clock.now()));
  EXPECT_TRUE(is_alive(all[1], store.clock.now()));
  EXPECT_EQ(all[1].published_seq, 41);
  EXPECT_TRUE(store.run([](db::Tx& tx) { return has_company(tx, "a"); }));
  EXPECT_FALSE(store.run([](db::Tx& tx) { return has_company(tx, "b"); }));
  store.clock.advance_ms(shown_ms - silent_ms_max);
  beat("b");
  EXPECT_EQ(store.run([](db::Tx& tx) { return forget_dead(tx); }), 1);
  EXPECT_EQ(store.run([](db::Tx& tx) { return load_nodes(tx); }).size(), 1U);
}

TEST_F(Nodes, SumThePresenceOfOthersWhoAreAlive) {
  for (const char* id : {"a", "b", "c"}) beat(id);
  follow("a", {{"idea:1", 2}, {"seat:x", 1}});
  follow("b", {{"idea:1", 3}, {"idea:2", 1}});
  EXPECT_THAT(elsewhere("c"), UnorderedElementsAre(Pair("idea:1", 5), Pair("idea:2", 1), Pair("seat:x", 1)));
  EXPECT_THAT(elsewhere("a"), UnorderedElementsAre(Pair("idea:1", 3), Pair("idea:2", 1)));
  EXPECT_THAT(store.run([](db::Tx& tx) { return load_seats_elsewhere(tx, "b"); }), UnorderedElementsAre("seat:x"));
  EXPECT_THAT(store.run([](db::Tx& tx) { return load_seats_elsewhere(tx, "a"); }), IsEmpty());
  follow("b", {{"idea:1", 0}, {"idea:2", 4}});
  EXPECT_THAT(elsewhere("a"), UnorderedElementsAre(Pair("idea:2", 4)));
  store.clock.advance_ms(silent_ms_max);
  beat("c");
  EXPECT_THAT(elsewhere("c"), IsEmpty()) << "who is silent does not count";
}

TEST_F(Nodes, LeaveNothingBehind) {
  beat("a");
  follow("a", {{"idea:1", 2}});
  store.run([](db::Tx& tx) { save_uses(tx, "a", 1, {{"key0", 3}}); });
  store.run([](db::Tx& tx) { leave(tx, "a"); });
  for (const std::string table : {"node", "node_presence", "node_use"}) {
    EXPECT_FALSE(store.run([&](db::Tx& tx) { return tx.rows("SELECT 1 FROM " + table).next(); })) << table;
  }
}

TEST_F(Nodes, ReadWhatOthersLetThroughOnce) {
  for (const char* id : {"a", "b"}) beat(id);
  UseReader reader;
  const auto read = [&] { return store.run([&](db::Tx& tx) { return reader.load_new(tx, "b"); }); };
  const auto tell = [&](std::int64_t number, const std::vector<Use>& uses) { store.run([&](db::Tx& tx) { save_uses(tx, "a", number, uses); }); };
  tell(1, {{"k1", 3}, {"k2", 1}});
  tell(2, {{"k1", 4}});
  store.run([](db::Tx& tx) { save_uses(tx, "b", 1, {{"own", 9}}); });
  EXPECT_THAT(read(), ElementsAre(Pair("k1", 3), Pair("k2", 1), Pair("k1", 4)));
  EXPECT_THAT(read(), IsEmpty());
  tell(3, {{"k3", 1}});
  store.clock.advance_ms(use_kept_ms);
  EXPECT_THAT(read(), IsEmpty()) << "what is old is too late to count";
  tell(4, {});
  EXPECT_FALSE(store.run([](db::Tx& tx) { return tx.rows("SELECT 1 FROM node_use WHERE node_id = 'a'").next(); })) << "and goes";
}

TEST(PresenceChanges, NameWhatIsNewOtherAndGone) {
  const Counts told{{"idea:1", 2}, {"idea:2", 1}, {"seat:x", 1}};
  const Counts now{{"idea:1", 3}, {"idea:3", 1}, {"seat:x", 1}, {"seat:y", 1}};
  const auto changes = changes_of(told, now);
  EXPECT_THAT(changes, UnorderedElementsAre(Pair("idea:1", 3), Pair("idea:2", 0), Pair("idea:3", 1), Pair("seat:y", 1)));
  EXPECT_THAT(changes_of(told, now, "seat:"), ElementsAre(Pair("seat:y", 1)));
  Counts after = told;
  apply(after, changes);
  EXPECT_EQ(after, now);
}

TEST(PresenceChanges, AreToldInPartsWhenThereAreMany) {
  Counts now;
  for (int i = 0; i < 1000; ++i) now["idea:" + std::to_string(i)] = 1;
  Counts told;
  int tellings = 0;
  for (; told != now && tellings < 10; ++tellings) {
    const auto changes = changes_of(told, now);
    ASSERT_LE(changes.size(), changes_max);
    apply(told, changes);
  }
  EXPECT_EQ(told, now);
  EXPECT_EQ(tellings, 4);
}

}  // namespace
}  // namespace palabre::nodes

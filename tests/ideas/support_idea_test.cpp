// Support: once per person, counted exactly, also when many press at the same time.
#include "ideas/idea_store.hpp"

#include <random>
#include <thread>

namespace palabre::ideas {
namespace {

class SupportIdea : public IdeaStore {};

TEST_F(SupportIdea, CountsOnceHoweverOftenItIsPressed) {
  const auto id = propose(ana, "A minibus on call");
  const auto first = support(ben, id);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->supports, 1);
  EXPECT_TRUE(first->is_supported);
  EXPECT_EQ(newest_event(), R"(idea.supported {"idea":")" + id.text() + R"(","supports":1})");
  const auto second = support(ben, id);
  EXPECT_EQ(second->supports, 1);
  EXPECT_EQ(second->seq, first->seq);
  EXPECT_EQ(newest_seq(), first->seq);
}

TEST_F(SupportIdea, IsTakenBack) {
  const auto id = propose(ana, "A minibus on call");
  support(ben, id);
  support(cleo, id);
  const auto back = unsupport(ben, id);
  EXPECT_EQ(back->supports, 1);
  EXPECT_FALSE(back->is_supported);
  EXPECT_EQ(newest_event(), R"(idea.unsupported {"idea":")" + id.text() + R"(","supports":1})");
  const auto again = unsupport(ben, id);
  EXPECT_EQ(again->seq, back->seq);
  EXPECT_EQ(load_redesign().supports, 1);
}

TEST_F(SupportIdea, DependsOnPhaseStateAndPerson) {
  const auto id = propose(ana, "A minibus on call");
  EXPECT_EQ(support(association, id).error().reason, Reason::organisation_may_not_support);
  EXPECT_EQ(support(ben, IdeaId{999}).error().reason, Reason::not_found);
  const auto declined = propose(ana, "A tram to the beach");
  move(declined, IdeaState::declined);
  EXPECT_EQ(support(ben, declined).error().reason, Reason::idea_not_open);
  store.clock.set(test_start.plus_ms(10 * ms_per_day));
  EXPECT_EQ(support(ben, id).error().reason, Reason::phase_closed);
  EXPECT_EQ(unsupport(ben, id).error().reason, Reason::phase_closed);
}

TEST_F(SupportIdea, StopsWhileTheRedesignIsPaused) {
  const auto id = propose(ana, "A minibus on call");
  store.run([&](db::Tx& tx) { tx.run("UPDATE redesign SET state = 'paused' WHERE id = $1", redesign); });
  EXPECT_EQ(support(ben, id).error().reason, Reason::redesign_not_open);
}

TEST_F(SupportIdea, StaysExactUnderEightThreads) {
  constexpr int threads = 8;
  constexpr int presses = 150;
  std::vector<IdeaId> ideas{propose(ana, "A minibus on call"), propose(ana, "A bench at the stop"), propose(ana, "A timetable to read")};
  std::vector<people::Actor> crowd;
  for (int i = 0; i < 12; ++i) crowd.push_back(add_person("Person " + std::to_string(i)));
  const auto seq_before = newest_seq();
  std::atomic<std::int64_t> changes{0};
  {
    db::Gate gate(store.driver(), store.clock, store.limits, 2);
    std::vector<std::thread> running;
    for (int thread = 0; thread < threads; ++thread)
      running.emplace_back([&, thread] {
        std::mt19937 dice(static_cast<unsigned>(thread));
        for (int press = 0; press < presses; ++press) {
          const auto& actor = crowd[dice() % crowd.size()];
          const auto id = ideas[dice() % ideas.size()];
          const bool wants = dice() % 2 == 0;
          bool has_changed = false;
          const auto result = db::write_result(gate, [&](db::Tx& tx) {
            const auto before = db::last_seq(tx);
            auto count = wants ? support_idea(tx, actor, id) : unsupport_idea(tx, actor, id);
            has_changed = count && count->seq > before;
            return count;
          });
          ASSERT_TRUE(result);
          EXPECT_EQ(result->is_supported, wants);
          if (has_changed) ++changes;
        }
      });
    for (auto& thread : running) thread.join();
    gate.stop();
  }
  EXPECT_GT(changes.load(), 0);
  EXPECT_EQ(newest_seq() - seq_before, changes.load());
  for (const auto id : ideas) EXPECT_LE(load(id).supports, static_cast<std::int64_t>(crowd.size()));
}

}  // namespace
}  // namespace palabre::ideas

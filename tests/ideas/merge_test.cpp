// Merging with consent: who is asked, who answers, and that no support is lost or doubled.
#include "ideas/answer_merge.hpp"
#include "ideas/idea_store.hpp"
#include "ideas/propose_merge.hpp"

namespace palabre::ideas {
namespace {

class MergeIdeas : public IdeaStore {
 protected:
  void SetUp() override {
    going = propose(ana, "A minibus on call");
    staying = propose(ben, "A shared taxi for villages");
  }
  Result<MergeId> ask(const people::Actor& actor, IdeaId from, IdeaId into) {
    return act([&](db::Tx& tx) { return propose_merge(tx, actor, {from, into, "Both ask for a ride on call."}, store.limits); });
  }
  Result<MergeAnswered> answer(const people::Actor& actor, MergeId merge, bool is_given, PersonId person = {}, const std::string& note = "") {
    return act([&](db::Tx& tx) { return answer_merge(tx, actor, {merge, is_given, person, note}, store.limits); });
  }
  IdeaId going, staying;
};

TEST_F(MergeIdeas, HappensWhenEveryAuthorHasConsented) {
  support(cleo, going);
  support(cleo, staying);
  support(moderator, going);
  add_comment(going, "Our village needs it.");
  const auto merge = *ask(moderator, going, staying);
  EXPECT_EQ(answer(ana, merge, true)->state, MergeState::proposed);
  EXPECT_EQ(load(going).state, IdeaState::published);
  const auto done = answer(ben, merge, true);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->state, MergeState::done);
  EXPECT_EQ(done->carried, 1);
  EXPECT_EQ(load(going).state, IdeaState::merged);
  EXPECT_EQ(load(going).merged_into, staying);
  EXPECT_EQ(load(going).supports, 2);
  EXPECT_EQ(load(staying).supports, 2);
  EXPECT_EQ(load_redesign().ideas, 1);
  EXPECT_EQ(load_redesign().supports, 2);
  EXPECT_EQ(answer(ben, merge, true).error().reason, Reason::already_merged);
}

TEST_F(MergeIdeas, AppendsTheMergeAndTheNewCount) {
  support(cleo, going);
  const auto merge = *ask(moderator, going, staying);
  answer(ana, merge, true);
  const auto done = answer(ben, merge, true);
  const auto types = store.run([&](db::Tx& tx) {
    std::vector<std::string> found;
    auto rows = tx.rows("SELECT type, payload FROM event WHERE seq >= $1 ORDER BY seq", done->seq);
    while (rows.next()) found.push_back(rows.text(0) + " " + rows.text(1));
    return found;
  });
  const std::vector<std::string> expected{R"(idea.merged {"idea":")" + going.text() + R"(","into":")" + staying.text() + "\"}",
                                          R"(idea.supported {"idea":")" + staying.text() + R"(","supports":1})"};
  EXPECT_EQ(types, expected);
}

TEST_F(MergeIdeas, IsOffWhenOneAuthorRefuses) {
  const auto merge = *ask(moderator, going, staying);
  EXPECT_EQ(answer(ana, merge, false)->state, MergeState::refused);
  EXPECT_EQ(answer(ben, merge, true).error().reason, Reason::idea_transition_refused);
  EXPECT_EQ(load(going).state, IdeaState::published);
  EXPECT_TRUE(ask(moderator, going, staying));
}

TEST_F(MergeIdeas, IsProposedByModeratorsOnly) {
  EXPECT_EQ(ask(ana, going, staying).error().reason, Reason::not_allowed);
  EXPECT_EQ(ask(officer, going, staying).error().reason, Reason::not_allowed);
  EXPECT_EQ(ask(moderator, going, going).error().reason, Reason::bad_field);
  ASSERT_TRUE(ask(moderator, going, staying));
  EXPECT_EQ(ask(moderator, going, staying).error().reason, Reason::already_exists);
}

TEST_F(MergeIdeas, IsAnsweredByTheAuthorsOnly) {
  const auto merge = *ask(moderator, going, staying);
  EXPECT_EQ(answer(cleo, merge, true).error().reason, Reason::not_allowed);
  EXPECT_EQ(answer(moderator, merge, true).error().reason, Reason::not_allowed);
  EXPECT_EQ(answer(moderator, merge, true, ana.person, "She said yes by phone.").error().reason, Reason::not_allowed);
  EXPECT_EQ(answer(ben, merge, true, ana.person, "She said yes by phone.").error().reason, Reason::not_allowed);
}

TEST_F(MergeIdeas, LetsAModeratorRecordTheWordOfAnAuthorWithoutAccount) {
  const auto dora = add_person("Dora", std::nullopt, false);
  const auto paper = propose(dora, "A bus in the evening");
  const auto merge = *ask(moderator, paper, staying);
  EXPECT_EQ(answer(moderator, merge, true, dora.person).error().reason, Reason::reason_required);
  ASSERT_TRUE(answer(moderator, merge, true, dora.person, "She said yes by phone."));
  EXPECT_EQ(answer(ben, merge, true)->state, MergeState::done);
  const auto stored = store.run([&](db::Tx& tx) { return *find_merge(tx, merge); });
  EXPECT_NE(stored.reason.find("by phone"), std::string::npos);
}

TEST_F(MergeIdeas, AsksOneAuthorOfBothOnce) {
  const auto second = propose(ana, "A bus in the evening");
  const auto merge = *ask(moderator, going, second);
  EXPECT_EQ(answer(ana, merge, true)->state, MergeState::done);
}

TEST_F(MergeIdeas, IsRefusedWhenAnIdeaChangedMeanwhile) {
  const auto merge = *ask(moderator, going, staying);
  answer(ana, merge, true);
  move(staying, IdeaState::hidden);
  EXPECT_EQ(answer(ben, merge, true).error().reason, Reason::idea_not_open);
  EXPECT_EQ(load(going).state, IdeaState::published);
}

TEST_F(MergeIdeas, WaitsForThoseWhoHaveNotSpoken) {
  const auto merge = *ask(moderator, going, staying);
  answer(ana, merge, true);
  store.run([&](db::Tx& tx) {
    EXPECT_TRUE(load_waiting_merges(tx, ana.person, redesign).empty());
    ASSERT_EQ(load_waiting_merges(tx, ben.person, redesign).size(), 1U);
    EXPECT_EQ(load_open_merges(tx, redesign).size(), 1U);
  });
}

}  // namespace
}  // namespace palabre::ideas

// Proposing, editing, withdrawing and moving ideas on a real database.
#include "ideas/draft.hpp"
#include "ideas/edit_idea.hpp"
#include "ideas/idea_store.hpp"

namespace palabre::ideas {
namespace {

class IdeaActs : public IdeaStore {
 protected:
  Result<Proposed> try_propose(const people::Actor& actor, const IdeaText& wanted) {
    return act([&](db::Tx& tx) { return propose_idea(tx, actor, {redesign, wanted, {}}, store.limits); });
  }
  Result<Edited> edit(const people::Actor& actor, const EditIdea& input) {
    return act([&](db::Tx& tx) { return edit_idea(tx, actor, input, store.limits); });
  }
};
class ProposeIdeaAct : public IdeaActs {};
class EditIdeaAct : public IdeaActs {};
class ChangeIdeaStateAct : public IdeaActs {};
class DraftAct : public IdeaActs {};

TEST_F(ProposeIdeaAct, PublishesAtOnceAndKeepsBothStepsInTheHistory) {
  const auto id = propose(ana, "A minibus on call");
  const auto idea = load(id);
  EXPECT_EQ(idea.state, IdeaState::published);
  EXPECT_EQ(idea.answer_due_at, test_start.plus_ms(30 * ms_per_day));
  EXPECT_EQ(load_redesign().ideas, 1);
  const auto history = store.run([&](db::Tx& tx) { return load_history(tx, id); });
  ASSERT_EQ(history.size(), 2U);
  EXPECT_EQ(history[0].to, IdeaState::submitted);
  EXPECT_EQ(history[1].to, IdeaState::published);
  EXPECT_EQ(newest_event(), R"(idea.published {"idea":")" + id.text() + "\"}");
}

TEST_F(ProposeIdeaAct, IsOpenToOrganisations) { EXPECT_TRUE(try_propose(association, text("Racks at the stops"))); }

TEST_F(ProposeIdeaAct, StopsAtTheSecondThePhaseEnds) {
  store.clock.set(test_start.plus_ms(10 * ms_per_day - 1));
  EXPECT_TRUE(try_propose(ana, text("Just in time")));
  store.clock.advance_ms(1);
  EXPECT_EQ(try_propose(ana, text("One moment late")).error().reason, Reason::phase_closed);
}

TEST_F(ProposeIdeaAct, RefusesTheSameTextByTheSameAuthorOnly) {
  propose(ana, "A minibus on call");
  auto again = text("a  MINIBUS on call");
  EXPECT_EQ(try_propose(ana, again).error().reason, Reason::already_exists);
  EXPECT_TRUE(try_propose(ben, again));
}

TEST_F(ProposeIdeaAct, NamesTheFieldAtFault) {
  const auto field = [&](const IdeaText& wanted) { return try_propose(ana, wanted).error().field; };
  auto wanted = text("A minibus on call");
  wanted.title = "Bus";
  EXPECT_EQ(field(wanted), "title");
  wanted = text("A minibus on call");
  wanted.body = "";
  EXPECT_EQ(field(wanted), "body");
  wanted = text("A minibus on call");
  wanted.language = "French";
  EXPECT_EQ(field(wanted), "language");
  wanted = text("A minibus on call");
  wanted.tags = {"one,two"};
  EXPECT_EQ(field(wanted), "tags");
  wanted = text("A minibus on call");
  wanted.place = {"Here", 95.0, 4.0};
  EXPECT_EQ(field(wanted), "place.lat");
  wanted.place = {"Here", std::nullopt, 4.0};
  EXPECT_EQ(field(wanted), "place.lat");
}

TEST_F(ProposeIdeaAct, DoesNotTellThatARedesignInPreparationExists) {
  const auto hidden = store.run([](db::Tx& tx) { return insert_redesign(tx, "secret", "draft"); });
  const auto refused = act([&](db::Tx& tx) { return propose_idea(tx, ana, {hidden, text("A minibus on call"), {}}, store.limits); });
  EXPECT_EQ(refused.error().reason, Reason::not_found);
}

TEST_F(ProposeIdeaAct, KeepsTagsInOneForm) {
  auto wanted = text("A minibus on call");
  wanted.tags = {"Mobilité", "mobilité ", "VÉLO"};
  const auto id = try_propose(ana, wanted)->id;
  const auto tags = store.run([&](db::Tx& tx) { return load_tags(tx, id); });
  EXPECT_EQ(tags, (std::vector<std::string>{"mobilité", "vélo"}));
}

TEST_F(ProposeIdeaAct, IsFoundWithoutItsAccents) {
  auto wanted = text("Garer son vélo à l'arrêt");
  const auto id = try_propose(ana, wanted)->id;
  const auto hits = store.run([&](db::Tx& tx) { return tx.search({"velo", redesign, std::nullopt, 20, 0, false}); });
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits[0].id, id.value);
}

TEST_F(EditIdeaAct, AddsAVersionAndKeepsTheFormerOne) {
  const auto id = propose(ana, "A minibus on call");
  const auto edited = edit(ana, {id, "A minibus on demand", std::nullopt, std::nullopt, std::nullopt, "clearer", 1});
  ASSERT_TRUE(edited);
  EXPECT_EQ(edited->version, 2);
  const auto versions = store.run([&](db::Tx& tx) { return load_versions(tx, id); });
  ASSERT_EQ(versions.size(), 2U);
  EXPECT_EQ(versions[0].title, "A minibus on demand");
  EXPECT_EQ(versions[0].note, "clearer");
  EXPECT_EQ(versions[1].title, "A minibus on call");
  EXPECT_EQ(newest_event(), R"(idea.edited {"idea":")" + id.text() + R"(","version":2})");
  const auto hits = store.run([&](db::Tx& tx) { return tx.search({"demand", redesign, std::nullopt, 20, 0, false}); });
  EXPECT_EQ(hits.size(), 1U);
}

TEST_F(EditIdeaAct, IsRefusedToOthersToTheLateAndToTheUnchanged) {
  const auto id = propose(ana, "A minibus on call");
  EditIdea input{id, "Another title", std::nullopt, std::nullopt, std::nullopt, "", std::nullopt};
  EXPECT_EQ(edit(ben, input).error().reason, Reason::not_allowed);
  input.version = 7;
  EXPECT_EQ(edit(ana, input).error().reason, Reason::stale_version);
  input = {id, "A minibus on call", std::nullopt, std::vector<std::string>{"MOBILITY"}, std::nullopt, "", std::nullopt};
  EXPECT_EQ(edit(ana, input).error().reason, Reason::nothing_changed);
  store.clock.advance_ms(11 * ms_per_day);
  input.title = "Another title";
  EXPECT_EQ(edit(ana, input).error().reason, Reason::phase_closed);
}

TEST_F(EditIdeaAct, IsRefusedOnceTheVersionIsFrozenForABallot) {
  const auto id = propose(ana, "A minibus on call");
  ASSERT_TRUE(change(owner, id, IdeaState::shortlisted));
  store.run([&](db::Tx& tx) { move_idea(tx, find_idea(tx, id).value(), {IdeaState::on_ballot, owner.person, owner.opaque_id, "owner", "", "", {}}); });
  EXPECT_EQ(load(id).frozen_version, 1);
  EXPECT_EQ(edit(ana, {id, "Another title", {}, {}, {}, "", {}}).error().reason, Reason::idea_frozen);
}

TEST_F(ChangeIdeaStateAct, MovesWithRoleReasonAndEvent) {
  const auto id = propose(ana, "A minibus on call");
  EXPECT_EQ(change(ben, id, IdeaState::shortlisted).error().reason, Reason::not_allowed);
  ASSERT_TRUE(change(moderator, id, IdeaState::shortlisted));
  ASSERT_TRUE(change(officer, id, IdeaState::under_review));
  EXPECT_EQ(newest_event(), R"(idea.state_changed {"idea":")" + id.text() + R"(","state":"under_review"})");
  const auto history = store.run([&](db::Tx& tx) { return load_history(tx, id); });
  EXPECT_EQ(history.back().actor_role, "officer");
  EXPECT_EQ(history.back().person_name, "Olga");
  EXPECT_EQ(history.back().reason, "It has grown a team and support.");
}

TEST_F(ChangeIdeaStateAct, RefusesAReasonThatSaysNothing) {
  const auto id = propose(ana, "A minibus on call");
  const auto with = [&](const std::string& reason) {
    return act([&](db::Tx& tx) { return change_idea_state(tx, moderator, {id, IdeaState::shortlisted, reason, ""}, store.limits); });
  };
  EXPECT_EQ(with("").error().reason, Reason::reason_required);
  EXPECT_EQ(with("ok").error().reason, Reason::too_short);
}

TEST_F(ChangeIdeaStateAct, WithdrawsForTheAuthorAndLeavesEveryCount) {
  const auto id = propose(ana, "A minibus on call");
  ASSERT_TRUE(support(ben, id));
  add_comment(id, "Our village needs it.");
  add_answer(id);
  EXPECT_EQ(load_redesign().answers, 1);
  EXPECT_EQ(change(moderator, id, IdeaState::withdrawn).error().reason, Reason::not_allowed);
  ASSERT_TRUE(change(ana, id, IdeaState::withdrawn));
  const auto after = load_redesign();
  EXPECT_EQ(after.ideas + after.comments + after.supports + after.answers, 0);
  EXPECT_EQ(load(id).supports, 1);
  EXPECT_FALSE(load(id).answer_due_at);
}

TEST_F(ChangeIdeaStateAct, ARestoredIdeaComesBackIntoEveryCount) {
  const auto id = propose(ana, "A minibus on call");
  support(ben, id);
  support(cleo, id);
  add_comment(id, "Our village needs it.");
  add_answer(id);
  move(id, IdeaState::hidden);
  EXPECT_EQ(load(id).state_before_hidden, IdeaState::published);
  EXPECT_EQ(load_redesign().supports, 0);
  store.run([](db::Tx& tx) { expect_true_counts(tx); });
  move(id, IdeaState::published);
  const auto after = load_redesign();
  EXPECT_EQ(after.ideas, 1);
  EXPECT_EQ(after.supports, 2);
  EXPECT_EQ(after.comments, 1);
  EXPECT_EQ(after.answers, 1);
  EXPECT_FALSE(load(id).state_before_hidden);
}

TEST_F(DraftAct, BelongsToOnePersonAndGoesWhenPublished) {
  Draft draft;
  draft.redesign = redesign;
  draft.language = "en";
  EXPECT_EQ(act([&](db::Tx& tx) { return save_draft(tx, ana, draft, store.limits); }).error().field, "title");
  draft.body = "A thought";
  const auto saved = act([&](db::Tx& tx) { return save_draft(tx, ana, draft, store.limits); });
  ASSERT_TRUE(saved);
  draft.id = *saved;
  draft.title = "A minibus";
  EXPECT_EQ(act([&](db::Tx& tx) { return save_draft(tx, ben, draft, store.limits); }).error().reason, Reason::not_found);
  ASSERT_TRUE(act([&](db::Tx& tx) { return save_draft(tx, ana, draft, store.limits); }));
  auto mine = store.run([&](db::Tx& tx) { return load_drafts(tx, ana.person); });
  ASSERT_EQ(mine.size(), 1U);
  EXPECT_EQ(mine[0].title, "A minibus");
  EXPECT_EQ(mine[0].redesign_slug, "bus");
  ASSERT_TRUE(act([&](db::Tx& tx) { return propose_idea(tx, ana, {redesign, text("A minibus on call"), *saved}, store.limits); }));
  EXPECT_TRUE(store.run([&](db::Tx& tx) { return load_drafts(tx, ana.person); }).empty());
}

TEST_F(DraftAct, AreLimitedPerPerson) {
  store.limits.drafts_per_person_max = 2;
  Draft draft;
  draft.redesign = redesign;
  draft.language = "en";
  draft.title = "A thought";
  const auto save = [&] { return act([&](db::Tx& tx) { return save_draft(tx, ana, draft, store.limits); }); };
  EXPECT_TRUE(save());
  EXPECT_TRUE(save());
  EXPECT_EQ(save().error().reason, Reason::too_large);
}

}  // namespace
}  // namespace palabre::ideas

// The rules of votes as plain functions: what a vote is, who sets it up, who votes, what a ballot may say, who counts and witnesses.
#include "votes/vote.hpp"

#include "base/reason_of.hpp"

#include <gtest/gtest.h>

namespace palabre::votes {
namespace {

using redesigns::Phase;
using redesigns::PhaseState;
using redesigns::PhaseType;
using tests::reason_of;

constexpr Instant noon{1'000 * ms_per_day};
constexpr Instant before = noon.plus_ms(-ms_per_day);
constexpr Instant after = noon.plus_ms(5 * ms_per_day);

Phase phase_in(PhaseState state, std::optional<Instant> opens_at = before, std::optional<Instant> closes_at = after) {
  Phase phase;
  phase.id = PhaseId{4};
  phase.type = PhaseType::vote;
  phase.state = state;
  phase.opens_at = opens_at;
  phase.closes_at = closes_at;
  return phase;
}

Vote approval_vote(int options = 4) {
  Vote vote;
  vote.id = VoteId{1};
  vote.method = Method::approval;
  vote.texts = {{"fr", "Que fait-on d'abord ?"}};
  vote.seats = 2;
  vote.choices_max = 3;
  for (int position = 1; position <= options; ++position) vote.options.push_back({position, {}, {}, {{"fr", "Projet " + std::to_string(position)}}, {}});
  return vote;
}

Vote budget_vote() {
  Vote vote = approval_vote();
  vote.method = Method::budget;
  vote.seats.reset();
  vote.choices_max.reset();
  vote.budget = 100;
  vote.currency = "EUR";
  for (auto& option : vote.options) option.cost = 30 * option.position - 20;  // 10, 40, 70, 100
  return vote;
}

Vote ranked_vote() {
  Vote vote = approval_vote();
  vote.method = Method::ranked;
  vote.choices_max.reset();
  return vote;
}

Vote frozen(Vote vote) {
  vote.frozen_at = noon.plus_ms(-4 * ms_per_day);
  return vote;
}

people::Actor with_role(std::initializer_list<people::Role> roles, std::int64_t person = 1) {
  people::Actor actor;
  actor.person = PersonId{person};
  for (const auto role : roles) actor.roles.add(role);
  return actor;
}

people::Actor administrator() {
  people::Actor actor;
  actor.person = PersonId{9};
  actor.is_admin = true;
  return actor;
}

const Elector person{true, false, true, {}};

template <class T>
std::string field_of(const Result<T>& result) {
  return result ? "(none)" : result.error().field;
}

TEST(CheckVote, TakesTheThreeMethods) {
  EXPECT_TRUE(check_vote(approval_vote()).has_value());
  EXPECT_TRUE(check_vote(budget_vote()).has_value());
  EXPECT_TRUE(check_vote(ranked_vote()).has_value());
}

TEST(CheckVote, NamesTheFieldThatIsWrong) {
  const auto wrong = [](Vote vote, auto change) {
    change(vote);
    return field_of(check_vote(vote));
  };
  EXPECT_EQ(wrong(approval_vote(), [](Vote& vote) { vote.texts.clear(); }), "question");
  EXPECT_EQ(wrong(approval_vote(), [](Vote& vote) { vote.texts["fr"] = std::string(301, 'a'); }), "question");
  EXPECT_EQ(wrong(approval_vote(), [](Vote& vote) { vote.seats.reset(); }), "seats");
  EXPECT_EQ(wrong(approval_vote(), [](Vote& vote) { vote.seats = 5; }), "seats");
  EXPECT_EQ(wrong(approval_vote(), [](Vote& vote) { vote.seats = 0; }), "seats");
  EXPECT_EQ(wrong(approval_vote(), [](Vote& vote) { vote.choices_max = 5; }), "choices_max");
  EXPECT_EQ(wrong(ranked_vote(), [](Vote& vote) { vote.choices_max = 2; }), "choices_max");
  EXPECT_EQ(wrong(approval_vote(), [](Vote& vote) { vote.budget = 10; }), "budget");
  EXPECT_EQ(wrong(approval_vote(), [](Vote& vote) { vote.currency = "EUR"; }), "currency");
  EXPECT_EQ(wrong(budget_vote(), [](Vote& vote) { vote.currency = "eur"; }), "currency");
  EXPECT_EQ(wrong(budget_vote(), [](Vote& vote) { vote.budget.reset(); }), "budget");
  EXPECT_EQ(wrong(budget_vote(), [](Vote& vote) { vote.budget = budget_max + 1; }), "budget");
  EXPECT_EQ(wrong(budget_vote(), [](Vote& vote) { vote.seats = 1; }), "seats");
}

TEST(CheckVote, WantsTwoToAHundredOptionsEachAnIdeaOrAText) {
  EXPECT_TRUE(check_vote(approval_vote(100)).has_value());
  for (const int count : {101}) EXPECT_EQ(field_of(check_vote(approval_vote(count))), "options");
  Vote vote = approval_vote();
  vote.options.resize(1);
  vote.seats = vote.choices_max = 1;
  EXPECT_EQ(field_of(check_vote(vote)), "options");
  const auto with_option = [](auto change) {
    Vote changed = approval_vote();
    change(changed.options[1]);
    return field_of(check_vote(changed));
  };
  EXPECT_EQ(with_option([](Option& option) { option.texts.clear(); }), "options");
  EXPECT_EQ(with_option([](Option& option) { option.idea = IdeaId{7}; }), "options") << "an idea and a text";
  EXPECT_EQ(with_option([](Option& option) { option.cost = 3; }), "options") << "a cost without a budget";
  EXPECT_EQ(with_option([](Option& option) { option.position = 3; }), "options");
  EXPECT_EQ(with_option([](Option& option) { option.texts = {{"fr", std::string(201, 'a')}}; }), "options");
}

TEST(CheckVote, RefusesTheSameIdeaTwiceAndCostsThatCannotBe) {
  Vote twice = approval_vote();
  for (std::size_t i = 0; i < 2; ++i) {
    twice.options[i].texts.clear();
    twice.options[i].idea = IdeaId{7};
  }
  EXPECT_EQ(field_of(check_vote(twice)), "options");
  twice.options[1].idea = IdeaId{8};
  EXPECT_TRUE(check_vote(twice).has_value());
  for (const auto cost : {std::optional<std::int64_t>{}, std::optional<std::int64_t>{-1}, std::optional<std::int64_t>{101}}) {
    Vote vote = budget_vote();
    vote.options[2].cost = cost;
    EXPECT_EQ(field_of(check_vote(vote)), "options");
  }
}

TEST(DecideDefine, IsTheOwnersBeforeTheFreeze) {
  using people::Role;
  const auto planned = phase_in(PhaseState::planned, after);
  for (const auto& actor : {with_role({Role::owner}), administrator()}) EXPECT_TRUE(decide_define(actor, planned, {}).has_value());
  for (const auto role : {Role::facilitator, Role::moderator, Role::officer}) EXPECT_EQ(reason_of(decide_define(with_role({role}), planned, {})), Reason::not_allowed);
  const auto owner = with_role({Role::owner});
  EXPECT_TRUE(decide_define(owner, planned, approval_vote()).has_value());
  EXPECT_EQ(reason_of(decide_define(owner, phase_in(PhaseState::frozen), frozen(approval_vote()))), Reason::vote_frozen);
  for (const auto state : {PhaseState::frozen, PhaseState::open, PhaseState::closed, PhaseState::skipped})
    EXPECT_EQ(reason_of(decide_define(owner, phase_in(state), {})), Reason::phase_not_open);
  auto ideas = planned;
  ideas.type = PhaseType::ideas;
  EXPECT_EQ(reason_of(decide_define(owner, ideas, {})), Reason::phase_not_open);
}

TEST(DecideFreeze, GivesPeopleThreeWholeDaysToRead) {
  const auto owner = with_role({people::Role::owner});
  const Instant soonest = noon.plus_ms(frozen_ms_min);
  EXPECT_TRUE(decide_freeze(owner, phase_in(PhaseState::planned, soonest, soonest.plus_ms(1)), approval_vote(), noon).has_value());
  EXPECT_EQ(field_of(decide_freeze(owner, phase_in(PhaseState::planned, soonest.plus_ms(-1), after), approval_vote(), noon)), "opens_at");
  EXPECT_EQ(field_of(decide_freeze(owner, phase_in(PhaseState::planned, {}, after), approval_vote(), noon)), "opens_at");
  EXPECT_EQ(field_of(decide_freeze(owner, phase_in(PhaseState::planned, soonest, {}), approval_vote(), noon)), "closes_at");
  EXPECT_EQ(reason_of(decide_freeze(owner, phase_in(PhaseState::frozen, soonest), frozen(approval_vote()), noon)), Reason::vote_frozen);
  EXPECT_EQ(reason_of(decide_freeze(owner, phase_in(PhaseState::skipped, soonest), approval_vote(), noon)), Reason::phase_not_open);
  EXPECT_EQ(reason_of(decide_freeze(with_role({people::Role::moderator}), phase_in(PhaseState::planned, soonest), approval_vote(), noon)), Reason::not_allowed);
}

TEST(DecideCast, IsOpenToAPersonWithAConfirmedAddressOnce) {
  const auto phase = phase_in(PhaseState::open);
  const auto vote = frozen(approval_vote());
  const auto decide = [&](const Elector& elector) { return decide_cast(elector, phase, vote, noon); };
  EXPECT_TRUE(decide(person).has_value());
  EXPECT_EQ(reason_of(decide({})), Reason::sign_in_required);
  EXPECT_EQ(reason_of(decide({true, true, true, {}})), Reason::organisation_may_not_vote);
  EXPECT_EQ(reason_of(decide({true, false, false, {}})), Reason::email_unverified);
  for (const auto way : {Channel::online, Channel::paper}) EXPECT_EQ(reason_of(decide({true, false, true, way})), Reason::already_voted);
  EXPECT_NE(decide({true, false, true, Channel::paper}).error().detail, decide({true, false, true, Channel::online}).error().detail);
}

TEST(DecideCast, FollowsTheServersClockToTheMillisecond) {
  const auto vote = frozen(approval_vote());
  const auto at = [&](Instant moment, PhaseState state) { return decide_cast(person, phase_in(state, noon, after), vote, moment); };
  EXPECT_EQ(reason_of(at(noon.plus_ms(-1), PhaseState::frozen)), Reason::phase_not_open);
  EXPECT_NE(at(noon.plus_ms(-1), PhaseState::frozen).error().detail.find(iso_text(noon)), std::string::npos) << "the detail says when";
  EXPECT_TRUE(at(noon, PhaseState::frozen).has_value()) << "though the row was not moved yet";
  EXPECT_TRUE(at(after.plus_ms(-1), PhaseState::open).has_value());
  EXPECT_EQ(reason_of(at(after, PhaseState::open)), Reason::phase_closed);
  for (const auto state : {PhaseState::closed, PhaseState::counted, PhaseState::results_published, PhaseState::skipped})
    EXPECT_EQ(reason_of(at(noon, state)), Reason::phase_closed);
}

TEST(DecideCast, NeedsAVoteThatWasFrozen) {
  EXPECT_EQ(reason_of(decide_cast(person, phase_in(PhaseState::planned), approval_vote(), noon)), Reason::vote_not_ready);
  EXPECT_EQ(reason_of(decide_cast(person, phase_in(PhaseState::open), approval_vote(), noon)), Reason::vote_not_ready);
}

TEST(CheckChoices, SortsWithinGroupsAndKeepsTheOrderOfGroups) {
  EXPECT_EQ(*check_choices(approval_vote(), {{3, 1}}), (Choices{{1, 3}}));
  EXPECT_EQ(*check_choices(ranked_vote(), {{4}, {3, 1}}), (Choices{{4}, {1, 3}}));
  EXPECT_EQ(*check_choices(approval_vote(), {}), Choices{}) << "blank";
}

TEST(CheckChoices, RefusesWhatNoBallotMaySay) {
  const auto refused = [](const Vote& vote, Choices choices) {
    const auto checked = check_choices(vote, std::move(choices));
    return !checked && checked.error().reason == Reason::bad_field && checked.error().field == "choices";
  };
  EXPECT_TRUE(refused(approval_vote(), {{0}}));
  EXPECT_TRUE(refused(approval_vote(), {{5}}));
  EXPECT_TRUE(refused(approval_vote(), {{-1}}));
  EXPECT_TRUE(refused(approval_vote(), {{1, 1}}));
  EXPECT_TRUE(refused(approval_vote(), {{1}, {2}})) << "ranks where there are none";
  EXPECT_TRUE(refused(approval_vote(), {{}})) << "an empty group";
  EXPECT_TRUE(refused(approval_vote(), {{1, 2, 3, 4}})) << "more than three";
  EXPECT_TRUE(refused(ranked_vote(), {{1}, {1}})) << "twice, in two ranks";
  EXPECT_TRUE(refused(budget_vote(), {{1, 2, 3}})) << "120 of 100";
  EXPECT_TRUE(check_choices(budget_vote(), {{4}}).has_value()) << "100 of 100";
  EXPECT_NE(check_choices(budget_vote(), {{1, 2, 3}}).error().detail.find("20 more"), std::string::npos);
}

TEST(DecidePaper, IsPrintedByOwnersFromTheFreezeToTheClose) {
  const auto owner = with_role({people::Role::owner});
  const auto vote = frozen(approval_vote());
  EXPECT_TRUE(decide_print(owner, phase_in(PhaseState::frozen, after, after), vote, noon).has_value());
  EXPECT_TRUE(decide_print(owner, phase_in(PhaseState::open), vote, noon).has_value());
  EXPECT_EQ(reason_of(decide_print(owner, phase_in(PhaseState::open, before, noon), vote, noon)), Reason::phase_closed);
  EXPECT_EQ(reason_of(decide_print(owner, phase_in(PhaseState::planned), approval_vote(), noon)), Reason::vote_not_ready);
  EXPECT_EQ(reason_of(decide_print(with_role({people::Role::facilitator}), phase_in(PhaseState::open), vote, noon)), Reason::not_allowed);
}

TEST(DecidePaper, EnvelopesAreOpenedUntilTheCount) {
  const auto facilitator = with_role({people::Role::facilitator});
  auto vote = frozen(approval_vote());
  EXPECT_TRUE(decide_open_batch(facilitator, phase_in(PhaseState::open), vote, noon).has_value());
  EXPECT_TRUE(decide_open_batch(facilitator, phase_in(PhaseState::closed), vote, noon).has_value());
  EXPECT_EQ(reason_of(decide_open_batch(facilitator, phase_in(PhaseState::frozen, after), vote, noon)), Reason::phase_not_open);
  EXPECT_EQ(reason_of(decide_open_batch(with_role({people::Role::officer}), phase_in(PhaseState::open), vote, noon)), Reason::not_allowed);
  vote.counted_at = noon;
  EXPECT_EQ(reason_of(decide_open_batch(facilitator, phase_in(PhaseState::counted), vote, noon)), Reason::already_decided);
}

TEST(DecideCount, IsTheOwnersOnceAfterTheCloseWithAllEnvelopesSigned) {
  const auto owner = with_role({people::Role::owner});
  auto vote = frozen(approval_vote());
  EXPECT_TRUE(decide_count(owner, phase_in(PhaseState::closed), vote, 0, noon).has_value());
  EXPECT_TRUE(decide_count(owner, phase_in(PhaseState::open, before, noon), vote, 0, noon).has_value()) << "by the clock, whatever the row says";
  EXPECT_EQ(reason_of(decide_count(owner, phase_in(PhaseState::open, before, noon.plus_ms(1)), vote, 0, noon)), Reason::phase_not_open);
  EXPECT_EQ(reason_of(decide_count(owner, phase_in(PhaseState::closed), vote, 1, noon)), Reason::batches_open);
  EXPECT_EQ(reason_of(decide_count(with_role({people::Role::moderator}), phase_in(PhaseState::closed), vote, 0, noon)), Reason::not_allowed);
  vote.counted_at = noon;
  EXPECT_EQ(reason_of(decide_count(owner, phase_in(PhaseState::counted), vote, 0, noon)), Reason::already_decided);
}

TEST(DecideSign, IsAnotherPersonsWhoAnswersForTheRedesign) {
  using people::Role;
  auto vote = frozen(approval_vote());
  EXPECT_EQ(reason_of(decide_sign(with_role({Role::moderator}, 2), vote)), Reason::vote_not_counted);
  vote.counted_at = noon;
  vote.counted_by = PersonId{1};
  EXPECT_TRUE(decide_sign(with_role({Role::moderator}, 2), vote).has_value());
  EXPECT_TRUE(decide_sign(with_role({Role::owner}, 2), vote).has_value());
  EXPECT_TRUE(decide_sign(administrator(), vote).has_value());
  EXPECT_EQ(reason_of(decide_sign(with_role({Role::owner, Role::moderator}, 1), vote)), Reason::own_case);
  for (const auto role : {Role::facilitator, Role::officer}) EXPECT_EQ(reason_of(decide_sign(with_role({role}, 2), vote)), Reason::not_allowed);
  vote.signed_at = noon;
  EXPECT_EQ(reason_of(decide_sign(with_role({Role::moderator}, 2), vote)), Reason::already_decided);
}

TEST(IsResultPublic, OnlyWhenThePhaseSaysSo) {
  for (const auto state : {PhaseState::planned, PhaseState::frozen, PhaseState::open, PhaseState::closed, PhaseState::counted, PhaseState::skipped})
    EXPECT_FALSE(is_result_public(phase_in(state)));
  EXPECT_TRUE(is_result_public(phase_in(PhaseState::results_published)));
}

}  // namespace
}  // namespace palabre::votes

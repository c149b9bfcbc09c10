// Walks the rules of phases: every state, every type, every role.
#include "redesigns/phase.hpp"

#include <gtest/gtest.h>

#include <set>
#include <tuple>

namespace palabre::redesigns {
namespace {

constexpr Instant now{1'000'000};
constexpr Instant before{900'000};
constexpr Instant after{1'100'000};
constexpr Instant later{1'200'000};
const std::string reason = "people asked for more time";

const std::vector<PhaseType> types{PhaseType::stories,    PhaseType::ideas,        PhaseType::brainstorm, PhaseType::consultation,
                                   PhaseType::discussion, PhaseType::hackathon,    PhaseType::deliberation, PhaseType::prototype,
                                   PhaseType::vote,       PhaseType::follow_up,    PhaseType::evaluation};
const std::vector<PhaseState> states{PhaseState::planned, PhaseState::frozen, PhaseState::open, PhaseState::closed,
                                     PhaseState::counted, PhaseState::results_published, PhaseState::skipped};
const std::vector<RedesignState> redesign_states{RedesignState::draft, RedesignState::review, RedesignState::announced,
                                                 RedesignState::open, RedesignState::paused, RedesignState::follow_up,
                                                 RedesignState::evaluated, RedesignState::archived, RedesignState::cancelled};

Phase phase_in(PhaseState state, PhaseType type = PhaseType::ideas, std::optional<Instant> opens = {}, std::optional<Instant> closes = {}) {
  Phase phase;
  phase.id = PhaseId{7};
  phase.type = type;
  phase.state = state;
  phase.opens_at = opens;
  phase.closes_at = closes;
  return phase;
}

people::Actor actor_with(std::initializer_list<people::Role> roles) {
  people::Actor actor;
  actor.person = PersonId{3};
  for (const auto role : roles) actor.roles.add(role);
  return actor;
}

const people::Actor moderator = actor_with({people::Role::moderator});
const people::Actor owner = actor_with({people::Role::owner});

TEST(PhaseNames, GoThereAndBack) {
  for (const auto type : types) EXPECT_EQ(phase_type_of(name_of(type)), type);
  for (const auto state : states) EXPECT_EQ(phase_state_of(name_of(state)), state);
  for (const auto state : redesign_states) EXPECT_EQ(redesign_state_of(name_of(state)), state);
  for (const auto stage : {Stage::co_commission, Stage::co_design, Stage::co_deliver, Stage::co_assess}) EXPECT_EQ(stage_of(name_of(stage)), stage);
  EXPECT_EQ(name_of(Stage::co_design), "co-design");
  EXPECT_FALSE(phase_type_of("poll").has_value());
  EXPECT_FALSE(phase_state_of("").has_value());
}

TEST(StateAt, OpensAndClosesAWaitingPhaseByTheClock) {
  for (const auto state : {PhaseState::planned, PhaseState::frozen}) {
    EXPECT_EQ(state_at(phase_in(state, PhaseType::ideas, after, later), now), state);
    EXPECT_EQ(state_at(phase_in(state, PhaseType::ideas, now, later), now), PhaseState::open);
    EXPECT_EQ(state_at(phase_in(state, PhaseType::ideas, before, now), now), PhaseState::closed);
    EXPECT_EQ(state_at(phase_in(state, PhaseType::ideas, before, {}), now), PhaseState::open);
    EXPECT_EQ(state_at(phase_in(state, PhaseType::ideas, {}, before), now), state) << "without an opening date it waits for a hand";
  }
}

TEST(StateAt, OpensAVoteOnlyWhenItWasFrozen) {
  EXPECT_EQ(state_at(phase_in(PhaseState::planned, PhaseType::vote, before, later), now), PhaseState::planned);
  EXPECT_EQ(state_at(phase_in(PhaseState::planned, PhaseType::vote, before, before), now), PhaseState::planned) << "and it never closes";
  EXPECT_EQ(state_at(phase_in(PhaseState::frozen, PhaseType::vote, before, later), now), PhaseState::open);
  EXPECT_EQ(state_at(phase_in(PhaseState::frozen, PhaseType::vote, after, later), now), PhaseState::frozen);
  EXPECT_EQ(state_at(phase_in(PhaseState::frozen, PhaseType::vote, now, later), now), PhaseState::open) << "to the millisecond";
  EXPECT_EQ(state_at(phase_in(PhaseState::frozen, PhaseType::vote, now.plus_ms(1), later), now), PhaseState::frozen);
}

TEST(StateAt, ClosesAnOpenPhaseToTheMillisecond) {
  const Phase phase = phase_in(PhaseState::open, PhaseType::ideas, before, after);
  EXPECT_EQ(state_at(phase, after.plus_ms(-1)), PhaseState::open);
  EXPECT_EQ(state_at(phase, after), PhaseState::closed);
  EXPECT_EQ(state_at(phase_in(PhaseState::open), later), PhaseState::open);
}

TEST(StateAt, LeavesFinishedPhasesAlone) {
  for (const auto state : {PhaseState::closed, PhaseState::counted, PhaseState::results_published, PhaseState::skipped})
    EXPECT_EQ(state_at(phase_in(state, PhaseType::ideas, before, later), now), state);
}

TEST(PhaseAllows, FollowsTheTable) {
  const std::set<PhaseType> taking{PhaseType::ideas, PhaseType::brainstorm, PhaseType::hackathon, PhaseType::consultation};
  std::set<PhaseType> supporting = taking;
  supporting.insert({PhaseType::discussion, PhaseType::deliberation, PhaseType::prototype});
  for (const auto type : types) {
    for (const auto act : {Act::propose, Act::edit_idea, Act::withdraw_idea}) EXPECT_EQ(phase_allows(type, act), taking.contains(type)) << name_of(type);
    EXPECT_EQ(phase_allows(type, Act::support), supporting.contains(type)) << name_of(type);
    EXPECT_EQ(phase_allows(type, Act::comment), type != PhaseType::stories) << name_of(type);
    EXPECT_EQ(phase_allows(type, Act::react), supporting.contains(type) || type == PhaseType::follow_up) << name_of(type);
    EXPECT_TRUE(phase_allows(type, Act::answer_question)) << name_of(type);
  }
}

TEST(DecideAct, NeedsARedesignThatTakesPart) {
  const std::vector phases{phase_in(PhaseState::open)};
  for (const auto state : redesign_states) {
    const bool takes_part = state == RedesignState::open || state == RedesignState::announced || state == RedesignState::follow_up;
    const auto decision = decide_act(state, phases, Act::propose, now);
    EXPECT_EQ(decision.has_value(), takes_part) << name_of(state);
    if (!takes_part) {
      EXPECT_EQ(decision.error().reason, Reason::redesign_not_open);
    }
  }
}

TEST(DecideAct, WalksEveryTypeStateAndAct) {
  for (const auto type : types)
    for (const auto state : states)
      for (const auto act : {Act::propose, Act::edit_idea, Act::support, Act::comment}) {
        const std::vector phases{phase_in(state, type)};
        const auto decision = decide_act(RedesignState::open, phases, act, now);
        const bool may = state == PhaseState::open && phase_allows(type, act);
        ASSERT_EQ(decision.has_value(), may) << name_of(type) << " " << name_of(state);
        if (may) {
          EXPECT_EQ(*decision, PhaseId{7});
        } else {
          EXPECT_EQ(decision.error().reason, Reason::phase_closed);
        }
      }
}

TEST(DecideAct, EndsWithThePhaseEvenWhenTheRowStillSaysOpen) {
  const std::vector phases{phase_in(PhaseState::open, PhaseType::ideas, before, now)};
  EXPECT_TRUE(decide_act(RedesignState::open, phases, Act::support, now.plus_ms(-1)).has_value());
  EXPECT_FALSE(decide_act(RedesignState::open, phases, Act::support, now).has_value());
}

TEST(DecideAct, SaysWhenThePhaseOpensOrClosed) {
  const std::vector coming{phase_in(PhaseState::planned, PhaseType::ideas, after, later)};
  EXPECT_NE(decide_act(RedesignState::open, coming, Act::propose, now).error().detail.find("opens on 1970-01-01T00:18:20.000Z"), std::string::npos);
  const std::vector gone{phase_in(PhaseState::results_published, PhaseType::ideas, before, before.plus_ms(5))};
  EXPECT_NE(decide_act(RedesignState::open, gone, Act::propose, now).error().detail.find("closed on"), std::string::npos);
  EXPECT_NE(decide_act(RedesignState::open, {}, Act::propose, now).error().detail.find("no phase"), std::string::npos);
}

TEST(DecideAct, LetsIdeasBeWithdrawnBetweenPhasesButNotDuringAVote) {
  EXPECT_TRUE(decide_act(RedesignState::open, {}, Act::withdraw_idea, now).has_value());
  const std::vector vote{phase_in(PhaseState::open, PhaseType::vote)};
  EXPECT_EQ(decide_act(RedesignState::open, vote, Act::withdraw_idea, now).error().reason, Reason::phase_closed);
}

/// The moves a moderator may make, as rows: from, to, kind. Everything else is refused.
bool is_in_table(PhaseState from, PhaseState to, PhaseType type) {
  using S = PhaseState;
  const bool is_vote = type == PhaseType::vote;
  const std::set<std::tuple<S, S>> always{{S::open, S::open}, {S::open, S::closed}, {S::planned, S::skipped}};
  if (always.contains({from, to})) return true;
  return !is_vote && to == S::open && (from == S::planned || from == S::frozen || from == S::closed || from == S::results_published);
}

TEST(DecideTransition, WalksEveryTypeAndEveryPairOfStates) {
  for (const auto type : types)
    for (const auto from : states)
      for (const auto to : states) {
        const auto decision = decide_transition(phase_in(from, type), moderator, {to, reason, later}, now);
        ASSERT_EQ(decision.has_value(), is_in_table(from, to, type)) << name_of(type) << ": " << name_of(from) << " -> " << name_of(to);
        if (decision) {
          EXPECT_EQ(decision->from, from);
          EXPECT_EQ(decision->to, to);
        } else {
          const auto refused = decision.error().reason;
          EXPECT_TRUE(refused == Reason::phase_transition_refused || refused == Reason::vote_not_reopenable);
        }
      }
}

TEST(DecideTransition, IsForModeratorsOwnersAndAdministratorsOnly) {
  using people::Role;
  const TransitionRequest close{PhaseState::closed, reason, {}};
  for (unsigned bits = 0; bits < 16; ++bits) {
    people::Actor actor;
    for (unsigned role = 0; role < 4; ++role)
      if (bits & (1U << role)) actor.roles.add(static_cast<Role>(role));
    const bool may = actor.is_moderator() || actor.is_owner();
    const auto decision = decide_transition(phase_in(PhaseState::open), actor, close, now);
    EXPECT_EQ(decision.has_value(), may);
    if (!may) {
      EXPECT_EQ(decision.error().reason, Reason::not_allowed);
    }
  }
  people::Actor administrator;
  administrator.is_admin = true;
  EXPECT_TRUE(decide_transition(phase_in(PhaseState::open), administrator, close, now).has_value());
}

TEST(DecideTransition, AlwaysWantsAReason) {
  for (const auto to : {PhaseState::closed, PhaseState::open}) {
    EXPECT_EQ(decide_transition(phase_in(PhaseState::open), moderator, {to, "", later}, now).error().reason, Reason::reason_required);
    EXPECT_EQ(decide_transition(phase_in(PhaseState::open), moderator, {to, "short", later}, now).error().reason, Reason::reason_required);
  }
}

TEST(DecideTransition, OpensNowAndKeepsThePlannedEnd) {
  const auto opened = decide_transition(phase_in(PhaseState::planned, PhaseType::ideas, after, later), moderator, {PhaseState::open, reason, {}}, now);
  ASSERT_TRUE(opened.has_value());
  EXPECT_EQ(opened->kind, TransitionKind::open);
  EXPECT_EQ(opened->opens_at, now);
  EXPECT_EQ(opened->closes_at, later);
}

TEST(DecideTransition, WantsAnEndAheadWhenItOpensOrReopens) {
  const auto stale = decide_transition(phase_in(PhaseState::planned, PhaseType::ideas, {}, before), moderator, {PhaseState::open, reason, {}}, now);
  EXPECT_EQ(stale.error().field, "ends_at");
  const auto past = decide_transition(phase_in(PhaseState::closed), moderator, {PhaseState::open, reason, now}, now);
  EXPECT_EQ(past.error().reason, Reason::bad_field);
  const auto endless = decide_transition(phase_in(PhaseState::closed, PhaseType::ideas, before, before.plus_ms(1)), moderator, {PhaseState::open, reason, {}}, now);
  ASSERT_TRUE(endless.has_value());
  EXPECT_EQ(endless->kind, TransitionKind::reopen);
  EXPECT_FALSE(endless->closes_at.has_value());
}

TEST(DecideTransition, ExtendsToALaterEndOnly) {
  const Phase phase = phase_in(PhaseState::open, PhaseType::ideas, before, after);
  EXPECT_EQ(decide_transition(phase, moderator, {PhaseState::open, reason, {}}, now).error().reason, Reason::missing_field);
  EXPECT_EQ(decide_transition(phase, moderator, {PhaseState::open, reason, after}, now).error().reason, Reason::bad_field);
  EXPECT_EQ(decide_transition(phase, moderator, {PhaseState::open, reason, before}, now).error().reason, Reason::bad_field);
  const auto extended = decide_transition(phase, moderator, {PhaseState::open, reason, later}, now);
  ASSERT_TRUE(extended.has_value());
  EXPECT_EQ(extended->kind, TransitionKind::extend);
  EXPECT_EQ(extended->closes_at, later);
}

TEST(DecideTransition, LetsTheOwnerExtendOnceAndAModeratorAgain) {
  Phase phase = phase_in(PhaseState::open, PhaseType::ideas, before, after);
  EXPECT_TRUE(decide_transition(phase, owner, {PhaseState::open, reason, later}, now).has_value());
  phase.extensions = 1;
  EXPECT_EQ(decide_transition(phase, owner, {PhaseState::open, reason, later}, now).error().reason, Reason::not_allowed);
  EXPECT_TRUE(decide_transition(phase, moderator, {PhaseState::open, reason, later}, now).has_value());
}

TEST(DecideTransition, TreatsAPhaseThatRanOutAsClosed) {
  const Phase phase = phase_in(PhaseState::open, PhaseType::ideas, before, now);
  EXPECT_EQ(decide_transition(phase, moderator, {PhaseState::closed, reason, {}}, now).error().reason, Reason::phase_transition_refused);
  EXPECT_EQ(decide_transition(phase, moderator, {PhaseState::open, reason, later}, now)->kind, TransitionKind::reopen);
}

TEST(DecideTransition, NeverReopensAVote) {
  for (const auto state : {PhaseState::closed, PhaseState::counted, PhaseState::results_published})
    EXPECT_EQ(decide_transition(phase_in(state, PhaseType::vote), moderator, {PhaseState::open, reason, later}, now).error().reason,
              Reason::vote_not_reopenable);
}

TEST(DecideTransition, ClosesAtThisInstantAndKeepsTheDatesInOrder) {
  EXPECT_EQ(decide_transition(phase_in(PhaseState::open, PhaseType::ideas, before, later), moderator, {PhaseState::closed, reason, {}}, now)->closes_at, now);
  EXPECT_EQ(decide_transition(phase_in(PhaseState::open, PhaseType::ideas, now, later), moderator, {PhaseState::closed, reason, {}}, now)->closes_at,
            now.plus_ms(1));
}

}  // namespace
}  // namespace palabre::redesigns

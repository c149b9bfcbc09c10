// What each may do before and after a phase moves. No store.
#include "redesigns/phase_preview.hpp"

#include <gtest/gtest.h>

namespace palabre::redesigns {
namespace {

constexpr Instant preview_now{1'000'000};

Phase phase_of(std::int64_t id, PhaseType type, PhaseState state) {
  Phase phase;
  phase.id = PhaseId{id};
  phase.type = type;
  phase.state = state;
  return phase;
}

Ability find(const std::vector<Ability>& abilities, Act act, Participant who) {
  for (const auto& one : abilities)
    if (one.act == act && one.who == who) return one;
  ADD_FAILURE() << "the preview lacks it";
  return {};
}

Transition move_to(PhaseState to) {
  Transition move;
  move.to = to;
  return move;
}

TEST(PhasePreview, SaysForEveryActAndEveryoneOnce) {
  const std::vector<Phase> phases{phase_of(1, PhaseType::ideas, PhaseState::open)};
  EXPECT_EQ(preview_transition(RedesignState::open, phases, PhaseId{1}, move_to(PhaseState::closed), preview_now).size(),
            static_cast<std::size_t>(act_count * participant_count));
}

TEST(PhasePreview, ClosingTheOnlyOpenPhaseEndsProposingForAllButVisitorsWhoNeverCould) {
  const std::vector<Phase> phases{phase_of(1, PhaseType::ideas, PhaseState::open)};
  const auto abilities = preview_transition(RedesignState::open, phases, PhaseId{1}, move_to(PhaseState::closed), preview_now);
  for (const Participant who : {Participant::person, Participant::organisation, Participant::author}) {
    const Ability proposing = find(abilities, Act::propose, who);
    EXPECT_TRUE(proposing.is_now);
    EXPECT_FALSE(proposing.is_after);
  }
  const Ability visitor = find(abilities, Act::propose, Participant::visitor);
  EXPECT_FALSE(visitor.is_now || visitor.is_after);
}

TEST(PhasePreview, AnOverlappingPhaseThatStaysOpenKeepsItsRights) {
  const std::vector<Phase> phases{phase_of(1, PhaseType::ideas, PhaseState::open), phase_of(2, PhaseType::brainstorm, PhaseState::open)};
  const auto abilities = preview_transition(RedesignState::open, phases, PhaseId{1}, move_to(PhaseState::closed), preview_now);
  EXPECT_TRUE(find(abilities, Act::propose, Participant::person).is_after);
}

TEST(PhasePreview, OrganisationsProposeAndCommentButNeverSupport) {
  const std::vector<Phase> phases{phase_of(1, PhaseType::ideas, PhaseState::planned)};
  const auto abilities = preview_transition(RedesignState::open, phases, PhaseId{1}, move_to(PhaseState::open), preview_now);
  EXPECT_TRUE(find(abilities, Act::propose, Participant::organisation).is_after);
  EXPECT_TRUE(find(abilities, Act::comment, Participant::organisation).is_after);
  EXPECT_FALSE(find(abilities, Act::support, Participant::organisation).is_after);
  EXPECT_TRUE(find(abilities, Act::support, Participant::person).is_after);
}

TEST(PhasePreview, ChangingAnIdeaIsItsAuthorsAlone) {
  EXPECT_TRUE(takes_part(Participant::author, Act::edit_idea));
  EXPECT_FALSE(takes_part(Participant::person, Act::edit_idea));
  EXPECT_FALSE(takes_part(Participant::organisation, Act::withdraw_idea));
  EXPECT_TRUE(takes_part(Participant::visitor, Act::react));
}

TEST(PhasePreview, NothingHappensWhileTheRedesignIsPaused) {
  const std::vector<Phase> phases{phase_of(1, PhaseType::ideas, PhaseState::planned)};
  for (const auto& one : preview_transition(RedesignState::paused, phases, PhaseId{1}, move_to(PhaseState::open), preview_now)) EXPECT_FALSE(one.is_now || one.is_after);
}

}  // namespace
}  // namespace palabre::redesigns

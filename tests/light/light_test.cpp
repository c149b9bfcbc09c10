// The rules of contributions without an account.
#include "light/light.hpp"
#include "base/reason_of.hpp"

#include <gtest/gtest.h>

#include <set>

namespace palabre::light {
namespace {

using tests::reason_of;

using ideas::IdeaState;
using redesigns::Phase;
using redesigns::PhaseState;
using redesigns::PhaseType;
using redesigns::RedesignState;

constexpr Instant now{1'000'000};

std::vector<Phase> open_phase(PhaseType type) {
  Phase phase;
  phase.id = PhaseId{1};
  phase.type = type;
  phase.state = PhaseState::open;
  return {phase};
}

Question question_of(std::initializer_list<const char*> choices, std::int64_t answers = 0) {
  Question question{QuestionId{1}, {{"fr", "Quoi d'abord ?"}}, {}, answers};
  for (const char* choice : choices) question.choices.push_back({{{"fr", choice}}, 0});
  return question;
}

Light switched_on(std::int64_t answers = 0) { return {true, question_of({"Le bus", "Le banc"}, answers), 0}; }

TEST(DecideReaction, NeedsTheSwitch) {
  Light off = switched_on();
  off.is_on = false;
  const auto phases = open_phase(PhaseType::ideas);
  EXPECT_EQ(reason_of(decide_reaction(off, RedesignState::open, phases, IdeaState::published, false, now)), Reason::light_off);
  EXPECT_TRUE(decide_reaction(switched_on(), RedesignState::open, phases, IdeaState::published, false, now));
}

TEST(DecideReaction, TakesIdeasThatAreOpenOrOnTheirWayAndNeverOneOnABallot) {
  const std::set<IdeaState> taken{IdeaState::published, IdeaState::shortlisted, IdeaState::under_review, IdeaState::accepted, IdeaState::deferred};
  for (int i = 0; i < ideas::idea_state_count; ++i) {
    const auto state = static_cast<IdeaState>(i);
    const auto may = decide_reaction(switched_on(), RedesignState::open, open_phase(PhaseType::follow_up), state, false, now);
    EXPECT_EQ(may.has_value(), taken.contains(state)) << ideas::name_of(state);
    EXPECT_TRUE(may || may.error().reason == Reason::idea_not_open);
  }
}

TEST(DecideReaction, NeedsAPhaseThatTakesThem) {
  const std::set<PhaseType> closed{PhaseType::stories, PhaseType::vote, PhaseType::evaluation};
  for (int i = 0; i <= static_cast<int>(PhaseType::evaluation); ++i) {
    const auto type = static_cast<PhaseType>(i);
    const auto may = decide_reaction(switched_on(), RedesignState::open, open_phase(type), IdeaState::published, false, now);
    EXPECT_EQ(may.has_value(), !closed.contains(type)) << redesigns::name_of(type);
    EXPECT_TRUE(may || may.error().reason == Reason::phase_closed);
  }
  EXPECT_EQ(reason_of(decide_reaction(switched_on(), RedesignState::paused, open_phase(PhaseType::ideas), IdeaState::published, false, now)),
            Reason::redesign_not_open);
}

TEST(DecideReaction, IsForPeople) {
  EXPECT_EQ(reason_of(decide_reaction(switched_on(), RedesignState::open, open_phase(PhaseType::ideas), IdeaState::published, true, now)),
            Reason::organisation_may_not_support);
  EXPECT_EQ(reason_of(decide_answer(switched_on(), RedesignState::open, open_phase(PhaseType::ideas), true, now)), Reason::organisation_may_not_support);
}

TEST(DecideAnswer, IsPossibleInEveryOpenPhase) {
  for (int i = 0; i <= static_cast<int>(PhaseType::evaluation); ++i)
    EXPECT_TRUE(decide_answer(switched_on(), RedesignState::open, open_phase(static_cast<PhaseType>(i)), false, now));
  EXPECT_EQ(reason_of(decide_answer(switched_on(), RedesignState::open, {}, false, now)), Reason::phase_closed);
  EXPECT_EQ(reason_of(decide_answer(switched_on(), RedesignState::archived, open_phase(PhaseType::ideas), false, now)), Reason::redesign_not_open);
}

TEST(DecideAnswer, NeedsAQuestion) {
  const Light silent{true, std::nullopt, 0};
  EXPECT_EQ(reason_of(decide_answer(silent, RedesignState::open, open_phase(PhaseType::ideas), false, now)), Reason::not_found);
}

TEST(CheckChoice, KnowsTheEnds) {
  const auto question = question_of({"a", "b", "c"});
  for (const std::int64_t good : {1, 2, 3}) EXPECT_TRUE(check_choice(question, good));
  for (const std::int64_t bad : {0, 4, -1, 1'000'000}) EXPECT_EQ(reason_of(check_choice(question, bad)), Reason::bad_field);
}

TEST(DecideLightEdit, AsksForTwoToSixChoicesInTheFirstLanguage) {
  const Light before;
  EXPECT_TRUE(decide_light_edit(before, {true, question_of({"a", "b"}), false}, "fr"));
  EXPECT_TRUE(decide_light_edit(before, {true, question_of({"a", "b", "c", "d", "e", "f"}), false}, "fr"));
  EXPECT_TRUE(decide_light_edit(before, {true, std::nullopt, false}, "fr")) << "reactions alone are enough";
  EXPECT_EQ(reason_of(decide_light_edit(before, {true, question_of({"a"}), false}, "fr")), Reason::bad_field);
  EXPECT_EQ(reason_of(decide_light_edit(before, {true, question_of({"a", "b", "c", "d", "e", "f", "g"}), false}, "fr")), Reason::bad_field);
  EXPECT_EQ(reason_of(decide_light_edit(before, {true, question_of({"a", "b"}), false}, "en")), Reason::missing_field);
}

TEST(DecideLightEdit, KeepsTheWordsPeopleAnswered) {
  const Light before = switched_on(3);
  EXPECT_EQ(reason_of(decide_light_edit(before, {true, question_of({"Le bus", "Le vélo"}), false}, "fr")), Reason::question_answered);
  EXPECT_EQ(reason_of(decide_light_edit(before, {true, question_of({"Le bus", "Le banc", "Le vélo"}), false}, "fr")), Reason::question_answered);
  EXPECT_EQ(reason_of(decide_light_edit(before, {true, std::nullopt, false}, "fr")), Reason::question_answered);
  EXPECT_TRUE(decide_light_edit(before, {true, question_of({"Le bus", "Le vélo"}), true}, "fr")) << "a new question begins";
  auto translated = question_of({"Le bus", "Le banc"});
  translated.texts["en"] = "What first?";
  translated.choices[0].texts["en"] = "The bus";
  EXPECT_TRUE(decide_light_edit(before, {true, translated, false}, "fr"));
  EXPECT_TRUE(decide_light_edit(switched_on(0), {true, question_of({"Le train", "Le vélo"}), false}, "fr")) << "nobody answered yet";
}

}  // namespace
}  // namespace palabre::light

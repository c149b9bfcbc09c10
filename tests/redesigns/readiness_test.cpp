// What holds an announcement up, and which phases may go.
#include "redesigns/readiness.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace palabre::redesigns {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const RedesignFacts ready{true, true, 0};

TEST(BlockingItems, AreAllToldAtOnce) {
  EXPECT_TRUE(blocking_items(ready).empty());
  EXPECT_TRUE(decide_announcement(ready).has_value());
  RedesignFacts facts;
  facts.has_answerer = false;
  facts.has_room = false;
  EXPECT_THAT(blocking_items(facts), ElementsAre(Blocking::promise_missing, Blocking::follow_up_missing, Blocking::nobody_answers, Blocking::nothing_to_decide));
  const auto refusal = decide_announcement(facts).error();
  EXPECT_EQ(refusal.reason, Reason::redesign_transition_refused);
  for (int i = 0; i < blocking_count; ++i) EXPECT_THAT(refusal.detail, HasSubstr(std::string(sentence_of(static_cast<Blocking>(i)))));
}

TEST(AdvisesInform, WhereNothingCanChange) {
  RedesignTexts texts;
  for (const auto level : power_levels) EXPECT_EQ(advises_inform(level, texts), level != "inform") << level;
  texts.can_change = {{{"fr", "Les heures"}}};
  for (const auto level : power_levels) EXPECT_FALSE(advises_inform(level, texts)) << level;
  EXPECT_TRUE(promises_a_share("empower"));
  EXPECT_FALSE(promises_a_share("involve"));
}

TEST(DecidePhaseRemoval, TakesOutOnlyWhatNeverBegan) {
  constexpr Instant now{1'000'000};
  for (int state = 0; state <= static_cast<int>(PhaseState::skipped); ++state) {
    Phase phase;
    phase.type = PhaseType::ideas;
    phase.state = static_cast<PhaseState>(state);
    const auto decision = decide_phase_removal(RedesignState::open, phase, {}, now);
    EXPECT_EQ(decision.has_value(), phase.state == PhaseState::planned) << name_of(phase.state);
  }
  Phase overtaken;
  overtaken.type = PhaseType::ideas;
  overtaken.state = PhaseState::planned;
  overtaken.opens_at = now.plus_ms(-1);
  EXPECT_FALSE(decide_phase_removal(RedesignState::open, overtaken, {}, now).has_value()) << "the clock has opened it";
  EXPECT_TRUE(decide_phase_removal(RedesignState::draft, overtaken, {}, now).has_value()) << "in a draft nothing runs";
}

TEST(DecidePhaseRemoval, KeepsTheFollowUpThatWasPromised) {
  Phase follow;
  follow.type = PhaseType::follow_up;
  follow.state = PhaseState::planned;
  Phase skipped = follow;
  skipped.state = PhaseState::skipped;
  EXPECT_FALSE(decide_phase_removal(RedesignState::announced, follow, {}, Instant{}).has_value());
  EXPECT_FALSE(decide_phase_removal(RedesignState::announced, follow, std::vector{skipped}, Instant{}).has_value());
  EXPECT_TRUE(decide_phase_removal(RedesignState::announced, follow, std::vector{follow}, Instant{}).has_value());
  EXPECT_TRUE(decide_phase_removal(RedesignState::draft, follow, {}, Instant{}).has_value());
}

}  // namespace
}  // namespace palabre::redesigns

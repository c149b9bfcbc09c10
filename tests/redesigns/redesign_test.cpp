// Walks the rules of a redesign: every pair of states, every role, every guard.
#include "redesigns/redesign.hpp"

#include <gtest/gtest.h>

#include <map>

namespace palabre::redesigns {
namespace {

using S = RedesignState;
const std::vector<S> all_states{S::draft, S::review, S::announced, S::open, S::paused, S::follow_up, S::evaluated, S::archived, S::cancelled};
const std::string stated_reason = "the council decided so";
const RedesignFacts ready_facts{true, true, 0};

people::Actor actor_from(unsigned bits) {
  people::Actor actor;
  for (unsigned role = 0; role < 4; ++role)
    if (bits & (1U << role)) actor.roles.add(static_cast<people::Role>(role));
  actor.is_admin = (bits & 16U) != 0;
  return actor;
}

/// Who may make each move: letters of o(wner), m(oderator), s(econd officer), a(dministrator).
const std::map<std::pair<S, S>, std::string> table{
    {{S::draft, S::review}, "oa"},          {{S::review, S::draft}, "sa"},         {{S::review, S::announced}, "sa"},
    {{S::announced, S::open}, "oa"},        {{S::open, S::paused}, "oma"},         {{S::paused, S::open}, "oma"},
    {{S::open, S::follow_up}, "oa"},        {{S::follow_up, S::open}, "oa"},       {{S::follow_up, S::evaluated}, "a"},
    {{S::evaluated, S::archived}, "a"},     {{S::draft, S::cancelled}, "a"},       {{S::review, S::cancelled}, "a"},
    {{S::announced, S::cancelled}, "a"},    {{S::open, S::cancelled}, "a"},        {{S::paused, S::cancelled}, "a"},
    {{S::follow_up, S::cancelled}, "a"}};

bool is_named(const people::Actor& actor, const std::string& letters) {
  const auto has = [&](char letter) { return letters.find(letter) != std::string::npos; };
  return (has('a') && actor.is_admin) || (has('o') && actor.is_owner()) || (has('m') && actor.is_moderator()) ||
         (has('s') && actor.is_officer() && !actor.is_owner());
}

TEST(DecideRedesignTransition, WalksEveryPairOfStatesAndEveryRole) {
  for (const S from : all_states)
    for (const S to : all_states)
      for (unsigned bits = 0; bits < 32; ++bits) {
        const auto actor = actor_from(bits);
        const auto decision = decide_redesign_transition(from, to, actor, stated_reason, ready_facts);
        const auto row = table.find({from, to});
        const bool may = row != table.end() && is_named(actor, row->second);
        ASSERT_EQ(decision.has_value(), may) << name_of(from) << " -> " << name_of(to) << " as " << bits;
        if (!may) {
          const bool has_part = actor.is_admin || actor.is_owner() || actor.is_moderator() || actor.is_officer();
          EXPECT_EQ(decision.error().reason, has_part && row == table.end() ? Reason::redesign_transition_refused : Reason::not_allowed);
        }
      }
}

TEST(DecideRedesignTransition, WantsAReason) {
  for (const auto& [move, letters] : table)
    EXPECT_EQ(decide_redesign_transition(move.first, move.second, actor_from(16), "no", ready_facts).error().reason, Reason::reason_required);
}

TEST(DecideRedesignTransition, AnnouncesOnlyWhatHasAFollowUpAndEndsOnlyWhatIsAnswered) {
  const auto admin = actor_from(16);
  EXPECT_FALSE(decide_redesign_transition(S::draft, S::review, admin, stated_reason, {false, true, 0}).has_value());
  EXPECT_FALSE(decide_redesign_transition(S::review, S::announced, admin, stated_reason, {true, false, 0}).has_value());
  const auto unanswered = decide_redesign_transition(S::open, S::follow_up, admin, stated_reason, {true, true, 3});
  EXPECT_EQ(unanswered.error().reason, Reason::redesign_transition_refused);
  EXPECT_NE(unanswered.error().detail.find("3 published ideas"), std::string::npos);
}

TEST(DecideRedesignEdit, IsForOwnersAndAdministratorsUntilTheEnd) {
  for (const S state : all_states)
    for (unsigned bits = 0; bits < 32; ++bits) {
      const auto actor = actor_from(bits);
      const bool may = (actor.is_owner() || actor.is_admin) && state != S::archived && state != S::cancelled;
      EXPECT_EQ(decide_redesign_edit(state, actor).has_value(), may);
    }
}

TEST(CheckSlug, TakesLettersDigitsAndHyphensInside) {
  for (const auto* slug : {"parc", "parc-de-la-gare", "2026-budget", "a1"}) EXPECT_TRUE(check_slug(slug).has_value()) << slug;
  for (const auto* slug : {"", "a", "-parc", "parc-", "parc--gare", "Parc", "parc gare", "été", "a/b", "a.b"}) EXPECT_FALSE(check_slug(slug).has_value()) << slug;
  EXPECT_FALSE(check_slug(std::string(81, 'a')).has_value());
}

TEST(CheckRedesign, WantsATitleInTheFirstLanguage) {
  Redesign redesign;
  redesign.languages = {"fr", "en"};
  redesign.power_level = "involve";
  RedesignTexts texts;
  texts.title = {{"en", "The park"}};
  EXPECT_EQ(check_redesign(redesign, texts).error().field, "title");
  texts.title["fr"] = "Le parc";
  EXPECT_TRUE(check_redesign(redesign, texts).has_value());
  redesign.power_level = "listen";
  EXPECT_EQ(check_redesign(redesign, texts).error().field, "power_level");
  redesign.power_level = "empower";
  redesign.latitude = 50.0;
  EXPECT_EQ(check_redesign(redesign, texts).error().field, "longitude");
}

TEST(ShownState, StandsStillWhereTheClockDoesNotRun) {
  Phase phase;
  phase.state = PhaseState::planned;
  phase.opens_at = Instant{10};
  for (const S state : all_states) {
    const bool runs = state == S::announced || state == S::open || state == S::follow_up;
    EXPECT_EQ(shown_state(state, phase, Instant{20}), runs ? PhaseState::open : PhaseState::planned) << name_of(state);
  }
}

TEST(DecidePhaseEdit, LeavesTheDatesOfAStartedPhaseToTransitions) {
  Phase before;
  before.state = PhaseState::planned;
  before.opens_at = Instant{10};
  before.closes_at = Instant{20};
  Phase after = before;
  after.closes_at = Instant{30};
  EXPECT_TRUE(decide_phase_edit(before, after, Instant{5}).has_value());
  EXPECT_EQ(decide_phase_edit(before, after, Instant{10}).error().reason, Reason::phase_transition_refused);
  after = before;
  after.titles["fr"] = "Idées";
  EXPECT_TRUE(decide_phase_edit(before, after, Instant{15}).has_value());
  after.closes_at = Instant{10};
  EXPECT_EQ(decide_phase_edit(before, after, Instant{5}).error().field, "closes_at");
}

TEST(RedesignTexts, GoToTheirStoredFormAndBack) {
  RedesignTexts texts;
  texts.title = {{"fr", "Le « parc »"}, {"en", "The park"}};
  texts.can_change = {{{"fr", "Les bancs"}}};
  const RedesignTexts again = parse_redesign_texts(stored_json(texts));
  EXPECT_EQ(again.title, texts.title);
  EXPECT_EQ(again.can_change, texts.can_change);
  EXPECT_TRUE(again.fixed_points.empty());
  EXPECT_THROW(parse_redesign_texts("{"), db::DatabaseError);
}

TEST(TextIn, FallsBackToTheOriginal) {
  const TextsByLanguage texts{{"en", "park"}, {"fr", "parc"}};
  EXPECT_EQ(text_in(texts, "en", {"fr", "en"}), "park");
  EXPECT_EQ(text_in(texts, "nl", {"fr", "en"}), "parc");
  EXPECT_EQ(text_in({}, "fr", {"fr"}), "");
}

}  // namespace
}  // namespace palabre::redesigns

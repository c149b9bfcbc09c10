// The rules of the roadmap and of the grid of texts.
#include "planning/roadmap.hpp"
#include "planning/text_grid.hpp"

#include <gtest/gtest.h>

namespace palabre::planning {
namespace {

people::Actor actor_with(std::initializer_list<people::Role> roles) {
  people::Actor actor;
  actor.person = PersonId{3};
  for (const auto role : roles) actor.roles.add(role);
  return actor;
}

const people::Actor owner = actor_with({people::Role::owner});
constexpr auto draft = redesigns::RedesignState::draft;

TEST(DecideRoadmap, IsTheOwnersToWriteAndTheStaffsToRead) {
  const std::map<Question, std::string> answers{{Question::context, "A place."}};
  EXPECT_TRUE(decide_roadmap(draft, owner, {}, answers, "en", {}).has_value());
  for (const auto role : {people::Role::facilitator, people::Role::moderator, people::Role::officer}) {
    EXPECT_EQ(decide_roadmap(draft, actor_with({role}), {}, answers, "en", {}).error().reason, Reason::not_allowed);
    EXPECT_TRUE(decide_roadmap_reading(actor_with({role})).has_value());
  }
  EXPECT_FALSE(decide_roadmap_reading(actor_with({})).has_value());
  EXPECT_EQ(decide_roadmap(redesigns::RedesignState::archived, owner, {}, answers, "en", {}).error().reason, Reason::redesign_not_open);
}

TEST(DecideRoadmap, KeepsWhatIsNotNamedAndTakesAwayWhatIsEmptied) {
  Roadmap before;
  before.answers[Question::aim] = {"fr", "Mieux vivre."};
  before.answers[Question::means] = {"fr", "Dix heures."};
  const auto after = decide_roadmap(draft, owner, before, {{Question::means, ""}, {Question::aim, "Mieux vivre."}, {Question::values, "Together."}}, "en", {});
  ASSERT_TRUE(after.has_value());
  EXPECT_EQ(after->answers.size(), 2U);
  EXPECT_EQ(after->answers.at(Question::aim).language, "fr") << "unchanged words keep their language";
  EXPECT_EQ(after->answers.at(Question::values).language, "en");
}

TEST(DecideRoadmap, RefusesWhatIsTooLongStaleOrNothing) {
  Roadmap before;
  before.answers[Question::aim] = {"fr", "Mieux vivre."};
  before.updated_at = Instant{1000};
  EXPECT_EQ(decide_roadmap(draft, owner, before, {{Question::aim, "Mieux vivre."}}, "fr", {}).error().reason, Reason::nothing_changed);
  EXPECT_EQ(decide_roadmap(draft, owner, before, {{Question::aim, "x"}}, "fr", Instant{999}).error().reason, Reason::stale_version);
  const auto refusal = decide_roadmap(draft, owner, before, {{Question::aim, std::string(answer_chars_max + 1, 'x')}}, "fr", {}).error();
  EXPECT_EQ(refusal.reason, Reason::too_long);
  EXPECT_EQ(refusal.field, "aim");
}

TEST(TextsOf, ListsEveryTextAndCountsWhatIsMissing) {
  redesigns::RedesignTexts texts;
  texts.title = {{"fr", "Le parc"}, {"nl", "Het park"}};
  texts.summary = {{"fr", "Refaire le parc."}};
  texts.can_change = {{{"fr", "Les heures"}, {"nl", "De uren"}}, {{"fr", "Les bancs"}, {"nl", ""}}};
  redesigns::Phase named;
  named.id = PhaseId{12};
  named.titles = {{"fr", "Imaginer"}};
  redesigns::Phase unnamed;
  unnamed.id = PhaseId{13};
  light::Light light;
  light.question = light::Question{QuestionId{1}, {{"fr", "Où ?"}}, {{{{"fr", "Ici"}}, 0}, {{{"fr", "Là"}}, 0}}, 0};
  const auto grid = texts_of(texts, std::vector{named, unnamed}, light);
  const auto states = languages_of(grid, {"fr", "nl"});
  ASSERT_EQ(states.size(), 2U);
  EXPECT_EQ(states[0].needed, 8U) << "title, summary, two points, a phase, a question, two choices";
  EXPECT_EQ(states[0].written, 8U);
  EXPECT_EQ(states[1].written, 2U) << "an empty text is a missing one";
  EXPECT_EQ(grid.front().key, "title");
  EXPECT_EQ(grid.back().key, "choice.1");
}

}  // namespace
}  // namespace palabre::planning

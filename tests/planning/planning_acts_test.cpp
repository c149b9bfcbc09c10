// The acts of preparing a redesign, on a real database.
#include "planning/calendar.hpp"
#include "planning/edit_texts.hpp"
#include "planning/plan_phases.hpp"
#include "planning/roadmap_repo.hpp"
#include "planning/start_redesign.hpp"
#include "planning/write_roadmap.hpp"

#include "db/test_store.hpp"
#include "light/edit_light.hpp"
#include "light/light_repo.hpp"
#include "people/grant_role.hpp"
#include "redesigns/readiness.hpp"
#include "redesigns/redesign_store.hpp"
#include "redesigns/remove_phase.hpp"
#include "redesigns/transition_redesign.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace palabre::planning {
namespace {

using redesigns::PhaseType;
using redesigns::Redesign;
using redesigns::RedesignState;

class PlanningActs : public ::testing::Test {
 protected:
  PlanningActs() {
    store.run([&](db::Tx& tx) {
      people::NewPerson person;
      person.email = "admin@example.org";
      person.name = "Ida";
      person.language = "fr";
      person.is_admin = true;
      const auto saved = people::save_new_person(tx, person);
      admin = people::Actor{saved.id, saved.opaque_id, {}, false, true};
    });
  }

  StartRedesign start(const std::string& slug) const { return {slug, *start_of_day("2027-01-15"), {"fr", "nl"}, {}, false}; }
  Redesign from_template(const std::string& slug = "jardins") {
    return store.run([&](db::Tx& tx) { return start_from_template(tx, admin, *find_template("allotments"), start(slug)).value(); });
  }
  std::vector<redesigns::Phase> phases(const Redesign& redesign) {
    return store.run([&](db::Tx& tx) { return redesigns::load_phases(tx, redesign.id); });
  }
  std::int64_t count(const std::string& sql) {
    return store.run([&](db::Tx& tx) {
      auto rows = tx.rows(sql);
      rows.next();
      return rows.integer(0);
    });
  }

  tests::TestStore store;
  people::Actor admin;
};

TEST_F(PlanningActs, StartADraftFromEveryTemplateThatLacksNothingForItsAnnouncement) {
  for (const Template& one : templates()) {
    const auto made = store.run([&](db::Tx& tx) { return start_from_template(tx, admin, one, start(one.name)).value(); });
    EXPECT_EQ(made.state, RedesignState::draft);
    EXPECT_EQ(made.languages, (std::vector<std::string>{"fr", "nl"}));
    EXPECT_EQ(redesigns::parse_redesign_texts(made.texts_json).title.size(), 2U) << one.name;
    const auto list = phases(made);
    ASSERT_EQ(list.size(), one.phases.size()) << one.name;
    EXPECT_EQ(day_here(*list.front().opens_at), "2027-01-15") << one.name;
    store.run([&](db::Tx& tx) {
      EXPECT_TRUE(redesigns::decide_announcement(redesigns::load_redesign_facts(tx, made)).has_value()) << one.name;
      EXPECT_FALSE(load_roadmap(tx, made.id).answers.at(Question::obstacles).text.empty()) << one.name;
    });
  }
}

TEST_F(PlanningActs, RefuseALanguageTheTemplateLacksAndAnAddressThatIsTaken) {
  from_template();
  store.run([&](db::Tx& tx) {
    EXPECT_EQ(start_from_template(tx, admin, *find_template("allotments"), start("jardins")).error().reason, Reason::slug_taken);
    auto other = start("autre");
    other.languages = {"it"};
    EXPECT_EQ(start_from_template(tx, admin, *find_template("allotments"), other).error().field, "languages");
    people::Actor stranger = admin;
    stranger.is_admin = false;
    EXPECT_EQ(start_from_template(tx, stranger, *find_template("allotments"), start("autre")).error().reason, Reason::not_allowed);
  });
}

TEST_F(PlanningActs, CopyTextsPhasesAndRolesButNothingPeopleGave) {
  const Redesign first = from_template();
  store.run([&](db::Tx& tx) {
    people::NewPerson person;
    person.name = "Mo";
    person.language = "fr";
    person.email = "mo@example.org";
    const auto mo = people::save_new_person(tx, person);
    people::grant_role(tx, admin, {first.id, mo.id, people::Role::moderator}).value();
    write_roadmap(tx, admin, first, {{{Question::context, "Une ville."}}, "fr", {}}).value();
  });
  auto wanted = start("copie");
  wanted.starts_on = *start_of_day("2028-02-01");
  wanted.title = "Nos jardins";
  wanted.with_roles = true;
  const auto copy = store.run([&](db::Tx& tx) { return start_from_copy(tx, admin, first, wanted).value(); });
  EXPECT_EQ(copy.state, RedesignState::draft);
  EXPECT_EQ(redesigns::parse_redesign_texts(copy.texts_json).title, (redesigns::TextsByLanguage{{"fr", "Nos jardins"}})) << "no translation of another title";
  EXPECT_EQ(phases(copy).size(), phases(first).size());
  EXPECT_EQ(day_here(*phases(copy).front().opens_at), "2028-02-01");
  store.run([&](db::Tx& tx) {
    EXPECT_EQ(load_roadmap(tx, copy.id).answers.at(Question::context).text, "Une ville.");
    EXPECT_EQ(people::count_role_holders(tx, copy.id, people::Role::moderator), 1);
  });
  EXPECT_EQ(count("SELECT COUNT(*) FROM idea"), 0);
}

TEST_F(PlanningActs, SaveATimelineWholeOrNotAtAll) {
  const Redesign made = from_template();
  const auto before = phases(made);
  const auto events = count("SELECT COUNT(*) FROM event");
  std::vector<PlanRow> rows;
  for (auto at = before.rbegin(); at != before.rend(); ++at) rows.push_back({at->id, at->type, at->stage, {}, at->opens_at, at->closes_at});
  rows.pop_back();                                                    // the first phase goes
  rows.push_back({{}, PhaseType::hackathon, {}, redesigns::TextsByLanguage{{"fr", "Un week-end"}}, start_of_day("2027-06-05"), end_of_day("2027-06-06")});
  store.run([&](db::Tx& tx) { plan_phases(tx, admin, made, rows).value(); });
  const auto after = phases(made);
  ASSERT_EQ(after.size(), before.size());
  EXPECT_EQ(after.front().id, before.back().id) << "the order of the rows is the order of the phases";
  EXPECT_EQ(after.back().titles.at("fr"), "Un week-end");
  EXPECT_GT(count("SELECT COUNT(*) FROM event WHERE type = 'phase.removed'"), 0);
  EXPECT_GT(count("SELECT COUNT(*) FROM event"), events);
  rows.back().closes_at = start_of_day("2027-06-01");
  db::Tx& tx = store.begin();
  const auto refused = plan_phases(tx, admin, made, rows);
  EXPECT_EQ(refused.error().field, "phases." + std::to_string(rows.size() - 1) + ".closes_at");
  store.roll_back();
}

TEST_F(PlanningActs, ChangeNothingWhenTheTimelineIsAsItWas) {
  const Redesign made = from_template();
  std::vector<PlanRow> rows;
  for (const auto& phase : phases(made)) rows.push_back({phase.id, phase.type, phase.stage, {}, phase.opens_at, phase.closes_at});
  store.run([&](db::Tx& tx) { EXPECT_EQ(plan_phases(tx, admin, made, rows).error().reason, Reason::nothing_changed); });
}

TEST_F(PlanningActs, TakeNoPhaseOutThatHoldsIdeas) {
  const Redesign made = from_template();
  const auto phase = phases(made).front();
  store.run([&](db::Tx& tx) {
    tx.run("INSERT INTO idea (redesign_id, phase_id, author_id, language, title, body, state, version, created_at, updated_at) VALUES ($1, $2, $3, 'fr', 'Un banc', 'Un banc ici.', 'published', 1, 0, 0)",
           made.id, phase.id, admin.person);
    EXPECT_EQ(redesigns::remove_phase(tx, admin, phase).error().reason, Reason::phase_transition_refused);
  });
}

TEST_F(PlanningActs, WriteTextsOfEveryKindInOneLanguage) {
  Redesign made = from_template();
  store.run([&](db::Tx& tx) {
    light::EditLight light{true, light::Question{{}, {{"fr", "Où ?"}}, {{{{"fr", "Ici"}}, 0}, {{{"fr", "Là"}}, 0}}, 0}, false};
    light::edit_light(tx, admin, made, light).value();
    made = add_language(tx, admin, made, "it").value();
    const EditTexts edit{"it", {{"title", "Orti per tutti"}, {"can_change.1", "Chi riceve un orto"}, {"question", "Dove?"}, {"choice.0", "Qui"}}, made.updated_at};
    made = edit_texts(tx, admin, made, edit).value();
    const auto texts = redesigns::parse_redesign_texts(made.texts_json);
    EXPECT_EQ(texts.title.at("it"), "Orti per tutti");
    EXPECT_EQ(texts.can_change[1].at("it"), "Chi riceve un orto");
    EXPECT_TRUE(texts.can_change[0].contains("nl")) << "other languages stay";
    EXPECT_EQ(light::load_light(tx, made.id).question->choices[0].texts.at("it"), "Qui");
    EXPECT_EQ(edit_texts(tx, admin, made, edit).error().reason, Reason::nothing_changed);
  });
}

TEST_F(PlanningActs, RefuseTextsThatCannotBe) {
  const Redesign made = from_template();
  db::Tx& tx = store.begin();
  const auto reason_of = [&](const EditTexts& edit) { return edit_texts(tx, admin, made, edit).error(); };
  EXPECT_EQ(reason_of({"de", {{"title", "Gärten"}}, {}}).field, "language");
  EXPECT_EQ(reason_of({"fr", {{"title", ""}}, {}}).reason, Reason::missing_field);
  EXPECT_EQ(reason_of({"fr", {{"can_change.9", "x"}}, {}}).reason, Reason::not_found);
  EXPECT_EQ(reason_of({"fr", {{"title", std::string(301, 'x')}}, {}}).reason, Reason::too_long);
  EXPECT_EQ(reason_of({"fr", {{"title", "x"}}, Instant{1}}).reason, Reason::stale_version);
  EXPECT_EQ(add_language(tx, admin, made, "nl").error().reason, Reason::already_exists);
  EXPECT_EQ(add_language(tx, admin, made, "NL").error().reason, Reason::bad_field);
  EXPECT_EQ(remove_language(tx, admin, made, "fr").error().reason, Reason::bad_field);
  EXPECT_EQ(remove_language(tx, admin, made, "de").error().reason, Reason::not_found);
  store.roll_back();
}

TEST_F(PlanningActs, RemoveALanguageWithAllItsWords) {
  Redesign made = from_template();
  store.run([&](db::Tx& tx) { made = remove_language(tx, admin, made, "nl").value(); });
  EXPECT_EQ(made.languages, std::vector<std::string>{"fr"});
  EXPECT_EQ(made.texts_json.find("\"nl\""), std::string::npos);
}

}  // namespace
}  // namespace palabre::planning

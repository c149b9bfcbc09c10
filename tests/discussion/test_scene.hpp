// One redesign with an open phase, an idea and people in each role, in a fresh database; and a recount of every derived number.
// Used by the store tests of discussion, moderation, followup and pictures.
#pragma once
#include "base/reason_of.hpp"
#include "db/test_store.hpp"
#include "ideas/idea_repo.hpp"
#include "people/actor.hpp"
#include "redesigns/redesign_repo.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace palabre::tests {

class Scene : public ::testing::Test {
 protected:
  Scene() {
    tx_ = &store.begin();
    tx_->run("INSERT INTO organisation (id, kind, names) VALUES (1, 'public_authority', $1)", R"({"fr":"Ville","en":"City"})");
    for (int id = 1; id <= 8; ++id) {
      const std::string opaque = "p" + std::to_string(id);
      tx_->run("INSERT INTO person (id, opaque_id, name, language, created_at) VALUES ($1, $2, $3, 'fr', 1)", id, opaque, "Person " + opaque);
    }
    tx_->run(
        "INSERT INTO redesign (id, slug, state, organisation_id, languages, texts, power_level, answer_days, created_at, updated_at) "
        "VALUES (1, 'lipowe', 'open', 1, '[\"fr\",\"en\"]', '{}', 'collaborate', 30, 1, 1)");
    tx_->run(
        "INSERT INTO phase (id, redesign_id, position, type, stage, titles, state, created_at) "
        "VALUES (1, 1, 1, 'ideas', 'co-design', '{}', 'open', 1)");
    store.let_ids_follow({"organisation", "person", "redesign", "phase"});
    give_role(moderator, "moderator");
    give_role(officer, "officer");
    give_role(owner, "owner");
    idea = add_idea(author, ideas::IdeaState::published);
  }

  ~Scene() override {
    expect_recount();
    store.roll_back();
  }

  db::Tx& tx() { return *tx_; }

  /// Commits and begins anew, so that now() follows the clock.
  void pass_ms(std::int64_t ms) {
    store.commit();
    store.clock.advance_ms(ms);
    tx_ = &store.begin();
  }

  void give_role(PersonId person, std::string_view role) {
    tx().run("INSERT INTO role (redesign_id, person_id, role, granted_at) VALUES (1, $1, $2, 1)", person, role);
  }

  IdeaId add_idea(PersonId by, ideas::IdeaState state) {
    ideas::NewIdea wanted;
    wanted.idea.redesign = redesign;
    wanted.idea.phase = PhaseId{1};
    wanted.idea.author = by;
    wanted.idea.state = state;
    wanted.idea.language = "fr";
    wanted.idea.title = "Des bancs partout";
    wanted.idea.body = "Un banc tous les deux cents pas.";
    wanted.idea.created_at = wanted.idea.updated_at = tx().now();
    return ideas::insert_idea(tx(), wanted);
  }

  people::Actor actor(PersonId person) {
    people::Actor who;
    who.person = person;
    who.opaque_id = "p" + person.text();
    who.roles = people::load_roles(tx(), redesign, person);
    return who;
  }

  void set_idea_state(IdeaId id, ideas::IdeaState state) {
    ideas::StateMove move;
    move.to = state;
    move.actor = "clock";
    move.actor_role = "clock";
    ideas::move_idea(tx(), ideas::find_idea(tx(), id).value(), move);
  }

  std::int64_t number(std::string_view sql) {
    auto rows = tx().rows(sql);
    EXPECT_TRUE(rows.next());
    return rows.integer(0);
  }
  std::string word(std::string_view sql) {
    auto rows = tx().rows(sql);
    return rows.next() ? rows.text(0) : std::string("(no row)");
  }
  std::int64_t found(std::string_view text) {
    db::SearchQuery query;
    query.text = text;
    return static_cast<std::int64_t>(tx().search(query).size());
  }
  ideas::Idea the_idea() { return ideas::find_idea(tx(), idea).value(); }
  redesigns::Redesign the_redesign() { return redesigns::find_redesign(tx(), redesign).value(); }
  std::string last_event() { return word("SELECT type || ' ' || payload FROM event ORDER BY seq DESC LIMIT 1"); }

  /// Every derived number and the search index against the rows they are derived from.
  void expect_recount() {
    EXPECT_EQ(number("SELECT count(*) FROM idea i WHERE i.comments <> "
                     "(SELECT count(*) FROM comment c WHERE c.idea_id = i.id AND c.state = 'published')"),
              0);
    const std::string listed =
        "i.state IN ('published','shortlisted','under_review','on_ballot','accepted','not_selected','deferred','declined')";
    EXPECT_EQ(number("SELECT ideas FROM redesign"), number("SELECT count(*) FROM idea i WHERE " + listed));
    EXPECT_EQ(number("SELECT comments FROM redesign"),
              number("SELECT count(*) FROM comment c JOIN idea i ON i.id = c.idea_id WHERE c.state = 'published' AND " + listed));
    EXPECT_EQ(number("SELECT answers FROM redesign"),
              number("SELECT count(DISTINCT a.idea_id) FROM answer a JOIN idea i ON i.id = a.idea_id WHERE " + listed));
    EXPECT_EQ(number("SELECT count(*) FROM search_entry WHERE kind = 2"),
              number("SELECT count(*) FROM comment c JOIN idea i ON i.id = c.idea_id WHERE c.state = 'published' AND " + listed));
    EXPECT_EQ(number("SELECT count(*) FROM comment c WHERE c.body <> "
                     "(SELECT v.body FROM comment_version v WHERE v.comment_id = c.id AND v.version = c.version)"),
              0);
  }

  TestStore store;
  PersonId author{1}, reader{2}, moderator{3}, officer{4}, owner{5}, stranger{6};
  RedesignId redesign{1};
  IdeaId idea;

 private:
  db::Tx* tx_ = nullptr;
};

}  // namespace palabre::tests

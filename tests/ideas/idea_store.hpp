// A small town's redesign on a real database, with its people, for the tests of ideas; after each test every count is recounted.
#pragma once
#include "db/event_log.hpp"
#include "db/test_store.hpp"
#include "ideas/change_idea_state.hpp"
#include "ideas/idea_repo.hpp"
#include "ideas/propose_idea.hpp"
#include "ideas/support_idea.hpp"
#include "redesigns/redesign_repo.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace palabre::ideas {

/// Every derived number and the search index, computed again from the rows. Each difference is a failure of the test.
inline void expect_true_counts(db::Tx& tx) {
  const auto expect_none = [&](std::string_view what, std::string_view sql) {
    auto rows = tx.rows(sql);
    while (rows.next()) ADD_FAILURE() << what << " differs at id " << rows.integer(0);
  };
  const std::string listed = "('published','shortlisted','under_review','on_ballot','accepted','not_selected','deferred','declined')";
  expect_none("idea.supports", "SELECT id FROM idea i WHERE supports <> (SELECT COUNT(*) FROM idea_support s WHERE s.idea_id = i.id)");
  expect_none("idea.comments",
              "SELECT id FROM idea i WHERE comments <> (SELECT COUNT(*) FROM comment c WHERE c.idea_id = i.id AND c.state = 'published')");
  expect_none("redesign.ideas", "SELECT id FROM redesign r WHERE ideas <> (SELECT COUNT(*) FROM idea i WHERE i.redesign_id = r.id AND i.state IN " + listed + ")");
  expect_none("redesign.supports", "SELECT id FROM redesign r WHERE supports <> (SELECT COUNT(*) FROM idea_support s JOIN idea i ON i.id = s.idea_id "
                                   "WHERE i.redesign_id = r.id AND i.state IN " + listed + ")");
  expect_none("redesign.comments", "SELECT id FROM redesign r WHERE comments <> (SELECT COUNT(*) FROM comment c JOIN idea i ON i.id = c.idea_id "
                                   "WHERE i.redesign_id = r.id AND c.state = 'published' AND i.state IN " + listed + ")");
  expect_none("redesign.answers", "SELECT id FROM redesign r WHERE answers <> (SELECT COUNT(*) FROM idea i WHERE i.redesign_id = r.id AND i.state IN " + listed +
                                  " AND EXISTS (SELECT 1 FROM answer a WHERE a.idea_id = i.id))");
  expect_none("an idea's place in the index", "SELECT id FROM idea i WHERE (i.state IN " + listed +
              ") <> EXISTS (SELECT 1 FROM search_entry e WHERE e.kind = 1 AND e.target_id = i.id)");
  expect_none("a comment's place in the index", "SELECT c.id FROM comment c JOIN idea i ON i.id = c.idea_id WHERE (c.state = 'published' AND i.state IN " + listed +
              ") <> EXISTS (SELECT 1 FROM search_entry e WHERE e.kind = 2 AND e.target_id = c.id)");
  db::check_chain(tx, [](const std::string& fault) { ADD_FAILURE() << fault; });
}

class IdeaStore : public ::testing::Test {
 protected:
  IdeaStore() {
    store.run([&](db::Tx& tx) {
      redesign = insert_redesign(tx, "bus", "open");
      insert_phase(tx, redesign, "ideas", test_start.plus_ms(-ms_per_day), test_start.plus_ms(10 * ms_per_day));
    });
    ana = add_person("Ana");
    ben = add_person("Ben");
    cleo = add_person("Cleo");
    moderator = add_person("Mo", people::Role::moderator);
    officer = add_person("Olga", people::Role::officer);
    owner = add_person("Oscar", people::Role::owner);
    association = add_person("Cyclists");
    association.is_organisation = true;
  }

  void TearDown() override { store.run([](db::Tx& tx) { expect_true_counts(tx); }); }

  static RedesignId insert_redesign(db::Tx& tx, const std::string& slug, const std::string& state) {
    auto row = tx.rows("INSERT INTO redesign (slug, state, languages, texts, power_level, created_at, updated_at) "
                       "VALUES ($1, $2, '[\"fr\",\"en\"]', '{}', 'collaborate', $3, $3) RETURNING id", slug, state, tx.now());
    row.next();
    return row.id<RedesignId>(0);
  }

  static void insert_phase(db::Tx& tx, RedesignId where, const std::string& type, Instant opens_at, Instant closes_at) {
    tx.run("INSERT INTO phase (redesign_id, position, type, stage, titles, state, opens_at, closes_at, created_at) "
           "VALUES ($1, 1, $2, 'co-design', '{\"fr\":\"Idées\"}', 'planned', $3, $4, $5)", where, type, opens_at, closes_at, tx.now());
  }

  people::Actor add_person(const std::string& name, std::optional<people::Role> role = {}, bool can_sign_in = true) {
    return store.run([&](db::Tx& tx) {
      people::Actor actor;
      actor.opaque_id = "opaque-" + name;
      const auto hash = can_sign_in ? std::optional<std::string>("hash") : std::nullopt;
      {
        auto row = tx.rows("INSERT INTO person (opaque_id, name, language, password_hash, created_at) VALUES ($1, $2, 'fr', $3, $4) RETURNING id",
                           actor.opaque_id, name, hash, tx.now());
        row.next();
        actor.person = row.id<PersonId>(0);
      }
      if (role) {
        actor.roles.add(*role);
        tx.run("INSERT INTO role (redesign_id, person_id, role, granted_at) VALUES ($1, $2, $3, $4)", redesign, actor.person, people::role_name(*role), tx.now());
      }
      return actor;
    });
  }

  /// Runs an act as the gate does: committed when it succeeds, rolled back when it is refused.
  template <class F>
  auto act(F&& run) {
    db::Tx& tx = store.begin();
    auto result = run(tx);
    if (result) store.commit();
    else store.roll_back();
    return result;
  }

  static IdeaText text(const std::string& title) { return {title, "A minibus that comes when one calls it.", "en", {"Mobility"}, {}}; }

  IdeaId propose(const people::Actor& actor, const std::string& title) {
    const auto proposed = act([&](db::Tx& tx) { return propose_idea(tx, actor, {redesign, text(title), {}}, store.limits); });
    EXPECT_TRUE(proposed) << (proposed ? "" : proposed.error().detail);
    return proposed ? proposed->id : IdeaId{};
  }

  Result<SupportCount> support(const people::Actor& actor, IdeaId id) {
    return act([&](db::Tx& tx) { return support_idea(tx, actor, id); });
  }
  Result<SupportCount> unsupport(const people::Actor& actor, IdeaId id) {
    return act([&](db::Tx& tx) { return unsupport_idea(tx, actor, id); });
  }
  Result<std::int64_t> change(const people::Actor& actor, IdeaId id, IdeaState to) {
    return act([&](db::Tx& tx) { return change_idea_state(tx, actor, {id, to, "It has grown a team and support.", ""}, store.limits); });
  }
  /// As moderation and followup do: through the one way a state changes.
  void move(IdeaId id, IdeaState to) {
    store.run([&](db::Tx& tx) { move_idea(tx, *find_idea(tx, id), {to, moderator.person, moderator.opaque_id, "moderator", "A reason.", "", {}}); });
  }
  void add_comment(IdeaId id, const std::string& body) {
    store.run([&](db::Tx& tx) {
      const auto idea = *find_idea(tx, id);
      CommentId comment;
      {
        auto row = tx.rows("INSERT INTO comment (idea_id, author_id, stance, language, body, version, state, created_at) "
                           "VALUES ($1, $2, 'for', 'en', $3, 1, 'published', $4) RETURNING id", id, ben.person, body, tx.now());
        row.next();
        comment = row.id<CommentId>(0);
      }
      add_to_comment_count(tx, idea, 1);
      tx.save_search_entry({db::SearchKind::comment, comment.value, idea.redesign, id, "", body});
    });
  }
  void add_answer(IdeaId id) {
    store.run([&](db::Tx& tx) {
      tx.run("INSERT INTO answer (idea_id, person_id, kind, created_at) VALUES ($1, $2, 'in_study', $3)", id, officer.person, tx.now());
      add_to_answer_count(tx, *find_idea(tx, id), 1);
    });
  }
  Idea load(IdeaId id) {
    return store.run([&](db::Tx& tx) { return *find_idea(tx, id); });
  }
  redesigns::Redesign load_redesign() {
    return store.run([&](db::Tx& tx) { return *redesigns::find_redesign(tx, redesign); });
  }
  std::int64_t newest_seq() {
    return store.run([](db::Tx& tx) { return db::last_seq(tx); });
  }
  /// The newest event, as "type payload".
  std::string newest_event() {
    return store.run([](db::Tx& tx) {
      auto row = tx.rows("SELECT type, payload FROM event ORDER BY seq DESC LIMIT 1");
      return row.next() ? row.text(0) + " " + row.text(1) : std::string();
    });
  }

  static constexpr Instant test_start = tests::test_start;
  tests::TestStore store;
  RedesignId redesign;
  people::Actor ana, ben, cleo, moderator, officer, owner, association;
};

}  // namespace palabre::ideas

// The check finds each kind of tampering, and names the row.
#include "transfer/check_all.hpp"

#include "tampering.hpp"
#include "transfer_test_support.hpp"

namespace palabre::transfer {
namespace {

using tests::TestStore;

const std::string first_idea = "(SELECT id FROM idea WHERE source_key = 'demo:valdolce-bien-grandir:i01')";
const std::string first_redesign = "(SELECT id FROM redesign WHERE slug = 'valdolce-bien-grandir')";

std::vector<Tampering> tamperings() {
  return {
      {"a support that nobody gave", {"UPDATE idea SET supports = supports + 1 WHERE id = " + first_idea}, "supports is stored as 1"},
      {"a support that is not counted",
       {"INSERT INTO idea_support (idea_id, person_id, created_at) SELECT " + first_idea + ", MIN(id), 1 FROM person"},
       "the rows say 1"},
      {"an imported support", {"UPDATE imported_count SET count = count + 5 WHERE target_id = " + first_idea}, "imported_supports"},
      {"a comment more", {"UPDATE idea SET comments = comments + 1 WHERE id = " + first_idea}, ": comments is stored"},
      {"the ideas of a redesign", {"UPDATE redesign SET ideas = 99 WHERE id = " + first_redesign}, "ideas is stored as 99"},
      {"the answers of a redesign", {"UPDATE redesign SET answers = 0 WHERE id = " + first_redesign}, "answers is stored as 0"},
      {"a state without a reason", {"UPDATE idea SET state = 'accepted' WHERE id = " + first_idea}, "is accepted, its history ends with on_ballot"},
      {"a step taken out of a history",
       {"DELETE FROM idea_history WHERE to_state = 'submitted' AND idea_id = " + first_idea}, "its history has a gap"},
      {"a phase's state", {"UPDATE phase SET state = 'planned' WHERE source_key = 'demo:valdolce-bien-grandir:p1'"}, "its history ends with results_published"},
      {"a redesign's state", {"UPDATE redesign SET state = 'archived' WHERE id = " + first_redesign}, "is archived"},
      {"the text that is shown", {"UPDATE idea SET body = 'autre chose' WHERE id = " + first_idea}, "shows another text"},
      {"a version taken out", {"DELETE FROM idea_version WHERE version = 1 AND idea_id = " + first_idea}, "its versions are not 1, 2, 3"},
      {"a version too many", {"UPDATE comment SET version = 3 WHERE id = (SELECT MIN(id) FROM comment)"}, "its versions are not 1, 2, 3"},
      {"an altered version", {"DROP TRIGGER idea_version_is_append_only", "UPDATE idea_version SET body = 'x' WHERE idea_id = " + first_idea}, "shows another text"},
      {"a comment's text", {"UPDATE comment SET body = 'y' WHERE id = (SELECT MIN(id) FROM comment)"}, "shows another text"},
      {"an idea that cannot be found", {"DELETE FROM search_entry WHERE kind = 1 AND target_id = " + first_idea}, "the search index does not hold it"},
      {"a hidden comment that can be found",
       {"UPDATE search_entry SET target_id = (SELECT MIN(id) FROM comment WHERE state = 'hidden') WHERE id = (SELECT MAX(id) FROM search_entry WHERE kind = 2)"},
       "stands in the search index and is not public"},
      {"a comment shown again in silence",
       {"DELETE FROM hiding"}, "is hidden without a reason in force"},
      {"two answers in force",
       {"INSERT INTO answer (idea_id, person_id, kind, created_at) SELECT idea_id, person_id, 'in_study', 5 FROM answer LIMIT 1"}, "more than one answer in force"},
      {"an answer without words", {"DELETE FROM answer_text WHERE answer_id = (SELECT MIN(id) FROM answer)"}, "has no text"},
      {"an event that was changed", {"DROP TRIGGER event_is_append_only", "UPDATE event SET payload = '{}' WHERE seq = 2"}, "event 2: its content was changed"},
      {"an event that is gone", {"DROP TRIGGER event_is_kept", "DELETE FROM event WHERE seq = 2"}, "event 3: expected number 2"},
      {"a reason for a comment that is not there",
       {"UPDATE hiding SET target_id = 99999"}, "hiding: names comment 99999, which is not there"},
      {"an author who is gone",
       {"UPDATE comment SET author_id = 99999 WHERE id = (SELECT MIN(id) FROM comment)"}, "author_id names person 99999, which is not there"},
      {"a picture beside a date that moved",
       {"DROP TRIGGER picture_shows_news_or_delivery",
        "INSERT INTO picture (person_id, entry_id, position, state, description, language, created_at) SELECT MIN(p.id), (SELECT MIN(id) FROM commitment_history WHERE "
        "act = 'created'), 1, 'removed', 'x', 'fr', 1 FROM person p"},
       "is neither news nor a delivery"},
      {"a picture of news without its bytes",
       {"INSERT INTO picture (person_id, entry_id, position, state, description, language, created_at) SELECT person_id, id, 1, 'kept', 'x', 'fr', 1 FROM "
        "commitment_history WHERE to_state = 'delivered' AND act = 'moved' AND person_id IS NOT NULL AND texts <> '{}' LIMIT 1"},
       "is kept and has 0 sizes"},
      {"a reply under another idea",
       {"UPDATE comment SET parent_id = (SELECT MIN(id) FROM comment) WHERE id = (SELECT MAX(id) FROM comment)"}, "answers a comment of another idea"},
  };
}

TEST(Check, FindsEachKindOfTampering) {
  TestStore store;
  import_demos(store);
  for (const auto& tampering : tamperings()) {
    store.run([](db::Tx& tx) { EXPECT_EQ(joined(check_all(tx)), ""); });
    expect_found(store, tampering);
  }
}

TEST(Check, TakesNoOffenceAtAChangedPowerLevel) {
  TestStore store;
  import_demos(store);
  store.run([](db::Tx& tx) {
    tx.run("INSERT INTO redesign_history (redesign_id, from_state, to_state, at, reason) SELECT id, 'consult', 'involve', 5, 'more' FROM redesign");
    EXPECT_EQ(joined(check_all(tx)), "");
  });
}

TEST(Check, SaysNothingOfAnEmptyHouse) {
  TestStore store;
  store.run([](db::Tx& tx) { EXPECT_TRUE(check_all(tx).empty()); });
}

}  // namespace
}  // namespace palabre::transfer

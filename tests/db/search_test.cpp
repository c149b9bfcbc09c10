// Search gives the same answers on every engine: the store the tests run on against one in a SQLite file.
#include "db/random_texts.hpp"
#include "db/test_store.hpp"

#include <gtest/gtest.h>

namespace palabre::db {

bool operator==(const SearchHit& a, const SearchHit& b) {
  return a.kind == b.kind && a.id == b.id && a.redesign == b.redesign && a.idea == b.idea && a.title == b.title && a.excerpt == b.excerpt;
}

void PrintTo(const SearchHit& hit, std::ostream* out) {
  *out << (hit.kind == SearchKind::idea ? "idea " : "comment ") << hit.id << " [" << hit.title << "] " << hit.excerpt;
}

namespace {

struct Entry {
  SearchKind kind;
  std::int64_t id;
  std::int64_t redesign;
  std::int64_t idea;
  std::string title;
  std::string body;
};

const std::vector<Entry> examples{
    {SearchKind::idea, 1, 1, 1, "Des garages à vélo près de la gare", "Les vélos dorment dehors, œuvre du hasard."},
    {SearchKind::comment, 1, 1, 1, "", "Mon vélo a rouillé : un abri, vite !"},
    {SearchKind::idea, 2, 1, 2, "Une piste pour le vélo", "Relier la gare à l’école, sans danger."},
    {SearchKind::idea, 3, 2, 3, "Ouvrir les données publiques", "Élèves et chercheurs en profitent."},
    {SearchKind::comment, 7, 1, 2, "", "Pensez au vélo cargo."},
    {SearchKind::idea, 4, 2, 4, "Mehr Grün für die Straße", "Grüße aus der GRÜNSTRASSE: Bäume, Bänke, 42% weniger Lärm."},
    {SearchKind::idea, 5, 2, 5, "Bus op aanvraag", "Een e-mail of één belletje en de bus komt. Naïef? Nee."},
    {SearchKind::comment, 8, 2, 5, "", "Łódź zrobiło to samo; 日本 też. 😀"},
    {SearchKind::idea, 6, 1, 6, "Stops", "It **must** stop at the [lighthouse](https://x.example/y).\n\n- and wait"},
    {SearchKind::idea, 9, 1, 9, "", ""},
};

const std::vector<std::string> queries{
    "velo", "vélo", "VELO", "Vélo gare", "gare", "gar", "ELEVES", "données publi", "données vélo", "l’école", "l'école", "œuvre", "oeuvre", "grun", "strasse",
    "straße", "42", "42%", "e-mail", "email", "łódź", "lodz", "日本", "😀", "lighthouse", "x.example", "«vélo»", "un abri vite", "une station de velo près de la gare",
    "\"", "'", "velo*", "velo OR gare", "NEAR(velo gare)", "title:velo", "-velo", "(((", "velo AND", "^velo", "{a b}:c", "a\"b\"c", "'; DROP TABLE idea; --",
    "\\", "%", "_", "⁇", "’", "& | ! <->", "velo:*", "a", "la", "de la", "", "   "};

class SearchOnBoth : public testing::Test {
 protected:
  SearchOnBoth() : reference_(open_database("sqlite:" + (folder_.path() / "reference.db").string())) {
    reference_->migrate(palabre::tests::schema_root());
    connection_ = reference_->connect(Mode::write);
    connection_->begin_write();
  }
  ~SearchOnBoth() override {
    connection_->roll_back();
    store_.roll_back();
  }

  void save(const Entry& entry) {
    const SearchEntry row{entry.kind, entry.id, RedesignId{entry.redesign}, IdeaId{entry.idea}, entry.title, entry.body};
    connection_->tx().save_search_entry(row);
    tx_.save_search_entry(row);
  }
  void remove(SearchKind kind, std::int64_t id) {
    connection_->tx().remove_search_entry(kind, id);
    tx_.remove_search_entry(kind, id);
  }
  /// What both answer; how many things they found.
  std::size_t compare(const SearchQuery& query) {
    const auto expected = connection_->tx().search(query);
    EXPECT_EQ(tx_.search(query), expected) << query.text << (query.wants_any_word ? " (any)" : "");
    return expected.size();
  }

 private:
  palabre::tests::TempFolder folder_;
  std::unique_ptr<Driver> reference_;
  std::unique_ptr<Connection> connection_;
  palabre::tests::TestStore store_;
  Tx& tx_ = store_.begin();
};

TEST_F(SearchOnBoth, FindsTheSameExamples) {
  for (const auto& entry : examples) save(entry);
  std::size_t found = 0;
  for (const auto& text : queries) {
    found += compare({.text = text});
    compare({.text = text, .wants_any_word = true});
    compare({.text = text, .redesign = RedesignId{2}});
    compare({.text = text, .kind = SearchKind::comment});
  }
  EXPECT_GT(found, 30U);
}

TEST_F(SearchOnBoth, FollowsWhatChangesAndForgetsWhatGoes) {
  for (const auto& entry : examples) save(entry);
  save({SearchKind::idea, 1, 1, 1, "Une voie cyclable", "Sans danger."});
  remove(SearchKind::comment, 7);
  remove(SearchKind::comment, 999);
  EXPECT_EQ(compare({.text = "garages"}), 0U);
  EXPECT_EQ(compare({.text = "cyclable"}), 1U);
  EXPECT_EQ(compare({.text = "cargo"}), 0U);
  compare({.text = "velo gare danger", .wants_any_word = true});
}

TEST_F(SearchOnBoth, RanksAndCutsTheSameAmongManyTexts) {
  palabre::tests::RandomTexts texts;
  for (std::int64_t id = 1; id <= 300; ++id) {
    save({id % 3 == 0 ? SearchKind::comment : SearchKind::idea, id, 1 + id % 2, id, id % 3 == 0 ? "" : texts.text(8), texts.text(120)});
  }
  std::size_t found = 0;
  for (int i = 0; i < 40; ++i) {
    const std::string typed = texts.query();
    found += compare({.text = typed, .limit = 400});
    compare({.text = typed, .limit = 400, .wants_any_word = true});
    compare({.text = typed, .redesign = RedesignId{2}, .limit = 10, .offset = 10});
  }
  EXPECT_GT(found, 1000U);
}

TEST_F(SearchOnBoth, PagesWithoutGapsWhereMoreIsFoundThanIsRanked) {
  for (std::int64_t id = 1; id <= 700; ++id) save({SearchKind::idea, id, 1, id, "Abri " + std::to_string(id), "Un abri de plus."});
  for (std::size_t offset = 0; offset < 500; offset += 100) {
    EXPECT_EQ(compare({.text = "abri", .limit = 100, .offset = offset}), 100U);
  }
  EXPECT_EQ(compare({.text = "abri", .limit = 100, .offset = 650}), 50U);
  EXPECT_EQ(compare({.text = "abri", .limit = 100, .offset = 700}), 0U);
}

TEST_F(SearchOnBoth, TakesAVeryLongText) {
  std::string body;
  for (int i = 0; i < 30'000; ++i) body += "mot" + std::to_string(i % 9000) + ' ';
  save({SearchKind::idea, 1, 1, 1, std::string(3000, 'x'), body + "lanterne"});
  EXPECT_EQ(compare({.text = "lanterne"}), 1U);
  EXPECT_EQ(compare({.text = "mot8999"}), 1U);
}

}  // namespace
}  // namespace palabre::db

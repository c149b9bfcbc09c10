// Lists: every order pages through every idea once, filters narrow, the random order is stable while ideas arrive.
#include "ideas/idea_list.hpp"
#include "ideas/idea_store.hpp"

namespace palabre::ideas {
namespace {

class IdeaLists : public IdeaStore {
 protected:
  void SetUp() override {
    for (int i = 0; i < 11; ++i) {
      store.clock.advance_ms(1000);
      ideas.push_back(propose(i % 2 == 0 ? ana : ben, "Idea number " + std::to_string(i)));
    }
    support(cleo, ideas[3]);
    support(ben, ideas[3]);
    support(ben, ideas[7]);
    add_comment(ideas[5], "Our village needs it.");
  }

  IdeaPage load_page(const IdeaQuery& query) {
    const auto where = load_redesign();
    return store.run([&](db::Tx& tx) { return load_idea_page(tx, where, query); });
  }

  /// All pages in a row.
  std::vector<IdeaId> walk(IdeaQuery query) {
    std::vector<IdeaId> all;
    for (int page_number = 0; page_number < 20; ++page_number) {
      const auto page = load_page(query);
      all.insert(all.end(), page.ids.begin(), page.ids.end());
      if (!page.next) break;
      query.after = page.next;
    }
    return all;
  }

  static IdeaQuery sorted(IdeaSort sort) {
    IdeaQuery query;
    query.sort = sort;
    query.limit = 3;
    query.seed = 42;
    return query;
  }

  std::vector<IdeaId> ideas;
};

TEST_F(IdeaLists, ShowEachIdeaOnceInEveryOrder) {
  const std::set<IdeaId> expected(ideas.begin(), ideas.end());
  for (const auto sort : {IdeaSort::random, IdeaSort::newest, IdeaSort::supported, IdeaSort::discussed}) {
    const auto all = walk(sorted(sort));
    EXPECT_EQ(all.size(), ideas.size()) << name_of(sort);
    EXPECT_EQ(std::set<IdeaId>(all.begin(), all.end()), expected) << name_of(sort);
  }
}

TEST_F(IdeaLists, PutFirstWhatTheirNameSays) {
  EXPECT_EQ(walk(sorted(IdeaSort::newest)).front(), ideas.back());
  EXPECT_EQ(walk(sorted(IdeaSort::supported))[0], ideas[3]);
  EXPECT_EQ(walk(sorted(IdeaSort::supported))[1], ideas[7]);
  EXPECT_EQ(walk(sorted(IdeaSort::discussed)).front(), ideas[5]);
}

TEST_F(IdeaLists, KeepTheRandomOrderWhileIdeasArrive) {
  const auto before = walk(sorted(IdeaSort::random));
  const auto first = load_page(sorted(IdeaSort::random));
  const auto late = propose(cleo, "An idea that came late");
  auto query = sorted(IdeaSort::random);
  query.after = first.next;
  query.seed = 7;  // the cursor's seed wins
  std::vector<IdeaId> all = first.ids;
  const auto rest = walk(query);
  all.insert(all.end(), rest.begin(), rest.end());
  std::erase(all, late);
  EXPECT_EQ(all, before);
}

TEST_F(IdeaLists, DifferFromSeedToSeed) {
  auto query = sorted(IdeaSort::random);
  const auto one = walk(query);
  query.seed = 43;
  EXPECT_NE(walk(query), one);
}

TEST_F(IdeaLists, FilterByStateTagAuthorAndText) {
  change(moderator, ideas[2], IdeaState::shortlisted);
  auto query = sorted(IdeaSort::newest);
  query.status = IdeaState::shortlisted;
  EXPECT_EQ(walk(query), (std::vector<IdeaId>{ideas[2]}));
  EXPECT_EQ(load_page(query).total, 1);

  query = sorted(IdeaSort::newest);
  query.author = ben.person;
  EXPECT_EQ(walk(query).size(), 5U);

  query = sorted(IdeaSort::newest);
  query.tag = "mobility";
  EXPECT_EQ(load_page(query).total, 11);
  query.tag = "boats";
  EXPECT_EQ(load_page(query).total, 0);

  for (const auto sort : {IdeaSort::random, IdeaSort::newest, IdeaSort::supported}) {
    query = sorted(sort);
    query.text = "number 7";
    EXPECT_EQ(walk(query), (std::vector<IdeaId>{ideas[7]})) << name_of(sort);
  }
}

TEST_F(IdeaLists, LeaveOutWhatIsNotPublic) {
  move(ideas[4], IdeaState::hidden);
  change(ana, ideas[6], IdeaState::withdrawn);
  const auto all = walk(sorted(IdeaSort::random));
  EXPECT_EQ(all.size(), 9U);
  EXPECT_EQ(load_page(sorted(IdeaSort::newest)).total, 9);
}

TEST_F(IdeaLists, FindSimilarIdeasAndComments) {
  store.run([&](db::Tx& tx) {
    const auto where = *redesigns::find_redesign(tx, redesign);
    EXPECT_EQ(find_similar(tx, where, "a minibus for everybody", 5).size(), 5U);
    TextQuery query;
    query.text = "village";
    const auto found = search_texts(tx, query);
    ASSERT_EQ(found.items.size(), 1U);
    EXPECT_EQ(found.items[0].kind, db::SearchKind::comment);
    EXPECT_EQ(found.items[0].title, "Idea number 5");
    EXPECT_EQ(found.items[0].redesign_slug, "bus");
  });
}

TEST_F(IdeaLists, ShowWhatWasFoundWithoutItsMarkup) {
  store.run([&](db::Tx& tx) {
    tx.save_search_entry({db::SearchKind::idea, ideas[3].value, redesign, ideas[3], "Stops", "It **must** stop at the [lighthouse](https://x.example/y).\n\n- and wait"});
    TextQuery query;
    query.text = "lighthouse";
    const auto found = search_texts(tx, query);
    ASSERT_EQ(found.items.size(), 1U);
    EXPECT_EQ(found.items[0].excerpt, "It must stop at the \x01lighthouse\x02. and wait");
  });
}

TEST_F(IdeaLists, SearchIsPagedAndKeepsRedesignsInPreparationToItself) {
  TextQuery query;
  query.text = "minibus";
  query.limit = 4;
  std::size_t seen = 0;
  for (;;) {
    const auto page = store.run([&](db::Tx& tx) { return search_texts(tx, query); });
    seen += page.items.size();
    if (!page.next_offset) break;
    query.offset = *page.next_offset;
  }
  EXPECT_EQ(seen, 11U);
  store.run([&](db::Tx& tx) { tx.run("UPDATE redesign SET state = 'draft' WHERE id = $1", redesign); });
  query.offset = 0;
  EXPECT_TRUE(store.run([&](db::Tx& tx) { return search_texts(tx, query); }).items.empty());
}

TEST(HourSeed, IsOnePerHour) {
  EXPECT_EQ(hour_seed(Instant{ms_per_hour}), hour_seed(Instant{2 * ms_per_hour - 1}));
  EXPECT_NE(hour_seed(Instant{ms_per_hour}), hour_seed(Instant{2 * ms_per_hour}));
  EXPECT_EQ(hour_end(Instant{ms_per_hour}), Instant{2 * ms_per_hour});
}

}  // namespace
}  // namespace palabre::ideas

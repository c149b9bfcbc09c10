// Which channels strangers may listen to.
#include "ideas/may_follow.hpp"

#include "ideas/idea_store.hpp"

namespace palabre::ideas {
namespace {

using MayFollow = IdeaStore;

TEST_F(MayFollow, OpensPublicRedesignsAndTheirReadableIdeas) {
  const IdeaId idea = propose(ana, "A minibus on demand");
  db::Tx& tx = store.begin();
  EXPECT_TRUE(may_follow(tx, "instance"));
  EXPECT_TRUE(may_follow(tx, redesigns::channel_of(redesign)));
  EXPECT_TRUE(may_follow(tx, redesigns::subject_of(idea)));
  store.commit();
}

TEST_F(MayFollow, KeepsDraftsAndWhatDoesNotExistClosed) {
  const auto draft = store.run([](db::Tx& tx) { return insert_redesign(tx, "secret", "draft"); });
  db::Tx& tx = store.begin();
  EXPECT_FALSE(may_follow(tx, redesigns::channel_of(draft)));
  for (const char* channel : {"idea:999", "redesign:999", "idea:", "redesign:x", "person:1", ""}) EXPECT_FALSE(may_follow(tx, channel)) << channel;
  store.commit();
}

}  // namespace
}  // namespace palabre::ideas

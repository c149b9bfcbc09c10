// A question of the public body to the author of an idea, on a real store; after every test all counts are recounted.
#include "discussion/ask_author.hpp"
#include "discussion/test_scene.hpp"

namespace palabre::discussion {
namespace {

using tests::reason_of;

class AskingTheAuthor : public tests::Scene {
 protected:
  Result<CommentChange> ask(PersonId who, IdeaId about) { return ask_author(tx(), actor(who), {about, "fr", "Combien de bancs ?"}, store.limits); }
};

TEST_F(AskingTheAuthor, PutsAPublicQuestionUnderTheIdea) {
  ASSERT_TRUE(ask(officer, idea));
  EXPECT_EQ(the_idea().comments, 1);
  EXPECT_EQ(word("SELECT stance || ' ' || body FROM comment"), "question Combien de bancs ?");
  EXPECT_EQ(number("SELECT count(*) FROM clarification"), 1);
}

TEST_F(AskingTheAuthor, IsForTheOfficersAndTheOwnerAndNeverAboutOnesOwnIdea) {
  EXPECT_TRUE(ask(owner, idea));
  for (const PersonId who : {reader, moderator, stranger}) EXPECT_EQ(reason_of(ask(who, idea)), Reason::not_allowed);
  EXPECT_EQ(reason_of(ask(officer, add_idea(officer, ideas::IdeaState::published))), Reason::own_case);
  EXPECT_EQ(number("SELECT count(*) FROM clarification"), 1);
}

}  // namespace
}  // namespace palabre::discussion

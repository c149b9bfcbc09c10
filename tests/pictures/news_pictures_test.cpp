// Pictures of the news of commitments on a real store: who adds, describes and takes away, who sees, and what the database itself refuses.
#include "discussion/test_scene.hpp"
#include "followup/commitment_repo.hpp"
#include "followup/create_commitment.hpp"
#include "followup/update_commitment.hpp"
#include "pictures/change_pictures.hpp"

namespace palabre::pictures {
namespace {

using followup::CommitmentState;
using tests::reason_of;

const followup::TextsByLanguage words{{"fr", "Les bancs sont posés."}};

class NewsPictures : public tests::Scene {
 protected:
  NewsPictures() {
    set_idea_state(idea, ideas::IdeaState::accepted);
    followup::CreateCommitment wanted;
    wanted.redesign = redesign;
    wanted.ideas = {idea};
    wanted.organisation = OrganisationId{1};
    wanted.titles = {{"fr", "Huit bancs posés"}};
    wanted.languages = {"fr"};
    wanted.due_at = day(60);
    followup::Milestone step;
    step.titles = {{"fr", "Commande"}};
    step.due_at = day(10);
    wanted.milestones = {step};
    wanted.is_accepted = true;
    commitment = followup::create_commitment(tx(), actor(officer), wanted).value().commitment;
    news = say();
  }

  Instant day(int days) { return Instant{tx().now().unix_ms - tx().now().unix_ms % ms_per_day}.plus_ms(days * ms_per_day); }
  CommitmentEntryId say() {
    followup::UpdateCommitment input;
    input.commitment = commitment;
    input.texts = words;
    const auto done = followup::update_commitment(tx(), actor(officer), input);
    EXPECT_TRUE(done.has_value());
    return done ? done->entry : CommitmentEntryId{};
  }
  /// Other pixels each time, so that each picture has an address of its own.
  media::ShrunkPicture pixels() {
    ++pictures_made;
    const media::SmallPicture small{4, 3, "bytes " + std::to_string(pictures_made)};
    return {small, small};
  }
  Result<PictureId> add(PersonId by, CommitmentEntryId where) {
    return attach_picture(tx(), actor(by), {{.entry = where}, "Un banc devant la pharmacie.", "fr"}, pixels(), Limits{});
  }
  bool is_refused_by_database(std::string_view sql) { return tests::is_refused_by_database(tx(), sql); }

  CommitmentId commitment;
  CommitmentEntryId news;
  int pictures_made = 0;
};

TEST_F(NewsPictures, WhoeverWroteThemAddsUpToThreeAndEverybodyHearsOfIt) {
  const auto first = add(officer, news);
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(last_event(), R"(picture.added {"commitment":"1","ideas":["1"],"picture":"1","state":"accepted"})");
  for (int i = 0; i < 2; ++i) EXPECT_TRUE(add(officer, news).has_value());
  EXPECT_EQ(reason_of(add(officer, news)), Reason::too_large);
  const auto history = followup::load_commitment_history(tx(), commitment, 1);
  ASSERT_EQ(history.front().pictures.size(), 3U);
  EXPECT_EQ(history.front().pictures.front().description, "Un banc devant la pharmacie.");
  for (const PersonId who : {reader, moderator, author, owner}) EXPECT_EQ(reason_of(add(who, news)), Reason::not_allowed);
}

TEST_F(NewsPictures, TakeNoneOnceSomethingFollowed) {
  const auto delivered = followup::move_commitment(tx(), actor(officer), {commitment, CommitmentState::in_progress, words});
  ASSERT_TRUE(delivered.has_value());
  EXPECT_EQ(add(officer, news).error().field, "picture");
  const auto done = followup::deliver_commitment(tx(), actor(officer), {commitment, words, ""});
  ASSERT_TRUE(done.has_value());
  EXPECT_TRUE(add(officer, done->entry).has_value());
}

TEST_F(NewsPictures, OtherLinesOfTheHistoryHaveNone) {
  ASSERT_TRUE(followup::reschedule_commitment(tx(), actor(officer), {commitment, {}, day(70), words}));
  const auto newest = followup::load_commitment_history(tx(), commitment, 1).front();
  EXPECT_EQ(newest.act, "rescheduled");
  EXPECT_EQ(add(officer, newest.id).error().field, "picture");
  const std::string insert = "INSERT INTO picture (person_id, entry_id, position, state, description, language, created_at) VALUES (4, ";
  EXPECT_TRUE(is_refused_by_database(insert + newest.id.text() + ", 1, 'kept', 'x', 'fr', 1)"));
  EXPECT_TRUE(is_refused_by_database(insert + news.text() + ", 4, 'kept', 'x', 'fr', 1)"));
  EXPECT_TRUE(is_refused_by_database("INSERT INTO picture (person_id, entry_id, idea_id, position, state, description, language, created_at) VALUES (4, " + news.text() +
                                     ", 1, 1, 'kept', 'x', 'fr', 1)"));
}

TEST_F(NewsPictures, StaffCorrectsADescriptionAndTakesAwayAndThatItStoodThereStays) {
  const auto id = add(officer, news).value();
  const Limits limits;
  for (const PersonId who : {reader, moderator}) EXPECT_EQ(reason_of(describe_picture(tx(), actor(who), {id, "Autre chose.", ""}, limits)), Reason::not_allowed);
  ASSERT_TRUE(describe_picture(tx(), actor(owner), {id, "Deux bancs devant la pharmacie.", ""}, limits));
  EXPECT_EQ(last_event(), R"(picture.described {"commitment":"1","ideas":["1"],"picture":"1","state":"accepted"})");
  EXPECT_EQ(reason_of(remove_picture(tx(), actor(reader), id)), Reason::not_allowed);
  ASSERT_TRUE(remove_picture(tx(), actor(moderator), id));
  EXPECT_EQ(number("SELECT count(*) FROM picture_bytes"), 0);
  const auto entry = followup::load_commitment_history(tx(), commitment, 1).front();
  EXPECT_TRUE(entry.pictures.empty());
  EXPECT_EQ(entry.removed_pictures, 1);
  EXPECT_TRUE(add(officer, news).has_value());
  EXPECT_TRUE(is_refused_by_database("DELETE FROM picture WHERE id = " + id.text()));
}

TEST_F(NewsPictures, AreSeenByWhoeverSeesTheRedesign) {
  ASSERT_TRUE(add(officer, news));
  EXPECT_TRUE(decide_seeing(tx(), {{.entry = news}}, std::nullopt).is_public);
  tx().run("UPDATE redesign SET state = 'draft'");
  EXPECT_FALSE(decide_seeing(tx(), {{.entry = news}}, std::nullopt).may_see);
  http::Viewer viewer;
  viewer.person = reader;
  EXPECT_FALSE(decide_seeing(tx(), {{.entry = news}}, viewer).may_see);
  viewer.person = officer;
  const Seen seen = decide_seeing(tx(), {{.entry = news}}, viewer);
  EXPECT_TRUE(seen.may_see);
  EXPECT_FALSE(seen.is_public);
  EXPECT_FALSE(decide_seeing(tx(), {{.entry = CommitmentEntryId{999}}}, viewer).may_see);
}

}  // namespace
}  // namespace palabre::pictures

// Posting, editing and withdrawing comments on a real store; after every test all counts are recounted.
#include "discussion/comment_view.hpp"
#include "discussion/edit_comment.hpp"
#include "discussion/post_comment.hpp"
#include "discussion/test_scene.hpp"
#include "discussion/withdraw_comment.hpp"

#include <nlohmann/json.hpp>

namespace palabre::discussion {
namespace {

using ideas::IdeaState;
using tests::reason_of;

class Comments : public tests::Scene {
 protected:
  Result<CommentChange> try_post(PersonId who, std::string_view body, CommentId parent = {}, Stance stance = Stance::neutral) {
    return post_comment(tx(), actor(who), PostComment{idea, parent, stance, "fr", std::string(body)}, store.limits);
  }
  CommentId post(PersonId who, std::string_view body, CommentId parent = {}, Stance stance = Stance::neutral) {
    const auto posted = try_post(who, body, parent, stance);
    EXPECT_TRUE(posted.has_value()) << (posted ? "" : posted.error().detail);
    return posted ? posted->comment : CommentId{};
  }
  Result<CommentChange> edit(PersonId who, CommentId id, std::string_view body) {
    return edit_comment(tx(), actor(who), EditComment{id, std::string(body), std::nullopt}, store.limits);
  }
  Comment load(CommentId id) { return find_comment(tx(), id).value(); }
  std::vector<std::string> bodies(const CommentQuery& query) {
    std::vector<std::string> texts;
    for (const auto& thread : load_comment_page(tx(), the_idea(), query).threads) texts.push_back(thread.top.shown.comment.body);
    return texts;
  }
};

TEST_F(Comments, PostedIsCountedFoundAndTold) {
  const auto posted = try_post(reader, "Les bancs manquent vraiment", {}, Stance::for_it);
  ASSERT_TRUE(posted.has_value());
  EXPECT_EQ(posted->comments, 1);
  EXPECT_EQ(the_idea().comments, 1);
  EXPECT_EQ(the_redesign().comments, 1);
  EXPECT_EQ(found("vraiment"), 1);
  EXPECT_EQ(last_event(), R"(comment.published {"comment":"1","comments":1,"idea":"1"})");
  EXPECT_EQ(load(posted->comment).stance, Stance::for_it);
  EXPECT_EQ(posted->seq, number("SELECT max(seq) FROM event"));
}

TEST_F(Comments, AReplyToAReplyStandsBesideIt) {
  const CommentId top = post(reader, "Une question");
  const CommentId reply = post(author, "Une réponse", top);
  const CommentId third = post(reader, "Merci", reply);
  EXPECT_EQ(load(reply).parent, top);
  EXPECT_EQ(load(third).parent, top);
  const auto page = load_comment_page(tx(), the_idea(), CommentQuery{});
  ASSERT_EQ(page.threads.size(), 1U);
  EXPECT_EQ(page.threads[0].replies.size(), 2U);
  EXPECT_EQ(page.threads[0].reply_count, 2);
  EXPECT_EQ(the_idea().comments, 3);
}

TEST_F(Comments, AReplyToAnotherIdeasCommentIsRefused) {
  const CommentId top = post(reader, "Ici");
  idea = add_idea(author, IdeaState::published);
  EXPECT_EQ(reason_of(try_post(reader, "Là", top)), Reason::not_found);
  EXPECT_EQ(reason_of(try_post(reader, "Là", CommentId{999})), Reason::not_found);
}

TEST_F(Comments, AreRefusedWhenNoPhaseAllowsThem) {
  tx().run("UPDATE phase SET state = 'closed'");
  EXPECT_EQ(reason_of(try_post(reader, "Trop tard")), Reason::phase_closed);
}

TEST_F(Comments, StopAtTheSecondThePhaseEndsWhateverItsRowSays) {
  tx().run("UPDATE phase SET opens_at = $1, closes_at = $2", store.clock.now().plus_ms(-1000), store.clock.now().plus_ms(1000));
  post(reader, "À temps");
  pass_ms(1000);
  EXPECT_EQ(reason_of(try_post(reader, "Trop tard")), Reason::phase_closed);
}

TEST_F(Comments, AreRefusedWhileTheRedesignIsPausedAndUnknownWhileItIsADraft) {
  tx().run("UPDATE redesign SET state = 'paused'");
  EXPECT_EQ(reason_of(try_post(reader, "Pause")), Reason::redesign_not_open);
  tx().run("UPDATE redesign SET state = 'draft'");
  EXPECT_EQ(reason_of(try_post(reader, "Brouillon")), Reason::not_found);
}

TEST_F(Comments, AreRefusedUnderIdeasThatTakeNone) {
  for (const auto state : {IdeaState::withdrawn, IdeaState::hidden}) {
    idea = add_idea(author, IdeaState::published);
    set_idea_state(idea, state);
    EXPECT_EQ(reason_of(try_post(reader, "Encore")), Reason::idea_not_open);
  }
  idea = add_idea(author, IdeaState::draft);
  EXPECT_EQ(reason_of(try_post(reader, "Encore")), Reason::not_found);
  idea = IdeaId{999};
  EXPECT_EQ(reason_of(try_post(reader, "Encore")), Reason::not_found);
  idea = IdeaId{1};
}

TEST_F(Comments, MayComeFromAnOrganisation) {
  people::Actor association = actor(reader);
  association.is_organisation = true;
  EXPECT_TRUE(post_comment(tx(), association, PostComment{idea, {}, Stance::neutral, "fr", "Nous aussi"}, store.limits).has_value());
}

TEST_F(Comments, AreCorrectedSilentlyInTheFirstMinutes) {
  const CommentId id = post(reader, "Une fote");
  pass_ms(store.limits.comment_edit_ms - 1);
  ASSERT_TRUE(edit(reader, id, "Une faute").has_value());
  EXPECT_EQ(load(id).version, 1);
  EXPECT_FALSE(load(id).edited_at.has_value());
  EXPECT_EQ(load_comment_versions(tx(), id).size(), 1U);
  EXPECT_EQ(found("fote"), 0);
  EXPECT_EQ(found("faute"), 1);
  EXPECT_EQ(last_event(), R"(comment.edited {"comment":"1","idea":"1"})");
}

TEST_F(Comments, KeepTheOldVersionReadableAfterThat) {
  const CommentId id = post(reader, "Premier avis");
  pass_ms(store.limits.comment_edit_ms);
  ASSERT_TRUE(edit(reader, id, "Second avis").has_value());
  EXPECT_EQ(load(id).version, 2);
  EXPECT_EQ(load(id).edited_at, store.clock.now());
  const auto versions = load_comment_versions(tx(), id);
  ASSERT_EQ(versions.size(), 2U);
  EXPECT_EQ(versions[0].body, "Premier avis");
  EXPECT_EQ(versions[1].body, "Second avis");
  EXPECT_EQ(the_idea().comments, 1);
}

TEST_F(Comments, AreNotEditedByOthersNorAfterThePhase) {
  const CommentId id = post(reader, "Mon avis");
  EXPECT_EQ(reason_of(edit(moderator, id, "Ton avis")), Reason::not_allowed);
  EXPECT_EQ(reason_of(edit(reader, id, "Mon avis")), Reason::nothing_changed);
  EXPECT_EQ(reason_of(edit(reader, CommentId{999}, "Rien")), Reason::not_found);
  tx().run("UPDATE phase SET state = 'closed'");
  EXPECT_EQ(reason_of(edit(reader, id, "Mon autre avis")), Reason::phase_closed);
}

TEST_F(Comments, WithdrawnLoseEveryTextAndKeepTheirPlace) {
  const CommentId id = post(reader, "Regrettable");
  const CommentId reply = post(author, "Pourtant juste", id);
  pass_ms(store.limits.comment_edit_ms);
  ASSERT_TRUE(edit(reader, id, "Très regrettable").has_value());
  const auto withdrawn = withdraw_comment(tx(), actor(reader), id);
  ASSERT_TRUE(withdrawn.has_value());
  EXPECT_EQ(withdrawn->comments, 1);
  EXPECT_EQ(the_redesign().comments, 1);
  EXPECT_EQ(found("regrettable"), 0);
  EXPECT_EQ(number("SELECT count(*) FROM comment_version WHERE comment_id = 1 AND body <> ''"), 0);
  EXPECT_EQ(last_event(), R"(comment.withdrawn {"comment":"1","comments":1,"idea":"1"})");
  const auto page = load_comment_page(tx(), the_idea(), CommentQuery{});
  ASSERT_EQ(page.threads.size(), 1U);
  EXPECT_EQ(page.threads[0].replies.at(0).shown.comment.id, reply);
  const auto view = thread_view(page.threads[0], {});
  EXPECT_EQ(view["status"], "withdrawn");
  EXPECT_FALSE(view.contains("body"));
  EXPECT_FALSE(view.contains("author"));
}

TEST_F(Comments, AreWithdrawnInAnyPhaseButOnceAndByTheAuthorOnly) {
  const CommentId id = post(reader, "Passager");
  EXPECT_EQ(reason_of(withdraw_comment(tx(), actor(moderator), id)), Reason::not_allowed);
  tx().run("UPDATE phase SET state = 'closed'");
  EXPECT_TRUE(withdraw_comment(tx(), actor(reader), id).has_value());
  EXPECT_EQ(reason_of(withdraw_comment(tx(), actor(reader), id)), Reason::gone);
  EXPECT_EQ(reason_of(withdraw_comment(tx(), actor(reader), CommentId{999})), Reason::not_found);
}

TEST_F(Comments, FollowTheirIdeaOutOfCountsAndSearchAndBack) {
  post(reader, "Introuvable");
  set_idea_state(idea, IdeaState::withdrawn);
  EXPECT_EQ(the_redesign().comments, 0);
  EXPECT_EQ(found("introuvable"), 0);
  EXPECT_EQ(the_idea().comments, 1);
  ASSERT_TRUE(withdraw_comment(tx(), actor(reader), CommentId{1}).has_value());
  EXPECT_EQ(the_idea().comments, 0);
  EXPECT_EQ(the_redesign().comments, 0);
}

TEST_F(Comments, AreSortedAndPagedWithoutLossOrRepeat) {
  const std::vector<std::pair<std::string, Stance>> said = {
      {"a", Stance::neutral}, {"b", Stance::against_it}, {"c", Stance::for_it}, {"d", Stance::for_it}, {"e", Stance::against_it}};
  for (const auto& [text, stance] : said) post(reader, text, {}, stance);  // all in the same millisecond
  const auto order = [&](CommentSort sort) {
    std::string all;
    CommentQuery query;
    query.sort = sort;
    query.limit = 2;
    for (int pages = 0; pages < 10; ++pages) {
      for (const auto& text : bodies(query)) all += text;
      const auto next = load_comment_page(tx(), the_idea(), query).next;
      if (!next) break;
      query.after = *next;
    }
    return all;
  };
  EXPECT_EQ(order(CommentSort::oldest), "abcde");
  EXPECT_EQ(order(CommentSort::newest), "edcba");
  EXPECT_EQ(order(CommentSort::for_first), "cdabe");
  EXPECT_EQ(order(CommentSort::against_first), "beacd");
}

TEST_F(Comments, WithManyRepliesGiveACursorForTheRest) {
  const CommentId top = post(reader, "Débat");
  for (int i = 0; i < 5; ++i) post(author, "Réponse " + std::to_string(i), top);
  CommentQuery query;
  query.replies_max = 3;
  const auto thread = load_comment_page(tx(), the_idea(), query).threads.at(0);
  EXPECT_EQ(thread.replies.size(), 3U);
  EXPECT_EQ(thread.reply_count, 5);
  EXPECT_TRUE(thread_view(thread, {})["next_reply"].is_string());
  EXPECT_EQ(load_replies(tx(), top, thread.replies.back().place, 10).size(), 2U);
}

TEST_F(Comments, ShowTheirAuthorsRolesAndImportedVotes) {
  const CommentId id = post(officer, "Bonjour");
  tx().run("INSERT INTO imported_count (target_kind, target_id, kind, count) VALUES ('comment', $1, 'votes_for', 7)", id);
  const auto view = comment_view(find_shown_comment(tx(), id).value(), load_roles_by_person(tx(), redesign));
  EXPECT_EQ(view["author"]["name"], "Person p4");
  EXPECT_EQ(view["author"]["roles"], nlohmann::json::array({"officer"}));
  EXPECT_EQ(view["imported_votes"]["for"], 7);
  EXPECT_TRUE(view["edited_at"].is_null());
  EXPECT_TRUE(view["parent"].is_null());
}

TEST_F(Comments, ImportedTwiceAreThereOnce) {
  Comment comment;
  comment.idea = idea;
  comment.author = reader;
  comment.language = "fr";
  comment.body = "Importé";
  comment.created_at = tx().now();
  EXPECT_TRUE(append_comment(tx(), the_idea(), comment, "corpus:1").has_value());
  EXPECT_FALSE(append_comment(tx(), the_idea(), comment, "corpus:1").has_value());
  EXPECT_EQ(the_idea().comments, 1);
}

}  // namespace
}  // namespace palabre::discussion

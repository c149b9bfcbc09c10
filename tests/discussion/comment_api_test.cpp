// The routes of comments, from JSON to JSON.
#include "discussion/comment_api.hpp"
#include "discussion/test_call.hpp"

namespace palabre::discussion {
namespace {

using http::Method;
using nlohmann::json;

class CommentApi : public tests::ApiScene {
 protected:
  CommentApi() : ApiScene(routes()) {}

  Answer post(PersonId who, json body) { return call(who, {Method::post, "/api/v1/ideas/{id}/comments", {{"id", idea.text()}}, std::move(body), ""}); }
  Answer list(std::string query = "") { return call({}, {Method::get, "/api/v1/ideas/{id}/comments", {{"id", idea.text()}}, nullptr, std::move(query)}); }
  Answer one(Method method, PersonId who, std::string_view id, json body = nullptr, std::string_view tail = "") {
    return call(who, {method, "/api/v1/comments/{id}" + std::string(tail), {{"id", std::string(id)}}, std::move(body), ""});
  }
};

TEST_F(CommentApi, PostsAndAnswersWithTheCommentTheCountAndThePlace) {
  const auto posted = post(reader, {{"body", "Les bancs **manquent**"}, {"stance", "for"}});
  ASSERT_EQ(posted.status, 201) << posted.body;
  EXPECT_EQ(posted.body["id"], "1");
  EXPECT_EQ(posted.body["idea"], idea.text());
  EXPECT_EQ(posted.body["stance"], "for");
  EXPECT_EQ(posted.body["body"], "Les bancs **manquent**");
  EXPECT_EQ(posted.body["language"], "fr");
  EXPECT_EQ(posted.body["comments"], 1);
  EXPECT_TRUE(posted.body["seq"].is_number_integer());
  ASSERT_FALSE(posted.response.headers.empty());
  EXPECT_EQ(posted.response.headers[0].second, "/api/v1/comments/1");
}

TEST_F(CommentApi, TakesNeutralWhenNoStanceIsGivenAndNestsReplies) {
  post(reader, {{"body", "Qui paie ?"}, {"stance", "question"}});
  const auto reply = post(author, {{"body", "La commune."}, {"parent", "1"}});
  EXPECT_EQ(reply.status, 201);
  EXPECT_EQ(reply.body["stance"], "neutral");
  EXPECT_EQ(reply.body["parent"], "1");
  const auto page = list();
  ASSERT_EQ(page.status, 200);
  ASSERT_EQ(page.body["items"].size(), 1U);
  EXPECT_EQ(page.body["items"][0]["replies"][0]["body"], "La commune.");
  EXPECT_EQ(page.body["items"][0]["reply_count"], 1);
  EXPECT_EQ(page.body["comments"], 2);
  EXPECT_EQ(page.response.depends_on, (std::vector<std::string>{"redesign:1", "idea:1"}));
}

TEST_F(CommentApi, NamesTheFieldThatIsWrong) {
  EXPECT_EQ(post(reader, {{"stance", "for"}}).field(), "body");
  EXPECT_EQ(post(reader, {{"body", "   "}}).field(), "body");
  EXPECT_EQ(post(reader, {{"body", std::string(5001, 'x')}}).code(), "too_long");
  EXPECT_EQ(post(reader, {{"body", "x"}, {"stance", "pro"}}).field(), "stance");
  EXPECT_EQ(post(reader, {{"body", "x"}, {"parent", "one"}}).field(), "parent");
  EXPECT_EQ(post(reader, {{"body", "x"}, {"language", "FR"}}).field(), "language");
  EXPECT_EQ(post(reader, {{"body", "x"}, {"state", "hidden"}}).code(), "unknown_field");
  EXPECT_EQ(number("SELECT count(*) FROM comment"), 0);
}

TEST_F(CommentApi, AsksVisitorsToSignInAndShowsThemEverythingElse) {
  EXPECT_EQ(post({}, {{"body", "x"}}).code(), "sign_in_required");
  post(reader, {{"body", "Lisible"}});
  EXPECT_EQ(one(Method::get, {}, "1").body["body"], "Lisible");
  EXPECT_EQ(one(Method::get, {}, "1", nullptr, "/versions").body["items"].size(), 1U);
}

TEST_F(CommentApi, EditsAndWithdrawsOnesOwn) {
  post(reader, {{"body", "Avant"}});
  EXPECT_EQ(one(Method::patch, reader, "1", {{"body", "Après"}, {"version", 1}}).body["body"], "Après");
  EXPECT_EQ(one(Method::patch, reader, "1", {{"body", "Encore"}, {"version", 2}}).code(), "stale_version");
  EXPECT_EQ(one(Method::patch, author, "1", {{"body", "Volé"}}).code(), "not_allowed");
  EXPECT_EQ(one(Method::del, author, "1").code(), "not_allowed");
  const auto gone = one(Method::del, reader, "1");
  EXPECT_EQ(gone.status, 200);
  EXPECT_EQ(gone.body["status"], "withdrawn");
  EXPECT_EQ(gone.body["comments"], 0);
  EXPECT_FALSE(gone.body.contains("body"));
  EXPECT_EQ(one(Method::get, {}, "1", nullptr, "/versions").code(), "gone");
}

TEST_F(CommentApi, PagesThroughAllWithItsOwnCursors) {
  for (int i = 0; i < 5; ++i) post(reader, {{"body", "n" + std::to_string(i)}});
  std::string seen, after;
  for (int pages = 0; pages < 5; ++pages) {
    const auto page = list("sort=newest&limit=2" + (after.empty() ? "" : "&after=" + after));
    ASSERT_EQ(page.status, 200) << page.body;
    for (const auto& item : page.body["items"]) seen += item["body"].get<std::string>();
    if (page.body["next"].is_null()) break;
    after = http::encode_percent(page.body["next"].get<std::string>());
  }
  EXPECT_EQ(seen, "n4n3n2n1n0");
  EXPECT_EQ(list("sort=oldest&after=" + after).code(), "bad_cursor");
  EXPECT_EQ(list("sort=best").field(), "sort");
  EXPECT_EQ(list("limit=0").field(), "limit");
}

TEST_F(CommentApi, KnowsNothingOfWhatIsNotPublic) {
  post(reader, {{"body", "Secret"}});
  tx().run("UPDATE redesign SET state = 'draft'");
  EXPECT_EQ(list().status, 404);
  EXPECT_EQ(one(Method::get, {}, "1").status, 404);
  EXPECT_EQ(post(reader, {{"body", "x"}}).status, 404);
  EXPECT_EQ(one(Method::get, {}, "zero").status, 404);
}

TEST_F(CommentApi, ShowsNothingOfAHiddenIdeasDiscussion) {
  post(reader, {{"body", "Cité de l'idée"}});
  set_idea_state(idea, ideas::IdeaState::hidden);
  EXPECT_TRUE(list().body["items"].empty());
  EXPECT_EQ(one(Method::get, {}, "1").code(), "gone");
}

TEST_F(CommentApi, ShowsAHiddenCommentsRuleAndReasonInsteadOfItsWords) {
  post(reader, {{"body", "Malotru"}});
  tx().run("UPDATE comment SET state = 'hidden'");
  tx().run("INSERT INTO hiding (redesign_id, target_kind, target_id, rule, reason, at) VALUES (1, 'comment', 1, 'insult', 'Une insulte.', 1)");
  ideas::add_to_comment_count(tx(), the_idea(), -1);
  tx().remove_search_entry(db::SearchKind::comment, 1);
  const auto item = list().body["items"][0];
  EXPECT_EQ(item["status"], "hidden");
  EXPECT_EQ(item["rule"], "insult");
  EXPECT_EQ(item["reason"], "Une insulte.");
  EXPECT_EQ(item.dump().find("Malotru"), std::string::npos);
  EXPECT_FALSE(item.contains("author"));
}

}  // namespace
}  // namespace palabre::discussion

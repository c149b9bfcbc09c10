// The routes of answers and of the inbox, from JSON to JSON.
#include "discussion/test_call.hpp"
#include "followup/answer_api.hpp"

namespace palabre::followup {
namespace {

using http::Method;
using nlohmann::json;

class AnswerApi : public tests::ApiScene {
 protected:
  AnswerApi() : ApiScene(routes()) {}

  Answer post(PersonId who, json body) { return call(who, {Method::post, "/api/v1/ideas/{id}/answers", {{"id", idea.text()}}, std::move(body), ""}); }
  Answer list() { return call({}, {Method::get, "/api/v1/ideas/{id}/answers", {{"id", idea.text()}}, nullptr, ""}); }
  Answer inbox(PersonId who, std::string query = "") {
    return call(who, {Method::get, "/api/v1/redesigns/{slug}/inbox", {{"slug", "lipowe"}}, nullptr, std::move(query)});
  }
};

TEST_F(AnswerApi, PublishesInTheWritersLanguage) {
  const auto posted = post(officer, {{"kind", "accepted"}, {"body", "Oui."}});
  ASSERT_EQ(posted.status, 201) << posted.body;
  EXPECT_EQ(posted.body["texts"], json({{"fr", "Oui."}}));
  EXPECT_EQ(posted.body["is_current"], true);
  EXPECT_TRUE(posted.body["seq"].is_number_integer());
  const auto answers = list();
  EXPECT_EQ(answers.body["items"][0]["kind"], "accepted");
  EXPECT_EQ(answers.response.depends_on, (std::vector<std::string>{"redesign:1", "idea:1"}));
}

TEST_F(AnswerApi, TakesSeveralLanguagesAndKeepsWhatItSupersedes) {
  ASSERT_EQ(post(officer, {{"kind", "in_study"}, {"texts", {{"fr", "On étudie."}, {"en", "We look into it."}}}}).status, 201);
  const auto second = post(officer, {{"kind", "declined"}, {"reason_code", "law"}, {"body", "La loi l'interdit."}});
  ASSERT_EQ(second.status, 201) << second.body;
  EXPECT_EQ(second.body["supersedes"], "1");
  const auto items = list().body["items"];
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(items[1]["texts"]["en"], "We look into it.");
  EXPECT_EQ(items[1]["is_current"], false);
}

TEST_F(AnswerApi, ReadsTheReviewDay) {
  const auto posted = post(officer, {{"kind", "deferred"}, {"body", "En mars."}, {"review_on", "2027-03-03"}});
  ASSERT_EQ(posted.status, 201) << posted.body;
  EXPECT_EQ(posted.body["review_on"], "2027-03-03");
}

TEST_F(AnswerApi, NamesTheFieldThatIsWrong) {
  EXPECT_EQ(post(officer, {{"kind", "yes"}, {"body", "x"}}).field(), "kind");
  EXPECT_EQ(post(officer, {{"kind", "accepted"}}).field(), "body");
  EXPECT_EQ(post(officer, {{"kind", "declined"}, {"body", "Non."}}).field(), "reason_code");
  EXPECT_EQ(post(officer, {{"kind", "deferred"}, {"body", "Un jour."}}).field(), "review_on");
  EXPECT_EQ(post(officer, {{"kind", "deferred"}, {"body", "Hier."}, {"review_on", "2020-01-01"}}).field(), "review_on");
  EXPECT_EQ(number("SELECT count(*) FROM answer"), 0);
}

TEST_F(AnswerApi, IsRefusedToEverybodyElse) {
  for (const PersonId who : {reader, moderator}) {
    EXPECT_EQ(post(who, {{"kind", "accepted"}, {"body", "Oui."}}).code(), "not_allowed");
    EXPECT_EQ(inbox(who).code(), "not_allowed");
  }
  EXPECT_EQ(post({}, {{"kind", "accepted"}, {"body", "Oui."}}).code(), "sign_in_required");
  tx().run("UPDATE redesign SET state = 'draft'");
  EXPECT_EQ(inbox(reader).status, 404);
  EXPECT_EQ(list().status, 404);
}

TEST_F(AnswerApi, ListsTheInboxWithWhatIsOverdue) {
  tx().run("UPDATE idea SET answer_due_at = $1", tx().now().plus_ms(-1));
  add_idea(author, ideas::IdeaState::published);
  const auto first = inbox(officer, "limit=1");
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(first.body["waiting"], 2);
  EXPECT_EQ(first.body["overdue"], 1);
  EXPECT_EQ(first.body["items"][0]["is_overdue"], true);
  const auto rest = inbox(owner, "after=" + http::encode_percent(first.body["next"].get<std::string>()));
  ASSERT_EQ(rest.body["items"].size(), 1U);
  EXPECT_EQ(rest.body["items"][0]["id"], "2");
  EXPECT_TRUE(rest.body["next"].is_null());
}

}  // namespace
}  // namespace palabre::followup

// The routes of moderation, from JSON to JSON, and what each role is told.
#include "discussion/test_call.hpp"
#include "moderation/moderation_api.hpp"

namespace palabre::moderation {
namespace {

using http::Method;
using nlohmann::json;

class ModerationApi : public tests::ApiScene {
 protected:
  ModerationApi() : ApiScene(routes()) {}

  Answer report(PersonId who, json body) { return call(who, {Method::post, "/api/v1/reports", {}, std::move(body), ""}); }
  Answer queue(PersonId who, std::string query = "") {
    return call(who, {Method::get, "/api/v1/redesigns/{slug}/reports", {{"slug", "lipowe"}}, nullptr, std::move(query)});
  }
  Answer settle(PersonId who, json body) { return call(who, {Method::post, "/api/v1/reports/{id}/decision", {{"id", "1"}}, std::move(body), ""}); }
  Answer act(PersonId who, std::string_view verb, json body) {
    return call(who, {Method::post, "/api/v1/ideas/{id}/" + std::string(verb), {{"id", idea.text()}}, std::move(body), ""});
  }
  Answer log() { return call({}, {Method::get, "/api/v1/redesigns/{slug}/moderation-log", {{"slug", "lipowe"}}, nullptr, ""}); }

  json complaint = {{"target", "idea:1"}, {"rule", "spam"}, {"text", "De la publicité."}};
  json hiding = {{"rule", "spam"}, {"reason", "De la publicité."}};
};

TEST_F(ModerationApi, GoesFromReportToHidingToTheLogAndBack) {
  const auto reported = report(reader, complaint);
  ASSERT_EQ(reported.status, 201) << reported.body;
  EXPECT_EQ(reported.body["status"], "open");
  const auto waiting = queue(moderator, "state=open");
  ASSERT_EQ(waiting.status, 200) << waiting.body;
  EXPECT_EQ(waiting.body["open"], 1);
  EXPECT_EQ(waiting.body["items"][0]["content"]["title"], "Des bancs partout");
  const auto settled = settle(moderator, {{"decision", "upheld"}, {"reason", "C'est de la publicité."}});
  ASSERT_EQ(settled.status, 200) << settled.body;
  EXPECT_EQ(settled.body["status"], "upheld");
  const auto lines = log();
  EXPECT_EQ(lines.body["items"][0]["rule"], "spam");
  EXPECT_EQ(lines.body["items"][0]["target"], "idea:1");
  EXPECT_EQ(lines.response.depends_on, std::vector<std::string>{"redesign:1"});
  const auto restored = act(moderator, "restore", {{"reason", "Erreur de notre part."}});
  ASSERT_EQ(restored.status, 200) << restored.body;
  EXPECT_EQ(restored.body["status"], "published");
}

TEST_F(ModerationApi, NamesTheFieldThatIsWrong) {
  EXPECT_EQ(report(reader, {{"target", "person:1"}, {"rule", "spam"}}).field(), "target");
  EXPECT_EQ(report(reader, {{"target", "idea:1"}, {"rule", "rude"}}).field(), "rule");
  EXPECT_EQ(report(reader, {{"target", "idea:1"}}).field(), "rule");
  EXPECT_EQ(report(reader, {{"target", "idea:1"}, {"rule", "other"}}).field(), "text");
  EXPECT_EQ(act(moderator, "hide", {{"rule", "spam"}}).field(), "reason");
  EXPECT_EQ(act(moderator, "hide", {{"reason", "Parce que."}}).field(), "rule");
  EXPECT_EQ(act(moderator, "hide", {{"rule", "spam"}, {"reason", "Trop peu"}}).code(), "too_short") << "a public reason says something";
  EXPECT_EQ(queue(moderator, "state=closed").field(), "state");
}

TEST_F(ModerationApi, IsRefusedToEverybodyElse) {
  report(reader, complaint);
  for (const PersonId who : {reader, officer, owner}) {
    EXPECT_EQ(queue(who).code(), "not_allowed");
    EXPECT_EQ(act(who, "hide", hiding).code(), "not_allowed");
  }
  EXPECT_EQ(settle(reader, {{"decision", "dismissed"}, {"reason", "Non, sans fondement."}}).code(), "not_found");
  EXPECT_EQ(settle(officer, {{"decision", "dismissed"}, {"reason", "Non, sans fondement."}}).code(), "not_allowed");
  EXPECT_EQ(queue({}).code(), "sign_in_required");
  EXPECT_EQ(report({}, complaint).code(), "sign_in_required");
  EXPECT_EQ(report(author, complaint).code(), "own_case");
}

TEST_F(ModerationApi, HidesTheExistenceOfWhatIsNotPublic) {
  report(reader, complaint);
  tx().run("UPDATE redesign SET state = 'draft'");
  EXPECT_EQ(queue(reader).status, 404);
  EXPECT_EQ(act(reader, "hide", hiding).status, 404);
  EXPECT_EQ(report(stranger, complaint).status, 404);
  EXPECT_EQ(log().status, 404);
  EXPECT_EQ(queue(moderator).status, 200);
}

TEST_F(ModerationApi, NeverSaysWhoReported) {
  report(stranger, complaint);
  for (const auto& told : {queue(moderator), settle(moderator, {{"decision", "dismissed"}, {"reason", "Rien à redire."}}), log()}) {
    EXPECT_EQ(told.status, 200);
    EXPECT_EQ(told.response.body.find("Person p6"), std::string::npos);
    EXPECT_EQ(told.response.body.find("reporter"), std::string::npos);
  }
}

}  // namespace
}  // namespace palabre::moderation

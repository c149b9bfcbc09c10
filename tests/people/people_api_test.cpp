// The routes of accounts and sessions, called as the server calls them.
#include "people/people_api.hpp"

#include "db/test_store.hpp"
#include "people/session.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::people {
namespace {

using http::Method;
using nlohmann::json;

class PeopleApi : public ::testing::Test {
 protected:
  PeopleApi() : gate(store.driver(), store.clock, store.limits, 1) {
    services.limits = &store.limits;
    services.gate = &gate;
    services.default_language = "fr";
  }

  http::Response call(Method method, std::string_view pattern, std::string_view token, const json& body = nullptr) {
    const auto table = routes();
    const auto route = std::find_if(table.begin(), table.end(), [&](const http::Route& row) { return row.method == method && row.pattern == pattern; });
    if (route == table.end()) throw std::logic_error("no route " + std::string(pattern));
    http::Request request;
    request.content_type = "application/json";
    request.body = body.is_null() ? "{}" : body.dump();
    const http::PathValues path;
    const auto viewer = gate.read([&](db::Tx& tx) { return find_viewer(tx, token, tx.now()); });
    const auto run = [&](db::Tx* tx) {
      const http::Call made{request, path, viewer, services, store.clock.now(), tx};
      auto answer = route->handler(made);
      return answer ? *answer : http::problem_response(answer.error());
    };
    if (route->kind == http::Kind::slow) return run(nullptr);
    return gate.write([&](db::Tx& tx) { return run(&tx); });
  }
  static json parsed(const http::Response& response) { return json::parse(response.body); }
  static std::string cookie_of(const http::Response& response) {
    for (const auto& [name, value] : response.headers)
      if (name == "Set-Cookie") return value;
    return {};
  }

  tests::TestStore store;
  db::Gate gate;
  http::Services services;
  const json ann{{"email", "Ann@Example.org"}, {"password", "the lamps of rue 12"}, {"name", "Ann"}, {"language", "en"}};
};

TEST_F(PeopleApi, SignsUpInAndOut) {
  const auto created = call(Method::post, "/api/v1/accounts", "", ann);
  ASSERT_EQ(created.status, 201) << created.body;
  const json person = parsed(created)["person"];
  EXPECT_EQ(person["email"], "ann@example.org");
  EXPECT_EQ(person["email_verified"], false);
  EXPECT_EQ(person["email_note"], "sign_up.unverified");
  EXPECT_EQ(created.body.find("password_hash"), std::string::npos);
  const auto signed_in = call(Method::post, "/api/v1/sessions", "", {{"email", "ann@example.org"}, {"password", "the lamps of rue 12"}});
  ASSERT_EQ(signed_in.status, 201);
  const std::string token = parsed(signed_in)["token"];
  EXPECT_TRUE(cookie_of(signed_in).starts_with("palabre_session=" + token + "; Path=/; HttpOnly; SameSite=Lax"));
  EXPECT_EQ(parsed(call(Method::get, "/api/v1/me", token))["name"], "Ann");
  const auto out = call(Method::del, "/api/v1/sessions/current", token);
  EXPECT_EQ(out.status, 204);
  EXPECT_NE(cookie_of(out).find("Max-Age=0"), std::string::npos);
  EXPECT_FALSE(gate.read([&](db::Tx& tx) { return find_viewer(tx, token, tx.now()).has_value(); }));
}

TEST_F(PeopleApi, SignsOutEverywhere) {
  const std::string first = parsed(call(Method::post, "/api/v1/accounts", "", ann))["token"];
  const std::string second = parsed(call(Method::post, "/api/v1/sessions", "", {{"email", "ann@example.org"}, {"password", "the lamps of rue 12"}}))["token"];
  EXPECT_EQ(call(Method::del, "/api/v1/sessions", second).status, 204);
  for (const auto& token : {first, second}) EXPECT_FALSE(gate.read([&](db::Tx& tx) { return find_viewer(tx, token, tx.now()).has_value(); }));
}

TEST_F(PeopleApi, AnswersByteForByteTheSameToAnUnknownAddressAndAWrongPassword) {
  call(Method::post, "/api/v1/accounts", "", ann);
  const auto wrong = call(Method::post, "/api/v1/sessions", "", {{"email", "ann@example.org"}, {"password", "no such lamps"}});
  const auto unknown = call(Method::post, "/api/v1/sessions", "", {{"email", "bob@example.org"}, {"password", "no such lamps"}});
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(wrong.body, unknown.body);
  EXPECT_EQ(wrong.headers, unknown.headers);
}

TEST_F(PeopleApi, NamesWhatIsWrongWithAnAccount) {
  call(Method::post, "/api/v1/accounts", "", ann);
  const auto again = call(Method::post, "/api/v1/accounts", "", ann);
  EXPECT_EQ(again.status, 409);
  EXPECT_EQ(parsed(again)["code"], "email_taken");
  const auto with = [&](const char* field, const json& value) {
    json body = ann;
    body["email"] = "bob@example.org";
    body[field] = value;
    return parsed(call(Method::post, "/api/v1/accounts", "", body));
  };
  EXPECT_EQ(with("password", "short")["code"], "too_short");
  EXPECT_EQ(with("password", "password123")["field"], "password");
  EXPECT_EQ(with("email", "bob")["field"], "email");
  EXPECT_EQ(with("name", "")["field"], "name");
  EXPECT_EQ(with("is_admin", true)["code"], "unknown_field");
  EXPECT_EQ(with("organisation", {{"name", "Amis"}, {"kind", "club"}})["field"], "organisation.kind");
}

TEST_F(PeopleApi, ChangesNameAndLanguage) {
  const std::string token = parsed(call(Method::post, "/api/v1/accounts", "", ann))["token"];
  const json changed = parsed(call(Method::patch, "/api/v1/me", token, {{"name", "Annie"}, {"language", "fr"}}));
  EXPECT_EQ(changed["name"], "Annie");
  EXPECT_EQ(changed["language"], "fr");
  EXPECT_EQ(parsed(call(Method::patch, "/api/v1/me", token, {{"email", "x@y.be"}}))["code"], "unknown_field");
}

}  // namespace
}  // namespace palabre::people

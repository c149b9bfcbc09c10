// The routes of redesigns and accounts, called as the router calls them: what goes in, what comes out.
#include "redesigns/redesigns_api.hpp"

#include "db/event_log.hpp"
#include "db/test_store.hpp"
#include "people/people_api.hpp"
#include "people/person_repo.hpp"
#include "redesigns/redesign_repo.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::redesigns {
namespace {

using http::Method;
using nlohmann::json;

class RedesignsApi : public ::testing::Test {
 protected:
  RedesignsApi() {
    services.limits = &store.limits;
    services.default_language = "fr";
    store.run([&](db::Tx& tx) {
      admin = viewer_of(save(tx, "admin", true));
      ann = viewer_of(save(tx, "ann", false));
    });
  }

  static people::Person save(db::Tx& tx, const std::string& name, bool is_admin) {
    people::NewPerson person;
    person.email = name + "@example.org";
    person.name = name;
    person.language = "fr";
    person.is_admin = is_admin;
    return people::save_new_person(tx, person);
  }
  static http::Viewer viewer_of(const people::Person& person) {
    http::Viewer viewer;
    viewer.person = person.id;
    viewer.opaque_id = person.opaque_id;
    viewer.name = person.name;
    viewer.is_admin = person.is_admin;
    return viewer;
  }

  /// Calls the route with this pattern; a refusal becomes its problem answer and rolls back, as the gate does.
  http::Response call(Method method, std::string_view pattern, http::PathValues path, const std::optional<http::Viewer>& viewer, const json& body = nullptr) {
    const auto table = routes();
    const auto route = std::find_if(table.begin(), table.end(), [&](const http::Route& row) { return row.method == method && row.pattern == pattern; });
    if (route == table.end()) throw std::logic_error("no route " + std::string(pattern));
    http::Request request;
    request.method = method;
    request.content_type = "application/json";
    request.body = body.is_null() ? "{}" : body.dump();
    const std::optional<http::Viewer> nobody;
    db::Tx& tx = store.begin();
    const http::Call made{request, path, route->audience == http::Audience::everyone ? nobody : viewer, services, tx.now(), &tx};
    auto answer = route->handler(made);
    if (answer) store.commit();
    else store.roll_back();
    return answer ? *answer : http::problem_response(answer.error());
  }
  http::Response create(const json& body) { return call(Method::post, "/api/v1/redesigns", {}, admin, body); }
  static json parsed(const http::Response& response) { return json::parse(response.body); }
  [[nodiscard]] std::string at_hours(int count) const { return iso_text(store.clock.now().plus_ms(count * ms_per_hour)); }
  json open_parc() {
    return parsed(create({{"slug", "parc"}, {"title", "Le parc"}, {"state", "open"},
                          {"phases", {{{"type", "ideas"}, {"title", "Idées"}, {"opens_at", at_hours(-1)}, {"closes_at", at_hours(5)}}}}}));
  }

  tests::TestStore store;
  http::Services services;
  http::Viewer admin, ann;
};

TEST_F(RedesignsApi, CreatesFromASlugAndATitleAlone) {
  const auto response = create({{"slug", "parc"}, {"title", "Le parc"}});
  ASSERT_EQ(response.status, 201) << response.body;
  const json view = parsed(response);
  EXPECT_EQ(view["state"], "draft");
  EXPECT_EQ(view["texts"]["title"], json({{"fr", "Le parc"}}));
  EXPECT_EQ(view["languages"], json({"fr"}));
  EXPECT_EQ(view["power_level"], "involve");
  EXPECT_EQ(call(Method::get, "/api/v1/redesigns/{slug}", {{"slug", "parc"}}, admin).status, 404) << "a draft is not public";
  EXPECT_EQ(call(Method::get, "/api/v1/me/redesigns/{slug}", {{"slug", "parc"}}, admin).status, 200);
  EXPECT_EQ(call(Method::get, "/api/v1/me/redesigns/{slug}", {{"slug", "parc"}}, ann).status, 404);
}

TEST_F(RedesignsApi, TakesTextsInSeveralLanguages) {
  const json view = parsed(create({{"slug", "park"}, {"title", {{"en", "The park"}, {"nl", "Het park"}}}, {"summary", "Benches, mostly"},
                                   {"can_change", {{{"en", "The benches"}}, "The paths"}}, {"fixed_points", {"The trees"}}}));
  EXPECT_EQ(view["languages"], json({"en", "nl"})) << view.dump();
  EXPECT_EQ(view["texts"]["summary"]["en"], "Benches, mostly");
  EXPECT_EQ(view["texts"]["can_change"][1]["en"], "The paths");
  EXPECT_EQ(view["texts"]["fixed_points"].size(), 1U);
}

TEST_F(RedesignsApi, NamesTheFieldThatIsWrong) {
  EXPECT_EQ(parsed(create({{"slug", "Le Parc"}, {"title", "Le parc"}}))["field"], "slug");
  EXPECT_EQ(parsed(create({{"slug", "parc"}}))["code"], "missing_field");
  EXPECT_EQ(parsed(create({{"slug", "parc"}, {"title", "x"}, {"colour", "red"}}))["code"], "unknown_field");
  EXPECT_EQ(parsed(create({{"slug", "parc"}, {"title", "x"}, {"phases", {{{"type", "poll"}}}}}))["field"], "phases.0.type");
  EXPECT_EQ(parsed(create({{"slug", "parc"}, {"title", 7}}))["field"], "title");
  EXPECT_EQ(parsed(create({{"slug", "parc"}, {"title", "x"}, {"can_change", {7}}}))["field"], "can_change.0");
}

TEST_F(RedesignsApi, ShowsPhasesByTheClockAndWhatTheyAllow) {
  open_parc();
  auto response = call(Method::get, "/api/v1/redesigns/{slug}", {{"slug", "parc"}}, {});
  json view = parsed(response);
  EXPECT_EQ(view["phases"][0]["state"], "open");
  EXPECT_TRUE(view["phases"][0]["is_current"]);
  EXPECT_EQ(view["allowed"], json({{"propose", true}, {"support", true}, {"comment", true}}));
  EXPECT_EQ(response.depends_on, std::vector<std::string>{"redesign:" + view["id"].get<std::string>()});
  EXPECT_EQ(response.fresh_until, store.clock.now().plus_ms(5 * ms_per_hour));
  store.clock.advance_ms(5 * ms_per_hour);
  view = parsed(call(Method::get, "/api/v1/redesigns/{slug}", {{"slug", "parc"}}, {}));
  EXPECT_EQ(view["phases"][0]["state"], "closed") << "though no row was moved";
  EXPECT_EQ(view["allowed"], json({{"propose", false}, {"support", false}, {"comment", false}}));
}

TEST_F(RedesignsApi, ListsPublicRedesignsAndDependsOnTheInstance) {
  open_parc();
  create({{"slug", "secret"}, {"title", "Brouillon"}});
  const auto response = call(Method::get, "/api/v1/redesigns", {}, {});
  ASSERT_EQ(parsed(response)["items"].size(), 1U);
  EXPECT_EQ(parsed(response)["items"][0]["slug"], "parc");
  EXPECT_EQ(response.depends_on.at(0), "instance");
  EXPECT_EQ(response.depends_on.size(), 2U);
}

TEST_F(RedesignsApi, MovesAPhaseAndKeepsItsHistory) {
  const std::string id = open_parc()["phases"][0]["id"];
  const http::PathValues path{{"id", id}};
  const json close{{"to", "closed"}, {"reason", "everybody has spoken"}};
  EXPECT_EQ(parsed(call(Method::post, "/api/v1/phases/{id}/transitions", path, ann, close))["code"], "not_allowed");
  store.clock.advance_ms(1000);
  EXPECT_EQ(parsed(call(Method::post, "/api/v1/phases/{id}/transitions", path, admin, {{"to", "closed"}}))["code"], "reason_required");
  EXPECT_EQ(parsed(call(Method::post, "/api/v1/phases/{id}/transitions", path, admin, {{"to", "shut"}, {"reason", "x"}}))["field"], "to");
  EXPECT_EQ(parsed(call(Method::post, "/api/v1/phases/{id}/transitions", path, admin, close))["state"], "closed");
  const json history = parsed(call(Method::get, "/api/v1/phases/{id}/history", path, {}))["items"];
  EXPECT_EQ(history.back()["reason"], "everybody has spoken");
  EXPECT_EQ(history.back()["person"]["name"], "admin");
  EXPECT_EQ(call(Method::post, "/api/v1/phases/{id}/transitions", {{"id", "999"}}, admin, close).status, 404);
  EXPECT_EQ(call(Method::get, "/api/v1/phases/{id}/history", {{"id", "abc"}}, {}).status, 404);
}

TEST_F(RedesignsApi, AddsAndEditsPhases) {
  open_parc();
  const auto added = call(Method::post, "/api/v1/redesigns/{slug}/phases", {{"slug", "parc"}}, admin, {{"type", "discussion"}, {"titles", {{"fr", "Débat"}}}, {"state", "open"}});
  ASSERT_EQ(added.status, 201) << added.body;
  EXPECT_EQ(parsed(added)["state"], "open");
  EXPECT_EQ(parsed(added)["position"], 2);
  const http::PathValues path{{"id", parsed(added)["id"].get<std::string>()}};
  EXPECT_EQ(parsed(call(Method::patch, "/api/v1/phases/{id}", path, admin, {{"title", "Grand débat"}}))["titles"]["fr"], "Grand débat");
  EXPECT_EQ(call(Method::patch, "/api/v1/phases/{id}", path, ann, {{"title", "Grand débat"}}).status, 403);
  EXPECT_EQ(parsed(call(Method::patch, "/api/v1/phases/{id}", path, admin, {{"closes_at", at_hours(3)}}))["code"], "phase_transition_refused");
}

TEST_F(RedesignsApi, EditsARedesignForItsOwnerOnly) {
  open_parc();
  const http::PathValues path{{"slug", "parc"}};
  EXPECT_EQ(parsed(call(Method::patch, "/api/v1/redesigns/{slug}", path, ann, {{"territory", "Lipowe"}}))["code"], "not_allowed");
  EXPECT_EQ(parsed(call(Method::patch, "/api/v1/redesigns/{slug}", path, admin, {{"territory", "Lipowe"}, {"title", {{"en", "The park"}}}}))["territory"], "Lipowe");
  const json power{{"power_level", "consult"}, {"reason", "the budget was cut in half"}};
  EXPECT_EQ(parsed(call(Method::patch, "/api/v1/redesigns/{slug}", path, admin, power))["power_level"], "consult");
  const json history = parsed(call(Method::get, "/api/v1/redesigns/{slug}/history", path, {}))["items"];
  EXPECT_EQ(history.back()["kind"], "power_level");
}

TEST_F(RedesignsApi, NamesRolesByAddressAndById) {
  open_parc();
  const http::PathValues path{{"slug", "parc"}};
  const std::string by_address = "/api/v1/redesigns/{slug}/roles";
  EXPECT_EQ(parsed(call(Method::post, by_address, path, ann, {{"email", "ann@example.org"}, {"role", "owner"}}))["code"], "not_allowed");
  const auto granted = call(Method::post, by_address, path, admin, {{"email", "ANN@example.org"}, {"role", "moderator"}});
  ASSERT_EQ(granted.status, 201) << granted.body;
  EXPECT_EQ(granted.body.find("@example.org"), std::string::npos) << "addresses are nobody else's to see";
  const std::string by_id = "/api/v1/redesigns/{slug}/roles/{role}/{person}";
  const http::PathValues officer{{"slug", "parc"}, {"role", "officer"}, {"person", ann.person.text()}};
  EXPECT_EQ(parsed(call(Method::put, by_id, officer, admin))["code"], "role_conflict");
  const http::PathValues moderator{{"slug", "parc"}, {"role", "moderator"}, {"person", ann.person.text()}};
  EXPECT_EQ(call(Method::del, by_id, moderator, admin).status, 204);
  EXPECT_EQ(call(Method::del, by_id, moderator, admin).status, 404);
  EXPECT_EQ(call(Method::put, by_id, officer, admin).status, 200);
  const http::PathValues owner{{"slug", "parc"}, {"role", "owner"}, {"person", admin.person.text()}};
  EXPECT_EQ(parsed(call(Method::del, by_id, owner, admin))["code"], "last_owner");
  EXPECT_EQ(parsed(call(Method::get, by_address, path, admin))["items"].size(), 2U);
}

/// A body that would be accepted from somebody who may.
json good_body_for(std::string_view pattern) {
  const std::string reason = "because I would like it";
  if (pattern.find("/phases/{id}/transitions") != std::string_view::npos) return {{"to", "closed"}, {"reason", reason}};
  if (pattern.find("/transitions") != std::string_view::npos) return {{"to", "paused"}, {"reason", reason}};
  return {{"slug", "autre"}, {"title", "Un autre"}};
}

TEST_F(RedesignsApi, EveryWriteIsRefusedToAParticipant) {
  const std::string phase = open_parc()["phases"][0]["id"];
  const http::PathValues path{{"slug", "parc"}, {"id", phase}, {"role", "officer"}, {"person", ann.person.text()}};
  for (const auto& row : routes()) {
    if (row.kind != http::Kind::write) continue;
    const auto response = call(row.method, row.pattern, path, ann, good_body_for(row.pattern));
    EXPECT_EQ(parsed(response)["code"], "not_allowed") << row.pattern << " " << response.body;
  }
}

}  // namespace
}  // namespace palabre::redesigns

// The routes of ideas, called as the router calls them: shapes, status codes, what is hidden from whom.
#include "ideas/idea_store.hpp"
#include "ideas/ideas_api.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::ideas {
namespace {

using http::Method;
using nlohmann::json;

struct Answer {
  int status = 0;
  json body;
  http::Response response;
};

class IdeasApi : public IdeaStore {
 protected:
  IdeasApi() { services.limits = &store.limits; }

  /// Finds the row whose pattern fits the path and runs it in a transaction, rolled back when refused.
  Answer call(const people::Actor* who, Method method, const std::string& path, const std::string& query = "", const json& body = nullptr) {
    http::Request request;
    request.method = method;
    request.path = path;
    request.query = query;
    if (!body.is_null()) {
      request.content_type = "application/json";
      request.body = body.dump();
    }
    http::PathValues values;
    const http::Route* row = find_row(method, path, values);
    if (!row) return {404, nullptr, {}};
    std::optional<http::Viewer> viewer;
    if (who && row->audience == http::Audience::mine) viewer = {who->person, {}, who->opaque_id, "", "en", {}, who->is_organisation, who->is_admin, false};
    const auto result = act([&](db::Tx& tx) { return row->handler({request, values, viewer, services, tx.now(), &tx}); });
    const auto response = result ? *result : http::problem_response(result.error());
    return {response.status, response.body.empty() ? json() : json::parse(response.body), response};
  }

  const http::Route* find_row(Method method, const std::string& path, http::PathValues& values) {
    const auto wanted = split(path);
    for (const auto& route : all) {
      const auto pattern = split(route.pattern);
      if (route.method != method || pattern.size() != wanted.size()) continue;
      values.clear();
      bool fits = true;
      for (std::size_t i = 0; i < pattern.size() && fits; ++i) {
        if (pattern[i].starts_with("{")) values.emplace_back(pattern[i].substr(1, pattern[i].size() - 2), std::string(wanted[i]));
        else fits = pattern[i] == wanted[i];
      }
      if (fits) return &route;
    }
    return nullptr;
  }

  static std::vector<std::string_view> split(std::string_view path) {
    std::vector<std::string_view> parts;
    while (!path.empty()) {
      const auto slash = path.find('/', 1);
      parts.push_back(path.substr(1, slash == std::string_view::npos ? slash : slash - 1));
      path = slash == std::string_view::npos ? "" : path.substr(slash);
    }
    return parts;
  }

  static std::string path_of(IdeaId id, const std::string& rest = "") { return "/api/v1/ideas/" + id.text() + rest; }

  const http::Routes all = routes();
  http::Services services;
  const std::string list = "/api/v1/redesigns/bus/ideas";
  const json proposal{{"title", "A minibus on call"}, {"body", "It **comes** when one calls."}, {"language", "en"},
                      {"tags", {"Mobility"}}, {"place", {{"label", "Mill Road"}, {"lat", 50.1}, {"lon", 4.2}}}};
};

TEST_F(IdeasApi, ProposesAndShowsAnIdea) {
  const auto made = call(&ana, Method::post, list, "", proposal);
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(made.body["status"], "published");
  EXPECT_EQ(made.body["author"]["name"], "Ana");
  EXPECT_EQ(made.body["place"]["lat"], 50.1);
  EXPECT_EQ(made.response.headers.front().second, "/api/v1/ideas/" + made.body["id"].get<std::string>());
  const auto seen = call(nullptr, Method::get, "/api/v1/ideas/" + made.body["id"].get<std::string>());
  EXPECT_EQ(seen.status, 200);
  EXPECT_EQ(seen.body["body"], "It **comes** when one calls.");
  EXPECT_EQ(seen.body["excerpt"], "It comes when one calls.");
  EXPECT_EQ(seen.body["history"].size(), 2U);
  EXPECT_EQ(seen.body["allowed"], (json{{"support", true}, {"comment", true}, {"edit", true}}));
  EXPECT_EQ(seen.response.depends_on.size(), 2U);
  EXPECT_EQ(seen.response.fresh_until, test_start.plus_ms(10 * ms_per_day));
}

TEST_F(IdeasApi, NamesTheFieldAtFault) {
  const auto field = [&](const char* name, const json& value) {
    auto body = proposal;
    body[name] = value;
    const auto refused = call(&ana, Method::post, list, "", body);
    EXPECT_GE(refused.status, 400);
    return refused.body["field"].get<std::string>();
  };
  EXPECT_EQ(field("title", "No"), "title");
  EXPECT_EQ(field("title", 7), "title");
  EXPECT_EQ(field("body", nullptr), "body");
  EXPECT_EQ(field("tags", json::array({1})), "tags");
  EXPECT_EQ(field("place", {{"label", "x"}, {"lat", 200}, {"lon", 3}}), "place.lat");
  EXPECT_EQ(field("surprise", true), "surprise");
}

TEST_F(IdeasApi, ListsWithTotalCursorAndLink) {
  for (int i = 0; i < 5; ++i) propose(ana, "Idea number " + std::to_string(i));
  const auto first = call(nullptr, Method::get, list, "limit=2");
  ASSERT_EQ(first.status, 200);
  EXPECT_EQ(first.body["items"].size(), 2U);
  EXPECT_EQ(first.body["total"], 5);
  EXPECT_EQ(first.response.headers.front().first, "Link");
  EXPECT_EQ(first.response.fresh_until, Instant{test_start.unix_ms + ms_per_hour});
  const auto second = call(nullptr, Method::get, list, "limit=2&after=" + first.body["next"].get<std::string>());
  EXPECT_EQ(second.body["items"].size(), 2U);
  EXPECT_EQ(call(nullptr, Method::get, list, "limit=2&sort=newest&after=" + first.body["next"].get<std::string>()).body["code"], "bad_cursor");
  for (const char* bad : {"sort=best", "status=hidden", "status=x", "limit=0", "limit=101", "seed=-1", "phase=x", "lang=french"})
    EXPECT_EQ(call(nullptr, Method::get, list, bad).body["code"], "bad_field") << bad;
  EXPECT_EQ(call(nullptr, Method::get, "/api/v1/redesigns/nowhere/ideas").status, 404);
}

TEST_F(IdeasApi, ShowsTitlesInTheWantedLanguage) {
  const auto id = store.run([&](db::Tx& tx) {
    NewIdea wanted;
    wanted.idea.redesign = redesign;
    wanted.idea.author = ana.person;
    wanted.idea.state = IdeaState::published;
    wanted.idea.language = "fr";
    wanted.idea.title = "Un minibus";
    wanted.idea.body = "Sur appel.";
    wanted.idea.created_at = wanted.idea.updated_at = tx.now();
    wanted.translations = {{1, "en", false, "A minibus", "On call.", "", {}, {}}};
    return insert_idea(tx, wanted);
  });
  const auto item = call(nullptr, Method::get, list, "lang=en").body["items"][0];
  EXPECT_EQ(item["title"], "A minibus");
  EXPECT_EQ(item["title_language"], "en");
  EXPECT_EQ(item["language"], "fr");
  EXPECT_EQ(call(nullptr, Method::get, list, "lang=nl").body["items"][0]["title_language"], "fr");
  const auto full = call(nullptr, Method::get, path_of(id));
  EXPECT_EQ(full.body["title"], "Un minibus");
  EXPECT_EQ(full.body["translations"][0]["body"], "On call.");
}

TEST_F(IdeasApi, SupportsWithThreeNumbers) {
  const auto id = propose(ana, "A minibus on call");
  const auto put = call(&ben, Method::put, path_of(id, "/support"));
  EXPECT_EQ(put.body, (json{{"supports", 1}, {"supported", true}, {"seq", newest_seq()}}));
  const auto marks = call(&ben, Method::get, "/api/v1/me/marks", "redesign=bus");
  EXPECT_EQ(marks.body["supported"], json::array({id.text()}));
  EXPECT_EQ(marks.body["mine"], json::array());
  EXPECT_EQ(call(&ben, Method::del, path_of(id, "/support")).body["supported"], false);
  EXPECT_EQ(call(&association, Method::put, path_of(id, "/support")).body["code"], "organisation_may_not_support");
  EXPECT_EQ(call(&ben, Method::put, "/api/v1/ideas/07/support").status, 404);
}

TEST_F(IdeasApi, ShowsOfAHiddenIdeaOnlyWhy) {
  const auto id = propose(ana, "A minibus on call");
  move(id, IdeaState::hidden);
  store.run([&](db::Tx& tx) {
    tx.run("INSERT INTO hiding (redesign_id, target_kind, target_id, rule, reason, at) VALUES ($1, 'idea', $2, 'private_data', 'It named a patient.', $3)",
           redesign, id, tx.now());
  });
  const auto seen = call(nullptr, Method::get, path_of(id));
  EXPECT_EQ(seen.status, 200);
  EXPECT_EQ(seen.body["status"], "hidden");
  EXPECT_EQ(seen.body["rule"], "private_data");
  EXPECT_EQ(seen.response.body.find("minibus"), std::string::npos);
  EXPECT_EQ(seen.response.body.find("Ana"), std::string::npos);
  EXPECT_EQ(call(nullptr, Method::get, path_of(id, "/versions")).body["items"], json::array());
  EXPECT_EQ(call(nullptr, Method::get, "/api/v1/search", "q=minibus").body["items"], json::array());
}

TEST_F(IdeasApi, EditsWithAVersionInHand) {
  const auto id = propose(ana, "A minibus on call");
  const auto edited = call(&ana, Method::patch, path_of(id), "", {{"title", "A minibus on demand"}, {"version", 1}, {"note", "clearer"}});
  ASSERT_EQ(edited.status, 200) << edited.body;
  EXPECT_EQ(edited.body["version"], 2);
  EXPECT_EQ(call(&ana, Method::patch, path_of(id), "", {{"title", "A minibus again"}, {"version", 1}}).body["code"], "stale_version");
  EXPECT_EQ(call(&ben, Method::patch, path_of(id), "", {{"title", "A minibus again"}}).body["code"], "not_allowed");
  const auto versions = call(nullptr, Method::get, path_of(id, "/versions"));
  ASSERT_EQ(versions.body["items"].size(), 2U);
  EXPECT_EQ(versions.body["items"][0]["by"]["name"], "Ana");
}

TEST_F(IdeasApi, MovesAndMerges) {
  const auto id = propose(ana, "A minibus on call");
  const auto other = propose(ben, "A shared taxi for villages");
  const json wanted{{"to", "shortlisted"}, {"reason", "It has grown a team."}};
  EXPECT_EQ(call(&ben, Method::post, path_of(id, "/transitions"), "", wanted).body["code"], "not_allowed");
  EXPECT_EQ(call(&moderator, Method::post, path_of(id, "/transitions"), "", wanted).body["status"], "shortlisted");
  EXPECT_EQ(call(&moderator, Method::post, path_of(id, "/transitions"), "", {{"to", "gone"}}).body["field"], "to");
  const auto merge = call(&moderator, Method::post, path_of(id, "/merges"), "", {{"into", other.text()}, {"reason", "Both are rides on call."}});
  ASSERT_EQ(merge.status, 201) << merge.body;
  const auto consent = "/api/v1/merges/" + merge.body["id"].get<std::string>() + "/consent";
  EXPECT_EQ(call(&ana, Method::get, "/api/v1/me/marks", "redesign=bus").body["merges"].size(), 1U);
  EXPECT_EQ(call(&ana, Method::post, consent, "", {{"is_given", true}}).body["state"], "proposed");
  EXPECT_EQ(call(&ben, Method::post, consent, "", {{"is_given", true}}).body["state"], "done");
  EXPECT_EQ(call(nullptr, Method::get, path_of(id)).body["merged_into"]["id"], other.text());
  const auto survivor = call(nullptr, Method::get, path_of(other));
  EXPECT_EQ(survivor.body["merged_from"][0]["title"], "A minibus on call");
  EXPECT_EQ(survivor.body["authors"].size(), 2U);
}

TEST_F(IdeasApi, SearchesWithTheFoundWordsApart) {
  propose(ana, "Garer un vélo");
  const auto found = call(nullptr, Method::get, "/api/v1/search", "q=velo&redesign=bus&kind=idea");
  ASSERT_EQ(found.body["items"].size(), 1U);
  EXPECT_EQ(found.body["items"][0]["title"], (json::array({{{"text", "Garer un "}, {"is_match", false}}, {{"text", "vélo"}, {"is_match", true}}})));
  EXPECT_EQ(call(nullptr, Method::get, "/api/v1/search").body["code"], "missing_field");
  const auto similar = call(nullptr, Method::get, "/api/v1/redesigns/bus/similar", "q=un+minibus+qui+vient");
  EXPECT_EQ(similar.body["items"].size(), 1U);
}

TEST_F(IdeasApi, KeepsDrafts) {
  const auto made = call(&ana, Method::post, "/api/v1/me/drafts", "", {{"redesign", "bus"}, {"title", "A thought"}, {"tags", {"one", "two"}}});
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(made.body["tags"], "one, two");
  EXPECT_EQ(call(&ana, Method::get, "/api/v1/me/drafts").body["items"].size(), 1U);
  EXPECT_EQ(call(&ben, Method::get, "/api/v1/me/drafts").body["items"].size(), 0U);
  const auto path = "/api/v1/me/drafts/" + made.body["id"].get<std::string>();
  EXPECT_EQ(call(&ben, Method::del, path).status, 404);
  EXPECT_EQ(call(&ana, Method::del, path).status, 204);
}

}  // namespace
}  // namespace palabre::ideas

// Every page on a filled store: it says what it must, escapes what people typed, and shows each reader only their own marks and acts.
#include "screens/seeded_site.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <fstream>

namespace palabre {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;
using tests::FormFields;
using tests::SeededSite;
using tests::Site;

std::vector<std::string> public_paths(const SeededSite& site) {
  const std::string id = site.idea.text();
  return {"/fr/", "/fr/redesigns/lipowe", "/fr/redesigns/lipowe/ideas", "/fr/redesigns/lipowe/ideas?view=map", "/fr/redesigns/lipowe/ideas/new", "/fr/redesigns/lipowe/ideas?sort=newest&tag=espace+public",
          "/fr/ideas/" + id, "/en/ideas/" + id, "/fr/ideas/" + id + "?comments=newest", "/fr/ideas/" + site.other.text(), "/fr/ideas/" + id + "/versions",
          "/fr/search", "/fr/search?q=bancs", "/fr/search?q=zzzz", "/fr/about/charter", "/fr/sign-in", "/fr/sign-up?back=/fr/ideas/" + id};
}

std::vector<std::string> own_paths(const SeededSite& site) {
  const std::string id = site.idea.text();
  return {"/fr/me", "/fr/ideas/" + id + "/pictures", "/fr/ideas/" + id + "/edit", "/fr/ideas/" + id + "/withdraw",
          "/fr/comments/" + site.comment.text() + "/reply", "/fr/comments/" + site.reply.text() + "/edit",
          "/fr/comments/" + site.reply.text() + "/withdraw", "/fr/report?target=comment:" + site.comment.text()};
}

TEST(Pages, AreThereForEverybody) {
  SeededSite site;
  for (const auto& path : public_paths(site)) {
    for (const auto& reader : {std::optional<http::Viewer>{}, std::optional(site.ana), std::optional(site.moderator)}) {
      const auto answer = site.get(path, reader);
      const bool is_redirect = reader && path.find("/sign-") != std::string::npos;
      EXPECT_EQ(answer.status, is_redirect ? 303 : 200) << path << answer.body.substr(0, 300);
    }
  }
  for (const auto& path : own_paths(site)) EXPECT_EQ(site.get(path, site.ana).status, 200) << path;
  for (const auto& path : own_paths(site)) EXPECT_EQ(site.get(path).status, 401) << path;
}

TEST(Pages, LetNothingTypedBecomeMarkup) {
  SeededSite site;
  auto paths = public_paths(site);
  for (const auto& path : own_paths(site)) paths.push_back(path);
  for (const auto& path : paths) {
    const auto answer = site.get(path, site.ana);
    EXPECT_THAT(answer.body, Not(HasSubstr("<script>alert"))) << path;
    EXPECT_THAT(answer.body, Not(HasSubstr("<b>x</b>"))) << path;
  }
}

TEST(Pages, KeepNothingPersonalInVisitorsBytes) {
  SeededSite site;
  for (const auto& path : public_paths(site)) {
    const auto answer = site.get(path);
    EXPECT_THAT(answer.body, Not(HasSubstr("aria-pressed=\"true\""))) << path;
    EXPECT_THAT(answer.body, Not(HasSubstr("/edit"))) << path;
    EXPECT_THAT(answer.body, Not(HasSubstr("name=\"key\""))) << path;
    EXPECT_LE(answer.fresh_until, site.store.clock.now().plus_ms(ms_per_minute)) << path;
  }
  EXPECT_THAT(site.get(site.idea_path()).depends_on, testing::Contains("idea:" + site.idea.text()));
}

TEST(IdeaPage, OffersEachReaderOnlyWhatTheActsAccept) {
  SeededSite site;
  const std::string path = site.idea_path();
  EXPECT_THAT(site.get(path).body, HasSubstr("sign-in?back"));
  EXPECT_THAT(site.get(path, site.ben).body, HasSubstr("aria-pressed=\"true\""));
  EXPECT_THAT(site.get(path, site.ana).body, HasSubstr("&#x2F;edit\""));
  EXPECT_THAT(site.get(path, site.ben).body, Not(HasSubstr("&#x2F;answer\"")));
  EXPECT_THAT(site.get(path, site.officer).body, HasSubstr("&#x2F;answer\""));
  EXPECT_THAT(site.get(path, site.moderator).body, HasSubstr("&#x2F;hide\""));
  site.store.clock.advance_ms(11 * ms_per_day);
  const auto closed = site.get(path, site.ben).body;
  EXPECT_THAT(closed, Not(HasSubstr("data-support")));
  EXPECT_THAT(closed, Not(HasSubstr("data-form=\"comment\"")));
}

TEST(SupportForm, CountsAndLeadsBack) {
  SeededSite site;
  const std::string path = site.idea_path() + "/support";
  const auto done = site.post(path, {{"do", "support"}, {"back", "/fr/redesigns/lipowe/ideas?sort=newest"}}, site.owner);
  EXPECT_EQ(done.status, 303);
  EXPECT_EQ(Site::header(done, "Location"), "/fr/redesigns/lipowe/ideas?sort=newest&notice=supported#idea-" + site.idea.text());
  EXPECT_EQ(Site::header(site.post(path, {{"do", "withdraw"}, {"back", "//evil.example"}}, site.owner), "Location"),
            site.idea_path() + "?notice=unsupported");
  EXPECT_EQ(site.post(path, {{"do", "support"}}).status, 401);
}

TEST(CommentForm, PublishesAndKeepsWhatWasRefused) {
  SeededSite site;
  const std::string path = site.idea_path() + "/comments";
  const auto done = site.post(path, {{"body", "Une nouvelle voix"}, {"stance", "against"}, {"key", "abc"}, {"parent", ""}}, site.owner);
  EXPECT_EQ(done.status, 303);
  EXPECT_THAT(Site::header(done, "Location"), HasSubstr("#comment-"));
  EXPECT_THAT(site.get(site.idea_path()).body, HasSubstr("Une nouvelle voix"));
  site.store.clock.advance_ms(11 * ms_per_day);
  const auto late = site.post(path, {{"body", "Trop tard mais gardé"}, {"stance", "for"}}, site.owner);
  EXPECT_EQ(late.status, 409);
  EXPECT_THAT(late.body, HasSubstr("Trop tard mais gardé"));
}

TEST(CommentPages, ReplyEditAndWithdraw) {
  SeededSite site;
  const std::string on_comment = "/fr/comments/" + site.comment.text();
  const std::string on_reply = "/fr/comments/" + site.reply.text();
  EXPECT_EQ(site.post(on_comment + "/reply", {{"body", "Je suis d'accord"}, {"stance", "for"}}, site.owner).status, 303);
  EXPECT_EQ(site.post(on_reply + "/edit", {{"body", "Qui ouvre le matin ?"}, {"version", "1"}}, site.ana).status, 303);
  EXPECT_EQ(site.post(on_reply + "/edit", {{"body", "Pas à moi"}, {"version", "1"}}, site.ben).status, 403);
  EXPECT_EQ(site.get(on_reply + "/edit", site.ben).status, 403);
  EXPECT_EQ(site.post(on_reply + "/withdraw", {}, site.ana).status, 303);
  EXPECT_THAT(site.get(site.idea_path()).body, Not(HasSubstr("Qui ouvre le matin")));
}

TEST(IdeaForm, PreviewsWithSimilarIdeasDraftsAndPublishes) {
  SeededSite site;
  const std::string path = "/fr/redesigns/lipowe/ideas/new";
  const FormFields fields{{"title", "Des bancs partout"}, {"body", "Des **bancs** pour se reposer."}, {"place", "Parc"}, {"tags", "bancs, parc"}};
  auto with = [&](const char* wish) {
    auto all = fields;
    all.emplace_back("do", wish);
    return all;
  };
  const auto preview = site.post(path, with("preview"), site.ben);
  EXPECT_EQ(preview.status, 303);
  const auto shown = site.get(Site::header(preview, "Location"), site.ben).body;
  EXPECT_THAT(shown, HasSubstr("<strong>bancs</strong>"));
  EXPECT_THAT(shown, HasSubstr("Des bancs partout"));
  EXPECT_THAT(shown, HasSubstr("tape 3 sur 3"));
  EXPECT_THAT(site.get(path + "?draft=1", site.ben).body, HasSubstr("co-similar"));
  const auto draft = site.post(path, with("draft"), site.ben);
  EXPECT_EQ(draft.status, 303);
  EXPECT_THAT(Site::header(draft, "Location"), HasSubstr("draft="));
  EXPECT_THAT(site.get("/fr/me", site.ben).body, HasSubstr("Des bancs partout"));
  EXPECT_THAT(site.get(Site::header(draft, "Location"), site.ben).body, HasSubstr("Des **bancs**"));
  EXPECT_EQ(site.post(path, with("publish")).status, 200) << "a visitor is asked to sign in, and the words go along";
  EXPECT_THAT(site.post(path, with("publish")).body, HasSubstr("name=\"carried\""));
  const auto done = site.post(path, with("publish"), site.ben);
  EXPECT_EQ(done.status, 303) << done.body;
  const auto short_one = site.post(path, {{"title", "Ban"}, {"body", "Un texte déjà assez long."}, {"do", "publish"}}, site.ben);
  EXPECT_EQ(short_one.status, 422);
  EXPECT_THAT(short_one.body, HasSubstr("Un texte déjà assez long."));
  EXPECT_THAT(short_one.body, HasSubstr("value=\"Ban\""));
  EXPECT_THAT(short_one.body, HasSubstr("data-error-summary"));
}

TEST(IdeaForm, EditsIntoANewVersionWithItsDifferences) {
  SeededSite site;
  const FormFields fields{{"title", "Dix bancs"}, {"body", "La pharmacie est encore loin."}, {"version", "2"}, {"do", "publish"}};
  EXPECT_EQ(site.post(site.idea_path() + "/edit", fields, site.ben).status, 403);
  EXPECT_EQ(site.post(site.idea_path() + "/edit", fields, site.ana).status, 303);
  const auto versions = site.get(site.idea_path() + "/versions").body;
  EXPECT_THAT(versions, HasSubstr("<ins>Dix</ins>"));
  const auto stale = site.post(site.idea_path() + "/edit", {{"title", "Onze bancs"}, {"body", "Encore une fois."}, {"version", "2"}, {"do", "publish"}}, site.ana);
  EXPECT_EQ(stale.status, 409);
  EXPECT_THAT(stale.body, HasSubstr("Onze bancs"));
}

TEST(Report, IsTakenOnce) {
  SeededSite site;
  const FormFields fields{{"target", "comment:" + site.comment.text()}, {"rule", "insult"}, {"text", "Ce mot blesse."}};
  EXPECT_EQ(site.post("/fr/report", fields, site.ana).status, 303);
  const auto again = site.post("/fr/report", fields, site.ana);
  EXPECT_EQ(again.status, 409);
  EXPECT_THAT(again.body, HasSubstr("Ce mot blesse."));
}

TEST(SignUp, OpensASessionAndLeadsBackOnlyHere) {
  SeededSite site;
  const FormFields fields{{"name", "Nour"}, {"email", "nour@example.org"}, {"password", "un long mot de passe"}, {"back", site.idea_path()}};
  const auto done = site.post("/fr/sign-up", fields);
  EXPECT_EQ(done.status, 303) << done.body;
  EXPECT_EQ(Site::header(done, "Location"), site.idea_path() + "?notice=signed_up");
  EXPECT_THAT(Site::header(done, "Set-Cookie"), HasSubstr("palabre_session="));
  const auto wrong = site.post("/fr/sign-in", {{"email", "nour@example.org"}, {"password", "faux mot de passe"}, {"back", "https://evil.example"}});
  EXPECT_EQ(wrong.status, 401);
  EXPECT_THAT(wrong.body, HasSubstr("nour@example.org"));
  EXPECT_THAT(wrong.body, Not(HasSubstr("faux mot")));
  EXPECT_THAT(wrong.body, Not(HasSubstr("evil.example")));
}

TEST(Search, MarksWhatWasFound) {
  SeededSite site;
  EXPECT_THAT(site.get("/fr/search?q=tilleuls").body, HasSubstr("<mark>tilleuls</mark>"));
}

// ---- fragments hold exactly the fields of the client's examples

void expect_same_fields(const json& example, const json& made, const std::string& where) {
  if (example.is_object() && made.is_object()) {
    for (const auto& [name, value] : example.items()) {
      EXPECT_TRUE(made.contains(name)) << where << "." << name << " is missing";
      if (made.contains(name)) expect_same_fields(value, made[name], where + "." + name);
    }
  } else if (example.is_array() && made.is_array() && !example.empty() && !made.empty()) {
    expect_same_fields(example[0], made[0], where + "[]");
  }
}

TEST(Fragments, HoldEveryFieldTheTemplatesName) {
  SeededSite site;
  const std::vector<std::pair<std::string, std::string>> parts = {
      {"idea_card", site.idea.text()},    {"support_button", site.idea.text()},    {"answer", site.other.text()},
      {"history", site.idea.text()},      {"comment", site.comment.text()},        {"phase_stepper", site.redesign.text()},
      {"phase_compact", site.redesign.text()}, {"redesign_card", site.redesign.text()}};
  for (const auto& [part, id] : parts) {
    const auto answer = site.get("/fr/fragments/" + part + "/" + id, site.ana);
    ASSERT_EQ(answer.status, 200) << part << answer.body.substr(0, 200);
    const json body = json::parse(answer.body);
    EXPECT_EQ(body["template"], part);
    std::ifstream stream(std::filesystem::path(PALABRE_SOURCE_DIR) / "web/parts" / part / "examples.json");
    const json examples = json::parse(stream);
    for (const auto& [name, example] : examples.items()) expect_same_fields(example, body["view"], part + "." + name);
  }
  EXPECT_EQ(site.get("/fr/fragments/counts/" + site.redesign.text()).status, 200);
  EXPECT_EQ(site.get("/fr/fragments/layout/1").status, 404);
}

}  // namespace
}  // namespace palabre

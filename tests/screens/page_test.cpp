// The frame of a page, redirects, problem pages and forms that are shown again.
#include "screens/client_state.hpp"
#include "screens/form.hpp"
#include "screens/page.hpp"
#include "screens/site.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace palabre {
namespace {

using screens::Field;
using screens::Form;
using screens::Page;
using testing::HasSubstr;
using testing::Not;
using tests::Site;

http::Viewer hostile_viewer() {
  http::Viewer viewer;
  viewer.person = PersonId{7};
  viewer.name = "<script>alert(1)</script>";
  viewer.language = "en";
  return viewer;
}

TEST(FrontDoor, LeadsToTheReadersLanguage) {
  Site site;
  EXPECT_EQ(Site::header(site.get("/"), "Location"), "/fr/");
  http::Request request = Site::request_of(http::Method::get, "/");
  request.accept_language = "en-GB,en;q=0.9,fr;q=0.2";
  EXPECT_EQ(Site::header(site.ask(request, {}), "Location"), "/en/");
  request.cookie = "palabre_language=fr";
  EXPECT_EQ(Site::header(site.ask(request, {}), "Location"), "/fr/");
  EXPECT_EQ(Site::header(site.get("/", hostile_viewer()), "Location"), "/en/");
}

TEST(Language, ThatNobodyTranslatedIsNotFound) {
  Site site;
  const auto answer = site.get("/xx/about/privacy");
  EXPECT_EQ(answer.status, 404);
  EXPECT_THAT(answer.body, HasSubstr("<html"));
}

TEST(Frame, OffersTheSamePageInEveryLanguage) {
  Site site;
  const auto answer = site.get("/en/about/privacy?notice=signed_out");
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(answer.body, HasSubstr("lang=\"en\""));
  EXPECT_THAT(answer.body, HasSubstr("href=\"&#x2F;fr&#x2F;about&#x2F;privacy\""));
  EXPECT_THAT(answer.body, HasSubstr(screens::escape_html(site.catalogue.text("en", "notice.signed_out"))));
  EXPECT_THAT(site.get("/en/about/privacy?notice=%3Cscript%3E").body, Not(HasSubstr("<script>")));
}

TEST(Frame, EscapesTheReadersNameEverywhere) {
  Site site;
  const auto answer = site.get("/fr/about/charter", hostile_viewer());
  EXPECT_THAT(answer.body, Not(HasSubstr("<script>alert")));
  EXPECT_THAT(answer.body, HasSubstr("&lt;script&gt;alert"));
}

TEST(Frame, KeepsNothingPersonalInAVisitorsBytes) {
  Site site;
  const auto visitor = site.get("/fr/about/charter");
  EXPECT_THAT(visitor.body, HasSubstr("\"signed_in\":false"));
  EXPECT_THAT(visitor.body, Not(HasSubstr("sign-out\"")));
  EXPECT_FALSE(visitor.depends_on.empty());
  EXPECT_LE(visitor.fresh_until, site.store.clock.now().plus_ms(ms_per_minute));
}

TEST(ClientState, CannotEndItsScriptElement) {
  EXPECT_THAT(screens::script_safe(R"({"a":"</script><b>"})"), Not(HasSubstr("<")));
  Site site;
  EXPECT_THAT(site.get("/fr/about/charter").body, HasSubstr("\"new_comments\""));
}

TEST(Problem, SaysTheRuleAndWhatToDoInsteadForEveryReason) {
  Site site;
  for (const auto& language : site.catalogue.languages()) {
    for (int i = 0; i < reason_count; ++i) {
      const auto reason = static_cast<Reason>(i);
      const auto request = Site::request_of(http::Method::get, "/" + language + "/ideas/40");
      const auto answer = screens::render_problem(request, refuse(reason), site.services);
      const std::string code(http::problem_code(reason));
      EXPECT_EQ(answer.status, http::problem_status(reason)) << code;
      EXPECT_THAT(answer.body, HasSubstr(code)) << language;
      EXPECT_FALSE(site.catalogue.text(language, "refusal." + code + ".what").empty());
      EXPECT_FALSE(site.catalogue.text(language, "refusal." + code + ".instead").empty());
    }
  }
}

TEST(Problem, GivesBackWhatWasTyped) {
  Site site;
  const auto answer = site.post("/fr/nowhere", {{"body", "Trois heures <b>de</b> travail"}});
  EXPECT_EQ(answer.status, 404);
  EXPECT_THAT(answer.body, HasSubstr("Trois heures &lt;b&gt;de"));
}

TEST(Problem, LeadsBackAfterSigningIn) {
  Site site;
  const auto request = Site::request_of(http::Method::get, "/fr/me");
  const auto answer = screens::render_problem(request, refuse(Reason::sign_in_required), site.services);
  EXPECT_THAT(answer.body, HasSubstr("sign-in?back&#x3D;%2Ffr%2Fme"));
}

TEST(Notices, HaveWordsInEveryLanguage) {
  Site site;
  for (const auto& language : site.catalogue.languages()) {
    for (const auto code : screens::notice_codes()) EXPECT_NO_THROW((void)site.catalogue.text(language, "notice." + std::string(code))) << code;
  }
}

TEST(LocalPath, LeadsNobodyElsewhere) {
  EXPECT_EQ(screens::local_path("/fr/ideas/40?a=b#comment-3", "/fr/"), "/fr/ideas/40?a=b#comment-3");
  for (const auto* wanted : {"", "/", "//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/fr/\nx", "/fr\\x"})
    EXPECT_EQ(screens::local_path(wanted, "/fr/"), "/fr/") << wanted;
}

TEST(WithParam, GoesBeforeTheAnchor) {
  EXPECT_EQ(screens::with_param("/fr/ideas/40#c", "notice", "a b"), "/fr/ideas/40?notice=a%20b#c");
  EXPECT_EQ(screens::with_param("/fr/ideas?x=1", "y", "2"), "/fr/ideas?x=1&y=2");
}

TEST(Form, KeepsEverythingTypedAndNamesTheField) {
  Site site;
  http::Request request = Site::request_of(http::Method::post, "/fr/about/charter");
  request.body = "title=Ban&body=%3Cscript%3E&password=secret";
  const http::PathValues values{{"lang", "fr"}};
  const http::Call call{request, values, {}, site.services, site.store.clock.now(), nullptr};
  const auto page = Page::open(call);
  ASSERT_TRUE(page);
  Form form = Form::typed(request);
  ASSERT_TRUE(form.take(refuse(Reason::too_short, "", "title")));
  EXPECT_EQ(form.status(), 422);
  const auto title = form.field_view(*page, {.name = "title", .label = "Titre", .length = {5, 300}});
  const auto body = form.field_view(*page, {.name = "body", .label = "Texte", .kind = screens::FieldKind::area});
  EXPECT_EQ(title["value"], "Ban");
  EXPECT_THAT(title["error"].get<std::string>(), HasSubstr("5"));
  EXPECT_EQ(body["value"], "<script>");
  EXPECT_EQ(body["error"], "");
  EXPECT_EQ(form.value("password"), "");
  const auto errors = form.errors_view(*page);
  EXPECT_EQ(errors["errors"][0]["href"], "#f-title");
  EXPECT_THAT(page->render_part("field", body), HasSubstr("&lt;script&gt;"));
}

TEST(Form, LeavesToTheProblemPageWhatIsNoMatterOfTheForm) {
  Form form;
  EXPECT_FALSE(form.take(refuse(Reason::not_found)));
  EXPECT_FALSE(form.take(refuse(Reason::sign_in_required)));
  EXPECT_TRUE(form.take(refuse(Reason::phase_closed)));
  EXPECT_EQ(form.status(), 409);
}

}  // namespace
}  // namespace palabre

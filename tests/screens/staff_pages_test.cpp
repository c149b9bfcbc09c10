// Who may open which page of staff, and that nothing typed becomes markup there.
#include "screens/seeded_site.hpp"

#include "ideas/propose_merge.hpp"
#include "moderation/report_content.hpp"

#include <gmock/gmock.h>

namespace palabre {
namespace {

using testing::HasSubstr;
using testing::Not;
using tests::SeededSite;

struct Row {
  std::string path;
  std::string readers;  // m(oderator) o(fficer) w(owner) a(dministrator) b(en, a participant)
};

class StaffSite : public SeededSite {
 public:
  StaffSite() {
    store.run([&](db::Tx& tx) {
      admin = add_person(tx, "Ida");
      admin.is_admin = true;
      moderation::report_content(tx, actor(tx, ana), {{moderation::TargetKind::comment, comment.value}, moderation::Rule::insult, tests::hostile}).value();
      merge = ideas::propose_merge(tx, actor(tx, moderator), {idea, other, std::string("Le même banc, deux fois. ") + tests::hostile}, store.limits).value();
    });
  }

  std::vector<Row> rows() const {
    const std::string base = "/fr/redesigns/lipowe";
    return {{base + "/inbox", "ow"},          {base + "/moderation", "m"},  {base + "/phases", "mwa"},
            {base + "/settings", "mwa"},      {base + "/roles", "wa"},      {"/fr/redesigns/new", "a"},
            {base + "/timeline", "wa"},       {base + "/texts", "wa"},      {base + "/texts?language=en", "wa"},
            {base + "/roadmap", "mowa"},      {base + "/roadmap/edit", "wa"}, {"/fr/redesigns/new/blank", "a"},
            {"/fr/redesigns/new/template?name=allotments", "a"}, {"/fr/redesigns/new/copy?of=lipowe", "a"},
            {idea_path() + "/answer", "ow"},  {idea_path() + "/hide", "m"}, {"/fr/comments/" + comment.text() + "/hide", "m"},
            {"/fr/merges/" + merge.text(), "mb"}};
  }
  http::Viewer viewer(char letter) const {
    return letter == 'm' ? moderator : letter == 'o' ? officer : letter == 'w' ? owner : letter == 'a' ? admin : ben;
  }

  http::Viewer admin;
  MergeId merge;
};

TEST(StaffPages, OpenForThoseTheyAreForAndNobodyElse) {
  StaffSite site;
  for (const auto& row : site.rows()) {
    EXPECT_EQ(site.get(row.path).status, 401) << row.path;
    for (const char letter : std::string("mowab")) {
      const auto answer = site.get(row.path, site.viewer(letter));
      const bool is_reader = row.readers.find(letter) != std::string::npos;
      EXPECT_EQ(answer.status, is_reader ? 200 : 403) << row.path << " as " << letter << answer.body.substr(0, 200);
      EXPECT_EQ(answer.body.find("not_allowed") == std::string::npos, is_reader) << row.path;
    }
  }
}

TEST(StaffPages, LetNothingTypedBecomeMarkup) {
  StaffSite site;
  for (const auto& row : site.rows()) {
    for (const char letter : row.readers) {
      const auto answer = site.get(row.path, site.viewer(letter));
      EXPECT_THAT(answer.body, Not(HasSubstr("<script>alert"))) << row.path;
      EXPECT_THAT(answer.body, Not(HasSubstr("<b>x</b>"))) << row.path;
    }
  }
}

TEST(StaffPages, AreLinkedForThoseWhoWorkThere) {
  StaffSite site;
  const auto page_of = [&](char letter) { return site.get("/fr/redesigns/lipowe", site.viewer(letter)).body; };
  EXPECT_THAT(page_of('o'), HasSubstr("lipowe&#x2F;inbox\""));
  EXPECT_THAT(page_of('o'), HasSubstr("(1)"));
  EXPECT_THAT(page_of('o'), Not(HasSubstr("lipowe&#x2F;moderation\"")));
  EXPECT_THAT(page_of('m'), HasSubstr("lipowe&#x2F;moderation\""));
  EXPECT_THAT(page_of('m'), HasSubstr("lipowe&#x2F;phases\""));
  EXPECT_THAT(page_of('m'), Not(HasSubstr("lipowe&#x2F;roles\"")));
  for (const char* path : {"inbox", "phases", "settings", "roles"}) EXPECT_THAT(page_of('w'), HasSubstr(std::string("lipowe&#x2F;") + path + "\""));
  for (const char* path : {"inbox", "moderation", "phases", "settings", "roles"}) EXPECT_THAT(page_of('b'), Not(HasSubstr(std::string("lipowe&#x2F;") + path + "\"")));
}

}  // namespace
}  // namespace palabre

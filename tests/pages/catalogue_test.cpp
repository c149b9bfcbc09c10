// Message files: what is accepted, what is refused and how texts come out.
// Part of test_pages.
#include "pages/catalogue.hpp"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <thread>
#include <unistd.h>

namespace {

using nlohmann::json;
using palabre::pages::Arguments;
using palabre::pages::Catalogue;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

/// A folder of message files that disappears with the test.
class CatalogueFolder : public testing::Test {
 protected:
  CatalogueFolder() : folder_(std::filesystem::temp_directory_path() / ("palabre-messages-" + std::to_string(::getpid()))) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~CatalogueFolder() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& language, const std::string& text) const { std::ofstream(folder_ / (language + ".json")) << text; }

  [[nodiscard]] std::string refusal() const {
    try {
      Catalogue::load(folder_);
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "loaded";
  }

  std::filesystem::path folder_;
};

using LoadCatalogue = CatalogueFolder;
using CatalogueText = CatalogueFolder;

TEST_F(LoadCatalogue, PutsFrenchFirst) {
  write("de", R"({"a":"x"})");
  write("fr", R"({"a":"x"})");
  write("en", R"({"a":"x"})");
  const auto catalogue = Catalogue::load(folder_);
  EXPECT_THAT(catalogue.languages(), ElementsAre("fr", "de", "en"));
  EXPECT_TRUE(catalogue.has_language("de"));
  EXPECT_FALSE(catalogue.has_language("nl"));
}

TEST_F(LoadCatalogue, RefusesABrokenMessageByFileAndKey) {
  write("fr", R"({"ok":"x","idea.count":"{n, plural, one {une}"})");
  EXPECT_THAT(refusal(), AllOf(HasSubstr("fr.json"), HasSubstr("\"idea.count\"")));
  write("fr", R"({"idea.count":"{n, plural, one {une}}"})");
  EXPECT_THAT(refusal(), AllOf(HasSubstr("fr.json"), HasSubstr("\"idea.count\"")));
}

TEST_F(LoadCatalogue, RefusesALanguageThatLacksAKey) {
  write("fr", R"({"a":"x","b":"y"})");
  write("en", R"({"a":"x"})");
  EXPECT_THAT(refusal(), AllOf(HasSubstr("en.json: lacks the key \"b\""), HasSubstr("fr.json")));
}

TEST_F(LoadCatalogue, RefusesAKeyThatIsAlsoAGroup) {
  write("fr", R"({"idea":"Idée","idea-list":"x","idea.title":"Titre"})");
  EXPECT_THAT(refusal(), AllOf(HasSubstr("\"idea\""), HasSubstr("\"idea.title\""), HasSubstr("rename")));
}

TEST_F(LoadCatalogue, RefusesDoubledKeysOtherShapesAndAnEmptyFolder) {
  EXPECT_THAT(refusal(), HasSubstr("no message file"));
  write("fr", R"({"a":"x","a":"y"})");
  EXPECT_THAT(refusal(), HasSubstr("\"a\" stands there twice"));
  write("fr", R"({"a":{"b":"y"}})");
  EXPECT_THAT(refusal(), HasSubstr("not a text"));
  write("fr", R"({"a":)");
  EXPECT_THAT(refusal(), HasSubstr("fr.json"));
}

TEST_F(CatalogueText, FormatsPluralsSelectionsNumbersAndDates) {
  write("fr", R"({"n":"{n, plural, =0 {aucune idée} one {# idée} other {# idées}}","who":"{g, select, f {elle} other {iel}}",
                  "rank":"{n, selectordinal, one {#er} other {#e}}","price":"{x, number} €","day":"le {d, date, long}"})");
  write("en", R"({"n":"{n, plural, one {# idea} other {# ideas}}","who":"{g, select, f {she} other {they}}",
                  "rank":"{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}","price":"{x, number} €","day":"on {d, date, long}"})");
  const auto catalogue = Catalogue::load(folder_);
  EXPECT_EQ(catalogue.text("fr", "n", {{"n", std::int64_t{0}}}), "aucune idée");
  EXPECT_EQ(catalogue.text("fr", "n", {{"n", std::int64_t{1}}}), "1 idée");
  EXPECT_EQ(catalogue.text("fr", "n", {{"n", std::int64_t{12345}}}), "12\u202F345 idées");
  EXPECT_EQ(catalogue.text("en", "n", {{"n", std::int64_t{12345}}}), "12,345 ideas");
  EXPECT_EQ(catalogue.text("fr", "who", {{"g", std::string("f")}}), "elle");
  EXPECT_EQ(catalogue.text("en", "rank", {{"n", std::int64_t{22}}}), "22nd");
  EXPECT_EQ(catalogue.text("fr", "price", {{"x", 2.5}}), "2,5 €");
  constexpr std::int64_t late_evening = 1795302600000;  // 2026-11-21T23:10:00Z: the next day in Brussels
  EXPECT_EQ(catalogue.text("fr", "day", {{"d", late_evening}}), "le 22 novembre 2026");
  EXPECT_EQ(catalogue.text("en", "day", {{"d", late_evening}}), "on 22 November 2026");
}

TEST_F(CatalogueText, KeepsApostrophesAndShowsArgumentsAsTheyAre) {
  write("fr", R"({"a":"l'idée d''un {who}","b":"L'idée, c'est l'eau"})");
  const auto catalogue = Catalogue::load(folder_);
  EXPECT_EQ(catalogue.text("fr", "a", {{"who", std::string("{x} <b>")}}), "l'idée d'un {x} <b>");
  EXPECT_EQ(catalogue.text("fr", "b"), "L'idée, c'est l'eau");
}

TEST_F(CatalogueText, IsRefusedForUnknownKeysLanguagesAndMissingArguments) {
  write("fr", R"({"a":"bonjour {who}"})");
  const auto catalogue = Catalogue::load(folder_);
  EXPECT_THROW((void)catalogue.text("fr", "b"), std::out_of_range);
  EXPECT_THROW((void)catalogue.text("nl", "a"), std::out_of_range);
  EXPECT_THROW((void)catalogue.text("fr", "a"), std::invalid_argument);
  EXPECT_THROW((void)catalogue.strings("nl"), std::out_of_range);
}

TEST_F(CatalogueText, NestsTheTextsWithoutArgumentsForTemplates) {
  write("fr", R"({"idea.title":"Titre","idea.form.hint":"Dites-le","idea.count":"{n} idées","ok":"Oui"})");
  EXPECT_EQ(Catalogue::load(folder_).strings("fr"),
            json::parse(R"({"t":{"idea":{"title":"Titre","form":{"hint":"Dites-le"}},"ok":"Oui"}})"));
}

TEST_F(CatalogueText, IsTheSameFromManyThreads) {
  write("fr", R"({"n":"{n, plural, one {# idée} other {# idées}} le {d, date, short}"})");
  const auto catalogue = Catalogue::load(folder_);
  const Arguments arguments{{"n", std::int64_t{3}}, {"d", std::int64_t{0}}};
  const std::string expected = catalogue.text("fr", "n", arguments);
  std::atomic<int> differences = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < 300; ++round) differences += catalogue.text("fr", "n", arguments) != expected;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(differences, 0);
}

}  // namespace

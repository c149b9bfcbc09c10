// Configuration: defaults < file < environment < flags, with errors that name key and source.
#include "app/config.hpp"

#include "db/test_store.hpp"
#include "pages/catalogue.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>

namespace palabre::app {
namespace {

class ConfigTest : public testing::Test {
 protected:
  std::filesystem::path write(const std::string& text) {
    const auto path = folder_.path() / "palabre.toml";
    std::ofstream(path) << text;
    return path;
  }
  Result<Config> load(const std::filesystem::path& file, const Overrides& flags = {}) {
    return load_config(file, [this](const std::string& name) {
      const auto found = environment_.find(name);
      return found == environment_.end() ? nullptr : found->second.c_str();
    }, flags);
  }
  tests::TempFolder folder_;
  std::map<std::string, std::string> environment_;
};

TEST_F(ConfigTest, FlagsWinOverEnvironmentOverFileOverDefaults) {
  const auto file = write("port = 1000\nsite_name = \"Valmont\"\nlanguage = \"en\"\n[limits]\nbody_bytes_max = 5000\n");
  environment_["PALABRE_PORT"] = "2000";
  environment_["PALABRE_LANGUAGE"] = "fr";
  const auto config = load(file, {{"port", "3000"}});
  ASSERT_TRUE(config);
  EXPECT_EQ(config->port, 3000);
  EXPECT_EQ(config->language, "fr");
  EXPECT_EQ(config->site_name, "Valmont");
  EXPECT_EQ(config->limits.body_bytes_max, 5000U);
  EXPECT_EQ(config->readers, 2);
}

TEST_F(ConfigTest, NamesTheKeyAndTheSourceOfABadValue) {
  const auto bad = load(write("port = \"many\"\n"));
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().reason, Reason::bad_field);
  EXPECT_EQ(bad.error().field, "port");
  EXPECT_NE(bad.error().detail.find("palabre.toml"), std::string::npos);
  environment_["PALABRE_LIMITS_PAGE_SIZE"] = "-4";
  EXPECT_EQ(load({}).error().field, "limits.page_size");
}

TEST_F(ConfigTest, NamesVariablesThatLookLikeSettingsAndAreNone) {
  const char* const environment[] = {"PALABRE_PORT=8080", "PALABRE_SITENAME=Valmont", "PALABRE_LIMITS_PAGE_SIZE=20", "PALABRE_MAIL_PASSWORD=a=b",
                                     "PALABRE_CONFIG=x.toml", "PALABRE_METRICS_TOKENS=t", "HOME=/root", nullptr};
  EXPECT_EQ(strange_variables(environment), (std::vector<std::string>{"PALABRE_SITENAME", "PALABRE_METRICS_TOKENS"}));
}

TEST_F(ConfigTest, TakesAListOfAddressesAndATokenFromTheEnvironmentOnly) {
  EXPECT_EQ(load(write("metrics_from = [\"10.0.0.0/8\", \"::1\"]\n"))->metrics_from, "10.0.0.0/8, ::1");
  EXPECT_EQ(load({}, {{"metrics_from", "192.0.2.1"}})->metrics_from, "192.0.2.1");
  EXPECT_EQ(load({}, {{"metrics_from", "localhost"}}).error().field, "metrics_from");
  EXPECT_EQ(load(write("metrics_from = [1]\n")).error().field, "metrics_from");
  EXPECT_EQ(load(write("metrics_token = \"secret\"\n")).error().reason, Reason::unknown_field);
  environment_["PALABRE_METRICS_TOKEN"] = "secret";
  const auto config = load({});
  EXPECT_EQ(config->metrics_token, "secret");
  std::ostringstream printed;
  print_config(*config, printed);
  EXPECT_EQ(printed.str().find("secret"), std::string::npos);
}

TEST_F(ConfigTest, TakesAnyLanguageThatCouldNameAMessageFile) {
  EXPECT_EQ(load({}, {{"language", "nl"}})->language, "nl");
  for (const char* wrong : {"", "n", "NL", "nld", "../x"}) EXPECT_EQ(load({}, {{"language", wrong}}).error().field, "language") << wrong;
}

TEST_F(ConfigTest, RefusesAKeyNobodyKnowsAndABrokenFile) {
  EXPECT_EQ(load(write("colour = \"blue\"\n")).error().reason, Reason::unknown_field);
  const auto broken = load(write("port = \n"));
  ASSERT_FALSE(broken);
  EXPECT_NE(broken.error().detail.find("line 1"), std::string::npos);
  EXPECT_FALSE(load("/no/such/file.toml"));
}

TEST_F(ConfigTest, PrintsAFileThatReproducesIt) {
  const auto config = load({}, {{"site_name", "L’\"agora\" \\ de Mäe"}, {"trusts_proxy", "true"}, {"limits.page_size", "7"}});
  ASSERT_TRUE(config);
  std::ostringstream printed;
  print_config(*config, printed);
  const auto again = load(write(printed.str()));
  ASSERT_TRUE(again) << again.error().detail;
  std::ostringstream second;
  print_config(*again, second);
  EXPECT_EQ(printed.str(), second.str());
  EXPECT_EQ(again->site_name, "L’\"agora\" \\ de Mäe");
}

TEST_F(ConfigTest, EverySettingIsExplainedInEveryLanguage) {
  const auto words = pages::Catalogue::load(std::filesystem::path(PALABRE_SOURCE_DIR) / "web/messages");
  for (const auto& setting : settings()) {
    if (setting.key.starts_with("limits.")) continue;
    for (const auto& language : words.languages()) EXPECT_FALSE(words.text(language, "setting." + setting.key).empty()) << setting.key;
  }
}

}  // namespace
}  // namespace palabre::app

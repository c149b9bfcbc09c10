// Compares this renderer with mustache.js byte for byte on every example of the web client.
// Part of test_pages; needs the web build and the pages that `node web/golden.mjs` rendered.
#include "pages/catalogue.hpp"
#include "pages/template_set.hpp"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <nlohmann/json.hpp>

namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using palabre::pages::Catalogue;
using palabre::pages::TemplateSet;

constexpr const char* advice = "\nRun `npm ci`, `npm run build` and `npm run golden` in web/ first.";

std::vector<fs::path> example_files(const fs::path& web) {
  std::vector<fs::path> files;
  for (const char* kind : {"parts", "screens"}) {
    if (!fs::is_directory(web / kind)) continue;
    for (const auto& entry : fs::directory_iterator(web / kind)) {
      if (fs::exists(entry.path() / "examples.json")) files.push_back(entry.path() / "examples.json");
    }
  }
  return files;
}

std::string read(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

TEST(GoldenPages, AreTheSameFromBothRenderers) {
  const fs::path source = PALABRE_SOURCE_DIR;
  const fs::path built = source / "build/web";
  ASSERT_TRUE(fs::exists(built / "templates.json")) << built / "templates.json" << " is missing." << advice;
  const auto templates = TemplateSet::load(built / "templates.json");
  const auto catalogue = Catalogue::load(source / "web/messages");
  const auto files = example_files(source / "web");
  ASSERT_FALSE(files.empty()) << "no examples.json in web/parts and web/screens";
  for (const fs::path& file : files) {
    const std::string name = file.parent_path().filename().string();
    const json examples = json::parse(read(file));  // {name of the example: view}
    for (const auto& [example, view] : examples.items()) {
      const fs::path golden = built / "golden" / (name + "." + example + ".html");
      ASSERT_TRUE(fs::exists(golden)) << golden << " is missing." << advice;
      EXPECT_EQ(templates.render(name, view, catalogue.strings("fr")), read(golden)) << golden;
    }
  }
}

}  // namespace

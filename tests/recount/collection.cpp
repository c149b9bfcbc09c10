// Finds the collection, and says at the end of the run how many of its cases were checked. Used by the tests of recount.
#include "recount/collection.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

namespace palabre::recount {
namespace {

std::map<std::string, int>& cases() {
  static std::map<std::string, int> counted;
  return counted;
}

class SayCases : public testing::Environment {
 public:
  void TearDown() override {
    int all = 0;
    for (const auto& [name, count] : cases()) {
      std::cout << "  checked against published answers: " << name << ": " << count << "\n";
      all += count;
    }
    std::cout << "  checked against published answers: " << all << " cases in " << cases().size() << " data sets\n";
  }
};

[[maybe_unused]] const auto* const registered = testing::AddGlobalTestEnvironment(new SayCases);

std::filesystem::path root() { return PALABRE_SOURCE_DIR; }

}  // namespace

std::optional<std::filesystem::path> collection(const std::string& name) {
  const char* named = std::getenv("PALABRE_DATA");
  const auto folder = (named != nullptr ? std::filesystem::path(named) : root().parent_path() / "shared" / "data") / name;
  if (!std::filesystem::is_directory(folder)) return std::nullopt;
  return folder;
}

std::vector<std::filesystem::path> files_of(const std::optional<std::filesystem::path>& folder, const std::string& ending) {
  std::vector<std::filesystem::path> files;
  if (!folder || !std::filesystem::is_directory(*folder)) return files;
  for (const auto& entry : std::filesystem::directory_iterator(*folder))
    if (entry.path().filename().string().ends_with(ending)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

std::string text_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  EXPECT_TRUE(stream) << file;
  std::ostringstream text;
  text << stream.rdbuf();
  return std::move(text).str();
}

std::filesystem::path shipped_data() { return root() / "tests" / "data"; }

void count_case(const std::string& data_set) { ++cases()[data_set]; }

}  // namespace palabre::recount

// The examples of docs/tally.md: its files are written, its commands run, its outputs compared. "…" alone on a line stands for any lines.
#include "app/commands.hpp"

#include "db/open_database.hpp"
#include "db/test_store.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace palabre::app {
namespace {

namespace fs = std::filesystem;

using Lines = std::vector<std::string>;

Lines lines_of(const std::string& text) {
  Lines lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// A fenced block, with the last line of words before it.
struct Block {
  std::string before;
  std::string kind;
  Lines lines;
};

std::vector<Block> blocks_of(const Lines& document) {
  std::vector<Block> blocks;
  std::string before;
  bool is_open = false;
  for (const auto& line : document) {
    if (line.starts_with("```")) {
      is_open = !is_open;
      if (is_open) blocks.push_back({before, line.substr(3), {}});
    } else if (is_open) {
      blocks.back().lines.push_back(line);
    } else if (!line.empty()) {
      before = line;
    }
  }
  return blocks;
}

/// The words of a command line, with quotes around some.
Lines words_of(const std::string& line) {
  Lines words;
  std::string word;
  bool is_quoted = false;
  for (const char byte : line + " ") {
    if (byte == '"') is_quoted = !is_quoted;
    else if (byte != ' ' || is_quoted) word += byte;
    else if (!word.empty()) words.push_back(std::exchange(word, {}));
  }
  return words;
}

/// Do the lines fit, where "…" fits any number of them?
bool fits(const Lines& wanted, const Lines& found, std::size_t w = 0, std::size_t f = 0) {
  if (w == wanted.size()) return f == found.size();
  if (wanted[w] != "…") return f < found.size() && wanted[w] == found[f] && fits(wanted, found, w + 1, f + 1);
  for (auto at = f; at <= found.size(); ++at)
    if (fits(wanted, found, w + 1, at)) return true;
  return false;
}

class TallyDocument : public testing::Test {
 protected:
  void SetUp() override {
    before_ = fs::current_path();
    fs::current_path(folder_.path());
  }
  void TearDown() override { fs::current_path(before_); }

  /// What the command prints on both streams.
  std::string run_line(const std::string& line) {
    if (line == "echo $?") return std::to_string(code_) + "\n";
    const auto words = words_of(line);
    std::vector<const char*> raw;
    for (const auto& word : words) raw.push_back(word.c_str());
    std::istringstream in;
    std::ostringstream out;
    code_ = run(static_cast<int>(raw.size()), raw.data(), db::open_database, {in, out, out});
    return out.str();
  }

  void check(const std::string& line, const Lines& wanted) {
    const auto printed = run_line(line);
    EXPECT_TRUE(fits(wanted, lines_of(printed))) << "$ " << line << "\n" << printed;
    ++commands_;
  }

  tests::TempFolder folder_;
  fs::path before_;
  int code_ = 0;
  int commands_ = 0;
};

TEST_F(TallyDocument, ShowsWhatTheCommandPrints) {
  std::ifstream file(fs::path(PALABRE_SOURCE_DIR) / "docs" / "tally.md");
  std::stringstream text;
  text << file.rdbuf();
  for (const auto& block : blocks_of(lines_of(text.str()))) {
    const bool is_file = block.before.starts_with('`') && block.before.ends_with("`:");
    if (block.kind != "console") {
      if (!is_file) continue;
      std::ofstream made(block.before.substr(1, block.before.size() - 3));
      for (const auto& line : block.lines) made << line << "\n";
      continue;
    }
    for (std::size_t at = 0; at < block.lines.size();) {
      ASSERT_TRUE(block.lines[at].starts_with("$ ")) << block.lines[at];
      const auto command = block.lines[at].substr(2);
      Lines wanted;
      for (++at; at < block.lines.size() && !block.lines[at].starts_with("$ "); ++at) wanted.push_back(block.lines[at]);
      check(command, wanted);
    }
  }
  EXPECT_GE(commands_, 15);
}

TEST(TallyDocumentLines, FitWhereAnythingMayStand) {
  EXPECT_TRUE(fits({"a", "…", "d"}, {"a", "b", "c", "d"}));
  EXPECT_TRUE(fits({"…"}, {}));
  EXPECT_FALSE(fits({"a", "…", "d"}, {"a", "b"}));
  EXPECT_FALSE(fits({"a"}, {"a", "b"}));
}

}  // namespace
}  // namespace palabre::app

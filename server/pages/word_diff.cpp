// Compares two texts word by word, within bounds on time and memory.
// Called by the screens that show an idea's versions.
#include "pages/word_diff.hpp"

#include "pages/code_points.hpp"

#include <algorithm>
#include <optional>
#include <unicode/uchar.h>
#include <utility>

namespace palabre::pages {
namespace {

using Tokens = std::vector<std::string_view>;
using Kind = DiffSpan::Kind;

constexpr std::size_t word_tokens_max = 40'000;
constexpr int word_edits_max = 1'500;
constexpr int line_edits_max = 1'000;

enum class CharacterClass { word, space, other };

CharacterClass class_of(UChar32 c) {
  if (c < 0) return CharacterClass::other;
  if (u_isUWhiteSpace(c)) return CharacterClass::space;
  const auto type = u_charType(c);
  const bool is_mark = type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK || type == U_ENCLOSING_MARK;
  return u_isalnum(c) || is_mark || c == '_' ? CharacterClass::word : CharacterClass::other;
}

/// Runs of letters and digits, runs of white space, single other characters.
Tokens split_words(std::string_view text) {
  Tokens tokens;
  CharacterClass current = CharacterClass::other;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const CharacterClass next = class_of(next_code_point(text, at));
    const std::size_t bytes = at - begin;
    if (!tokens.empty() && next == current && next != CharacterClass::other) {
      tokens.back() = {tokens.back().data(), tokens.back().size() + bytes};
    } else {
      tokens.push_back(text.substr(begin, bytes));
    }
    current = next;
  }
  return tokens;
}

/// Lines with their line ends.
Tokens split_lines(std::string_view text) {
  Tokens tokens;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t line_end = text.find('\n', begin);
    const std::size_t end = line_end == std::string_view::npos ? text.size() : line_end + 1;
    tokens.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return tokens;
}

/// The steps from `before` to `after`, first to last; nothing when more than `edits_max` tokens differ.
/// Keeps the furthest points of every round (edits_max^2 integers at most) to walk back along them.
class EditScript {
 public:
  EditScript(const Tokens& before, const Tokens& after, int edits_max)
      : before_(before), after_(after), rows_(static_cast<int>(before.size())), columns_(static_cast<int>(after.size())),
        edits_max_(std::min(edits_max, rows_ + columns_)), furthest_(static_cast<std::size_t>(2 * edits_max_ + 3), 0) {}

  std::optional<std::vector<Kind>> find() {
    for (int edits = 0; edits <= edits_max_; ++edits) {
      for (int diagonal = -edits; diagonal <= edits; diagonal += 2) {
        if (advance(diagonal, edits)) return walk_back(edits);
      }
      rounds_.emplace_back(furthest_.begin() + (edits_max_ + 1 - edits), furthest_.begin() + (edits_max_ + 2 + edits));
    }
    return std::nullopt;
  }

 private:
  int& at(int diagonal) { return furthest_[static_cast<std::size_t>(diagonal + edits_max_ + 1)]; }

  /// Follows one diagonal as far as tokens agree; true when both texts are used up.
  bool advance(int diagonal, int edits) {
    const bool goes_down = diagonal == -edits || (diagonal != edits && at(diagonal - 1) < at(diagonal + 1));
    int row = edits == 0 ? 0 : goes_down ? at(diagonal + 1) : at(diagonal - 1) + 1;
    while (row < rows_ && row - diagonal < columns_ && row - diagonal >= 0 &&
           before_[static_cast<std::size_t>(row)] == after_[static_cast<std::size_t>(row - diagonal)]) {
      ++row;
    }
    at(diagonal) = row;
    return row >= rows_ && row - diagonal >= columns_;
  }

  std::vector<Kind> walk_back(int edits) const {
    std::vector<Kind> steps;
    int row = rows_;
    int column = columns_;
    for (; edits > 0; --edits) {
      const std::vector<int>& round = rounds_[static_cast<std::size_t>(edits - 1)];
      const int reach = edits - 1;
      const auto reached = [&](int d) { return d < -reach || d > reach ? -1 : round[static_cast<std::size_t>(d + reach)]; };
      const int diagonal = row - column;
      const bool goes_down = diagonal == -edits || (diagonal != edits && reached(diagonal - 1) < reached(diagonal + 1));
      const int previous = goes_down ? diagonal + 1 : diagonal - 1;
      const int start_row = reached(previous) + (goes_down ? 0 : 1);
      for (; row > start_row; --row, --column) steps.push_back(Kind::same);
      steps.push_back(goes_down ? Kind::added : Kind::removed);
      row = reached(previous);
      column = row - previous;
    }
    for (; row > 0; --row) steps.push_back(Kind::same);
    std::reverse(steps.begin(), steps.end());
    return steps;
  }

  const Tokens& before_;
  const Tokens& after_;
  int rows_;
  int columns_;
  int edits_max_;
  std::vector<int> furthest_;
  std::vector<std::vector<int>> rounds_;
};

/// Collects steps into spans: neighbours of one kind join, blanks between two changes join the change.
class SpanBuilder {
 public:
  void add(Kind kind, std::string_view text) {
    if (kind == Kind::removed || kind == Kind::added) {
      if (!same_.empty() && replaces_words()) append_blanks_to_change();
      if (!same_.empty()) flush_change();
      flush_same();
      (kind == Kind::removed ? removed_ : added_) += text;
      return;
    }
    same_ += text;
    same_is_blank_ = same_is_blank_ && std::all_of(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\t'; });
    if (has_change() && !same_is_blank_) flush_change();
  }

  std::vector<DiffSpan> finish() {
    flush_change();
    flush_same();
    return std::move(spans_);
  }

 private:
  [[nodiscard]] bool has_change() const { return !removed_.empty() || !added_.empty(); }

  /// Only where words were replaced: blanks beside a pure insertion have not changed.
  [[nodiscard]] bool replaces_words() const { return !removed_.empty() && !added_.empty(); }

  void append_blanks_to_change() {
    removed_ += same_;
    added_ += same_;
    same_.clear();
    same_is_blank_ = true;
  }

  void flush_change() {
    if (!removed_.empty()) spans_.push_back({Kind::removed, std::exchange(removed_, {})});
    if (!added_.empty()) spans_.push_back({Kind::added, std::exchange(added_, {})});
  }

  void flush_same() {
    if (!same_.empty()) spans_.push_back({Kind::same, std::exchange(same_, {})});
    same_is_blank_ = true;
  }

  std::vector<DiffSpan> spans_;
  std::string same_;
  std::string removed_;
  std::string added_;
  bool same_is_blank_ = true;
};

std::vector<DiffSpan> spans_of(const Tokens& before, const Tokens& after, const std::vector<Kind>& steps) {
  SpanBuilder builder;
  std::size_t row = 0;
  std::size_t column = 0;
  for (const Kind step : steps) {
    builder.add(step, step == Kind::added ? after[column] : before[row]);
    if (step != Kind::added) ++row;
    if (step != Kind::removed) ++column;
  }
  return builder.finish();
}

}  // namespace

std::vector<DiffSpan> word_diff(std::string_view old_text, std::string_view new_text) {
  const Tokens old_words = split_words(old_text);
  const Tokens new_words = split_words(new_text);
  if (old_words.size() + new_words.size() <= word_tokens_max) {
    if (const auto steps = EditScript(old_words, new_words, word_edits_max).find()) return spans_of(old_words, new_words, *steps);
  }
  const Tokens old_lines = split_lines(old_text);
  const Tokens new_lines = split_lines(new_text);
  if (const auto steps = EditScript(old_lines, new_lines, line_edits_max).find()) return spans_of(old_lines, new_lines, *steps);
  SpanBuilder builder;
  builder.add(Kind::removed, old_text);
  builder.add(Kind::added, new_text);
  return builder.finish();
}

}  // namespace palabre::pages

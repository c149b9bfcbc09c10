// Names, words and values of a line of ABIF. Called by read_abif.
#include "recount/abif_line.hpp"

#include "base/ascii.hpp"
#include "recount/position.hpp"

#include <algorithm>

namespace palabre::recount {
namespace {

constexpr std::string_view blanks = " \t\v\f";
constexpr std::string_view ends_of_name = ">=,/*:#[]{}\"";
constexpr std::string_view ends_of_bare_name = ">=,/*:#[]{}\" \t\v\f";

}  // namespace

char AbifLine::peek() {
  take_while(blanks);
  return at_ < end_ ? text_[at_] : '\0';
}

bool AbifLine::take(char wanted) {
  if (at_ == end_ || peek() != wanted) return false;
  ++at_;
  return true;
}

std::string_view AbifLine::take_while(std::string_view allowed) {
  const auto taken = rest().substr(0, rest().find_first_not_of(allowed));
  at_ += taken.size();
  return taken;
}

std::string_view AbifLine::take_until(std::string_view stops) {
  const auto taken = rest().substr(0, rest().find_first_of(stops));
  at_ += taken.size();
  return taken;
}

FileFault AbifLine::fault(std::string detail, std::size_t at) const { return fault_at(text_, at, std::move(detail)); }

/// A backslash takes the next character as it is.
Read<std::string> AbifLine::read_quoted() {
  const auto start = at_;
  const char quote = peek();
  take(quote);
  const std::string stops{quote, '\\'};
  std::string text;
  while (true) {
    text += take_until(stops);
    const auto left = rest();
    if (left.empty() || left == "\\") return fault("this quote is never closed", start);
    const bool is_escape = left.front() == '\\';
    if (is_escape) text += left[1];
    at_ += is_escape ? 2U : 1U;
    if (!is_escape) return text;
  }
}

Read<std::string> AbifLine::read_name() {
  const char first = peek();
  const auto start = at_;
  std::string name;
  if (first == '"') {
    auto inside = read_quoted();
    if (!inside) return inside.fault();
    name = trimmed(*inside, blanks);
  } else if (take('[')) {
    name = trimmed(take_until("]"), blanks);
    if (!take(']')) return fault("this bracket is never closed", start);
  } else {
    name = take_until(ends_of_bare_name);
    if (!name.empty() && !is_at_end() && ends_of_name.find(peek()) == std::string_view::npos)
      return fault("a separator (> = ,) was expected after " + in_quotes(name) + "; a name with blanks stands in [brackets]");
  }
  if (name.empty()) return fault("a candidate was expected here", start);
  return name;
}

Read<std::string> AbifLine::read_word(std::string_view stops) {
  if (peek() == '"' || peek() == '\'') return read_quoted();
  return std::string(trimmed(take_until(stops), blanks));
}

Read<std::string> AbifLine::read_value(std::string_view stops) {
  if (peek() != '{' && peek() != '[') return read_word(stops);
  const auto start = at_;
  std::size_t depth = 0;
  do {
    const char next = peek();
    if (next == '\0') return fault("this bracket is never closed", start);
    if (next == '"') {
      if (const auto inside = read_quoted(); !inside) return inside.fault();
      continue;
    }
    depth += next == '{' || next == '[' ? 1U : 0U;
    depth -= next == '}' || next == ']' ? 1U : 0U;
    ++at_;
  } while (depth > 0);
  return std::string(text_.substr(start, at_ - start));
}

}  // namespace palabre::recount

// Tokens of BLT files. Called by the reader of BLT.
#include "recount/blt_tokens.hpp"

#include "recount/position.hpp"

namespace palabre::recount {
namespace {

constexpr std::string_view blt_blanks = " \t\r\n\v\f";
constexpr std::string_view signs = "=()[]";

}  // namespace

BltTokens::BltTokens(std::string_view text) : text_(text) {
  if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  advance();
}

void BltTokens::skip_blank() {
  while (at_ < text_.size()) {
    if (blt_blanks.find(text_[at_]) != std::string_view::npos) {
      ++at_;
    } else if (text_[at_] == '#') {
      at_ = std::min(text_.find_first_of("\r\n", at_), text_.size());
    } else if (text_.substr(at_, 2) == "/*") {
      const auto end = text_.find("*/", at_ + 2);
      if (end == std::string_view::npos && !fault_) fault_ = fault_at(at_, "this comment never ends");
      at_ = end == std::string_view::npos ? text_.size() : end + 2;
    } else {
      return;
    }
  }
}

/// A " before a " or behind a \ belongs to the text; where a line ends right behind "", the text was empty.
void BltTokens::read_quoted() {
  ahead_.kind = BltToken::Kind::quoted;
  for (++at_; at_ < text_.size() && text_[at_] != '\n' && text_[at_] != '\r'; ++at_) {
    const auto two = text_.substr(at_, 2);
    if (two == "\\\"" || two == "\\\\" || two == "\"\"") {
      ahead_.text += two[1];
      ++at_;
    } else if (text_[at_] == '"') {
      ++at_;
      return;
    } else {
      ahead_.text += text_[at_];
    }
  }
  if (!fault_) fault_ = fault_at(ahead_.offset, "this quote does not close on its line");
  ahead_.kind = BltToken::Kind::end;
}

void BltTokens::advance() {
  skip_blank();
  ahead_ = BltToken{BltToken::Kind::end, {}, at_};
  if (at_ >= text_.size()) return;
  if (text_[at_] == '"') return read_quoted();
  if (signs.find(text_[at_]) != std::string_view::npos) {
    ahead_.kind = BltToken::Kind::sign;
    ahead_.text = text_[at_++];
    return;
  }
  ahead_.kind = BltToken::Kind::word;
  const auto start = at_;
  while (at_ < text_.size() && blt_blanks.find(text_[at_]) == std::string_view::npos && signs.find(text_[at_]) == std::string_view::npos &&
         text_[at_] != '"' && text_[at_] != '#')
    ++at_;
  ahead_.text = text_.substr(start, at_ - start);
}

BltToken BltTokens::take() {
  auto token = std::move(ahead_);
  advance();
  return token;
}

std::optional<std::string> BltTokens::take_until(char sign) {
  const auto start = ahead_.offset;
  const auto end = text_.find(sign, start);
  if (end == std::string_view::npos) return std::nullopt;
  std::string bytes(text_.substr(start, end - start));
  at_ = end + 1;
  fault_.reset();
  advance();
  return bytes;
}

FileFault BltTokens::fault_here(std::string detail) const { return fault_at(ahead_.offset, std::move(detail)); }

FileFault BltTokens::fault_at(std::size_t offset, std::string detail) const { return recount::fault_at(text_, offset, std::move(detail)); }

}  // namespace palabre::recount

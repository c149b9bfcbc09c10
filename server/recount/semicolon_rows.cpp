// Parts a text into rows of fields. Called by read_pabulib.cpp.
#include "recount/semicolon_rows.hpp"

#include "base/ascii.hpp"

#include <algorithm>

namespace palabre::recount {

SemicolonRows::SemicolonRows(std::string_view text) : text_(text) {
  if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
}

bool SemicolonRows::next(Row& row) {
  row.clear();
  if (at_ >= text_.size()) return false;
  for (;;) {
    row.push_back(next_field());
    if (at_ >= text_.size() || text_[at_] != ';') break;
    ++at_;
    if (at_ == text_.size()) row.push_back({{}, at_});
  }
  if (at_ < text_.size() && text_[at_] == '\r') ++at_;
  if (at_ < text_.size() && text_[at_] == '\n') ++at_;
  return true;
}

Field SemicolonRows::next_field() {
  const auto start = std::min(text_.find_first_not_of(" \t", at_), text_.size());
  if (start < text_.size() && text_[start] == '"') return quoted_field(start);
  const auto end = std::min(text_.find_first_of(";\r\n", at_), text_.size());
  const Field field{trimmed(text_.substr(at_, end - at_)), std::min(start, end)};
  at_ = end;
  return field;
}

Field SemicolonRows::quoted_field(std::size_t start) {
  std::string inner;
  for (at_ = start + 1;;) {
    const auto quote = text_.find('"', at_);
    if (quote == std::string_view::npos) throw Complaint{start, "this quote is never closed"};
    inner.append(text_.substr(at_, quote - at_));
    at_ = quote + 1;
    if (at_ >= text_.size() || text_[at_] != '"') break;
    inner.push_back('"');
    ++at_;
  }
  const auto end = std::min(text_.find_first_of(";\r\n", at_), text_.size());
  inner.append(trimmed(text_.substr(at_, end - at_)));  // stray text after the closing quote
  at_ = end;
  unquoted_.push_back(std::move(inner));
  return {trimmed(unquoted_.back()), start};
}

}  // namespace palabre::recount

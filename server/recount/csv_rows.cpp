// Splits a table into rows and cells that know where they stand. Called by the reader of Polis exports and of groupings.
#include "recount/csv_rows.hpp"

#include <algorithm>
#include <array>

namespace palabre::recount {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

char separator_of(std::string_view row) {
  constexpr std::array<char, 3> separators{',', ';', '\t'};
  char best = ',';
  for (const char separator : separators)
    if (std::count(row.begin(), row.end(), separator) > std::count(row.begin(), row.end(), best)) best = separator;
  return best;
}

}  // namespace

CsvRows::CsvRows(std::string_view text) : text_(text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text_.starts_with(byte_order_mark)) text_.remove_prefix(byte_order_mark.size());
  while (at_ < text_.size()) {
    const auto end = std::min(text_.find('\n', at_), text_.size());
    const auto row = trimmed(text_.substr(at_, end - at_));
    separator_ = separator_of(row);
    if (!row.empty() && row.front() != '#') break;
    at_ = std::min(end + 1, text_.size());
    line_begin_ = at_;
    ++line_;
  }
}

bool CsvRows::next() {
  while (at_ < text_.size() && !fault_) {
    read_row();
    const bool is_empty = cells_.size() == 1 && cells_.front().text.empty();
    if (!is_empty && !fault_) return true;
  }
  return false;
}

void CsvRows::read_row() {
  cells_.clear();
  unquoted_.clear();
  row_line_ = line_;
  while (true) {
    const auto start = std::min(text_.find_first_not_of(' ', at_), text_.size());
    if (start < text_.size() && text_[start] == '"') {
      at_ = start;
      read_quoted();
    } else {
      read_plain();
    }
    if (at_ >= text_.size() || fault_) return;
    const char end = text_[at_++];
    if (end == separator_) continue;
    ++line_;
    line_begin_ = at_;
    return;
  }
}

void CsvRows::read_plain() {
  const std::size_t start = at_;
  while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n') ++at_;
  append(text_.substr(start, at_ - start), line_, start - line_begin_ + 1);
}

void CsvRows::read_quoted() {
  const std::size_t line = line_;
  const std::size_t column = at_ - line_begin_ + 1;
  const std::size_t start = ++at_;
  bool has_doubled = false;
  while (at_ < text_.size()) {
    if (text_[at_] == '\n') {
      ++line_;
      line_begin_ = at_ + 1;
    }
    if (text_[at_] != '"') {
      ++at_;
    } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
      has_doubled = true;
      at_ += 2;
    } else {
      break;
    }
  }
  if (at_ >= text_.size()) {
    fault_ = FileFault{"a quote opens and never closes", line, column};
    return;
  }
  std::string_view inside = text_.substr(start, at_ - start);
  ++at_;
  while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n') ++at_;  // nothing stands after a closing quote
  if (has_doubled) {
    std::string& plain = unquoted_.emplace_back();
    for (std::size_t i = 0; i < inside.size(); ++i) {
      plain += inside[i];
      if (inside[i] == '"') ++i;
    }
    inside = plain;
  }
  append(inside, line, column);
}

void CsvRows::append(std::string_view text, std::size_t line, std::size_t column) { cells_.push_back({trimmed(text), line, column}); }

std::string plain_header(std::string_view text) {
  std::string plain;
  for (const char byte : text) plain += byte == '_' ? '-' : byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
  return plain;
}

}  // namespace palabre::recount

// Splits a table into rows and cells that know where they stand. Called by the readers of Polis exports and of groupings.
#include "recount/csv_rows.hpp"

#include "base/ascii.hpp"
#include "recount/position.hpp"

#include <algorithm>

namespace palabre::recount {
namespace {

char separator_of(std::string_view row) {
  char best = ',';
  for (const char separator : {';', '\t'})
    if (std::count(row.begin(), row.end(), separator) > std::count(row.begin(), row.end(), best)) best = separator;
  return best;
}

}  // namespace

CsvRows::CsvRows(std::string_view text) : text_(text) {
  if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  while (at_ < text_.size()) {
    const auto end = std::min(text_.find_first_of("\n\r", at_), text_.size());
    const auto row = trimmed(text_.substr(at_, end - at_));
    separator_ = separator_of(row);
    if (!row.empty() && row.front() != '#') break;
    at_ = std::min(end + 1, text_.size());
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

FileFault CsvRows::fault_at_cell(const CsvCell& cell, std::string detail) const { return fault_at(text_, cell.offset, std::move(detail)); }

bool CsvRows::is_cell_end() const { return text_[at_] == separator_ || text_[at_] == '\n' || text_[at_] == '\r'; }

void CsvRows::read_row() {
  cells_.clear();
  unquoted_.clear();
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
    if (end == '\r' && at_ < text_.size() && text_[at_] == '\n') ++at_;
    return;
  }
}

void CsvRows::read_plain() {
  const std::size_t start = at_;
  while (at_ < text_.size() && !is_cell_end()) ++at_;
  append(text_.substr(start, at_ - start), start);
}

void CsvRows::read_quoted() {
  const std::size_t start = ++at_;
  const auto end_of_quote = [&] {
    for (bool has_doubled = false;; has_doubled = true) {
      at_ = std::min(text_.find('"', at_), text_.size());
      if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') return has_doubled;
      at_ += 2;
    }
  };
  const bool has_doubled = end_of_quote();
  if (at_ >= text_.size()) {
    fault_ = fault_at(text_, start - 1, "a quote opens and never closes");
    return;
  }
  std::string_view inside = text_.substr(start, at_ - start);
  ++at_;
  while (at_ < text_.size() && !is_cell_end()) ++at_;  // what stands after a closing quote is no part of the cell
  if (has_doubled) {
    std::string& plain = unquoted_.emplace_back();
    for (std::size_t i = 0; i < inside.size(); ++i) {
      plain += inside[i];
      if (inside[i] == '"') ++i;
    }
    inside = plain;
  }
  append(inside, start - 1);
}

void CsvRows::append(std::string_view text, std::size_t offset) { cells_.push_back({trimmed(text), offset}); }

std::string plain_header(std::string_view text) {
  std::string plain;
  for (const char byte : text) {
    const bool is_upper = byte >= 'A' && byte <= 'Z';
    plain += byte == '_' ? '-' : is_upper ? static_cast<char>(byte - 'A' + 'a') : byte;
  }
  return plain;
}

}  // namespace palabre::recount

// Recognises the format of a file by its content alone. Called by read_poll and the command.
#include "base/ascii.hpp"
#include "recount/csv_rows.hpp"
#include "recount/position.hpp"
#include "recount/readers.hpp"

#include <algorithm>
#include <cctype>

namespace palabre::recount {
namespace {

/// How much of a file is looked at: a format shows itself within its first lines.
constexpr std::size_t lines_seen_max = 400;

constexpr std::string_view blanks_of_lines = " \t\r";

bool is_blank(char byte) { return blanks_of_lines.find(byte) != std::string_view::npos; }
bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

std::string lower(std::string_view text) {
  std::string small(text);
  std::transform(small.begin(), small.end(), small.begin(), [](unsigned char byte) { return static_cast<char>(std::tolower(byte)); });
  return small;
}

/// The first lines that say something, without the blanks around them.
std::vector<std::string_view> first_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty() && lines.size() < lines_seen_max) {
    const auto end = std::min(text.find_first_of("\n\r"), text.size());
    const auto line = trimmed(text.substr(0, end), blanks_of_lines);
    if (!line.empty()) lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// The byte after the object that begins the text; npos when it never closes. Knows texts in quotes.
std::size_t end_of_object(std::string_view text) {
  std::size_t depth = 0;
  bool is_in_text = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char byte = text[at];
    if (is_in_text) {
      if (byte == '\\') ++at;
      else if (byte == '"') is_in_text = false;
    } else if (byte == '"') {
      is_in_text = true;
    } else if (byte == '{') {
      ++depth;
    } else if (byte == '}' && --depth == 0) {
      return at + 1;
    }
  }
  return std::string_view::npos;
}

/// ABIF, too, begins with {…}: lines of its own about the election, with ballots after them.
bool looks_like_own(std::string_view text) {
  if (!text.starts_with('{')) return false;
  const auto head = text.substr(0, 4096);
  if (head.find("palabre-tally") != std::string_view::npos) return true;
  const auto end = end_of_object(text);
  if (end == std::string_view::npos) return head.find("\"options\"") != std::string_view::npos || head.find("\"ballots\"") != std::string_view::npos;
  const bool is_one_line = text.substr(0, end).find('\n') == std::string_view::npos;
  return text.find_first_not_of(" \t\r\n", end) == std::string_view::npos || !is_one_line;
}

bool looks_like_pabulib(const std::vector<std::string_view>& lines) {
  auto first = lines.front();
  while (!first.empty() && (first.back() == ';' || first.back() == ',')) first.remove_suffix(1);
  return lower(first) == "meta";
}

bool looks_like_polis(const std::vector<std::string_view>& lines) {
  const auto header = std::find_if(lines.begin(), lines.end(), [](std::string_view line) { return !line.starts_with('#'); });
  CsvRows rows(header == lines.end() ? std::string_view() : *header);
  if (!rows.next() || rows.cells().size() < 2) return false;
  std::vector<std::string> cells;
  for (const auto& cell : rows.cells()) cells.push_back(plain_header(cell.text));
  const auto has = [&cells](const char* name) { return std::find(cells.begin(), cells.end(), name) != cells.end(); };
  const bool has_statement = std::any_of(cells.begin(), cells.end(), [](const auto& cell) { return !cell.empty() && std::all_of(cell.begin(), cell.end(), is_digit); });
  const bool has_casts = (has("comment-id") || has("statement-id") || has("tid")) && has("vote");
  return has_casts || (has("participant") && (has("n-votes") || has_statement));
}

bool looks_like_abcvoting(const std::vector<std::string_view>& lines) {
  return std::any_of(lines.begin(), lines.end(), [](std::string_view line) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return false;
    auto key = trimmed(line.substr(0, colon), blanks_of_lines);
    if (key.size() > 1 && (key.front() == '"' || key.front() == '\'') && key.back() == key.front()) key = key.substr(1, key.size() - 2);
    return key == "profile" || key == "num_cand" || key == "committeesize";
  });
}

/// "4 2", how many options and how many seats; the ballots may follow on the same line.
bool looks_like_blt(const std::vector<std::string_view>& lines) {
  for (auto line : lines) {
    if (line.starts_with('#') || line.starts_with("//")) continue;
    line = trimmed(line.substr(0, line.find('#')), blanks_of_lines);
    const auto gap = std::find_if_not(line.begin(), line.end(), is_digit);
    const auto second = std::find_if_not(gap, line.end(), is_blank);
    const auto end = std::find_if_not(second, line.end(), is_digit);
    return gap != line.begin() && second != gap && end != second && (end == line.end() || is_blank(*end));
  }
  return false;
}

bool is_abif_line(std::string_view line) {
  if (line.starts_with('=')) return line.find(':') != std::string_view::npos;
  const auto after = std::find_if_not(line.begin(), line.end(), is_digit);
  if (after == line.begin()) return false;
  const auto sign = std::find_if_not(after, line.end(), is_blank);
  return sign != line.end() && (*sign == ':' || *sign == '*');
}

bool looks_like_abif(const std::vector<std::string_view>& lines) {
  return lines.front().starts_with('{') || std::any_of(lines.begin(), lines.end(), is_abif_line);
}

}  // namespace

Read<Format> detect_format(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const auto lines = first_lines(text);
  if (lines.empty()) return FileFault{"the file is empty", 1, 1};
  if (looks_like_own(text.substr(text.find_first_not_of(" \t\r\n")))) return Format::own;
  if (looks_like_pabulib(lines)) return Format::pabulib;
  if (looks_like_polis(lines)) return Format::polis;
  if (looks_like_blt(lines)) return Format::blt;
  if (looks_like_abcvoting(lines)) return Format::abcvoting;
  if (looks_like_abif(lines)) return Format::abif;
  if (lines.front().starts_with('['))
    return FileFault{"a JSON list: if it is a collection of cases, turn it into files with `palabre tally convert FILE --to DIR`", 1, 1};
  return FileFault{"the format is not one I know. Looked for: BLT (first line: two numbers), ABIF (lines such as 12:A>B), Pabulib (first line: META), "
                   "abcvoting YAML (profile:, num_cand:), Polis CSV (header with comment-id and vote, or participant) and own JSON (\"format\": \"palabre-tally/1\")",
                   1, 1};
}

}  // namespace palabre::recount

// The table of formats, and the reading of a text whose format is not known. Called by the command, convert and tests.
#include "recount/formats.hpp"

#include "base/utf8.hpp"
#include "recount/position.hpp"

#include <array>

namespace palabre::recount {
namespace {

/// Code points of the bytes 0x80 to 0x9F of Windows-1252; 0 where it has none.
constexpr std::array<std::uint32_t, 32> windows_1252{0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                                     0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                                     0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

void append_utf8(std::string& text, std::uint32_t point) {
  const auto byte = [](std::uint32_t bits) { return static_cast<char>(static_cast<unsigned char>(bits)); };
  if (point < 0x80) {
    text += byte(point);
  } else if (point < 0x800) {
    text += byte(0xC0U | (point >> 6U));
    text += byte(0x80U | (point & 0x3FU));
  } else {
    text += byte(0xE0U | (point >> 12U));
    text += byte(0x80U | ((point >> 6U) & 0x3FU));
    text += byte(0x80U | (point & 0x3FU));
  }
}

std::string from_windows_1252(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  for (const char raw : bytes) {
    const auto byte = static_cast<unsigned char>(raw);
    const bool is_special = byte >= 0x80 && byte < 0xA0;
    const std::uint32_t point = is_special ? windows_1252.at(byte - 0x80U) : byte;
    append_utf8(text, point == 0 ? 0xFFFD : point);
  }
  return text;
}

}  // namespace

const std::vector<FormatRow>& format_table() {
  static const std::vector<FormatRow> rows{
      {Format::blt, "blt", "ranked ballots of STV counts: candidates and seats, then one line a ballot, then names; see docs/tally.md", &read_blt},
      {Format::abif, "abif", "ABIF, rankings, scores and approvals: lines such as 12:A>B=C or 12:A/5,B/3; see docs/tally.md", &read_abif},
      {Format::pabulib, "pabulib", "participatory budgets (.pb): the sections META, PROJECTS and VOTES", &read_pabulib},
      {Format::abcvoting, "abcvoting", "approvals for committees (YAML): profile, num_cand, committeesize", &read_abcvoting},
      {Format::polis, "polis", "votes on statements (CSV export of Polis): votes.csv or participants-votes.csv", &read_polis},
      {Format::own, "json", "our own JSON: an object with \"format\": \"palabre-tally/1\"; see docs/tally.md", &read_own},
  };
  return rows;
}

const FormatRow* find_format(std::string_view word) {
  for (const auto& row : format_table())
    if (word == row.word) return &row;
  return nullptr;
}

const FormatRow* find_format(Format format) {
  for (const auto& row : format_table())
    if (format == row.format) return &row;
  return nullptr;
}

Read<Utf8Text> as_utf8(std::string text) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return FileFault{"the file is in UTF-16; save it as UTF-8"};
  const auto nul = text.find('\0');
  if (nul != std::string::npos) return fault_at(text, nul, "a NUL byte: this is no text file");
  if (is_utf8(text)) return Utf8Text{std::move(text), false};
  return Utf8Text{from_windows_1252(text), true};
}

Read<Poll> read_poll(std::string_view text) {
  const auto format = detect_format(text);
  if (!format) return format.fault();
  const auto* row = find_format(*format);
  if (row == nullptr) return FileFault{"no reader for this format"};
  return row->read(text);
}

}  // namespace palabre::recount

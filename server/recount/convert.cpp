// Writes files of votes and collections of cases as our own JSON. Called by run_tally.
#include "recount/convert.hpp"
#include "base/ascii.hpp"

#include "recount/cases.hpp"
#include "recount/vote_file.hpp"
#include "recount/write_own.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <set>

namespace palabre::recount {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t name_bytes_max = 180;
constexpr int written = 0;
constexpr int refused = 1;

struct Piece {
  std::string name;  // of the case
  std::string file;  // in the folder
  std::string text;
};

/// One piece for a file of votes, one per case for a collection.
Read<std::vector<Piece>> pieces_of(const TallyCommand& command, std::string_view text) {
  const auto start = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  const auto first = text.find_first_not_of(" \t\r\n", static_cast<std::size_t>(start));
  const bool may_be_cases = command.input_format.empty() && first != std::string_view::npos && (text[first] == '[' || text[first] == '{');
  std::vector<Piece> pieces;
  if (may_be_cases) {
    const auto tree = read_json(text);
    if (!tree && text[first] == '[') return tree.fault();
    if (tree && is_cases(*tree)) {
      auto cases = read_cases(*tree);
      if (!cases) return cases.fault();
      for (const auto& found : *cases) pieces.push_back({found.name, {}, write_own(found.poll)});
      return pieces;
    }
  }
  auto poll = read_as_told(command, text);
  if (!poll) return poll.fault();
  const auto stem = command.file == "-" ? std::string("stdin") : fs::path(command.file).stem().string();
  pieces.push_back({stem, {}, write_own(*poll)});
  return pieces;
}

/// Two cases of one name, also where capitals do not count, become "name" and "name (2)".
void name_files(std::vector<Piece>& pieces) {
  std::set<std::string> taken;
  for (auto& piece : pieces) {
    const auto base = safe_file_name(piece.name);
    auto name = base;
    for (int number = 2; !taken.insert(lower_ascii(name)).second; ++number) name = base + " (" + std::to_string(number) + ")";
    piece.file = name + ".json";
  }
}

/// Beside its place first, so that a file is whole or not there, and a link of that name is replaced, never followed.
bool write_whole(const fs::path& file, const std::string& text) {
  auto beside = file;
  beside += ".part";
  std::error_code fault;
  fs::remove(beside, fault);
  std::ofstream stream(beside, std::ios::binary | std::ios::trunc);
  stream << text;
  stream.close();
  if (!stream) return false;
  fs::rename(beside, file, fault);
  return !fault;
}

int write_all(const TallyCommand& command, const std::vector<Piece>& pieces, std::ostream& err) {
  const fs::path folder(command.to);
  std::error_code fault;
  fs::create_directories(folder, fault);
  if (!fs::is_directory(folder)) return err << command.to << ": no folder, and none can be made\n", refused;
  for (const auto& piece : pieces) {
    const bool is_there = fs::exists(fs::symlink_status(folder / piece.file));
    if (is_there && !command.may_overwrite) return err << (folder / piece.file).string() << ": is there already; --force writes over it\n", refused;
  }
  for (const auto& piece : pieces)
    if (!write_whole(folder / piece.file, piece.text)) return err << (folder / piece.file).string() << ": cannot be written\n", refused;
  return written;
}

void say_written(const TallyCommand& command, const std::vector<Piece>& pieces, std::ostream& out) {
  const fs::path folder(command.to);
  if (command.wants_json) {
    auto files = nlohmann::ordered_json::array();
    for (const auto& piece : pieces) files.push_back({{"case", piece.name}, {"file", piece.file}});
    out << nlohmann::ordered_json{{"written", files}}.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << "\n";
    return;
  }
  for (const auto& piece : pieces) {
    out << for_terminal((folder / piece.file).string());
    if (piece.file != piece.name + ".json") out << for_terminal("  (the case is named \"" + piece.name + "\")");
    out << "\n";
  }
  out << pieces.size() << (pieces.size() == 1 ? " file written\n" : " files written\n");
}

}  // namespace

std::string safe_file_name(std::string_view name) {
  std::string safe;
  for (const char byte : name) {
    const bool is_unsafe = static_cast<unsigned char>(byte) < 0x20 || byte == 0x7F || std::string_view("/\\:*?\"<>|").find(byte) != std::string_view::npos;
    safe += is_unsafe ? '_' : byte;
  }
  if (safe.size() > name_bytes_max) {
    std::size_t end = name_bytes_max;
    while (end > 0 && (static_cast<unsigned char>(safe[end]) & 0xC0U) == 0x80U) --end;
    safe.resize(end);
  }
  while (!safe.empty() && (safe.back() == ' ' || safe.back() == '.')) safe.pop_back();
  const auto first = safe.find_first_not_of(' ');
  safe.erase(0, std::min(first, safe.size()));
  if (safe.starts_with('.')) safe[0] = '_';
  return safe.empty() ? "case" : safe;
}

int run_convert(const TallyCommand& command, std::istream& in, std::ostream& out, std::ostream& err) {
  const auto text = load_text(command, in, err);
  if (!text) return err << fault_line(command.file, text.fault()), refused;
  auto pieces = pieces_of(command, *text);
  if (!pieces) return err << fault_line(command.file, pieces.fault()), refused;
  name_files(*pieces);
  if (const int code = write_all(command, *pieces, err); code != written) return code;
  say_written(command, *pieces, out);
  return written;
}

}  // namespace palabre::recount

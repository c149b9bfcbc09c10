// Loads the file of votes of a command line. Called by tally_command and convert.
#include "recount/vote_file.hpp"

#include "recount/formats.hpp"

#include <istream>
#include <ostream>
#include <sstream>

namespace palabre::recount {
namespace {

Read<std::string> text_of_stream(std::istream& in) {
  std::string text;
  std::string chunk(1U << 16U, '\0');
  while (in.read(chunk.data(), static_cast<std::streamsize>(chunk.size())) || in.gcount() > 0) {
    text.append(chunk, 0, static_cast<std::size_t>(in.gcount()));
    if (text.size() > file_bytes_max) return FileFault{"larger than " + std::to_string(file_bytes_max >> 20U) + " MiB"};
  }
  return text;
}

}  // namespace

Read<std::string> load_text(const TallyCommand& command, std::istream& in, std::ostream& err) {
  auto bytes = command.file == "-" ? text_of_stream(in) : read_text(command.file);
  if (!bytes) return bytes.fault();
  auto text = as_utf8(*std::move(bytes));
  if (!text) return text.fault();
  if (text->was_converted) err << command.file << ": not UTF-8; read as Windows-1252\n";
  return std::move(text->text);
}

Read<Poll> read_as_told(const TallyCommand& command, std::string_view text) {
  if (command.input_format.empty()) return read_poll(text);
  return find_format(command.input_format)->read(text);
}

std::string fault_line(const std::string& file, const FileFault& fault) {
  const auto& named = fault.file.empty() ? file : fault.file;
  if (fault.detail.starts_with(named + ":")) return for_terminal(fault.detail) + "\n";
  const auto place = fault.line == 0 ? "" : std::to_string(fault.line) + ":" + std::to_string(fault.column) + ":";
  return for_terminal(named + ":" + place + " " + fault.detail) + "\n";
}

std::string for_terminal(std::string text) {
  for (auto& byte : text)
    if ((static_cast<unsigned char>(byte) < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F) byte = ' ';
  return text;
}

}  // namespace palabre::recount

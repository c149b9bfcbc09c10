// One line of an ABIF file, read from left to right. Private to read_abif.
#pragma once
#include "recount/poll.hpp"

namespace palabre::recount {

class AbifLine {
 public:
  /// The bytes from `start` to `end` of the whole text.
  AbifLine(std::string_view text, std::size_t start, std::size_t end) : text_(text), at_(start), end_(end) {}

  /// Nothing but blanks and a comment is left.
  bool is_at_end() { return peek() == '\0' || peek() == '#'; }
  /// The next byte that is no blank; 0 at the end of the line.
  char peek();
  bool take(char wanted);
  std::string_view take_while(std::string_view allowed);
  std::string_view take_until(std::string_view stops);
  std::string_view rest() const { return text_.substr(at_, end_ - at_); }
  std::size_t at() const { return at_; }

  /// A candidate: in brackets, in quotes, or bare and then without blanks inside.
  Read<std::string> read_name();
  /// A text in quotes, or bare up to one of `stops`.
  Read<std::string> read_word(std::string_view stops);
  /// A word, or a list or an object as it is written.
  Read<std::string> read_value(std::string_view stops);

  FileFault fault(std::string detail, std::size_t at) const;
  FileFault fault(std::string detail) const { return fault(std::move(detail), at_); }

 private:
  Read<std::string> read_quoted();

  std::string_view text_;
  std::size_t at_;
  std::size_t end_;
};

}  // namespace palabre::recount

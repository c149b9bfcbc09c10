// Cuts a BLT text into tokens with their places. Private to the reader of BLT.
#pragma once
#include "recount/poll.hpp"

namespace palabre::recount {

struct BltToken {
  enum class Kind { end, word, quoted, sign };
  Kind kind = Kind::end;
  std::string text;  // word: its bytes; quoted: what it says; sign: one of = ( ) [ ]
  std::size_t offset = 0;

  bool is_sign(char sign) const { return kind == Kind::sign && text.front() == sign; }
};

/// White space and line ends part tokens; # begins a comment to the end of the line, /* one to */. A quoted text may hold \" or "",
/// and must close on its line.
class BltTokens {
 public:
  explicit BltTokens(std::string_view text);

  const BltToken& ahead() const { return ahead_; }
  BltToken take();
  /// All bytes up to `sign`, for an id or an option nobody reads further; nothing when the text ends first. `ahead` follows the sign.
  std::optional<std::string> take_until(char sign);
  /// A quote or a comment that never closes, once `ahead` has come to it.
  const std::optional<FileFault>& fault() const { return fault_; }
  FileFault fault_here(std::string detail) const;
  FileFault fault_at(std::size_t offset, std::string detail) const;

 private:
  void skip_blank();
  void read_quoted();
  void advance();

  std::string_view text_;
  std::size_t at_ = 0;
  BltToken ahead_;
  std::optional<FileFault> fault_;
};

}  // namespace palabre::recount

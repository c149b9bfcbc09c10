// How far a long command is: one line redrawn on a terminal, a line at each quarter elsewhere.
#pragma once
#include <cstddef>
#include <ostream>
#include <string>

namespace palabre::transfer {

class ProgressLine {
 public:
  ProgressLine(std::ostream& out, std::string label, bool is_terminal) : out_(out), label_(std::move(label)), is_terminal_(is_terminal) {}

  void show(std::size_t done, std::size_t total) {
    if (total == 0) return;
    const std::size_t steps = is_terminal_ ? 100 : 4;
    const std::size_t step = done * steps / total;
    if (step == shown_) return;
    shown_ = step;
    const std::string numbers = std::to_string(done) + " of " + std::to_string(total);
    if (!is_terminal_) {
      out_ << label_ << ": " << numbers << '\n';
      return;
    }
    constexpr std::size_t width = 30;
    const std::size_t filled = done * width / total;
    out_ << '\r' << label_ << " [" << std::string(filled, '#') << std::string(width - filled, '.') << "] " << numbers;
    if (done == total) out_ << '\n';
    out_.flush();
  }

 private:
  std::ostream& out_;
  std::string label_;
  bool is_terminal_;
  std::size_t shown_ = 0;
};

}  // namespace palabre::transfer

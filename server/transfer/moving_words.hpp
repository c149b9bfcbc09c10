// What copies, backups and restores say while they work and when they are done.
#pragma once
#include "transfer/copy_instance.hpp"

#include <chrono>
#include <ostream>
#include <string>

namespace palabre::transfer {

/// "1,234,567" and "12.3 MiB".
std::string grouped(std::int64_t number);
std::string size_text(std::uintmax_t bytes);

/// One line redrawn on a terminal; elsewhere a line when something new begins and at each tenth of the copying.
class MovingProgress {
 public:
  MovingProgress(std::ostream& err, bool is_terminal) : err_(err), is_terminal_(is_terminal) {}
  ~MovingProgress() { end_line(); }
  MovingProgress(const MovingProgress&) = delete;
  MovingProgress& operator=(const MovingProgress&) = delete;

  void show(const CopyStep& step);
  /// Before anything else is printed.
  void end_line();

 private:
  void redraw(const CopyStep& step);
  void add_line(const CopyStep& step);

  std::ostream& err_;
  bool is_terminal_;
  bool is_line_open_ = false;
  std::string doing_;
  std::int64_t tenth_ = 0;
  std::chrono::steady_clock::time_point drawn_at_{};
};

/// The table of a finished copy, or of what differs; the exit code of the command.
int print_copy(const CopyReport& report, std::ostream& out, std::ostream& err);
/// What a check found; nothing is said of an empty list.
void print_findings(const std::vector<std::string>& findings, std::ostream& err);

}  // namespace palabre::transfer

// Prints progress and outcome of moves. Called by the commands copy, backup and restore.
#include "transfer/moving_words.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace palabre::transfer {
namespace {

constexpr auto redraw_every = std::chrono::milliseconds(100);
constexpr std::size_t digest_digits_shown = 12;
constexpr int copy_is_whole = 0;
constexpr int copy_differs = 1;

std::string rows_text(const CopyStep& step) {
  return step.rows_total > 0 ? grouped(step.rows) + " of " + grouped(step.rows_total) + " rows" : grouped(step.rows) + " rows";
}

std::string bar_of(const CopyStep& step) {
  if (step.rows_total == 0) return "";
  constexpr std::int64_t width = 30;
  const auto filled = static_cast<std::size_t>(std::clamp<std::int64_t>(step.rows * width / step.rows_total, 0, width));
  return "[" + std::string(filled, '#') + std::string(static_cast<std::size_t>(width) - filled, '.') + "] " +
         std::to_string(step.rows * 100 / step.rows_total) + " %, ";
}

std::string left_padded(const std::string& text, std::size_t width) { return std::string(width - std::min(width, text.size()), ' ') + text; }
std::string right_padded(const std::string& text, std::size_t width) { return text + std::string(width - std::min(width, text.size()), ' '); }

void print_tables(const CopyReport& report, std::ostream& out) {
  std::size_t name_width = 5;
  std::int64_t rows = 0;
  for (const auto& table : report.tables) {
    name_width = std::max(name_width, table.name.size());
    rows += table.target.rows();
  }
  const auto line = [&](const std::string& name, const std::string& source, const std::string& target, const std::string& digest) {
    out << right_padded(name, name_width) << left_padded(source, 14) << left_padded(target, 14) << "  " << digest << '\n';
  };
  line("table", "source rows", "target rows", "digest");
  for (const auto& [name, source, target] : report.tables)
    line(name, grouped(source.rows()), grouped(target.rows()),
         source != target ? "DIFFERS" : target.rows() == 0 ? "empty" : target.digest().substr(0, digest_digits_shown) + " same");
  out << report.tables.size() << " tables, " << grouped(rows) << " rows\n";
}

}  // namespace

std::string grouped(std::int64_t number) {
  std::string digits = std::to_string(number);
  const std::size_t first = number < 0 ? 1 : 0;
  for (std::size_t end = digits.size(); end > first + 3; end -= 3) digits.insert(end - 3, ",");
  return digits;
}

std::string size_text(std::uintmax_t bytes) {
  constexpr std::array units{"bytes", "KiB", "MiB", "GiB", "TiB"};
  auto size = static_cast<double>(bytes);
  std::size_t unit = 0;
  for (; size >= 1024 && unit + 1 < units.size(); ++unit) size /= 1024;
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), unit == 0 ? "%.0f %s" : "%.1f %s", size, units[unit]);
  return text.data();
}

void MovingProgress::show(const CopyStep& step) {
  if (is_terminal_) redraw(step);
  else add_line(step);
}

void MovingProgress::redraw(const CopyStep& step) {
  const auto now = std::chrono::steady_clock::now();
  const bool is_new = step.doing != doing_;
  const bool is_end = step.rows_total > 0 && step.rows == step.rows_total;
  if (is_new) end_line();
  if (!is_new && !is_end && now - drawn_at_ < redraw_every) return;
  doing_ = step.doing;
  drawn_at_ = now;
  err_ << '\r' << step.doing << ' ' << bar_of(step) << rows_text(step) << "  " << step.table << "\x1b[K";
  err_.flush();
  is_line_open_ = true;
}

void MovingProgress::add_line(const CopyStep& step) {
  const std::int64_t tenth = step.rows_total > 0 ? step.rows * 10 / step.rows_total : 0;
  if (step.doing == doing_ && tenth == tenth_) return;
  doing_ = step.doing;
  tenth_ = tenth;
  err_ << step.doing;
  if (step.rows_total > 0) err_ << ": " << rows_text(step) << ", " << step.table;
  err_ << '\n';
  err_.flush();
}

void MovingProgress::end_line() {
  if (is_line_open_) err_ << '\n';
  is_line_open_ = false;
}

int print_copy(const CopyReport& report, std::ostream& out, std::ostream& err) {
  print_tables(report, out);
  if (report.resumed_rows > 0) out << "went on where an earlier copy stopped: " << grouped(report.resumed_rows) << " rows were there\n";
  for (const auto& difference : report.differences) err << difference << '\n';
  print_findings(report.findings, err);
  if (!report.differences.empty()) {
    err << "the copy is not the same as the source: it stays unfinished and is not served; empty the target and copy again\n";
    return copy_differs;
  }
  out << "every value is the same in source and target; " << grouped(report.events) << " events"
      << (report.head.empty() ? std::string() : ", newest " + report.head.substr(0, digest_digits_shown) + " in both") << '\n';
  if (!report.findings.empty()) {
    err << "the copy is complete, and what the check found stands in the source as well\n";
    return copy_differs;
  }
  out << "checked: counters, search index, histories, references, event chain: all is right\n";
  return copy_is_whole;
}

void print_findings(const std::vector<std::string>& findings, std::ostream& err) {
  for (const auto& finding : findings) err << "check: " << finding << '\n';
}

}  // namespace palabre::transfer

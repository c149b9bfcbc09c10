// Reads memory, processor time and files of this process. Called by metrics.cpp.
#include "monitoring/process_figures.hpp"

#include <sys/resource.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace palabre::monitoring {
namespace {

namespace fs = std::filesystem;

double seconds_of(const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6; }

double now_of(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// The second of the epoch in which the machine started. Not from /proc/stat, which a confined service may not see.
double booted_at() { return now_of(CLOCK_REALTIME) - now_of(CLOCK_BOOTTIME); }

/// Fields of /proc/self/stat after the program's name in brackets, which may itself hold blanks: "state" is the first.
void read_stat(ProcessFigures& figures) {
  std::ifstream file("/proc/self/stat");
  std::string text;
  if (!std::getline(file, text)) return;
  std::istringstream fields(text.substr(text.rfind(')') + 1));
  std::string field;
  constexpr int threads_at = 18, start_at = 20, virtual_at = 21, resident_at = 22;
  for (int at = 1; fields >> field && at <= resident_at; ++at) {
    if (at == threads_at) figures.threads = std::stoll(field);
    if (at == start_at) figures.started_at_seconds = booted_at() + std::stod(field) / static_cast<double>(sysconf(_SC_CLK_TCK));
    if (at == virtual_at) figures.virtual_bytes = std::stoll(field);
    if (at == resident_at) figures.resident_bytes = std::stoll(field) * sysconf(_SC_PAGESIZE);
  }
}

}  // namespace

ProcessFigures read_process() {
  ProcessFigures figures;
  try {
    read_stat(figures);
    std::error_code unreadable;
    for (fs::directory_iterator file("/proc/self/fd", unreadable), end; !unreadable && file != end; file.increment(unreadable)) ++figures.open_files;
  } catch (const std::exception&) {
    // A kernel that writes these files otherwise: what was read is kept.
  }
  rusage usage{};
  if (getrusage(RUSAGE_SELF, &usage) == 0) figures.cpu_seconds = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) == 0) figures.open_files_max = static_cast<std::int64_t>(files.rlim_cur);
  return figures;
}

}  // namespace palabre::monitoring

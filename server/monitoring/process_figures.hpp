// What the operating system says of this process.
#pragma once
#include <cstdint>

namespace palabre::monitoring {

struct ProcessFigures {
  std::int64_t resident_bytes = 0;
  std::int64_t virtual_bytes = 0;
  double cpu_seconds = 0;         // of all threads, in user and kernel together
  double started_at_seconds = 0;  // unix time
  std::int64_t open_files = 0;
  std::int64_t open_files_max = 0;
  std::int64_t threads = 0;
};

/// Reads /proc/self; what cannot be read stays 0. Throws: never.
ProcessFigures read_process();

}  // namespace palabre::monitoring

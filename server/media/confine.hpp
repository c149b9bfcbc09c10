// Takes from this process everything a decoder of pictures does not need. Called by the worker, once, before it reads a picture.
#pragma once
#include <cstdint>

namespace palabre::media {

/// Bounds memory, processor time, files and processes; dies with its parent. Thread: the only one.
void limit_process(std::int64_t memory_bytes_max, std::int64_t cpu_seconds_max);

/// From now on only memory, reading and writing what is open, and the end: any other system call kills the process.
void forbid_system_calls();

}  // namespace palabre::media

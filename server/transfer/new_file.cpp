// Writes beside, flushes, renames. Called by backup and restore.
#include "transfer/new_file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <system_error>
#include <unistd.h>

namespace palabre::transfer {
namespace {

[[noreturn]] void fail_with(int code, const std::string& doing) { throw std::system_error(code, std::generic_category(), doing); }

void flush_to_disk(const std::filesystem::path& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) fail_with(errno, "opening " + path.string());
  const int code = fsync(file) == 0 ? 0 : errno;
  close(file);
  // Some file systems cannot flush a folder; then there is nothing more to be done for it.
  if (code != 0 && code != EINVAL) fail_with(code, "flushing " + path.string());
}

void rename_to_free_name(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return;
  if (errno != EINVAL && errno != ENOSYS) fail_with(errno, "naming " + to.string());
  // A file system that cannot look and rename in one step.
  if (std::filesystem::exists(to)) fail_with(EEXIST, "naming " + to.string());
  std::filesystem::rename(from, to);
}

}  // namespace

NewFile::NewFile(std::filesystem::path wanted) : wanted_(std::move(wanted)) {
  std::string pattern = wanted_.string() + ".partial-XXXXXX";
  const int file = mkostemp(pattern.data(), O_CLOEXEC);
  if (file < 0) fail_with(errno, "writing beside " + wanted_.string());
  close(file);
  partial_ = pattern;
}

NewFile::~NewFile() {
  std::error_code ignored;
  if (!is_kept_) std::filesystem::remove(partial_, ignored);
  for (const std::string_view suffix : {"-wal", "-shm", "-journal"}) std::filesystem::remove(partial_.string() + std::string(suffix), ignored);
}

void NewFile::keep() {
  const std::filesystem::path log = partial_.string() + "-wal";
  if (std::filesystem::exists(log) && std::filesystem::file_size(log) > 0) fail_with(EBUSY, "finishing " + partial_.string());
  flush_to_disk(partial_);
  rename_to_free_name(partial_, wanted_);
  is_kept_ = true;
  flush_to_disk(wanted_.has_parent_path() ? wanted_.parent_path() : std::filesystem::path("."));
}

}  // namespace palabre::transfer

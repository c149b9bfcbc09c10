// A file that appears whole and durable, or not at all: backups and restored databases.
#pragma once
#include <filesystem>

namespace palabre::transfer {

class NewFile {
 public:
  /// Makes an empty file beside `wanted` that only its owner may read: a backup holds addresses and digests of passwords.
  /// Throws std::system_error.
  explicit NewFile(std::filesystem::path wanted);
  /// Takes the unfinished file away, and what SQLite may have left beside it.
  ~NewFile();
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  /// Where to write.
  [[nodiscard]] const std::filesystem::path& partial() const { return partial_; }
  /// Onto the disk and under its name, never over another file. Throws std::system_error, also when the name is taken by now.
  void keep();

 private:
  std::filesystem::path wanted_;
  std::filesystem::path partial_;
  bool is_kept_ = false;
};

}  // namespace palabre::transfer

// The client's built files, kept in memory with their compressed forms and ready headers.
#pragma once
#include "http/etag.hpp"
#include "http/response_cache.hpp"

#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace palabre::net {

struct StaticFile {
  std::array<std::shared_ptr<const http::KeptAnswer>, 3> forms;  // by Encoding; null: not there in that form

  [[nodiscard]] const std::shared_ptr<const http::KeptAnswer>& best(bool accepts_gzip, bool accepts_br) const;
};

class StaticFiles {
 public:
  /// Null when there is no such file. `path` is a plain path: "/assets/core.4f2a.js".
  [[nodiscard]] const StaticFile* find(std::string_view path) const;
  void add(std::string path, StaticFile file) { files_.emplace(std::move(path), std::move(file)); }
  [[nodiscard]] std::size_t size() const { return files_.size(); }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  std::unordered_map<std::string, StaticFile, Hash, std::equal_to<>> files_;
};

/// Reads every file below `assets_folder` (with its .br and .gz beside it) for /assets/…, and favicon.ico, favicon.svg and robots.txt
/// of the folder above for the root. Hidden files and links that lead outside are left out.
StaticFiles load_static_files(const std::filesystem::path& assets_folder);

}  // namespace palabre::net

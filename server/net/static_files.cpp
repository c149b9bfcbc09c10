// Loads static files once at start. Called by Shared; read by the HTTP sessions.
#include "net/static_files.hpp"

#include "base/log.hpp"
#include "http/security_headers.hpp"

#include <fstream>
#include <iterator>

namespace palabre::net {
namespace {

namespace fs = std::filesystem;

std::string_view type_of(std::string_view extension) {
  static constexpr std::pair<std::string_view, std::string_view> types[] = {
      {".js", "text/javascript; charset=utf-8"}, {".mjs", "text/javascript; charset=utf-8"}, {".css", "text/css; charset=utf-8"},
      {".json", "application/json"}, {".map", "application/json"}, {".svg", "image/svg+xml"}, {".png", "image/png"},
      {".jpg", "image/jpeg"}, {".webp", "image/webp"}, {".avif", "image/avif"}, {".ico", "image/x-icon"}, {".woff2", "font/woff2"},
      {".txt", "text/plain; charset=utf-8"}, {".html", "text/html; charset=utf-8"}, {".webmanifest", "application/manifest+json"},
      {".wasm", "application/wasm"}, {".mustache", "text/plain; charset=utf-8"}};
  for (const auto& [known, type] : types) {
    if (known == extension) return type;
  }
  return "application/octet-stream";
}

std::string read_file(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// The name of a built file changes with its content; what sits at the root keeps its name.
constexpr std::string_view immutable = "public, max-age=31536000, immutable";
constexpr std::string_view an_hour = "public, max-age=3600";

std::shared_ptr<const http::KeptAnswer> ready(const std::string& body, const std::string& core, std::string_view type,
                                              http::Encoding encoding, std::string_view caching) {
  auto answer = std::make_shared<http::KeptAnswer>();
  answer->etag_core = core;
  std::string shared = "ETag: " + http::etag_of(core, encoding) + "\r\nCache-Control: " + std::string(caching) + "\r\nVary: Accept-Encoding\r\n";
  shared += http::security_header_lines(type.starts_with("text/html"));
  answer->not_modified = shared + "\r\n";
  answer->bytes = "Content-Type: " + std::string(type) + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
  if (encoding != http::Encoding::identity) answer->bytes += "Content-Encoding: " + std::string(http::encoding_name(encoding)) + "\r\n";
  answer->bytes += shared + "\r\n";
  answer->head_bytes = answer->bytes.size();
  answer->bytes += body;
  return answer;
}

StaticFile load(const fs::path& file, std::string_view caching) {
  StaticFile loaded;
  const auto body = read_file(file);
  const auto core = http::etag_core(body);
  const auto type = type_of(file.extension().string());
  const auto place = [&](http::Encoding encoding) -> auto& { return loaded.forms[static_cast<std::size_t>(encoding)]; };
  place(http::Encoding::identity) = ready(body, core, type, http::Encoding::identity, caching);
  for (const auto& [encoding, suffix] : {std::pair{http::Encoding::br, ".br"}, std::pair{http::Encoding::gzip, ".gz"}}) {
    fs::path packed = file;
    packed += suffix;
    if (fs::is_regular_file(packed)) place(encoding) = ready(read_file(packed), core, type, encoding, caching);
  }
  return loaded;
}

bool is_packed_form(const fs::path& file) {
  const auto extension = file.extension();
  if (extension != ".br" && extension != ".gz") return false;
  fs::path original = file;
  return fs::is_regular_file(original.replace_extension());
}

}  // namespace

const std::shared_ptr<const http::KeptAnswer>& StaticFile::best(bool accepts_gzip, bool accepts_br) const {
  const auto& br = forms[static_cast<std::size_t>(http::Encoding::br)];
  if (accepts_br && br) return br;
  const auto& gzip = forms[static_cast<std::size_t>(http::Encoding::gzip)];
  if (accepts_gzip && gzip) return gzip;
  return forms[static_cast<std::size_t>(http::Encoding::identity)];
}

const StaticFile* StaticFiles::find(std::string_view path) const {
  const auto found = files_.find(path);
  return found == files_.end() ? nullptr : &found->second;
}

StaticFiles load_static_files(const fs::path& assets_folder) {
  StaticFiles files;
  if (assets_folder.empty() || !fs::is_directory(assets_folder)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(assets_folder)) {
    const auto& file = entry.path();
    const bool is_hidden = file.filename().string().starts_with('.');
    if (entry.is_symlink() || !entry.is_regular_file() || is_hidden || is_packed_form(file)) continue;
    files.add("/assets/" + fs::relative(file, assets_folder).generic_string(), load(file, immutable));
  }
  for (const auto* name : {"favicon.ico", "favicon.svg", "robots.txt"}) {
    const auto file = fs::absolute(assets_folder).lexically_normal().parent_path() / name;
    if (fs::is_regular_file(file)) files.add(std::string("/") + name, load(file, an_hour));
  }
  log::info("static files: " + std::to_string(files.size()));
  return files;
}

}  // namespace palabre::net

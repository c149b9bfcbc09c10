// All Mustache templates of the client, rendered by the server exactly as the browser renders them.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace palabre::pages {

/// Where the Mustache specification and mustache.js part ways. `strict_mustache_js` is what the product uses;
/// `specification` escapes only & < > " and takes an unknown partial as empty, so that the public cases run.
enum class Dialect : std::uint8_t { strict_mustache_js, specification };

/// All templates of the client, parsed once; thread-safe for rendering.
class TemplateSet {
 public:
  /// `file`: JSON object {name: template text} as written by web/build.mjs (dist/templates.json). Throws
  /// std::runtime_error naming the template and position on a syntax error or an unknown partial.
  static TemplateSet load(const std::filesystem::path& file);
  static TemplateSet parse(const std::vector<std::pair<std::string, std::string>>& named_texts,
                           Dialect dialect = Dialect::strict_mustache_js);

  [[nodiscard]] bool has(std::string_view name) const;

  /// Renders `name` with `view` on top of `shared` (the language's strings) as context stack. Throws std::out_of_range
  /// on an unknown name and std::runtime_error when partials nest deeper than 64 (a partial that calls itself forever).
  [[nodiscard]] std::string render(std::string_view name, const nlohmann::json& view, const nlohmann::json& shared) const;

 private:
  struct Parsed;
  explicit TemplateSet(std::shared_ptr<const Parsed> parsed) : parsed_(std::move(parsed)) {}
  std::shared_ptr<const Parsed> parsed_;
};

}  // namespace palabre::pages

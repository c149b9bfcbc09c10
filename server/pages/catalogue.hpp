// The texts of the product in every language: ICU messages by dotted key.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace palabre::pages {

using Arguments = std::vector<std::pair<std::string_view, std::variant<std::int64_t, double, std::string>>>;

/// Immutable after loading; every member may be called from any thread.
class Catalogue {
 public:
  /// Reads every xx.json of `folder`: a flat object {"idea.title": "ICU message"}. Throws std::runtime_error naming file
  /// and key on a bad message, on a doubled key, on a key that is also the prefix of another ("idea" and "idea.title"),
  /// and when a language lacks a key that another one has.
  static Catalogue load(const std::filesystem::path& folder);

  [[nodiscard]] const std::vector<std::string>& languages() const;  // "fr" first if present, then by name
  [[nodiscard]] bool has_language(std::string_view language) const;
  /// Throws std::out_of_range on an unknown language.
  [[nodiscard]] bool has(std::string_view language, std::string_view key) const;

  /// Throws std::out_of_range on an unknown language or key.
  [[nodiscard]] std::string text(std::string_view language, std::string_view key) const;

  /// ICU4C MessageFormat: plural, select, selectordinal, number, date. Throws std::invalid_argument when `arguments` lacks
  /// one that the message uses.
  /// Units: an argument shown as date or time is an integer of unix ms; its zone is Europe/Brussels (dates inside a
  ///        plural or select: pass them ready made by localised.hpp).
  [[nodiscard]] std::string text(std::string_view language, std::string_view key, const Arguments& arguments) const;

  /// The untouched ICU messages whose key begins with `prefix` ("js."): what the browser formats by itself.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> patterns(std::string_view language, std::string_view prefix) const;

  /// {"t": nested object of all argument-free messages by dotted key}: the `shared` of TemplateSet::render.
  [[nodiscard]] const nlohmann::json& strings(std::string_view language) const;

 private:
  struct Language;
  explicit Catalogue(std::vector<std::shared_ptr<const Language>> languages);
  [[nodiscard]] const Language& language_of(std::string_view language) const;

  std::vector<std::string> names_;
  std::vector<std::shared_ptr<const Language>> languages_;
};

}  // namespace palabre::pages

// Reads one JSON object of a file field by field, says where a fault is, and knows which fields nobody read.
#pragma once
#include "redesigns/phase.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>

namespace palabre::transfer {

/// A fault in one row; the reader of the file catches it, notes it, and goes on with the next row.
class RowFault : public std::runtime_error {
 public:
  RowFault(std::string where, const std::string& message) : std::runtime_error(message), where_(std::move(where)) {}
  [[nodiscard]] const std::string& where() const { return where_; }

 private:
  std::string where_;
};

/// Every read marks its field as taken; `for_each_left` then gives what has no home. Throws RowFault. Borrows the JSON.
class JsonFields {
 public:
  JsonFields(const nlohmann::ordered_json& object, std::string path);

  [[nodiscard]] bool has(std::string_view name) const;  // present and not null
  std::string text(std::string_view name);              // must be there and not empty
  std::string text_or(std::string_view name, std::string_view fallback);
  std::int64_t integer(std::string_view name);
  std::optional<std::int64_t> maybe_integer(std::string_view name);
  std::optional<double> maybe_real(std::string_view name);
  redesigns::TextsByLanguage texts(std::string_view name);        // {"fr": "…"}; must be there and not empty
  redesigns::TextsByLanguage maybe_texts(std::string_view name);  // absent: empty
  /// The value itself, null when absent.
  const nlohmann::ordered_json& value(std::string_view name);
  JsonFields object(std::string_view name);

  [[noreturn]] void fault(std::string_view name, const std::string& message) const;
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string path_of(std::string_view name) const { return path_ + "." + std::string(name); }

  template <class F>
  void for_each_left(F&& visit) const {
    for (const auto& name : names_left()) visit(name, at(name));
  }

 private:
  [[nodiscard]] std::set<std::string> names_left() const;
  [[nodiscard]] const nlohmann::ordered_json& at(const std::string& name) const;
  const nlohmann::ordered_json* take(std::string_view name);

  const nlohmann::ordered_json* object_;
  std::string path_;
  std::set<std::string, std::less<>> taken_;
};

/// A day counted from the day of the import, at most a hundred years away.
int read_day(JsonFields& fields, std::string_view name);

}  // namespace palabre::transfer

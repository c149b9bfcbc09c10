// How a template sees a JSON value: what is true, how it prints, how names are looked up. Mirrors mustache.js 4.2.
#pragma once
#include "pages/template_nodes.hpp"

#include <nlohmann/json.hpp>

namespace palabre::pages {

inline constexpr std::int64_t exact_integer_max = 9007199254740992;  // 2^53: beyond, JavaScript rounds

/// Which characters `{{name}}` escapes. mustache_js: & < > " ' / ` = ; specification: & < > " only.
enum class Escaping : std::uint8_t { mustache_js, specification };

/// One level of the context stack.
struct Frame {
  const nlohmann::json* view = nullptr;
  const Frame* parent = nullptr;
};

/// False for null, false, 0, "" and the empty list; true for everything else, the empty object included.
bool is_truthy(const nlohmann::json& value);

/// Finds `name` from the innermost frame outwards. A list and a text have a computed "length" (stored in `computed`).
/// Returns nullptr when no frame has it.
const nlohmann::json* find_value(const NodeName& name, const Frame& innermost, nlohmann::json& computed);

/// Appends the value as JavaScript prints it: 1.0 is "1", null is nothing, a list is joined by commas.
void append_raw(const nlohmann::json& value, std::string& out);
void append_escaped(const nlohmann::json& value, Escaping escaping, std::string& out);

/// Appends a number as JavaScript's String(number) does.
void append_number(double number, std::string& out);

}  // namespace palabre::pages

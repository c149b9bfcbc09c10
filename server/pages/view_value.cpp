// Truth, printing and look-up of JSON values in templates, byte for byte as mustache.js does them.
// Called by the renderer in template_set.cpp.
#include "pages/view_value.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace palabre::pages {
namespace {

using nlohmann::json;


/// Length in UTF-16 units, which is what "length" of a text means in the browser.
std::size_t utf16_length(std::string_view text) {
  std::size_t units = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) != 0x80) units += byte >= 0xF0 ? 2 : 1;
  }
  return units;
}

const json* find_in_list(const json& list, const std::string& name, json& computed) {
  if (name == "length") return &(computed = list.size());
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), index);
  const bool is_index = error == std::errc{} && end == name.data() + name.size() && (name.size() == 1 || name[0] != '0');
  return is_index && index < list.size() ? &list[index] : nullptr;
}

const json* find_member(const json& holder, const std::string& name, json& computed) {
  if (holder.is_object()) {
    const auto found = holder.find(name);
    return found == holder.end() ? nullptr : &*found;
  }
  return holder.is_array() ? find_in_list(holder, name, computed) : nullptr;
}

/// Walks "a.b.c" inside one frame; the last step may also be the length of a text.
const json* find_path(const std::vector<std::string>& steps, const json& view, json& computed) {
  const json* value = &view;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const bool is_last = i + 1 == steps.size();
    if (is_last && value->is_string() && steps[i] == "length") {
      return &(computed = utf16_length(value->get_ref<const std::string&>()));
    }
    value = find_member(*value, steps[i], computed);
    if (value == nullptr) return nullptr;
  }
  return value;
}

template <class Number>
void append_integer(Number number, std::string& out) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

bool append_plain_number(const json& value, std::string& out) {
  if (value.is_number_unsigned()) {
    const auto number = value.get<std::uint64_t>();
    if (number <= static_cast<std::uint64_t>(exact_integer_max)) append_integer(number, out);
    else append_number(static_cast<double>(number), out);
    return true;
  }
  if (value.is_number_integer()) {
    const auto number = value.get<std::int64_t>();
    if (number >= -exact_integer_max && number <= exact_integer_max) append_integer(number, out);
    else append_number(static_cast<double>(number), out);
    return true;
  }
  if (!value.is_number()) return false;
  append_number(value.get<double>(), out);
  return true;
}

std::string_view entity_of(char c, Escaping escaping) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    default: break;
  }
  if (escaping == Escaping::specification) return {};
  switch (c) {
    case '\'': return "&#39;";
    case '/': return "&#x2F;";
    case '`': return "&#x60;";
    case '=': return "&#x3D;";
    default: return {};
  }
}

void append_escaped_text(std::string_view text, Escaping escaping, std::string& out) {
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view entity = entity_of(text[at], escaping);
    if (entity.empty()) continue;
    out.append(text, begin, at - begin).append(entity);
    begin = at + 1;
  }
  out.append(text, begin);
}

}  // namespace

bool is_truthy(const json& value) {
  switch (value.type()) {
    case json::value_t::null:
    case json::value_t::discarded: return false;
    case json::value_t::boolean: return value.get<bool>();
    case json::value_t::string: return !value.get_ref<const std::string&>().empty();
    case json::value_t::array: return !value.empty();
    case json::value_t::number_integer: return value.get<std::int64_t>() != 0;
    case json::value_t::number_unsigned: return value.get<std::uint64_t>() != 0;
    case json::value_t::number_float: return value.get<double>() != 0.0 && !std::isnan(value.get<double>());
    default: return true;
  }
}

const json* find_value(const NodeName& name, const Frame& innermost, json& computed) {
  if (name.is_current()) return innermost.view;
  for (const Frame* frame = &innermost; frame != nullptr; frame = frame->parent) {
    const json* found = name.steps.empty() ? find_member(*frame->view, name.whole, computed)
                                           : find_path(name.steps, *frame->view, computed);
    if (found != nullptr) return found;
  }
  return nullptr;
}

void append_raw(const json& value, std::string& out) {
  if (value.is_string()) {
    out += value.get_ref<const std::string&>();
  } else if (value.is_boolean()) {
    out += value.get<bool>() ? "true" : "false";
  } else if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (i > 0) out += ',';
      append_raw(value[i], out);
    }
  } else if (value.is_object()) {
    out += "[object Object]";
  } else {
    append_plain_number(value, out);
  }
}

void append_escaped(const json& value, Escaping escaping, std::string& out) {
  if (value.is_string()) return append_escaped_text(value.get_ref<const std::string&>(), escaping, out);
  if (append_plain_number(value, out)) return;
  std::string printed;
  append_raw(value, printed);
  append_escaped_text(printed, escaping, out);
}

void append_number(double number, std::string& out) {
  if (std::isnan(number)) { out += "NaN"; return; }
  if (std::isinf(number)) { out += number < 0 ? "-Infinity" : "Infinity"; return; }
  if (number == 0.0) { out += '0'; return; }
  if (number < 0) out += '-';
  // The shortest digits that read back as the same number: "d.ddde±xx".
  std::array<char, 40> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(number), std::chars_format::scientific).ptr;
  const std::string_view scientific(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
  const std::size_t mark = scientific.find('e');
  std::string digits(scientific.substr(0, 1));
  if (mark > 2) digits += scientific.substr(2, mark - 2);
  int exponent = 0;
  const std::size_t exponent_at = mark + (scientific[mark + 1] == '+' ? 2 : 1);
  std::from_chars(buffer.data() + exponent_at, end, exponent);
  const int count = static_cast<int>(digits.size());
  const int point = exponent + 1;  // digits before the decimal point
  if (point > 21 || point < -5) {
    out += digits.substr(0, 1);
    if (count > 1) out.append(".").append(digits, 1);
    out.append(exponent < 0 ? "e-" : "e+").append(std::to_string(std::abs(exponent)));
  } else if (point <= 0) {
    out.append("0.").append(static_cast<std::size_t>(-point), '0').append(digits);
  } else if (point >= count) {
    out.append(digits).append(static_cast<std::size_t>(point - count), '0');
  } else {
    out.append(digits, 0, static_cast<std::size_t>(point)).append(".").append(digits, static_cast<std::size_t>(point));
  }
}

}  // namespace palabre::pages

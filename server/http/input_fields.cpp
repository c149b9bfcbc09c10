// One field of a body at a time, with its type and bounds. Called through Input by every route that takes a body.
#include "http/input.hpp"
#include "base/parse_number.hpp"

#include "http/input_state.hpp"
#include "http/utf8.hpp"

#include <charconv>
#include <cmath>

namespace palabre::http {

using nlohmann::json;

const json* Input::State::find(std::string_view name) {
  asked_for.emplace(name);
  const auto found = fields.find(name);
  if (found == fields.end() || found->is_null()) return nullptr;
  if (is_form && found->is_string() && found->get_ref<const std::string&>().empty()) return nullptr;
  return &*found;
}

void Input::State::refuse_once(Reason reason, std::string_view name, std::string_view detail) {
  add_fault(first, refuse(reason, detail, prefix + std::string(name)));
}

const std::string* Input::State::find_text(std::string_view name, bool is_required) {
  const auto* value = find(name);
  if (value == nullptr) {
    if (is_required) refuse_once(Reason::missing_field, name, "this field is required");
    return nullptr;
  }
  if (!value->is_string()) {
    refuse_once(Reason::bad_field, name, is_form ? "must be there once" : "must be a string");
    return nullptr;
  }
  return value->get_ptr<const std::string*>();
}

bool Input::State::has_length(std::string_view name, std::string_view text, Length length) {
  const auto chars = count_chars(text);
  if (chars > length.max) {
    refuse_once(Reason::too_long, name, "at most " + std::to_string(length.max) + " characters");
  } else if (chars < length.min) {
    refuse_once(Reason::too_short, name, "at least " + std::to_string(length.min) + " characters");
  }
  return chars >= length.min && chars <= length.max;
}

namespace {

/// The values of a list field: a JSON list of strings, a form field sent several times, or one with commas.
std::optional<std::vector<std::string>> list_values(const json& value, bool is_form) {
  std::vector<std::string> values;
  if (is_form && value.is_string()) {
    std::string_view rest = value.get_ref<const std::string&>();
    for (;;) {
      const auto comma = rest.find(',');
      values.emplace_back(rest.substr(0, comma));
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
  } else if (value.is_array()) {
    for (const auto& item : value) {
      if (!item.is_string()) return std::nullopt;
      values.push_back(item.get<std::string>());
    }
  } else {
    return std::nullopt;
  }
  // Empty places of a form ("a,,b", an empty input) are nothing a person meant.
  if (is_form) std::erase_if(values, [](const std::string& text) { return trim(text).empty(); });
  return values;
}

bool is_language(std::string_view code) {
  return code.size() == 2 && code[0] >= 'a' && code[0] <= 'z' && code[1] >= 'a' && code[1] <= 'z';
}

}  // namespace

std::optional<std::string> Input::optional_line(std::string_view name, Length length) {
  const auto* raw = state_->find_text(name, false);
  if (raw == nullptr) return std::nullopt;
  if (has_control_chars(*raw)) {
    state_->refuse_once(Reason::bad_field, name, "control characters are not allowed");
    return std::nullopt;
  }
  auto tidy = tidy_line(*raw);
  if (!state_->has_length(name, tidy, length)) return std::nullopt;
  return tidy;
}

std::string Input::line(std::string_view name, Length length) {
  state_->find_text(name, true);
  return optional_line(name, length).value_or(std::string());
}

std::optional<std::string> Input::optional_text(std::string_view name, Length length) {
  const auto* raw = state_->find_text(name, false);
  if (raw == nullptr) return std::nullopt;
  if (has_control_chars(*raw)) {
    state_->refuse_once(Reason::bad_field, name, "control characters are not allowed");
    return std::nullopt;
  }
  auto tidy = tidy_text(*raw);
  if (!state_->has_length(name, tidy, length)) return std::nullopt;
  return tidy;
}

std::string Input::text(std::string_view name, Length length) {
  state_->find_text(name, true);
  return optional_text(name, length).value_or(std::string());
}

std::string Input::secret(std::string_view name, Length length) {
  const auto* raw = state_->find_text(name, true);
  if (raw == nullptr || !state_->has_length(name, *raw, length)) return {};
  return *raw;
}

std::optional<std::size_t> Input::optional_choice(std::string_view name, const std::vector<std::string_view>& names) {
  const auto* raw = state_->find_text(name, false);
  if (raw == nullptr) return std::nullopt;
  std::string known;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (*raw == names[i]) return i;
    known += (i == 0 ? "" : ", ") + std::string(names[i]);
  }
  state_->refuse_once(Reason::bad_field, name, "must be one of: " + known);
  return std::nullopt;
}

std::size_t Input::choice(std::string_view name, const std::vector<std::string_view>& names) {
  state_->find_text(name, true);
  return optional_choice(name, names).value_or(0);
}

std::vector<std::string> Input::lines(std::string_view name, Length length, std::size_t count_max) {
  std::vector<std::string> result;
  const auto* value = state_->find(name);
  if (value == nullptr) return result;
  const auto raw = list_values(*value, state_->is_form);
  if (!raw) {
    state_->refuse_once(Reason::bad_field, name, "must be a list of strings");
    return result;
  }
  if (raw->size() > count_max) {
    state_->refuse_once(Reason::too_long, name, "at most " + std::to_string(count_max) + " entries");
    return result;
  }
  for (const auto& text : *raw) {
    if (has_control_chars(text)) state_->refuse_once(Reason::bad_field, name, "control characters are not allowed");
    auto tidy = tidy_line(text);
    if (!state_->has_length(name, tidy, length)) return {};
    result.push_back(std::move(tidy));
  }
  return result;
}

std::optional<std::int64_t> Input::optional_integer(std::string_view name, std::int64_t min, std::int64_t max) {
  const auto* value = state_->find(name);
  if (value == nullptr) return std::nullopt;
  std::optional<std::int64_t> number;
  if (state_->is_form && value->is_string()) {
    number = parse_number<std::int64_t>(trim(value->get_ref<const std::string&>()));
  } else if (value->is_number_integer() && !(value->is_number_unsigned() && value->get<std::uint64_t>() > INT64_MAX)) {
    number = value->get<std::int64_t>();
  }
  if (number && *number >= min && *number <= max) return number;
  state_->refuse_once(Reason::bad_field, name, "must be a whole number from " + std::to_string(min) + " to " + std::to_string(max));
  return std::nullopt;
}

std::optional<double> Input::optional_real(std::string_view name, double min, double max) {
  const auto* value = state_->find(name);
  if (value == nullptr) return std::nullopt;
  std::optional<double> number;
  if (state_->is_form && value->is_string()) number = parse_number<double>(trim(value->get_ref<const std::string&>()));
  else if (value->is_number()) number = value->get<double>();
  if (number && std::isfinite(*number) && *number >= min && *number <= max) return number;
  state_->refuse_once(Reason::bad_field, name, "must be a number from " + std::to_string(min) + " to " + std::to_string(max));
  return std::nullopt;
}

std::optional<bool> Input::optional_fact(std::string_view name) {
  const auto* value = state_->find(name);
  if (value == nullptr) return std::nullopt;
  if (value->is_boolean()) return value->get<bool>();
  if (state_->is_form && value->is_string()) {
    const auto& text = value->get_ref<const std::string&>();
    if (text == "true" || text == "on" || text == "yes" || text == "1") return true;
    if (text == "false" || text == "off" || text == "no" || text == "0") return false;
  }
  state_->refuse_once(Reason::bad_field, name, "must be true or false");
  return std::nullopt;
}

std::optional<Instant> Input::optional_instant(std::string_view name) {
  const auto* raw = state_->find_text(name, false);
  if (raw == nullptr) return std::nullopt;
  const auto moment = parse_instant(*raw);
  if (!moment) state_->refuse_once(Reason::bad_field, name, "must be a date like 2026-11-21 or 2026-11-21T21:05:00Z");
  return moment;
}

std::vector<std::pair<std::string, std::string>> Input::texts_by_language(std::string_view name, Length length) {
  std::vector<std::pair<std::string, std::string>> result;
  auto texts = object(name);
  if (!texts) return result;
  for (const auto& [language, value] : texts->state_->fields.items()) {
    if (!is_language(language)) {
      texts->state_->refuse_once(Reason::bad_field, "", "languages are two lower-case letters");
      break;
    }
    if (auto text = texts->optional_text(language, length)) result.emplace_back(language, std::move(*text));
  }
  if (texts->state_->first) add_fault(state_->first, std::move(*texts->state_->first));
  return result;
}

std::vector<std::int64_t> Input::ids(std::string_view name, std::size_t count_max) {
  std::vector<std::int64_t> result;
  for (const auto& text : lines(name, {1, 20}, count_max)) {
    const auto number = parse_number<std::int64_t>(text);
    if (!number || *number <= 0 || text.front() == '0') {
      state_->refuse_once(Reason::bad_field, name, "must be a list of ids");
      return {};
    }
    result.push_back(*number);
  }
  return result;
}

}  // namespace palabre::http

// What Input keeps between two fields. Included by input.cpp and input_fields.cpp only.
#pragma once
#include "http/input.hpp"

#include <nlohmann/json.hpp>

#include <set>
#include <string>

namespace palabre::http {

struct Input::State {
  nlohmann::json fields = nlohmann::json::object();  // a form's values are strings, or lists of strings when sent twice
  bool is_form = false;
  std::string prefix;                                // of the object this one is in, with a dot: "place."
  std::set<std::string, std::less<>> asked_for;
  std::optional<Refusal> first;                      // with the other fields at fault in `also`

  /// The value, or null when it is absent, JSON null or an empty form field. Marks the field as known.
  const nlohmann::json* find(std::string_view name);
  /// The first fault of each field is kept.
  void refuse_once(Reason reason, std::string_view name, std::string_view detail);
  /// The value as text; refuses a missing one (unless optional), another type, and control characters.
  const std::string* find_text(std::string_view name, bool is_required);
  bool has_length(std::string_view name, std::string_view text, Length length);
};

}  // namespace palabre::http

// Reads what a person typed about an idea: the same fields from the API's JSON and from the pages' forms.
#pragma once
#include "http/input.hpp"
#include "ideas/draft.hpp"
#include "ideas/edit_idea.hpp"
#include "ideas/propose_idea.hpp"

namespace palabre::ideas {

/// {title, body, language, tags?, place?: {label, lat, lon}, draft?}; the redesign is the caller's to fill in.
ProposeIdea read_proposal(http::Input& input, const Limits& limits);
/// {title?, body?, tags?, place?, note?, version?}.
EditIdea read_edit(http::Input& input, const Limits& limits);
/// {id?, title?, body?, language, tags?, place?: a line}; the redesign is the caller's to fill in.
Draft read_draft(http::Input& input, const Limits& limits, std::string_view default_language);
/// An id sent as a string; unset when absent. A bad one is recorded as bad_field.
template <class SomeId>
SomeId read_id(http::Input& input, std::string_view name) {
  const auto text = input.optional_line(name, {1, 20});
  if (!text) return {};
  const auto id = SomeId::parse(*text);
  if (!id) input.refuse_field(Reason::bad_field, name, "an id is a positive number written as a string");
  return id.value_or(SomeId{});
}

}  // namespace palabre::ideas

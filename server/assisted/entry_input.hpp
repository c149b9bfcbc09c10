// Reads what a facilitator entered: the same fields from the API's JSON and from the desk's forms.
#pragma once
#include "assisted/enter_contribution.hpp"
#include "http/input.hpp"

namespace palabre::assisted {

/// {key, kind, slip?, name?, contact?, consent: {given, version, language}, source, collected_on, language, title?, body?, tags?,
/// place?, idea?, parent?, stance?, choice?, batch?}. Fields that another kind of entry uses may be there and are not read:
/// a form has them all.
NewEntry read_entry(http::Input& input, const Limits& limits);

/// A day "2026-11-22" as its first moment in UTC.
std::optional<Instant> read_day(http::Input& input, std::string_view name);

}  // namespace palabre::assisted

// Parses and formats one ICU message.
// Called by the catalogue only.
#include "pages/message.hpp"
#include "pages/view_value.hpp"

#include "pages/icu_text.hpp"

#include <algorithm>
#include <stdexcept>
#include <unicode/datefmt.h>
#include <unicode/messagepattern.h>
#include <unicode/strenum.h>
#include <unicode/timezone.h>

namespace palabre::pages {
namespace {

std::vector<std::string> argument_names_of(const icu::MessagePattern& pattern) {
  std::vector<std::string> names;
  for (std::int32_t i = 0; i < pattern.countParts(); ++i) {
    const auto& part = pattern.getPart(i);
    if (part.getType() != UMSGPAT_PART_TYPE_ARG_NAME && part.getType() != UMSGPAT_PART_TYPE_ARG_NUMBER) continue;
    std::string name = to_utf8(pattern.getSubstring(part));
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  }
  return names;
}

void set_zone_of_dates(icu::MessageFormat& format) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::StringEnumeration> names(format.getFormatNames(status));
  require_success(status, "argument names");
  while (const icu::UnicodeString* name = names->snext(status)) {
    if (auto* dates = dynamic_cast<icu::DateFormat*>(format.getFormat(*name, status))) {
      dates->adoptTimeZone(icu::TimeZone::createTimeZone("Europe/Brussels"));
    }
  }
  require_success(status, "formats of arguments");
}

/// Beyond this a double no longer holds every integer.

/// Integers go as doubles where that loses nothing: ICU's date formats refuse 64-bit integers.
icu::Formattable formattable_of(const std::variant<std::int64_t, double, std::string>& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) {
    const bool is_exact = *whole <= exact_integer_max && *whole >= -exact_integer_max;
    return is_exact ? icu::Formattable(static_cast<double>(*whole)) : icu::Formattable(*whole);
  }
  if (const auto* number = std::get_if<double>(&value)) return icu::Formattable(*number);
  return icu::Formattable(to_icu(std::get<std::string>(value)));
}

}  // namespace

Message::Message(const icu::Locale& locale, std::string_view pattern) {
  UErrorCode status = U_ZERO_ERROR;
  UParseError place{};
  const icu::UnicodeString source = to_icu(pattern);
  const icu::MessagePattern parsed(source, &place, status);
  if (U_SUCCESS(status)) {
    auto format = std::make_unique<icu::MessageFormat>(source, locale, place, status);
    argument_names_ = argument_names_of(parsed);
    if (U_SUCCESS(status) && !argument_names_.empty()) {
      set_zone_of_dates(*format);
      format_ = std::move(format);
    } else if (U_SUCCESS(status)) {
      icu::UnicodeString text;
      format->format(nullptr, nullptr, 0, text, status);
      plain_ = to_utf8(text);
    }
  }
  if (U_FAILURE(status)) {
    throw std::runtime_error(std::string(u_errorName(status)) + " near character " + std::to_string(place.offset));
  }
}

std::string Message::text(const Arguments& arguments) const {
  if (!format_) return plain_;
  for (const std::string& name : argument_names_) {
    const auto is_it = [&](const auto& argument) { return argument.first == name; };
    if (std::none_of(arguments.begin(), arguments.end(), is_it)) {
      throw std::invalid_argument("the argument {" + name + "} is missing");
    }
  }
  std::vector<icu::UnicodeString> names;
  std::vector<icu::Formattable> values;
  for (const auto& [name, value] : arguments) {
    names.push_back(to_icu(name));
    values.push_back(formattable_of(value));
  }
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString text;
  {
    const std::lock_guard lock(formatting_);
    format_->format(names.data(), values.data(), static_cast<std::int32_t>(values.size()), text, status);
  }
  require_success(status, "formatting a message");
  return to_utf8(text);
}

}  // namespace palabre::pages

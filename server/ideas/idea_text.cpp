// Checks, folds and shortens the texts of ideas. Called by propose_idea, edit_idea, drafts and the views.
#include "ideas/idea_text.hpp"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cmath>

namespace palabre::ideas {
namespace {

Result<void> check_length(std::string_view text, std::string_view field, std::size_t chars_min, std::size_t chars_max) {
  const auto chars = count_chars(text);
  if (chars == 0 && chars_min > 0) return refuse(Reason::missing_field, std::string(field) + " is needed", field);
  if (chars < chars_min) return refuse(Reason::too_short, "at least " + std::to_string(chars_min) + " characters", field);
  if (chars > chars_max) return refuse(Reason::too_long, "at most " + std::to_string(chars_max) + " characters", field);
  return {};
}

bool is_language(std::string_view text) {
  return text.size() == 2 && std::all_of(text.begin(), text.end(), [](char letter) { return letter >= 'a' && letter <= 'z'; });
}

Result<void> check_tags(const std::vector<std::string>& tags, const Limits& limits) {
  if (tags.size() > limits.tags_max) return refuse(Reason::too_long, "at most " + std::to_string(limits.tags_max) + " tags", "tags");
  for (const auto& tag : tags) {
    if (auto fits = check_length(tag, "tags", 1, limits.tag_chars_max); !fits) return fits.error();
    if (tag.find_first_of(",\n\r\t") != std::string::npos) return refuse(Reason::bad_field, "a tag holds no comma", "tags");
  }
  return {};
}

bool is_between(double number, double most) { return std::isfinite(number) && number >= -most && number <= most; }

Result<void> check_place(const Place& place, const Limits& limits) {
  if (auto fits = check_length(place.label, "place.label", 0, limits.place_chars_max); !fits) return fits.error();
  if (place.latitude.has_value() != place.longitude.has_value())
    return refuse(Reason::bad_field, "latitude and longitude come together", place.latitude ? "place.lon" : "place.lat");
  if (place.latitude && !is_between(*place.latitude, 90)) return refuse(Reason::bad_field, "between -90 and 90 degrees", "place.lat");
  if (place.longitude && !is_between(*place.longitude, 180)) return refuse(Reason::bad_field, "between -180 and 180 degrees", "place.lon");
  return {};
}

bool is_space(char byte) { return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t'; }

std::string single_spaced(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  for (const char byte : text) {
    if (!is_space(byte)) line += byte;
    else if (!line.empty() && line.back() != ' ') line += ' ';
  }
  if (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

/// Without the marks of headings, quotes, lists, emphasis and code; links keep their text.
std::string without_marks(std::string_view body) {
  std::string plain;
  bool is_line_start = true;
  for (std::size_t i = 0; i < body.size(); ++i) {
    const char byte = body[i];
    if (byte == '\n') {
      is_line_start = true;
      plain += ' ';
    } else if (is_line_start && (byte == '#' || byte == '>' || byte == ' ' || ((byte == '-' || byte == '+' || byte == '*') && i + 1 < body.size() && body[i + 1] == ' '))) {
      continue;
    } else if (byte == '*' || byte == '`' || byte == '[') {
      is_line_start = false;
    } else if (byte == ']' && i + 1 < body.size() && body[i + 1] == '(' && body.find(')', i) != std::string_view::npos) {
      i = body.find(')', i);
    } else if (byte != ']') {
      is_line_start = false;
      plain += byte;
    }
  }
  return plain;
}

bool starts_char(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

}  // namespace

std::size_t count_chars(std::string_view text) { return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), starts_char)); }

Result<void> check_idea_text(const IdeaText& text, const Limits& limits) {
  std::optional<Refusal> faults;
  const auto note = [&faults](const Result<void>& fits) {
    if (!fits) add_fault(faults, fits.error());
  };
  note(check_length(text.title, "title", limits.title_chars_min, limits.title_chars_max));
  note(check_length(text.body, "body", limits.idea_chars_min, limits.idea_chars_max));
  if (!is_language(text.language)) add_fault(faults, refuse(Reason::bad_field, "a language is two lower-case letters", "language"));
  note(check_tags(text.tags, limits));
  note(check_place(text.place, limits));
  if (faults) return std::move(*faults);
  return {};
}

Result<void> check_reason(std::string_view reason, std::string_view field, bool is_optional, const Limits& limits) {
  if (reason.empty() && is_optional) return {};
  if (reason.empty()) return refuse(Reason::reason_required, "say why: the reason is public", field);
  return check_length(reason, field, limits.reason_chars_min, limits.reason_chars_max);
}

std::vector<std::string> tidy_tags(const std::vector<std::string>& typed) {
  std::vector<std::string> tags;
  for (const auto& tag : typed) {
    std::string tidy;
    icu::UnicodeString::fromUTF8(single_spaced(tag)).toLower(icu::Locale::getRoot()).toUTF8String(tidy);
    if (!tidy.empty() && std::find(tags.begin(), tags.end(), tidy) == tags.end()) tags.push_back(tidy);
  }
  return tags;
}

std::string folded(std::string_view text) {
  std::string result;
  icu::UnicodeString::fromUTF8(single_spaced(text)).foldCase().toUTF8String(result);
  return result;
}

std::string excerpt_of(std::string_view body, std::size_t chars_max) {
  const std::string line = single_spaced(without_marks(body.substr(0, chars_max * 16)));
  std::size_t chars = 0;
  std::size_t last_space = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (!starts_char(line[i])) continue;
    if (line[i] == ' ') last_space = i;
    if (++chars > chars_max) return line.substr(0, last_space > 0 ? last_space : i) + "…";
  }
  return line;
}

}  // namespace palabre::ideas

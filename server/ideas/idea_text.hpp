// What a person writes into an idea: its text, tags and place, and when they are acceptable. Pure.
#pragma once
#include "base/limits.hpp"
#include "base/refusal.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::ideas {

struct Place {
  std::string label;
  std::optional<double> latitude, longitude;  // degrees, both or none
  friend bool operator==(const Place&, const Place&) = default;
};

struct IdeaText {
  std::string title;
  std::string body;      // Markdown
  std::string language;  // two lower-case letters
  std::vector<std::string> tags;
  Place place;
};

/// Whether the text may be published. Names the field at fault.
/// Refuses: missing_field, too_short, too_long, bad_field.
Result<void> check_idea_text(const IdeaText& text, const Limits& limits);
/// The same for a text that explains: refused as reason_required when empty, unless `is_optional`.
Result<void> check_reason(std::string_view reason, std::string_view field, bool is_optional, const Limits& limits);

/// Lower case, one space between words, nothing twice, in the order of first mention: « Mobilité » and « mobilité » are one tag.
std::vector<std::string> tidy_tags(const std::vector<std::string>& typed);

/// Case folded, white space as single spaces: two texts that look alike fold alike.
std::string folded(std::string_view text);

/// The beginning of a Markdown body as one plain line of at most `chars_max` characters, cut between words.
std::string excerpt_of(std::string_view body, std::size_t chars_max = 220);

std::size_t count_chars(std::string_view text);

}  // namespace palabre::ideas

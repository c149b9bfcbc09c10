// The instance's own texts: name, description and the pages about it. Shipped texts hold until an administrator writes others.
#pragma once
#include "db/tx.hpp"
#include "people/actor.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::instance {

inline constexpr std::array<std::string_view, 6> text_subjects{"site_name", "site_description", "help", "charter", "privacy", "accessibility"};

inline constexpr std::size_t instance_text_chars_max = 40'000;
inline constexpr std::size_t site_name_chars_max = 60;
inline constexpr std::size_t site_description_chars_max = 200;

bool is_text_subject(std::string_view subject);
/// A page in Markdown, as opposed to one line.
bool is_page_subject(std::string_view subject);

struct TextKey {
  std::string subject;
  std::string language;
};

struct TextVersion {
  std::int64_t id = 0;
  std::optional<std::string> body;   // nothing: back to the shipped text
  std::string person;                // who wrote it
  Instant at;
};

/// What may stand for a subject: a page begins with a title line "# …"; a name and a description are one line.
/// Refuses: missing_field, too_long, bad_field.
Result<void> check_text(std::string_view subject, std::string_view body);

/// `seen`: the version the writer began from, 0 when it was the shipped text.
/// Refuses: not_allowed, stale_version, what check_text refuses.
Result<void> decide_text(const people::Actor& actor, const TextKey& key, std::string_view body, std::int64_t seen, std::int64_t current);

/// Refuses: what decide_text refuses, nothing_changed.
Result<TextVersion> save_text(db::Tx& tx, const people::Actor& actor, const TextKey& key, const std::string& body, std::int64_t seen);
/// Back to the shipped text. Refuses: not_allowed, nothing_changed.
Result<void> restore_shipped_text(db::Tx& tx, const people::Actor& actor, const TextKey& key);

/// The body in force; nothing where the shipped text holds.
std::optional<std::string> find_text(db::Tx& tx, std::string_view subject, std::string_view language);
/// Newest first, at most `limit`.
std::vector<TextVersion> load_text_versions(db::Tx& tx, const TextKey& key, std::size_t limit);
/// Those subjects and languages where another text than the shipped one is in force, with its newest row.
struct OwnText {
  TextKey key;
  Instant at;
};
std::vector<OwnText> load_own_texts(db::Tx& tx);

/// "{contact}" and "{enforcement}" in a text replaced; nothing else in braces is touched.
std::string filled_text(std::string text, std::string_view contact, std::string_view enforcement);

}  // namespace palabre::instance

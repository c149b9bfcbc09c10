// Writes the texts of a redesign in one language, and adds or removes a language.
#pragma once
#include "db/tx.hpp"
#include "people/actor.hpp"
#include "planning/text_grid.hpp"
#include "redesigns/redesign_repo.hpp"

#include <optional>

namespace palabre::planning {

inline constexpr std::size_t languages_max = 20;

std::vector<GridText> load_texts(db::Tx& tx, const redesigns::Redesign& redesign);

struct TextEdit {
  std::string key;     // of GridText
  std::string text;    // empty: it goes
};
struct EditTexts {
  std::string language;              // one of the redesign's
  std::vector<TextEdit> texts;       // what is not named stays
  std::optional<Instant> updated_at; // of the redesign as last read
};

/// Owner or administrator. Refuses: not_allowed, redesign_not_open, stale_version, bad_field (another language), not_found (no such
/// text), missing_field (a title, a point or a phase's last name emptied in the original language), too_long, question_answered, nothing_changed.
Result<redesigns::Redesign> edit_texts(db::Tx& tx, const people::Actor& actor, const redesigns::Redesign& redesign, const EditTexts& input);

/// The new language comes last: the first stays the original. Refuses: as edit_redesign; already_exists, bad_field (not two letters, too many).
Result<redesigns::Redesign> add_language(db::Tx& tx, const people::Actor& actor, const redesigns::Redesign& redesign, const std::string& language);

/// Its texts go with it; words of a question that people answered stay. Refuses: as edit_redesign; not_found, bad_field (the original).
Result<redesigns::Redesign> remove_language(db::Tx& tx, const people::Actor& actor, const redesigns::Redesign& redesign, const std::string& language);

}  // namespace palabre::planning

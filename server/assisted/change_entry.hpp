// A facilitator takes back or corrects what they entered, within the day.
#pragma once
#include "assisted/assisted_repo.hpp"
#include "base/limits.hpp"

namespace palabre::assisted {

/// The idea or comment is withdrawn, the mark uncounted; a contact given with the person's only entry is forgotten.
/// Refuses: not_found, as decide_change, and as withdrawing or unsupporting in the person's name.
Result<void> undo_entry(db::Tx& tx, const people::Actor& actor, EntryId id, const Limits& limits);

struct Correction {
  EntryId entry;
  std::string title;   // of an idea
  std::string body;    // of an idea or a comment
};
/// The words as they were said, after reading them back: an idea gets a new version with `note`, a comment as its rules say.
/// Refuses: not_found, bad_field (a mark has no words), as decide_change, and as edit_idea and edit_comment.
Result<void> correct_entry(db::Tx& tx, const people::Actor& actor, const Correction& input, std::string_view note, const Limits& limits);

}  // namespace palabre::assisted

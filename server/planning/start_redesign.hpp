// Starts a redesign from a template or from a copy: a draft with texts, frame and phases.
#pragma once
#include "db/tx.hpp"
#include "planning/template.hpp"
#include "redesigns/create_redesign.hpp"

namespace palabre::planning {

struct StartRedesign {
  std::string slug;
  Instant starts_on;                     // the first phase begins at 00:00 of this day
  std::vector<std::string> languages;    // of a template, the original first; empty: all it has
  std::string title;                     // in the first language; empty: as in the template or the copied one
  bool with_roles = false;               // of a copy: its people hold the same roles here
};

/// Texts in the languages wanted, dated phases; the safeguards are the answer to the roadmap's question about obstacles.
/// Administrators. Refuses: as create_redesign; bad_field languages (one the template does not have).
Result<redesigns::Redesign> start_from_template(db::Tx& tx, const people::Actor& actor, const Template& from, const StartRedesign& input);

/// Texts, frame, roadmap and phases, each as many days after the start as before; nothing that people gave. The caller has asked
/// whether `from` may be read. Administrators. Refuses: as create_redesign.
Result<redesigns::Redesign> start_from_copy(db::Tx& tx, const people::Actor& actor, const redesigns::Redesign& from, const StartRedesign& input);

/// The phases of `from` as new ones, the earliest date moved to `starts_on`; a skipped one stays behind. Pure.
std::vector<redesigns::NewPhase> phases_from(std::span<const redesigns::Phase> from, Instant starts_on);

}  // namespace palabre::planning

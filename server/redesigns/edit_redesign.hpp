// Edits what a redesign says about itself.
#pragma once
#include "db/tx.hpp"
#include "redesigns/redesign.hpp"

namespace palabre::redesigns {

/// What is absent stays. Of texts, the languages given are set, an empty one is removed and the others stay; lists are replaced whole.
struct EditRedesign {
  TextsByLanguage title, summary, easy_read, aim, promise, decides;
  std::optional<std::vector<TextsByLanguage>> can_change, fixed_points;
  std::optional<std::vector<std::string>> languages;
  std::optional<std::string> power_level;
  std::optional<std::string> service_area, territory;
  std::optional<double> latitude, longitude;
  std::optional<std::int64_t> population, budget_eur;
  std::optional<int> answer_days;
  std::optional<OrganisationId> organisation;
  std::optional<Instant> updated_at;      // as last read: somebody else's edit since then is stale_version
  std::string reason;                     // public; required when the power level changes
};

/// Owner or administrator. A change of the power level goes into the public history with its reason: the promise is never
/// changed quietly.
/// Refuses: not_allowed, redesign_not_open, stale_version, reason_required, nothing_changed, what check_redesign refuses.
Result<Redesign> edit_redesign(db::Tx& tx, const people::Actor& actor, const Redesign& redesign, const EditRedesign& input);

}  // namespace palabre::redesigns

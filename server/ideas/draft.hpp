// Ideas somebody is still writing: private to their author, one list per person.
#pragma once
#include "base/limits.hpp"
#include "db/tx.hpp"
#include "people/actor.hpp"

#include <optional>
#include <string>
#include <vector>

namespace palabre::ideas {

struct Draft {
  DraftId id;  // unset: a new one
  RedesignId redesign;
  std::string redesign_slug;  // read only
  std::string title;
  std::string body;
  std::string language;
  std::string tags;           // comma separated, as typed
  std::string place;
  std::optional<double> latitude, longitude;
  Instant updated_at;         // read only
};

/// Adds the draft, or replaces the person's own one named by `id`; its id.
/// Refuses: not_found (also another person's), missing_field title (nothing written yet), too_long, too_large (too many drafts).
Result<DraftId> save_draft(db::Tx& tx, const people::Actor& actor, const Draft& draft, const Limits& limits);

/// Refuses: not_found.
Result<void> delete_draft(db::Tx& tx, const people::Actor& actor, DraftId id);

/// Newest first; all redesigns when `redesign` is unset.
std::vector<Draft> load_drafts(db::Tx& tx, PersonId person, RedesignId redesign = {});

bool owns_draft(db::Tx& tx, PersonId person, DraftId id);

/// Removes the person's draft if it is there: when it was published.
void forget_draft(db::Tx& tx, PersonId person, DraftId id);

}  // namespace palabre::ideas

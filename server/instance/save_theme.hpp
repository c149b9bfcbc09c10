// Gives an organisation a theme of its own, or takes it back.
#pragma once
#include "db/tx.hpp"
#include "instance/theme_check.hpp"
#include "instance/theme_repo.hpp"
#include "people/actor.hpp"

namespace palabre::instance {

/// Refuses: not_allowed, not_found, nothing_changed, what decide_theme refuses.
Result<ThemeVersion> save_theme(db::Tx& tx, const people::Actor& actor, OrganisationId organisation, const Theme& theme, const ThemeRules& rules);
/// Back to the look of the instance. Refuses: not_allowed, not_found, nothing_changed (there is none).
Result<void> reset_theme(db::Tx& tx, const people::Actor& actor, OrganisationId organisation);

}  // namespace palabre::instance

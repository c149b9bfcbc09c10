// Themes in the database. Called by the acts and pages of themes and by the frame of every page.
#pragma once
#include "db/tx.hpp"
#include "instance/theme.hpp"

#include <optional>
#include <string>
#include <vector>

namespace palabre::instance {

/// One row of an organisation's themes.
struct ThemeVersion {
  std::int64_t id = 0;
  std::optional<Theme> theme;   // nothing: back to the look of the instance
  std::string hash;             // of the sheet; empty without a theme
  std::string person;           // who saved it
  Instant at;
};

/// The one in force; nothing when the organisation never had one.
std::optional<ThemeVersion> find_theme(db::Tx& tx, OrganisationId organisation);
/// Newest first, at most `limit`.
std::vector<ThemeVersion> load_themes(db::Tx& tx, OrganisationId organisation, std::size_t limit);
/// `theme` null: back to the look of the instance.
void save_theme_row(db::Tx& tx, OrganisationId organisation, const Theme* theme, std::string_view css, PersonId person);
/// The sheet of any theme there ever was; empty for an unknown hash.
std::string find_theme_css(db::Tx& tx, std::string_view hash);

}  // namespace palabre::instance

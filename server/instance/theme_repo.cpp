// SQL of themes. Called by save_theme, the routes and pages of themes, and look.cpp.
#include "instance/theme_repo.hpp"

#include "crypto/crypto.hpp"

#include <nlohmann/json.hpp>

namespace palabre::instance {
namespace {

constexpr std::string_view theme_versions_sql =
    "SELECT t.id, t.tokens, t.hash, p.name, t.at FROM theme t JOIN person p ON p.id = t.person_id WHERE t.organisation_id = $1 ORDER BY t.id DESC LIMIT $2";
constexpr std::string_view insert_theme_sql = "INSERT INTO theme (organisation_id, tokens, hash, css, person_id, at) VALUES ($1, $2, $3, $4, $5, $6)";
constexpr std::string_view css_sql = "SELECT css FROM theme WHERE hash = $1 LIMIT 1";
constexpr std::size_t address_chars = 16;

}  // namespace

std::vector<ThemeVersion> load_themes(db::Tx& tx, OrganisationId organisation, std::size_t limit) {
  std::vector<ThemeVersion> versions;
  auto rows = tx.rows(theme_versions_sql, organisation, static_cast<std::int64_t>(limit));
  while (rows.next()) {
    ThemeVersion version{rows.integer(0), std::nullopt, rows.maybe_text(2).value_or(""), rows.text(3), rows.instant(4)};
    if (!rows.is_null(1)) version.theme = parse_theme(rows.view(1));
    versions.push_back(std::move(version));
  }
  return versions;
}

std::optional<ThemeVersion> find_theme(db::Tx& tx, OrganisationId organisation) {
  auto newest = load_themes(tx, organisation, 1);
  if (newest.empty()) return std::nullopt;
  return std::move(newest.front());
}

void save_theme_row(db::Tx& tx, OrganisationId organisation, const Theme* theme, std::string_view css, PersonId person) {
  if (theme == nullptr) {
    tx.run(insert_theme_sql, organisation, nullptr, nullptr, nullptr, person, tx.now());
    return;
  }
  const std::string hash = crypto::digest(css).substr(0, address_chars);
  tx.run(insert_theme_sql, organisation, theme_json(*theme).dump(), hash, css, person, tx.now());
}

std::string find_theme_css(db::Tx& tx, std::string_view hash) {
  auto rows = tx.rows(css_sql, hash);
  return rows.next() ? rows.text(0) : std::string();
}

}  // namespace palabre::instance

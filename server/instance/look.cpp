// Finds the look of a page. Called by the frame of every page.
#include "instance/look.hpp"

#include "instance/instance_text.hpp"
#include "instance/theme_repo.hpp"
#include "people/edit_organisation.hpp"

#include <nlohmann/json.hpp>

namespace palabre::instance {
namespace {

std::optional<http::Theme> theme_of(db::Tx& tx, OrganisationId organisation) {
  if (!organisation.is_set()) return std::nullopt;
  const auto version = find_theme(tx, organisation);
  if (!version || !version->theme) return std::nullopt;
  const Theme& theme = *version->theme;
  const auto bar = [](const Tokens& tokens) { return tokens.find("surface")->second; };
  return http::Theme{"/theme/" + version->hash + ".css", theme.dark ? "light dark" : "light", bar(theme.light), bar(theme.dark ? *theme.dark : theme.light)};
}

}  // namespace

Look load_look(db::Tx& tx, const http::Services& services, std::string_view language, OrganisationId organisation) {
  Look look{find_text(tx, "site_name", language).value_or(services.site_name), find_text(tx, "site_description", language).value_or(""), services.theme};
  auto theme = theme_of(tx, organisation);
  if (!theme) theme = theme_of(tx, people::own_organisation(tx));
  if (theme) look.theme = *theme;
  return look;
}

void RememberedLooks::keep(const std::string& language, const Look& look) {
  const std::lock_guard lock(mutex_);
  looks_[language] = look;
}

std::optional<Look> RememberedLooks::find(const std::string& language) const {
  const std::lock_guard lock(mutex_);
  const auto found = looks_.find(language);
  if (found == looks_.end()) return std::nullopt;
  return found->second;
}

}  // namespace palabre::instance

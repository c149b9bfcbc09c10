// The acts on themes. Called by the routes and the editor of themes.
#include "instance/save_theme.hpp"

#include "db/event_log.hpp"
#include "people/person_repo.hpp"

#include <nlohmann/json.hpp>

namespace palabre::instance {
namespace {

Result<void> decide_editor(db::Tx& tx, const people::Actor& actor, OrganisationId organisation) {
  if (!actor.is_admin) return refuse(Reason::not_allowed, "Themes are set by an administrator.");
  if (!people::find_organisation(tx, organisation)) return refuse(Reason::not_found, "no such organisation", "id");
  return {};
}

void append_theme_event(db::Tx& tx, const people::Actor& actor, OrganisationId organisation) {
  db::append_event(tx, actor.opaque_id, "instance", "", "theme.changed", nlohmann::json{{"organisation", organisation.text()}}.dump());
}

}  // namespace

Result<ThemeVersion> save_theme(db::Tx& tx, const people::Actor& actor, OrganisationId organisation, const Theme& theme, const ThemeRules& rules) {
  if (auto decision = decide_editor(tx, actor, organisation); !decision) return decision.error();
  if (auto decision = decide_theme(theme, rules); !decision) return decision.error();
  const auto before = find_theme(tx, organisation);
  if (before && before->theme == theme) return refuse(Reason::nothing_changed, "The organisation has this theme already.");
  const auto deep = [](const Tokens& tokens) { return tokens.find("paper-deep")->second; };
  save_theme_row(tx, organisation, &theme, theme_css(theme, deep(rules.light), deep(rules.dark)), actor.person);
  append_theme_event(tx, actor, organisation);
  return *find_theme(tx, organisation);
}

Result<void> reset_theme(db::Tx& tx, const people::Actor& actor, OrganisationId organisation) {
  if (auto decision = decide_editor(tx, actor, organisation); !decision) return decision.error();
  const auto before = find_theme(tx, organisation);
  if (!before || !before->theme) return refuse(Reason::nothing_changed, "The organisation has no theme of its own.");
  save_theme_row(tx, organisation, nullptr, {}, actor.person);
  append_theme_event(tx, actor, organisation);
  return {};
}

}  // namespace palabre::instance

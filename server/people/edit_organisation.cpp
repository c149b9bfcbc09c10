// The acts on organisations, with their decision.
// Called by the routes and the page of organisations for administrators.
#include "people/edit_organisation.hpp"

#include "db/event_log.hpp"
#include "people/person_repo.hpp"

#include <nlohmann/json.hpp>

namespace palabre::people {

namespace {

constexpr std::string_view update_sql = "UPDATE organisation SET kind = $2, names = $3 WHERE id = $1";
constexpr std::string_view own_sql = "SELECT value FROM meta WHERE key = 'own_organisation'";
constexpr std::string_view save_own_sql =
    "INSERT INTO meta (key, value) VALUES ('own_organisation', $1) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
constexpr std::string_view drop_own_sql = "DELETE FROM meta WHERE key = 'own_organisation'";
constexpr std::string_view uses_sql =
    "SELECT o.id, (SELECT count(*) FROM redesign r WHERE r.organisation_id = o.id), (SELECT count(*) FROM person p WHERE p.organisation_id = o.id) "
    "FROM organisation o WHERE o.id > $1 ORDER BY o.id LIMIT $2";

Refusal refuse_keeping() { return refuse(Reason::not_allowed, "Organisations are kept by an administrator."); }

void append_organisation_event(db::Tx& tx, const Actor& actor, std::string_view type, OrganisationId id) {
  db::append_event(tx, actor.opaque_id, "instance", "", type, nlohmann::json{{"organisation", id.text()}}.dump());
}

void save_own(db::Tx& tx, OrganisationId id, bool is_own) {
  if (is_own) tx.run(save_own_sql, id.text());
  else tx.run(drop_own_sql);
}

}  // namespace

Result<void> check_organisation(const std::string& kind, const std::map<std::string, std::string>& names) {
  if (auto checked = check_organisation_kind(kind); !checked) return refuse(checked.error().reason, checked.error().detail, "kind");
  if (names.empty()) return refuse(Reason::missing_field, "a name in at least one language", "names");
  for (const auto& [language, name] : names) {
    if (auto checked = check_language(language); !checked) return refuse(Reason::bad_field, "languages are two lower-case letters", "names");
    if (name.empty()) return refuse(Reason::missing_field, "a name is not empty", "names");
  }
  return {};
}

Result<Organisation> create_organisation(db::Tx& tx, const Actor& actor, const std::string& kind, const std::map<std::string, std::string>& names) {
  if (!actor.is_admin) return refuse_keeping();
  if (auto checked = check_organisation(kind, names); !checked) return checked.error();
  const OrganisationId id = save_new_organisation(tx, kind, names);
  append_organisation_event(tx, actor, "organisation.added", id);
  return *find_organisation(tx, id);
}

Result<Organisation> edit_organisation(db::Tx& tx, const Actor& actor, OrganisationId id, const EditOrganisation& input) {
  if (!actor.is_admin) return refuse_keeping();
  const auto before = find_organisation(tx, id);
  if (!before) return refuse(Reason::not_found, "no such organisation", "id");
  const std::string kind = input.kind.value_or(before->kind);
  const auto names = input.names.value_or(before->names);
  if (auto checked = check_organisation(kind, names); !checked) return checked.error();
  const bool was_own = own_organisation(tx) == id;
  const bool is_own = input.is_own.value_or(was_own);
  if (kind == before->kind && names == before->names && is_own == was_own)
    return refuse(Reason::nothing_changed, "The organisation is like this already.");
  tx.run(update_sql, id, kind, nlohmann::json(names).dump());
  if (is_own != was_own) save_own(tx, id, is_own);
  append_organisation_event(tx, actor, "organisation.changed", id);
  return *find_organisation(tx, id);
}

OrganisationId own_organisation(db::Tx& tx) {
  auto rows = tx.rows(own_sql);
  return rows.next() ? OrganisationId::parse(rows.view(0)).value_or(OrganisationId{}) : OrganisationId{};
}

std::vector<OrganisationUse> load_organisation_uses(db::Tx& tx, OrganisationId after, std::size_t limit) {
  std::vector<OrganisationUse> uses;
  {
    auto rows = tx.rows(uses_sql, after.value, static_cast<std::int64_t>(limit));
    while (rows.next()) uses.push_back({{rows.id<OrganisationId>(0), {}, {}}, rows.integer(1), rows.integer(2)});
  }
  for (auto& use : uses) use.organisation = *find_organisation(tx, use.organisation.id);
  return uses;
}

}  // namespace palabre::people

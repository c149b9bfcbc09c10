// The organisations of the instance: made, renamed, named as the one that runs it. Joined into screens::routes().
#include "http/paging.hpp"
#include "instance/theme_repo.hpp"
#include "people/edit_organisation.hpp"
#include "screens/admin_parts.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <array>

namespace palabre::screens {

using nlohmann::json;
using people::OrganisationUse;

namespace {

constexpr std::array<std::string_view, 6> kinds{"public_authority", "association", "company", "provider", "education", "other"};
constexpr std::string_view order = "organisations";

std::string organisation_path(OrganisationId id) { return "/admin/organisations/" + id.text(); }

Field kind_field(const Page& page) {
  Field field{.name = "kind", .label = page.text("admin.organisation_kind"), .kind = FieldKind::select};
  for (const auto kind : kinds) field.options.push_back({std::string(kind), page.text("admin.kind_" + std::string(kind))});
  return field;
}

/// One name for each language of the interface, the reader's first.
std::vector<Field> name_fields(const Page& page) {
  std::vector<Field> fields;
  for (const auto& language : text_languages(page, {page.language()}))
    fields.push_back({.name = "names." + language, .label = page.text("admin.organisation_name", {{"language", language_name(page, language)}}),
                      .length = {0, page.call().services.limits->name_chars_max}, .is_required = language == page.language()});
  return fields;
}

std::vector<Field> all_fields(const Page& page, bool has_one_name) {
  std::vector<Field> fields = name_fields(page);
  // An organisation named in another language only needs none in the reader's.
  if (has_one_name) fields.front().is_required = false;
  fields.push_back(kind_field(page));
  return fields;
}

json line_view(const Page& page, const OrganisationUse& use, OrganisationId own, ActForms& forms) {
  const auto& organisation = use.organisation;
  const LocalText name = local_text(page, organisation.names);
  const auto theme = instance::find_theme(page.db(), organisation.id);
  std::vector<std::pair<std::string, std::string>> values{{"kind", organisation.kind}};
  for (const auto& [language, text] : organisation.names) values.emplace_back("names." + language, text);
  const bool is_own = organisation.id == own;
  return {{"key", "organisation-" + organisation.id.text()},
          {"name", name.text},
          {"lang", name.language},
          {"kind_text", page.text("admin.kind_" + organisation.kind)},
          {"is_own", is_own},
          {"has_theme", theme && theme->theme},
          {"use_text", page.text("admin.organisation_use", {{"redesigns", use.redesigns}, {"accounts", use.accounts}})},
          {"theme_href", page.href(organisation_path(organisation.id) + "/theme")},
          {"own_action", is_own ? std::string() : page.href(organisation_path(organisation.id))},
          {"edit", forms.view(page, {.id = "organisation-" + organisation.id.text(), .title = page.text("admin.organisation_edit"),
                                     .action = page.href(organisation_path(organisation.id)), .hidden = {{"do", "edit"}}, .fields = all_fields(page, true), .values = values})}};
}

http::Response show_organisations(Page& page, ActForms forms) {
  const http::Call& call = page.call();
  const std::size_t limit = call.services.limits->page_size;
  OrganisationId after;
  if (const auto cursor = http::decode_cursor(call.request.param("after").value_or(""), order)) after = OrganisationId{cursor->id};
  const auto uses = people::load_organisation_uses(page.db(), after, limit);
  const OrganisationId own = people::own_organisation(page.db());
  json lines = json::array();
  for (const auto& use : uses) lines.push_back(line_view(page, use, own, forms));
  json add = forms.view(page, {.id = "add", .title = page.text("admin.organisation_add"), .action = page.href("/admin/organisations"), .fields = all_fields(page, false)});
  const std::string next = uses.size() < limit ? std::string() : http::encode_cursor({std::string(order), 0, uses.back().organisation.id.value, 0});
  json view{{"nav", admin_nav_view(page, "organisations")},
            {"errors", forms.errors_view(page)},
            {"add", std::move(add)},
            {"has_organisations", !lines.empty()},
            {"pages", pages_view(page, "/admin/organisations", next, page.count("admin.organisation_count", static_cast<std::int64_t>(uses.size())))}};
  view["organisations"] = std::move(lines);
  return page.show("admin_organisations", view, forms.status());
}

Result<http::Response> get_organisations(const http::Call& call) {
  auto page = open_admin(call, "admin.organisations_title");
  if (!page) return page.error();
  return show_organisations(*page, {});
}

struct Typed {
  bool is_own = false;
  std::string kind;
  std::map<std::string, std::string> names;
};

Result<Typed> read_typed(const http::Call& call) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  input->ignore("key");
  Typed typed;
  typed.is_own = input->optional_choice("do", {"edit", "own"}).value_or(0) == 1;
  if (!typed.is_own) {
    typed.kind = input->line("kind", {1, 40});
    for (auto& [language, name] : input->texts_by_language("names", {1, call.services.limits->name_chars_max})) typed.names[language] = name;
  }
  if (auto refusal = input->refusal()) return *refusal;
  return typed;
}

Result<http::Response> show_refused(Page& page, const std::string& id, Refusal refusal) {
  // A missing name is said at the first of the name fields.
  if (refusal.field == "names") refusal.field = "names." + page.language();
  Form form = Form::typed(page.call().request);
  if (!form.take(refusal)) return refusal;
  return show_organisations(page, ActForms(id, std::move(form)));
}

Result<http::Response> post_organisation(const http::Call& call) {
  auto page = open_admin(call, "admin.organisations_title");
  if (!page) return page.error();
  const auto typed = read_typed(call);
  if (!typed) return show_refused(*page, "add", typed.error());
  const auto made = people::create_organisation(page->db(), instance::admin_actor(call), typed->kind, typed->names);
  if (!made) return show_refused(*page, "add", made.error());
  return go_to(*page, "/admin/organisations", "organisation_saved");
}

Result<http::Response> post_edit(const http::Call& call) {
  auto page = open_admin(call, "admin.organisations_title");
  if (!page) return page.error();
  const auto id = call.path_id<OrganisationId>();
  if (!id) return id.error();
  const auto typed = read_typed(call);
  const std::string form_id = "organisation-" + id->text();
  if (!typed) return show_refused(*page, form_id, typed.error());
  people::EditOrganisation wanted;
  if (typed->is_own) wanted.is_own = true;
  else wanted = {typed->kind, typed->names, std::nullopt};
  const auto edited = people::edit_organisation(page->db(), instance::admin_actor(call), *id, wanted);
  if (!edited) return show_refused(*page, form_id, edited.error());
  return go_to(*page, "/admin/organisations", "organisation_saved");
}

}  // namespace

http::Routes admin_organisations_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/admin/organisations", Who::admin, Kind::read, Cost::normal, Audience::mine, get_organisations},
      {Method::post, "/{lang}/admin/organisations", Who::admin, Kind::write, Cost::normal, Audience::mine, post_organisation},
      {Method::post, "/{lang}/admin/organisations/{id}", Who::admin, Kind::write, Cost::normal, Audience::mine, post_edit},
  };
}

}  // namespace palabre::screens

// Finding people, and one person as administrators see them: suspended and reinstated with a reason, made administrator.
// Joined into screens::routes().
#include "http/paging.hpp"
#include "people/change_admin.hpp"
#include "people/people_search.hpp"
#include "people/person_repo.hpp"
#include "people/suspend_person.hpp"
#include "screens/admin_parts.hpp"
#include "screens/staff_rules.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace palabre::screens {

using nlohmann::json;
using people::Person;

namespace {

constexpr std::string_view people_order = "people";

std::string person_path(PersonId id) { return "/admin/people/" + id.text(); }

json badges_view(const Page& page, const Person& person) {
  json badges = json::array();
  if (person.is_admin) badges.push_back({{"text", page.text("role.admin")}, {"is_bad", false}});
  if (person.is_organisation()) badges.push_back({{"text", page.text("admin.person_organisation")}, {"is_bad", false}});
  if (person.is_demo) badges.push_back({{"text", page.text("admin.person_demo")}, {"is_bad", false}});
  if (person.is_suspended) badges.push_back({{"text", page.text("admin.person_suspended")}, {"is_bad", true}});
  return badges;
}

json line_view(const Page& page, const Person& person) {
  return {{"href", page.href(person_path(person.id))},
          {"name", person.name},
          {"email", person.email},
          {"since_text", page.text("admin.person_since", {{"day", day_words(page, person.created_at)}})},
          {"badges", badges_view(page, person)}};
}

std::vector<Option> filter_options(const Page& page) {
  std::vector<Option> options;
  for (const auto name : people::people_filters) options.push_back({std::string(name), page.text("admin.people_" + std::string(name))});
  return options;
}

/// The filters of the page's address; what cannot be is as if it were not there.
people::PeopleQuery read_people_query(const http::Call& call) {
  people::PeopleQuery query;
  query.limit = call.services.limits->page_size;
  query.text = call.request.param("q").value_or("").substr(0, call.services.limits->query_chars_max);
  const auto filter = std::find(people::people_filters.begin(), people::people_filters.end(), call.request.param("filter").value_or(""));
  if (filter != people::people_filters.end()) query.filter = static_cast<people::PeopleFilter>(filter - people::people_filters.begin());
  if (const auto cursor = http::decode_cursor(call.request.param("after").value_or(""), people_order)) query.before = PersonId{cursor->id};
  return query;
}

Result<http::Response> get_people(const http::Call& call) {
  const auto page = open_admin(call, "admin.people_title");
  if (!page) return page.error();
  const people::PeopleQuery query = read_people_query(call);
  const auto found = people::search_people(page->db(), query);
  json lines = json::array();
  for (const auto& person : found) lines.push_back(line_view(*page, person));
  Form form;
  form.fill("q", query.text).fill("filter", std::string(people::people_filters[static_cast<std::size_t>(query.filter)]));
  const std::string next = found.size() < query.limit ? std::string() : http::encode_cursor({std::string(people_order), 0, found.back().id.value, 0});
  json view{{"nav", admin_nav_view(*page, "people")},
            {"action", page->href("/admin/people")},
            {"q", query.text},
            {"filter", form.field_view(*page, {.name = "filter", .label = page->text("admin.people_filter"), .kind = FieldKind::select, .options = filter_options(*page)})},
            {"has_people", !lines.empty()},
            {"pages", pages_view(*page, "/admin/people", next, page->count("admin.people_count", people::count_people(page->db(), query)))}};
  view["people"] = std::move(lines);
  return page->show("admin_people", view);
}

json suspensions_view(const Page& page, PersonId person) {
  json views = json::array();
  for (const auto& one : people::load_suspensions(page.db(), person)) {
    views.push_back({{"what_text", page.text("admin.suspended_by", {{"name", one.suspended_by}, {"when", day_words(page, one.suspended_at)}})},
                     {"reason", one.reason},
                     {"end_text", one.lifted_at ? page.text("admin.reinstated_by", {{"name", one.lifted_by}, {"when", day_words(page, *one.lifted_at)}}) : std::string()},
                     {"end_reason", one.lifted_reason}});
  }
  return views;
}

json roles_view(const Page& page, PersonId person) {
  json views = json::array();
  for (const auto& held : people::load_roles_held(page.db(), person))
    views.push_back({{"href", page.href("/redesigns/" + held.slug + "/roles")}, {"slug", held.slug}, {"role_text", page.text("role." + held.role)}});
  return views;
}

Field reason_field(const Page& page, std::string_view label, std::string_view hint) {
  Field field = public_reason_field(page, label);
  field.hint = page.text(hint);
  return field;
}

/// The acts the rules allow; the others come with the reason why not.
json acts_view(const Page& page, const Person& person, ActForms& forms) {
  const people::Actor actor = instance::admin_actor(page.call());
  const auto act = [&](std::string_view verb, std::vector<Field> fields, std::string_view hint) {
    return forms.view(page, {.id = std::string(verb), .title = page.text("admin." + std::string(verb)), .action = page.href(person_path(person.id)),
                             .hidden = {{"do", std::string(verb)}}, .hint = page.text(hint), .fields = std::move(fields)});
  };
  json acts = json::array();
  if (people::decide_suspension(actor, person, probe_reason)) acts.push_back(act("suspend", {reason_field(page, "admin.suspend_reason", "admin.suspend_reason_hint")}, "admin.suspend_hint"));
  if (people::decide_reinstatement(actor, person, probe_reason)) acts.push_back(act("reinstate", {reason_field(page, "admin.reinstate_reason", "admin.reinstate_reason_hint")}, "admin.reinstate_hint"));
  if (people::decide_admin(actor, person)) acts.push_back(act("make_admin", {}, "admin.make_admin_hint"));
  if (people::decide_no_admin(actor, person, people::count_other_admins(page.db(), person.id))) acts.push_back(act("unmake_admin", {}, "admin.unmake_admin_hint"));
  return acts;
}

std::string blocked_text(const Page& page, const Person& person) {
  const people::Actor actor = instance::admin_actor(page.call());
  if (!person.is_admin) return {};
  if (!people::decide_no_admin(actor, person, people::count_other_admins(page.db(), person.id))) return page.text("refusal.last_admin.what") + " " + page.text("refusal.last_admin.instead");
  return actor.person == person.id ? page.text("admin.own_account") : std::string();
}

http::Response show_person(Page& page, const Person& person, ActForms forms) {
  page.set_title(person.name);
  page.add_crumb(person.name);
  json acts = acts_view(page, person, forms);
  json suspensions = suspensions_view(page, person.id);
  json roles = roles_view(page, person.id);
  json view{{"nav", admin_nav_view(page, "people")},
            {"name", person.name},
            {"errors", forms.errors_view(page)},
            {"badges", badges_view(page, person)},
            {"email", person.email},
            {"email_text", page.text(person.email_verified_at ? "admin.email_verified" : "admin.email_unverified")},
            {"language_text", language_name(page, person.language)},
            {"since_text", day_words(page, person.created_at)},
            {"number_text", person.id.text()},
            {"audit_href", with_param(page.href("/admin/audit"), "person", person.id.text())},
            {"blocked_text", blocked_text(page, person)},
            {"has_roles", !roles.empty()},
            {"has_suspensions", !suspensions.empty()}};
  view["acts"] = std::move(acts);
  view["roles"] = std::move(roles);
  view["suspensions"] = std::move(suspensions);
  return page.show("admin_person", view, forms.status());
}

struct PersonAtHand {
  Page page;
  Person person;
};
Result<PersonAtHand> open_person(const http::Call& call) {
  auto page = open_admin(call, "admin.people_title", "/admin/people");
  if (!page) return page.error();
  const auto id = call.path_id<PersonId>();
  if (!id) return id.error();
  auto person = people::find_person(page->db(), *id);
  if (!person) return refuse(Reason::not_found, "no such person", "id");
  return PersonAtHand{std::move(*page), std::move(*person)};
}

Result<http::Response> get_person(const http::Call& call) {
  auto at = open_person(call);
  if (!at) return at.error();
  return show_person(at->page, at->person, {});
}

constexpr std::array<std::string_view, 4> verbs{"suspend", "reinstate", "make_admin", "unmake_admin"};
constexpr std::array<std::string_view, 4> notices{"person_suspended", "person_reinstated", "admin_made", "admin_unmade"};

Result<std::size_t> do_act(const http::Call& call, PersonId id) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  input->ignore("key");
  const std::size_t verb = input->choice("do", {verbs.begin(), verbs.end()});
  const bool needs_reason = verb < 2;
  const std::string reason = needs_reason ? input->text("reason", {call.services.limits->reason_chars_min, call.services.limits->reason_chars_max}) : std::string();
  if (auto refusal = input->refusal()) return *refusal;
  const people::Actor actor = instance::admin_actor(call);
  const auto done = verb == 0   ? people::suspend_person(call.db(), actor, id, reason)
                    : verb == 1 ? people::reinstate_person(call.db(), actor, id, reason)
                    : verb == 2 ? people::grant_admin(call.db(), actor, id)
                                : people::revoke_admin(call.db(), actor, id);
  if (!done) return done.error();
  return verb;
}

Result<http::Response> post_person(const http::Call& call) {
  auto at = open_person(call);
  if (!at) return at.error();
  const auto done = do_act(call, at->person.id);
  if (done) {
    const bool is_own_role = at->person.id == at->page.person() && verbs[*done] == "unmake_admin";
    return go_to(at->page, is_own_role ? "/me" : person_path(at->person.id), notices[*done]);
  }
  Form form = Form::typed(call.request);
  const std::string verb = form.value("do");
  if (!form.take(done.error())) return done.error();
  return show_person(at->page, at->person, ActForms(verb, std::move(form)));
}

}  // namespace

http::Routes admin_people_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/admin/people", Who::admin, Kind::read, Cost::costly, Audience::mine, get_people},
      {Method::get, "/{lang}/admin/people/{id}", Who::admin, Kind::read, Cost::normal, Audience::mine, get_person},
      {Method::post, "/{lang}/admin/people/{id}", Who::admin, Kind::write, Cost::normal, Audience::mine, post_person},
  };
}

}  // namespace palabre::screens

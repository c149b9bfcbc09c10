// Who holds which role in a redesign: named by e-mail address, removed by a button. Joined into screens::routes().
// Who: the owner of the redesign and administrators.
#include "people/grant_role.hpp"
#include "screens/page_routes.hpp"
#include "screens/staff_parts.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using nlohmann::json;
using people::Role;

namespace {

const std::vector<std::string_view>& role_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> list;
    for (int i = 0; i < people::role_count; ++i) list.push_back(people::role_name(static_cast<Role>(i)));
    return list;
  }();
  return names;
}

std::string role_text(const Page& page, Role role) { return page.text("role." + std::string(people::role_name(role))); }
std::string roles_path(const RedesignAtHand& at) { return "/redesigns/" + at.redesign.slug + "/roles"; }

Field email_field(const Page& page) {
  return {.name = "email", .label = page.text("roles.email_label"), .hint = page.text("roles.email_hint"), .type = "email", .autocomplete = "off", .length = {3, page.call().services.limits->email_chars_max}};
}

Field role_field(const Page& page) {
  Field field{.name = "role", .label = page.text("roles.role_label"), .kind = FieldKind::select};
  for (int i = 0; i < people::role_count; ++i) field.options.push_back({std::string(role_names()[static_cast<std::size_t>(i)]), role_text(page, static_cast<Role>(i))});
  return field;
}

json person_view(const Page& page, const RedesignAtHand& at, const people::Actor& reader, const people::RoleHolder& holder, std::int64_t owners) {
  return {{"name", holder.name},
          {"role_text", role_text(page, holder.role)},
          {"role", people::role_name(holder.role)},
          {"person", holder.person.value},
          {"since_text", page.text("roles.since", {{"day", day_words(page, holder.granted_at)}})},
          {"can_remove", people::decide_revoke(reader, holder.role, owners).has_value()},
          {"remove_action", page.href(roles_path(at))}};
}

/// Each role with what it is for and who holds it, those with the last word first.
json roles_view(const Page& page, const RedesignAtHand& at, const people::Actor& reader) {
  const std::int64_t owners = people::count_role_holders(page.db(), at.redesign.id, Role::owner);
  const auto holders = people::load_role_holders(page.db(), at.redesign.id);
  json views = json::array();
  for (const Role role : {Role::owner, Role::officer, Role::moderator, Role::facilitator}) {
    json people = json::array();
    for (const auto& holder : holders)
      if (holder.role == role) people.push_back(person_view(page, at, reader, holder, owners));
    const bool has_people = !people.empty();
    views.push_back({{"title_text", role_text(page, role)},
                     {"what_text", page.text("roles.what." + std::string(people::role_name(role)))},
                     {"has_people", has_people},
                     {"people", std::move(people)}});
  }
  return views;
}

/// What the rules say about the form, or that nobody has this address.
struct Trouble {
  bool is_unknown_address = false;
};

http::Response show_roles(Page& page, const RedesignAtHand& at, Form form, Trouble trouble) {
  page.set_title(page.text("roles.title"));
  add_redesign_crumb(page, at);
  page.add_crumb(page.text("roles.title"));
  json email = form.field_view(page, email_field(page));
  json role = form.field_view(page, role_field(page));
  json errors = form.errors_view(page);
  if (trouble.is_unknown_address) {
    email["error"] = page.text("roles.unknown_address");
    errors = one_error_view(page, email_field(page), page.text("roles.unknown_address"));
  }
  json view = staff_head_view(page, at);
  view["roles"] = roles_view(page, at, page.actor(at.redesign.id));
  view["action"] = page.href(roles_path(at));
  view["errors"] = std::move(errors);
  view["form_key"] = form.key();
  view["fields"] = json::array({std::move(email), std::move(role)});
  return page.show("roles", with_submit_row(std::move(view), page.text("roles.add_submit"), ""), trouble.is_unknown_address ? 422 : form.status());
}

Result<RedesignAtHand> open_roles(Page& page) {
  auto at = open_redesign(page, page.call().path_value("slug"));
  if (!at) return at.error();
  // Two owners, so that the rule speaks about the reader alone.
  if (auto may = people::decide_revoke(page.actor(at->redesign.id), Role::owner, 2); !may) return may.error();
  return at;
}

Result<http::Response> get_roles(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_roles(*page);
  if (!at) return at.error();
  return show_roles(*page, *at, {}, {});
}

struct Wanted {
  bool is_removal = false;
  PersonId person;
  std::string email;
  Role role{};
};

Result<Wanted> read_wanted(const Page& page) {
  auto input = http::Input::read(page.call().request);
  if (!input) return input.error();
  input->ignore("key");
  Wanted wanted;
  wanted.is_removal = input->optional_choice("do", {"remove"}).has_value();
  wanted.role = static_cast<Role>(input->choice("role", role_names()));
  if (wanted.is_removal) wanted.person = PersonId{input->optional_integer("person", 1, INT64_MAX).value_or(0)};
  else wanted.email = people::lower_email(input->line("email", {3, page.call().services.limits->email_chars_max}));
  if (auto refusal = input->refusal()) return *refusal;
  return wanted;
}

Result<http::Response> refused(Page& page, const RedesignAtHand& at, const Refusal& refusal) {
  Form form = Form::typed(page.call().request);
  if (!form.take(refusal)) return refusal;
  return show_roles(page, at, std::move(form), {});
}

Result<http::Response> post_roles(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_roles(*page);
  if (!at) return at.error();
  const people::Actor& actor = page->actor(at->redesign.id);
  const auto wanted = read_wanted(*page);
  if (!wanted) return refused(*page, *at, wanted.error());
  if (wanted->is_removal) {
    if (auto done = people::revoke_role(page->db(), actor, {at->redesign.id, wanted->person, wanted->role}); !done) return refused(*page, *at, done.error());
    const bool is_still_allowed = actor.is_admin || wanted->person != page->person() || wanted->role != Role::owner;
    return go_to(*page, is_still_allowed ? roles_path(*at) : "/redesigns/" + at->redesign.slug, "role_removed");
  }
  const auto person = people::find_person_by_email(page->db(), wanted->email);
  if (!person) return show_roles(*page, *at, Form::typed(call.request), {true});
  if (auto done = people::grant_role(page->db(), actor, {at->redesign.id, person->id, wanted->role}); !done) return refused(*page, *at, done.error());
  return go_to(*page, roles_path(*at), "role_given");
}

}  // namespace

http::Routes roles_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/redesigns/{slug}/roles", Who::owner, Kind::read, Cost::normal, Audience::mine, get_roles},
      {Method::post, "/{lang}/redesigns/{slug}/roles", Who::owner, Kind::write, Cost::normal, Audience::mine, post_roles},
  };
}

}  // namespace palabre::screens

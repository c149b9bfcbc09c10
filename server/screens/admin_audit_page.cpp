// Who did what, and when: the log for administrators, filtered, page by page, and as a file. Joined into screens::routes().
#include "pages/localised.hpp"
#include "people/person_repo.hpp"
#include "screens/admin_parts.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using instance::AuditLine;
using nlohmann::json;

namespace {

/// « Idée : publication », or the bare type for one nobody has words for.
std::string type_text(const Page& page, const std::string& type) {
  const auto dot = type.find('.');
  const std::string family = type.substr(0, dot);
  const std::string act = dot == std::string::npos ? std::string() : type.substr(dot + 1);
  const std::string family_key = "admin.audit_family_" + family;
  const std::string act_key = "admin.audit_act_" + act;
  const auto& catalogue = *page.call().services.catalogue;
  if (!catalogue.has(page.language(), family_key) || !catalogue.has(page.language(), act_key)) return type;
  return page.text("admin.audit_line", {{"what", page.text(family_key)}, {"act", page.text(act_key)}});
}

std::string actor_text(const Page& page, const AuditLine& line) {
  return line.actor == "person" ? line.name : page.text("admin.audit_actor_" + line.actor);
}

/// Where the thing the event is about can be seen.
std::string subject_href(const Page& page, const AuditLine& line) {
  if (line.about.is_set()) return page.href("/admin/people/" + line.about.text());
  if (line.subject.starts_with("idea:")) return page.href("/ideas/" + line.subject.substr(5));
  return {};
}

std::string subject_text(const AuditLine& line) { return line.about.is_set() ? line.about_name : line.subject; }

/// "state: accepted" and the like: what the payload holds beyond the people it names.
std::string details_text(const AuditLine& line) {
  const json payload = json::parse(line.payload, nullptr, false);
  std::string text;
  if (!payload.is_object()) return text;
  for (const auto& [name, value] : payload.items()) {
    if (name == "person") continue;
    text += (text.empty() ? "" : ", ") + name + ": " + (value.is_string() ? value.get<std::string>() : value.dump());
  }
  return text;
}

json line_view(const Page& page, const AuditLine& line) {
  return {{"number", line.seq},
          {"at", iso_text(line.at)},
          {"when_text", pages::format_moment(page.language(), line.at)},
          {"actor_text", actor_text(page, line)},
          {"actor_href", line.person.is_set() ? page.href("/admin/people/" + line.person.text()) : std::string()},
          {"type_text", type_text(page, line.type)},
          {"type", line.type},
          {"subject_text", subject_text(line)},
          {"subject_href", subject_href(page, line)},
          {"details", details_text(line)}};
}

Field select_field(const Page& page, std::string name, std::string_view label, std::vector<Option> options) {
  return {.name = std::move(name), .label = page.text(label), .kind = FieldKind::select, .is_required = false, .options = std::move(options)};
}

std::vector<Option> type_options(const Page& page) {
  std::vector<Option> options{{"", page.text("admin.audit_everything")}};
  for (const auto family : instance::audit_families) options.push_back({std::string(family), page.text("admin.audit_family_" + std::string(family))});
  return options;
}

std::vector<Option> redesign_options(const Page& page) {
  std::vector<Option> options{{"", page.text("admin.audit_everywhere")}};
  for (const auto& slug : instance::load_audit_redesigns(page.db(), page.call().services.limits->page_size_max)) options.push_back({slug, slug});
  return options;
}

json fields_view(const Page& page, Form& form) {
  const auto day = [&](std::string name, std::string_view label) { return Field{.name = std::move(name), .label = page.text(label), .type = "date", .is_required = false}; };
  json fields = json::array();
  fields.push_back(form.field_view(page, select_field(page, "type", "admin.audit_type", type_options(page))));
  fields.push_back(form.field_view(page, {.name = "person", .label = page.text("admin.audit_person"), .hint = page.text("admin.audit_person_hint"), .is_required = false}));
  fields.push_back(form.field_view(page, select_field(page, "redesign", "admin.audit_redesign", redesign_options(page))));
  fields.push_back(form.field_view(page, day("from", "admin.audit_from")));
  fields.push_back(form.field_view(page, day("until", "admin.audit_until")));
  return fields;
}

http::Response show_audit(Page& page, Form form, const std::vector<AuditLine>& lines, const std::string& next) {
  json views = json::array();
  for (const auto& line : lines) views.push_back(line_view(page, line));
  json fields = fields_view(page, form);
  json view{{"nav", admin_nav_view(page, "audit")},
            {"action", page.href("/admin/audit")},
            {"errors", form.errors_view(page)},
            {"fields", std::move(fields)},
            {"has_lines", !views.empty()},
            {"csv_href", with_query(page, "/admin/audit.csv", "after", "")},
            {"pages", pages_view(page, "/admin/audit", next, page.count("admin.audit_count", static_cast<std::int64_t>(lines.size())))}};
  view["lines"] = std::move(views);
  return page.show("admin_audit", view, form.status());
}

/// An e-mail address becomes the number the query knows.
Result<instance::AuditQuery> read_query(const http::Call& call) {
  const std::string who = call.request.param("person").value_or("");
  if (who.find('@') == std::string::npos) return instance::read_audit_query(call);
  const auto person = people::find_person_by_email(call.db(), people::lower_email(who));
  if (!person) return refuse(Reason::bad_field, "no account has this address", "person");
  http::Request asked = call.request;
  asked.query.clear();
  for (const auto& [name, value] : http::parse_form(call.request.query).value_or(std::vector<std::pair<std::string, std::string>>{}))
    asked.query += (asked.query.empty() ? "" : "&") + name + "=" + http::encode_percent(name == "person" ? person->id.text() : value);
  const http::Call resolved{asked, call.path, call.viewer, call.services, call.now, call.tx};
  return instance::read_audit_query(resolved);
}

Result<http::Response> get_audit(const http::Call& call) {
  auto page = open_admin(call, "admin.audit_title");
  if (!page) return page.error();
  Form form = Form::of_fields(http::parse_form(call.request.query).value_or(std::vector<std::pair<std::string, std::string>>{}));
  const auto query = read_query(call);
  if (!query) {
    if (!form.take(query.error())) return query.error();
    return show_audit(*page, std::move(form), {}, {});
  }
  const auto lines = instance::load_audit(page->db(), *query);
  return show_audit(*page, std::move(form), lines, instance::next_audit_cursor(lines, query->limit));
}

Result<http::Response> get_csv(const http::Call& call) {
  const auto page = open_admin(call, "admin.audit_title");
  if (!page) return page.error();
  const auto query = read_query(call);
  if (!query) return query.error();
  return instance::audit_csv_response(call, *query);
}

}  // namespace

http::Routes admin_audit_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/admin/audit", Who::admin, Kind::read, Cost::costly, Audience::mine, get_audit},
      {Method::get, "/{lang}/admin/audit.csv", Who::admin, Kind::read, Cost::costly, Audience::mine, get_csv},
  };
}

}  // namespace palabre::screens

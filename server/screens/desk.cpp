// The facilitator's desk: one contribution after another for people who are offline, and what was entered today. Works without
// scripts; the island "desk" makes it work without network. Joined into screens::routes(). Who: facilitators of the redesign.
#include "assisted/entry_input.hpp"
#include "assisted/slip.hpp"
#include "light/light_repo.hpp"
#include "screens/comment_parts.hpp"
#include "screens/desk_parts.hpp"
#include "screens/page_routes.hpp"
#include "screens/staff_parts.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using assisted::EntryKind;
using nlohmann::json;

namespace {

constexpr std::size_t today_max = 200;
/// The policy under which the island registers its worker; allowed on this page only.
constexpr std::string_view desk_policy = "palabre-desk";

json kinds_view(const Page& page, Form& form, const std::vector<EntryKind>& kinds) {
  form.fill("kind", page.call().request.param("kind").value_or("idea"));
  std::vector<Option> options;
  for (const auto kind : kinds) options.push_back({std::string(assisted::name_of(kind)), page.text("desk.kind." + std::string(assisted::name_of(kind)))});
  return form.choices_view(page, "kind", "desk.kind_legend", options);
}

json question_choices(const Page& page, Form& form, const RedesignAtHand& at, const light::Light& light) {
  if (!light.is_on || !light.question) return false;
  std::vector<Option> options;
  for (int position = 1; const auto& choice : light.question->choices)
    options.push_back({std::to_string(position++), local_text(page, choice.texts, at.redesign.languages).text});
  json view = form.choices_view(page, "choice", "desk.the_question", options);
  const LocalText question = local_text(page, light.question->texts, at.redesign.languages);
  view["legend_text"] = question.text;
  return view;
}

Field language_field(const Page& page, const RedesignAtHand& at) {
  Field field{.name = "language", .label = page.text("desk.language_label"), .hint = page.text("desk.language_hint"), .kind = FieldKind::select};
  for (const auto& language : text_languages(page, at.redesign.languages)) field.options.push_back({language, language_name(page, language)});
  return field;
}

/// The fields of what was said; the styles show those of the kind that is chosen.
json words_view(Page& page, Form& form, const RedesignAtHand& at, const light::Light& light) {
  const Limits& limits = *page.call().services.limits;
  form.fill("language", page.language());
  Field idea{.name = "idea", .label = page.text("desk.idea_label"), .kind = FieldKind::select, .is_required = false, .options = idea_options(page, at)};
  Field title{.name = "title", .label = page.text("desk.title_label"), .hint = page.text("desk.title_hint"), .autocomplete = "off",
              .length = {limits.title_chars_min, limits.title_chars_max}, .is_required = false};
  Field body{.name = "body", .label = page.text("desk.body_label"), .hint = page.text("desk.body_hint"), .kind = FieldKind::area,
             .length = {1, limits.idea_chars_max}, .rows = 5, .is_required = false};
  Field place{.name = "place", .label = page.text("desk.place_label"), .autocomplete = "off", .length = {0, limits.place_chars_max}, .is_required = false};
  return {{"idea_field", form.field_view(page, idea)},
          {"title_field", form.field_view(page, title)},
          {"body_field", form.field_view(page, body)},
          {"place_field", form.field_view(page, place)},
          {"language_field", form.field_view(page, language_field(page, at))},
          {"stances", stances_view(page, form)},
          {"question", question_choices(page, form, at, light)}};
}

json person_view(const Page& page, Form& form) {
  form.fill("slip", page.param("slip"));
  json contact = form.field_view(page, {.name = "contact", .label = page.text("desk.contact_label"), .hint = page.text("desk.contact_hint"),
                                        .autocomplete = "off", .length = {0, assisted::contact_chars_max}, .is_required = false});
  return {{"slip_field", form.field_view(page, slip_field(page))}, {"name_field", form.field_view(page, name_field(page))}, {"contact_field", std::move(contact)}};
}

/// What was just entered: the number to hand over, and the ways on.
json done_view(Page& page, const RedesignAtHand& at) {
  const auto id = assisted::EntryId::parse(page.param("done"));
  const auto entry = id ? assisted::find_entry(page.db(), *id) : std::nullopt;
  if (!entry || entry->redesign != at.redesign.id || entry->facilitator != page.person() || entry->undone_at) return false;
  const auto slip = assisted::find_slip(page.db(), entry->person).value();
  return {{"number_text", assisted::shown_slip(slip.number)},
          {"slip_href", page.href(desk_path(at) + "/entries/" + id->text() + "/slip")},
          {"again_href", with_param(page.href(desk_path(at)), "slip", assisted::shown_slip(slip.number))},
          {"undo_href", page.href(desk_path(at) + "/entries/" + id->text())}};
}

json today_view(Page& page, const RedesignAtHand& at, bool is_shell) {
  json lines = json::array();
  if (is_shell) return lines;
  for (const auto& shown : assisted::load_entries_of(page.db(), at.redesign.id, page.person(), page.now().plus_ms(-assisted::undo_ms), today_max))
    lines.push_back(entry_line_view(page, at, shown));
  return lines;
}

/// What the island needs: where things are, who enters, and its words by name.
json island_view(Page& page, const RedesignAtHand& at) {
  json words = json::object();
  constexpr std::string_view prefix = "desk.js.";
  for (auto& [key, pattern] : page.call().services.catalogue->patterns(page.language(), prefix)) words[key.substr(prefix.size())] = pattern;
  for (const auto name : assisted::kind_names()) words["kind_" + std::string(name)] = page.text("desk.kind." + std::string(name));
  words["the_question"] = page.text("desk.the_question");
  words["slip"] = page.text("desk.error.slip_mistyped");
  words["taken_back"] = page.text("desk.taken_back");
  return {{"api_href", "/api/v1/redesigns/" + at.redesign.slug + "/entries"},
          {"desk_href", page.href(desk_path(at))},
          {"worker_href", page.href("/redesigns/" + at.redesign.slug + "/desk-worker.js")},
          {"sign_in_href", page.sign_in_href(page.href(desk_path(at)))},
          {"person", page.call().viewer->opaque_id},
          {"words", words.dump()}};
}

/// An error the shared words cannot say.
struct OwnError {
  std::string field = "slip";  // or "name"
  std::string text = {};
};

http::Response show_desk(Page& page, const RedesignAtHand& at, Form& form, const OwnError& own_error) {
  const bool is_shell = page.call().request.param("shell").has_value();
  const auto light = light::load_light(page.db(), at.redesign.id);
  json view = desk_head_view(page, at, "desk.title", "desk");
  json kinds = kinds_view(page, form, entry_kinds(light));
  json words = words_view(page, form, at, light);
  json person = person_view(page, form);
  json source = json::array({source_view(page, form), day_view(page, form)});
  const auto batches = batch_options(page, at);
  view["batch_field"] = batches.empty() ? json(false)
                                        : form.field_view(page, {.name = "batch", .label = page.text("desk.batch_label"), .hint = page.text("desk.batch_hint"),
                                                                 .kind = FieldKind::select, .is_required = false, .options = batches});
  view["consent"] = consent_view(page, form);
  json errors = form.errors_view(page);
  put_error(page, person[own_error.field + "_field"], errors, own_error.text);
  json today = today_view(page, at, is_shell);
  view["action"] = page.href(desk_path(at));
  view["form_key"] = form.key();
  view["errors"] = std::move(errors);
  view["kinds"] = std::move(kinds);
  view["words"] = std::move(words);
  view["person"] = std::move(person);
  view["source_fields"] = std::move(source);
  view["done"] = is_shell ? json(false) : done_view(page, at);
  view["has_today"] = !today.empty();
  view["today_text"] = page.count("desk.today_count", static_cast<std::int64_t>(today.size()));
  view["today"] = std::move(today);
  view["island"] = island_view(page, at);
  http::Response response = page.show("desk", view, form.status());
  response.policy.trusted_types = desk_policy;
  return response;
}

Result<http::Response> get_desk(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_desk(*page);
  if (!at) return at.error();
  Form form;
  return show_desk(*page, *at, form, {});
}

/// Back to an empty form that remembers what stays the same at a stall: the kind, the source and the day.
std::string next_path(const RedesignAtHand& at, const assisted::NewEntry& entry, assisted::EntryId id) {
  std::string path = with_param(desk_path(at), "done", id.text());
  path = with_param(path, "kind", assisted::name_of(entry.frame.kind));
  path = with_param(path, "source", assisted::name_of(entry.frame.source));
  return with_param(path, "on", day_text(entry.frame.collected_on));
}

Result<http::Response> post_desk(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_desk(*page);
  if (!at) return at.error();
  auto input = http::Input::from_form(call.request.body);
  if (!input) return input.error();
  const auto entry = assisted::read_entry(*input, *call.services.limits);
  const auto unread = input->refusal();
  const auto entered = unread ? Result<assisted::Entered>(*unread)
                              : assisted::enter_contribution(page->db(), page->actor(at->redesign.id), at->redesign, entry, *call.services.limits);
  if (entered) return go_to(*page, next_path(*at, entry, entered->entry));
  Form form = Form::typed(call.request);
  const Refusal& refusal = entered.error();
  if (!form.take(as_form_refusal(refusal))) return refusal;
  return show_desk(*page, *at, form, {refusal.field == "name" ? "name" : "slip", slip_error_text(*page, refusal)});
}

/// The worker that answers the desk's address without network. Its own policy: it may load its script and ask this site.
Result<http::Response> get_worker(const http::Call& call) {
  const auto* assets = call.services.assets;
  const auto found = assets ? assets->find("desk_worker.js") : std::map<std::string, std::string>::const_iterator{};
  if (!assets || found == assets->end()) return refuse(Reason::not_found, "this client has no worker");
  http::Response response = http::text_response("importScripts(\"" + found->second + "\");\n", "text/javascript; charset=utf-8");
  response.header("Content-Security-Policy", "default-src 'none'; script-src 'self'; connect-src 'self'");
  response.header("Cache-Control", "no-cache");
  return response;
}

}  // namespace

http::Routes desk_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/redesigns/{slug}/desk", Who::facilitator, Kind::read, Cost::normal, Audience::mine, get_desk},
      {Method::post, "/{lang}/redesigns/{slug}/desk", Who::facilitator, Kind::write, Cost::normal, Audience::mine, post_desk},
      {Method::get, "/{lang}/redesigns/{slug}/desk-worker.js", Who::anyone, Kind::read, Cost::cheap, Audience::everyone, get_worker},
  };
}

}  // namespace palabre::screens

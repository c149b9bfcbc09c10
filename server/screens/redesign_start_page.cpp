// Starting a redesign: from nothing, from a template or as a copy; and the two forms of the latter. Joined into screens::routes().
// Who: administrators.
#include "pages/local_time.hpp"
#include "planning/calendar.hpp"
#include "planning/start_redesign.hpp"
#include "redesigns/redesign_input.hpp"
#include "screens/form.hpp"
#include "screens/page_routes.hpp"
#include "screens/staff_parts.hpp"
#include "screens/timeline_parts.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using nlohmann::json;
using planning::Template;

namespace {

constexpr http::Length title_length{1, 300};
constexpr std::int64_t days_ahead = 14;
constexpr std::size_t copies_max = 50;

Result<Page> open_start(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  if (!call.viewer || !call.viewer->is_admin)
    return refuse(Reason::not_allowed, "redesigns are created by an administrator, who can then name owners");
  return page;
}

/// Public ones and those in which the reader holds a role, newest first.
std::vector<redesigns::Redesign> load_copyable(const Page& page) {
  auto all = redesigns::load_public_redesigns(page.db());
  for (auto& own : redesigns::load_redesigns_of(page.db(), page.person()))
    if (!redesigns::is_public(own.state)) all.push_back(std::move(own));
  std::sort(all.begin(), all.end(), [](const auto& left, const auto& right) { return left.created_at > right.created_at; });
  if (all.size() > copies_max) all.resize(copies_max);
  return all;
}

json card_of(const Page& page, const Template& one) {
  const LocalText title = local_text(page, one.texts.title);
  const LocalText summary = local_text(page, one.texts.summary);
  return {{"href", page.href("/redesigns/new/template?name=" + one.name)},
          {"lang", title.language},
          {"title", title.text},
          {"summary", summary.text},
          {"level_text", page.text("redesign.promise_level." + one.power_level)},
          {"phases_text", page.count("start.phases", static_cast<std::int64_t>(one.phases.size()))},
          {"days_text", page.count("start.days", one.days())}};
}

json copy_of(const Page& page, const redesigns::Redesign& redesign) {
  const LocalText title = local_text(page, redesigns::parse_redesign_texts(redesign.texts_json).title, redesign.languages);
  return {{"href", page.href("/redesigns/new/copy?of=" + redesign.slug)},
          {"lang", title.language},
          {"title", title.text},
          {"state_text", page.text("redesign.state." + std::string(redesigns::name_of(redesign.state)))}};
}

Result<http::Response> get_start(const http::Call& call) {
  auto page = open_start(call);
  if (!page) return page.error();
  const std::string heading = page->text("redesign_form.new_title");
  page->set_title(heading).add_crumb(heading);
  json templates = json::array();
  for (const Template& one : planning::templates()) templates.push_back(card_of(*page, one));
  json copies = json::array();
  for (const auto& redesign : load_copyable(*page)) copies.push_back(copy_of(*page, redesign));
  const json view = {{"blank_href", page->href("/redesigns/new/blank")},
                     {"templates", std::move(templates)},
                     {"has_copies", !copies.empty()},
                     {"copies", std::move(copies)}};
  return page->show("redesign_start", view);
}

// ---- the two forms

/// What comes along, and where the form goes.
struct Source {
  std::string heading;
  std::string action;
  std::string hidden_name, hidden_value;
  LocalText title, summary;
  std::vector<std::string> languages;      // to choose among; a copy keeps its own
  redesigns::RedesignTexts texts;
  std::vector<redesigns::TextsByLanguage> safeguards;
  bool is_copy = false;
};

json lines_of(const Page& page, const std::vector<redesigns::TextsByLanguage>& points, const std::vector<std::string>& languages) {
  json lines = json::array();
  for (const auto& point : points) {
    const LocalText words = local_text(page, point, languages);
    if (!words.text.empty()) lines.push_back({{"lang", words.language}, {"text", words.text}});
  }
  return lines;
}

json fields_of(const Page& page, Form& form, const Source& source) {
  json fields = json::array();
  fields.push_back(form.field_view(page, {.name = "slug", .label = page.text("redesign_form.slug_label"), .hint = page.text("redesign_form.slug_hint"),
                                          .length = {2, page.call().services.limits->slug_chars_max}}));
  fields.push_back(form.field_view(page, {.name = "title", .label = page.text("start.title_label"), .hint = page.text("start.title_hint"),
                                          .length = title_length, .is_required = false}));
  fields.push_back(form.field_view(page, {.name = "starts_on", .label = page.text("start.starts_on_label"), .hint = page.text("start.starts_on_hint"), .type = "date"}));
  if (source.is_copy) {
    fields.push_back(form.field_view(page, {.name = "with_roles", .label = page.text("start.with_roles_label"), .hint = page.text("start.with_roles_hint"),
                                            .kind = FieldKind::select,
                                            .options = {{"no", page.text("light_form.no")}, {"yes", page.text("light_form.yes")}}}));
    return fields;
  }
  Field original{.name = "original", .label = page.text("start.original_label"), .hint = page.text("start.original_hint"), .kind = FieldKind::select};
  for (const auto& language : source.languages) original.options.push_back({language, language_name(page, language)});
  fields.push_back(form.field_view(page, original));
  return fields;
}

json languages_view(const Page& page, const Form& form, const Source& source) {
  json views = json::array();
  if (source.is_copy) return views;
  for (const auto& language : source.languages) {
    const std::string name = "language." + language;
    views.push_back({{"name", name}, {"text", language_name(page, language)}, {"is_checked", !form.has("slug") || form.value(name) == "yes"}});
  }
  return views;
}

http::Response show_from(Page& page, const Source& source, std::vector<redesigns::Phase> phases, Form form) {
  page.set_title(source.heading).add_crumb(page.text("redesign_form.new_title"), "/redesigns/new").add_crumb(source.heading);
  json languages = languages_view(page, form, source);
  form.fill("starts_on", planning::day_here(planning::plus_days(page.now(), days_ahead)));
  form.fill("original", std::find(source.languages.begin(), source.languages.end(), page.language()) != source.languages.end() ? page.language() : source.languages.front());
  form.fill("with_roles", "no");
  json fields = fields_of(page, form, source);
  json aim = lines_of(page, {source.texts.aim}, source.languages);
  json open_points = lines_of(page, source.texts.can_change, source.languages);
  json fixed_points = lines_of(page, source.texts.fixed_points, source.languages);
  json safeguards = lines_of(page, source.safeguards, source.languages);
  json view = {{"heading_text", source.heading},
               {"lang", source.title.language},
               {"title", source.title.text},
               {"summary_lang", source.summary.language},
               {"summary", source.summary.text},
               {"explain_text", page.text(source.is_copy ? "start.copy_explain" : "start.template_explain")},
               {"aim", aim.empty() ? json(false) : aim.front()},
               {"has_open_points", !open_points.empty()},
               {"open_points", std::move(open_points)},
               {"has_fixed_points", !fixed_points.empty()},
               {"fixed_points", std::move(fixed_points)},
               {"has_safeguards", !safeguards.empty()},
               {"safeguards", std::move(safeguards)},
               {"drawing", drawing_view(page, phases, source.languages)},
               {"action", source.action},
               {"hidden_name", source.hidden_name},
               {"hidden_value", source.hidden_value},
               {"form_key", form.key()},
               {"errors", form.errors_view(page)},
               {"fields", std::move(fields)},
               {"has_languages", !languages.empty()},
               {"languages", std::move(languages)}};
  return page.show("redesign_from", with_submit_row(std::move(view), page.text("redesign_form.submit_new"), page.href("/redesigns/new")), form.status());
}

struct SentStart {
  planning::StartRedesign start;
  std::string source;   // the template's name, or the slug of the redesign to copy
};

Result<SentStart> read_sent(const Page& page, bool is_copy) {
  auto input = http::Input::read(page.call().request);
  if (!input) return input.error();
  input->ignore("key");
  SentStart sent;
  const Limits& limits = *page.call().services.limits;
  sent.source = input->line(is_copy ? "of" : "name", {1, limits.slug_chars_max});
  sent.start.slug = input->line("slug", {2, limits.slug_chars_max});
  sent.start.title = input->optional_line("title", title_length).value_or("");
  const auto starts_on = planning::start_of_day(input->line("starts_on", {1, 40}));
  if (!starts_on) input->refuse_field(Reason::bad_field, "starts_on", "a day like 2027-01-15");
  sent.start.starts_on = starts_on.value_or(Instant{});
  if (is_copy) {
    sent.start.with_roles = input->optional_choice("with_roles", {"no", "yes"}).value_or(0) == 1;
  } else {
    const std::string original = input->line("original", {2, 2});
    sent.start.languages.push_back(original);
    for (const auto& [language, word] : input->texts_by_language("language", {1, 3}))
      if (language != original) sent.start.languages.push_back(language);
  }
  if (auto refusal = input->refusal()) return *refusal;
  return sent;
}

// ---- from a template

Source source_of(const Page& page, const Template& one) {
  Source source{page.text("start.template_title"), page.href("/redesigns/new/template"), "name", one.name, local_text(page, one.texts.title),
                local_text(page, one.texts.summary), page.call().services.catalogue->languages(), one.texts, one.safeguards, false};
  std::erase_if(source.languages, [&](const auto& language) { return std::find(one.languages.begin(), one.languages.end(), language) == one.languages.end(); });
  for (const auto& language : one.languages)
    if (std::find(source.languages.begin(), source.languages.end(), language) == source.languages.end()) source.languages.push_back(language);
  return source;
}

std::vector<redesigns::Phase> preview_of(const Page& page, const Template& one) {
  std::vector<redesigns::Phase> phases;
  const Instant start = planning::plus_days(page.now(), days_ahead);
  for (const auto& phase : one.phases) {
    redesigns::Phase made;
    made.type = phase.type;
    made.state = redesigns::PhaseState::planned;
    made.opens_at = planning::plus_days(start, phase.from_days);
    made.closes_at = planning::plus_days(start, phase.from_days + phase.days);
    phases.push_back(made);
  }
  return phases;
}

Result<http::Response> get_template(const http::Call& call) {
  auto page = open_start(call);
  if (!page) return page.error();
  const Template* one = planning::find_template(call.request.param("name").value_or(""));
  if (!one) return refuse(Reason::not_found, "no such template", "name");
  return show_from(*page, source_of(*page, *one), preview_of(*page, *one), {});
}

/// The form again with what was typed, or the problem page.
Result<http::Response> refused(Page& page, const Source& source, std::vector<redesigns::Phase> phases, Refusal refusal) {
  Form form = Form::typed(page.call().request);
  if (refusal.field == "languages") refusal.field = "original";
  if (!form.take(refusal)) return refusal;
  return show_from(page, source, std::move(phases), std::move(form));
}

Result<http::Response> started(const Page& page, const redesigns::Redesign& made) {
  return go_to(page, "/redesigns/" + made.slug + "/roadmap/edit", "redesign_added");
}

Result<http::Response> post_template(const http::Call& call) {
  auto page = open_start(call);
  if (!page) return page.error();
  const Template* one = planning::find_template(Form::typed(call.request).value("name"));
  if (!one) return refuse(Reason::not_found, "no such template", "name");
  const auto sent = read_sent(*page, false);
  const auto actor = people::load_actor(page->db(), *call.viewer, RedesignId{});
  const auto made = sent ? planning::start_from_template(page->db(), actor, *one, sent->start) : Result<redesigns::Redesign>(sent.error());
  if (!made) return refused(*page, source_of(*page, *one), preview_of(*page, *one), made.error());
  return started(*page, *made);
}

// ---- as a copy

Result<redesigns::Redesign> find_source(const Page& page, const std::string& slug) {
  for (auto& redesign : load_copyable(page))
    if (redesign.slug == slug) return redesign;
  auto other = redesigns::find_redesign(page.db(), slug);
  if (!other || !page.call().viewer->is_admin) return refuse(Reason::not_found, "no such redesign", "of");
  return *other;
}

Source source_of(const Page& page, const redesigns::Redesign& from) {
  const auto texts = redesigns::parse_redesign_texts(from.texts_json);
  return {page.text("start.copy_title"), page.href("/redesigns/new/copy"), "of", from.slug, local_text(page, texts.title, from.languages),
          local_text(page, texts.summary, from.languages), from.languages, texts, {}, true};
}

Result<http::Response> get_copy(const http::Call& call) {
  auto page = open_start(call);
  if (!page) return page.error();
  const auto from = find_source(*page, std::string(call.request.param("of").value_or("")));
  if (!from) return from.error();
  return show_from(*page, source_of(*page, *from), redesigns::load_phases(page->db(), from->id), {});
}

Result<http::Response> post_copy(const http::Call& call) {
  auto page = open_start(call);
  if (!page) return page.error();
  const auto from = find_source(*page, Form::typed(call.request).value("of"));
  if (!from) return from.error();
  const auto sent = read_sent(*page, true);
  const auto actor = people::load_actor(page->db(), *call.viewer, RedesignId{});
  const auto made = sent ? planning::start_from_copy(page->db(), actor, *from, sent->start) : Result<redesigns::Redesign>(sent.error());
  if (!made) return refused(*page, source_of(*page, *from), redesigns::load_phases(page->db(), from->id), made.error());
  return started(*page, *made);
}

}  // namespace

http::Routes redesign_start_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/redesigns/new", Who::admin, Kind::read, Cost::normal, Audience::mine, get_start},
      {Method::get, "/{lang}/redesigns/new/template", Who::admin, Kind::read, Cost::normal, Audience::mine, get_template},
      {Method::post, "/{lang}/redesigns/new/template", Who::admin, Kind::write, Cost::normal, Audience::mine, post_template},
      {Method::get, "/{lang}/redesigns/new/copy", Who::admin, Kind::read, Cost::normal, Audience::mine, get_copy},
      {Method::post, "/{lang}/redesigns/new/copy", Who::admin, Kind::write, Cost::normal, Audience::mine, post_copy},
  };
}

}  // namespace palabre::screens

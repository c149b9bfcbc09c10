// Prepares a round, or changes what was announced: question, agenda, tables, access, facilitators, start. Joined into screens::routes().
// Who: the moderators of the redesign.
#include "pages/local_time.hpp"
#include "rounds/round_input.hpp"
#include "screens/page_routes.hpp"
#include "screens/round_parts.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using nlohmann::json;
using rounds::Announcement;

namespace {

constexpr std::int64_t day_ms = 24 * ms_per_hour;

/// A form for a new round, or for one that is there.
struct FormAtHand {
  RedesignAtHand at;
  std::optional<rounds::RoundAt> round;
};

std::string action_path(const FormAtHand& hand) {
  return hand.round ? round_path(hand.round->round.id, "/edit") : "/redesigns/" + hand.at.redesign.slug + "/rounds/new";
}

Result<FormAtHand> open_new(Page& page) {
  auto at = open_redesign(page, page.call().path_value("slug"));
  if (!at) return at.error();
  if (!page.actor(at->redesign.id).is_moderator()) return refuse(Reason::not_allowed, "the moderators of this redesign prepare its rounds");
  return FormAtHand{std::move(*at), std::nullopt};
}

Result<FormAtHand> open_edit(Page& page) {
  auto here = open_round(page);
  if (!here) return here.error();
  if (!here->in.actor.is_moderator()) return refuse(Reason::not_allowed, "the moderators of this redesign prepare its rounds");
  return FormAtHand{std::move(here->at), std::move(here->in)};
}

/// Deliberation phases that are open or still to come.
std::vector<Option> phase_options(const Page& page, const FormAtHand& hand) {
  std::vector<Option> options;
  for (const auto& phase : hand.at.phases) {
    const auto state = redesigns::state_at(phase, page.now());
    const bool is_possible = phase.type == redesigns::PhaseType::deliberation && (state == redesigns::PhaseState::open || state == redesigns::PhaseState::planned);
    if (!is_possible) continue;
    const LocalText title = local_text(page, phase.titles, hand.at.redesign.languages);
    options.push_back({phase.id.text(), title.text.empty() ? page.text("phase.type.deliberation") : title.text});
  }
  return options;
}

Field number_field(std::string name, const std::string& label) {
  return {.name = std::move(name), .label = label, .type = "number"};
}

json question_fields(const Page& page, const FormAtHand& hand, Form& form) {
  json fields = json::array();
  const auto& languages = hand.at.redesign.languages;
  for (const auto& language : text_languages(page, languages)) {
    Field field{.name = "question." + language, .label = page.text("round.question_label", {{"language", language_name(page, language)}}), .length = rounds::question_length};
    field.is_required = language == languages.front();
    fields.push_back(form.field_view(page, field));
  }
  return fields;
}

json agenda_fields(const Page& page, Form& form) {
  json fields = json::array();
  for (const auto name : rounds::agenda_names)
    fields.push_back(form.field_view(page, number_field("agenda." + std::string(name), page.text("round.minutes_of", {{"stage", page.text("round.state." + std::string(name))}}))));
  return fields;
}

json hosts_view(const Page& page, const FormAtHand& hand, const Form& form) {
  json views = json::array();
  for (const auto& host : rounds::load_possible_hosts(page.db(), hand.at.redesign.id)) {
    const std::string name = "host." + host.person.text();
    views.push_back({{"name", name}, {"text", host.name}, {"is_checked", !form.value(name).empty()}});
  }
  return views;
}

http::Response show_form(Page& page, const FormAtHand& hand, Form form) {
  const std::string heading = page.text(hand.round ? "rounds.edit" : "rounds.new");
  page.set_title(heading);
  add_redesign_crumb(page, hand.at);
  page.add_crumb(page.text("rounds.title"), "/redesigns/" + hand.at.redesign.slug + "/rounds").add_crumb(heading);
  const auto phases = phase_options(page, hand);
  json view = staff_head_view(page, hand.at);
  view["heading_text"] = heading;
  view["action"] = page.href(action_path(hand));
  view["form_key"] = form.key();
  view["has_phases"] = !phases.empty();
  view["questions"] = question_fields(page, hand, form);
  json when = json::array();
  Field phase{.name = "phase", .label = page.text("round.phase_label"), .kind = FieldKind::select, .options = phases};
  when.push_back(form.field_view(page, phase));
  Field starts = moment_field(page, "starts_at", "round.starts_label");
  starts.is_required = true;
  when.push_back(form.field_view(page, starts));
  view["when"] = std::move(when);
  view["agenda"] = agenda_fields(page, form);
  json sizes = json::array();
  for (const std::string name : {"seats_max", "table_seats", "turn_seconds"}) sizes.push_back(form.field_view(page, number_field(name, page.text("round." + name + "_label"))));
  view["sizes"] = std::move(sizes);
  const Field access{.name = "access", .label = page.text("round.access_label"), .hint = page.text("round.access_hint"), .kind = FieldKind::area, .length = {0, 2400}, .rows = 4};
  view["access_field"] = form.field_view(page, access);
  const Field call_url{.name = "call_url", .label = page.text("round.call_label"), .hint = page.text("round.call_hint"), .type = "url", .length = rounds::address_length, .is_required = false};
  view["call_field"] = form.field_view(page, call_url);
  view["hosts"] = hosts_view(page, hand, form);
  view["errors"] = form.errors_view(page);
  const std::string back = page.href(hand.round ? round_path(hand.round->round.id, "/desk") : "/redesigns/" + hand.at.redesign.slug + "/rounds");
  return page.show("round_form", with_submit_row(std::move(view), page.text(hand.round ? "rounds.save" : "rounds.create"), back), form.status());
}

/// One measure a line, in the reader's language; what other languages have stays with the line it stood at.
std::vector<redesigns::TextsByLanguage> access_of(const std::string& typed, const std::string& language, const Announcement& before, const RedesignAtHand& at) {
  std::vector<redesigns::TextsByLanguage> access;
  std::string_view rest = typed;
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    std::string line(rest.substr(0, end));
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    if (line.find_first_not_of(' ') == std::string::npos) continue;
    redesigns::TextsByLanguage texts;
    for (const auto& old : before.access)
      if (redesigns::text_in(old, language, at.redesign.languages) == line) texts = old;
    if (texts.empty()) texts[language] = std::move(line);
    access.push_back(std::move(texts));
  }
  return access;
}

Form filled(const Page& page, const FormAtHand& hand, const Announcement& there) {
  Form form;
  for (const auto& [language, text] : there.questions) form.fill("question." + language, text);
  form.fill("phase", there.phase.text()).fill("starts_at", pages::local_time_text(there.starts_at)).fill("call_url", there.call_url);
  for (std::size_t i = 0; i < there.minutes.size(); ++i) form.fill("agenda." + std::string(rounds::agenda_names[i]), std::to_string(there.minutes[i]));
  form.fill("seats_max", std::to_string(there.seats_max)).fill("table_seats", std::to_string(there.table_seats)).fill("turn_seconds", std::to_string(there.turn_seconds));
  std::string access;
  for (const auto& texts : there.access) access += std::string(redesigns::text_in(texts, page.language(), hand.at.redesign.languages)) + "\n";
  form.fill("access", access);
  for (const auto person : there.hosts) form.fill("host." + person.text(), "1");
  return form;
}

Result<Announcement> read_form(const Page& page, const FormAtHand& hand, const Announcement& before) {
  auto input = http::Input::read(page.call().request);
  if (!input) return input.error();
  input->ignore("key");
  Announcement wanted = before;
  wanted.hosts.clear();
  for (const auto& host : rounds::load_possible_hosts(page.db(), hand.at.redesign.id))
    if (input->optional_choice("host." + host.person.text(), {"1"})) wanted.hosts.push_back(host.person);
  if (const auto moment = read_moment(*input, "starts_at")) wanted.starts_at = *moment;
  const std::string access = input->text("access", {3, 2400});
  wanted.access = access_of(access, page.language(), before, hand.at);
  if (wanted.access.size() > page.call().services.limits->round_access_max) input->refuse_field(Reason::too_long, "access", "at most twelve lines");
  // The rest has the same shape in a form and in JSON; what was read above is not asked for again.
  Announcement rest = rounds::read_announcement(*input, *page.call().services.limits, hand.at.redesign, before, rounds::AccessShape::lines);
  if (auto refusal = input->refusal()) return *refusal;
  rest.hosts = wanted.hosts;
  rest.starts_at = wanted.starts_at;
  rest.access = wanted.access;
  return rest;
}

Announcement first_values(const Page& page) {
  Announcement first;
  const std::int64_t tomorrow = page.now().unix_ms - page.now().unix_ms % day_ms + 8 * day_ms;
  first.starts_at = Instant{tomorrow + 17 * ms_per_hour};
  return first;
}

Result<http::Response> get_new(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto hand = open_new(*page);
  if (!hand) return hand.error();
  return show_form(*page, *hand, filled(*page, *hand, first_values(*page)));
}

Result<http::Response> get_edit(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto hand = open_edit(*page);
  if (!hand) return hand.error();
  return show_form(*page, *hand, filled(*page, *hand, rounds::announcement_of(page->db(), hand->round->round)));
}

Result<http::Response> refused(Page& page, const FormAtHand& hand, const Refusal& refusal) {
  Form form = Form::typed(page.call().request);
  if (!form.take(refusal)) return refusal;
  return show_form(page, hand, std::move(form));
}

Result<http::Response> post_new(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto hand = open_new(*page);
  if (!hand) return hand.error();
  const auto wanted = read_form(*page, *hand, {});
  if (!wanted) return refused(*page, *hand, wanted.error());
  const auto id = rounds::prepare_round(page->db(), page->actor(hand->at.redesign.id), hand->at.redesign, *wanted);
  if (!id) return refused(*page, *hand, id.error());
  return go_to(*page, round_path(*id, "/desk"), "round_saved");
}

Result<http::Response> post_edit(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto hand = open_edit(*page);
  if (!hand) return hand.error();
  const auto wanted = read_form(*page, *hand, rounds::announcement_of(page->db(), hand->round->round));
  if (!wanted) return refused(*page, *hand, wanted.error());
  if (auto done = rounds::edit_round(page->db(), *hand->round, *wanted); !done) return refused(*page, *hand, done.error());
  return go_to(*page, round_path(hand->round->round.id, "/desk"), "round_saved");
}

}  // namespace

http::Routes round_form_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/redesigns/{slug}/rounds/new", Who::moderator, Kind::read, Cost::normal, Audience::mine, get_new},
      {Method::post, "/{lang}/redesigns/{slug}/rounds/new", Who::moderator, Kind::write, Cost::normal, Audience::mine, post_new},
      {Method::get, "/{lang}/rounds/{id}/edit", Who::moderator, Kind::read, Cost::normal, Audience::mine, get_edit},
      {Method::post, "/{lang}/rounds/{id}/edit", Who::moderator, Kind::write, Cost::normal, Audience::mine, post_edit},
  };
}

}  // namespace palabre::screens

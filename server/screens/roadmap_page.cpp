// The roadmap of a redesign: six questions answered in plain words, and the sheet of two pages that comes of them. Joined into screens::routes().
// Who: those who hold a role in the redesign read it; its owner and administrators write it.
#include "planning/add_advised_phase.hpp"
#include "planning/figures_input.hpp"
#include "planning/roadmap_repo.hpp"
#include "planning/write_roadmap.hpp"
#include "redesigns/edit_redesign.hpp"
#include "redesigns/readiness.hpp"
#include "redesigns/transition_redesign.hpp"
#include "screens/page_routes.hpp"
#include "screens/phase_parts.hpp"
#include "screens/redesign_form.hpp"
#include "screens/roadmap_advice.hpp"
#include "screens/roadmap_figures.hpp"
#include "screens/staff_parts.hpp"
#include "screens/timeline_parts.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using nlohmann::json;
using planning::Question;

namespace {

constexpr http::Length points_length{1, 20'000};
const std::vector<std::string_view> power_names(redesigns::power_levels.begin(), redesigns::power_levels.end());

std::string roadmap_path_of(const RedesignAtHand& at) { return "/redesigns/" + at.redesign.slug; }
std::string key_of(Question question, std::string_view rest) { return "roadmap." + std::string(planning::name_of(question)) + std::string(rest); }

/// What holds the announcement up, each with the page where it is put right.
json blocking_view(const Page& page, const RedesignAtHand& at, const redesigns::RedesignFacts& facts) {
  json items = json::array();
  for (const auto item : redesigns::blocking_items(facts)) {
    const std::string_view place = item == redesigns::Blocking::follow_up_missing ? "/timeline" : item == redesigns::Blocking::nobody_answers ? "/roles" : "/settings";
    items.push_back({{"href", page.href(roadmap_path_of(at) + std::string(place))}, {"text", page.text("roadmap.blocking." + std::string(redesigns::name_of(item)))}});
  }
  return items;
}

json doubts_view(const Page& page, const RedesignAtHand& at, const planning::Effort& effort) {
  json items = json::array();
  for (const Doubt& doubt : doubts_of(page, effort)) items.push_back({{"href", page.href(roadmap_path_of(at) + "/roadmap#" + doubt.anchor)}, {"text", doubt.text}});
  return items;
}

bool is_before_announcement(const redesigns::Redesign& redesign) { return !redesigns::is_public(redesign.state) && !redesigns::is_final(redesign.state); }

// ---- the sheet

json answers_view(const Page& page, const planning::Roadmap& roadmap) {
  json views = json::array();
  for (int i = 0; i < planning::question_count; ++i) {
    const auto question = static_cast<Question>(i);
    const auto answer = roadmap.answers.find(question);
    const bool is_answered = answer != roadmap.answers.end();
    views.push_back({{"number", i + 1},
                     {"question_text", page.text(key_of(question, "_title"))},
                     {"lang", is_answered ? answer->second.language : page.language()},
                     {"text", is_answered ? answer->second.text : std::string()}});
  }
  return views;
}

json points_view(const Page& page, const RedesignAtHand& at, const std::vector<redesigns::TextsByLanguage>& points) {
  json views = json::array();
  for (const auto& point : points) {
    const LocalText text = local_text(page, point, at.redesign.languages);
    if (!text.text.empty()) views.push_back({{"lang", text.language}, {"text", text.text}});
  }
  return views;
}

json phase_rows(const Page& page, const RedesignAtHand& at) {
  json rows = json::array();
  for (std::size_t i = 0; i < at.phases.size(); ++i) {
    const auto& phase = at.phases[i];
    const std::string title = phase_name(page, phase, at.redesign.languages);
    const std::string kind = page.text("phase.type." + std::string(redesigns::name_of(phase.type)));
    const std::string dates = phase_dates_text(page, phase);
    std::string about = kind == title ? std::string() : kind;
    if (!dates.empty()) about += (about.empty() ? "" : " · ") + dates;
    rows.push_back({{"title", title}, {"about_text", about}});
  }
  return rows;
}

json words_view(const LocalText& words) { return words.text.empty() ? json(false) : json{{"lang", words.language}, {"text", words.text}}; }

Result<RedesignAtHand> open_roadmap(Page& page) {
  auto at = open_redesign(page, page.call().path_value("slug"));
  if (!at) return at.error();
  if (auto may = planning::decide_roadmap_reading(page.actor(at->redesign.id)); !may) return may.error();
  return at;
}

Result<http::Response> get_roadmap(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_roadmap(*page);
  if (!at) return at.error();
  const auto facts = redesigns::load_redesign_facts(page->db(), at->redesign);
  const bool may_edit = redesigns::decide_redesign_edit(at->redesign.state, page->actor(at->redesign.id)).has_value();
  page->set_title(page->text("roadmap.title"));
  add_redesign_crumb(*page, *at);
  page->add_crumb(page->text("roadmap.title"));
  json blocking = is_before_announcement(at->redesign) ? blocking_view(*page, *at, facts) : json::array();
  const auto roadmap = planning::load_roadmap(page->db(), at->redesign.id);
  const auto effort = effort_at_hand(*page, *at, roadmap);
  json doubts = is_before_announcement(at->redesign) ? doubts_view(*page, *at, effort) : json::array();
  json open_points = points_view(*page, *at, at->texts.can_change);
  json fixed_points = points_view(*page, *at, at->texts.fixed_points);
  json view = staff_head_view(*page, *at);
  view["state_text"] = page->text("redesign.state." + std::string(redesigns::name_of(at->redesign.state)));
  view["owner_text"] = owner_text(*page, at->redesign);
  view["level_text"] = page->text("redesign.promise_level." + at->redesign.power_level);
  view["level_explain"] = page->text("redesign.promise_explain." + at->redesign.power_level);
  view["answer_text"] = page->count("roadmap.answer_days", at->redesign.answer_days);
  view["summary"] = words_view(local_text(*page, at->texts.summary, at->redesign.languages));
  view["aim"] = words_view(local_text(*page, at->texts.aim, at->redesign.languages));
  view["promise"] = words_view(local_text(*page, at->texts.promise, at->redesign.languages));
  view["advises_inform"] = redesigns::advises_inform(at->redesign.power_level, at->texts);
  view["is_before"] = is_before_announcement(at->redesign);
  view["has_blocking"] = !blocking.empty();
  view["blocking"] = std::move(blocking);
  view["has_doubts"] = !doubts.empty();
  view["doubts"] = std::move(doubts);
  view["advice"] = methods_section(*page, *at, roadmap, may_edit);
  view["effort"] = effort_section(*page, *at, roadmap, effort, may_edit);
  view["has_open_points"] = !open_points.empty();
  view["open_points"] = std::move(open_points);
  view["has_fixed_points"] = !fixed_points.empty();
  view["fixed_points"] = std::move(fixed_points);
  view["answers"] = answers_view(*page, roadmap);
  view["drawing"] = drawing_view(*page, at->phases, at->redesign.languages);
  view["has_phases"] = !at->phases.empty();
  view["phases"] = phase_rows(*page, *at);
  view["edit_href"] = may_edit ? page->href(roadmap_path_of(*at) + "/roadmap/edit") : std::string();
  view["timeline_href"] = may_edit ? page->href(roadmap_path_of(*at) + "/timeline") : std::string();
  return page->show("roadmap", view);
}

// ---- the six questions

std::vector<Field> more_fields(const Page& page, const RedesignAtHand& at, Question question) {
  if (question != Question::aim || !is_before_announcement(at.redesign)) return {};
  const std::string& language = at.redesign.languages.front();
  const auto points = [&](const char* name) {
    return Field{.name = std::string(name) + "." + language, .label = page.text("redesign_form." + std::string(name) + "_label"),
                 .hint = page.text("redesign_form.one_per_line"), .kind = FieldKind::area, .length = points_length, .rows = 4, .is_required = false};
  };
  Field level{.name = "power_level", .label = page.text("redesign_form.promise_level_label"), .kind = FieldKind::select};
  for (const auto name : power_names) level.options.push_back({std::string(name), page.text("redesign.promise_level." + std::string(name))});
  return {points("can_change"), points("fixed_points"), level};
}

json groups_view(const Page& page, const RedesignAtHand& at, Form& form) {
  json groups = json::array();
  for (int i = 0; i < planning::question_count; ++i) {
    const auto question = static_cast<Question>(i);
    json fields = json::array();
    fields.push_back(form.field_view(page, {.name = std::string(planning::name_of(question)), .label = page.text(key_of(question, "_label")),
                                            .hint = page.text(key_of(question, "_hint")), .kind = FieldKind::area,
                                            .length = {0, planning::answer_chars_max}, .rows = 5, .is_required = false}));
    for (const Field& field : figure_fields(page, question)) fields.push_back(form.field_view(page, field));
    for (const Field& field : more_fields(page, at, question)) fields.push_back(form.field_view(page, field));
    const bool warns = question == Question::aim && redesigns::advises_inform(at.redesign.power_level, at.texts);
    groups.push_back({{"number", i + 1}, {"legend_text", page.text(key_of(question, "_title"))}, {"warns", warns}, {"fields", std::move(fields)}});
  }
  return groups;
}

void fill_form(Form& form, const RedesignAtHand& at, const planning::Roadmap& roadmap) {
  for (const auto& [question, answer] : roadmap.answers) form.fill(planning::name_of(question), answer.text);
  fill_figures(form, roadmap.figures);
  const std::string& language = at.redesign.languages.front();
  form.fill("can_change." + language, lines_of_points(at.texts.can_change, language));
  form.fill("fixed_points." + language, lines_of_points(at.texts.fixed_points, language));
  form.fill("power_level", at.redesign.power_level);
}

http::Response show_form(Page& page, const RedesignAtHand& at, Form form) {
  const auto roadmap = planning::load_roadmap(page.db(), at.redesign.id);
  const bool is_told = form.status() == http::problem_status(Reason::stale_version);
  const std::string read_at = is_told ? std::string() : form.value("updated_at");
  fill_form(form, at, roadmap);
  page.set_title(page.text("roadmap.form_title"));
  add_redesign_crumb(page, at);
  page.add_crumb(page.text("roadmap.title"), roadmap_path_of(at) + "/roadmap").add_crumb(page.text("roadmap.form_title"));
  json view = staff_head_view(page, at);
  view["groups"] = groups_view(page, at, form);
  view["action"] = page.href(roadmap_path_of(at) + "/roadmap/edit");
  view["draft_key"] = "roadmap:" + at.redesign.slug;
  view["form_key"] = form.key();
  view["updated_at"] = !read_at.empty() ? read_at : roadmap.updated_at ? iso_text(*roadmap.updated_at) : std::string();
  view["errors"] = form.errors_view(page);
  return page.show("roadmap_form", with_submit_row(std::move(view), page.text("roadmap.submit"), page.href(roadmap_path_of(at) + "/roadmap")), form.status());
}

Result<http::Response> get_form(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_redesign_to_edit(*page);
  if (!at) return at.error();
  return show_form(*page, *at, {});
}

struct SentRoadmap {
  planning::WriteRoadmap roadmap;
  redesigns::EditRedesign frame;
};

/// Lines in the original language: one that is unchanged keeps its translations, and points nobody wrote in it stay.
std::vector<redesigns::TextsByLanguage> with_translations(const std::vector<redesigns::TextsByLanguage>& before, std::vector<redesigns::TextsByLanguage> lines,
                                                          const std::string& language) {
  const auto words_of = [&](const redesigns::TextsByLanguage& point) {
    const auto words = point.find(language);
    return words == point.end() ? std::string() : words->second;
  };
  for (auto& line : lines) {
    const auto same = std::find_if(before.begin(), before.end(), [&](const auto& point) { return words_of(point) == words_of(line); });
    if (same != before.end()) line = *same;
  }
  for (const auto& point : before)
    if (words_of(point).empty()) lines.push_back(point);
  return lines;
}

Result<SentRoadmap> read_sent(const Page& page, const RedesignAtHand& at) {
  auto input = http::Input::read(page.call().request);
  if (!input) return input.error();
  input->ignore("key");
  SentRoadmap sent;
  sent.roadmap.language = page.language();
  sent.roadmap.updated_at = input->optional_instant("updated_at");
  for (int i = 0; i < planning::question_count; ++i) {
    const auto question = static_cast<Question>(i);
    sent.roadmap.answers[question] = input->optional_text(planning::name_of(question), {0, planning::answer_chars_max}).value_or("");
  }
  sent.roadmap.figures = planning::read_figures(*input);
  if (is_before_announcement(at.redesign)) {
    const std::string& language = at.redesign.languages.front();
    const auto points = [&](const char* name, const auto& before) {
      const auto lines = input->optional_text(std::string(name) + "." + language, points_length).value_or("");
      return with_translations(before, points_of_lines({{language, lines}}), language);
    };
    sent.frame.can_change = points("can_change", at.texts.can_change);
    sent.frame.fixed_points = points("fixed_points", at.texts.fixed_points);
    if (const auto level = input->optional_choice("power_level", power_names)) sent.frame.power_level = std::string(redesigns::power_levels[*level]);
  }
  if (auto refusal = input->refusal()) return *refusal;
  return sent;
}

/// Both acts; that one of them would change nothing is no refusal.
Result<void> save(Page& page, const RedesignAtHand& at, const SentRoadmap& sent) {
  const people::Actor& actor = page.actor(at.redesign.id);
  const auto written = planning::write_roadmap(page.db(), actor, at.redesign, sent.roadmap);
  if (!written && written.error().reason != Reason::nothing_changed) return written.error();
  const auto edited = redesigns::edit_redesign(page.db(), actor, at.redesign, sent.frame);
  if (!edited && edited.error().reason != Reason::nothing_changed) return edited.error();
  return {};
}

Result<http::Response> post_form(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_redesign_to_edit(*page);
  if (!at) return at.error();
  const auto sent = read_sent(*page, *at);
  const auto saved = sent ? save(*page, *at, *sent) : Result<void>(sent.error());
  if (saved) return go_to(*page, roadmap_path_of(*at) + "/roadmap", "roadmap_saved");
  Form form = Form::typed(call.request);
  if (!form.take(saved.error())) return saved.error();
  return show_form(*page, *at, std::move(form));
}

/// A button beside an advised phase: it stands in the timeline at once, where its days can be changed.
Result<http::Response> post_phase(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_redesign_to_edit(*page);
  if (!at) return at.error();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  constexpr http::Length type_length{1, 40};
  const auto type = redesigns::phase_type_of(input->line("type", type_length));
  input->ignore("key");
  if (auto refusal = input->refusal()) return *refusal;
  if (!type) return refuse(Reason::bad_field, "a type of phase", "type");
  const auto added = planning::add_advised_phase(page->db(), page->actor(at->redesign.id), at->redesign, *type);
  if (!added && added.error().reason != Reason::already_exists) return added.error();
  return go_to(*page, roadmap_path_of(*at) + "/roadmap#phases", "phase_added");
}

}  // namespace

http::Routes roadmap_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/redesigns/{slug}/roadmap", Who::facilitator, Kind::read, Cost::normal, Audience::mine, get_roadmap},
      {Method::get, "/{lang}/redesigns/{slug}/roadmap/edit", Who::owner, Kind::read, Cost::normal, Audience::mine, get_form},
      {Method::post, "/{lang}/redesigns/{slug}/roadmap/edit", Who::owner, Kind::write, Cost::normal, Audience::mine, post_form},
      {Method::post, "/{lang}/redesigns/{slug}/roadmap/phases", Who::owner, Kind::write, Cost::normal, Audience::mine, post_phase},
  };
}

}  // namespace palabre::screens

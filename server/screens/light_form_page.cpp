// The owner's page of light contributions: the switch, the question, its choices in every language. Joined into screens::routes().
#include "http/input.hpp"
#include "light/edit_light.hpp"
#include "redesigns/redesign.hpp"
#include "screens/light_parts.hpp"
#include "screens/page_routes.hpp"
#include "screens/redesign_form.hpp"
#include "screens/staff_parts.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using nlohmann::json;

namespace {

constexpr http::Length question_length{1, 300};
constexpr http::Length choices_length{1, 800};
constexpr std::size_t choice_chars_max = 120;

std::string form_path(const RedesignAtHand& at) { return "/redesigns/" + at.redesign.slug + "/light"; }

void fill_form(Form& form, const light::Light& light, const std::vector<std::string>& languages) {
  form.fill("is_on", light.is_on ? "yes" : "no").fill("begins_anew", "no");
  if (!light.question) return;
  std::vector<redesigns::TextsByLanguage> choices;
  for (const auto& choice : light.question->choices) choices.push_back(choice.texts);
  for (const auto& language : languages) {
    const auto text = light.question->texts.find(language);
    if (text != light.question->texts.end()) form.fill("question." + language, text->second);
    form.fill("choices." + language, lines_of_points(choices, language));
  }
}

Field yes_no_field(const Page& page, std::string name, std::string_view key) {
  return {.name = std::move(name), .label = page.text(std::string(key) + "_label"), .hint = page.text(std::string(key) + "_hint"),
          .kind = FieldKind::select, .options = {{"no", page.text("light_form.no")}, {"yes", page.text("light_form.yes")}}};
}

json language_fields(const Page& page, Form& form, const std::string& language, bool is_first) {
  json fields = json::array();
  fields.push_back(form.field_view(page, {.name = "question." + language, .label = page.text("light_form.question_label"),
                                          .hint = is_first ? page.text("light_form.question_hint") : std::string(),
                                          .length = question_length, .is_required = false}));
  fields.push_back(form.field_view(page, {.name = "choices." + language, .label = page.text("light_form.choices_label"),
                                          .hint = page.text(is_first ? "light_form.choices_hint" : "redesign_form.one_per_line_dash"),
                                          .kind = FieldKind::area, .length = choices_length, .rows = 5, .is_required = false}));
  return fields;
}

http::Response show_form(Page& page, const RedesignAtHand& at, Form form) {
  const auto light = light::load_light(page.db(), at.redesign.id);
  const auto languages = text_languages(page, at.redesign.languages);
  fill_form(form, light, languages);
  const std::string heading = page.text("light_form.title");
  page.set_title(heading);
  add_redesign_crumb(page, at);
  page.add_crumb(heading);
  json groups = json::array();
  const auto add = [&](std::string legend, std::string hint, json fields) {
    groups.push_back({{"legend_text", std::move(legend)}, {"hint_text", std::move(hint)}, {"fields", std::move(fields)}});
  };
  add(page.text("light_form.group_switch"), "", json::array({form.field_view(page, yes_no_field(page, "is_on", "light_form.is_on"))}));
  bool is_first = true;
  for (const auto& language : languages) {
    add(page.text("light_form.group_language", {{"language", language_name(page, language)}}), "", language_fields(page, form, language, is_first));
    is_first = false;
  }
  if (light.question && light.question->answers > 0)
    add(page.text("light_form.group_anew"), page.count("light_form.answered", light.question->answers),
        json::array({form.field_view(page, yes_no_field(page, "begins_anew", "light_form.anew"))}));
  json edit = {{"action", page.href(form_path(at))}, {"draft_key", ""}, {"form_key", form.key()}, {"updated_at", ""}, {"groups", std::move(groups)}};
  const json view = {{"heading_text", heading},
                     {"intro_text", page.text("light_form.intro")},
                     {"errors", form.errors_view(page)},
                     {"has_acts", false},
                     {"acts", json::array()},
                     {"edit", with_submit_row(std::move(edit), page.text("form.save"), page.href("/redesigns/" + at.redesign.slug))}};
  return page.show("redesign_form", view, form.status());
}

Result<http::Response> get_form(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_redesign_to_edit(*page);
  if (!at) return at.error();
  return show_form(*page, *at, {});
}

/// Too many lines, or one too long: the field is named in the redesign's first language.
std::optional<Refusal> check_lines(const light::Question& question, const std::string& language) {
  const std::string field = "choices." + language;
  if (question.choices.size() > light::choices_max) return refuse(Reason::bad_field, "at most six choices", field);
  for (const auto& choice : question.choices)
    for (const auto& [code, text] : choice.texts)
      if (text.size() > choice_chars_max * 4) return refuse(Reason::too_long, "a choice is at most 120 characters long", "choices." + code);
  return std::nullopt;
}

Result<light::EditLight> read_form(const Page& page, const RedesignAtHand& at) {
  auto input = http::Input::from_form(page.call().request.body);
  if (!input) return input.error();
  input->ignore("key");
  light::EditLight wanted;
  wanted.is_on = input->choice("is_on", {"no", "yes"}) == 1;
  wanted.wants_new_question = input->optional_choice("begins_anew", {"no", "yes"}).value_or(0) == 1;
  light::Question question;
  for (auto& [language, text] : input->texts_by_language("question", question_length)) question.texts[language] = std::move(text);
  for (auto& texts : points_of_lines(input->texts_by_language("choices", choices_length))) question.choices.push_back({std::move(texts), 0});
  if (auto refusal = input->refusal()) return *refusal;
  if (auto refusal = check_lines(question, at.redesign.languages.front())) return *refusal;
  if (!question.texts.empty() || !question.choices.empty()) wanted.question = std::move(question);
  return wanted;
}

Result<http::Response> post_form(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_redesign_to_edit(*page);
  if (!at) return at.error();
  const auto wanted = read_form(*page, *at);
  const auto edited = wanted ? light::edit_light(page->db(), page->actor(at->redesign.id), at->redesign, *wanted) : Result<light::Light>(wanted.error());
  if (edited) return go_to(*page, visit_path(at->redesign), "light_saved");
  Refusal refusal = edited.error();
  if (refusal.field == "question" || refusal.field == "choices") refusal.field += "." + at->redesign.languages.front();
  Form form = Form::typed(call.request);
  if (!form.take(refusal)) return refusal;
  return show_form(*page, *at, std::move(form));
}

}  // namespace

http::Routes light_form_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/redesigns/{slug}/light", Who::owner, Kind::read, Cost::normal, Audience::mine, get_form},
      {Method::post, "/{lang}/redesigns/{slug}/light", Who::owner, Kind::write, Cost::normal, Audience::mine, post_form},
  };
}

}  // namespace palabre::screens

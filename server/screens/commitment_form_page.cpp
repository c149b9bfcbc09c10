// The form that turns an accepted idea into a commitment, on one page. Joined into screens::routes().
// Who: the officers and the owner of the redesign.
#include "followup/commitment_input.hpp"
#include "followup/commitment_rules.hpp"
#include "screens/commitment_parts.hpp"
#include "screens/idea_page.hpp"
#include "screens/page_routes.hpp"
#include "screens/staff_parts.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using nlohmann::json;

namespace {

constexpr int steps_shown = 3;

/// The idea's own language first: those who asked for it must be able to read what is promised.
std::vector<std::string> form_languages(const Page& page, const IdeaAtHand& here) {
  std::vector<std::string> languages{here.idea.language};
  for (const auto& language : text_languages(page, here.at.redesign.languages))
    if (language != here.idea.language) languages.push_back(language);
  return languages;
}

json text_fields_view(const Page& page, Form& form, const std::string& language, bool is_first) {
  const std::string name = language_name(page, language);
  json fields = json::array();
  fields.push_back(form.field_view(page, {.name = "title." + language,
                                          .label = page.text("commitment_form.title_in", {{"language", name}}),
                                          .hint = is_first ? page.text("commitment_form.title_hint") : std::string(),
                                          .length = {3, followup::commitment_title_chars_max},
                                          .is_required = is_first}));
  fields.push_back(form.field_view(page, {.name = "body." + language,
                                          .label = page.text("commitment_form.body_in", {{"language", name}}),
                                          .hint = is_first ? page.text("form.markdown_hint") : std::string(),
                                          .kind = FieldKind::area,
                                          .length = {0, followup::commitment_text_chars_max},
                                          .rows = is_first ? 5 : 3,
                                          .is_required = false}));
  return fields;
}

Field body_field(Page& page, const IdeaAtHand& here) {
  Field field{.name = "organisation", .label = page.text("commitment_form.organisation"), .hint = page.text("commitment_form.organisation_hint"), .kind = FieldKind::select};
  const auto bodies = followup::load_public_bodies(page.db(), here.at.redesign.organisation);
  if (bodies.empty()) field.options.push_back({"", page.text("commitment_form.no_public_body")});
  for (const auto& body : bodies) field.options.push_back({body.id.text(), local_text(page, body.names).text});
  return field;
}

Field officer_field(Page& page, const IdeaAtHand& here) {
  Field field{.name = "officer", .label = page.text("commitment_form.officer"), .kind = FieldKind::select};
  for (const auto& officer : followup::load_officers(page.db(), here.at.redesign.id)) field.options.push_back({officer.person.text(), officer.name});
  return field;
}

json steps_view(const Page& page, Form& form) {
  json steps = json::array();
  for (int number = 1; number <= steps_shown; ++number) {
    const std::string end = std::to_string(number);
    json fields = json::array();
    fields.push_back(form.field_view(page, {.name = "step_" + end,
                                            .label = page.text("commitment_form.milestone", {{"number", number}}),
                                            .length = {3, followup::commitment_title_chars_max},
                                            .is_required = number == 1}));
    fields.push_back(form.field_view(page, {.name = "step_on_" + end, .label = page.text("commitment_form.milestone_on", {{"number", number}}), .type = "date", .is_required = number == 1}));
    steps.push_back({{"fields", std::move(fields)}});
  }
  return steps;
}

http::Response show_form(Page& page, const IdeaAtHand& here, Form& form) {
  const std::string path = page.href("/ideas/" + here.idea.id.text());
  const auto languages = form_languages(page, here);
  page.set_title(page.text("commitment_form.title"));
  add_redesign_crumb(page, here.at);
  page.add_crumb(here.idea.title, "/ideas/" + here.idea.id.text(), here.idea.language).add_crumb(page.text("commitment_form.title"));
  form.fill("officer", page.person().text()).fill("check_days", "14").fill("accept", "true");
  json view = {{"action", path + "/commit"}, {"draft_key", "commit:" + here.idea.id.text()}, {"form_key", form.key()}};
  view["text_fields"] = text_fields_view(page, form, languages.front(), true);
  json more = json::array();
  for (std::size_t i = 1; i < languages.size(); ++i)
    for (auto& field : text_fields_view(page, form, languages[i], false)) more.push_back(std::move(field));
  view["more_fields"] = std::move(more);
  view["who_fields"] = json::array({form.field_view(page, body_field(page, here)), form.field_view(page, officer_field(page, here))});
  view["when_fields"] = json::array({form.field_view(page, {.name = "due_on", .label = page.text("commitment_form.due_on"), .hint = page.text("commitment_form.due_hint"), .type = "date"})});
  view["steps"] = steps_view(page, form);
  view["money_fields"] = json::array(
      {form.field_view(page, {.name = "budget_eur", .label = page.text("commitment_form.budget_eur"), .hint = page.text("commitment_form.budget_hint"), .type = "number"}),
       form.field_view(page, {.name = "budget_line", .label = page.text("commitment_form.budget_line"), .length = {1, followup::budget_line_chars_max}, .is_required = false})});
  Field days{.name = "check_days", .label = page.text("commitment_form.check_days"), .hint = page.text("commitment_form.check_hint"), .kind = FieldKind::select};
  for (int count = followup::check_days_min; count <= followup::check_days_max; ++count) days.options.push_back({std::to_string(count), page.count("commitment_form.days", count)});
  view["check_field"] = form.field_view(page, days);
  view["accept"] = form.choices_view(page, "accept", "commitment_form.accept_legend",
                                     {{"true", page.text("commitment_form.accept_now"), page.text("commitment_form.accept_now_hint")},
                                      {"false", page.text("commitment_form.accept_later"), page.text("commitment_form.accept_later_hint")}});
  view["errors"] = form.errors_view(page);
  view["idea"] = idea_line_view(page, {"/ideas/" + here.idea.id.text(), here.idea.title, here.idea.language, here.idea.state, {}});
  view["earlier"] = answer_view(page, here.idea.id, followup::load_answers(page.db(), here.idea.id));
  return page.show("commitment_form", with_submit_row(std::move(view), page.text("commitment_form.submit"), path), form.status());
}

Result<IdeaAtHand> open_form(Page& page) {
  auto here = open_idea(page);
  if (!here) return here.error();
  if (auto may = followup::decide_staff(here->at.redesign.state, page.actor(here->at.redesign.id)); !may) return may.error();
  if (here->idea.state != ideas::IdeaState::accepted && here->idea.state != ideas::IdeaState::on_ballot)
    return refuse(Reason::idea_transition_refused, "a commitment follows an accepted idea: answer it first");
  return here;
}

Result<http::Response> get_form(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_form(*page);
  if (!here) return here.error();
  Form form;
  return show_form(*page, *here, form);
}

Result<followup::CommitmentDone> create(Page& page, const IdeaAtHand& here) {
  auto input = http::Input::read(page.call().request);
  if (!input) return input.error();
  input->ignore("key");
  auto wanted = followup::read_new_commitment(*input, here.at.redesign.id, here.idea.language);
  if (!wanted) return wanted.error();
  wanted->ideas = {here.idea.id};
  return followup::create_commitment(page.db(), page.actor(here.at.redesign.id), *wanted);
}

/// The rules speak of fields as the API knows them.
Refusal in_form(Refusal refusal, const IdeaAtHand& here) {
  if (refusal.field == "title" || refusal.field == "body") refusal.field += "." + here.idea.language;
  if (refusal.field == "milestones") refusal.field = refusal.reason == Reason::missing_field ? "step_1" : "step_on_1";
  return refusal;
}

Result<http::Response> post_form(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_form(*page);
  if (!here) return here.error();
  const auto done = create(*page, *here);
  if (!done) {
    Form form = Form::typed(call.request);
    if (!form.take(in_form(done.error(), *here))) return done.error();
    return show_form(*page, *here, form);
  }
  return go_to(*page, "/commitments/" + done->commitment.text(), "commitment_made");
}

}  // namespace

http::Routes commitment_form_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/ideas/{id}/commit", Who::officer, Kind::read, Cost::normal, Audience::mine, get_form},
      {Method::post, "/{lang}/ideas/{id}/commit", Who::officer, Kind::write, Cost::normal, Audience::mine, post_form},
  };
}

}  // namespace palabre::screens

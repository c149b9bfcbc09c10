// The form in which an officer answers an idea, once or again. Joined into screens::routes().
// Who: the officers and the owner of the redesign, never the idea's own author.
#include "followup/answer_repo.hpp"
#include "followup/publish_answer.hpp"
#include "pages/markdown.hpp"
#include "screens/idea_page.hpp"
#include "screens/page_routes.hpp"
#include "screens/staff_parts.hpp"
#include "screens/staff_rules.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using followup::AnswerKind;
using nlohmann::json;

namespace {

json kinds_view(const Page& page, Form& form) {
  std::vector<Option> options;
  for (const auto name : followup::kind_names()) {
    const std::string kind(name);
    options.push_back({kind, page.text("answer.kind." + kind), page.text("answer_form.kind_" + kind + "_hint")});
  }
  return form.choices_view(page, "kind", "answer_form.kind_legend", options);
}

Field reason_code_field(const Page& page) {
  Field field{.name = "reason_code", .label = page.text("answer_form.reason_label"), .kind = FieldKind::select, .is_required = false};
  field.options.push_back({"", page.text("answer_form.reason_none")});
  for (const auto name : followup::reason_code_names()) field.options.push_back({std::string(name), page.text("answer.code." + std::string(name))});
  return field;
}

/// The idea's own language first: its author must be able to read the answer.
std::vector<std::string> answer_languages(const Page& page, const IdeaAtHand& here) {
  std::vector<std::string> languages{here.idea.language};
  for (const auto& language : text_languages(page, here.at.redesign.languages)) {
    if (language != here.idea.language) languages.push_back(language);
  }
  return languages;
}

json body_fields_view(const Page& page, const IdeaAtHand& here, Form& form) {
  const Limits& limits = *page.call().services.limits;
  json fields = json::array();
  bool is_first = true;
  for (const auto& language : answer_languages(page, here)) {
    fields.push_back(form.field_view(page, {.name = "body." + language,
                                            .label = page.text("answer_form.body_in", {{"language", language_name(page, language)}}),
                                            .hint = is_first ? page.text("form.markdown_hint") : std::string(),
                                            .kind = FieldKind::area,
                                            .length = {1, limits.answer_chars_max},
                                            .rows = is_first ? 8 : 4,
                                            .is_required = is_first}));
    is_first = false;
  }
  return fields;
}

json idea_view(const Page& page, const ideas::Idea& idea) {
  json view = idea_line_view(page, {"/ideas/" + idea.id.text(), idea.title, idea.language, idea.state,
                                    {page.count("count.supports", idea.supports + idea.imported_supports), page.count("count.comments", idea.comments)}});
  view["body_html"] = pages::markdown_html(idea.body);
  return view;
}

http::Response show_form(Page& page, const IdeaAtHand& here, Form& form) {
  const std::string path = page.href("/ideas/" + here.idea.id.text());
  page.set_title(page.text("answer_form.title"));
  add_redesign_crumb(page, here.at);
  page.add_crumb(here.idea.title, "/ideas/" + here.idea.id.text(), here.idea.language).add_crumb(page.text("answer_form.title"));
  json view = {{"action", path + "/answer"}, {"draft_key", "answer:" + here.idea.id.text()}, {"form_key", form.key()}};
  view["kinds"] = kinds_view(page, form);
  view["reason_field"] = form.field_view(page, reason_code_field(page));
  view["review_field"] = form.field_view(page, {.name = "review_on", .label = page.text("answer_form.review_label"), .type = "date", .is_required = false});
  view["body_fields"] = body_fields_view(page, here, form);
  view["errors"] = form.errors_view(page);
  view["idea"] = idea_view(page, here.idea);
  view["earlier"] = answer_view(page, here.idea.id, followup::load_answers(page.db(), here.idea.id));
  return page.show("answer_form", with_submit_row(std::move(view), page.text("answer_form.submit"), path), form.status());
}

Result<followup::PublishAnswer> read_answer(const Page& page, const ideas::Idea& idea) {
  auto input = http::Input::read(page.call().request);
  if (!input) return input.error();
  input->ignore("key");
  followup::PublishAnswer wanted;
  wanted.idea = idea.id;
  wanted.kind = static_cast<AnswerKind>(input->choice("kind", followup::kind_names()));
  if (const auto code = input->optional_choice("reason_code", followup::reason_code_names())) wanted.reason_code = static_cast<followup::ReasonCode>(*code);
  wanted.review_on = input->optional_instant("review_on");
  for (auto& [language, body] : input->texts_by_language("body", {1, page.call().services.limits->answer_chars_max})) wanted.texts[language] = std::move(body);
  if (auto refusal = input->refusal()) return *refusal;
  return wanted;
}

Result<IdeaAtHand> open_answer(Page& page) {
  auto here = open_idea(page);
  if (!here) return here.error();
  if (auto may = decide_answering(here->at.redesign, here->idea, page.actor(here->at.redesign.id), page.now()); !may) return may.error();
  return here;
}

Result<http::Response> get_answer_form(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_answer(*page);
  if (!here) return here.error();
  Form form;
  return show_form(*page, *here, form);
}

Result<http::Response> post_answer_form(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_answer(*page);
  if (!here) return here.error();
  Form form = Form::typed(call.request);
  const auto publish = [&]() -> Result<void> {
    const auto wanted = read_answer(*page, here->idea);
    if (!wanted) return wanted.error();
    const auto published = followup::publish_answer(page->db(), page->actor(here->at.redesign.id), *wanted);
    if (!published) return published.error();
    return {};
  };
  if (auto done = publish(); !done) {
    Refusal refusal = done.error();
    if (refusal.field == "body") refusal.field = "body." + here->idea.language;
    if (!form.take(refusal)) return refusal;
    return show_form(*page, *here, form);
  }
  return go_to(*page, "/ideas/" + here->idea.id.text(), "answer_published");
}

}  // namespace

http::Routes answer_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/ideas/{id}/answer", Who::officer, Kind::read, Cost::normal, Audience::mine, get_answer_form},
      {Method::post, "/{lang}/ideas/{id}/answer", Who::officer, Kind::write, Cost::normal, Audience::mine, post_answer_form},
  };
}

}  // namespace palabre::screens

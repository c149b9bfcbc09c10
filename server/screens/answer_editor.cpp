// Builds the answer editor: fields, preview, context, the question to the author.
// Called by answer_page and release_page.
#include "screens/answer_editor.hpp"

#include "discussion/ask_author.hpp"
#include "discussion/stance_counts.hpp"
#include "followup/desk_repo.hpp"
#include "ideas/idea_list.hpp"
#include "ideas/idea_repo.hpp"
#include "pages/markdown.hpp"
#include "screens/idea_parts.hpp"
#include "screens/staff_parts.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

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

/// The languages of the redesign the answer is not written in.
std::string missing_text(const Page& page, const IdeaAtHand& here, const followup::Answer& answer) {
  std::string names;
  for (const auto& language : here.at.redesign.languages) {
    if (answer.texts.contains(language)) continue;
    names += (names.empty() ? "" : ", ") + language_name(page, language);
  }
  return names.empty() ? std::string() : page.text("answer_form.missing_languages", {{"languages", names}});
}

json question_view(const Page& page, const IdeaAtHand& here, const people::Actor& reader, Form& form) {
  if (!discussion::decide_asking(here.idea, reader)) return false;
  const Field field{.name = "question", .label = page.text("answer_form.question_label"), .kind = FieldKind::area, .length = {1, page.call().services.limits->comment_chars_max}, .rows = 3};
  return {{"is_open", form.is_refused()},
          {"summary_text", page.text("answer_form.question")},
          {"action", page.href("/ideas/" + here.idea.id.text() + "/question")},
          {"form_key", form.key()},
          {"hidden", json::array()},
          {"hint_text", page.text("answer_form.question_hint")},
          {"fields", json::array({form.field_view(page, field)})},
          {"submit_text", page.text("answer_form.question_submit")}};
}

/// The patterns the island fills in by itself.
std::string words_json(const Page& page) {
  json words = json::object();
  constexpr std::string_view prefix = "answer_words.";
  for (auto& [key, pattern] : page.call().services.catalogue->patterns(page.language(), prefix)) words[key.substr(prefix.size())] = pattern;
  return words.dump();
}

json state_view(const Page& page, const IdeaAtHand& here, const EditorShown& shown) {
  const auto waiting = followup::find_waiting(page.db(), here.idea.id);
  return {{"draft_text", shown.draft_at ? page.text("answer_form.draft_from", {{"when", when_text(page, *shown.draft_at)}}) : std::string()},
          {"note", shown.note},
          {"waiting_href", waiting ? page.href("/pending-answers/" + waiting->id.text()) : std::string()},
          {"four_eyes", followup::needs_four_eyes(page.db(), here.at.redesign.id)}};
}

}  // namespace

std::vector<std::string> answer_languages(const Page& page, const IdeaAtHand& here) {
  std::vector<std::string> languages{here.idea.language};
  for (const auto& language : text_languages(page, here.at.redesign.languages)) {
    if (language != here.idea.language) languages.push_back(language);
  }
  return languages;
}

json preview_view(const Page& page, const IdeaAtHand& here, const followup::Answer& answer, PersonId writer) {
  json answers = json::array();
  for (const auto& language : answer_languages(page, here)) {
    const auto text = answer.texts.find(language);
    if (text == answer.texts.end()) continue;
    followup::ShownAnswer shown;
    shown.answer = answer;
    shown.answer.texts = {{language, text->second}};
    shown.is_current = true;
    followup::name_officer(page.db(), here.idea.redesign, writer, shown);
    json view = answer_view(page, here.idea.id, {shown});
    view["key"] = "preview-" + language;
    view["heading_text"] = page.text("answer_form.preview_in", {{"language", language_name(page, language)}});
    answers.push_back(std::move(view));
  }
  return {{"warning_text", missing_text(page, here, answer)}, {"answers", std::move(answers)}};
}

json answer_context_view(const Page& page, const IdeaAtHand& here) {
  json view = idea_line_view(page, {"/ideas/" + here.idea.id.text(), here.idea.title, here.idea.language, here.idea.state,
                                    {page.count("count.supports", here.idea.supports + here.idea.imported_supports), page.count("count.comments", here.idea.comments)}});
  view["body_html"] = pages::markdown_html(here.idea.body, 3);
  const auto counts = discussion::load_stance_counts(page.db(), here.idea.id);
  json stances = json::array();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const std::string name(discussion::stance_names().at(i));
    if (counts.at(i) > 0) stances.push_back({{"name", name}, {"text", page.text("inbox.stance", {{"stance", page.text("stance." + name)}, {"count", counts.at(i)}})}});
  }
  view["has_stances"] = !stances.empty();
  view["stances"] = std::move(stances);
  json similar = json::array();
  for (const auto& found : ideas::find_similar(page.db(), here.at.redesign, here.idea.title, page.call().services.limits->similar_max)) {
    const auto idea = found.idea == here.idea.id ? std::nullopt : ideas::find_idea(page.db(), found.idea);
    if (idea) similar.push_back({{"href", page.href("/ideas/" + idea->id.text())}, {"title", idea->title}, {"lang", idea->language}});
  }
  view["has_similar"] = !similar.empty();
  view["similar"] = std::move(similar);
  return view;
}

http::Response show_editor(Page& page, const IdeaAtHand& here, Form& form, EditorShown shown) {
  const std::string path = page.href("/ideas/" + here.idea.id.text());
  page.set_title(page.text("answer_form.title"));
  add_redesign_crumb(page, here.at);
  page.add_crumb(here.idea.title, "/ideas/" + here.idea.id.text(), here.idea.language).add_crumb(page.text("answer_form.title"));
  json view = {{"action", path + "/answer"}, {"draft_href", "/api/v1/ideas/" + here.idea.id.text() + "/answer-draft"}, {"form_key", form.key()}, {"words", words_json(page)}};
  view["kinds"] = kinds_view(page, form);
  view["reason_field"] = form.field_view(page, reason_code_field(page));
  view["review_field"] = form.field_view(page, {.name = "review_on", .label = page.text("answer_form.review_label"), .type = "date", .is_required = false});
  view["body_fields"] = body_fields_view(page, here, form);
  view["question"] = question_view(page, here, page.actor(here.at.redesign.id), shown.question);
  view["errors"] = shown.question.is_refused() ? shown.question.errors_view(page) : form.errors_view(page);
  view["preview"] = shown.preview ? preview_view(page, here, *shown.preview, page.person()) : json(false);
  view["idea"] = answer_context_view(page, here);
  view["earlier"] = answer_view(page, here.idea.id, followup::load_answers(page.db(), here.idea.id));
  view["state"] = state_view(page, here, shown);
  const bool needs_release = view["state"]["four_eyes"].get<bool>();
  view["submit_text"] = page.text(needs_release ? "answer_form.submit_release" : "answer_form.submit");
  view["cancel_href"] = path;
  const int status = shown.question.is_refused() ? shown.question.status() : form.status();
  return page.show("answer_form", view, status);
}

}  // namespace palabre::screens

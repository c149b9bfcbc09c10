// Sets the dossier of an idea on paper. Called by the route of the dossier, on the thread that draws.
#include "drawing/paper.hpp"
#include "drawing/qr_code.hpp"
#include "screens/dossier.hpp"

#include <nlohmann/json.hpp>

#include <optional>

namespace palabre::screens {

using drawing::Manner;
using drawing::Paper;
using nlohmann::json;

namespace {

std::string text_of(const json& view, const char* name) { return view.at(name).get<std::string>(); }

void set_body(Paper& paper, const json& view, Manner manner) {
  manner.language = text_of(view, "lang");
  paper.blocks(drawing::blocks_of_html(text_of(view, "body_html")), manner);
}

void set_line(Paper& paper, const json& view, const char* name, const Manner& manner) {
  const std::string words = text_of(view, name);
  if (!words.empty()) paper.text(words, manner);
}

void set_answers(Paper& paper, const json& answers) {
  for (const auto& answer : answers) {
    paper.text(text_of(answer, "head_text"), {.size = 10.5, .after = 1, .is_bold = true});
    set_line(paper, answer, "by_text", {.size = 9, .after = 3, .is_soft = true});
    set_line(paper, answer, "more_text", {.size = 9.5, .after = 3});
    set_body(paper, answer, {});
  }
}

void set_versions(Paper& paper, const json& versions) {
  for (const auto& version : versions) {
    paper.text(text_of(version, "head_text"), {.size = 10.5, .after = 2, .is_bold = true});
    set_line(paper, version, "note_text", {.size = 9.5, .after = 3, .is_soft = true});
    paper.text(text_of(version, "title"), {.size = 10.5, .after = 3, .is_bold = true, .language = text_of(version, "lang")});
    set_body(paper, version, {.size = 9.5, .after = 4});
  }
}

/// True when the whole discussion found room.
bool set_comments(Paper& paper, const json& comments, int pages_max) {
  for (const auto& comment : comments) {
    if (paper.pages() >= pages_max) return false;
    const double indent = comment.at("is_reply").get<bool>() ? 22 : 0;
    paper.text(text_of(comment, "head_text"), {.size = 9.5, .indent = indent, .after = 1.5, .is_bold = true});
    set_body(paper, comment, {.size = 10, .indent = indent, .after = 3});
    set_line(paper, comment, "more_text", {.size = 9, .indent = indent, .after = 3, .is_soft = true});
    paper.space(5);
  }
  return true;
}

void set_list(Paper& paper, const json& view, const char* heading, const char* lines) {
  if (view.at(lines).empty()) return;
  paper.heading(2, text_of(view, heading));
  for (const auto& line : view.at(lines)) paper.text("• " + line.get<std::string>(), {.size = 9.5, .after = 2});
}

void set_head(Paper& paper, const json& view) {
  const std::string address = text_of(view, "address");
  const auto code = address.empty() ? std::nullopt : drawing::qr_code(address);
  paper.head(code ? &*code : nullptr);
  set_line(paper, view, "above_text", {.size = 10, .after = 2, .is_soft = true, .language = text_of(view, "above_lang")});
  paper.heading(1, text_of(view, "title"), text_of(view, "lang"));
  for (const auto& fact : view.at("facts")) paper.fact(text_of(fact, "label"), text_of(fact, "value"));
  if (!address.empty()) paper.link(address);
  paper.rule();
}

}  // namespace

std::string draw_dossier(const json& view, const std::string& site_name, int pages_max) {
  const std::string page_words = text_of(view, "page_words");
  Paper paper({text_of(view, "title"), text_of(view, "author"), site_name, text_of(view, "language"), view.at("is_right_to_left").get<bool>(),
               [&](int page) {
                 std::string words = page_words;
                 return words.replace(words.find('#'), 1, std::to_string(page));
               }});
  set_head(paper, view);
  set_line(paper, view, "notice_text", {.size = 10.5, .after = 6, .is_bold = true});
  paper.heading(2, text_of(view, "text_heading"));
  set_line(paper, view, "original_text", {.size = 9, .after = 3, .is_soft = true});
  set_body(paper, view, {.size = 11, .after = 6});
  set_list(paper, view, "pictures_heading", "pictures");
  paper.heading(2, text_of(view, "answers_heading"));
  if (view.at("answers").empty()) paper.text(text_of(view, "no_answer_text"));
  set_answers(paper, view.at("answers"));
  set_list(paper, view, "history_heading", "history");
  paper.heading(2, text_of(view, "comments_heading"));
  set_line(paper, view, "stances_text", {.size = 9.5, .after = 6, .is_soft = true});
  const bool is_whole = set_comments(paper, view.at("comments"), pages_max);
  if (!is_whole || view.at("is_cut").get<bool>()) paper.text(text_of(view, "cut_text"), {.after = 8, .is_bold = true});
  if (!view.at("versions").empty() && is_whole) {
    paper.heading(2, text_of(view, "versions_heading"));
    set_versions(paper, view.at("versions"));
  }
  paper.rule();
  paper.text(text_of(view, "made_text"), {.size = 9, .is_soft = true});
  return paper.finish();
}

}  // namespace palabre::screens

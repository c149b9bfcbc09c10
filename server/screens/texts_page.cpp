// Every text of a redesign in every language: what is missing, and one language beside the original to write it. Joined into screens::routes().
// Who: the owner of the redesign and administrators.
#include "pages/language_names.hpp"
#include "planning/edit_texts.hpp"
#include "redesigns/redesign.hpp"
#include "screens/form.hpp"
#include "screens/page_routes.hpp"
#include "screens/staff_parts.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using nlohmann::json;
using planning::GridText;

namespace {

std::string texts_path_of(const RedesignAtHand& at) { return "/redesigns/" + at.redesign.slug + "/texts"; }

std::string name_of(const Page& page, const GridText& text) {
  const std::string name = page.text("texts.kind." + text.kind);
  return text.number == 0 ? name : page.text("texts.numbered", {{"name", name}, {"number", static_cast<std::int64_t>(text.number)}});
}

std::string id_of(std::string key) {
  std::replace(key.begin(), key.end(), '.', '-');
  return "f-text-" + key;
}

std::string edit_href(const Page& page, const RedesignAtHand& at, const std::string& language) { return page.href(texts_path_of(at) + "?language=" + language); }

// ---- the grid

json languages_view(const Page& page, const RedesignAtHand& at, const std::vector<GridText>& grid) {
  json views = json::array();
  for (const auto& state : planning::languages_of(grid, at.redesign.languages)) {
    const bool is_original = state.language == at.redesign.languages.front();
    const auto missing = static_cast<std::int64_t>(state.needed - state.written);
    views.push_back({{"language", state.language},
                     {"name", pages::language_label(state.language, page.language())},
                     {"is_original", is_original},
                     {"is_complete", missing == 0},
                     {"missing_text", page.count("texts.missing", missing)},
                     {"progress", {{"label_text", page.text("texts.written", {{"language", language_name(page, state.language)}})},
                                   {"value_text", page.text("redesign.value_of", {{"value", std::to_string(state.written)}, {"total", std::to_string(state.needed)}})},
                                   {"value", state.written},
                                   {"max", std::max<std::size_t>(state.needed, 1)}}},
                     {"edit_href", edit_href(page, at, state.language)},
                     {"can_remove", !is_original},
                     {"action", page.href(texts_path_of(at))},
                     {"form_key", Form().key()}});
  }
  return views;
}

json rows_view(const Page& page, const RedesignAtHand& at, const std::vector<GridText>& grid) {
  json rows = json::array();
  for (const auto& text : grid) {
    if (!planning::is_needed(text)) continue;
    json cells = json::array();
    for (const auto& language : at.redesign.languages) {
      const bool is_there = planning::has_language(text, language);
      cells.push_back({{"is_there", is_there}, {"name", name_of(page, text)}, {"href", edit_href(page, at, language) + "#" + id_of(text.key)}, {"language", language}});
    }
    rows.push_back({{"name", name_of(page, text)}, {"cells", std::move(cells)}});
  }
  return rows;
}

Field add_field(const Page& page, const RedesignAtHand& at) {
  Field field{.name = "language", .label = page.text("texts.add_label"), .hint = page.text("texts.add_hint"), .length = {2, 2}};
  const auto known = text_languages(page, at.redesign.languages);
  std::vector<Option> options;
  for (const auto& language : known)
    if (std::find(at.redesign.languages.begin(), at.redesign.languages.end(), language) == at.redesign.languages.end())
      options.push_back({language, pages::language_label(language, page.language())});
  if (options.empty()) return field;
  field.hint.clear();
  field.kind = FieldKind::select;
  field.options = std::move(options);
  return field;
}

http::Response show_grid(Page& page, const RedesignAtHand& at, Form form) {
  page.set_title(page.text("texts.title"));
  add_redesign_crumb(page, at);
  page.add_crumb(page.text("texts.title"));
  const auto grid = planning::load_texts(page.db(), at.redesign);
  json columns = json::array();
  for (const auto& language : at.redesign.languages) columns.push_back({{"code", language}, {"name", pages::language_label(language, page.language())}});
  json field = form.field_view(page, add_field(page, at));
  json view = staff_head_view(page, at);
  view["languages"] = languages_view(page, at, grid);
  view["columns"] = std::move(columns);
  view["rows"] = rows_view(page, at, grid);
  view["can_add"] = at.redesign.languages.size() < planning::languages_max;
  view["action"] = page.href(texts_path_of(at));
  view["form_key"] = form.key();
  view["errors"] = form.errors_view(page);
  view["fields"] = json::array({std::move(field)});
  return page.show("texts", with_submit_row(std::move(view), page.text("texts.add_submit"), ""), form.status());
}

// ---- one language beside the original

/// The words to translate: those of the original, or of whichever language has some.
json source_view(const Page& page, const RedesignAtHand& at, const GridText& text, const std::string& language) {
  const std::string& original = at.redesign.languages.front();
  if (language == original) return false;
  redesigns::TextsByLanguage others = text.texts;
  others.erase(language);
  const auto words = others.find(original);
  const LocalText source = words != others.end() && !words->second.empty() ? LocalText{words->second, original} : local_text(page, others, at.redesign.languages);
  if (source.text.empty()) return false;
  return {{"lang", source.language}, {"text", source.text}, {"language_text", pages::language_label(source.language, page.language())}};
}

http::Response show_language(Page& page, const RedesignAtHand& at, const std::string& language, Form form) {
  const std::string name = language_name(page, language);
  page.set_title(page.text("texts.edit_title", {{"language", name}}));
  add_redesign_crumb(page, at);
  page.add_crumb(page.text("texts.title"), texts_path_of(at)).add_crumb(page.text("texts.edit_title", {{"language", name}}));
  const bool is_original = language == at.redesign.languages.front();
  const bool is_told = form.status() == http::problem_status(Reason::stale_version);
  const std::string read_at = is_told || form.value("updated_at").empty() ? iso_text(at.redesign.updated_at) : form.value("updated_at");
  json rows = json::array();
  for (const auto& text : planning::load_texts(page.db(), at.redesign)) {
    if (!is_original && !planning::is_needed(text)) continue;
    const auto words = text.texts.find(language);
    form.fill("text." + text.key, words == text.texts.end() ? std::string() : words->second);
    json field = form.field_view(page, {.name = "text." + text.key, .label = name_of(page, text), .kind = text.is_long ? FieldKind::area : FieldKind::input,
                                        .length = {0, text.chars_max}, .rows = 4, .is_required = false});
    rows.push_back({{"source", source_view(page, at, text, language)}, {"is_missing", !planning::has_language(text, language)}, {"field", std::move(field)}});
  }
  json view = staff_head_view(page, at);
  view["heading_text"] = page.text("texts.edit_title", {{"language", name}});
  view["text_lang"] = language;
  view["is_original"] = is_original;
  view["action"] = page.href(texts_path_of(at));
  view["draft_key"] = "texts:" + at.redesign.slug + ":" + language;
  view["form_key"] = form.key();
  view["updated_at"] = read_at;
  view["rows"] = std::move(rows);
  view["errors"] = form.errors_view(page);
  return page.show("texts_language", with_submit_row(std::move(view), page.text("form.save"), page.href(texts_path_of(at))), form.status());
}

bool has_language(const RedesignAtHand& at, const std::string& language) {
  return std::find(at.redesign.languages.begin(), at.redesign.languages.end(), language) != at.redesign.languages.end();
}

Result<http::Response> get_texts(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_redesign_to_edit(*page);
  if (!at) return at.error();
  const std::string language(call.request.param("language").value_or(""));
  if (language.empty()) return show_grid(*page, *at, {});
  if (!has_language(*at, language)) return refuse(Reason::not_found, "the redesign is not in this language", "language");
  return show_language(*page, *at, language, {});
}

// ---- the three forms

enum class TextsWish { write, add, remove };

struct Wanted {
  TextsWish wish{};
  planning::EditTexts edit;
};

Result<Wanted> read_wanted(const Page& page, const RedesignAtHand& at) {
  auto input = http::Input::read(page.call().request);
  if (!input) return input.error();
  input->ignore("key");
  Wanted wanted;
  wanted.wish = static_cast<TextsWish>(input->optional_choice("do", {"write", "add", "remove"}).value_or(0));
  wanted.edit.language = input->line("language", {2, 2});
  if (wanted.wish == TextsWish::write) {
    wanted.edit.updated_at = input->optional_instant("updated_at");
    for (const auto& text : planning::load_texts(page.db(), at.redesign)) {
      const std::string name = "text." + text.key;
      if (!input->is_sent(name)) continue;
      const http::Length length{0, text.chars_max};
      const auto words = text.is_long ? input->optional_text(name, length) : input->optional_line(name, length);
      wanted.edit.texts.push_back({text.key, words.value_or("")});
    }
  }
  if (auto refusal = input->refusal()) return *refusal;
  return wanted;
}

Result<redesigns::Redesign> act_on(Page& page, const RedesignAtHand& at, const Wanted& wanted) {
  const people::Actor& actor = page.actor(at.redesign.id);
  if (wanted.wish == TextsWish::add) return planning::add_language(page.db(), actor, at.redesign, wanted.edit.language);
  if (wanted.wish == TextsWish::remove) return planning::remove_language(page.db(), actor, at.redesign, wanted.edit.language);
  return planning::edit_texts(page.db(), actor, at.redesign, wanted.edit);
}

Result<http::Response> refused(Page& page, const RedesignAtHand& at, Refusal refusal) {
  Form form = Form::typed(page.call().request);
  const bool is_text = form.value("do").empty() || form.value("do") == "write";
  if (is_text && refusal.field != "updated_at" && !refusal.field.starts_with("text.")) refusal.field = "text." + refusal.field;
  if (!form.take(refusal)) return refusal;
  const std::string language = form.value("language");
  if (is_text && has_language(at, language)) return show_language(page, at, language, std::move(form));
  return show_grid(page, at, std::move(form));
}

Result<http::Response> post_texts(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_redesign_to_edit(*page);
  if (!at) return at.error();
  const auto wanted = read_wanted(*page, *at);
  const auto edited = wanted ? act_on(*page, *at, *wanted) : Result<redesigns::Redesign>(wanted.error());
  if (!edited && edited.error().reason != Reason::nothing_changed) return refused(*page, *at, edited.error());
  constexpr std::string_view notices[] = {"texts_saved", "language_added", "language_removed"};
  return go_to(*page, texts_path_of(*at), notices[static_cast<std::size_t>(wanted->wish)]);
}

}  // namespace

http::Routes texts_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/redesigns/{slug}/texts", Who::owner, Kind::read, Cost::normal, Audience::mine, get_texts},
      {Method::post, "/{lang}/redesigns/{slug}/texts", Who::owner, Kind::write, Cost::normal, Audience::mine, post_texts},
  };
}

}  // namespace palabre::screens

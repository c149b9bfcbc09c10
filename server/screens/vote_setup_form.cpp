// Builds and reads the form that sets a vote up.
// Called by vote_setup_page.
#include "screens/vote_setup_form.hpp"

#include "ideas/idea_repo.hpp"
#include "screens/idea_parts.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using nlohmann::json;
using votes::Method;

namespace {

constexpr std::size_t pickable_max = 300;
constexpr std::size_t own_rows_max = 20;
constexpr http::Length question_words{3, 300};
constexpr http::Length option_words{1, 200};
const std::vector<std::string_view> ballot_methods{"approval", "budget", "ranked"};
/// Ideas that may come onto a ballot, or stand on this one.
constexpr std::string_view pickable_sql =
    "SELECT id FROM idea WHERE redesign_id = $1 AND state IN ('published', 'shortlisted', 'under_review', 'on_ballot') "
    "ORDER BY CASE state WHEN 'published' THEN 1 ELSE 0 END, id LIMIT $2";

/// The names of an option's fields: "i40" is idea 40, "o2" the second text of one's own.
std::string idea_mark(IdeaId id) { return "i" + id.text(); }
std::string own_mark(std::size_t row) { return "o" + std::to_string(row); }

std::vector<ideas::Idea> pickable_ideas(const Page& page, const VoteSetup& setup) {
  std::vector<ideas::Idea> found;
  auto rows = page.db().rows(pickable_sql, setup.at.redesign.id, static_cast<std::int64_t>(pickable_max));
  while (rows.next())
    if (auto idea = ideas::find_idea(page.db(), rows.id<IdeaId>(0))) found.push_back(std::move(*idea));
  return found;
}

std::string own_row_id(std::size_t row) { return "own-" + std::to_string(row); }

std::size_t own_rows(const Form& form) {
  const auto typed = votes::BatchId::parse(form.value("rows"));
  return typed ? std::min<std::size_t>(static_cast<std::size_t>(typed->value), own_rows_max) : 1;
}

json small_number(const Page& page, Form& form, const std::string& name, const std::string& label) {
  return form.field_view(page, {.name = name, .label = label, .is_required = false});
}

json pick_view(const Page& page, Form& form, const ideas::Idea& idea) {
  const std::string mark = idea_mark(idea.id);
  const auto labelled = [&](std::string_view key) { return page.text("vote_setup.field_of", {{"field", page.text(key)}, {"title", idea.title}}); };
  json place = small_number(page, form, "place." + mark, labelled("vote_setup.place"));
  json cost = small_number(page, form, "cost." + mark, labelled("vote_setup.cost"));
  return {{"name", "idea." + idea.id.text()},
          {"is_checked", !form.value("idea." + idea.id.text()).empty()},
          {"title", idea.title},
          {"lang", idea.language},
          {"href", page.href("/ideas/" + idea.id.text())},
          {"state_text", status_text(page, idea.state)},
          {"supports_text", page.count("count.supports", idea.supports)},
          {"place", std::move(place)},
          {"cost", std::move(cost)}};
}

json own_view(const Page& page, Form& form, const VoteSetup& setup, std::size_t row) {
  const std::string number = std::to_string(row);
  json titles = json::array();
  for (const auto& language : text_languages(page, setup.at.redesign.languages))
    titles.push_back(form.field_view(page, {.name = "text" + number + "." + language, .label = page.text("vote_setup.own_title", {{"language", language_name(page, language)}}),
                                            .length = option_words, .is_required = false}));
  return {{"id", own_row_id(row)},
          {"legend_text", page.text("vote_setup.own", {{"number", number}})},
          {"titles", std::move(titles)},
          {"place_field", small_number(page, form, "place." + own_mark(row), page.text("vote_setup.place"))},
          {"cost_field", small_number(page, form, "cost." + own_mark(row), page.text("vote_setup.cost"))}};
}

json questions_view(const Page& page, Form& form, const VoteSetup& setup) {
  json fields = json::array();
  const auto& languages = setup.at.redesign.languages;
  for (const auto& language : text_languages(page, languages)) {
    Field field{.name = "question." + language, .label = page.text("vote_setup.question_label", {{"language", language_name(page, language)}}), .length = question_words};
    field.is_required = language == languages.front();
    fields.push_back(form.field_view(page, field));
  }
  return fields;
}

json methods_view(const Page& page, Form& form) {
  std::vector<Option> options;
  for (const auto name : ballot_methods) {
    const std::string key = "vote_setup.method." + std::string(name);
    options.push_back({std::string(name), page.text(key), page.text(key + "_hint")});
  }
  return form.choices_view(page, "method", "vote_setup.method_legend", options);
}

std::optional<int> small_of(const std::optional<std::int64_t>& number) {
  return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

/// An option with the number somebody gave it; none: after the others.
struct Placed {
  std::int64_t place = INT64_MAX;
  votes::Option option;
};

Placed read_placed(http::Input& input, const std::string& mark, Method method) {
  Placed placed;
  placed.place = input.optional_integer("place." + mark, 1, votes::options_max).value_or(INT64_MAX);
  const std::string cost = "cost." + mark;
  if (method == Method::budget) placed.option.cost = input.optional_integer(cost, 0, votes::budget_max);
  else input.ignore(cost);
  return placed;
}

void read_numbers(http::Input& input, votes::Vote& wanted) {
  for (const auto* name : {"seats", "choices_max", "budget", "currency"}) input.ignore(name);
  if (wanted.method == Method::budget) {
    wanted.budget = input.optional_integer("budget", 1, votes::budget_max);
    wanted.currency = input.line("currency", {3, 3});
    std::transform(wanted.currency.begin(), wanted.currency.end(), wanted.currency.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return;
  }
  wanted.seats = small_of(input.optional_integer("seats", 1, votes::options_max));
  if (wanted.method == Method::approval) wanted.choices_max = small_of(input.optional_integer("choices_max", 1, votes::options_max));
}

redesigns::TextsByLanguage texts_of(const http::TextPairs& pairs) { return {pairs.begin(), pairs.end()}; }

}  // namespace

void fill_vote_form(const VoteSetup& setup, Form& form) {
  if (form.has("rows")) return;  // what was typed, boxes without a tick included
  form.fill("currency", setup.vote && !setup.vote->currency.empty() ? setup.vote->currency : "EUR");
  form.fill("method", setup.vote ? std::string(votes::name_of(setup.vote->method)) : "approval");
  if (!setup.vote) {
    form.fill("seats", "1");
    return;
  }
  const votes::Vote& vote = *setup.vote;
  for (const auto& [language, text] : vote.texts) form.fill("question." + language, text);
  form.fill("seats", vote.seats ? std::to_string(*vote.seats) : "1");
  if (vote.choices_max) form.fill("choices_max", std::to_string(*vote.choices_max));
  if (vote.budget) form.fill("budget", std::to_string(*vote.budget));
  std::size_t row = 0;
  for (const auto& option : vote.options) {
    const std::string mark = option.idea.is_set() ? idea_mark(option.idea) : own_mark(++row);
    if (option.idea.is_set()) form.fill("idea." + option.idea.text(), "1");
    for (const auto& [language, text] : option.texts) form.fill("text" + std::to_string(row) + "." + language, text);
    form.fill("place." + mark, std::to_string(option.position));
    if (option.cost) form.fill("cost." + mark, std::to_string(*option.cost));
  }
  form.fill("rows", std::to_string(std::max<std::size_t>(row, 1)));
}

json vote_form_view(Page& page, const VoteSetup& setup, Form& form) {
  json view = bare_form_view(page, vote_setup_path(setup.at, setup.phase.id), form);
  view["questions"] = questions_view(page, form, setup);
  view["methods"] = methods_view(page, form);
  const auto number = [&](std::string name, const std::string& key, std::string_view hint_key) {
    return form.field_view(page, {.name = std::move(name), .label = page.text(key), .hint = hint_key.empty() ? std::string() : page.text(hint_key), .is_required = false});
  };
  view["seats_field"] = number("seats", "vote_setup.seats_label", "");
  view["choices_field"] = number("choices_max", "vote_setup.choices_label", "vote_setup.choices_hint");
  view["budget_field"] = number("budget", "vote_setup.budget_label", "vote_setup.budget_hint");
  view["currency_field"] = number("currency", "vote_setup.currency_label", "vote_setup.currency_hint");
  const json options = form.field_view(page, {.name = "options", .label = page.text("vote_setup.options")});
  view["options_error"] = options["error"].get<std::string>().empty() ? std::string() : page.text("vote_setup.options_error");
  json picks = json::array();
  for (const auto& idea : pickable_ideas(page, setup)) picks.push_back(pick_view(page, form, idea));
  view["has_ideas"] = !picks.empty();
  view["ideas"] = std::move(picks);
  json own = json::array();
  const std::size_t rows = own_rows(form);
  for (std::size_t row = 1; row <= rows; ++row) own.push_back(own_view(page, form, setup, row));
  view["own"] = std::move(own);
  view["row_count"] = rows;
  view["can_add"] = rows < own_rows_max;
  // The page comes back at the row that is new: where the reader goes on, with eyes or with a keyboard.
  view["more_action"] = page.href(vote_setup_path(setup.at, setup.phase.id)) + "#" + own_row_id(rows + 1);
  view["cancel_href"] = page.href("/redesigns/" + setup.at.redesign.slug + "/phases");
  return view;
}

bool add_vote_row(Form& form) {
  if (form.value("do") != "more") return false;
  form.set("rows", std::to_string(std::min(own_rows(form) + 1, own_rows_max)));
  return true;
}

Result<votes::Vote> read_vote_form(const Page& page, const VoteSetup& setup) {
  auto input = http::Input::from_form(page.call().request.body);
  if (!input) return input.error();
  for (const auto* name : {"key", "do", "rows"}) input->ignore(name);
  votes::Vote wanted;
  wanted.method = static_cast<Method>(input->choice("method", ballot_methods));
  wanted.texts = texts_of(input->texts_by_language("question", question_words));
  read_numbers(*input, wanted);
  std::vector<Placed> placed;
  for (const auto& idea : pickable_ideas(page, setup)) {
    Placed one = read_placed(*input, idea_mark(idea.id), wanted.method);
    one.option.idea = idea.id;
    if (input->optional_choice("idea." + idea.id.text(), {"1"})) placed.push_back(std::move(one));
  }
  const std::size_t rows = own_rows(Form::typed(page.call().request));
  for (std::size_t row = 1; row <= rows; ++row) {
    Placed one = read_placed(*input, own_mark(row), wanted.method);
    one.option.texts = texts_of(input->texts_by_language("text" + std::to_string(row), option_words));
    if (!one.option.texts.empty()) placed.push_back(std::move(one));
  }
  if (auto refusal = input->refusal()) return *refusal;
  std::stable_sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) { return a.place < b.place; });
  for (auto& one : placed) {
    one.option.position = static_cast<int>(wanted.options.size()) + 1;
    wanted.options.push_back(std::move(one.option));
  }
  return wanted;
}

Refusal in_vote_form(const VoteSetup& setup, Refusal refusal) {
  if (refusal.field == "question") refusal.field += "." + setup.at.redesign.languages.front();
  if (refusal.field.starts_with("options")) refusal = {Reason::bad_field, refusal.detail, "options"};
  return refusal;
}

}  // namespace palabre::screens

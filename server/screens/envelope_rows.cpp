// Builds and reads the rows of an envelope's form.
// Called by envelope_page.
#include "screens/envelope_rows.hpp"

#include "base/parse_number.hpp"
#include "screens/vote_desk_parts.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using nlohmann::json;
using votes::Method;

namespace {

constexpr std::size_t rows_first = 5;

std::string cell_name(std::size_t row, std::string_view field) { return "p" + std::to_string(row) + "." + std::string(field); }
std::string option_name(std::size_t row, int position) { return cell_name(row, "o" + std::to_string(position)); }
std::string cell_id(const std::string& name) {
  std::string id = "f-" + name;
  std::replace(id.begin(), id.end(), '.', '-');
  return id;
}

json option_cells(const VoteOnPage& here, const Form& form, std::size_t row, const json& lines) {
  json cells = json::array();
  for (const auto& line : lines) {
    const std::string name = option_name(row, line["position"].get<int>());
    json cell = line;
    cell["id"] = cell_id(name);
    cell["name"] = name;
    cell["is_rank"] = here.vote.method == Method::ranked;
    cell["value"] = form.value(name);
    cell["is_checked"] = !form.value(name).empty();
    cells.push_back(std::move(cell));
  }
  return cells;
}

bool is_row_filled(const votes::Vote& vote, const Form& form, std::size_t row) {
  if (!form.value(cell_name(row, "code")).empty() || !form.value(cell_name(row, "blank")).empty()) return true;
  return std::any_of(vote.options.begin(), vote.options.end(), [&](const auto& option) { return !form.value(option_name(row, option.position)).empty(); });
}

/// The numbers of one paper as groups, lowest first; a cell that is no number: nothing.
std::optional<votes::Choices> choices_of_row(const votes::Vote& vote, const Form& form, std::size_t row) {
  std::map<std::int64_t, std::vector<int>> ranks;
  for (const auto& option : vote.options) {
    std::string typed = form.value(option_name(row, option.position));
    std::erase(typed, ' ');
    if (typed.empty()) continue;
    const auto rank = parse_number<std::int64_t>(typed);
    if (!rank || *rank < 1) return std::nullopt;
    ranks[vote.method == Method::ranked ? *rank : 1].push_back(option.position);
  }
  votes::Choices choices;
  for (auto& [rank, group] : ranks) choices.push_back(std::move(group));
  return choices;
}

/// What is wrong with a row before the rules are asked; empty: nothing.
std::string row_problem(const Page& page, const votes::Vote& vote, const Form& form, std::size_t row, const std::optional<votes::Choices>& choices) {
  const bool is_blank = !form.value(cell_name(row, "blank")).empty();
  if (form.value(cell_name(row, "code")).empty()) return page.text("envelope.error.no_code");
  if (!choices) return page.text("envelope.error.choices");
  if (choices->empty() && !is_blank) return page.text("envelope.error.blank");
  if (!choices->empty() && is_blank) return page.text("envelope.error.not_blank");
  if (!votes::check_choices(vote, *choices)) return page.text("envelope.error.choices");
  return {};
}

}  // namespace

std::size_t envelope_row_count(const Form& form) {
  const auto typed = votes::BatchId::parse(form.value("rows"));
  return typed ? std::min<std::size_t>(static_cast<std::size_t>(typed->value), envelope_rows_max) : rows_first;
}

bool add_envelope_rows(Form& form) {
  if (form.value("do") != "more") return false;
  form.set("rows", std::to_string(std::min(envelope_row_count(form) + rows_first, envelope_rows_max)));
  return true;
}

json envelope_rows_view(const Page& page, const VoteOnPage& here, Form& form, const RowProblems& problems) {
  json rows = json::array();
  const json lines = ballot_lines_view(page, here);
  for (std::size_t row = 1; row <= envelope_row_count(form); ++row) {
    const auto problem = problems.find(row);
    const std::string number = std::to_string(row);
    json code = form.field_view(page, {.name = cell_name(row, "code"), .label = page.text("envelope.code_label"),
                                       .hint = row == 1 ? page.text("envelope.code_hint") : std::string(), .autocomplete = "off", .length = {0, 40}, .is_required = false});
    if (problem != problems.end()) code["error"] = problem->second;
    rows.push_back({{"number", number},
                    {"legend_text", page.text("envelope.paper", {{"number", number}})},
                    {"code_field", std::move(code)},
                    {"options", option_cells(here, form, row, lines)},
                    {"blank_id", cell_id(cell_name(row, "blank"))},
                    {"blank_name", cell_name(row, "blank")},
                    {"is_blank", !form.value(cell_name(row, "blank")).empty()}});
  }
  return rows;
}

EnvelopeRows read_envelope_rows(const Page& page, const votes::Vote& vote, const Form& form) {
  EnvelopeRows read;
  for (std::size_t row = 1; row <= envelope_row_count(form); ++row) {
    if (!is_row_filled(vote, form, row)) continue;
    const auto choices = choices_of_row(vote, form, row);
    if (auto problem = row_problem(page, vote, form, row, choices); !problem.empty()) {
      read.problems.emplace(row, std::move(problem));
      continue;
    }
    read.entries.push_back({form.value(cell_name(row, "code")), *choices});
    read.row_of.push_back(row);
  }
  if (read.entries.empty() && read.problems.empty()) read.problems.emplace(1, page.text("envelope.error.nothing"));
  return read;
}

RowProblems problems_of_refusal(const Page& page, const EnvelopeRows& sent, const Refusal& refusal) {
  constexpr std::string_view start = "entries";
  if (!refusal.field.starts_with(start)) return {};
  const std::string_view rest = std::string_view(refusal.field).substr(start.size());  // ".3.code", or nothing
  const auto index = rest.empty() ? std::nullopt : parse_number<std::size_t>(rest.substr(1, rest.find('.', 1) - 1));
  if (!index || *index >= sent.row_of.size()) return {{sent.row_of.empty() ? 1 : sent.row_of.back(), page.text("envelope.error.too_many")}};
  const bool is_code = refusal.field.ends_with(".code");
  const std::string_view key = !is_code ? "envelope.error.choices" : refusal.reason == Reason::already_exists ? "envelope.error.twice" : "envelope.error.code";
  return {{sent.row_of[*index], page.text(key)}};
}

json row_errors_view(const Page& page, const RowProblems& problems) {
  json errors = json::array();
  for (const auto& [row, problem] : problems) {
    const std::string field = page.text("envelope.paper", {{"number", std::to_string(row)}});
    errors.push_back({{"href", "#" + cell_id(cell_name(row, "code"))}, {"text", page.text("form.field_problem", {{"field", field}, {"problem", problem}})}});
  }
  return {{"title_text", page.count("count.errors", static_cast<std::int64_t>(problems.size()))}, {"errors", std::move(errors)}};
}

}  // namespace palabre::screens

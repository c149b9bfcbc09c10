// Reads and orders the rows of the timeline's form. Called by the timeline page.
#include "screens/timeline_form.hpp"

#include "base/utf8.hpp"
#include "planning/calendar.hpp"
#include "screens/phase_parts.hpp"

#include <algorithm>

namespace palabre::screens {

using planning::PlanRow;
using redesigns::Phase;

namespace {

constexpr std::size_t title_chars_max = 300;
constexpr std::size_t field_chars_max = 400;

std::string day_of(const std::optional<Instant>& moment) { return moment ? planning::day_here(*moment) : std::string(); }

TimelineRow row_of_phase(const RedesignAtHand& at, const Phase& phase) {
  const auto title = phase.titles.find(at.redesign.languages.front());
  return {"p" + phase.id.text(), &phase, title == phase.titles.end() ? std::string() : title->second, std::string(redesigns::name_of(phase.type)),
          day_of(phase.opens_at), day_of(phase.closes_at), false};
}

const Phase* phase_of_key(const RedesignAtHand& at, const std::string& key) {
  const auto found = std::find_if(at.phases.begin(), at.phases.end(), [&](const Phase& phase) { return "p" + phase.id.text() == key; });
  return found == at.phases.end() ? nullptr : &*found;
}

bool is_new_key(const std::string& key) {
  constexpr std::size_t key_chars_max = 6;
  return key.size() > 1 && key.size() <= key_chars_max && key[0] == 'n' && std::all_of(key.begin() + 1, key.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The keys of the rows in the order of their first field.
std::vector<std::string> keys_sent(const http::Request& request) {
  std::vector<std::string> keys;
  const auto pairs = http::parse_form(request.body);
  if (!pairs) return keys;
  for (const auto& [name, value] : *pairs) {
    const auto dot = name.find('.');
    if (dot == std::string::npos) continue;
    const std::string key = name.substr(0, dot);
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
  }
  return keys;
}

TimelineRow read_row(http::Input& input, const RedesignAtHand& at, const std::string& key) {
  const Phase* phase = phase_of_key(at, key);
  TimelineRow row = phase ? row_of_phase(at, *phase) : TimelineRow{key, nullptr, {}, "ideas", {}, {}, false};
  const auto read = [&](const char* field, std::string& into) {
    const std::string name = key + "." + field;
    if (input.is_sent(name)) into = input.optional_line(name, {0, field_chars_max}).value_or("");
  };
  read("title", row.title);
  read("type", row.type);
  read("opens", row.opens);
  read("closes", row.closes);
  row.is_removed = input.optional_line(key + ".remove", {1, 3}).has_value();
  input.ignore(key + ".place");
  return row;
}

/// The moment a typed day means: the one that stands when the day is the same, else the edge of the day.
std::optional<Instant> moment_of(const std::string& typed, const std::optional<Instant>& stands, std::optional<Instant> (*edge)(std::string_view)) {
  if (stands && planning::day_here(*stands) == typed) return stands;
  return edge(typed);
}

}  // namespace

std::vector<TimelineRow> rows_of_phases(const RedesignAtHand& at) {
  std::vector<TimelineRow> rows;
  for (const Phase& phase : at.phases) rows.push_back(row_of_phase(at, phase));
  return rows;
}

Result<std::vector<TimelineRow>> rows_of_form(const Page& page, const RedesignAtHand& at) {
  const http::Request& request = page.call().request;
  auto input = http::Input::from_form(request.body);
  if (!input) return input.error();
  input->ignore("key");
  input->ignore("do");
  std::vector<TimelineRow> rows;
  for (const std::string& key : keys_sent(request)) {
    if (!phase_of_key(at, key) && !is_new_key(key)) continue;
    if (rows.size() >= planning::plan_rows_max) return refuse(Reason::bad_field, "a timeline has at most 50 phases", "phases");
    rows.push_back(read_row(*input, at, key));
  }
  if (auto refusal = input->refusal()) return *refusal;
  for (const Phase& phase : at.phases) {
    const bool is_there = std::any_of(rows.begin(), rows.end(), [&](const TimelineRow& row) { return row.phase == &phase; });
    if (!is_there) rows.push_back(row_of_phase(at, phase));
  }
  return rows;
}

void move_row(std::vector<TimelineRow>& rows, const std::string& key, int steps) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const TimelineRow& row) { return row.key == key; });
  if (found == rows.end()) return;
  const auto place = found - rows.begin() + steps;
  if (place < 0 || place >= static_cast<std::ptrdiff_t>(rows.size())) return;
  std::iter_swap(found, rows.begin() + place);
}

void add_row(std::vector<TimelineRow>& rows) {
  int number = 1;
  const auto is_taken = [&](const TimelineRow& row) { return row.key == "n" + std::to_string(number); };
  while (std::any_of(rows.begin(), rows.end(), is_taken)) ++number;
  TimelineRow row{"n" + std::to_string(number), nullptr, {}, "ideas", {}, {}, false};
  for (const TimelineRow& other : rows) row.opens = std::max(row.opens, other.closes);
  rows.push_back(std::move(row));
}

std::vector<PlanRow> wanted_of(const Page& page, const RedesignAtHand& at, const std::vector<TimelineRow>& rows, std::vector<RowError>& errors) {
  std::vector<PlanRow> wanted;
  for (const TimelineRow& row : rows) {
    if (row.is_removed) continue;
    PlanRow plan;
    if (row.phase) plan.phase = row.phase->id;
    const auto type = redesigns::phase_type_of(row.type);
    if (!type) errors.push_back({row.key, "type", page.text("field_error.bad")});
    plan.type = type.value_or(redesigns::PhaseType::ideas);
    plan.titles.emplace()[at.redesign.languages.front()] = row.title;
    if (count_chars(row.title) > title_chars_max) errors.push_back({row.key, "title", page.count("field_error.too_long", title_chars_max)});
    const auto read_day = [&](const char* field, const std::string& typed, const std::optional<Instant>& stands, auto edge) -> std::optional<Instant> {
      if (typed.empty()) return std::nullopt;
      const auto moment = moment_of(typed, stands, edge);
      if (!moment) errors.push_back({row.key, field, page.text("timeline.bad_day")});
      return moment;
    };
    plan.opens_at = read_day("opens", row.opens, row.phase ? row.phase->opens_at : std::nullopt, &planning::start_of_day);
    plan.closes_at = read_day("closes", row.closes, row.phase ? row.phase->closes_at : std::nullopt, &planning::end_of_day);
    wanted.push_back(std::move(plan));
  }
  return wanted;
}

std::vector<Phase> phases_of(const std::vector<PlanRow>& wanted, const RedesignAtHand& at) {
  std::vector<Phase> phases;
  for (const PlanRow& row : wanted) {
    const auto old = std::find_if(at.phases.begin(), at.phases.end(), [&](const Phase& phase) { return phase.id == row.phase && row.phase.is_set(); });
    phases.push_back(planning::phase_of_row(old == at.phases.end() ? nullptr : &*old, row, 0));
  }
  return phases;
}

std::vector<std::string> keys_of(const std::vector<TimelineRow>& rows) {
  std::vector<std::string> keys;
  for (const TimelineRow& row : rows)
    if (!row.is_removed) keys.push_back(row.key);
  return keys;
}

}  // namespace palabre::screens

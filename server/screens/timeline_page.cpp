// The timeline of a redesign: a drawing, and under it one form with every phase: title, type, days, order. Joined into screens::routes().
// Who: the owner of the redesign and administrators.
#include "planning/plan_phases.hpp"
#include "redesigns/advance_phases.hpp"
#include "screens/page_routes.hpp"
#include "screens/phase_parts.hpp"
#include "screens/staff_parts.hpp"
#include "screens/timeline_form.hpp"
#include "screens/timeline_parts.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using nlohmann::json;
using planning::PlanRow;
using redesigns::Phase;
using redesigns::PhaseType;

namespace {

std::string timeline_path_of(const RedesignAtHand& at) { return "/redesigns/" + at.redesign.slug + "/timeline"; }

/// The page's fields stand for those of the rules.
std::string_view field_of(std::string_view rule_field) {
  if (rule_field == "opens_at") return "opens";
  if (rule_field == "closes_at") return "closes";
  return rule_field == "type" ? "type" : std::string_view{};
}

std::string words_of(const Page& page, const Refusal& refusal, bool is_removal) {
  if (is_removal) return page.text("timeline.refused_removal");
  if (refusal.reason == Reason::phase_transition_refused) return page.text("timeline.refused_begun");
  if (refusal.reason == Reason::bad_field && refusal.field == "closes_at")
    return page.text(refusal.detail.find("future") != std::string::npos ? "timeline.refused_past" : "timeline.refused_order");
  return refusal_text(page, refusal);
}

/// Every refusal of the rules at its row.
std::vector<RowError> errors_of(const Page& page, const RedesignAtHand& at, const std::vector<TimelineRow>& rows, const std::vector<PlanRow>& wanted) {
  std::vector<RowError> errors;
  const auto keys = keys_of(rows);
  for (const auto& found : planning::decide_plan(at.redesign.state, at.phases, wanted, page.now())) {
    const std::string row = found.is_removal ? "p" + at.phases[found.row].id.text() : keys[found.row];
    errors.push_back({row, found.is_removal ? std::string() : std::string(field_of(found.refusal.field)), words_of(page, found.refusal, found.is_removal)});
  }
  return errors;
}

std::string error_at(const std::vector<RowError>& errors, const std::string& row, std::string_view field) {
  for (const RowError& error : errors)
    if (error.row == row && error.field == field) return error.text;
  return {};
}

json field_at(const Page& page, Form& form, Field field, const std::vector<RowError>& errors, const std::string& row) {
  const std::string short_name = field.name;
  field.name = row + "." + short_name;
  json view = form.field_view(page, field);
  view["error"] = error_at(errors, row, short_name);
  return view;
}

Field type_field(const Page& page) {
  Field field{.name = "type", .label = page.text("phases.type_label"), .kind = FieldKind::select};
  for (int i = 0; i <= static_cast<int>(PhaseType::evaluation); ++i) {
    const std::string name(redesigns::name_of(static_cast<PhaseType>(i)));
    field.options.push_back({name, page.text("phase.type." + name)});
  }
  return field;
}

json row_view(const Page& page, const RedesignAtHand& at, const TimelineRow& row, std::size_t place, std::size_t count, const std::vector<RowError>& errors) {
  const bool is_free = !row.phase || planning::has_free_dates(at.redesign.state, *row.phase, page.now());
  const auto state = row.phase ? redesigns::shown_state(at.redesign.state, *row.phase, page.now()) : redesigns::PhaseState::planned;
  Form form;
  form.fill(row.key + ".title", row.title).fill(row.key + ".type", row.type).fill(row.key + ".opens", row.opens).fill(row.key + ".closes", row.closes);
  json fields = json::array();
  fields.push_back(field_at(page, form, {.name = "title", .label = page.text("phases.title_label", {{"language", language_name(page, at.redesign.languages.front())}}),
                                         .length = {0, 300}, .is_required = false}, errors, row.key));
  if (is_free) {
    fields.push_back(field_at(page, form, type_field(page), errors, row.key));
    fields.push_back(field_at(page, form, {.name = "opens", .label = page.text("timeline.first_day"), .type = "date", .is_required = false}, errors, row.key));
    fields.push_back(field_at(page, form, {.name = "closes", .label = page.text("timeline.last_day"), .type = "date", .is_required = false}, errors, row.key));
  }
  std::string error = error_at(errors, row.key, "");
  if (!is_free)
    for (const char* field : {"type", "opens", "closes"})
      if (error.empty()) error = error_at(errors, row.key, field);
  const bool is_removable = !row.phase || state == redesigns::PhaseState::planned;
  const std::string type_text = page.text("phase.type." + (redesigns::phase_type_of(row.type) ? row.type : std::string("ideas")));
  return {{"key", row.key},
          {"number", place + 1},
          {"is_first", place == 0},
          {"is_last", place + 1 == count},
          {"name", row.title.empty() ? type_text : row.title},
          {"is_free", is_free},
          {"state", redesigns::name_of(state)},
          {"state_text", page.text(row.phase ? "phase.state." + std::string(redesigns::name_of(state)) : std::string("timeline.new"))},
          {"is_open", state == redesigns::PhaseState::open},
          {"kind_text", is_free ? std::string() : type_text},
          {"is_removable", is_removable},
          {"is_removed", row.is_removed},
          {"error", error},
          {"fields", std::move(fields)}};
}

json errors_view(const Page& page, const std::vector<TimelineRow>& rows, const std::vector<RowError>& errors) {
  if (errors.empty()) return false;
  json list = json::array();
  for (const RowError& error : errors) {
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const TimelineRow& one) { return one.key == error.row; });
    const std::string number = std::to_string(row - rows.begin() + 1);
    const std::string href = "#" + (error.field.empty() ? "row-" + error.row : "f-" + error.row + "-" + error.field);
    list.push_back({{"href", href}, {"text", page.text("timeline.row_problem", {{"number", number}, {"problem", error.text}})}});
  }
  return {{"title_text", page.count("count.errors", static_cast<std::int64_t>(errors.size()))}, {"errors", std::move(list)}};
}

/// What the page shows besides the rows.
struct Told {
  std::vector<RowError> errors;
  std::string whole;          // a refusal of the whole
  bool is_unsaved = false;    // rows were moved or added, and nothing saved yet
};

http::Response show_timeline(Page& page, const RedesignAtHand& at, const std::vector<TimelineRow>& rows, const Told& told) {
  page.set_title(page.text("timeline.title"));
  add_redesign_crumb(page, at);
  page.add_crumb(page.text("timeline.title"));
  std::vector<RowError> unread;
  const auto phases = phases_of(wanted_of(page, at, rows, unread), at);
  json views = json::array();
  std::size_t drawn = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    json row = row_view(page, at, rows[i], i, rows.size(), told.errors);
    row["parallel_text"] = rows[i].is_removed ? std::string() : parallel_text(page, phases, drawn, at.redesign.languages);
    row["dates_text"] = rows[i].phase ? phase_dates_text(page, *rows[i].phase) : std::string();
    if (!rows[i].is_removed) ++drawn;
    views.push_back(std::move(row));
  }
  json view = staff_head_view(page, at);
  json errors = errors_view(page, rows, told.errors);
  if (!told.whole.empty()) errors = {{"title_text", page.count("count.errors", 1)}, {"errors", json::array({{{"href", ""}, {"text", told.whole}}})}};
  view["errors"] = std::move(errors);
  view["is_unsaved"] = told.is_unsaved;
  view["drawing"] = drawing_view(page, phases, at.redesign.languages, keys_of(rows));
  view["action"] = page.href(timeline_path_of(at));
  view["form_key"] = Form().key();
  view["phases_href"] = page.href("/redesigns/" + at.redesign.slug + "/phases");
  view["has_rows"] = !views.empty();
  view["rows"] = std::move(views);
  view["can_add"] = rows.size() < planning::plan_rows_max;
  const bool is_refused = !told.errors.empty() || !told.whole.empty();
  return page.show("timeline", with_submit_row(std::move(view), page.text("timeline.save"), page.href("/redesigns/" + at.redesign.slug)), is_refused ? 422 : 200);
}

Result<http::Response> get_timeline(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_redesign_to_edit(*page);
  if (!at) return at.error();
  return show_timeline(*page, *at, rows_of_phases(*at), {});
}

/// "add", "up:p12" and "down:p12" only draw the form anew; true when it was one of them.
bool rearrange(std::vector<TimelineRow>& rows, const std::string& wanted) {
  if (wanted == "add") add_row(rows);
  else if (wanted.starts_with("up:")) move_row(rows, wanted.substr(3), -1);
  else if (wanted.starts_with("down:")) move_row(rows, wanted.substr(5), 1);
  else return false;
  return true;
}

Result<http::Response> post_timeline(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  redesigns::advance_phases(page->db());
  const auto at = open_redesign_to_edit(*page);
  if (!at) return at.error();
  auto rows = rows_of_form(*page, *at);
  if (!rows) return show_timeline(*page, *at, rows_of_phases(*at), {{}, refusal_text(*page, rows.error()), false});
  if (rearrange(*rows, Form::typed(call.request).value("do"))) return show_timeline(*page, *at, *rows, {{}, {}, true});
  Told told;
  const auto wanted = wanted_of(*page, *at, *rows, told.errors);
  if (told.errors.empty()) told.errors = errors_of(*page, *at, *rows, wanted);
  if (!told.errors.empty()) return show_timeline(*page, *at, *rows, told);
  const auto planned = planning::plan_phases(page->db(), page->actor(at->redesign.id), at->redesign, wanted);
  if (!planned && planned.error().reason != Reason::nothing_changed) {
    if (planned.error().reason == Reason::not_allowed) return planned.error();
    told.whole = refusal_text(*page, planned.error());
    return show_timeline(*page, *at, *rows, told);
  }
  return go_to(*page, timeline_path_of(*at), "timeline_saved");
}

}  // namespace

http::Routes timeline_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/redesigns/{slug}/timeline", Who::owner, Kind::read, Cost::normal, Audience::mine, get_timeline},
      {Method::post, "/{lang}/redesigns/{slug}/timeline", Who::owner, Kind::write, Cost::normal, Audience::mine, post_timeline},
  };
}

}  // namespace palabre::screens

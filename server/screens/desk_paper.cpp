// A sheet of paper at the desk: one kind of contribution, several people on one page. What is right is entered, what is not stays
// on the page with the reason. Joined into screens::routes(). Who: facilitators of the redesign.
#include "assisted/enter_sheet.hpp"
#include "assisted/entry_input.hpp"
#include "assisted/slip.hpp"
#include "crypto/crypto.hpp"
#include "screens/desk_parts.hpp"
#include "screens/page_routes.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace palabre::screens {

using assisted::EntryKind;
using nlohmann::json;

namespace {

constexpr std::size_t rows_at_first = 6;
const std::vector<std::string_view> paper_kinds{"support", "idea", "comment"};

std::string paper_path(const RedesignAtHand& at) { return desk_path(at) + "/paper"; }
std::string row_name(std::size_t row, std::string_view field) { return "r" + std::to_string(row) + "." + std::string(field); }

/// What one row came to: an error, or the number of its slip.
struct RowDone {
  std::string error;
  std::string slip;
};

struct Sheet {
  Form form;
  std::map<std::size_t, RowDone> done;   // by the row's number, from 1
  std::size_t rows = rows_at_first;
  std::int64_t entered = 0;
  std::int64_t refused = 0;
};

json row_view(const Page& page, Form& form, std::size_t row, const RowDone& done) {
  const Limits& limits = *page.call().services.limits;
  const auto field = [&](std::string_view name, std::string_view key, http::Length length, FieldKind kind = FieldKind::input) {
    return form.field_view(page, {.name = row_name(row, name), .label = page.text(key), .kind = kind, .autocomplete = "off", .length = length, .rows = 2,
                                  .is_required = false});
  };
  form.fill(row_name(row, "key"), crypto::new_opaque_id());
  json fields = json::array();
  const auto add = [&](std::string_view part, json view) { fields.push_back({{"part", part}, {"field", std::move(view)}}); };
  add("name", field("name", "desk.name_label", {0, limits.name_chars_max}));
  add("slip", field("slip", "desk.slip_short", {0, 24}));
  add("title", field("title", "desk.title_label", {0, limits.title_chars_max}));
  add("body", field("body", "desk.body_label", {0, limits.comment_chars_max}, FieldKind::area));
  return {{"number_text", page.text("desk.row", {{"number", std::to_string(row)}})},
          {"key_name", row_name(row, "key")},
          {"key", form.value(row_name(row, "key"))},
          {"error", done.error},
          {"fields", std::move(fields)}};
}

json frame_fields(Page& page, Form& form, const RedesignAtHand& at) {
  json fields = json::array();
  fields.push_back(form.field_view(page, {.name = "idea", .label = page.text("desk.idea_label"), .hint = page.text("desk.paper_idea_hint"),
                                          .kind = FieldKind::select, .is_required = false, .options = idea_options(page, at)}));
  form.fill("collected_on", day_text(page.now()));
  fields.push_back(form.field_view(page, {.name = "collected_on", .label = page.text("desk.paper_day_label"), .type = "date"}));
  const auto batches = batch_options(page, at);
  if (!batches.empty())
    fields.push_back(form.field_view(page, {.name = "batch", .label = page.text("desk.batch_label"), .hint = page.text("desk.batch_hint"), .kind = FieldKind::select,
                                            .is_required = false, .options = batches}));
  return fields;
}

json done_view(const Page& page, const Sheet& sheet) {
  if (sheet.entered == 0) return false;
  json slips = json::array();
  for (const auto& [row, done] : sheet.done)
    if (!done.slip.empty()) slips.push_back({{"text", done.slip}});
  return {{"text", page.count("desk.paper_entered", sheet.entered)}, {"slips", std::move(slips)}};
}

http::Response show_sheet(Page& page, const RedesignAtHand& at, Sheet sheet) {
  Form& form = sheet.form;
  json view = desk_head_view(page, at, "desk.paper_title", "paper");
  form.fill("kind", page.call().request.param("kind").value_or("support"));
  std::vector<Option> kinds;
  for (const auto kind : paper_kinds) kinds.push_back({std::string(kind), page.text("desk.kind." + std::string(kind))});
  view["kinds"] = form.choices_view(page, "kind", "desk.kind_legend", kinds);
  view["fields"] = frame_fields(page, form, at);
  view["consent"] = consent_view(page, form, "desk.consent_paper");
  view["rows"] = json::array();
  for (std::size_t row = 1; row <= sheet.rows; ++row) view["rows"].push_back(row_view(page, form, row, sheet.done[row]));
  view["row_count"] = sheet.rows;
  view["can_add"] = sheet.rows < assisted::sheet_rows_max;
  view["action"] = page.href(paper_path(at));
  view["form_key"] = form.key();
  view["done"] = done_view(page, sheet);
  view["refused_text"] = sheet.refused > 0 ? page.count("desk.paper_refused", sheet.refused) : std::string();
  view["errors"] = form.errors_view(page);
  return page.show("desk_paper", view, form.status());
}

Result<http::Response> get_paper(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_desk(*page);
  if (!at) return at.error();
  return show_sheet(*page, *at, {});
}

/// The fields of one row and those all rows share, as the entry they make.
Result<assisted::NewEntry> read_row(const Page& page, const Form& form, std::size_t row) {
  std::vector<std::pair<std::string, std::string>> fields{{"source", "paper"}};
  for (const auto* shared : {"kind", "idea", "collected_on", "batch", "consent.given", "consent.version", "consent.language"}) fields.emplace_back(shared, form.value(shared));
  for (const auto* own : {"key", "name", "slip", "title", "body"}) fields.emplace_back(own, form.value(row_name(row, own)));
  auto input = http::Input::from_fields(fields);
  auto entry = assisted::read_entry(input, *page.call().services.limits);
  if (auto refusal = input.refusal()) return *refusal;
  return entry;
}

bool is_filled(const Form& form, std::size_t row) {
  for (const auto* field : {"name", "slip", "title", "body"})
    if (!form.value(row_name(row, field)).empty()) return true;
  return false;
}

std::string row_error(const Page& page, const Refusal& refusal) {
  if (auto own = slip_error_text(page, refusal); !own.empty()) return own;
  if (refusal.reason == Reason::missing_field || refusal.reason == Reason::too_short || refusal.reason == Reason::bad_field)
    return page.text("desk.error.field", {{"field", page.text(refusal.field == "title" ? "desk.title_label" : refusal.field == "idea" ? "desk.idea_label" : "desk.body_label")}});
  return refusal_text(page, refusal) + " " + instead_text(page, refusal);
}

/// What is wrong with all rows alike belongs on top: the consent, the day, the batch, the rights.
bool is_shared(const Refusal& refusal) {
  return refusal.field == "consent" || refusal.field == "collected_on" || refusal.field == "batch" || refusal.field == "kind" || refusal.reason == Reason::not_allowed;
}

void clear_row(Form& form, std::size_t row) {
  for (const auto* field : {"name", "slip", "title", "body"}) form.set(row_name(row, field), "");
  form.set(row_name(row, "key"), crypto::new_opaque_id());
}

/// Enters the filled rows; a refusal that concerns them all, when there is one.
std::optional<Refusal> enter_rows(Page& page, const RedesignAtHand& at, Sheet& sheet) {
  for (std::size_t row = 1; row <= sheet.rows; ++row) {
    if (!is_filled(sheet.form, row)) continue;
    const auto entry = read_row(page, sheet.form, row);
    const auto result = entry ? assisted::enter_sheet(page.db(), page.actor(at.redesign.id), at.redesign, {*entry}, *page.call().services.limits).front()
                              : Result<assisted::Entered>(entry.error());
    if (result) {
      ++sheet.entered;
      sheet.done[row].slip = assisted::shown_slip(result->slip);
      clear_row(sheet.form, row);
      continue;
    }
    if (is_shared(result.error())) return result.error();
    ++sheet.refused;
    sheet.done[row].error = row_error(page, result.error());
  }
  return std::nullopt;
}

Result<http::Response> post_paper(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_desk(*page);
  if (!at) return at.error();
  Sheet sheet;
  sheet.form = Form::typed(call.request);
  const auto rows = assisted::BatchId::parse(sheet.form.value("rows"));
  if (rows) sheet.rows = std::min(static_cast<std::size_t>(rows->value), assisted::sheet_rows_max);
  if (sheet.form.value("do") == "more") {
    sheet.rows = std::min(sheet.rows + rows_at_first, assisted::sheet_rows_max);
    return show_sheet(*page, *at, std::move(sheet));
  }
  if (auto refusal = enter_rows(*page, *at, sheet))
    if (!sheet.form.take(as_form_refusal(*refusal))) return *refusal;
  return show_sheet(*page, *at, std::move(sheet));
}

}  // namespace

http::Routes desk_paper_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/redesigns/{slug}/desk/paper", Who::facilitator, Kind::read, Cost::normal, Audience::mine, get_paper},
      {Method::post, "/{lang}/redesigns/{slug}/desk/paper", Who::facilitator, Kind::write, Cost::normal, Audience::mine, post_paper},
  };
}

}  // namespace palabre::screens

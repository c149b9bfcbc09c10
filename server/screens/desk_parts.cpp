// Builds what the pages of the facilitator's desk share. Called by the desk's pages.
#include "screens/desk_parts.hpp"

#include "assisted/slip.hpp"
#include "screens/idea_parts.hpp"
#include "screens/staff_parts.hpp"
#include "screens/wording.hpp"
#include "votes/vote_repo.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using assisted::EntryKind;
using nlohmann::json;

namespace {

constexpr std::size_t options_max = 300;
constexpr std::size_t recent_batches_max = 20;
constexpr std::string_view open_ideas_sql =
    "SELECT id, title FROM idea WHERE redesign_id = $1 AND state IN ('published', 'shortlisted', 'under_review', 'on_ballot', 'accepted', "
    "'not_selected', 'deferred', 'declined') ORDER BY title, id LIMIT $2";

}  // namespace

std::string desk_path(const RedesignAtHand& at) { return "/redesigns/" + at.redesign.slug + "/desk"; }

Result<RedesignAtHand> open_desk(Page& page) {
  auto at = open_redesign(page, page.call().path_value("slug"));
  if (!at) return at.error();
  if (!page.actor(at->redesign.id).is_facilitator()) return refuse(Reason::not_allowed, "the desk is for the facilitators of this redesign");
  return at;
}

json desk_head_view(Page& page, const RedesignAtHand& at, std::string_view title_key, std::string_view tab) {
  const std::string title = page.text(title_key);
  page.set_title(title);
  add_redesign_crumb(page, at);
  page.add_crumb(title);
  json view = staff_head_view(page, at);
  view["heading_text"] = title;
  view["tabs"] = json::array();
  const auto add = [&](std::string_view name, const std::string& path, std::string_view key) {
    view["tabs"].push_back({{"href", page.href(path)}, {"text", page.text(key)}, {"is_current", name == tab}});
  };
  const people::Actor& reader = page.actor(at.redesign.id);
  if (reader.is_facilitator()) {
    add("desk", desk_path(at), "desk.tab_entry");
    add("paper", desk_path(at) + "/paper", "desk.tab_paper");
    add("people", desk_path(at) + "/people", "desk.tab_people");
    add("slips", desk_path(at) + "/slips", "desk.tab_slips");
  }
  add("batches", "/redesigns/" + at.redesign.slug + "/batches", "desk.tab_batches");
  for (const auto& vote : votes::load_votes(page.db(), at.redesign.id))
    if (vote.frozen_at && !vote.signed_at) add("polls", "/votes/" + vote.id.text() + "/desk", "vote_desk.link");
  return view;
}

json consent_view(const Page& page, Form& form, std::string_view label_key) {
  const json field = form.field_view(page, {.name = "consent", .label = page.text("desk.consent_title")});
  const std::string key = "assisted.consent_" + std::to_string(assisted::consent_version);
  const bool is_given = form.value("consent.given") == "yes";
  const bool is_missing = form.is_refused() && !is_given;
  return {{"sentence_text", page.text(key)},
          {"version", assisted::consent_version},
          {"language", page.language()},
          {"label_text", page.text(label_key)},
          {"is_given", is_given},
          {"error", is_missing ? page.text("desk.consent_missing") : field["error"].get<std::string>()}};
}

json source_view(const Page& page, Form& form) {
  Field field{.name = "source", .label = page.text("desk.source_label"), .kind = FieldKind::select};
  for (const auto name : assisted::source_names()) field.options.push_back({std::string(name), page.text("desk.source." + std::string(name))});
  form.fill("source", page.call().request.param("source").value_or("stall"));
  return form.field_view(page, field);
}

json day_view(const Page& page, Form& form) {
  form.fill("collected_on", page.call().request.param("on").value_or(day_text(page.now())));
  return form.field_view(page, {.name = "collected_on", .label = page.text("desk.day_label"), .type = "date"});
}

std::vector<Option> idea_options(Page& page, const RedesignAtHand& at) {
  std::vector<Option> options{{"", page.text("desk.idea_none")}};
  auto rows = page.db().rows(open_ideas_sql, at.redesign.id, static_cast<std::int64_t>(options_max));
  while (rows.next()) options.push_back({rows.id<IdeaId>(0).text(), rows.text(1) + " (" + rows.id<IdeaId>(0).text() + ")"});
  return options;
}

std::vector<Option> batch_options(Page& page, const RedesignAtHand& at) {
  std::vector<Option> options;
  for (const auto& shown : assisted::load_batches(page.db(), at.redesign.id, recent_batches_max))
    if (page.now() < shown.batch.open_until) options.push_back({shown.batch.id.text(), shown.batch.label});
  if (!options.empty()) options.insert(options.begin(), {"", page.text("desk.batch_none")});
  return options;
}

Field name_field(const Page& page) {
  return {.name = "name", .label = page.text("desk.name_label"), .hint = page.text("desk.name_hint"), .autocomplete = "off",
          .length = {0, page.call().services.limits->name_chars_max}, .is_required = false};
}

Field slip_field(const Page& page) {
  return {.name = "slip", .label = page.text("desk.slip_label"), .hint = page.text("desk.slip_hint"), .autocomplete = "off", .length = {0, 24},
          .is_required = false};
}

std::vector<EntryKind> entry_kinds(const light::Light& light) {
  std::vector<EntryKind> kinds{EntryKind::idea, EntryKind::comment, EntryKind::support};
  if (light.is_on) kinds.push_back(EntryKind::reaction);
  if (light.is_on && light.question) kinds.push_back(EntryKind::answer);
  return kinds;
}

json entry_line_view(Page& page, const RedesignAtHand& at, const assisted::ShownEntry& shown) {
  const auto& entry = shown.entry;
  json facts = json::array();
  facts.push_back({{"text", page.text("desk.source." + std::string(assisted::name_of(entry.source)))}});
  facts.push_back({{"text", when_text(page, entry.created_at)}});
  if (shown.is_claimed) facts.push_back({{"text", page.text("desk.claimed")}});
  const bool is_question = entry.kind == EntryKind::answer;
  return {{"kind_text", page.text("desk.kind." + std::string(assisted::name_of(entry.kind)))},
          {"title", is_question ? page.text("desk.the_question") : shown.title},
          {"title_lang", is_question ? page.language() : shown.title_language},
          {"name", shown.name},
          {"slip_text", assisted::shown_slip(shown.slip)},
          {"facts", std::move(facts)},
          {"href", page.href(desk_path(at) + "/entries/" + entry.id.text())},
          {"is_undone", entry.undone_at.has_value()}};
}

Refusal as_form_refusal(const Refusal& refusal) {
  const bool is_of_form = refusal.field == "slip" || refusal.field == "batch" || refusal.field == "name";
  return is_of_form ? Refusal{Reason::bad_field, refusal.detail, refusal.field} : refusal;
}

std::string slip_error_text(const Page& page, const Refusal& refusal) {
  if (refusal.field == "name" && refusal.reason == Reason::own_case) return page.text("desk.error.own_name");
  if (refusal.field == "name" && refusal.reason == Reason::missing_field) return page.text("desk.error.no_name");
  if (refusal.field != "slip") return {};
  switch (refusal.reason) {
    case Reason::gone: return page.text("desk.error.slip_claimed");
    case Reason::not_found: return page.text("desk.error.slip_elsewhere");
    case Reason::already_exists: return page.text("desk.error.slip_twice");
    default: return page.text("desk.error.slip_mistyped");
  }
}

void put_error(const Page& page, json& field, json& errors, const std::string& text) {
  if (text.empty() || !errors.is_object()) return;
  field["error"] = text;
  for (auto& line : errors["errors"]) line["text"] = page.text("form.field_problem", {{"field", field["label"].get<std::string>()}, {"problem", text}});
}

}  // namespace palabre::screens

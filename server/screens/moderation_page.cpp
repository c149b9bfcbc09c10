// The moderators' queue: cases one after the other, what can be taken back, merges under way, what was hidden last.
// Who: the moderators of the redesign. Joined into screens::routes(). The script web/islands/triage makes it quick by keyboard.
#include "base/names.hpp"
#include "http/paging.hpp"
#include "ideas/idea_repo.hpp"
#include "ideas/merge.hpp"
#include "pages/localised.hpp"
#include "screens/case_parts.hpp"
#include "screens/client_state.hpp"
#include "screens/idea_parts.hpp"
#include "screens/moderation_page.hpp"
#include "screens/moderation_parts.hpp"
#include "screens/staff_rules.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using moderation::CaseQuery;
using moderation::CaseSort;
using nlohmann::json;

namespace {

constexpr std::size_t hidden_shown = 5;

std::string queue_path(const RedesignAtHand& at) { return "/redesigns/" + at.redesign.slug + "/moderation"; }

/// What the address asks for; unknown filters are as good as none, a foreign cursor begins anew.
CaseQuery read_query(const Page& page) {
  CaseQuery query;
  const std::string kind = page.param("kind");
  query.kind = find_name<moderation::TargetKind>(moderation::target_kind_names(), kind);
  query.rule = moderation::rule_of(page.param("rule"));
  query.sort = page.param("sort") == "newest" ? CaseSort::newest : CaseSort::due;
  query.is_second_opinion_only = page.param("opinion") == "1";
  query.limit = page.call().services.limits->page_size;
  const std::string_view order = moderation::case_sort_names().at(static_cast<std::size_t>(query.sort));
  if (const auto cursor = http::decode_cursor(page.param("after"), order)) query.after = {cursor->key, cursor->id};
  return query;
}

json select_view(const Page& page, Form& form, std::string name, std::string_view label, const std::vector<std::string_view>& values, std::string_view prefix) {
  Field field{.name = std::move(name), .label = page.text(label), .kind = FieldKind::select, .is_required = false};
  for (const auto value : values) field.options.push_back({value == "any" ? std::string() : std::string(value), page.text(std::string(prefix) + std::string(value))});
  return form.field_view(page, field);
}

json filter_view(const Page& page, const RedesignAtHand& at, const moderation::CaseCounts& count) {
  Form form;
  for (const auto name : {"kind", "rule", "sort", "opinion"}) form.fill(name, page.param(name));
  std::vector<std::string_view> rules = {"any"};
  rules.insert(rules.end(), moderation::rule_names().begin(), moderation::rule_names().end());
  json fields = json::array();
  fields.push_back(select_view(page, form, "kind", "case.filter_kind", {"any", "idea", "comment", "statement"}, "case.kind."));
  fields.push_back(select_view(page, form, "rule", "case.filter_rule", rules, "rule_name."));
  fields.push_back(select_view(page, form, "sort", "case.filter_sort", {"due", "newest"}, "case.sort."));
  Field opinion{.name = "opinion", .label = page.text("case.filter_opinion"), .kind = FieldKind::select, .is_required = false};
  opinion.options = {{"", page.text("case.opinion_any")}, {"1", page.count("case.opinion_only", count.second_opinions)}};
  fields.push_back(form.field_view(page, opinion));
  return {{"action", page.href(queue_path(at))}, {"fields", std::move(fields)}};
}

std::string decision_text(const Page& page, const moderation::DecisionMade& made) {
  const auto content = moderation::find_content(page.db(), made.target);
  return page.text("case.done_" + std::string(moderation::name_of(made.kind)), {{"what", content ? case_title(page, *content) : std::string()}});
}

json undo_views(const Page& page, const RedesignAtHand& at, const people::Actor& reader, const std::string& action) {
  json views = json::array();
  const std::int64_t undo_ms = page.call().services.limits->undo_ms;
  for (const auto& made : moderation::load_undoable(page.db(), at.redesign.id, reader.person, page.now().plus_ms(-undo_ms))) {
    if (!moderation::decide_undo(made, reader, page.now(), undo_ms)) continue;
    const std::int64_t left_ms = made.at.unix_ms + undo_ms - page.now().unix_ms;
    views.push_back({{"decision", made.id.text()},
                     {"action", action},
                     {"form_key", Form{}.key()},
                     {"text", decision_text(page, made)},
                     {"left_text", page.count("case.undo_left", (left_ms + ms_per_second - 1) / ms_per_second)}});
  }
  return views;
}

/// Kind words for whoever comes second: what a colleague decided, when and why.
json decided_view(const Page& page, const RedesignAtHand& at) {
  const auto target = moderation::Target::parse(page.param("decided"));
  const auto made = target ? moderation::find_latest_decision(page.db(), *target) : std::nullopt;
  if (!made || made->redesign != at.redesign.id) return false;
  return {{"text", page.text("case.decided_by_other", {{"what", decision_text(page, *made)}, {"when", when_text(page, made->at)}})}, {"reason", made->reason}};
}

std::string idea_title(const Page& page, IdeaId id) {
  const auto idea = ideas::find_idea(page.db(), id);
  return idea ? idea->title : id.text();
}

json merges_view(const Page& page, RedesignId redesign) {
  json views = json::array();
  for (const auto& merge : ideas::load_open_merges(page.db(), redesign)) {
    const auto given = std::count_if(merge.consents.begin(), merge.consents.end(), [](const auto& consent) { return consent.is_given == true; });
    views.push_back({{"href", page.href("/merges/" + merge.id.text())},
                     {"text", page.text("moderation.merge_line", {{"idea", idea_title(page, merge.idea)}, {"into", idea_title(page, merge.into)}})},
                     {"state_text", page.text("moderation.merge_state", {{"given", given}, {"count", static_cast<std::int64_t>(merge.consents.size())}})}});
  }
  return views;
}

/// The newest hidden texts; all of them stand in the log.
json hidden_view(const Page& page, RedesignId redesign, const people::Actor& reader) {
  json views = json::array();
  for (const auto& hiding : moderation::load_hidings(page.db(), redesign, {}, page.call().services.limits->page_size_max)) {
    const auto content = moderation::find_content(page.db(), hiding.target);
    if (hiding.restored_at || !content || views.size() == hidden_shown) continue;
    const bool may_restore = moderation::decide_restoring(*content, reader, probe_reason).has_value();
    views.push_back({{"href", page.href(content_path(*content))},
                     {"text", case_title(page, *content)},
                     {"rule_text", page.text("rule_name." + std::string(moderation::name_of(hiding.rule)))},
                     {"reason", hiding.reason},
                     {"when_text", when_text(page, hiding.at)},
                     {"restore_href", may_restore ? page.href(content_path_of(hiding.target) + "/restore") : std::string()}});
  }
  return views;
}

/// The words the island needs, its message patterns included.
std::string words_json(const Page& page) {
  json words = json::object();
  constexpr std::string_view prefix = "triage.";
  for (auto& [key, pattern] : page.call().services.catalogue->patterns(page.language(), prefix)) words[key.substr(prefix.size())] = pattern;
  return script_safe(words.dump());
}

json cases_view(Page& page, const RedesignAtHand& at, CaseQuery query, const std::string& action, ActForms& forms, json& pages) {
  const people::Actor& reader = page.actor(at.redesign.id);
  const std::size_t limit = query.limit++;
  auto open = moderation::load_cases(page.db(), at.redesign.id, query);
  std::string next;
  if (open.size() > limit) {
    open.pop_back();
    const std::string sort(moderation::case_sort_names().at(static_cast<std::size_t>(query.sort)));
    next = with_param(queue_address(page, at, KeepCursor::no), "after", http::encode_cursor({sort, open.back().place.key, open.back().place.id, 0}));
  }
  const bool is_later_page = !page.param("after").empty();
  if (is_later_page || !next.empty())
    pages = {{"previous_href", is_later_page ? queue_address(page, at, KeepCursor::no) : std::string()}, {"page_text", page.count("case.shown", static_cast<std::int64_t>(open.size()))}, {"next_href", next}};
  const CaseSetting setting{at, reader, action, moderation::load_watchers(page.db(), at.redesign.id, reader.person, page.now().plus_ms(-page.call().services.limits->case_watch_ms))};
  json views = json::array();
  for (const auto& one : open) views.push_back(case_view(page, setting, one, forms));
  return views;
}

json empty_view(const Page& page, bool is_filtered) {
  return {{"is_search", is_filtered}, {"is_done", !is_filtered}, {"is_start", false}, {"is_notices", false}, {"is_drafts", false},
          {"title_text", page.text(is_filtered ? "case.none_title" : "moderation.empty_title")},
          {"text", page.text(is_filtered ? "case.none_text" : "moderation.empty_text")}, {"action", false}};
}

}  // namespace

std::string queue_address(const Page& page, const RedesignAtHand& at, KeepCursor cursor) {
  std::string address = page.href(queue_path(at));
  for (const auto name : {"kind", "rule", "sort", "opinion", "after"}) {
    const std::string value = page.param(name);
    const bool is_left_out = value.empty() || (std::string_view(name) == "after" && cursor == KeepCursor::no);
    if (!is_left_out) address = with_param(address, name, value);
  }
  return address;
}

http::Response show_queue(Page& page, const RedesignAtHand& at, ActForms forms) {
  const people::Actor reader = page.actor(at.redesign.id);
  const Limits& limits = *page.call().services.limits;
  page.set_title(page.text("moderation.title"));
  add_redesign_crumb(page, at);
  page.add_crumb(page.text("moderation.title"));
  const CaseQuery query = read_query(page);
  const auto count = moderation::count_cases(page.db(), at.redesign.id, page.now().plus_ms(-limits.case_due_ms), page.now());
  const std::string action = queue_address(page, at, KeepCursor::yes);
  json pages = false;
  json cases = cases_view(page, at, query, action, forms, pages);
  json merges = merges_view(page, at.redesign.id);
  json hidden = hidden_view(page, at.redesign.id, reader);
  json view = staff_head_view(page, at);
  view["errors"] = forms.errors_view(page);
  view["counts_text"] = page.text("case.counts", {{"open", count.open}, {"late", count.late}});
  view["undos"] = undo_views(page, at, reader, action);
  view["decided"] = decided_view(page, at);
  view["filter"] = filter_view(page, at, count);
  view["watch_href"] = "/api/v1/redesigns/" + at.redesign.slug + "/cases/watch";
  view["now_iso"] = iso_text(page.now());
  view["undo_seconds"] = limits.undo_ms / ms_per_second;
  view["words_html"] = words_json(page);
  view["has_cases"] = !cases.empty();
  view["empty"] = cases.empty() ? empty_view(page, count.open > 0) : json(false);
  view["cases"] = std::move(cases);
  view["pages"] = std::move(pages);
  view["log_href"] = page.href("/redesigns/" + at.redesign.slug + "/log");
  view["has_merges"] = !merges.empty();
  view["merges"] = std::move(merges);
  view["has_hidden"] = !hidden.empty();
  view["hidden_items"] = std::move(hidden);
  return page.show("moderation", view, forms.status());
}

}  // namespace palabre::screens

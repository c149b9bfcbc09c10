// The public log of every decision in a redesign: what, when, by which role, by which rule, why. Names are for staff.
// Joined into screens::routes().
#include "http/paging.hpp"
#include "ideas/idea_repo.hpp"
#include "moderation/decision_log.hpp"
#include "pages/local_time.hpp"
#include "screens/case_parts.hpp"
#include "screens/idea_parts.hpp"
#include "screens/moderation_parts.hpp"
#include "screens/page_routes.hpp"
#include "screens/staff_rules.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using moderation::LogLine;
using moderation::LogQuery;
using moderation::LogReader;
using nlohmann::json;

namespace {

constexpr std::string_view log_order = "decisions";

std::string log_path(const RedesignAtHand& at) { return "/redesigns/" + at.redesign.slug + "/log"; }

bool is_staff(const people::Actor& reader) { return reader.is_moderator() || reader.is_owner() || reader.is_officer(); }

LogQuery read_query(const Page& page, LogReader reader) {
  LogQuery query;
  query.reader = reader;
  const auto& kinds = moderation::log_kind_names();
  if (std::find(kinds.begin(), kinds.end(), page.param("kind")) != kinds.end()) query.kind = page.param("kind");
  query.rule = moderation::rule_of(page.param("rule"));
  query.limit = page.call().services.limits->page_size;
  if (const auto cursor = http::decode_cursor(page.param("after"), log_order)) query.after = {cursor->key, cursor->id};
  return query;
}

/// What the decision was, in one phrase: « Étape close », « Réponse : retenue », « Masqué ».
std::string what_text(const Page& page, const LogLine& line) {
  if (line.kind == "phase") {
    const bool is_extension = line.from == line.to;
    return is_extension ? page.text("log.phase_extended") : page.text("log.phase", {{"state", page.text("phase.state." + line.to)}});
  }
  if (line.kind == "redesign") return page.text("log.redesign", {{"state", page.text("redesign.state." + line.to)}});
  if (line.kind == "answer") return page.text("log.answer", {{"kind", page.text("answer.kind." + line.to)}});
  if (line.kind == "merge") return page.text("log.merge_" + line.to);
  if (line.kind == "undone") return page.text("log.undone", {{"what", page.text("log." + line.from)}});
  return page.text("log." + line.kind);
}

std::string rule_words(const Page& page, const LogLine& line) {
  if (line.rule.empty()) return {};
  return line.kind == "answer" ? page.text("answer.code." + line.rule) : page.text("rule_name." + line.rule);
}

struct Subject {
  std::string href;
  std::string text;
  std::string language;
};

/// What it was about; the title of a hidden idea is not shown.
Subject subject_of(const Page& page, const RedesignAtHand& at, const LogLine& line) {
  if (line.kind == "phase") {
    const auto found = std::find_if(at.phases.begin(), at.phases.end(), [&](const auto& phase) { return "phase:" + phase.id.text() == line.target; });
    if (found == at.phases.end()) return {};
    const LocalText title = local_text(page, found->titles, at.redesign.languages);
    if (title.text.empty()) return {"", page.text("phase.type." + std::string(redesigns::name_of(found->type))), page.language()};
    return {"", title.text, title.language};
  }
  const auto target = moderation::Target::parse(line.target);
  if (target && target->kind == moderation::TargetKind::statement) {
    const auto content = moderation::find_content(page.db(), *target);
    return content ? Subject{page.href(content_path(*content)), case_title(page, *content), page.language()} : Subject{};
  }
  const auto idea = target ? ideas::find_idea(page.db(), target->kind == moderation::TargetKind::idea ? IdeaId{target->id} : line.idea) : std::nullopt;
  if (!idea) return {};
  const bool is_hidden = idea->state == ideas::IdeaState::hidden || !ideas::is_readable(idea->state);
  const std::string title = is_hidden ? page.text("idea.hidden_title") : title_for(page, *idea).text;
  const bool is_comment = target->kind == moderation::TargetKind::comment;
  const std::string path = "/ideas/" + idea->id.text() + (is_comment ? "#comment-" + std::to_string(target->id) : "");
  return {page.href(path), page.text(is_comment ? "case.comment" : "case.idea", {{"title", title}}), page.language()};
}

std::string restore_href(Page& page, const RedesignAtHand& at, const LogLine& line) {
  if (line.kind != "hidden") return {};
  const auto target = moderation::Target::parse(line.target);
  const auto content = target ? moderation::find_content(page.db(), *target) : std::nullopt;
  if (!content || !moderation::decide_restoring(*content, page.actor(at.redesign.id), probe_reason)) return {};
  return page.href(content_path_of(*target) + "/restore");
}

json line_view(Page& page, const RedesignAtHand& at, const LogLine& line) {
  const Subject subject = subject_of(page, at, line);
  const std::string role = page.text("log.role_" + line.role);
  return {{"kind", line.kind},
          {"what_text", what_text(page, line)},
          {"rule_text", rule_words(page, line)},
          {"href", subject.href},
          {"subject_text", subject.text},
          {"subject_lang", subject.language},
          {"reason", line.reason},
          {"when_iso", iso_text(line.at)},
          {"when_text", pages::format_moment(page.language(), line.at)},
          {"who_text", line.person.empty() ? role : page.text("log.who", {{"role", role}, {"name", line.person}})},
          {"restore_href", restore_href(page, at, line)}};
}

json filter_view(const Page& page, const RedesignAtHand& at, LogReader reader) {
  Form form;
  for (const auto name : {"kind", "rule"}) form.fill(name, page.param(name));
  Field kind{.name = "kind", .label = page.text("log.filter_kind"), .kind = FieldKind::select, .is_required = false, .options = {{"", page.text("log.kind_any")}}};
  for (const auto name : moderation::log_kind_names()) {
    if (name == "kept" && reader == LogReader::everybody) continue;
    kind.options.push_back({std::string(name), page.text("log.kind_" + std::string(name))});
  }
  Field rule{.name = "rule", .label = page.text("log.filter_rule"), .kind = FieldKind::select, .is_required = false, .options = {{"", page.text("rule_name.any")}}};
  for (const auto name : moderation::rule_names()) rule.options.push_back({std::string(name), page.text("rule_name." + std::string(name))});
  return {{"action", page.href(log_path(at))}, {"fields", json::array({form.field_view(page, kind), form.field_view(page, rule)})}};
}

std::string filtered_address(const Page& page, std::string address) {
  for (const auto name : {"kind", "rule"}) {
    if (const std::string value = page.param(name); !value.empty()) address = with_param(address, name, value);
  }
  return address;
}

Result<http::Response> get_log(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_redesign(*page, call.path_value("slug"));
  if (!at) return at.error();
  const LogReader reader = is_staff(page->actor(at->redesign.id)) ? LogReader::staff : LogReader::everybody;
  LogQuery query = read_query(*page, reader);
  const std::size_t limit = query.limit++;
  auto lines = moderation::load_log(page->db(), at->redesign.id, query);
  const std::string base = filtered_address(*page, page->href(log_path(*at)));
  std::string next;
  if (lines.size() > limit) {
    lines.pop_back();
    next = with_param(base, "after", http::encode_cursor({std::string(log_order), lines.back().place.key, lines.back().place.id, 0}));
  }
  page->set_title(page->text("log.title"));
  add_redesign_crumb(*page, *at);
  page->add_crumb(page->text("log.title"));
  json items = json::array();
  for (const auto& line : lines) items.push_back(line_view(*page, *at, line));
  const bool is_later_page = !page->param("after").empty();
  json view = staff_head_view(*page, *at);
  view["filter"] = filter_view(*page, *at, reader);
  view["csv_href"] = filtered_address(*page, "/api/v1/redesigns/" + at->redesign.slug + "/decisions.csv");
  view["is_staff"] = reader == LogReader::staff;
  view["pages"] = false;
  if (is_later_page || !next.empty())
    view["pages"] = {{"previous_href", is_later_page ? base : std::string()}, {"page_text", page->count("log.shown", static_cast<std::int64_t>(items.size()))}, {"next_href", next}};
  view["has_lines"] = !items.empty();
  view["empty"] = !items.empty() ? json(false)
                                 : json{{"is_search", true}, {"is_done", false}, {"is_start", false}, {"is_notices", false}, {"is_drafts", false},
                                        {"title_text", page->text("log.none_title")}, {"text", page->text("log.none_text")}, {"action", false}};
  view["lines"] = std::move(items);
  return page->show("log", view);
}

}  // namespace

http::Routes log_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {{Method::get, "/{lang}/redesigns/{slug}/log", Who::anyone, Kind::read, Cost::normal, Audience::page, get_log}};
}

}  // namespace palabre::screens

// Moderation over HTTP: JSON in, act, view out.
// Called by the router; main joins these rows with the other slices'.
#include "moderation/moderation_api.hpp"

#include "http/input.hpp"
#include "http/paging.hpp"
#include "moderation/moderation_view.hpp"
#include "moderation/report_content.hpp"
#include "moderation/settle_report.hpp"
#include "redesigns/redesign_repo.hpp"

#include <nlohmann/json.hpp>


namespace palabre::moderation {

namespace {

using http::Call;
using http::Response;
using nlohmann::json;

struct Page {
  QueuePlace after;
  std::size_t limit = 0;
};

Result<Page> read_page(const Call& call, std::string_view order) {
  Page page;
  const auto limit = http::read_limit(call.request, *call.services.limits);
  if (!limit) return limit.error();
  page.limit = *limit;
  const auto after = call.request.param("after");
  if (!after) return page;
  const auto cursor = http::decode_cursor(*after, order);
  if (!cursor) return cursor.error();
  page.after = {cursor->key, cursor->id};
  return page;
}

/// {items, next} and the Link header; `last` is set when there is a next page.
Response page_response(const Call& call, json items, std::string_view order, std::optional<QueuePlace> last, json more = json::object()) {
  more["items"] = std::move(items);
  more["next"] = nullptr;
  std::string next;
  if (last) {
    next = http::encode_cursor({std::string(order), last->key, last->id, 0});
    more["next"] = next;
  }
  Response response = http::json_response(more);
  if (last) http::add_next_link(response, call.request, next);
  return response;
}

Result<Response> post_report(const Call& call) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  ReportContent wanted;
  const auto target = Target::parse(input->line("target", {1, 40}));
  if (!target) input->refuse_field(Reason::bad_field, "target", "idea:NUMBER, comment:NUMBER or statement:NUMBER");
  wanted.target = target.value_or(Target{});
  wanted.rule = static_cast<Rule>(input->choice("rule", rule_names()));
  wanted.text = input->optional_text("text", {0, call.services.limits->report_chars_max}).value_or("");
  if (auto refusal = input->refusal()) return *refusal;
  const auto content = find_content(call.db(), wanted.target);
  if (!content) return refuse(Reason::not_found, "no such idea, comment or statement", "target");
  const auto actor = people::load_actor(call.db(), *call.viewer, content->redesign);
  const auto id = report_content(call.db(), actor, wanted);
  if (!id) return id.error();
  return http::json_response(report_view(find_report(call.db(), *id).value()), 201);
}

/// Someone without any role learns nothing about what is not public.
Result<people::Actor> load_moderator(const Call& call, const redesigns::Redesign& redesign) {
  auto actor = people::load_actor(call.db(), *call.viewer, redesign.id);
  if (actor.is_moderator()) return actor;
  if (!redesigns::is_public(redesign.state) && actor.roles.is_empty()) return refuse(Reason::not_found, "no such redesign");
  return refuse(Reason::not_allowed, "the queue is for the moderators of this redesign");
}

Result<Response> list_reports(const Call& call) {
  constexpr std::string_view order = "queue";
  const auto page = read_page(call, order);
  if (!page) return page.error();
  const auto wanted = call.request.param("state");
  const auto state = wanted ? report_state_of(*wanted) : std::nullopt;
  if (wanted && !state) return refuse(Reason::bad_field, "one of open, upheld, dismissed", "state");
  const auto redesign = redesigns::find_redesign(call.db(), call.path_value("slug"));
  if (!redesign) return refuse(Reason::not_found, "no such redesign");
  const auto actor = load_moderator(call, *redesign);
  if (!actor) return actor.error();
  auto queue = load_reports(call.db(), redesign->id, state, page->after, page->limit + 1);
  std::optional<QueuePlace> last;
  if (queue.size() > page->limit) {
    queue.pop_back();
    last = queue.back().place;
  }
  json items = json::array();
  for (const auto& queued : queue) items.push_back(queued_report_view(call.db(), queued, actor->person));
  return page_response(call, std::move(items), order, last, {{"open", count_open_reports(call.db(), redesign->id)}});
}

Result<Response> settle(const Call& call) {
  const auto id = call.path_id<ReportId>();
  if (!id) return id.error();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  SettleReport wanted;
  wanted.report = *id;
  wanted.decision = static_cast<Decision>(input->choice("decision", {"dismissed", "upheld"}));
  wanted.reason = input->text("reason", {call.services.limits->reason_chars_min, call.services.limits->reason_chars_max});
  if (const auto rule = input->optional_choice("rule", rule_names())) wanted.rule = static_cast<Rule>(*rule);
  if (auto refusal = input->refusal()) return *refusal;
  const auto report = find_report(call.db(), *id);
  if (!report) return refuse(Reason::not_found, "no such report");
  const auto actor = people::load_actor(call.db(), *call.viewer, report->redesign);
  // A report's number tells strangers nothing, not even that there is one.
  if (actor.roles.is_empty()) return refuse(Reason::not_found, "no such report");
  const auto settled = settle_report(call.db(), actor, wanted);
  if (!settled) return settled.error();
  return http::json_response(report_view(*settled));
}

/// The actor in the redesign of `target`; not_found for strangers when the target cannot be read at its address.
Result<people::Actor> load_actor_for(const Call& call, const Target& target) {
  const auto content = find_content(call.db(), target);
  if (!content) return refuse(Reason::not_found, "no such " + std::string(name_of(target.kind)));
  auto actor = people::load_actor(call.db(), *call.viewer, content->redesign);
  if (!is_place_visible(call.db(), *content, actor))
    return refuse(Reason::not_found, "no such " + std::string(name_of(target.kind)));
  return actor;
}

Result<Target> path_target(const Call& call, TargetKind kind) {
  const auto id = call.path_id<IdeaId>();
  if (!id) return id.error();
  return Target{kind, id->value};
}

Result<Response> hide(const Call& call, TargetKind kind) {
  const auto target = path_target(call, kind);
  if (!target) return target.error();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  HideContent wanted;
  wanted.target = *target;
  wanted.rule = static_cast<Rule>(input->choice("rule", rule_names()));
  wanted.reason = input->text("reason", {call.services.limits->reason_chars_min, call.services.limits->reason_chars_max});
  if (auto refusal = input->refusal()) return *refusal;
  const auto actor = load_actor_for(call, *target);
  if (!actor) return actor.error();
  const auto change = hide_content(call.db(), *actor, wanted);
  if (!change) return change.error();
  return http::json_response(change_view(*target, *change, call.now.plus_ms(call.services.limits->undo_ms)));
}

Result<Response> restore(const Call& call, TargetKind kind) {
  const auto target = path_target(call, kind);
  if (!target) return target.error();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  RestoreContent wanted;
  wanted.target = *target;
  wanted.reason = input->text("reason", {call.services.limits->reason_chars_min, call.services.limits->reason_chars_max});
  input->ignore("rule");
  if (auto refusal = input->refusal()) return *refusal;
  const auto actor = load_actor_for(call, *target);
  if (!actor) return actor.error();
  const auto change = restore_content(call.db(), *actor, wanted);
  if (!change) return change.error();
  return http::json_response(change_view(*target, *change, call.now.plus_ms(call.services.limits->undo_ms)));
}

Result<Response> hide_idea(const Call& call) { return hide(call, TargetKind::idea); }
Result<Response> hide_comment(const Call& call) { return hide(call, TargetKind::comment); }
Result<Response> hide_statement(const Call& call) { return hide(call, TargetKind::statement); }
Result<Response> restore_idea(const Call& call) { return restore(call, TargetKind::idea); }
Result<Response> restore_comment(const Call& call) { return restore(call, TargetKind::comment); }
Result<Response> restore_statement(const Call& call) { return restore(call, TargetKind::statement); }

Result<Response> show_log(const Call& call) {
  constexpr std::string_view order = "log";
  const auto page = read_page(call, order);
  if (!page) return page.error();
  const auto redesign = redesigns::find_redesign(call.db(), call.path_value("slug"));
  if (!redesign || !redesigns::is_public(redesign->state)) return refuse(Reason::not_found, "no such redesign");
  auto log = load_hidings(call.db(), redesign->id, page->after, page->limit + 1);
  std::optional<QueuePlace> last;
  if (log.size() > page->limit) {
    log.pop_back();
    last = QueuePlace{-log.back().at.unix_ms, -log.back().id};
  }
  json items = json::array();
  for (const auto& line : log) items.push_back(hiding_view(line));
  Response response = page_response(call, std::move(items), order, last);
  response.depends_on = {redesigns::channel_of(redesign->id)};
  return response;
}

}  // namespace

http::Routes routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  http::Routes all = {
      {Method::post, "/api/v1/reports", Who::participant, Kind::write, Cost::normal, Audience::mine, post_report},
      {Method::get, "/api/v1/redesigns/{slug}/reports", Who::moderator, Kind::read, Cost::normal, Audience::mine, list_reports},
      {Method::post, "/api/v1/reports/{id}/decision", Who::moderator, Kind::write, Cost::normal, Audience::mine, settle},
      {Method::post, "/api/v1/ideas/{id}/hide", Who::moderator, Kind::write, Cost::normal, Audience::mine, hide_idea},
      {Method::post, "/api/v1/ideas/{id}/restore", Who::moderator, Kind::write, Cost::normal, Audience::mine, restore_idea},
      {Method::post, "/api/v1/comments/{id}/hide", Who::moderator, Kind::write, Cost::normal, Audience::mine, hide_comment},
      {Method::post, "/api/v1/comments/{id}/restore", Who::moderator, Kind::write, Cost::normal, Audience::mine, restore_comment},
      {Method::post, "/api/v1/statements/{id}/hide", Who::moderator, Kind::write, Cost::normal, Audience::mine, hide_statement},
      {Method::post, "/api/v1/statements/{id}/restore", Who::moderator, Kind::write, Cost::normal, Audience::mine, restore_statement},
      {Method::get, "/api/v1/redesigns/{slug}/moderation-log", Who::anyone, Kind::read, Cost::normal, Audience::everyone, show_log},
  };
  for (const auto& more : {case_routes(), log_routes()}) all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace palabre::moderation

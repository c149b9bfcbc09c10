// The moderators' queue over HTTP: cases, keeping, second opinions, taking back, who is looking.
// Called by the router; main joins these rows with the other slices'. The queue's script asks `watch` every few seconds.
#include "http/input.hpp"
#include "base/names.hpp"
#include "http/paging.hpp"
#include "ideas/idea_access.hpp"
#include "moderation/keep_content.hpp"
#include "moderation/moderation_api.hpp"
#include "moderation/moderation_view.hpp"
#include "moderation/undo_decision.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::moderation {

namespace {

using http::Call;
using http::Response;
using nlohmann::json;

struct Place {
  redesigns::Redesign redesign;
  people::Actor moderator;
};

/// Someone without any role learns nothing about what is not public.
Result<Place> open_queue(const Call& call) {
  const auto redesign = redesigns::find_redesign(call.db(), call.path_value("slug"));
  if (!redesign) return refuse(Reason::not_found, "no such redesign");
  auto actor = people::load_actor(call.db(), *call.viewer, redesign->id);
  if (actor.is_moderator()) return Place{*redesign, std::move(actor)};
  if (!redesigns::is_public(redesign->state) && actor.roles.is_empty()) return refuse(Reason::not_found, "no such redesign");
  return refuse(Reason::not_allowed, "the queue is for the moderators of this redesign");
}

Result<CaseQuery> read_query(const Call& call) {
  CaseQuery query;
  const auto limit = http::read_limit(call.request, *call.services.limits);
  if (!limit) return limit.error();
  query.limit = *limit;
  if (const auto kind = call.request.param("kind")) {
    query.kind = find_name<TargetKind>(target_kind_names(), *kind);
    if (!query.kind) return refuse(Reason::bad_field, "idea, comment or statement", "kind");
  }
  if (const auto rule = call.request.param("rule")) {
    query.rule = rule_of(*rule);
    if (!query.rule) return refuse(Reason::bad_field, "a rule of the charter", "rule");
  }
  const std::string order = call.request.param("sort").value_or("due");
  const auto sort = find_name<CaseSort>(case_sort_names(), order);
  if (!sort) return refuse(Reason::bad_field, "due or newest", "sort");
  query.sort = *sort;
  const auto opinion = call.request.param("second_opinion");
  if (opinion && *opinion != "true" && *opinion != "false") return refuse(Reason::bad_field, "true or false", "second_opinion");
  query.is_second_opinion_only = opinion == "true";
  if (const auto after = call.request.param("after")) {
    const auto cursor = http::decode_cursor(*after, order);
    if (!cursor) return cursor.error();
    query.after = {cursor->key, cursor->id};
  }
  return query;
}

Result<Response> list_cases(const Call& call) {
  auto query = read_query(call);
  if (!query) return query.error();
  const auto place = open_queue(call);
  if (!place) return place.error();
  const Limits& limits = *call.services.limits;
  const std::size_t limit = query->limit++;
  auto cases = load_cases(call.db(), place->redesign.id, *query);
  const auto count = count_cases(call.db(), place->redesign.id, call.now.plus_ms(-limits.case_due_ms), call.now);
  json body = {{"items", json::array()}, {"next", nullptr}, {"open", count.open}, {"late", count.late}, {"second_opinions", count.second_opinions}};
  std::string next;
  if (cases.size() > limit) {
    cases.pop_back();
    const std::string sort(case_sort_names().at(static_cast<std::size_t>(query->sort)));
    next = http::encode_cursor({sort, cases.back().place.key, cases.back().place.id, 0});
    body["next"] = next;
  }
  const auto watchers = load_watchers(call.db(), place->redesign.id, place->moderator.person, call.now.plus_ms(-limits.case_watch_ms));
  for (const auto& open : cases) {
    const auto watching = watchers.find(open.target.text());
    body["items"].push_back(case_view(call.db(), open, place->moderator.person, call.now, limits, watching == watchers.end() ? 0 : watching->second));
  }
  Response response = http::json_response(body);
  if (!next.empty()) http::add_next_link(response, call.request, next);
  return response;
}

/// What became of the cases a page still shows.
json decided_view(db::Tx& tx, RedesignId redesign, const std::vector<std::string>& shown) {
  json decided = json::array();
  for (const auto& text : shown) {
    const auto target = Target::parse(text);
    if (!target || load_open_questions(tx, *target).reports > 0) continue;
    const auto made = find_latest_decision(tx, *target);
    if (made && made->redesign == redesign && !made->undone_at)
      decided.push_back({{"target", text}, {"decision", name_of(made->kind)}, {"at", iso_text(made->at)}});
  }
  return decided;
}

Result<Response> watch_cases(const Call& call) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const auto looking = input->optional_line("looking", {1, 40});
  const auto since = input->optional_instant("since");
  const auto shown = input->lines("shown", {1, 40}, call.services.limits->page_size_max);
  const auto target = looking ? Target::parse(*looking) : std::nullopt;
  if (looking && !target) input->refuse_field(Reason::bad_field, "looking", "idea:NUMBER, comment:NUMBER or statement:NUMBER");
  if (auto refusal = input->refusal()) return *refusal;
  const auto place = open_queue(call);
  if (!place) return place.error();
  const Limits& limits = *call.services.limits;
  const auto content = target ? find_content(call.db(), *target) : std::nullopt;
  if (target && (!content || content->redesign != place->redesign.id)) return refuse(Reason::not_found, "no such text here", "looking");
  save_watch(call.db(), place->redesign.id, place->moderator.person, target);
  const auto count = count_cases(call.db(), place->redesign.id, call.now.plus_ms(-limits.case_due_ms), since.value_or(call.now));
  json watching = json::object();
  for (const auto& [watched, people] : load_watchers(call.db(), place->redesign.id, place->moderator.person, call.now.plus_ms(-limits.case_watch_ms)))
    watching[watched] = people;
  return http::json_response({{"open", count.open},
                              {"new", count.since},
                              {"now", iso_text(call.now)},
                              {"watching", std::move(watching)},
                              {"decided", decided_view(call.db(), place->redesign.id, shown)}});
}

struct CaseAtHand {
  Target target;
  people::Actor actor;
};

Result<CaseAtHand> open_case(const Call& call) {
  const auto target = Target::parse(call.path_value("target"));
  const auto content = target ? find_content(call.db(), *target) : std::nullopt;
  if (!content) return refuse(Reason::not_found, "no such case", "target");
  auto actor = people::load_actor(call.db(), *call.viewer, content->redesign);
  if (!is_place_visible(call.db(), *content, actor)) return refuse(Reason::not_found, "no such case", "target");
  return CaseAtHand{*target, std::move(actor)};
}

Result<Response> keep(const Call& call) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const std::string reason = input->text("reason", {call.services.limits->reason_chars_min, call.services.limits->reason_chars_max});
  if (auto refusal = input->refusal()) return *refusal;
  const auto here = open_case(call);
  if (!here) return here.error();
  const auto decision = keep_content(call.db(), here->actor, {here->target, reason});
  if (!decision) return decision.error();
  const auto content = find_content(call.db(), here->target).value();
  ContentChange change{content.idea, content.status, 0, 0, *decision};
  return http::json_response(change_view(here->target, change, call.now.plus_ms(call.services.limits->undo_ms)));
}

Result<Response> ask(const Call& call) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const std::string note = input->text("note", {call.services.limits->reason_chars_min, call.services.limits->reason_chars_max});
  if (auto refusal = input->refusal()) return *refusal;
  const auto here = open_case(call);
  if (!here) return here.error();
  if (const auto asked = ask_second_opinion(call.db(), here->actor, {here->target, note}); !asked) return asked.error();
  return http::json_response({{"target", here->target.text()}, {"note", note}, {"at", iso_text(call.now)}}, 201);
}

Result<Response> undo(const Call& call) {
  const auto id = call.path_id<DecisionId>();
  if (!id) return id.error();
  const auto made = find_decision(call.db(), *id);
  if (!made) return refuse(Reason::not_found, "no such decision");
  const auto actor = people::load_actor(call.db(), *call.viewer, made->redesign);
  // A decision's number tells strangers nothing, not even that there is one.
  if (actor.roles.is_empty()) return refuse(Reason::not_found, "no such decision");
  const auto change = undo_decision(call.db(), actor, *id, *call.services.limits);
  if (!change) return change.error();
  return http::json_response(change_view(made->target, *change));
}

}  // namespace

http::Routes case_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/api/v1/redesigns/{slug}/cases", Who::moderator, Kind::read, Cost::normal, Audience::mine, list_cases},
      {Method::post, "/api/v1/redesigns/{slug}/cases/watch", Who::moderator, Kind::write, Cost::cheap, Audience::mine, watch_cases},
      {Method::post, "/api/v1/cases/{target}/keep", Who::moderator, Kind::write, Cost::normal, Audience::mine, keep},
      {Method::post, "/api/v1/cases/{target}/second-opinion", Who::moderator, Kind::write, Cost::normal, Audience::mine, ask},
      {Method::post, "/api/v1/decisions/{id}/undo", Who::moderator, Kind::write, Cost::normal, Audience::mine, undo},
  };
}

}  // namespace palabre::moderation

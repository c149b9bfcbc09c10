// Assisted contributions over HTTP: JSON in, act, view out. What a facilitator's device kept offline arrives here.
// Called by the router; how to reach people is on no route.
#include "assisted/assisted_api.hpp"

#include "assisted/assisted_view.hpp"
#include "assisted/change_entry.hpp"
#include "assisted/claim_slip.hpp"
#include "assisted/entry_input.hpp"
#include "assisted/hand_out_ballot.hpp"
#include "assisted/open_batch.hpp"
#include "assisted/slip.hpp"
#include "ideas/idea_input.hpp"
#include "redesigns/redesign_input.hpp"
#include "redesigns/redesign_view.hpp"

#include <nlohmann/json.hpp>

namespace palabre::assisted {
namespace {

using http::Call;
using http::Response;
using nlohmann::json;

constexpr std::size_t entries_max = 500;
constexpr std::size_t batches_max = 100;

Result<Response> post_entry(const Call& call) {
  const auto place = redesigns::place_of(call);
  if (!place) return place.error();
  if (!place->actor.is_facilitator()) return refuse(Reason::not_allowed, "facilitators of this redesign enter for people who are offline");
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const auto entry = read_entry(*input, *call.services.limits);
  if (auto refusal = input->refusal()) return *refusal;
  const auto entered = enter_contribution(call.db(), place->actor, place->redesign, entry, *call.services.limits);
  if (!entered) return entered.error();
  return http::json_response({{"entry", entered->entry.text()},
                              {"slip", shown_slip(entered->slip)},
                              {"is_new_person", entered->is_new_person},
                              {"is_repeated", entered->is_repeated}},
                             entered->is_repeated ? 200 : 201);
}

Result<Response> list_entries(const Call& call) {
  const auto place = redesigns::place_of(call);
  if (!place) return place.error();
  if (!place->actor.is_facilitator()) return refuse(Reason::not_allowed, "the desk is for the facilitators of this redesign");
  json items = json::array();
  for (const auto& shown : load_entries_of(call.db(), place->redesign.id, place->actor.person, call.now.plus_ms(-undo_ms), entries_max))
    items.push_back(entry_view(shown));
  return http::json_response({{"items", std::move(items)}});
}

/// The entry of the path with its facilitator's rights; strangers do not learn that it is there.
Result<people::Actor> load_actor_at(const Call& call, EntryId id) {
  const auto entry = find_entry(call.db(), id);
  if (!entry) return refuse(Reason::not_found, "no such entry", "id");
  auto actor = people::load_actor(call.db(), *call.viewer, entry->redesign);
  if (!actor.is_facilitator()) return refuse(Reason::not_found, "no such entry", "id");
  return actor;
}

Result<Response> delete_entry(const Call& call) {
  const auto id = call.path_id<EntryId>();
  if (!id) return id.error();
  const auto actor = load_actor_at(call, *id);
  if (!actor) return actor.error();
  if (auto undone = undo_entry(call.db(), *actor, *id, *call.services.limits); !undone) return undone.error();
  return http::no_content();
}

Result<Response> post_batch(const Call& call) {
  const auto place = redesigns::place_of(call);
  if (!place) return place.error();
  if (auto may = decide_batch(place->actor, {}, call.now); !may && may.error().reason == Reason::not_allowed) return may.error();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  Batch wanted;
  wanted.label = input->line("label", {1, label_chars_max});
  wanted.reason = input->optional_text("reason", {0, call.services.limits->reason_chars_max}).value_or("");
  const auto from = read_day(*input, "collected_from");
  const auto until = read_day(*input, "collected_until");
  if (!from) input->refuse_field(Reason::missing_field, "collected_from", "the first day of collecting");
  if (!until) input->refuse_field(Reason::missing_field, "collected_until", "the last day of collecting");
  if (auto refusal = input->refusal()) return *refusal;
  wanted.collected_from = *from;
  wanted.collected_until = until->plus_ms(ms_per_day);
  auto batch = open_batch(call.db(), place->actor, place->redesign, std::move(wanted));
  if (!batch) return batch.error();
  return http::json_response(batch_view({std::move(*batch), "", 0}), 201);
}

Result<Response> list_batches(const Call& call) {
  const auto place = redesigns::place_of(call);
  if (!place) return place.error();
  if (place->actor.roles.is_empty() && !place->actor.is_admin) return refuse(Reason::not_allowed, "batches are for those who work in this redesign");
  json items = json::array();
  for (const auto& shown : load_batches(call.db(), place->redesign.id, batches_max)) items.push_back(batch_view(shown));
  return http::json_response({{"items", std::move(items)}});
}

Result<Response> get_channels(const Call& call) {
  const auto redesign = redesigns::find_redesign(call.db(), call.path_value("slug"));
  if (!redesign || !redesigns::is_public(redesign->state)) return refuse(Reason::not_found, "no such redesign", "slug");
  Response response = http::json_response(channels_view(*redesign, count_assisted(call.db(), redesign->id)));
  response.depends_on = {redesigns::channel_of(redesign->id)};
  return response;
}

Result<Response> post_slip(const Call& call) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const std::string number = input->line("slip", {1, 24});
  if (auto refusal = input->refusal()) return *refusal;
  const auto claim = claim_slip(call.db(), people::load_actor(call.db(), *call.viewer, {}), number);
  if (!claim) return claim.error();
  return http::json_response({{"taken", claim->taken}, {"dropped", claim->dropped}});
}

Result<Response> post_handed_out(const Call& call) {
  const auto at = votes::vote_at(call);
  if (!at) return at.error();
  if (!votes::handles_paper(at->actor)) return refuse(Reason::not_allowed, "facilitators, moderators and the owner hand out paper ballots");
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  BallotTaker taker;
  taker.slip = input->optional_line("slip", {1, 24}).value_or("");
  taker.person = ideas::read_id<PersonId>(*input, "person");
  if (!taker.slip.empty() && taker.person.is_set()) input->refuse_field(Reason::bad_field, "person", "a slip or an account, not both");
  if (auto refusal = input->refusal()) return *refusal;
  const auto given = hand_out_ballot(call.db(), *at, taker);
  if (!given) return given.error();
  return http::json_response({{"slip", given->slip.empty() ? json(nullptr) : json(shown_slip(given->slip))},
                              {"is_new_person", given->is_new_person},
                              {"handed_out", given->count.paper}},
                             201);
}

}  // namespace

http::Routes routes() {
  using enum http::Method;
  using http::Audience, http::Cost, http::Kind, http::Who;
  return {
      {post, "/api/v1/redesigns/{slug}/entries", Who::facilitator, Kind::write, Cost::normal, Audience::mine, post_entry},
      {get, "/api/v1/redesigns/{slug}/entries", Who::facilitator, Kind::read, Cost::normal, Audience::mine, list_entries},
      {del, "/api/v1/entries/{id}", Who::facilitator, Kind::write, Cost::normal, Audience::mine, delete_entry},
      {post, "/api/v1/redesigns/{slug}/batches", Who::moderator, Kind::write, Cost::normal, Audience::mine, post_batch},
      {get, "/api/v1/redesigns/{slug}/batches", Who::facilitator, Kind::read, Cost::normal, Audience::mine, list_batches},
      {get, "/api/v1/redesigns/{slug}/channels", Who::anyone, Kind::read, Cost::cheap, Audience::everyone, get_channels},
      {post, "/api/v1/votes/{id}/handed-out", Who::facilitator, Kind::write, Cost::normal, Audience::mine, post_handed_out},
      {post, "/api/v1/me/slips", Who::signed_in, Kind::write, Cost::password, Audience::mine, post_slip},
  };
}

}  // namespace palabre::assisted

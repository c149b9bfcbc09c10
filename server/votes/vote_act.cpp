// Loads a vote for an act and writes down what happened to it.
// Called by the acts of votes that move its phase, and by casting.
#include "votes/vote_act.hpp"

#include "db/event_log.hpp"
#include "redesigns/advance_phases.hpp"
#include "redesigns/redesign.hpp"
#include "redesigns/redesign_store.hpp"

namespace palabre::votes {

Result<ActedVote> load_for_act(db::Tx& tx, VoteId id) {
  redesigns::advance_phases(tx);
  auto vote = find_vote(tx, id);
  if (!vote) return refuse(Reason::not_found, "no such vote", "id");
  auto phase = redesigns::find_phase(tx, vote->phase).value();
  auto redesign = redesigns::find_redesign(tx, vote->redesign).value();
  return ActedVote{std::move(*vote), std::move(phase), std::move(redesign)};
}

Result<void> decide_redesign_runs(const redesigns::Redesign& redesign) {
  if (redesigns::clock_runs(redesign.state)) return {};
  return refuse(Reason::redesign_not_open, "Votes take place while the redesign is announced, open or in follow-up; this one is " +
                                               std::string(redesigns::name_of(redesign.state)) + ".");
}

Result<void> decide_vote_now(const redesigns::Redesign& redesign, const redesigns::Phase& phase, const Vote& vote, const Elector& elector, Instant now) {
  if (auto runs = decide_redesign_runs(redesign); !runs) return runs.error();
  return decide_cast(elector, phase, vote, now);
}

std::int64_t append_vote_event(db::Tx& tx, std::string_view actor, std::string_view type, const Vote& vote, std::string_view more) {
  const std::string payload = R"({"vote":")" + vote.id.text() + "\"" + std::string(more) + "}";
  return db::append_event(tx, actor, redesigns::channel_of(vote.redesign), "", type, payload);
}

void move_phase(db::Tx& tx, const people::Actor& actor, redesigns::Phase& phase, redesigns::PhaseState to, std::string_view reason) {
  const auto from = phase.state;
  phase.state = to;
  redesigns::save_phase(tx, phase);
  redesigns::append_phase_history(tx, phase.id, {std::string(redesigns::name_of(from)), std::string(redesigns::name_of(to)), actor.person, {}, tx.now(),
                                                 std::string(reason), {}});
  redesigns::append_phase_event(tx, actor.opaque_id, "phase.state_changed", phase);
}

}  // namespace palabre::votes

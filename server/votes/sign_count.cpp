// The act sign_count: a second person witnesses the count, which publishes it. Called by POST /votes/{id}/sign and the desk.
#include "ideas/idea_repo.hpp"
#include "votes/acts.hpp"
#include "votes/outcome.hpp"
#include "votes/vote_act.hpp"

namespace palabre::votes {
namespace {

using ideas::IdeaState;

// An idea that moderators hid while it stood on the ballot stays hidden; restored, it is what the vote made of it.
constexpr std::string_view hidden_sql =
    "UPDATE idea SET state_before_hidden = $2 WHERE id = $1 AND state = 'hidden' AND state_before_hidden = 'on_ballot'";

void decide_idea(db::Tx& tx, const people::Actor& actor, IdeaId id, IdeaState to) {
  const auto idea = ideas::find_idea(tx, id).value();
  if (idea.state == IdeaState::on_ballot) ideas::move_idea(tx, idea, {to, PersonId{}, actor.opaque_id, "vote", "", "", IdeaId{}});
  else tx.run(hidden_sql, id, ideas::name_of(to));
}

}  // namespace

Result<Vote> sign_count(db::Tx& tx, const people::Actor& actor, VoteId id) {
  auto at = load_for_act(tx, id);
  if (!at) return at.error();
  auto& vote = at->vote;
  if (auto may = decide_sign(actor, vote); !may) return may.error();
  if (auto runs = decide_redesign_runs(at->redesign); !runs) return runs.error();
  vote.signed_by = actor.person;
  vote.signed_at = tx.now();
  save_signed(tx, vote);
  for (const auto& outcome : read_result(vote.result).options) {
    const auto& option = vote.options.at(static_cast<std::size_t>(outcome.position) - 1);
    if (option.idea.is_set()) decide_idea(tx, actor, option.idea, outcome.is_selected ? IdeaState::accepted : IdeaState::not_selected);
  }
  move_phase(tx, actor, at->phase, redesigns::PhaseState::results_published, "");
  append_vote_event(tx, actor.opaque_id, "vote.published", vote);
  return vote;
}

}  // namespace palabre::votes

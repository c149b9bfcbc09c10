// The act freeze_vote. Called by POST /votes/{id}/freeze and the owner's page.
#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "ideas/idea_repo.hpp"
#include "votes/acts.hpp"
#include "votes/vote_act.hpp"

namespace palabre::votes {
namespace {

using ideas::IdeaState;

/// The ideas on the ballot, in the order of its options; all of them may come onto it.
Result<std::vector<ideas::Idea>> load_ready_ideas(db::Tx& tx, const Vote& vote) {
  std::vector<ideas::Idea> ready;
  for (const auto& option : vote.options) {
    if (!option.idea.is_set()) continue;
    auto idea = ideas::find_idea(tx, option.idea).value();
    const bool is_ready = idea.state == IdeaState::shortlisted || idea.state == IdeaState::under_review || idea.state == IdeaState::on_ballot;
    if (!is_ready)
      return refuse(Reason::bad_field, "option " + std::to_string(option.position) + " is " + std::string(ideas::name_of(idea.state)) + ": shortlist the idea first", "options");
    if (const auto other = find_vote_of_idea(tx, option.idea); other && !find_vote(tx, *other)->signed_at)
      return refuse(Reason::bad_field, "option " + std::to_string(option.position) + " stands on another ballot already", "options");
    ready.push_back(std::move(idea));
  }
  return ready;
}

void put_on_ballot(db::Tx& tx, const people::Actor& actor, const ideas::Idea& idea, std::string_view reason) {
  if (idea.state == IdeaState::on_ballot) return;
  ideas::move_idea(tx, idea, {IdeaState::on_ballot, actor.person, actor.opaque_id, "owner", std::string(reason), "", IdeaId{}});
}

}  // namespace

Result<Vote> freeze_vote(db::Tx& tx, const people::Actor& actor, VoteId id, std::string_view reason) {
  auto at = load_for_act(tx, id);
  if (!at) return at.error();
  auto& vote = at->vote;
  if (auto may = decide_freeze(actor, at->phase, vote, tx.now()); !may) return may.error();
  if (auto runs = decide_redesign_runs(at->redesign); !runs) return runs.error();
  if (count_chars(reason) < Limits{}.reason_chars_min) return refuse(Reason::reason_required, "Say publicly why, in at least 10 characters.", "reason");
  if (auto fits = check_vote(vote); !fits) return fits.error();
  const auto ready = load_ready_ideas(tx, vote);
  if (!ready) return ready.error();
  auto idea = ready->begin();
  for (auto& option : vote.options) {
    if (!option.idea.is_set()) continue;
    option.idea_version = idea->frozen_version.value_or(idea->version);
    put_on_ballot(tx, actor, *idea++, reason);
  }
  vote.frozen_at = tx.now();
  save_frozen(tx, vote);
  move_phase(tx, actor, at->phase, redesigns::PhaseState::frozen, reason);
  append_vote_event(tx, actor.opaque_id, "vote.frozen", vote);
  return vote;
}

}  // namespace palabre::votes

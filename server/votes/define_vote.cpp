// The act define_vote. Called by PUT /phases/{id}/vote and the owner's page.
#include "ideas/idea_repo.hpp"
#include "redesigns/redesign.hpp"
#include "votes/acts.hpp"
#include "votes/vote_act.hpp"

namespace palabre::votes {
namespace {

/// Ideas of this redesign that may come onto a ballot or are on it. What has been decided needs a new decision first.
Result<void> check_ideas(db::Tx& tx, const Vote& vote) {
  for (const auto& option : vote.options) {
    if (!option.idea.is_set()) continue;
    const auto idea = ideas::find_idea(tx, option.idea);
    const std::string number = "option " + std::to_string(option.position);
    if (!idea || idea->redesign != vote.redesign) return refuse(Reason::bad_field, number + " is no idea of this redesign", "options");
    if (!ideas::is_supportable(idea->state) && idea->state != ideas::IdeaState::on_ballot)
      return refuse(Reason::bad_field, number + ": an idea that is " + std::string(ideas::name_of(idea->state)) + " cannot be voted on", "options");
  }
  return {};
}

}  // namespace

Result<Vote> define_vote(db::Tx& tx, const people::Actor& actor, PhaseId id, Vote wanted) {
  const auto phase = redesigns::find_phase(tx, id);
  if (!phase) return refuse(Reason::not_found, "no such phase", "id");
  const auto present = find_vote_of_phase(tx, id);
  if (auto may = decide_define(actor, *phase, present); !may) return may.error();
  const auto redesign = redesigns::find_redesign(tx, phase->redesign).value();
  if (auto may = redesigns::decide_redesign_edit(redesign.state, actor); !may) return may.error();
  wanted.id = present ? present->id : VoteId{};
  wanted.redesign = phase->redesign;
  wanted.phase = id;
  wanted.created_by = actor.person;
  for (auto& option : wanted.options) option.idea_version.reset();
  if (auto fits = check_vote(wanted); !fits) return fits.error();
  if (auto fits = check_ideas(tx, wanted); !fits) return fits.error();
  if (present) save_definition(tx, wanted);
  else wanted.id = insert_vote(tx, wanted);
  append_vote_event(tx, actor.opaque_id, "vote.defined", wanted);
  return find_vote(tx, wanted.id).value();
}

}  // namespace palabre::votes

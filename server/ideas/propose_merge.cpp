// The act propose_merge. Called by the ideas API and the moderators' form. Private until it is done: no event.
#include "ideas/propose_merge.hpp"

#include "ideas/idea_access.hpp"
#include "ideas/idea_text.hpp"

namespace palabre::ideas {

Result<MergeId> propose_merge(db::Tx& tx, const people::Actor& actor, const ProposeMerge& input, const Limits& limits) {
  const auto going = load_visible_idea(tx, input.idea, actor);
  if (!going) return going.error();
  const auto staying = load_visible_idea(tx, input.into, actor);
  if (!staying) return refuse(Reason::not_found, "no such idea", "into");
  const Idea& idea = going->idea;
  const Idea& into = staying->idea;
  if (auto may = decide_propose_merge(idea, into, actor); !may) return may.error();
  if (auto may = decide_staff_work(going->redesign.state); !may) return may.error();
  if (auto fits = check_reason(input.reason, "reason", false, limits); !fits) return fits.error();
  if (find_merge_of(tx, idea.id)) return refuse(Reason::already_exists, "its authors are already asked about a merge");

  Merge merge;
  merge.redesign = idea.redesign;
  merge.idea = idea.id;
  merge.into = into.id;
  merge.state = MergeState::proposed;
  merge.reason = input.reason;
  merge.moderator = actor.person;
  merge.created_at = tx.now();
  merge.consents.push_back({idea.author, "", std::nullopt, true});
  if (into.author != idea.author) merge.consents.push_back({into.author, "", std::nullopt, true});
  return insert_merge(tx, merge);
}

}  // namespace palabre::ideas

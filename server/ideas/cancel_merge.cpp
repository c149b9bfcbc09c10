// The rule and the act cancel_merge. Called by the ideas API and the merge page.
#include "ideas/cancel_merge.hpp"

#include "ideas/idea_access.hpp"
#include "ideas/idea_text.hpp"

namespace palabre::ideas {

Result<void> decide_cancel_merge(const Merge& merge, const people::Actor& actor, std::string_view reason) {
  if (!actor.is_moderator()) return refuse(Reason::not_allowed, "a moderator cancels a proposed merge; authors refuse it");
  if (merge.state == MergeState::done) return refuse(Reason::already_merged, "the ideas are merged already");
  if (merge.state != MergeState::proposed) return refuse(Reason::idea_transition_refused, "this merge is " + std::string(name_of(merge.state)));
  if (reason.empty()) return refuse(Reason::reason_required, "say why, for the authors", "reason");
  return {};
}

Result<Merge> cancel_merge(db::Tx& tx, const people::Actor& actor, const CancelMerge& input, const Limits& limits) {
  const auto merge = find_merge(tx, input.merge);
  if (!merge) return refuse(Reason::not_found, "no such merge", "id");
  if (const auto redesign = load_visible_redesign(tx, merge->redesign, actor); !redesign) return redesign.error();
  if (const auto may = decide_cancel_merge(*merge, actor, input.reason); !may) return may.error();
  if (const auto fits = check_reason(input.reason, "reason", false, limits); !fits) return fits.error();
  save_merge_reason(tx, merge->id, merge->reason + "\n\n" + input.reason);
  save_merge_state(tx, merge->id, MergeState::cancelled);
  return find_merge(tx, merge->id).value();
}

}  // namespace palabre::ideas

// The rules of merging: who proposes, who consents, when it is agreed. Called by propose_merge and answer_merge.
#include "ideas/merge.hpp"
#include "base/names.hpp"

#include <algorithm>
#include <array>

namespace palabre::ideas {
namespace {

constexpr std::array<std::string_view, 4> names{"proposed", "done", "refused", "cancelled"};

}  // namespace

std::string_view name_of(MergeState state) { return names.at(static_cast<std::size_t>(state)); }

std::optional<MergeState> merge_state_of(std::string_view name) {
  return find_name<MergeState>(names, name);
}

Result<void> decide_propose_merge(const Idea& idea, const Idea& into, const people::Actor& actor) {
  if (!actor.is_moderator()) return refuse(Reason::not_allowed, "a moderator proposes merges");
  if (idea.id == into.id) return refuse(Reason::bad_field, "an idea does not merge into itself", "into");
  if (idea.redesign != into.redesign) return refuse(Reason::bad_field, "both ideas stand in one redesign", "into");
  if (idea.frozen_version) return refuse(Reason::idea_frozen, "an idea on a ballot is not merged");
  if (!is_supportable(idea.state) && idea.state != IdeaState::deferred)
    return refuse(Reason::idea_not_open, "an idea that is " + std::string(name_of(idea.state)) + " is not merged");
  if (!is_listed(into.state))
    return refuse(Reason::idea_not_open, "nothing merges into an idea that is " + std::string(name_of(into.state)), "into");
  return {};
}

Result<void> decide_consent(const Merge& merge, const people::Actor& actor, PersonId person, bool is_given, std::string_view note) {
  const auto consent = std::find_if(merge.consents.begin(), merge.consents.end(), [&](const Consent& row) { return row.person == person; });
  const bool is_own = person == actor.person;
  if (consent == merge.consents.end() || (!is_own && !actor.is_moderator()))
    return refuse(Reason::not_allowed, "the authors of the two ideas consent to their merge");
  if (merge.state == MergeState::done) return refuse(Reason::already_merged, "the ideas are merged already");
  if (merge.state != MergeState::proposed) return refuse(Reason::idea_transition_refused, "this merge is " + std::string(name_of(merge.state)));
  if (!is_own && consent->can_sign_in) return refuse(Reason::not_allowed, "this author has an account and answers in person");
  if (!is_own && note.empty()) return refuse(Reason::reason_required, "note how and when the author said so", "note");
  if (consent->is_given == is_given) return refuse(Reason::nothing_changed, "this is recorded already");
  return {};
}

bool is_agreed(const Merge& merge) {
  return std::all_of(merge.consents.begin(), merge.consents.end(), [](const Consent& row) { return row.is_given == true; });
}

}  // namespace palabre::ideas

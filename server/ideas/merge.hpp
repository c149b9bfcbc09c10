// Two ideas that say the same become one, when their authors agree. The noun, its rules and its rows.
#pragma once
#include "db/tx.hpp"
#include "ideas/idea.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::ideas {

enum class MergeState { proposed, done, refused, cancelled };
std::string_view name_of(MergeState state);
std::optional<MergeState> merge_state_of(std::string_view name);

struct Consent {
  PersonId person;
  std::string name;             // read only
  std::optional<bool> is_given; // nothing: not yet said
  bool can_sign_in = true;      // read only; people of an import cannot
};

struct Merge {
  MergeId id;
  RedesignId redesign;
  IdeaId idea;              // the one that goes
  IdeaId into;              // the one that stays
  std::string idea_title;   // read only
  std::string into_title;   // read only
  MergeState state{};
  std::string reason;       // public, with a line for each consent a moderator recorded
  PersonId moderator;
  Instant created_at;
  std::vector<Consent> consents;
};

/// May `actor` propose that `idea` goes into `into`? The one that goes must not be decided or frozen; both stand in one redesign.
/// Refuses: not_allowed, bad_field into, idea_not_open, idea_frozen.
Result<void> decide_propose_merge(const Idea& idea, const Idea& into, const people::Actor& actor);

/// May `actor` record this answer of `person`? Authors answer for themselves; a moderator only for one who cannot sign in, with
/// a note of how the consent was given.
/// Refuses: already_merged, idea_transition_refused (settled), not_allowed, reason_required note, nothing_changed.
Result<void> decide_consent(const Merge& merge, const people::Actor& actor, PersonId person, bool is_given, std::string_view note);

/// Everybody said yes.
bool is_agreed(const Merge& merge);

std::optional<Merge> find_merge(db::Tx& tx, MergeId id);
/// One that is proposed or done, in which `idea` goes.
std::optional<Merge> find_merge_of(db::Tx& tx, IdeaId idea);
MergeId insert_merge(db::Tx& tx, const Merge& merge);
void save_consent(db::Tx& tx, MergeId merge, const Consent& consent);
void save_merge_state(db::Tx& tx, MergeId merge, MergeState state);
void save_merge_reason(db::Tx& tx, MergeId merge, std::string_view reason);
/// Proposed ones of the redesign, oldest first: the moderators' list.
std::vector<Merge> load_open_merges(db::Tx& tx, RedesignId redesign);
/// Proposed ones that wait for this person's word.
std::vector<Merge> load_waiting_merges(db::Tx& tx, PersonId person, RedesignId redesign);

}  // namespace palabre::ideas

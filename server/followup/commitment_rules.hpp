// Who may do what to a commitment, and where it goes: the whole state machine as plain decisions. No clock, socket, database or JSON.
#pragma once
#include "base/refusal.hpp"
#include "followup/commitment.hpp"
#include "ideas/idea.hpp"
#include "people/actor.hpp"

namespace palabre::followup {

struct CommitmentEntry;
struct EntryInPlace;

/// An organisation as the rules see it.
struct Body {
  OrganisationId id;
  bool is_public = false;
};

/// What a new commitment is judged by.
struct NewCommitment {
  Commitment commitment;
  std::vector<Milestone> milestones;    // the first one at least
  std::vector<ideas::Idea> ideas;
  std::optional<Body> body;             // none: not named
  bool is_officer_staff = false;        // the named officer is officer or owner here
};

/// "officer" or "owner": in whose part the actor acts, for the history. Refuses: not_allowed.
Result<std::string_view> decide_staff(redesigns::RedesignState redesign, const people::Actor& actor);

/// Why:     volunteers and partners are never the sole owner of a promise; a promise has a first date and says what it costs.
/// Refuses: not_allowed, redesign_not_open, missing_field and bad_field of organisation, officer, title, ideas, due_on, milestones.
Result<std::string_view> decide_create(redesigns::RedesignState redesign, const people::Actor& actor, const NewCommitment& wanted, Instant now);

/// What a person asks by hand. Delivering, dropping and rescheduling are acts of their own.
struct MoveWanted {
  CommitmentState to{};
  bool has_text = false;                // a public word for it, in at least 10 characters
};
/// proposed -> accepted, accepted -> in_progress, in_progress <-> at_risk, contested -> in_progress by an officer or the owner;
/// delivered -> verified | contested by the owner after a visit, when the check ended with too few opinions, never by the one who
/// answers for the delivery. Back from at_risk only when no milestone is more than 14 days late.
/// Refuses: not_allowed, redesign_not_open, own_case, reason_required, bad_field to (with the ways out).
Result<std::string_view> decide_move(redesigns::RedesignState redesign, const Commitment& commitment, const std::vector<Milestone>& milestones,
                                     const std::optional<Check>& last_check, const people::Actor& actor, const MoveWanted& wanted, Instant now);

/// A public word on how it goes; from the beginning until it is delivered, and while it is contested.
/// Refuses: not_allowed, redesign_not_open, bad_field to.
Result<std::string_view> decide_update(redesigns::RedesignState redesign, const Commitment& commitment, const people::Actor& actor);

/// Refuses: as decide_update, reason_required, bad_field due_on (not another day, or not ahead; done already).
Result<std::string_view> decide_reschedule(redesigns::RedesignState redesign, const Commitment& commitment, const Milestone* milestone,
                                           const people::Actor& actor, Instant to, bool has_reason, Instant now);

/// in_progress | at_risk -> delivered with evidence in words. Refuses: as decide_update, missing_field evidence.
Result<std::string_view> decide_deliver(redesigns::RedesignState redesign, const Commitment& commitment, const people::Actor& actor, bool has_evidence);

/// Asking to drop; the other of officer and owner settles it. `replacement`: of the same redesign, not this one, not dropped.
/// Refuses: not_allowed, redesign_not_open, reason_required, missing_field decided_body, already_exists (asked already), bad_field to | replaced_by.
struct DropWanted {
  bool has_reason = false;
  bool has_body = false;
  bool is_asked = false;
  const Commitment* replacement = nullptr;
};
Result<std::string_view> decide_ask_drop(redesigns::RedesignState redesign, const Commitment& commitment, const people::Actor& actor, const DropWanted& wanted);
/// Agreeing takes another person with the other role; whoever asked may take it back, the other side may refuse.
/// Refuses: not_allowed, own_case.
Result<std::string_view> decide_settle_drop(const Drop& drop, const people::Actor& actor, bool is_agreed);

/// One opinion for each person, changeable until the check ends; people who answer for the delivery, and organisations, have none.
/// Refuses: sign-in is asked before; own_case, organisation_may_not_support, redesign_not_open, bad_field opinion (no check is open).
Result<void> decide_opinion(redesigns::RedesignState redesign, const std::optional<Check>& open_check, const people::Actor& actor, Instant now);

/// At least 10 opinions; 60 % of them "done": verified, below: contested. Fewer: too_few, the word is left to a visit.
CheckResult result_of(const Check& check);

/// The words never change; translations, officer, budget and further milestones come with a reason.
/// Refuses: as decide_update, reason_required.
Result<std::string_view> decide_edit(redesigns::RedesignState redesign, const Commitment& commitment, const people::Actor& actor, bool has_reason);

/// News and deliveries: a word of a person on how it goes. Visits, dates and details are none.
bool takes_pictures(const CommitmentEntry& entry);
enum class PictureAct { add, describe, remove };
/// Whoever wrote the news adds pictures to them as long as nothing followed; officers and the owner correct a description; they and the
/// moderators take a picture away, which leaves its trace. Refuses: as decide_staff, not_allowed (another's), bad_field picture.
Result<void> decide_picture(PictureAct act, redesigns::RedesignState redesign, const EntryInPlace& at, const people::Actor& actor);

/// http or https, no spaces. Refuses: bad_field url.
Result<void> check_url(std::string_view url);

}  // namespace palabre::followup

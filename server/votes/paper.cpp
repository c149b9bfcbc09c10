// The rules of paper ballots. Called by the acts of paper, and by the desk's pages before they show a form.
#include "votes/paper.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"

namespace palabre::votes {
namespace {

Refusal no_paper_hands() { return refuse(Reason::not_allowed, "facilitators, moderators and the owner handle paper ballots"); }

Result<void> decide_open_envelope(const people::Actor& actor, const Vote& vote, const Batch& batch) {
  if (!handles_paper(actor)) return no_paper_hands();
  if (vote.counted_at) return refuse(Reason::already_decided, "the vote is counted: nothing comes in any more");
  if (batch.signed_at) return refuse(Reason::already_decided, "this envelope is signed");
  return {};
}

}  // namespace

Result<void> decide_hand_out(const people::Actor& actor, const redesigns::Phase& phase, const Vote& vote, PersonId person, Instant now) {
  using redesigns::PhaseState;
  if (!handles_paper(actor)) return no_paper_hands();
  if (person == actor.person) return refuse(Reason::own_case, "nobody hands a ballot to themselves: somebody else does, or you vote with your account");
  if (!vote.frozen_at) return refuse(Reason::vote_not_ready, "the texts of this vote are not frozen yet");
  const auto state = redesigns::state_at(phase, now);
  if (state != PhaseState::planned && state != PhaseState::frozen && state != PhaseState::open)
    return refuse(Reason::phase_closed, "this vote is closed: no ballot is handed out any more");
  return {};
}

Result<void> check_batch(std::string_view label, std::int64_t papers) {
  if (label.empty()) return refuse(Reason::missing_field, "say which envelope this is", "label");
  if (count_chars(label) > batch_label_chars_max) return refuse(Reason::too_long, "at most 120 characters", "label");
  if (papers < 1 || papers > papers_max)
    return refuse(Reason::bad_field, "how many papers are in it, counted by hand: from 1 to " + std::to_string(papers_max), "papers");
  return {};
}

Result<void> decide_enter(const people::Actor& actor, const Vote& vote, const Batch& batch, std::int64_t added, const PaperSum& sum) {
  if (auto may = decide_open_envelope(actor, vote, batch); !may) return may.error();
  const std::int64_t room = batch.papers - batch.entered - batch.spoiled;
  if (added > room)
    return refuse(Reason::batch_not_reconciled,
                  "the envelope holds " + std::to_string(batch.papers) + " papers; " + std::to_string(room) + " are left to enter", "entries");
  if (sum.entered + added > sum.handed_out)
    return refuse(Reason::batch_not_reconciled,
                  "more papers than ballots were handed out (" + std::to_string(sum.handed_out) + "): note first who was given one", "entries");
  return {};
}

Result<void> decide_spoiled(const people::Actor& actor, const Vote& vote, const Batch& batch, std::int64_t spoiled) {
  if (auto may = decide_open_envelope(actor, vote, batch); !may) return may.error();
  if (spoiled < 0) return refuse(Reason::bad_field, "how many papers are void: 0 or more", "spoiled");
  if (spoiled > batch.papers - batch.entered)
    return refuse(Reason::batch_not_reconciled,
                  "the envelope holds " + std::to_string(batch.papers) + " papers, of which " + std::to_string(batch.entered) + " are entered", "spoiled");
  return {};
}

Result<void> decide_sign_batch(const people::Actor& actor, const Vote& vote, const Batch& batch, std::string_view lost_reason) {
  if (auto may = decide_open_envelope(actor, vote, batch); !may) return may.error();
  if (batch.opened_by == actor.person) return refuse(Reason::own_case, "somebody else than who opened the envelope signs it");
  if (batch.entered + batch.spoiled == batch.papers) return {};
  if (count_chars(lost_reason) < Limits{}.reason_chars_min)
    return refuse(Reason::batch_not_reconciled,
                  std::to_string(batch.papers - batch.entered - batch.spoiled) + " papers are neither entered nor void: enter them, or say in public why they cannot be",
                  "lost_reason");
  if (count_chars(lost_reason) > Limits{}.reason_chars_max) return refuse(Reason::too_long, "at most 2000 characters", "lost_reason");
  return {};
}

}  // namespace palabre::votes

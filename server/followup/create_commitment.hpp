// Makes a commitment out of accepted ideas.
#pragma once
#include "base/refusal.hpp"
#include "db/tx.hpp"
#include "followup/commitment.hpp"
#include "media/picture_repo.hpp"
#include "people/actor.hpp"

namespace palabre::followup {

struct CreateCommitment {
  RedesignId redesign;
  std::vector<IdeaId> ideas;
  OrganisationId organisation;          // unset: not named, which is refused
  PersonId officer;                     // unset: the actor
  TextsByLanguage titles, bodies;
  std::vector<std::string> languages;   // first is the original
  Instant due_at;
  std::vector<Milestone> milestones;    // titles and due_at; in the order of their days
  std::int64_t budget_eur = 0;
  std::string budget_line;
  int check_days = check_days_max;
  bool is_accepted = false;             // binding at once; else proposed
};

struct CommitmentDone {
  CommitmentId commitment;
  std::int64_t seq = 0;                 // of the event
  CommitmentEntryId entry = {};         // of news and of a delivery: what pictures hang on
};

/// Refuses: not_found (the redesign), all of decide_create.
Result<CommitmentDone> create_commitment(db::Tx& tx, const people::Actor& actor, const CreateCommitment& input);

}  // namespace palabre::followup

// A commitment as an actor may see it, in its redesign. Asked first by every act and page.
#pragma once
#include "followup/commitment_repo.hpp"
#include "ideas/idea_access.hpp"

namespace palabre::followup {

struct CommitmentInPlace {
  Commitment commitment;
  redesigns::Redesign redesign;
};
/// Refuses: not_found, also where the actor may not see the redesign.
Result<CommitmentInPlace> load_visible_commitment(db::Tx& tx, CommitmentId id, const people::Actor& actor);
/// The redesign of a commitment, to load an actor's roles in it. Refuses: not_found.
Result<RedesignId> load_redesign_of(db::Tx& tx, CommitmentId id);

/// As long as a public reason must be, in at least one language.
bool has_words(const TextsByLanguage& texts);

}  // namespace palabre::followup

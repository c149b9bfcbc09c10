// Commitments as parts show them: card, where an idea stands, the keeping of one's word in a redesign. Used by pages and by the inbox.
#pragma once
#include "followup/commitment_access.hpp"
#include "followup/follow_up.hpp"
#include "screens/redesign_parts.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace palabre::screens {

/// The name of a state, and the colour of its badge (the words carry the meaning).
std::string commitment_state_text(const Page& page, followup::CommitmentState state);
std::string_view commitment_tone(followup::CommitmentState state);

/// « en retard de 3 jours » since the first open day that was missed; empty when nothing is late.
std::string late_text(const Page& page, const followup::Commitment& commitment, const std::vector<followup::Milestone>& milestones);
/// The names of a public body in the reader's language.
LocalText body_name(const Page& page, OrganisationId organisation);

/// The part commitment_card.
nlohmann::json commitment_card_view(const Page& page, const followup::Commitment& commitment);
/// The part commitment_standing under an accepted idea; false when it is not accepted and nothing follows it.
nlohmann::json standing_view(Page& page, const RedesignAtHand& at, const ideas::Idea& idea);
/// The part follow_up_summary on the page of a redesign; false while there is neither a commitment nor an accepted idea.
nlohmann::json follow_up_part_view(const Page& page, const RedesignAtHand& at);
/// « Engagement : en cours » beside an answered idea; empty when none follows it.
std::string commitment_fact(const Page& page, IdeaId idea);

}  // namespace palabre::screens

// Finds a commitment and its redesign for an actor.
// Called by the acts and routes of this folder and by screens.
#include "followup/commitment_access.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"

#include <algorithm>

namespace palabre::followup {

Result<CommitmentInPlace> load_visible_commitment(db::Tx& tx, CommitmentId id, const people::Actor& actor) {
  auto commitment = find_commitment(tx, id);
  if (!commitment) return refuse(Reason::not_found, "no such commitment");
  auto redesign = ideas::load_visible_redesign(tx, commitment->redesign, actor);
  if (!redesign) return refuse(Reason::not_found, "no such commitment");
  return CommitmentInPlace{std::move(*commitment), std::move(*redesign)};
}

Result<RedesignId> load_redesign_of(db::Tx& tx, CommitmentId id) {
  const auto commitment = find_commitment(tx, id);
  if (!commitment) return refuse(Reason::not_found, "no such commitment");
  return commitment->redesign;
}

bool has_words(const TextsByLanguage& texts) {
  return std::any_of(texts.begin(), texts.end(), [](const auto& text) { return count_chars(text.second) >= Limits{}.reason_chars_min; });
}

}  // namespace palabre::followup

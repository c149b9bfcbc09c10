// Moves deferred ideas on their review day, in the name of the clock.
// Called by the clock that main starts, and by tests.
#include "followup/advance_deferred.hpp"

#include "followup/answer_repo.hpp"
#include "ideas/idea_repo.hpp"

namespace palabre::followup {

int advance_deferred(db::Tx& tx) {
  int moved = 0;
  for (const auto& due : load_due_reviews(tx, tx.now())) {
    ideas::StateMove move;
    move.to = ideas::IdeaState::under_review;
    move.actor = "clock";
    move.actor_role = "clock";
    ideas::move_idea(tx, ideas::find_idea(tx, due.idea).value(), move);
    save_due(tx, due.idea, due.review_on.plus_ms(due.answer_days * ms_per_day));
    ++moved;
  }
  return moved;
}

std::optional<Instant> next_deferred_at(db::Tx& tx) { return find_next_review(tx); }

}  // namespace palabre::followup

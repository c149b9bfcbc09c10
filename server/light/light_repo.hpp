// Light contributions in the database. Called by the acts and views of this slice, by screens and by transfer.
#pragma once
#include "db/tx.hpp"
#include "light/light.hpp"

#include <set>

namespace palabre::light {

Light load_light(db::Tx& tx, RedesignId redesign);

void save_switch(db::Tx& tx, RedesignId redesign, bool is_on);
/// The present question is closed with its answers; `question` (when given) takes its place. Its new id.
void replace_question(db::Tx& tx, RedesignId redesign, const std::optional<Question>& question);
/// New words for the present question, which keeps its answers.
void save_words(db::Tx& tx, const Question& question);

ContributorId find_contributor(db::Tx& tx, PersonId person);
ContributorId find_contributor(db::Tx& tx, std::string_view token_digest);
/// Inserts or finds; exactly one of the two is set.
ContributorId ensure_contributor(db::Tx& tx, PersonId person, std::string_view token_digest);

/// What one contributor did in a redesign; nothing for one that is not set.
struct OwnMarks {
  std::set<IdeaId> reacted;
  int choice = 0;             // position of the answer to the present question; 0: none
};
OwnMarks load_own_marks(db::Tx& tx, ContributorId contributor, RedesignId redesign);
/// Ideas of public redesigns one reacted to, newest first.
std::vector<IdeaId> load_reacted_everywhere(db::Tx& tx, ContributorId contributor, std::size_t limit);
/// Reactions and answers of one contributor.
std::int64_t count_contributions(db::Tx& tx, ContributorId contributor);

/// Ideas of the redesign that take reactions, in the order of a draw that changes with `seed`: no ranking rewards the loudest.
std::vector<IdeaId> load_some_reactable(db::Tx& tx, RedesignId redesign, std::uint64_t seed, std::size_t limit);

}  // namespace palabre::light

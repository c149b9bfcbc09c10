// One contributor's answer to the question of a redesign: given, changed, taken back.
#pragma once
#include "db/tx.hpp"
#include "light/visitor.hpp"
#include "redesigns/redesign_repo.hpp"

namespace palabre::light {

struct Answered {
  Question question;         // with the counts after the act
  int choice = 0;            // one's own; 0: none
  bool is_changed = false;
  std::int64_t seq = 0;
};

/// Another choice replaces the first; the same one changes nothing. Refuses: as decide_answer and check_choice.
Result<Answered> answer_question(db::Tx& tx, const Participant& who, const redesigns::Redesign& redesign, std::int64_t position);
Result<Answered> take_answer_back(db::Tx& tx, const Participant& who, const redesigns::Redesign& redesign);

/// Adds `difference` to a choice's count and its question's.
void count_answer(db::Tx& tx, QuestionId question, int position, int difference);
/// Tells everybody how the question of the redesign stands; the event's number.
std::int64_t append_answered_event(db::Tx& tx, std::string_view actor, RedesignId redesign, const Question& question);

}  // namespace palabre::light

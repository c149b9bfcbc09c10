// The rules of readiness, as plain decisions.
// Called by decide_redesign_transition, the readiness view and the pages of the owner.
#include "redesigns/readiness.hpp"

namespace palabre::redesigns {

std::string_view name_of(Blocking item) {
  switch (item) {
    case Blocking::promise_missing: return "promise_missing";
    case Blocking::follow_up_missing: return "follow_up_missing";
    case Blocking::nobody_answers: return "nobody_answers";
    case Blocking::nothing_to_decide: return "nothing_to_decide";
  }
  return "";
}

std::string_view sentence_of(Blocking item) {
  switch (item) {
    case Blocking::promise_missing: return "Write the title, the summary and the promise.";
    case Blocking::follow_up_missing: return "Plan a phase of type follow_up: people must see what becomes of their ideas.";
    case Blocking::nobody_answers: return "Name an officer or an owner: every idea is to be answered within the days promised.";
    case Blocking::nothing_to_decide: return "Say what can change, or promise less: a share in the decision needs something to decide.";
  }
  return "";
}

std::vector<Blocking> blocking_items(const RedesignFacts& facts) {
  std::vector<Blocking> items;
  if (!facts.has_promise) items.push_back(Blocking::promise_missing);
  if (!facts.has_follow_up) items.push_back(Blocking::follow_up_missing);
  if (!facts.has_answerer) items.push_back(Blocking::nobody_answers);
  if (!facts.has_room) items.push_back(Blocking::nothing_to_decide);
  return items;
}

Result<void> decide_announcement(const RedesignFacts& facts) {
  std::string detail;
  for (const Blocking item : blocking_items(facts)) detail += (detail.empty() ? "" : " ") + std::string(sentence_of(item));
  if (!detail.empty()) return refuse(Reason::redesign_transition_refused, detail, "to");
  return {};
}

bool promises_a_share(std::string_view power_level) { return power_level == "collaborate" || power_level == "empower"; }

bool advises_inform(std::string_view power_level, const RedesignTexts& texts) { return power_level != "inform" && texts.can_change.empty(); }

}  // namespace palabre::redesigns

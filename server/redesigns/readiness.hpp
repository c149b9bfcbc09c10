// What must stand before a redesign is announced, and when the promise should be a smaller one.
#pragma once
#include "redesigns/redesign.hpp"

#include <string_view>
#include <vector>

namespace palabre::redesigns {

/// What holds an announcement up; all of them are told at once.
enum class Blocking { promise_missing, follow_up_missing, nobody_answers, nothing_to_decide };
inline constexpr int blocking_count = static_cast<int>(Blocking::nothing_to_decide) + 1;
std::string_view name_of(Blocking item);
/// What to do about it, in plain English.
std::string_view sentence_of(Blocking item);

std::vector<Blocking> blocking_items(const RedesignFacts& facts);
/// Refuses: redesign_transition_refused, with every blocking item in the detail.
Result<void> decide_announcement(const RedesignFacts& facts);

/// collaborate and empower promise people a share in the decision: an empty promise where nothing can change.
bool promises_a_share(std::string_view power_level);
/// Where nothing can change, the honest level is "inform".
bool advises_inform(std::string_view power_level, const RedesignTexts& texts);

}  // namespace palabre::redesigns

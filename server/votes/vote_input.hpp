// What an owner sent about a vote, as the typed input of the act. Called by votes_api; the page's form has fields of its own.
#pragma once
#include "http/input.hpp"
#include "redesigns/redesign_repo.hpp"
#include "votes/vote.hpp"

namespace palabre::votes {

inline constexpr http::Length question_length{5, 300};
inline constexpr http::Length option_length{2, 200};

/// {method, question, seats, choices_max, budget, currency, options: [{idea} | {title}, cost]}. Options are numbered as they come.
/// What fits together is check_vote's to say. Ask the input's refusal() afterwards.
Vote read_definition(http::Input& input, const redesigns::Redesign& redesign);

}  // namespace palabre::votes

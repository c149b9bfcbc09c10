// Reads what a ballot says and what paper says, from JSON. Called by votes_api and paper_api; pages read forms of their own.
#pragma once
#include "http/input.hpp"
#include "votes/acts.hpp"

namespace palabre::votes {

/// {choices: [[1],[2,3]]}: must be there; [] is a blank ballot. What the vote allows is check_choices' to say.
Choices read_choices(http::Input& input);
/// {entries: [{code, choices}]}, at most `papers_max` of them.
std::vector<PaperEntry> read_entries(http::Input& input);

}  // namespace palabre::votes

// Winners, ties and order of a vote by totals, in JSON and in text. Private to the reports of marks (nlohmann/json).
#pragma once
#include "recount/option_names.hpp"
#include "recount/vote_rules.hpp"
#include "tally/standing.hpp"

namespace palabre::recount {

/// Adds: winners = elected, and with an open tie at the cut those tied too; elected = surely; ties = the groups of equals that matter: the
/// one at the cut, or every one where nobody says how many seats there are, as then the order is the outcome; order; seats. A tie at the
/// cut is broken by the file's own tie order where it has one, and still reported.
void add_outcome(Json& json, std::string& text, const Poll& poll, const tally::Standing& standing, const Seats& seats);

/// Refuses: a poll without marks of one of `kinds`, saying what `method` needs.
std::optional<FileFault> fault_of_kind(const Poll& poll, const std::string& method, std::initializer_list<MarkKind> kinds);

}  // namespace palabre::recount

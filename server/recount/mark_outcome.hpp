// Winners, ties and order of a vote by totals, in JSON and in text. Private to the reports of marks (nlohmann/json).
#pragma once
#include "recount/vote_rules.hpp"
#include "tally/standing.hpp"

#include <nlohmann/json.hpp>

namespace palabre::recount {

/// How many win, and what settles a tie at the cut: the lot of --seed, else the file's own tie order, else nothing.
struct Cut {
  Seats seats;
  std::vector<tally::Option> tie_order;  // all options, who wins a tie first; empty: ties stay open
  bool is_lot = false;
};
Read<Cut> find_cut(const Poll& poll, const Flags& flags);

/// Adds: winners = elected, and with an open tie at the cut those tied too; elected = surely; ties = the groups of equals that matter: the
/// one at the cut, or every one where nobody says how many seats there are, as then the order is the outcome; order; seats. A tie that is
/// settled is still reported.
void add_outcome(nlohmann::ordered_json& json, std::string& text, const Poll& poll, const tally::Standing& standing, const Cut& cut);

/// Refuses: a poll without marks of one of `kinds`, saying what `method` needs.
std::optional<FileFault> fault_of_kind(const Poll& poll, const std::string& method, std::initializer_list<MarkKind> kinds);

}  // namespace palabre::recount

// From the box to the outcome, by the methods of tally/. Pure: the same ballots and root give the same bytes.
#pragma once
#include "votes/vote.hpp"

#include <string>
#include <vector>

namespace palabre::votes {

/// `count` ballots that say the same on one channel, with the same weight.
struct BoxedBallot {
  Choices choices;
  Channel channel{};
  std::int64_t weight = 1;
  std::int64_t count = 1;
};

struct OptionOutcome {
  int position = 0;
  std::int64_t votes = 0;                  // approvals or supporters; ranked: options it beats in the order
  std::vector<std::int64_t> by_channel;    // approval, budget: online, paper, assisted
  int place = 0;                           // from 1; equal places are tied
  bool is_selected = false;
};

/// What decided between equal options: a lot drawn from the root (which nobody knows before the count), or the lower cost.
struct TieOutcome {
  std::vector<int> positions;              // the one that came first, first
  bool is_by_lot = false;                  // else by cost
  bool is_decisive = false;                // it changed what is selected
};

struct Outcome {
  std::int64_t ballots = 0, blank = 0, voices = 0;   // voices: sum of weights
  std::vector<std::int64_t> by_channel;              // ballots: online, paper, assisted
  std::vector<OptionOutcome> options;                // by place, then position
  std::vector<TieOutcome> ties;
  std::int64_t spent = 0;                            // budget
  std::vector<std::vector<std::int64_t>> pairwise;   // ranked: voters who prefer the row to the column, by position
  std::uint64_t seed = 0;                            // of the lots: the first 8 bytes of the root
};

/// Approval and budget: what nobody named is never selected, even where a seat or money is left. Ranked: the groups of Schulze's order one
/// after the other, within a group by lot. The lot is the order that `palabre tally --seed` draws from `seed_text`.
/// Throws tally's fault as std::logic_error: ballots in the box were checked when they were cast.
Outcome count_box(const Vote& vote, const std::vector<BoxedBallot>& box, std::string_view root);
/// The options of the lot, the one that wins a tie first: positions.
std::vector<int> lot_order(const Vote& vote, std::string_view root);
/// Sixteen hexadecimal digits.
std::string seed_text(std::uint64_t seed);

/// The stored result and the `result` of the public view, one shape:
/// {ballots, blank, voices, channels: {online, paper, assisted}, options: [{position, votes, channels (null when ranked), place, selected}],
/// ties: [{positions, settled_by: "lot"|"cost", decisive}], spent, pairwise, root, seed (16 hexadecimal digits)}.
std::string result_json(const Outcome& outcome, std::string_view root);
Outcome read_result(std::string_view json);

}  // namespace palabre::votes

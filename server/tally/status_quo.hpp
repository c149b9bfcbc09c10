// Which options of a ranked vote may be adopted at all: more than a majority prefers them to leaving things as they are.
#pragma once
#include "tally/schulze.hpp"

namespace palabre::tally {

/// A majority `part` in `whole`: more than that share (is_strict), or at least that share, of those who tell the two apart.
struct Majority {
  std::int64_t part = 1;
  std::int64_t whole = 2;
  bool is_strict = true;
};

struct StatusQuoRule {
  Option status_quo = 0;               // the option that stands for "as it is now" or "none of these"
  Majority majority;
  std::int64_t votes_min = 0;          // at least so many must prefer the option to the status quo
  bool no_reverse_beat_path = false;   // refuse options to which a path of defeats or ties leads from the status quo
  bool winner_leads_all = false;       // the winner must lead the whole order, not only the eligible part of it
};

/// How one option stands against the status quo.
struct Eligibility {
  std::int64_t votes_for = 0;       // prefer it to the status quo
  std::int64_t votes_against = 0;   // prefer the status quo
  bool has_majority = false;        // and votes_min
  bool is_better = false;           // ranked above the status quo
  bool has_reverse_beat_path = false;
  bool is_eligible = false;
};

struct StatusQuoResult {
  std::vector<Eligibility> options;  // of the status quo itself: nothing but zeros
  std::vector<Option> winners;       // eligible, nothing eligible (or, with winner_leads_all, nothing) above them; empty: no change
};

/// Refuses: option_out_of_range (status_quo); bad_parameter (whole not above 0, part not in 0..whole, or above voters_max).
/// With a strict order in `outcome` an option is better when it stands earlier there, and there is at most one winner.
/// Source: LiquidFeedback's policy fields of the same names (there the winner leads all); Behrens, Kistner, Nitsche, Swierczek,
/// "The Principles of LiquidFeedback" (2014), section 4.14; the default option of the Debian constitution, A.6 (the rest leads).
Checked<StatusQuoResult> against_status_quo(const SchulzeResult& outcome, const StatusQuoRule& rule);

}  // namespace palabre::tally

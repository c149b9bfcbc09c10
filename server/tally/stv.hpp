// The single transferable vote: Scottish rules, weighted inclusive Gregory, Meek. Every stage says what moved, from whom, to whom, and why.
#pragma once
#include "tally/ballots.hpp"

#include <optional>
#include <string>
#include <vector>

namespace palabre::tally {

/// Votes in units of 10^-places of the count they belong to.
__extension__ using Amount = __int128;
/// As decimal text with all its places: (1138, 0) -> "1138", (113800000, 5) -> "1138.00000".
std::string amount_text(Amount amount, int places);

/// More candidates than any ballot paper holds; bounds the memory of the stages.
inline constexpr std::uint32_t candidates_max = 1000;

enum class ArithmeticKind {
  fixed,    // `places` decimals, the rest cut off
  guarded,  // `places` decimals shown, `guard` more carried; two numbers less than half a shown unit apart are equal
  exact,    // fractions; refused when they grow beyond reason. Shown rounded to `places`
};
struct Arithmetic {
  ArithmeticKind kind = ArithmeticKind::fixed;
  int places = 5;  // fixed: 0 .. 9; guarded and exact: 0 .. 18
  int guard = 0;   // guarded: 1 .. 18
};

/// V = ballots that rank a candidate, s = seats.
enum class Quota {
  droop,               // floor(V / (s + 1)) + 1
  droop_fraction,      // V / (s + 1) cut off to the places, plus one unit of the last place
  hagenbach_bischoff,  // V / (s + 1), to be exceeded
  hare,                // V / s
};

/// What happens to a ballot at a rank nobody holds.
enum class Gap { skip, exhaust };
/// What happens to a ballot at a rank that several candidates hold: it stops there, goes on behind them, or (Meek only) is shared
/// evenly between those of them who still stand. Where the ballot comes to that rank when only one of them still stands, it counts for
/// that one (but Meek, told not to share, judges each ballot as it was cast).
enum class Overvote { exhaust, skip, share };
struct BallotReading {
  Gap gap = Gap::skip;
  std::optional<Overvote> overvote;  // absent: share in Meek, exhaust elsewhere
};

/// A tie is decided by what the rule names first, and in the end by an order: the tied candidate earliest in it is chosen, that is
/// excluded, or has the surplus moved first. The order is `tie_order` (a lot drawn beforehand), then the order of the options.
struct StvContest {
  std::uint32_t seats = 1;
  std::vector<Option> withdrawn;
  std::vector<Option> tie_order;  // need not name all
  BallotReading reading;
};

/// Weighted inclusive Gregory: all ballots of an elected candidate go on, each at its value times surplus / votes.
struct GregoryRule {
  Arithmetic arithmetic;
  Quota quota = Quota::droop;
  bool is_product_cut = false;                 // value x surplus is cut off before it is divided by the votes
  // Whether the count ends is asked before those who just reached the quota are elected, not after: then a last surplus may still
  // move. Without it the question comes after (and, behind an exclusion, before, too). Changes stages and order, never who is elected.
  bool is_completion_tested_first = false;
  bool is_tie_broken_by_earlier_stages = false;
  bool are_sure_losers_excluded_together = false;
};
/// The Scottish Local Government Elections Order 2007, schedule 1, rules 45 to 52.
GregoryRule scottish_rule();
/// Proportional Representation Foundation, "Reference WIGM Rule": 4 places.
GregoryRule wigm_rule();

/// Meek: an elected candidate keeps the share of each ballot that leaves a quota; quota and shares are found by iteration.
struct MeekRule {
  Arithmetic arithmetic{ArithmeticKind::fixed, 9, 0};
  int omega_places = 6;  // the surplus below which an iteration ends: 10^-omega_places
  bool are_sure_losers_excluded_together = false;
  int iterations_max = 10'000;  // of one stage; a longer one ends as it stands and says so
};
/// Proportional Representation Foundation, "Reference Meek Rule": 9 places, omega 10^-6, after Hill, Wichmann and Woodall,
/// "Algorithm 123: Single Transferable Vote by Meek's Method", The Computer Journal 30 (1987).
MeekRule meek_rule();

enum class TiePurpose { exclusion, surplus };
enum class TieBreak { earlier_stage, head_to_head, tie_order, listed_order };
struct StvTie {
  TiePurpose purpose{};
  std::vector<Option> tied;
  Option chosen = 0;
  TieBreak decided_by{};
  std::optional<std::size_t> stage;  // earlier_stage: the one that decided, from 0
};

/// Ballots that moved in a stage. Between Meek's stages no ballot moves as a whole: there the keep factors say it.
struct StvTransfer {
  Option from = 0;
  std::optional<Option> to;  // nothing: exhausted
  std::int64_t ballots = 0;
  Amount votes = 0;
};

enum class StvAct { first_preferences, surplus, exclusion, iteration };
/// Why an iteration of Meek's method ended.
enum class MeekEnd { elected, below_omega, no_longer_falling, sure_losers, iterations_max };

struct StvStage {
  StvAct act{};
  std::vector<Option> moved;       // whose ballots moved: one surplus, or the excluded
  Amount surplus_moved = 0;        // surplus: how much was to move
  Amount transfer_value = 0;       // surplus: what a ballot worth one vote passes on
  Amount quota = 0;
  std::vector<Amount> votes;       // per option, at the end of the stage
  std::vector<Amount> keep;        // Meek: keep factor per option
  Amount exhausted = 0;            // on ballots that rank nobody left
  Amount residual = 0;             // lost by cutting off decimals: votes + exhausted + residual = total, exactly
  Amount surplus = 0;              // above the quota, of all elected whose surplus has not moved
  std::vector<Option> elected;
  std::vector<Option> eliminated;
  bool is_rest_elected = false;    // the last of `elected` needed no quota: as many stood as seats were left
  std::vector<Option> unelected;   // the last of `eliminated`: left over when all seats were filled
  std::vector<StvTransfer> transfers;
  std::vector<StvTie> ties;
  int iterations = 0;
  std::optional<MeekEnd> end;
};

struct StvCount {
  int places = 0;
  std::int64_t ballots = 0;  // all
  std::int64_t valid = 0;    // that rank a candidate who stands; the others are exhausted from the first stage
  Amount total = 0;          // the ballots, in units
  Amount quota = 0;          // of the first stage
  std::vector<Option> elected;     // in order of election; of those elected together the one with more votes first
  std::vector<Option> eliminated;  // in order of exclusion
  std::vector<StvStage> stages;
};

/// Refuses: what find_fault refuses; bad_parameter (no seats, an arithmetic out of its range, sharing over-votes outside Meek),
/// option_out_of_range and duplicate_option (withdrawn, tie_order), number_too_large (candidates, fractions that outgrow `exact`).
/// With no more candidates than seats all are elected; without any valid ballot the order decides, and the ties say so.
Checked<StvCount> count_stv(const RankedElection& election, const StvContest& contest, const GregoryRule& rule);
Checked<StvCount> count_stv(const RankedElection& election, const StvContest& contest, const MeekRule& rule);

}  // namespace palabre::tally

// The ballots all methods count, as plain structs: rankings and marks over options 0 .. options-1. Names belong to the caller.
#pragma once
#include "tally/checked.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace palabre::tally {

using Option = std::uint32_t;

/// Limits under which every sum of the library fits its integer; beyond them a method answers number_too_large.
inline constexpr std::uint32_t options_max = 100'000;
inline constexpr std::int64_t voters_max = 1'000'000'000;      // sum of the counts of all ballots
inline constexpr std::int64_t value_max = 1'000'000'000;       // absolute value of one mark
inline constexpr std::int64_t money_max = 1'000'000'000'000'000;  // a cost or a budget, in the smallest unit

/// One option's place on a ranked ballot. Equal ranks are tied; a gap in the ranks is a skipped rank.
struct Place {
  Option option = 0;
  std::uint32_t rank = 1;  // from 1 = most preferred
  bool operator==(const Place&) const = default;
};

/// `count` voters who ranked alike. Places in rising rank; an option not named is ranked last, tied with all others not named.
struct RankedBallot {
  std::vector<Place> places;
  std::int64_t count = 1;
  bool operator==(const RankedBallot&) const = default;
};

struct RankedElection {
  std::uint32_t options = 0;
  std::vector<RankedBallot> ballots;
};

/// One option's mark: 1 for an approval, a grade, points, or signed votes, as the method says.
struct Mark {
  Option option = 0;
  std::int64_t value = 0;
  bool operator==(const Mark&) const = default;
};

/// `count` voters who marked alike; without marks: blank.
struct MarkedBallot {
  std::vector<Mark> marks;
  std::int64_t count = 1;
  bool operator==(const MarkedBallot&) const = default;
};

struct MarkedElection {
  std::uint32_t options = 0;
  std::vector<MarkedBallot> ballots;
};

/// What is wrong with the ballots as such, for any method; nothing when they are well formed. No ballots at all is well formed.
/// Refuses: no_options, option_out_of_range, duplicate_option, negative_number (count), number_too_large,
/// bad_parameter (a rank 0, or ranks that fall).
std::optional<Fault> find_fault(const RankedElection& election);
std::optional<Fault> find_fault(const MarkedElection& election);

/// A ballot without ties: the options in falling preference.
RankedBallot rank_in_order(const std::vector<Option>& order, std::int64_t count = 1);
/// A ballot of groups in falling preference; the options of one group are tied.
RankedBallot rank_in_groups(const std::vector<std::vector<Option>>& groups, std::int64_t count = 1);

}  // namespace palabre::tally

// Checks ballots before they are counted, and builds ranked ones. Called by every method that takes ballots.
#include "tally/ballots.hpp"

namespace palabre::tally {
namespace {

std::string at_ballot(std::size_t ballot) { return "ballot " + std::to_string(ballot) + ": "; }

std::optional<Fault> fault_of_options(std::uint32_t options) {
  if (options == 0) return Fault{FaultKind::no_options, "the election has no options"};
  if (options > options_max) return Fault{FaultKind::number_too_large, "more than " + std::to_string(options_max) + " options"};
  return std::nullopt;
}

/// Adds one ballot's count to the voters so far.
std::optional<Fault> fault_of_count(std::size_t ballot, std::int64_t count, std::int64_t& voters) {
  if (count < 0) return Fault{FaultKind::negative_number, at_ballot(ballot) + "its count is below zero"};
  if (count > voters_max - voters) return Fault{FaultKind::number_too_large, "more than " + std::to_string(voters_max) + " voters"};
  voters += count;
  return std::nullopt;
}

/// Remembers which ballot named an option last, so that naming it twice shows without a search.
class Named {
 public:
  explicit Named(std::uint32_t options) : last_(options, 0) {}
  std::optional<Fault> fault_of(std::size_t ballot, Option option) {
    if (option >= last_.size()) return Fault{FaultKind::option_out_of_range, at_ballot(ballot) + "there is no option " + std::to_string(option)};
    if (last_[option] == ballot + 1) return Fault{FaultKind::duplicate_option, at_ballot(ballot) + "option " + std::to_string(option) + " stands twice"};
    last_[option] = ballot + 1;
    return std::nullopt;
  }

 private:
  std::vector<std::size_t> last_;
};

/// The first fault of the options, then of each ballot: its count, and what `fault_of_paper` finds on it.
template <class Election, class FaultOfPaper>
std::optional<Fault> fault_in_order(const Election& election, const FaultOfPaper& fault_of_paper) {
  if (auto fault = fault_of_options(election.options)) return fault;
  Named named(election.options);
  std::int64_t voters = 0;
  for (std::size_t ballot = 0; ballot < election.ballots.size(); ++ballot) {
    const auto& paper = election.ballots[ballot];
    if (auto fault = fault_of_count(ballot, paper.count, voters)) return fault;
    if (auto fault = fault_of_paper(ballot, paper, named)) return fault;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Fault> find_fault(const RankedElection& election) {
  return fault_in_order(election, [](std::size_t ballot, const RankedBallot& paper, Named& named) -> std::optional<Fault> {
    std::uint32_t rank = 1;
    for (const auto& place : paper.places) {
      if (auto fault = named.fault_of(ballot, place.option)) return fault;
      if (place.rank < rank) return Fault{FaultKind::bad_parameter, at_ballot(ballot) + "its ranks must rise from 1"};
      rank = place.rank;
    }
    return std::nullopt;
  });
}

std::optional<Fault> find_fault(const MarkedElection& election) {
  return fault_in_order(election, [](std::size_t ballot, const MarkedBallot& paper, Named& named) -> std::optional<Fault> {
    for (const auto& mark : paper.marks) {
      if (auto fault = named.fault_of(ballot, mark.option)) return fault;
      if (mark.value > value_max || mark.value < -value_max)
        return Fault{FaultKind::number_too_large, at_ballot(ballot) + "a mark beyond " + std::to_string(value_max)};
    }
    return std::nullopt;
  });
}

RankedBallot rank_in_order(const std::vector<Option>& order, std::int64_t count) {
  RankedBallot ballot{{}, count};
  for (const auto option : order) ballot.places.push_back({option, static_cast<std::uint32_t>(ballot.places.size() + 1)});
  return ballot;
}

RankedBallot rank_in_groups(const std::vector<std::vector<Option>>& groups, std::int64_t count) {
  RankedBallot ballot{{}, count};
  std::uint32_t rank = 0;
  for (const auto& group : groups) {
    ++rank;
    for (const auto option : group) ballot.places.push_back({option, rank});
  }
  return ballot;
}

}  // namespace palabre::tally

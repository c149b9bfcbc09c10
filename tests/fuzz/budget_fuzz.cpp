// Bytes as a small budget election: every method keeps to the budget, is paid exactly and chooses among its tied outcomes.
#include "tally/tied_outcomes.hpp"

#include <algorithm>
#include <cstdlib>

namespace palabre::tally {
namespace {

class Bytes {
 public:
  Bytes(const unsigned char* bytes, std::size_t size) : bytes_(bytes), left_(size) {}
  std::uint64_t below(std::uint64_t bound) {
    std::uint64_t value = 0;
    for (std::uint64_t reach = 1; reach < bound && left_ > 0; reach *= 256) {
      value = value * 256 + *bytes_++;
      --left_;
    }
    return value % bound;
  }
  bool is_empty() const { return left_ == 0; }

 private:
  const unsigned char* bytes_;
  std::size_t left_;
};

void expect(bool holds) {
  if (!holds) std::abort();
}

std::int64_t amount(Bytes& bytes) {
  const std::uint64_t reach[] = {2, 12, 300, 1'000'003, static_cast<std::uint64_t>(money_max) + 1};
  return static_cast<std::int64_t>(bytes.below(reach[bytes.below(5)]));
}

BudgetElection election_of(Bytes& bytes) {
  BudgetElection election;
  election.votes.options = 1 + static_cast<std::uint32_t>(bytes.below(7));
  for (Option option = 0; option < election.votes.options; ++option) election.costs.push_back(amount(bytes));
  election.budget = amount(bytes);
  const bool has_points = bytes.below(2) == 1;
  while (!bytes.is_empty() && election.votes.ballots.size() < 40) {
    MarkedBallot ballot{{}, static_cast<std::int64_t>(bytes.below(bytes.below(8) == 0 ? 20'000'000 : 3))};
    const auto approved = bytes.below(1U << election.votes.options);
    for (Option option = 0; option < election.votes.options; ++option)
      if ((approved >> option & 1U) != 0) ballot.marks.push_back({option, has_points ? static_cast<std::int64_t>(bytes.below(bytes.below(8) == 0 ? value_max : 6)) : 1});
    election.votes.ballots.push_back(std::move(ballot));
  }
  return election;
}

void expect_kept(const BudgetElection& election, const std::vector<Option>& selected, std::int64_t cost) {
  std::int64_t sum = 0;
  for (const auto option : selected) sum += election.costs[option];
  expect(sum == cost && cost <= election.budget);
  auto sorted = selected;
  std::sort(sorted.begin(), sorted.end());
  expect(std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end());
}

void expect_paid(std::int64_t cost, const std::vector<Payment>& payments) {
  Fraction sum;
  for (const auto& payment : payments) {
    Natural added = payment.amount.numerator * sum.denominator;
    added *= static_cast<std::uint64_t>(payment.voters);
    sum.numerator = sum.numerator * payment.amount.denominator;
    sum.numerator += added;
    sum.denominator = sum.denominator * payment.amount.denominator;
  }
  expect(sum == Fraction{Natural(static_cast<std::uint64_t>(cost)), Natural(1)});
}

template <class Outcomes>
void expect_among(const Outcomes& outcomes, std::vector<Option> selected) {
  expect(static_cast<bool>(outcomes));
  std::sort(selected.begin(), selected.end());
  if (outcomes->is_complete) expect(std::binary_search(outcomes->outcomes.begin(), outcomes->outcomes.end(), selected));
}

void count(const BudgetElection& election, Bytes& bytes) {
  GreedyOptions by;
  by.skips = bytes.below(2) == 0;
  by.is_per_cost = bytes.below(2) == 0;
  by.score = bytes.below(2) == 0 ? GreedyScore::supporters : GreedyScore::points;
  const auto spent = greedy(election, by);
  expect(static_cast<bool>(spent));
  expect_kept(election, spent->selected, spent->cost);
  expect_among(all_greedy(election, by, {200, 200}), spent->selected);

  EqualSharesOptions options;
  options.utility = bytes.below(2) == 0 ? Utility::cost : Utility::cardinality;
  options.completion = static_cast<Completion>(bytes.below(6));
  options.steps_max = 200;
  const auto shared = equal_shares(election, options);
  if (shared) {
    expect_kept(election, shared->selected, shared->cost);
    for (const auto& purchase : shared->purchases) expect_paid(election.costs[purchase.option], purchase.payments);
    for (const auto& missing : shared->missing) expect(!missing.denominator.is_zero());
  } else {
    expect(shared.fault().kind == FaultKind::bad_parameter);
  }
  options.completion = static_cast<Completion>(bytes.below(2));
  expect_among(all_equal_shares(election, options, {100, 100}), equal_shares(election, options).value().selected);

  const PhragmenOptions seats{bytes.below(2) == 0, {}, nullptr};
  const auto loaded = phragmen(election, seats);
  expect(static_cast<bool>(loaded));
  expect_kept(election, loaded->selected, loaded->cost);
  for (const auto& purchase : loaded->purchases) expect_paid(election.costs[purchase.option], purchase.payments);
  expect_among(all_phragmen(election, seats, {100, 100}), loaded->selected);
}

}  // namespace
}  // namespace palabre::tally

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  palabre::tally::Bytes rest(bytes, size);
  const auto election = palabre::tally::election_of(rest);
  if (!palabre::tally::find_fault(election)) palabre::tally::count(election, rest);
  return 0;
}

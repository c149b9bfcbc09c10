// Counts sequential Phragmén exactly, with doubles in front that settle what is not close. Called by the report of budgets and equal_shares.cpp.
#include "tally/phragmen.hpp"

#include "tally/equal_shares_run.hpp"
#include "tally/least_first.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace palabre::tally {
namespace {

constexpr double rounding = 0x1p-52;

class LoadRun {
 public:
  LoadRun(const BudgetElection& election, const PhragmenOptions& options, Purses& start, TieBreaker& ties, PhragmenResult& result)
      : election_(election), options_(options), start_(start), supports_(start.supports()), chain_(start.chain()), ties_(ties), result_(result),
        is_in_(election.costs.size(), false), last_(supports_.groups(), no_load), rough_(supports_.groups(), 0) {
    for (const Option option : result.selected) is_in_[option] = true;
    for (std::uint32_t group = 0; group < supports_.groups(); ++group) {
      Factors factors;
      start_.add_money(group, 1, factors);
      if (!factors.empty()) rough_[group] = -ratio(chain_.sum(factors).size, chain_.denominator());
      largest_ = std::max(largest_, std::abs(rough_[group]));
    }
    is_fresh_ = largest_ == 0;
  }

  bool run() {
    take_free();
    LeastFirst waiting(first_bounds());
    bool has_ended = false;
    while (!has_ended) {
      auto near = waiting.take_least([this](Option option) { return ask(option); });
      if (near.empty()) break;
      auto least = least_exactly(std::move(near), waiting);
      const bool overruns = std::any_of(least.begin(), least.end(), [this](Option option) { return !fits(option); });
      if (overruns) {
        has_ended = true;
        stop(std::move(least));
      } else {
        const auto round = static_cast<std::uint32_t>(result_.selected.size());
        const auto chosen = ties_.choose(round, least, [this] { return state(); });
        if (!chosen) return false;
        for (const Option option : least)
          if (option != *chosen) waiting.put_back({ask(option)->low, option});
        buy(*chosen);
      }
    }
    if (options_.fills_seats && !has_ended && !fill()) return false;
    if (options_.script == nullptr) tell_missing();
    return true;
  }

 private:
  static constexpr Chain::Value no_load = 0;

  bool fits(Option option) const { return election_.costs[option] <= election_.budget - result_.cost; }

  void take_free() {
    std::vector<Option> free;
    for (Option option = 0; option < supports_.options(); ++option)
      if (election_.costs[option] == 0 && supports_.supporters(option) > 0 && !is_in_[option]) free.push_back(option);
    std::sort(free.begin(), free.end(), [this](Option a, Option b) { return ties_.places()[a] < ties_.places()[b]; });
    for (const Option option : free) {
      is_in_[option] = true;
      result_.selected.push_back(option);
      result_.purchases.push_back({option, {}, {{supports_.supporters(option), 1, {}, false}}});
    }
  }

  std::vector<LeastFirst::Bound> first_bounds() const {
    std::vector<LeastFirst::Bound> bounds;
    for (Option option = 0; option < supports_.options(); ++option)
      if (!is_in_[option] && supports_.supporters(option) > 0 && election_.costs[option] <= election_.budget) bounds.push_back({ask(option)->low, option});
    return bounds;
  }

  /// When the supporters can pay the option: (cost + sum of their loads) / supporters.
  std::optional<PriceBounds> ask(Option option) const {
    double sum = static_cast<double>(election_.costs[option]);
    double size = sum;
    double voters = 0;
    const auto supporters = supports_.of(option);
    for (const auto& supporter : supporters) {
      const double load = supporter.count * rough_[supporter.group];
      sum += load;
      size += std::abs(load);
      voters += supporter.count;
    }
    const double error = (size * static_cast<double>(supporters.size() + 16) + voters * largest_ * 8) * rounding / voters;
    return PriceBounds{sum / voters - error, sum / voters + error};
  }

  void add_load(std::uint32_t group, std::int64_t times, Factors& factors) const {
    if (last_[group] == no_load) start_.add_money(group, -times, factors);
    else {
      factors.resize(chain_.size(), 0);
      factors[last_[group]] += times;
    }
  }

  Natural exact_sum(Option option) const {
    Factors factors(chain_.size(), 0);
    factors[Chain::one] = election_.costs[option];
    for (const auto& supporter : supports_.of(option)) add_load(supporter.group, static_cast<std::int64_t>(supporter.count), factors);
    return chain_.sum(factors).size;  // not negative: nobody could pay it at the start
  }

  std::vector<Option> least_exactly(std::vector<LeastFirst::Bound> near, LeastFirst& waiting) const {
    if (near.size() == 1) return {near.front().option};
    std::vector<LeastFirst::Bound> least;
    Natural least_sum;
    std::uint64_t least_voters = 1;
    for (const auto& bound : near) {
      Natural sum = exact_sum(bound.option);
      const auto voters = static_cast<std::uint64_t>(supports_.supporters(bound.option));
      Natural left = sum;
      left *= least_voters;
      Natural right = least_sum;
      right *= voters;
      const auto order = least.empty() ? std::strong_ordering::less : left <=> right;
      if (order > 0) {
        waiting.put_back(bound);
        continue;
      }
      if (order < 0) {
        for (const auto& later : least) waiting.put_back(later);
        least.clear();
        least_sum = std::move(sum);
        least_voters = voters;
      }
      least.push_back(bound);
    }
    std::vector<Option> options;
    for (const auto& bound : least) options.push_back(bound.option);
    return options;
  }

  void buy(Option option) {
    LoadRise rise{option, {}, {}};
    const auto voters = static_cast<std::uint64_t>(supports_.supporters(option));
    const Chain::Value load = chain_.append(exact_sum(option), voters);
    if (options_.script == nullptr) {
      rise.load = chain_.fraction(load);
      std::map<Chain::Value, std::size_t> seen;
      for (const auto& supporter : supports_.of(option)) add_payment(supporter, load, seen, rise.payments);
    }
    for (const auto& supporter : supports_.of(option)) {
      last_[supporter.group] = load;
      rough_[supporter.group] = chain_.approximate(load);
    }
    largest_ = std::max(largest_, std::abs(chain_.approximate(load)));
    is_in_[option] = true;
    result_.selected.push_back(option);
    result_.cost += election_.costs[option];
    result_.purchases.push_back(std::move(rise));
  }

  /// Voters who bought last at the same moment pay the same.
  void add_payment(const Supports::Supporter& supporter, Chain::Value load, std::map<Chain::Value, std::size_t>& seen, std::vector<Payment>& payments) const {
    const auto count = static_cast<std::int64_t>(supporter.count);
    const Chain::Value last = last_[supporter.group];
    const auto known = seen.find(last);
    if (known != seen.end() && (last != no_load || is_fresh_)) {
      payments[known->second].voters += count;
      return;
    }
    Factors factors(chain_.size(), 0);
    factors[load] += 1;
    add_load(supporter.group, -1, factors);
    seen.emplace(last, payments.size());
    payments.push_back({count, 1, chain_.fraction_of(chain_.sum(factors).size), false});
  }

  void stop(std::vector<Option> least) {
    std::sort(least.begin(), least.end(), [this](Option a, Option b) { return ties_.places()[a] < ties_.places()[b]; });
    end_ = chain_.append(exact_sum(least.front()), static_cast<std::uint64_t>(supports_.supporters(least.front())));
    result_.stopped_by = std::move(least);
  }

  /// Seats that no supporter can fill go to options without supporters: they are all tied.
  bool fill() {
    std::vector<Option> rest;
    for (Option option = 0; option < supports_.options(); ++option)
      if (!is_in_[option] && supports_.supporters(option) == 0) rest.push_back(option);
    for (;;) {
      std::erase_if(rest, [this](Option option) { return !fits(option); });
      if (rest.empty()) return true;
      const auto round = static_cast<std::uint32_t>(result_.selected.size());
      const auto chosen = ties_.choose(round, rest, [this] { return state(); });
      if (!chosen) return false;
      is_in_[*chosen] = true;
      std::erase(rest, *chosen);
      result_.selected.push_back(*chosen);
      result_.cost += election_.costs[*chosen];
    }
  }

  void tell_missing() {
    if (end_ == no_load && !result_.purchases.empty()) end_ = latest();
    const auto left = election_.budget - result_.cost;
    for (Option option = 0; option < supports_.options(); ++option) {
      Fraction missing;
      if (!is_in_[option]) {
        Factors factors(chain_.size(), 0);
        factors[Chain::one] = election_.costs[option];
        if (end_ != no_load) factors[end_] -= supports_.supporters(option);
        for (const auto& supporter : supports_.of(option)) add_load(supporter.group, static_cast<std::int64_t>(supporter.count), factors);
        auto sum = chain_.sum(factors);
        if (sum.is_negative || sum.size.is_zero()) missing.numerator = Natural(static_cast<std::uint64_t>(std::max<std::int64_t>(0, election_.costs[option] - left)));
        else missing = chain_.fraction_of(std::move(sum.size));
      }
      result_.missing.push_back(std::move(missing));
    }
  }

  Chain::Value latest() const {
    Chain::Value latest = no_load;
    for (const auto value : last_) latest = std::max(latest, value);
    return latest;
  }

  std::string state() const {
    auto selected = result_.selected;
    std::sort(selected.begin(), selected.end());
    std::string text = "phragmen";
    for (const Option option : selected) text += "," + std::to_string(option);
    StateDigest loads;
    const Residues residues(chain_);
    for (std::uint32_t group = 0; group < supports_.groups(); ++group) {
      Factors factors;
      add_load(group, 1, factors);
      for (const auto word : residues.of(factors)) loads.add(word);
    }
    return text + " " + loads.text();
  }

  const BudgetElection& election_;
  const PhragmenOptions& options_;
  Purses& start_;
  const Supports& supports_;
  Chain& chain_;
  TieBreaker& ties_;
  PhragmenResult& result_;
  std::vector<bool> is_in_;
  std::vector<Chain::Value> last_;   // per group: the load since its last purchase; no_load: minus what it had at the start
  std::vector<double> rough_;        // per group: the load as a double
  double largest_ = 0;
  Chain::Value end_ = no_load;       // the load of everyone when it ended
  bool is_fresh_ = true;             // all start with nothing
};

}  // namespace

Checked<PhragmenResult> phragmen(const BudgetElection& election, const PhragmenOptions& options) {
  if (auto fault = find_fault(election)) return *fault;
  const Supports supports(election.votes);
  auto places = tie_places(election, supports, options.ties);
  if (!places) return places.fault();
  TieBreaker ties(election, supports, options.ties, *places, options.script);
  Purses nothing(supports, {0, 1});
  PhragmenResult result;
  if (!continue_with_phragmen(election, options, nothing, ties, result)) return Fault{FaultKind::bad_parameter, given_up};
  result.ties = std::move(ties.ties());
  return result;
}

bool continue_with_phragmen(const BudgetElection& election, const PhragmenOptions& options, Purses& purses, TieBreaker& ties, PhragmenResult& result) {
  const Supports& supports = purses.supports();
  result.supporters.clear();
  for (Option option = 0; option < supports.options(); ++option) result.supporters.push_back(supports.supporters(option));
  return LoadRun(election, options, purses, ties, result).run();
}

}  // namespace palabre::tally

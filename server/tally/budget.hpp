// What the methods of participatory budgeting share: projects with costs, who supports them, and what decides between equals.
// A committee of k members is the case of cost 1 each and budget k.
#pragma once
#include "tally/ballots.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace palabre::tally {

/// Marks above 0 are support: 1 for an approval, or points. Ballots without marks hold their share of the money too.
struct BudgetElection {
  MarkedElection votes;
  std::vector<std::int64_t> costs;  // per option, in the smallest unit of money
  std::int64_t budget = 0;
};

/// Refuses what find_fault of the votes refuses, and: negative_number (cost, budget, mark), number_too_large (beyond money_max),
/// bad_parameter (not one cost per option).
std::optional<Fault> find_fault(const BudgetElection& election);

/// The same ballots, seen from the voters and from the options. Equal ballots are one group, in an order that does not depend on
/// the order of the ballots.
class Supports {
 public:
  explicit Supports(const MarkedElection& votes);

  struct Supporter {
    std::uint32_t group = 0;
    double count = 0;   // voters of the group, and their points: whole numbers up to 10^9
    double points = 0;
  };
  std::span<const Supporter> of(Option option) const;
  std::span<const Mark> marks(std::uint32_t group) const;
  std::size_t first_mark(std::uint32_t group) const { return first_mark_[group]; }
  std::int64_t count(std::uint32_t group) const { return counts_[group]; }

  std::uint32_t options() const { return static_cast<std::uint32_t>(supporters_.size()); }
  std::uint32_t groups() const { return static_cast<std::uint32_t>(counts_.size()); }
  std::int64_t voters() const { return voters_; }
  std::size_t marks() const { return marks_.size(); }
  /// Voters who support the option, and the sum of their points.
  std::int64_t supporters(Option option) const { return supporters_[option]; }
  std::int64_t points(Option option) const { return points_[option]; }

 private:
  void list_by_option();
  std::vector<std::int64_t> counts_;
  std::vector<std::size_t> first_mark_;
  std::vector<Mark> marks_;
  std::vector<std::size_t> first_supporter_;
  std::vector<Supporter> by_option_;
  std::vector<std::int64_t> supporters_;
  std::vector<std::int64_t> points_;
  std::int64_t voters_ = 0;
};

enum class TieCriterion { most_supporters, least_cost, greatest_cost };

/// What decides between options that the method itself holds equal: the criteria in turn, then the order.
struct TieRule {
  std::vector<TieCriterion> criteria{TieCriterion::most_supporters, TieCriterion::least_cost};
  std::vector<Option> order;  // all options, the one that wins a tie first; empty: as they are listed
};

/// What settled a tie.
enum class TieSettledBy { supporters, cost, order, script };

struct Tie {
  std::uint32_t round = 0;    // from 0: how many options had been chosen before
  std::vector<Option> tied;   // the chosen one first
  TieSettledBy settled_by = TieSettledBy::order;
};

/// Per option its place when all are tied: 0 wins. Refuses: bad_parameter (the order does not name each option once).
Checked<std::vector<std::uint32_t>> tie_places(const BudgetElection& election, const Supports& supports, const TieRule& rule);

/// The tie as a report tells it: `tied` in the order of places, and the first criterion that tells the first from the second.
Tie settle_tie(std::uint32_t round, std::vector<Option> tied, const BudgetElection& election, const Supports& supports,
               const TieRule& rule, const std::vector<std::uint32_t>& places);

}  // namespace palabre::tally

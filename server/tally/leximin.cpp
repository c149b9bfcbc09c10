// The master program over panels: weights, the level they reach, and the next panel worth adding. Called by sortition.
#include "tally/leximin.hpp"

#include <algorithm>
#include <cmath>

namespace palabre::tally {
namespace {

constexpr double reached_within = 1e-9;
constexpr double target_within = 1e-7;  // of chances: what rounding can cost on the way to the target
constexpr double tight_weight = 1e-7;
constexpr std::uint64_t exact_work_max = 1'500'000'000;
constexpr std::size_t columns_max = 6'000;
constexpr std::size_t search_nodes_max = 3'000;

/// What each type's chance must reach: its floor plus rise times the level.
struct Demand {
  std::vector<double> floor;
  std::vector<double> rise;
};

/// Maximises the level. Row per type: chance - rise * level >= floor; last row: the weights add up to 1.
class Master {
 public:
  Master(PanelSpace& space, PanelMixture& mixture) : space_(space), mixture_(mixture), program_(rows(space.types())) {
    std::vector<Simplex::Entry> rises;
    for (std::uint32_t type = 0; type < space.types(); ++type) rises.push_back({type, -1});
    program_.add_column(rises, {-1, 1}, 1);
    for (const auto& panel : mixture.panels) add_column(panel);
  }

  struct Level {
    double level = -1;
    double bound = 1;               // no whole panels reach more
    bool is_best = false;
    std::vector<double> tightness;  // per type, what a little less of its demand would raise the level by, per chance
  };

  /// Adds panels until none raises the level.
  Level raise(const Demand& demand) {
    set_demand(demand);
    Level reached;
    while (true) {
      if (program_.solve() != Simplex::Outcome::optimal) return reached;
      reached.level = program_.value(0);
      reached.tightness = tightness();
      take_weights();
      const double worth = program_.prices()[space_.types()];
      const auto next = dearest_panel(reached.tightness, worth);
      reached.bound = std::min(reached.bound, bound_of(demand, reached.tightness, std::max(next.bound, worth)));
      if (!next.panel) {
        reached.is_best = next.is_complete;
        return reached;
      }
      if (mixture_.panels.size() >= columns_max || space_.program().work() + program_.work() > exact_work_max) return reached;
      mixture_.panels.push_back(shares_of(*next.panel));
      mixture_.weights.push_back(0);
      add_column(mixture_.panels.back());
    }
  }

 private:
  static std::vector<Range> rows(std::size_t types) {
    std::vector<Range> ranges(types, Range{0, 2});
    ranges.push_back({1, 1});
    return ranges;
  }

  void add_column(const Shares& panel) {
    std::vector<Simplex::Entry> entries;
    for (const auto& share : panel) entries.push_back({share.type, share.seats / space_.people(share.type)});
    entries.push_back({static_cast<std::uint32_t>(space_.types()), 1});
    program_.add_column(entries, {0, 1}, 0);
  }

  void set_demand(const Demand& demand) {
    std::vector<Simplex::Entry> rises;
    for (std::uint32_t type = 0; type < space_.types(); ++type) {
      rises.push_back({type, -demand.rise[type]});
      program_.set_row_range(type, {demand.floor[type], 3});
    }
    program_.set_entries(0, rises);
  }

  [[nodiscard]] std::vector<double> tightness() const {
    std::vector<double> values(space_.types());
    for (std::size_t type = 0; type < values.size(); ++type) values[type] = std::max(0.0, -program_.prices()[type]);
    return values;
  }

  void take_weights() {
    double sum = 0;
    for (std::uint32_t panel = 0; panel < mixture_.panels.size(); ++panel) sum += mixture_.weights[panel] = std::max(0.0, program_.value(panel + 1));
    for (auto& weight : mixture_.weights) weight /= sum;
  }

  PanelSpace::Best dearest_panel(const std::vector<double>& tightness, double worth) {
    auto weights = tightness;
    for (std::size_t type = 0; type < weights.size(); ++type) weights[type] /= space_.people(type);
    SearchLimits limits;
    limits.better_than = worth + reached_within;
    limits.nodes_max = search_nodes_max;
    return space_.best_panel(weights, space_.box(), limits);
  }

  /// Weighing the demands by any prices bounds the level by what the dearest panel is worth (weak duality).
  [[nodiscard]] static double bound_of(const Demand& demand, const std::vector<double>& tightness, double dearest) {
    double rise = 0;
    for (std::size_t type = 0; type < tightness.size(); ++type) {
      dearest -= tightness[type] * demand.floor[type];
      rise += tightness[type] * demand.rise[type];
    }
    return rise > 1e-9 ? dearest / rise : 1;
  }

  PanelSpace& space_;
  PanelMixture& mixture_;
  Simplex program_;
};

/// Whether whole panels make up the chances that split seats allow, up to rounding; the least chance then to the last digit.
bool reach_target(Master& master, const FairTarget& target) {
  if (!target.is_leximin) return false;
  const std::vector<double> ones(target.chances.size(), 1.0);
  const auto all = master.raise({target.chances, ones});
  if (!all.is_best || all.level < -target_within) return false;
  const double slack = 4 * std::abs(all.level) + 1e-11;
  Demand demand;
  for (const double chance : target.chances) {
    const bool is_least = chance <= target.bound + slack;
    demand.floor.push_back(is_least ? 0 : chance - slack);
    demand.rise.push_back(is_least ? 1 : 0);
  }
  return master.raise(demand).level >= target.bound - target_within;
}

/// Fixes the types whose demand holds the level down. False when there is none.
bool fix_tight(Demand& demand, const std::vector<double>& tightness, double level) {
  double tightest = 0;
  for (std::size_t type = 0; type < tightness.size(); ++type)
    if (demand.rise[type] > 0) tightest = std::max(tightest, tightness[type]);
  for (std::size_t type = 0; type < tightness.size(); ++type) {
    if (demand.rise[type] == 0 || tightness[type] <= tight_weight * std::max(tightest, 1e-3)) continue;
    demand.rise[type] = 0;
    demand.floor[type] = std::max(0.0, level - 1e-11);
  }
  return tightest > 0;
}

}  // namespace

LeximinResult make_leximin(PanelSpace& space, const FairTarget& target, PanelMixture& mixture) {
  Master master(space, mixture);
  LeximinResult result;
  result.bound = target.bound;
  result.is_proven = reach_target(master, target);
  if (result.is_proven) return result;
  Demand demand{std::vector<double>(space.types(), 0.0), std::vector<double>(space.types(), 1.0)};
  bool is_first = true;
  while (std::any_of(demand.rise.begin(), demand.rise.end(), [](double rise) { return rise > 0; })) {
    const auto reached = master.raise(demand);
    if (is_first) result.bound = std::min(result.bound, reached.bound);
    is_first = false;
    if (!reached.is_best) return result;
    if (!fix_tight(demand, reached.tightness, reached.level)) break;
  }
  result.is_proven = true;
  return result;
}

}  // namespace palabre::tally

// Leximin with split seats. Called by sortition before it looks for whole panels.
#include "tally/fair_target.hpp"

#include <algorithm>
#include <cmath>

namespace palabre::tally {
namespace {

constexpr double tight_share = 1e-6;   // of the largest weight in a certificate: below it a type counts as free
constexpr double level_within = 1e-12;
constexpr int steps_max = 400;
constexpr double fixed_slack_max = 1e-7;
constexpr double feasible_within = 1e-4;  // seats of a row

class Levels {
 public:
  /// fixed_slack: what fixed chances may fall short of in later rounds. The smaller, the more exact; above what the program tolerates, a
  /// round can hardly make the next impossible.
  Levels(PanelSpace& space, double fixed_slack)
      : space_(space), fixed_slack_(fixed_slack), chances_(space.types(), 0.0), is_fixed_(space.types(), false), box_(space.box()) {}

  std::optional<FairTarget> run() {
    if (space_.solve_relaxed(box_) == Simplex::Outcome::infeasible) return std::nullopt;
    remember_solution();
    FairTarget target;
    target.is_leximin = true;
    for (std::size_t round = 0; open_types() > 0; ++round) {
      const bool is_sure = raise();
      if (round == 0) target.bound = certified_;
      if (is_sure) continue;
      settle_for_solution();
      target.is_leximin = false;
    }
    if (!is_feasible()) {
      settle_for_solution();
      target.is_leximin = false;
    }
    target.chances = chances_;
    return target;
  }

 private:
  [[nodiscard]] std::size_t open_types() const { return static_cast<std::size_t>(std::count(is_fixed_.begin(), is_fixed_.end(), false)); }

  /// The even share of the seats that are left, or where the first household can send no more.
  [[nodiscard]] double highest_level() const {
    double seats = space_.panel_size();
    double people = 0;
    double most = 1;
    for (std::size_t type = 0; type < space_.types(); ++type) {
      if (is_fixed_[type]) {
        seats -= chances_[type] * space_.people(type);
      } else {
        people += space_.people(type);
        most = std::min(most, space_.seats_max(type) / space_.people(type));
      }
    }
    has_all_seats_ = seats / people <= most + level_within;
    return std::max(level_, std::min(most, seats / people));
  }

  void demand(double level) {
    for (std::size_t type = 0; type < space_.types(); ++type)
      box_[type].lower = std::clamp(space_.people(type) * (is_fixed_[type] ? chances_[type] - fixed_slack_ : level), 0.0, box_[type].upper);
  }

  [[nodiscard]] bool is_feasible() const {
    return std::all_of(space_.rows().begin(), space_.rows().end(), [this](const PanelRow& row) {
      double seats = 0;
      for (const auto type : row.types) seats += chances_[type] * space_.people(type);
      return seats >= static_cast<double>(row.lower) - feasible_within && seats <= static_cast<double>(row.upper) + feasible_within;
    });
  }

  void remember_solution() {
    solution_.resize(space_.types());
    for (std::uint32_t type = 0; type < space_.types(); ++type) solution_[type] = space_.program().value(type);
  }

  /// The seats of the last level that was feasible, for all that is still open: when numbers tell no more.
  void settle_for_solution() {
    for (std::size_t type = 0; type < space_.types(); ++type) {
      chances_[type] = std::max(0.0, solution_[type] / space_.people(type));
      is_fixed_[type] = true;
    }
  }

  /// One round: the highest level that all open types reach together, from above; where the certificates lower it only little by little,
  /// halfway steps between it and the highest level reached. Fixes the types that bound it. False when rounding tells no more.
  bool raise() {
    certified_ = upper_ = highest_level();
    double hair = 1e-11;
    std::vector<double> weights;
    for (int step = 0; step < steps_max; ++step) {
      const bool is_halfway = step >= 8 && step % 2 == 0 && upper_ - level_ > 1e-7;
      const double level = is_halfway ? (level_ + upper_) / 2 : upper_;
      demand(level);
      const auto outcome = space_.solve_relaxed(box_);
      if (outcome == Simplex::Outcome::stopped) return false;
      if (outcome == Simplex::Outcome::optimal) {
        remember_solution();
        level_ = level;
        if (is_halfway) continue;
        fix(weights);
        return true;
      }
      auto certificate = read_certificate();
      if (!certificate.is_believable(level_)) {  // what is missing is rounding in the chances fixed before: give them more room
        if (fixed_slack_ > fixed_slack_max) return false;
        fixed_slack_ *= 8;
        continue;
      }
      weights = std::move(certificate.weights);
      certified_ = std::min(certified_, certificate.level());
      const double lower = std::max(level_, certificate.level());
      // No lower although infeasible: a miss within rounding. A hair below, or some hairs, there is nothing to miss.
      if (lower >= level - level_within) hair *= 4;
      upper_ = lower < level - level_within ? lower : std::max(level_, level - hair);
    }
    return false;
  }

  /// A weighted sum of rows that misses `constant + slope * level` seats: infeasible while that is above 0.
  struct Certificate {
    double constant = 0;
    double slope = 0;
    double size = 0;              // of the largest terms, for what rounding can do
    std::vector<double> weights;  // of the open types in the sum
    [[nodiscard]] double level() const { return -constant / slope; }
    [[nodiscard]] bool is_believable(double reached) const { return slope > 1e-9 * size && constant + slope * reached <= 1e-9 * (1 + size); }
  };

  [[nodiscard]] Certificate read_certificate() const {
    const auto& program = space_.program();
    const auto& prices = program.prices();
    Certificate certificate;
    for (std::uint32_t row = 0; row < space_.rows().size(); ++row)
      certificate.constant -= prices[row] * static_cast<double>(prices[row] > 0 ? space_.rows()[row].upper : space_.rows()[row].lower);
    certificate.weights.assign(space_.types(), 0.0);
    double largest = 0;
    for (std::uint32_t type = 0; type < space_.types(); ++type) {
      const double weight = program.priced(type, prices);
      if (weight > 0 && !is_fixed_[type]) {
        certificate.weights[type] = weight;
        certificate.slope += weight * space_.people(type);
        largest = std::max(largest, weight);
      } else {
        certificate.size = std::max(certificate.size, std::abs(weight) * box_[type].upper);
        certificate.constant += weight * (weight > 0 ? box_[type].lower : box_[type].upper);
      }
    }
    for (auto& weight : certificate.weights)
      if (weight < tight_share * largest) weight = 0;
    return certificate;
  }

  /// The types that hold the level down: those in the last certificate; without one, all seats are given away, or households send no more.
  void fix(const std::vector<double>& weights) {
    for (std::size_t type = 0; type < space_.types(); ++type) {
      if (is_fixed_[type]) continue;
      const bool is_tight = weights.empty() ? has_all_seats_ || space_.seats_max(type) <= (level_ + level_within) * space_.people(type) : weights[type] > 0;
      if (!is_tight) continue;
      is_fixed_[type] = true;
      chances_[type] = level_;
    }
  }

  PanelSpace& space_;
  double fixed_slack_;
  std::vector<double> chances_;
  std::vector<bool> is_fixed_;
  std::vector<Range> box_;
  std::vector<double> solution_;  // seats per type at level_
  double level_ = 0;              // reached so far
  double upper_ = 1;              // of the round: no level above is feasible, up to rounding
  double certified_ = 1;          // of the round: no level above is feasible, by a certificate
  mutable bool has_all_seats_ = false;
};

}  // namespace

std::optional<FairTarget> find_fair_target(PanelSpace& space) {
  auto target = Levels(space, 1e-12).run();
  if (!target || target->is_leximin) return target;
  return Levels(space, 5e-9).run();
}

}  // namespace palabre::tally

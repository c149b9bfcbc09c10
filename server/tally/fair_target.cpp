// Leximin with split seats. Called by sortition before it looks for whole panels.
#include "tally/fair_target.hpp"

#include <algorithm>
#include <cmath>

namespace palabre::tally {
namespace {

constexpr double tight_share = 1e-6;   // of the largest weight in a certificate: below it a type counts as free
constexpr double level_within = 1e-12;
constexpr double missing_within = 1e-7;  // seats: a certificate that misses less is rounding
constexpr double fixed_slack = 1e-12;  // so that rounding in one round does not make the next impossible

class Levels {
 public:
  explicit Levels(PanelSpace& space) : space_(space), chances_(space.types(), 0.0), is_fixed_(space.types(), false), box_(space.box()) {}

  std::optional<FairTarget> run() {
    if (space_.solve_relaxed(box_) == Simplex::Outcome::infeasible) return std::nullopt;
    FairTarget target;
    for (bool is_first = true; open_types() > 0; is_first = false) {
      const double level = raise();
      if (is_first) target.bound = level;
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
    return std::max(0.0, std::min(most, seats / people));
  }

  void demand(double level) {
    for (std::size_t type = 0; type < space_.types(); ++type)
      box_[type].lower = std::clamp(space_.people(type) * (is_fixed_[type] ? chances_[type] - fixed_slack : level), 0.0, box_[type].upper);
  }

  /// One round: the highest level that all open types reach together; fixes those that bound it.
  double raise() {
    double level = highest_level();
    std::vector<double> weights;
    for (int step = 0; step < 200; ++step) {
      demand(level);
      if (space_.solve_relaxed(box_) != Simplex::Outcome::infeasible) break;
      auto certificate = read_certificate();
      if (certificate.missing_at(level) < missing_within) break;
      weights = std::move(certificate.weights);
      level = std::max(0.0, certificate.level());
    }
    fix(level, weights);
    return level;
  }

  /// A weighted sum of rows that misses `constant + slope * level` seats: infeasible while that is above 0.
  struct Certificate {
    double constant = 0;
    double slope = 0;
    std::vector<double> weights;  // of the open types in the sum
    [[nodiscard]] double missing_at(double level) const { return constant + slope * level; }
    [[nodiscard]] double level() const { return slope > 0 ? -constant / slope : 0; }
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
        certificate.constant += weight * (weight > 0 ? box_[type].lower : box_[type].upper);
      }
    }
    for (auto& weight : certificate.weights)
      if (weight < tight_share * largest) weight = 0;
    return certificate;
  }

  void fix(double level, const std::vector<double>& weights) {
    bool has_fixed = false;
    for (std::size_t type = 0; type < space_.types(); ++type) {
      if (is_fixed_[type]) continue;
      const bool is_tight = weights.empty() ? has_all_seats_ || space_.seats_max(type) <= (level + level_within) * space_.people(type) : weights[type] > 0;
      if (!is_tight) continue;
      is_fixed_[type] = has_fixed = true;
      chances_[type] = level;
    }
    if (has_fixed) return;
    for (std::size_t type = 0; type < space_.types(); ++type) {  // nothing bounds the level that numbers can tell: end here
      if (!is_fixed_[type]) chances_[type] = level;
      is_fixed_[type] = true;
    }
  }

  PanelSpace& space_;
  std::vector<double> chances_;
  std::vector<bool> is_fixed_;
  std::vector<Range> box_;
  mutable bool has_all_seats_ = false;
};

}  // namespace

std::optional<FairTarget> find_fair_target(PanelSpace& space) { return Levels(space).run(); }

}  // namespace palabre::tally

// All panels that meet the quotas, as seats per type: the linear program of the quotas and the search for the best panel. Used inside sortition.
#pragma once
#include "tally/integer_search.hpp"
#include "tally/person_types.hpp"

namespace palabre::tally {

/// Seats per type.
using Panel = std::vector<std::uint32_t>;

/// The number of seats of some types together: a feature's quota, the panel's size, or what the households of a kind can send.
struct PanelRow {
  std::vector<std::uint32_t> types;
  std::int64_t lower = 0;
  std::int64_t upper = 0;
};

/// First one row per feature, category by category; then the panel's size; then the kinds of several types.
std::vector<PanelRow> rows_of(const SortitionPool& pool, const PoolTypes& sorted);
/// Per type the entries of its column: 1 for each row it stands in.
std::vector<std::vector<Simplex::Entry>> columns_of(const std::vector<PanelRow>& rows, std::size_t types);

class PanelSpace {
 public:
  PanelSpace(const SortitionPool& pool, const PoolTypes& sorted);

  [[nodiscard]] std::size_t types() const { return people_.size(); }
  [[nodiscard]] double people(std::size_t type) const { return people_[type]; }
  [[nodiscard]] double seats_max(std::size_t type) const { return box_[type].upper; }
  [[nodiscard]] double panel_size() const { return panel_size_; }
  /// From none to seats_max, for each type.
  [[nodiscard]] const std::vector<Range>& box() const { return box_; }
  /// Checked in integers.
  [[nodiscard]] bool holds(const Panel& panel) const;

  /// Whether seats, not necessarily whole, can meet the quotas within the box; if not, `prices` of the program prove it.
  Simplex::Outcome solve_relaxed(const std::vector<Range>& box);
  [[nodiscard]] const Simplex& program() const { return program_; }
  [[nodiscard]] const std::vector<PanelRow>& rows() const { return rows_; }

  struct Best {
    std::optional<Panel> panel;  // holds
    double value = 0;
    double bound = 0;
    bool is_complete = false;
  };
  /// The panel of maximal total weight within the box.
  Best best_panel(const std::vector<double>& weights, const std::vector<Range>& box, const SearchLimits& limits);
  /// A panel of high, not always maximal, total weight within the box, quickly: the prices of the last such panel settle most types, the
  /// search the others. For many calls with weights that change little by little. Nothing when that leads to no panel.
  std::optional<Panel> good_panel(const std::vector<double>& weights, const std::vector<Range>& box);
  /// Holds every row that `chances` fill to its limit at that limit: panels that make up these chances lie there. Until leave_face.
  void keep_to_face(const std::vector<double>& chances);
  void leave_face();

 private:
  void set_weights(const std::vector<double>& weights, double scale);
  [[nodiscard]] std::vector<Range> settle_by_solution(const std::vector<Range>& box, std::size_t open_types) const;
  [[nodiscard]] std::vector<Range> settle_by_prices(const std::vector<double>& weights, const std::vector<Range>& box, std::size_t open_types) const;
  std::vector<PanelRow> rows_;
  std::vector<double> people_;
  std::vector<Range> box_;
  double panel_size_ = 0;
  Simplex program_;
  std::vector<double> prices_;  // of the last good panel
};

}  // namespace palabre::tally

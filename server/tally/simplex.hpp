// A small linear program over boxed variables, and the simplex method that solves it. Used by sortition only.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace palabre::tally {

struct Range {
  double lower = 0;
  double upper = 0;
};

/// Maximises cost * x under lower <= A x <= upper, row by row, and lower <= x <= upper. Every bound is finite, so that any basis becomes
/// dual feasible by moving variables to their other bound: the dual method with bound flips starts from wherever the last solve ended,
/// after any change of costs or bounds; the primal method goes on after new columns.
/// Why doubles: nothing is counted here. What comes out of it is checked in integers by the callers.
/// Source: Koberstein, "The dual simplex method, techniques for a fast and stable implementation" (2005), chapters 3 and 6;
/// Maros, "Computational techniques of the simplex method" (2003).
class Simplex {
 public:
  /// stopped: too many steps; the values mean nothing, but `cost_bound` holds.
  enum class Outcome { optimal, infeasible, stopped };
  struct Entry {
    std::uint32_t row = 0;
    double value = 0;
  };

  explicit Simplex(const std::vector<Range>& rows);
  std::uint32_t add_column(const std::vector<Entry>& entries, Range range, double cost);
  void set_range(std::uint32_t column, Range range);
  void set_row_range(std::uint32_t row, Range range);
  void set_cost(std::uint32_t column, double cost);
  /// Replaces the entries of a column by as many others.
  void set_entries(std::uint32_t column, const std::vector<Entry>& entries);

  Outcome solve();

  [[nodiscard]] std::uint32_t columns() const { return static_cast<std::uint32_t>(starts_.size() - 1); }
  [[nodiscard]] std::uint32_t rows() const { return rows_; }
  /// Steps so far times what each looked at: a measure of time that is the same on every machine, about 15 ns a unit.
  [[nodiscard]] std::uint64_t work() const { return work_; }
  [[nodiscard]] double value(std::uint32_t column) const { return value_[rows_ + column]; }
  [[nodiscard]] double objective() const;
  /// Cost minus what the rows' prices make of the column, for a column whose range is not a point.
  [[nodiscard]] double reduced_cost(std::uint32_t column) const { return reduced_[rows_ + column]; }
  /// One price per row. Optimal: what a unit of the row is worth. Infeasible: weights of a sum of rows that no x in its bounds can meet.
  [[nodiscard]] const std::vector<double>& prices() const { return prices_; }
  /// The weighted sum of a column's entries.
  [[nodiscard]] double priced(std::uint32_t column, const std::vector<double>& prices) const;
  /// An upper bound of the optimum, valid for whatever prices the last solve ended with.
  [[nodiscard]] double cost_bound() const;

 private:
  // Variable v: below rows_ the activity of row v (its column is minus a unit vector), from rows_ on column v - rows_.
  [[nodiscard]] double entry_sum(std::uint32_t variable, const double* row_weights) const;
  void add_scaled(std::uint32_t variable, double factor, std::vector<double>& into) const;
  [[nodiscard]] std::vector<double> through_inverse(const std::vector<double>& column) const;
  [[nodiscard]] std::vector<double> column_of(std::uint32_t variable) const;
  [[nodiscard]] bool is_basic(std::uint32_t variable) const { return place_[variable] >= 0; }

  void refactor();
  void pivot_inverse(std::uint32_t row, const std::vector<double>& column);
  void exchange(std::uint32_t row, std::uint32_t entering, const std::vector<double>& column);
  void compute_prices();
  void compute_basic_values();
  void rest_at_bound(std::uint32_t variable, bool is_upper);
  void rest_where_prices_say();
  [[nodiscard]] bool is_primal_feasible() const;

  Outcome solve_dual();
  [[nodiscard]] std::uint32_t most_violated_row() const;
  struct Breakpoint {
    double ratio = 0;
    double pivot = 0;
    std::uint32_t variable = 0;
  };
  [[nodiscard]] std::vector<Breakpoint> breakpoints_of(const double* row, double side);
  [[nodiscard]] std::vector<Breakpoint> passed_until_entering(std::vector<Breakpoint> heap, double violation) const;
  void take_dual_step(std::uint32_t row, double side, const std::vector<Breakpoint>& passed);

  Outcome solve_primal();
  struct Entering {
    std::uint32_t variable = 0;
    double direction = 0;  // 0: none improves
  };
  [[nodiscard]] Entering entering_primal(bool is_first) const;
  void take_primal_step(Entering entering);

  std::uint32_t rows_ = 0;
  std::vector<std::size_t> starts_{0};
  std::vector<std::uint32_t> entry_rows_;
  std::vector<double> entry_values_;
  bool has_units_only_ = true;            // every entry is 1: the sums need no products
  std::vector<double> lower_, upper_, cost_, noise_, value_, reduced_;
  std::vector<std::int32_t> place_;       // row of the basis, or -1
  std::vector<std::uint32_t> basis_;      // per row the basic variable
  std::vector<double> inverse_;           // of the basis, row by row
  std::vector<double> prices_;
  std::vector<double> row_entries_;       // of the leaving row, per variable
  double noise_size_ = 0;
  double progress_ = 0;                   // of the last primal step
  std::vector<std::uint32_t> open_;       // the variables whose range is not a point
  std::uint64_t work_ = 0;
  int exchanges_ = 0;                     // since the inverse was computed anew
  bool is_stale_ = true;                  // a basic column changed
};

}  // namespace palabre::tally

// Holds the basis of a linear program: its inverse, prices and values. The steps stand in simplex_steps.cpp. Called by panel_space and panel_mixture.
#include "tally/simplex.hpp"

#include <algorithm>
#include <cmath>

namespace palabre::tally {
namespace {

constexpr double smallest_pivot = 1e-9;
constexpr double negligible = 1e-14;

/// A number in [0.5, 1.5) that looks unrelated for neighbouring variables: breaks ties between equal columns, alike on every machine.
double uneven(std::uint32_t variable) {
  std::uint32_t word = variable * 0x9e3779b9U + 0x7f4a7c15U;
  word = (word ^ (word >> 16U)) * 0x85ebca6bU;
  word ^= word >> 13U;
  return 0.5 + static_cast<double>(word) / 4294967296.0;
}

}  // namespace

Simplex::Simplex(const std::vector<Range>& rows) : rows_(static_cast<std::uint32_t>(rows.size())) {
  for (std::uint32_t row = 0; row < rows_; ++row) {
    lower_.push_back(rows[row].lower);
    upper_.push_back(rows[row].upper);
    place_.push_back(static_cast<std::int32_t>(row));
    basis_.push_back(row);
  }
  cost_.assign(rows_, 0);
  noise_.assign(rows_, 0);
  value_.assign(rows_, 0);
  reduced_.assign(rows_, 0);
  prices_.assign(rows_, 0);
}

std::uint32_t Simplex::add_column(const std::vector<Entry>& entries, Range range, double cost) {
  const auto column = columns();
  for (const auto& entry : entries) {
    entry_rows_.push_back(entry.row);
    entry_values_.push_back(entry.value);
    if (entry.value != 1) has_units_only_ = false;
  }
  starts_.push_back(entry_rows_.size());
  lower_.push_back(range.lower);
  upper_.push_back(range.upper);
  cost_.push_back(cost);
  noise_.push_back(uneven(column));
  value_.push_back(range.lower);
  reduced_.push_back(0);
  place_.push_back(-1);
  return column;
}

void Simplex::set_range(std::uint32_t column, Range range) {
  lower_[rows_ + column] = range.lower;
  upper_[rows_ + column] = range.upper;
}

void Simplex::set_row_range(std::uint32_t row, Range range) {
  lower_[row] = range.lower;
  upper_[row] = range.upper;
}

void Simplex::set_cost(std::uint32_t column, double cost) { cost_[rows_ + column] = cost; }

void Simplex::set_entries(std::uint32_t column, const std::vector<Entry>& entries) {
  auto at = starts_[column];
  for (const auto& entry : entries) {
    entry_rows_[at] = entry.row;
    entry_values_[at++] = entry.value;
  }
  has_units_only_ = false;
  is_stale_ = true;
}

double Simplex::priced(std::uint32_t column, const std::vector<double>& prices) const { return entry_sum(rows_ + column, prices.data()); }

double Simplex::entry_sum(std::uint32_t variable, const double* row_weights) const {
  if (variable < rows_) return -row_weights[variable];
  const auto end = starts_[variable - rows_ + 1];
  auto at = starts_[variable - rows_];
  double sum = 0;
  double other = 0;
  if (has_units_only_) {
    for (; at + 1 < end; at += 2) {
      sum += row_weights[entry_rows_[at]];
      other += row_weights[entry_rows_[at + 1]];
    }
    return at < end ? sum + other + row_weights[entry_rows_[at]] : sum + other;
  }
  for (; at < end; ++at) sum += row_weights[entry_rows_[at]] * entry_values_[at];
  return sum;
}

void Simplex::add_scaled(std::uint32_t variable, double factor, std::vector<double>& into) const {
  if (variable < rows_) {
    into[variable] -= factor;
    return;
  }
  for (std::size_t at = starts_[variable - rows_]; at < starts_[variable - rows_ + 1]; ++at) into[entry_rows_[at]] += entry_values_[at] * factor;
}

std::vector<double> Simplex::column_of(std::uint32_t variable) const {
  std::vector<double> column(rows_, 0.0);
  add_scaled(variable, 1, column);
  return column;
}

std::vector<double> Simplex::through_inverse(const std::vector<double>& column) const {
  std::vector<std::uint32_t> filled;
  for (std::uint32_t row = 0; row < rows_; ++row)
    if (column[row] != 0) filled.push_back(row);
  std::vector<double> product(rows_);
  for (std::uint32_t row = 0; row < rows_; ++row) {
    const double* line = inverse_.data() + static_cast<std::size_t>(row) * rows_;
    double sum = 0;
    for (const auto at : filled) sum += line[at] * column[at];
    product[row] = sum;
  }
  return product;
}

void Simplex::pivot_inverse(std::uint32_t row, const std::vector<double>& column) {
  double* line = inverse_.data() + static_cast<std::size_t>(row) * rows_;
  const double scale = 1 / column[row];
  std::vector<std::uint32_t> filled;
  for (std::uint32_t at = 0; at < rows_; ++at) {
    line[at] *= scale;
    if (std::abs(line[at]) < negligible) line[at] = 0;
    else filled.push_back(at);
  }
  for (std::uint32_t other = 0; other < rows_; ++other) {
    const double factor = column[other];
    if (other == row || std::abs(factor) < negligible) continue;
    double* target = inverse_.data() + static_cast<std::size_t>(other) * rows_;
    for (const auto at : filled) target[at] -= factor * line[at];
  }
}

/// The inverse anew: first every row holds its own activity, then the basic columns enter, each where its entry is largest. A column that
/// depends on the others leaves the basis.
void Simplex::refactor() {
  std::vector<std::uint32_t> wanted;
  std::vector<bool> is_open(rows_, true);
  for (const auto variable : basis_) {
    if (variable < rows_) is_open[variable] = false;
    else wanted.push_back(variable);
    place_[variable] = -1;
  }
  inverse_.assign(static_cast<std::size_t>(rows_) * rows_, 0.0);
  for (std::uint32_t row = 0; row < rows_; ++row) {
    inverse_[static_cast<std::size_t>(row) * rows_ + row] = -1;
    basis_[row] = row;
  }
  std::sort(wanted.begin(), wanted.end());
  for (const auto variable : wanted) {
    const auto column = through_inverse(column_of(variable));
    std::uint32_t best = rows_;
    for (std::uint32_t row = 0; row < rows_; ++row)
      if (is_open[row] && (best == rows_ || std::abs(column[row]) > std::abs(column[best]))) best = row;
    if (best == rows_ || std::abs(column[best]) < smallest_pivot) {
      rest_at_bound(variable, value_[variable] > lower_[variable]);
      continue;
    }
    pivot_inverse(best, column);
    basis_[best] = variable;
    is_open[best] = false;
  }
  for (std::uint32_t row = 0; row < rows_; ++row) place_[basis_[row]] = static_cast<std::int32_t>(row);
  exchanges_ = 0;
  is_stale_ = false;
}

void Simplex::exchange(std::uint32_t row, std::uint32_t entering, const std::vector<double>& column) {
  pivot_inverse(row, column);
  place_[basis_[row]] = -1;
  basis_[row] = entering;
  place_[entering] = static_cast<std::int32_t>(row);
  ++exchanges_;
}

void Simplex::compute_prices() {
  std::fill(prices_.begin(), prices_.end(), 0.0);
  for (std::uint32_t row = 0; row < rows_; ++row) {
    const double cost = cost_[basis_[row]] + noise_size_ * noise_[basis_[row]];
    if (cost == 0) continue;
    const double* line = inverse_.data() + static_cast<std::size_t>(row) * rows_;
    for (std::uint32_t at = 0; at < rows_; ++at) prices_[at] += cost * line[at];
  }
  for (const auto variable : open_)
    reduced_[variable] = is_basic(variable) ? 0 : cost_[variable] + noise_size_ * noise_[variable] - entry_sum(variable, prices_.data());
}

void Simplex::compute_basic_values() {
  std::vector<double> moved(rows_, 0.0);
  for (std::uint32_t variable = 0; variable < value_.size(); ++variable)
    if (!is_basic(variable) && value_[variable] != 0) add_scaled(variable, -value_[variable], moved);
  const auto values = through_inverse(moved);
  for (std::uint32_t row = 0; row < rows_; ++row) value_[basis_[row]] = values[row];
}

void Simplex::rest_at_bound(std::uint32_t variable, bool is_upper) { value_[variable] = is_upper ? upper_[variable] : lower_[variable]; }

void Simplex::rest_where_prices_say() {
  for (const auto variable : open_) {
    if (is_basic(variable)) continue;
    const bool was_upper = std::abs(value_[variable] - upper_[variable]) < std::abs(value_[variable] - lower_[variable]);
    rest_at_bound(variable, reduced_[variable] > 0 || (reduced_[variable] == 0 && was_upper));
  }
}

double Simplex::objective() const {
  double sum = 0;
  for (std::uint32_t column = 0; column < columns(); ++column) sum += cost_[rows_ + column] * value(column);
  return sum;
}

double Simplex::cost_bound() const {
  double bound = 0;
  for (std::uint32_t variable = 0; variable < value_.size(); ++variable) {
    if (lower_[variable] == 0 && upper_[variable] == 0) continue;
    const double reduced = cost_[variable] - entry_sum(variable, prices_.data());
    bound += reduced * (reduced > 0 ? upper_[variable] : lower_[variable]);
  }
  return bound;
}

}  // namespace palabre::tally

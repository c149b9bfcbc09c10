// Principal components of a sparse vote matrix, and projections onto them. Called by group_opinions.
#include "tally/components.hpp"

#include "tally/leading_axes.hpp"

#include <algorithm>
#include <cmath>

namespace palabre::tally {
namespace {

std::vector<double> center_of(const OpinionMatrix& matrix) {
  std::vector<std::int64_t> sums(matrix.statements, 0);
  std::vector<std::int64_t> votes(matrix.statements, 0);
  for (const auto& cell : matrix.cells) {
    sums[cell.statement] += cell.value;
    ++votes[cell.statement];
  }
  std::vector<double> center(matrix.statements, 0.0);
  for (std::size_t s = 0; s < center.size(); ++s)
    if (votes[s] > 0 && !matrix.is_moderated_out[s]) center[s] = static_cast<double>(sums[s]) / static_cast<double>(votes[s]);
  return center;
}

/// A vote as it stands in the centred matrix.
struct CentredVote {
  const OpinionMatrix& matrix;
  const std::vector<double>& center;
  double operator()(const OpinionCell& cell) const { return matrix.is_moderated_out[cell.statement] ? 0.0 : cell.value - center[cell.statement]; }
};

/// The centred matrix in the order of summing, its cells packed for many passes.
struct CentredRows {
  std::vector<std::size_t> begin{0};
  std::vector<Option> statement;
  std::vector<double> value;
};

CentredRows centred_rows(const OpinionMatrix& matrix, const std::vector<double>& center, const std::vector<std::uint32_t>& order) {
  const CentredVote centred{matrix, center};
  CentredRows rows;
  rows.statement.reserve(matrix.cells.size());
  rows.value.reserve(matrix.cells.size());
  for (const std::uint32_t participant : order) {
    for (const auto& cell : matrix.row(participant)) {
      rows.statement.push_back(cell.statement);
      rows.value.push_back(centred(cell));
    }
    rows.begin.push_back(rows.statement.size());
  }
  return rows;
}

/// out += transposed(rows) * rows * in.
void add_product(const CentredRows& rows, const Block& in, Block& out) {
  for (std::size_t row = 0; row + 1 < rows.begin.size(); ++row) {
    std::array<double, lanes> along{};
    for (std::size_t i = rows.begin[row]; i < rows.begin[row + 1]; ++i) {
      const double* const entry = in.data() + rows.statement[i] * lanes;
      for (std::size_t lane = 0; lane < lanes; ++lane) along[lane] += rows.value[i] * entry[lane];
    }
    for (std::size_t i = rows.begin[row]; i < rows.begin[row + 1]; ++i) {
      double* const entry = out.data() + rows.statement[i] * lanes;
      for (std::size_t lane = 0; lane < lanes; ++lane) entry[lane] += rows.value[i] * along[lane];
    }
  }
}

void fix_sign(std::vector<double>& axis) {
  double largest = 0;
  for (const double entry : axis) largest = std::max(largest, std::abs(entry));
  const auto first = std::find_if(axis.begin(), axis.end(), [&](double entry) { return std::abs(entry) >= largest * (1 - 1e-9); });
  if (first == axis.end() || *first >= 0) return;
  for (double& entry : axis) entry = -entry;
}

}  // namespace

Components find_components(const OpinionMatrix& matrix, const std::vector<std::uint32_t>& order) {
  Components components{center_of(matrix), {}, {}};
  const CentredRows rows = centred_rows(matrix, components.center, order);
  double variance = 0;
  for (const double value : rows.value) variance += value * value;
  auto axes = leading_axes(matrix.statements, [&rows](const Block& in, Block& out) { add_product(rows, in, out); });
  for (std::size_t i = 0; i < axes.size(); ++i) {
    components.axes[i] = std::move(axes[i].direction);
    components.axes[i].resize(matrix.statements, 0.0);
    fix_sign(components.axes[i]);
    if (variance > 0) components.explained[i] = std::clamp(axes[i].eigenvalue / variance, 0.0, 1.0);
  }
  return components;
}

std::vector<Point> project_participants(const OpinionMatrix& matrix, const Components& components) {
  const CentredVote centred{matrix, components.center};
  std::vector<Point> points(matrix.participants, Point{});
  for (std::size_t participant = 0; participant < points.size(); ++participant) {
    auto& [x, y] = points[participant];
    std::size_t votes = matrix.moderated_out;
    for (const auto& cell : matrix.row(participant)) {
      const double value = centred(cell);
      x += value * components.axes[0][cell.statement];
      y += value * components.axes[1][cell.statement];
      if (!matrix.is_moderated_out[cell.statement]) ++votes;
    }
    const double outwards = std::sqrt(static_cast<double>(matrix.statements) / static_cast<double>(std::max<std::size_t>(votes, 1)));
    x *= outwards;
    y *= outwards;
  }
  return points;
}

std::vector<Point> project_statements(const OpinionMatrix& matrix, const Components& components) {
  const CentredVote centred{matrix, components.center};
  const double outwards = std::sqrt(static_cast<double>(matrix.statements));
  std::vector<Point> points;
  for (Option statement = 0; statement < matrix.statements; ++statement) {
    const double value = outwards * centred({statement, 1});
    points.push_back({value * components.axes[0][statement], value * components.axes[1][statement]});
  }
  return points;
}

}  // namespace palabre::tally

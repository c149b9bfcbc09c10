// Builds the program of the quotas and searches it for panels. Called by fair_target, panel_mixture, leximin and sortition.
#include "tally/panel_space.hpp"

#include <algorithm>
#include <cmath>

namespace palabre::tally {
namespace {

Simplex program_of(const std::vector<PanelRow>& rows, const PoolTypes& sorted) {
  std::vector<Range> ranges;
  for (const auto& row : rows) ranges.push_back({static_cast<double>(row.lower), static_cast<double>(row.upper)});
  Simplex program(ranges);
  const auto columns = columns_of(rows, sorted.types.size());
  for (std::size_t type = 0; type < columns.size(); ++type) program.add_column(columns[type], {0, static_cast<double>(sorted.types[type].seats_max)}, 0);
  return program;
}

/// Weights are scaled to at most 1, so that the tolerances of the program mean the same for all.
double scale_of(const std::vector<double>& weights) {
  double scale = 0;
  for (const double weight : weights) scale = std::max(scale, std::abs(weight));
  return scale > 0 ? scale : 1;
}

/// A type, and how sure its place is: what it would cost to move it.
using Sureness = std::vector<std::pair<double, std::uint32_t>>;

/// Opens the `count` least sure types again.
void open_least_sure(Sureness sureness, std::size_t count, const std::vector<Range>& box, std::vector<Range>& settled) {
  const auto open = std::min(count, sureness.size());
  std::nth_element(sureness.begin(), sureness.begin() + static_cast<std::ptrdiff_t>(open), sureness.end());
  for (std::size_t at = 0; at < open; ++at) settled[sureness[at].second] = box[sureness[at].second];
}

}  // namespace

std::vector<PanelRow> rows_of(const SortitionPool& pool, const PoolTypes& sorted) {
  std::vector<PanelRow> rows;
  std::vector<std::size_t> first_row;
  for (const auto& features : pool.quotas) {
    first_row.push_back(rows.size());
    for (const auto& quota : features) rows.push_back({{}, quota.min, quota.max});
  }
  const auto size_row = rows.size();
  rows.push_back({{}, pool.panel_size, pool.panel_size});
  for (std::uint32_t type = 0; type < sorted.types.size(); ++type) {
    for (std::size_t category = 0; category < first_row.size(); ++category) rows[first_row[category] + sorted.types[type].features[category]].types.push_back(type);
    rows[size_row].types.push_back(type);
  }
  for (const auto& kind : sorted.kinds)
    if (kind.types.size() > 1) rows.push_back({kind.types, 0, static_cast<std::int64_t>(kind.households.size())});
  return rows;
}

std::vector<std::vector<Simplex::Entry>> columns_of(const std::vector<PanelRow>& rows, std::size_t types) {
  std::vector<std::vector<Simplex::Entry>> columns(types);
  for (std::uint32_t row = 0; row < rows.size(); ++row)
    for (const auto type : rows[row].types) columns[type].push_back({row, 1});
  return columns;
}

PanelSpace::PanelSpace(const SortitionPool& pool, const PoolTypes& sorted)
    : rows_(rows_of(pool, sorted)), panel_size_(pool.panel_size), program_(program_of(rows_, sorted)) {
  for (const auto& type : sorted.types) {
    people_.push_back(static_cast<double>(type.people.size()));
    box_.push_back({0, static_cast<double>(type.seats_max)});
  }
}

bool PanelSpace::holds(const Panel& panel) const {
  for (std::size_t type = 0; type < panel.size(); ++type)
    if (panel[type] > static_cast<std::uint32_t>(std::lround(box_[type].upper))) return false;
  return std::all_of(rows_.begin(), rows_.end(), [&](const PanelRow& row) {
    std::int64_t seats = 0;
    for (const auto type : row.types) seats += panel[type];
    return seats >= row.lower && seats <= row.upper;
  });
}

Simplex::Outcome PanelSpace::solve_relaxed(const std::vector<Range>& box) {
  for (std::uint32_t type = 0; type < box.size(); ++type) {
    program_.set_cost(type, 0);
    program_.set_range(type, box[type]);
  }
  return program_.solve();
}

void PanelSpace::set_weights(const std::vector<double>& weights, double scale) {
  for (std::uint32_t type = 0; type < types(); ++type) program_.set_cost(type, weights[type] / scale);
}

constexpr double filled_within = 1e-3;

void PanelSpace::keep_to_face(const std::vector<double>& chances) {
  for (std::uint32_t at = 0; at < rows_.size(); ++at) {
    double seats = 0;
    for (const auto type : rows_[at].types) seats += chances[type] * people_[type];
    const auto lower = static_cast<double>(rows_[at].lower);
    const auto upper = static_cast<double>(rows_[at].upper);
    if (seats > upper - filled_within) program_.set_row_range(at, {upper, upper});
    else if (seats < lower + filled_within) program_.set_row_range(at, {lower, lower});
  }
}

void PanelSpace::leave_face() {
  for (std::uint32_t at = 0; at < rows_.size(); ++at)
    program_.set_row_range(at, {static_cast<double>(rows_[at].lower), static_cast<double>(rows_[at].upper)});
}

PanelSpace::Best PanelSpace::best_panel(const std::vector<double>& weights, const std::vector<Range>& box, const SearchLimits& limits) {
  const double scale = scale_of(weights);
  set_weights(weights, scale);
  auto scaled = limits;
  scaled.better_than = limits.better_than / scale;
  auto found = search_integers(program_, box, scaled);
  Best best{std::move(found.values), 0, found.bound * scale, found.is_complete};
  if (best.panel && !holds(*best.panel)) {
    best.panel.reset();
    best.is_complete = false;
  }
  if (best.panel)
    for (std::size_t type = 0; type < types(); ++type) best.value += weights[type] * (*best.panel)[type];
  return best;
}

/// Every type takes the end of its range that the prices of the rows speak for, but for the `open_types` they are least sure of.
std::vector<Range> PanelSpace::settle_by_prices(const std::vector<double>& weights, const std::vector<Range>& box, std::size_t open_types) const {
  if (prices_.empty() || open_types >= types()) return box;
  Sureness sureness;
  auto settled = box;
  for (std::uint32_t type = 0; type < types(); ++type) {
    if (box[type].upper <= box[type].lower) continue;
    const double worth = weights[type] - program_.priced(type, prices_);
    const double seats = worth > 0 ? box[type].upper : box[type].lower;
    settled[type] = {seats, seats};
    sureness.emplace_back(std::abs(worth), type);
  }
  open_least_sure(std::move(sureness), open_types, box, settled);
  return settled;
}

/// Every type keeps its seats of the last solution, but for split ones and the `open_types` nearest to being worth a change.
std::vector<Range> PanelSpace::settle_by_solution(const std::vector<Range>& box, std::size_t open_types) const {
  Sureness sureness;
  auto settled = box;
  for (std::uint32_t type = 0; type < types(); ++type) {
    const double seats = std::round(program_.value(type));
    if (box[type].upper <= box[type].lower || std::abs(program_.value(type) - seats) > 1e-6) continue;
    settled[type] = {seats, seats};
    sureness.emplace_back(std::abs(program_.reduced_cost(type)), type);
  }
  open_least_sure(std::move(sureness), open_types, box, settled);
  return settled;
}

std::optional<Panel> PanelSpace::good_panel(const std::vector<double>& weights, const std::vector<Range>& box) {
  set_weights(weights, 1);
  SearchLimits limits;
  limits.takes_first = true;
  limits.nodes_max = 100;
  for (const std::size_t open_types : {types() / 2, types()}) {
    const auto settled = settle_by_prices(weights, box, open_types);
    for (std::uint32_t type = 0; type < types(); ++type) program_.set_range(type, settled[type]);
    if (program_.solve() != Simplex::Outcome::optimal) continue;
    prices_ = program_.prices();
    const auto found = search_integers(program_, settle_by_solution(settled, 3 * rows_.size()), limits);
    if (found.values && holds(*found.values)) return found.values;
  }
  return std::nullopt;
}

}  // namespace palabre::tally

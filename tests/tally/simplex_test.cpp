// The linear programs of sortition: optimal values proven by their prices, infeasibility proven by its certificate, warm starts alike.
#include "tally/simplex.hpp"

#include "tally/integer_search.hpp"
#include "tally/random.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace palabre::tally {
namespace {

struct Program {
  std::vector<Range> rows;
  std::vector<std::vector<Simplex::Entry>> columns;
  std::vector<Range> ranges;
  std::vector<double> costs;
};

Program random_program(Chance& chance, bool is_degenerate) {
  Program program;
  const auto rows = static_cast<std::uint32_t>(1 + chance.below(6));
  for (std::uint32_t row = 0; row < rows; ++row) {
    const double lower = static_cast<double>(chance.below(5)) - (is_degenerate ? 0 : 2);
    program.rows.push_back({lower, lower + static_cast<double>(chance.below(4))});
  }
  const auto columns = 1 + chance.below(12);
  for (std::size_t column = 0; column < columns; ++column) {
    auto& entries = program.columns.emplace_back();
    for (std::uint32_t row = 0; row < rows; ++row)
      if (chance.below(2) == 0) entries.push_back({row, is_degenerate ? 1.0 : static_cast<double>(chance.below(7)) - 3});
    program.ranges.push_back({0, static_cast<double>(chance.below(4))});
    program.costs.push_back(static_cast<double>(chance.below(9)) - 4);
  }
  return program;
}

Simplex simplex_of(const Program& program) {
  Simplex simplex(program.rows);
  for (std::size_t column = 0; column < program.columns.size(); ++column) simplex.add_column(program.columns[column], program.ranges[column], program.costs[column]);
  return simplex;
}

void expect_feasible(const Program& program, const Simplex& simplex) {
  std::vector<double> sums(program.rows.size(), 0.0);
  for (std::uint32_t column = 0; column < program.columns.size(); ++column) {
    EXPECT_GE(simplex.value(column), program.ranges[column].lower - 1e-7);
    EXPECT_LE(simplex.value(column), program.ranges[column].upper + 1e-7);
    for (const auto& entry : program.columns[column]) sums[entry.row] += entry.value * simplex.value(column);
  }
  for (std::size_t row = 0; row < sums.size(); ++row) {
    EXPECT_GE(sums[row], program.rows[row].lower - 1e-7);
    EXPECT_LE(sums[row], program.rows[row].upper + 1e-7);
  }
}

/// The weighted sum of rows, at its least over the ranges of the columns, misses what the rows' ranges allow.
void expect_proof(const Program& program, const Simplex& simplex) {
  double missing = 0;
  for (std::size_t row = 0; row < program.rows.size(); ++row) missing -= simplex.prices()[row] * (simplex.prices()[row] > 0 ? program.rows[row].upper : program.rows[row].lower);
  for (std::uint32_t column = 0; column < program.columns.size(); ++column) {
    const double weight = simplex.priced(column, simplex.prices());
    missing += weight * (weight > 0 ? program.ranges[column].lower : program.ranges[column].upper);
  }
  EXPECT_GT(missing, 1e-9);
}

TEST(Simplex, ProvesEveryAnswer) {
  Chance chance(Seed{0, 0, 0, 21});
  int optimal = 0;
  for (int round = 0; round < 2000; ++round) {
    auto program = random_program(chance, round % 2 == 0);
    auto simplex = simplex_of(program);
    for (int change = 0; change < 3; ++change) {  // warm starts after other costs and ranges
      const auto outcome = simplex.solve();
      ASSERT_NE(outcome, Simplex::Outcome::stopped);
      if (outcome == Simplex::Outcome::optimal) {
        ++optimal;
        expect_feasible(program, simplex);
        EXPECT_NEAR(simplex.objective(), simplex.cost_bound(), 1e-6);
      } else {
        expect_proof(program, simplex);
      }
      const auto column = static_cast<std::uint32_t>(chance.below(program.columns.size()));
      program.costs[column] = static_cast<double>(chance.below(9)) - 4;
      program.ranges[column].upper = static_cast<double>(chance.below(5));
      simplex.set_cost(column, program.costs[column]);
      simplex.set_range(column, program.ranges[column]);
    }
  }
  EXPECT_GT(optimal, 1000);
}

TEST(Simplex, GoesOnWithNewColumns) {
  Chance chance(Seed{0, 0, 0, 22});
  for (int round = 0; round < 300; ++round) {
    auto program = random_program(chance, false);
    auto simplex = simplex_of(program);
    simplex.solve();
    const auto more = random_program(chance, false);
    for (std::size_t column = 0; column < more.columns.size(); ++column) {
      auto entries = more.columns[column];
      std::erase_if(entries, [&](const auto& entry) { return entry.row >= program.rows.size(); });
      simplex.add_column(entries, more.ranges[column], more.costs[column]);
      program.columns.push_back(entries);
      program.ranges.push_back(more.ranges[column]);
      program.costs.push_back(more.costs[column]);
    }
    auto fresh = simplex_of(program);
    const auto outcome = simplex.solve();
    ASSERT_EQ(outcome, fresh.solve());
    if (outcome != Simplex::Outcome::optimal) continue;
    EXPECT_NEAR(simplex.objective(), fresh.objective(), 1e-6);
  }
}

TEST(IntegerSearch, FindsTheBestWholeNumbers) {
  Chance chance(Seed{0, 0, 0, 23});
  int found = 0;
  for (int round = 0; round < 400; ++round) {
    auto program = random_program(chance, round % 2 == 0);
    program.columns.resize(std::min<std::size_t>(program.columns.size(), 5));
    program.ranges.resize(program.columns.size());
    auto simplex = simplex_of(program);
    const auto best = search_integers(simplex, program.ranges, {});
    ASSERT_TRUE(best.is_complete);
    double brute = -1e300;
    std::size_t all = 1;
    for (const auto& range : program.ranges) all *= static_cast<std::size_t>(range.upper) + 1;
    for (std::size_t code = 0; code < all; ++code) {
      std::vector<double> sums(program.rows.size(), 0.0);
      double worth = 0;
      std::size_t left = code;
      for (std::size_t column = 0; column < program.columns.size(); ++column) {
        const auto choices = static_cast<std::size_t>(program.ranges[column].upper) + 1;
        const auto value = static_cast<double>(left % choices);
        left /= choices;
        worth += value * program.costs[column];
        for (const auto& entry : program.columns[column]) sums[entry.row] += value * entry.value;
      }
      bool holds = true;
      for (std::size_t row = 0; row < sums.size(); ++row) holds = holds && sums[row] >= program.rows[row].lower - 1e-9 && sums[row] <= program.rows[row].upper + 1e-9;
      if (holds) brute = std::max(brute, worth);
    }
    ASSERT_EQ(best.values.has_value(), brute > -1e300) << round;
    if (!best.values) continue;
    ++found;
    EXPECT_NEAR(best.value, brute, 1e-6);
  }
  EXPECT_GT(found, 100) << "enough of them can be met at all";
}

}  // namespace
}  // namespace palabre::tally

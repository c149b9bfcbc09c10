// What must hold for any opinion poll, on random ones: no order matters, the components are those of a dense decomposition.
#include "tally/components.hpp"
#include "tally/opinion_groups.hpp"
#include "tally/random.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace palabre::tally {
namespace {

constexpr int polls = 200;

/// Camps with their own leanings, and people who vote on some of the statements.
OpinionPoll random_poll(Chance& chance) {
  OpinionPoll poll{static_cast<std::uint32_t>(1 + chance.below(60)), static_cast<std::uint32_t>(1 + chance.below(25)), {}, {}, {}};
  const auto camps = 1 + chance.below(4);
  const double share = 0.2 + 0.8 * chance.unit();
  std::vector<double> leaning(camps * poll.statements);
  for (double& lean : leaning) lean = chance.unit();
  for (std::uint32_t person = 0; person < poll.participants; ++person)
    for (Option statement = 0; statement < poll.statements; ++statement) {
      if (chance.unit() > share) continue;
      const double lean = leaning[(person % camps) * poll.statements + statement];
      poll.casts.push_back({person, statement, static_cast<std::int8_t>(chance.unit() < 0.1 ? 0 : chance.unit() < lean ? 1 : -1)});
    }
  if (chance.below(4) == 0) poll.moderated_out.push_back(static_cast<Option>(chance.below(poll.statements)));
  return poll;
}

std::vector<std::uint32_t> shuffled(std::uint32_t size, Chance& chance) {
  std::vector<std::uint32_t> order(size);
  std::iota(order.begin(), order.end(), 0U);
  for (std::uint32_t i = size; i > 1; --i) std::swap(order[i - 1], order[chance.below(i)]);
  return order;
}

double scalar_product(const std::vector<double>& a, const std::vector<double>& b) { return std::inner_product(a.begin(), a.end(), b.begin(), 0.0); }

/// Whether two groupings put the same people together, whatever they call the groups.
bool is_same_grouping(const std::vector<std::optional<std::uint32_t>>& a, const std::vector<std::optional<std::uint32_t>>& b) {
  std::map<std::optional<std::uint32_t>, std::optional<std::uint32_t>> partner;
  std::map<std::optional<std::uint32_t>, std::optional<std::uint32_t>> back;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i].has_value() != b[i].has_value()) return false;
    if (partner.try_emplace(a[i], b[i]).first->second != b[i] || back.try_emplace(b[i], a[i]).first->second != a[i]) return false;
  }
  return true;
}

TEST(OpinionGroupsProperty, TheOrderOfParticipantsChangesNothing) {
  Chance chance(Seed{1, 2, 3, 4});
  for (int round = 0; round < polls; ++round) {
    const auto poll = random_poll(chance);
    auto mixed = poll;
    const auto to = shuffled(poll.participants, chance);
    for (auto& cast : mixed.casts) cast.participant = to[cast.participant];
    for (std::size_t i = mixed.casts.size(); i > 1; --i) std::swap(mixed.casts[i - 1], mixed.casts[chance.below(i)]);
    const auto a = group_opinions(poll).value();
    const auto b = group_opinions(mixed).value();
    EXPECT_EQ(a.center, b.center);
    EXPECT_EQ(a.components, b.components);
    EXPECT_EQ(a.k, b.k);
    EXPECT_EQ(a.silhouette, b.silhouette);
    EXPECT_EQ(a.group_sizes, b.group_sizes);
    EXPECT_EQ(a.totals, b.totals);
    std::vector<std::optional<std::uint32_t>> back(poll.participants);
    for (std::uint32_t i = 0; i < poll.participants; ++i) {
      back[i] = b.group[to[i]];
      EXPECT_EQ(a.projection[i], b.projection[to[i]]);
    }
    if (a.tied_out > 0) continue;  // who is let in among equals may be another of the same votes
    EXPECT_TRUE(is_same_grouping(a.group, back));
    for (std::size_t s = 0; s < a.consensus.size(); ++s) EXPECT_NEAR(a.consensus[s], b.consensus[s], 1e-14);
  }
}

TEST(OpinionGroupsProperty, TheOrderOfStatementsOnlyPermutesTheResult) {
  Chance chance(Seed{5, 6, 7, 8});
  int compared = 0;
  for (int round = 0; round < polls; ++round) {
    const auto poll = random_poll(chance);
    auto mixed = poll;
    const auto to = shuffled(poll.statements, chance);
    for (auto& cast : mixed.casts) cast.statement = to[cast.statement];
    for (auto& statement : mixed.moderated_out) statement = to[statement];
    const auto a = group_opinions(poll).value();
    const auto b = group_opinions(mixed).value();
    for (Option s = 0; s < poll.statements; ++s) {
      EXPECT_EQ(a.center[s], b.center[to[s]]);
      EXPECT_EQ(a.totals[s], b.totals[to[s]]);
    }
    // Where nothing hangs on rounding (who is let in, equal variances), the groups are the same.
    const bool is_clear = a.explained[0] > a.explained[1] * 1.001 && a.explained[1] > 1e-6 && a.tied_out == 0;
    if (!is_clear || std::abs(a.silhouette - b.silhouette) > 1e-9) continue;
    ++compared;
    EXPECT_TRUE(is_same_grouping(a.group, b.group));
    for (Option s = 0; s < poll.statements; ++s) {
      EXPECT_NEAR(a.consensus[s], b.consensus[to[s]], 1e-12);
      EXPECT_NEAR(a.priorities[s], b.priorities[to[s]], 1e-6);
      EXPECT_NEAR(a.extremity[s], b.extremity[to[s]], 1e-6);
    }
  }
  EXPECT_GT(compared, polls / 2);
}

TEST(OpinionGroupsProperty, TurningEveryVoteRoundMirrorsTheResult) {
  Chance chance(Seed{9, 1, 2, 3});
  for (int round = 0; round < polls; ++round) {
    const auto poll = random_poll(chance);
    auto turned = poll;
    for (auto& cast : turned.casts) cast.value = static_cast<std::int8_t>(-cast.value);
    OpinionOptions options;
    const auto a = group_opinions(poll).value();
    options.grouping = a.group;
    const auto b = group_opinions(turned, options).value();
    for (Option s = 0; s < poll.statements; ++s) {
      EXPECT_EQ(a.center[s], -b.center[s]);
      EXPECT_EQ(a.totals[s], (VoteCounts{b.totals[s].disagree, b.totals[s].agree, b.totals[s].seen}));
    }
    EXPECT_NEAR(a.silhouette, b.silhouette, 1e-9);
    if (a.tied_out == 0) {
      EXPECT_NEAR(a.silhouette, group_opinions(turned).value().silhouette, 1e-9);
    }
    ASSERT_EQ(a.agreed.size(), b.disagreed.size());
    for (std::size_t i = 0; i < a.agreed.size(); ++i) EXPECT_EQ(a.agreed[i].statement, b.disagreed[i].statement);
    for (std::uint32_t i = 0; i < poll.participants; ++i)
      for (std::size_t d = 0; d < 2; ++d) EXPECT_NEAR(a.projection[i][d], -b.projection[i][d], 1e-9);
  }
}

TEST(OpinionGroupsProperty, EveryNumberIsWithinItsBounds) {
  Chance chance(Seed{4, 4, 4, 4});
  for (int round = 0; round < polls; ++round) {
    const auto poll = random_poll(chance);
    const auto result = group_opinions(poll).value();
    EXPECT_TRUE(result.silhouette >= -1 && result.silhouette <= 1);
    EXPECT_LE(result.k, 5U);
    EXPECT_EQ(std::accumulate(result.group_sizes.begin(), result.group_sizes.end(), 0U), std::count(result.is_included.begin(), result.is_included.end(), true));
    EXPECT_TRUE(std::is_sorted(result.group_sizes.rbegin(), result.group_sizes.rend()));
    for (const double value : result.consensus) EXPECT_TRUE(value >= 0 && value <= 1);
    for (const double value : result.spread) EXPECT_TRUE(value >= 0 && value < 1);
    for (const double value : result.priorities) EXPECT_TRUE(std::isfinite(value) && value >= 0);
    for (const auto& tried : result.tried) EXPECT_LE(tried.silhouette, result.silhouette);
    for (const auto& rows : result.representative) {
      EXPECT_LE(rows.size(), 5U);
      EXPECT_TRUE(std::is_partitioned(rows.begin(), rows.end(), [](const auto& row) { return row.side == Side::agree; }));
    }
  }
}

struct DenseAxis {
  double value = 0;
  std::vector<double> axis;
};

/// The three leading eigenvectors of a small matrix by plain power iteration with deflation: slow, and independent of the library.
std::vector<DenseAxis> dense_axes(std::vector<std::vector<double>> gram) {
  std::vector<DenseAxis> axes;
  for (int component = 0; component < 3; ++component) {
    std::vector<double> axis(gram.size());
    for (std::size_t i = 0; i < axis.size(); ++i) axis[i] = std::sin(static_cast<double>(i + 1)) + 0.1;
    double value = 0;
    for (int step = 0; step < 5000; ++step) {
      std::vector<double> next(axis.size());
      for (std::size_t i = 0; i < axis.size(); ++i) next[i] = scalar_product(gram[i], axis);
      value = std::sqrt(scalar_product(next, next));
      if (value < 1e-12) break;
      for (double& entry : next) entry /= value;
      axis = std::move(next);
    }
    for (std::size_t i = 0; i < axis.size(); ++i)
      for (std::size_t j = 0; j < axis.size(); ++j) gram[i][j] -= value * axis[i] * axis[j];
    axes.push_back({value, std::move(axis)});
  }
  return axes;
}

/// The covariances of the matrix in which missing votes are the statement's mean.
std::vector<std::vector<double>> dense_gram(const OpinionMatrix& matrix, const std::vector<double>& center) {
  std::vector<std::vector<double>> gram(matrix.statements, std::vector<double>(matrix.statements, 0));
  for (std::uint32_t person = 0; person < matrix.participants; ++person) {
    auto row = center;
    for (const auto& cell : matrix.row(person)) row[cell.statement] = cell.value;
    for (std::size_t i = 0; i < row.size(); ++i)
      for (std::size_t j = 0; j < row.size(); ++j) gram[i][j] += (row[i] - center[i]) * (row[j] - center[j]);
  }
  return gram;
}

TEST(OpinionGroupsProperty, ComponentsAreThoseOfTheDenseMatrixWithMeansFilledIn) {
  Chance chance(Seed{7, 7, 1, 1});
  int compared = 0;
  for (int round = 0; round < 100; ++round) {
    auto poll = random_poll(chance);
    poll.moderated_out.clear();
    const auto matrix = matrix_of(poll);
    const auto ours = find_components(matrix, order_by_votes(matrix));
    const auto dense = dense_axes(dense_gram(matrix, ours.center));
    for (std::size_t i = 0; i < 2; ++i) {
      // Nearly equal eigenvalues have no axes of their own, and plain power iteration does not get there.
      if (dense[i].value < 1e-6 || dense[0].value < 1.02 * dense[1].value || dense[1].value < 1.02 * dense[2].value) continue;
      EXPECT_GE(std::abs(scalar_product(ours.axes[i], dense[i].axis)), 1 - 1e-9) << "round " << round << " component " << i;
      ++compared;
    }
  }
  EXPECT_GT(compared, 120);
}

}  // namespace
}  // namespace palabre::tally

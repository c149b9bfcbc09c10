// Opinion groups on small polls worked out by hand, and on every edge.
#include "tally/opinion_groups.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace palabre::tally {
namespace {

/// Rows of votes: + agree, - disagree, 0 pass, blank = did not vote.
OpinionPoll poll_of(const std::vector<std::string>& rows) {
  OpinionPoll poll{static_cast<std::uint32_t>(rows.size()), rows.empty() ? 0U : static_cast<std::uint32_t>(rows.front().size()), {}, {}, {}};
  for (std::uint32_t person = 0; person < rows.size(); ++person)
    for (Option statement = 0; statement < rows[person].size(); ++statement)
      if (const char vote = rows[person][statement]; vote != ' ') poll.casts.push_back({person, statement, static_cast<std::int8_t>(vote == '+' ? 1 : vote == '-' ? -1 : 0)});
  return poll;
}

OpinionGroups groups_of(const std::vector<std::string>& rows, const OpinionOptions& options = {}) { return group_opinions(poll_of(rows), options).value(); }

double length(const std::vector<double>& vector) { return std::sqrt(std::inner_product(vector.begin(), vector.end(), vector.begin(), 0.0)); }

FaultKind kind_of(const OpinionPoll& poll, const OpinionOptions& options = {}) {
  const auto result = group_opinions(poll, options);
  EXPECT_FALSE(result);
  return result ? FaultKind::no_options : result.fault().kind;
}

TEST(OpinionGroups, SeparateTwoCamps) {
  const auto result = groups_of({"++--", "++--", "++-0", "--++", "--+0"});
  EXPECT_EQ(result.k, 2U);
  EXPECT_EQ(result.group, (std::vector<std::optional<std::uint32_t>>{0, 0, 0, 1, 1}));
  EXPECT_EQ(result.group_sizes, (std::vector<std::uint32_t>{3, 2}));
  EXPECT_GT(result.silhouette, 0.7);
  EXPECT_EQ(result.group_counts[0][0], (VoteCounts{3, 0, 3}));
  EXPECT_EQ(result.group_counts[1][3], (VoteCounts{1, 0, 2}));
}

TEST(OpinionGroups, TakeTheMeanForMissingVotesAndProjectOnlyWhatWasVoted) {
  // Statement 0: +, +, -, missing: mean 1/3. Only statement 0 differs, so the first component is statement 0 alone.
  const auto result = groups_of({"+0", "+0", "-0", " 0"});
  EXPECT_NEAR(result.center[0], 1.0 / 3, 1e-15);
  EXPECT_EQ(result.center[1], 0);
  EXPECT_NEAR(result.components[0][0], 1, 1e-15);
  EXPECT_EQ(length(result.components[1]), 0);
  EXPECT_NEAR(result.explained[0], 1, 1e-12);
  EXPECT_NEAR(result.projection[0][0], 2.0 / 3, 1e-15);
  EXPECT_NEAR(result.projection[2][0], -4.0 / 3, 1e-15);
  EXPECT_EQ(result.projection[3][0], 0);
  EXPECT_NEAR(result.statement_projection[0][0], std::sqrt(2) * 2 / 3, 1e-15);
  EXPECT_NEAR(result.extremity[0], std::sqrt(2) * 2 / 3, 1e-15);
}

TEST(OpinionGroups, PushParticipantsOutwardsByWhatTheyLeftOpen) {
  const auto full = groups_of({"+   ", "+000", "-000"});
  EXPECT_NEAR(full.projection[0][0], 2 * full.projection[1][0], 1e-14);
}

TEST(OpinionGroups, CountTheLastVoteOnly) {
  auto poll = poll_of({"++", "--"});
  poll.casts.push_back({0, 1, -1});
  poll.casts.push_back({0, 1, 0});
  const auto result = group_opinions(poll).value();
  EXPECT_EQ(result.totals[1], (VoteCounts{0, 1, 2}));
  EXPECT_EQ(result.votes[0], 2U);
}

TEST(OpinionGroups, LetModeratedOutStatementsShapeNothingAndSpeakForNobody) {
  auto poll = poll_of({"++-", "+++", "-+-", "-++", "-+ "});
  poll.moderated_out = {2};
  const auto result = group_opinions(poll).value();
  EXPECT_EQ(result.center[2], 0);
  EXPECT_EQ(result.components[0][2], 0);
  EXPECT_EQ(result.extremity[2], 0);
  EXPECT_EQ(result.totals[2], (VoteCounts{2, 2, 4}));  // still counted
  EXPECT_EQ(result.projection[2], result.projection[4]);  // and voted on by all, as zero
  for (const auto& rows : result.representative)
    for (const auto& row : rows) EXPECT_NE(row.statement, 2U);
}

TEST(OpinionGroups, IncludeWhoVotedSevenTimesAndFillUpWithTheMostActive) {
  std::vector<std::string> rows(14, "++++++++  ");
  rows.push_back("+++       ");
  rows.push_back("++        ");
  rows.push_back("---       ");
  const auto few = groups_of(rows);
  EXPECT_EQ(std::count(few.is_included.begin(), few.is_included.end(), true), 15);
  EXPECT_FALSE(few.is_included[15]);
  EXPECT_EQ(few.tied_out, 1U);  // 14 and 16 voted three times each
  EXPECT_NE(few.is_included[14], few.is_included[16]);
  rows.push_back("+++++++   ");
  const auto enough = groups_of(rows);
  EXPECT_EQ(std::count(enough.is_included.begin(), enough.is_included.end(), true), 15);
  EXPECT_TRUE(enough.is_included[17]);
  EXPECT_EQ(enough.tied_out, 0U);
}

TEST(OpinionGroups, NeverIncludeWhoDidNotVote) {
  const auto result = groups_of({"+", " ", "-"});
  EXPECT_EQ(result.is_included, (std::vector<bool>{true, false, true}));
  EXPECT_FALSE(result.group[1]);
}

TEST(OpinionGroups, AreDefinedOnEveryEdge) {
  const auto none = group_opinions({}).value();
  EXPECT_EQ(none.k, 0U);
  EXPECT_TRUE(none.consensus.empty());

  const auto unread = group_opinions({0, 3, {}, {}, {}}).value();
  EXPECT_EQ(unread.k, 0U);
  EXPECT_EQ(unread.consensus, (std::vector<double>(3, 0.5)));
  EXPECT_EQ(unread.center, (std::vector<double>(3, 0.0)));

  const auto silent = group_opinions({4, 0, {}, {}, {}}).value();
  EXPECT_EQ(silent.k, 0U);
  EXPECT_EQ(silent.projection.size(), 4U);

  const auto alone = groups_of({"+-0"});
  EXPECT_EQ(alone.k, 1U);
  EXPECT_EQ(alone.silhouette, 0);
  EXPECT_EQ(alone.projection[0], (Point{0, 0}));

  const auto one_statement = groups_of({"+", "-", "+", "-"});
  EXPECT_EQ(one_statement.k, 2U);
  EXPECT_EQ(length(one_statement.components[1]), 0);

  const auto alike = groups_of(std::vector<std::string>(30, "+-0+-0+-"));
  EXPECT_EQ(alike.k, 1U);
  EXPECT_EQ(alike.group_sizes, (std::vector<std::uint32_t>{30}));

  const auto passing = groups_of(std::vector<std::string>(20, "00000000"));
  EXPECT_EQ(passing.k, 1U);
  EXPECT_TRUE(passing.agreed.empty() && passing.disagreed.empty());
}

TEST(OpinionGroups, LeaveAStatementNobodyVotedOnAtTheMean) {
  const auto result = groups_of({"+ -", "- +", "+ -"});
  EXPECT_EQ(result.center[1], 0);
  EXPECT_EQ(result.components[0][1], 0);
  EXPECT_NEAR(result.consensus[1], 0.25, 1e-15);  // two groups that saw nothing: 1/2 * 1/2
}

TEST(OpinionGroups, AreFewerThanAskedForWhereFewerStandApart) {
  OpinionOptions options;
  options.k = 5;
  EXPECT_EQ(groups_of({"++", "++", "--", "--"}, options).k, 2U);
  options.k = 1;
  EXPECT_EQ(groups_of({"++", "++", "--", "--"}, options).k, 1U);
}

TEST(OpinionGroups, TakeAGivenGroupingWithItsGaps) {
  OpinionOptions options;
  options.grouping = std::vector<std::optional<std::uint32_t>>{1, 1, std::nullopt, 0};
  const auto result = groups_of({"++", "+-", "--", "-+"}, options);
  EXPECT_EQ(result.k, 2U);
  EXPECT_EQ(result.group, *options.grouping);
  EXPECT_EQ(result.group_sizes, (std::vector<std::uint32_t>{1, 2}));
  EXPECT_TRUE(result.tried.empty());
  EXPECT_NEAR(result.consensus[0], (1.0 / 3) * (3.0 / 4), 1e-15);
}

TEST(OpinionGroups, RefuseBadInputWithTheReason) {
  EXPECT_EQ(kind_of({1, 1, {{1, 0, 1}}, {}, {}}), FaultKind::option_out_of_range);
  EXPECT_EQ(kind_of({1, 1, {{0, 1, 1}}, {}, {}}), FaultKind::option_out_of_range);
  EXPECT_EQ(kind_of({1, 1, {{0, 0, 2}}, {}, {}}), FaultKind::bad_parameter);
  EXPECT_EQ(kind_of({1, 1, {}, {1}, {}}), FaultKind::option_out_of_range);
  EXPECT_EQ(kind_of({1, 1, {}, {}, {1}}), FaultKind::option_out_of_range);
  EXPECT_EQ(kind_of({opinion_participants_max + 1, 1, {}, {}, {}}), FaultKind::number_too_large);
  EXPECT_EQ(kind_of({1, options_max + 1, {}, {}, {}}), FaultKind::number_too_large);
  const auto with = [](auto change) {
    OpinionOptions options;
    change(options);
    return options;
  };
  const OpinionPoll poll{2, 1, {}, {}, {}};
  EXPECT_EQ(kind_of(poll, with([](auto& o) { o.k = 0; })), FaultKind::bad_parameter);
  EXPECT_EQ(kind_of(poll, with([](auto& o) { o.k = 101; })), FaultKind::bad_parameter);
  EXPECT_EQ(kind_of(poll, with([](auto& o) { o.k_max = 0; })), FaultKind::bad_parameter);
  EXPECT_EQ(kind_of(poll, with([](auto& o) { o.base_clusters = 0; })), FaultKind::bad_parameter);
  EXPECT_EQ(kind_of(poll, with([](auto& o) { o.representative_max = 0; })), FaultKind::bad_parameter);
  EXPECT_EQ(kind_of(poll, with([](auto& o) { o.grouping.emplace(1); })), FaultKind::bad_parameter);
  EXPECT_EQ(kind_of(poll, with([](auto& o) { o.grouping = {0, 2}; })), FaultKind::bad_parameter);
  EXPECT_EQ(kind_of(poll, with([](auto& o) { o.grouping = {0, opinion_groups_max}; })), FaultKind::number_too_large);
  EXPECT_EQ(kind_of(poll, with([](auto& o) { o.k = 1, o.grouping.emplace(2); })), FaultKind::bad_parameter);
}

TEST(OpinionGroups, AskMetaStatementsFirst) {
  auto poll = poll_of({"+-", "-+"});
  poll.meta = {1};
  const auto result = group_opinions(poll).value();
  EXPECT_EQ(result.priorities[1], 49);
  EXPECT_NE(result.priorities[0], 49);
}

TEST(OpinionGroups, WeighNewStatementsByTheFormula) {
  // Nobody saw it: importance (1 - 1/2)(0 + 1)(1/2) = 1/4, rising 9: (9/4)^2.
  EXPECT_NEAR(group_opinions({0, 1, {}, {}, {}}).value().priorities[0], 81.0 / 16, 1e-15);
}

}  // namespace
}  // namespace palabre::tally

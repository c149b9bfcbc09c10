// The three conversations whose full mathematics the production Polis server published: everything that does not depend on its
// history must come out the same. Its signs are those of the server (agree = -1), so centers are negated before comparing.
#include "recount/collection.hpp"
#include "tally/components.hpp"
#include "tally/opinion_groups.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <map>

namespace palabre::recount {
namespace {

using nlohmann::json;
using tally::OpinionGroups;
using tally::Side;

/// One published conversation, with participants and statements by rising id.
struct Conversation {
  std::string name;
  json math;
  tally::OpinionPoll poll;
  std::map<int, std::uint32_t> person;     // by published id
  std::map<int, std::uint32_t> statement;  // by published id
  std::vector<std::optional<std::uint32_t>> published_group;
  /// The server had seen one participant more than the published votes hold (n = 52, votes of 51): its center, components, extremity
  /// and projections differ by that much, and its priorities are 49 throughout. What is counted from the groups is the same.
  [[nodiscard]] bool is_one_ahead() const { return math["n"].get<std::size_t>() != person.size(); }
};

int either(const json& vote, const char* first, const char* second) { return vote.contains(first) ? vote[first] : vote[second]; }

Conversation load(const std::filesystem::path& folder) {
  Conversation c{folder.filename().string(), json::parse(text_of(folder / "math-pca2.json")), {}, {}, {}, {}};
  const auto votes = json::parse(text_of(folder / "votes.json"));
  for (const auto& vote : votes) c.person[either(vote, "pid", "participant_id")] = 0;
  for (auto& [id, index] : c.person) index = c.poll.participants++;
  for (const int id : c.math["tids"]) c.statement[id] = c.poll.statements++;
  for (const auto& vote : votes)
    c.poll.casts.push_back({c.person.at(either(vote, "pid", "participant_id")), c.statement.at(either(vote, "tid", "statement_id")), vote["vote"].get<std::int8_t>()});
  for (const int id : c.math["mod-out"]) c.poll.moderated_out.push_back(c.statement.at(id));
  for (const int id : c.math["meta-tids"]) c.poll.meta.push_back(c.statement.at(id));
  c.published_group.resize(c.person.size());
  const auto& base = c.math["base-clusters"];
  std::map<int, std::vector<int>> members;
  for (std::size_t i = 0; i < base["id"].size(); ++i) members[base["id"][i]] = base["members"][i].get<std::vector<int>>();
  for (const auto& group : c.math["group-clusters"])
    for (const int cluster : group["members"])
      for (const int id : members.at(cluster)) c.published_group[c.person.at(id)] = group["id"].get<std::uint32_t>();
  return c;
}

std::vector<Conversation> conversations() {
  std::vector<Conversation> all;
  const auto folder = collection("polis-math");
  if (!folder) return all;
  for (const auto& entry : std::filesystem::directory_iterator(*folder))
    if (entry.is_directory()) all.push_back(load(entry.path()));
  return all;
}

OpinionGroups with_published_groups(const Conversation& c) {
  tally::OpinionOptions options;
  options.grouping = c.published_group;
  return tally::group_opinions(c.poll, options).value();
}

double dot(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

TEST(PolisMath, CenterAndComponentsAreThePublishedOnes) {
  for (const auto& c : conversations()) {
    SCOPED_TRACE(c.name);
    const auto ours = with_published_groups(c);
    const auto center = c.math["pca"]["center"].get<std::vector<double>>();
    const double slack = c.is_one_ahead() ? 0.04 : 1e-12;
    for (std::size_t s = 0; s < center.size(); ++s) EXPECT_NEAR(-ours.center[s], center[s], slack);
    for (std::size_t i = 0; i < 2; ++i) {
      const auto published = c.math["pca"]["comps"][i].get<std::vector<double>>();
      const double cosine = std::abs(dot(ours.components[i], published)) / std::sqrt(dot(published, published));
      EXPECT_GE(cosine, c.is_one_ahead() ? 0.999 : 1 - 1e-9) << "component " << i;
      EXPECT_NEAR(dot(ours.components[i], ours.components[i]), 1, 1e-12);
    }
    count_case("polis-math");
  }
}

/// The mean place of each base cluster's members, against the published one; `sign` per axis.
void expect_base_clusters(const Conversation& c, const std::vector<tally::Point>& projection, const tally::Point& sign, double slack) {
  const auto& base = c.math["base-clusters"];
  for (std::size_t i = 0; i < base["id"].size(); ++i) {
    tally::Point mean{};
    for (const int id : base["members"][i])
      for (std::size_t d = 0; d < 2; ++d) mean[d] += projection[c.person.at(id)][d] / static_cast<double>(base["members"][i].size());
    EXPECT_NEAR(sign[0] * mean[0], base["x"][i].get<double>(), slack);
    EXPECT_NEAR(sign[1] * mean[1], base["y"][i].get<double>(), slack);
  }
}

TEST(PolisMath, ParticipantsStandWhereTheirPublishedBaseClusterStands) {
  for (const auto& c : conversations()) {
    SCOPED_TRACE(c.name);
    // On the published axes the projection is exact in all conversations.
    const auto matrix = tally::matrix_of(c.poll);
    tally::Components published{c.math["pca"]["center"].get<std::vector<double>>(), {}, {}};
    for (double& mean : published.center) mean = -mean;
    for (std::size_t i = 0; i < 2; ++i) published.axes[i] = c.math["pca"]["comps"][i].get<std::vector<double>>();
    expect_base_clusters(c, tally::project_participants(matrix, published), {-1, -1}, 1e-10);
    // On our own axes wherever the votes are those the server had.
    if (c.is_one_ahead()) continue;
    const auto ours = with_published_groups(c);
    tally::Point sign{};
    for (std::size_t i = 0; i < 2; ++i) sign[i] = dot(ours.components[i], published.axes[i]) > 0 ? -1 : 1;
    expect_base_clusters(c, ours.projection, sign, 1e-10);
    const auto& pca = c.math["pca"];
    for (std::size_t s = 0; s < ours.extremity.size(); ++s) {
      EXPECT_NEAR(ours.extremity[s], pca["comment-extremity"][s].get<double>(), 1e-10);
      for (std::size_t d = 0; d < 2; ++d) EXPECT_NEAR(sign[d] * ours.statement_projection[s][d], pca["comment-projection"][d][s].get<double>(), 1e-10);
    }
    count_case("polis-math");
  }
}

TEST(PolisMath, GroupVotesAndGroupInformedConsensusAreThePublishedOnes) {
  for (const auto& c : conversations()) {
    SCOPED_TRACE(c.name);
    const auto ours = with_published_groups(c);
    for (const auto& [gid, group] : c.math["group-votes"].items()) {
      const auto g = static_cast<std::size_t>(std::stoi(gid));
      EXPECT_EQ(ours.group_sizes[g], group["n-members"].get<std::uint32_t>());
      for (const auto& [tid, votes] : group["votes"].items())
        EXPECT_EQ(ours.group_counts[g][c.statement.at(std::stoi(tid))], (tally::VoteCounts{votes["A"], votes["D"], votes["S"]})) << "group " << gid << " statement " << tid;
    }
    for (const auto& [tid, value] : c.math["group-aware-consensus"].items()) {
      EXPECT_NEAR(ours.consensus[c.statement.at(std::stoi(tid))], value.get<double>(), 1e-14);
      count_case("polis-math");
    }
  }
}

TEST(PolisMath, RepresentativeStatementsAreThePublishedOnesInTheirOrder) {
  for (const auto& c : conversations()) {
    const auto ours = with_published_groups(c);
    for (const auto& [gid, rows] : c.math["repness"].items()) {
      SCOPED_TRACE(c.name + " group " + gid);
      const auto& chosen = ours.representative[static_cast<std::size_t>(std::stoi(gid))];
      ASSERT_EQ(chosen.size(), rows.size());
      for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto& row = rows[i];
        const bool is_agree = row["repful-for"] == "agree";
        EXPECT_EQ(chosen[i].statement, c.statement.at(row["tid"].get<int>()));
        EXPECT_EQ(chosen[i].side, is_agree ? Side::agree : Side::disagree);
        EXPECT_EQ(is_agree ? chosen[i].inside.agree : chosen[i].inside.disagree, row["n-success"].get<std::uint32_t>());
        EXPECT_EQ(chosen[i].inside.seen, row["n-trials"].get<std::uint32_t>());
        EXPECT_EQ(chosen[i].is_best_agreed, row.contains("best-agree"));
        EXPECT_NEAR(chosen[i].p, row["p-success"].get<double>(), 1e-12);
        EXPECT_NEAR(chosen[i].p_test, row["p-test"].get<double>(), 1e-12);
        EXPECT_NEAR(chosen[i].ratio, row["repness"].get<double>(), 1e-12);
        EXPECT_NEAR(chosen[i].ratio_test, row["repness-test"].get<double>(), 1e-6);  // published as a 32-bit float
        count_case("polis-math");
      }
    }
  }
}

TEST(PolisMath, ConsensusStatementsAreThePublishedOnesInTheirOrder) {
  for (const auto& c : conversations()) {
    const auto ours = with_published_groups(c);
    for (const auto side : {Side::agree, Side::disagree}) {
      const auto& rows = c.math["consensus"][side == Side::agree ? "agree" : "disagree"];
      const auto& chosen = side == Side::agree ? ours.agreed : ours.disagreed;
      SCOPED_TRACE(c.name);
      ASSERT_EQ(chosen.size(), rows.size());
      for (std::size_t i = 0; i < rows.size(); ++i) {
        EXPECT_EQ(chosen[i].statement, c.statement.at(rows[i]["tid"].get<int>()));
        EXPECT_EQ(side == Side::agree ? chosen[i].all.agree : chosen[i].all.disagree, rows[i]["n-success"].get<std::uint32_t>());
        EXPECT_EQ(chosen[i].all.seen, rows[i]["n-trials"].get<std::uint32_t>());
        EXPECT_NEAR(chosen[i].p, rows[i]["p-success"].get<double>(), 1e-12);
        EXPECT_NEAR(chosen[i].p_test, rows[i]["p-test"].get<double>(), 1e-12);
        count_case("polis-math");
      }
    }
  }
}

TEST(PolisMath, PrioritiesAreThePublishedOnesButForTheServerThatWasOneParticipantAhead) {
  for (const auto& c : conversations()) {
    SCOPED_TRACE(c.name);
    auto poll = c.poll;
    if (c.is_one_ahead())
      for (tally::Option s = 0; s < poll.statements; ++s) poll.meta.push_back(s);  // it published the 49 of meta statements throughout
    tally::OpinionOptions options;
    options.grouping = c.published_group;
    const auto ours = tally::group_opinions(poll, options).value();
    for (const auto& [tid, value] : c.math["comment-priorities"].items()) {
      EXPECT_NEAR(ours.priorities[c.statement.at(std::stoi(tid))], value.get<double>(), 1e-10);
      if (!c.is_one_ahead()) count_case("polis-math");
    }
  }
}

TEST(PolisMath, InclusionHoldsWhoVotedEnough) {
  // Published inclusion is sticky and moderation came later, so it may hold more people than today's votes let in, never fewer.
  for (const auto& c : conversations()) {
    SCOPED_TRACE(c.name);
    const auto ours = with_published_groups(c);
    std::size_t published_only = 0;
    std::vector<bool> is_published(c.person.size(), false);
    for (const int id : c.math["in-conv"]) {
      is_published[c.person.at(id)] = true;
      if (!ours.is_included[c.person.at(id)]) ++published_only;
    }
    for (std::size_t i = 0; i < is_published.size(); ++i) EXPECT_TRUE(is_published[i] || !ours.is_included[i]);
    EXPECT_LE(published_only, 13U);
    for (const auto& [pid, votes] : c.math["user-vote-counts"].items())
      EXPECT_TRUE(!c.person.contains(std::stoi(pid)) || ours.votes[c.person.at(std::stoi(pid))] == votes.get<std::uint32_t>()) << pid;
    count_case("polis-math");
  }
}

TEST(PolisMath, OwnGroupsStandApartAsClearlyAsThePublishedOnes) {
  // Which participant is in which group depends on the server's history, so the bar is the silhouette at the published number of groups.
  for (const auto& c : conversations()) {
    SCOPED_TRACE(c.name);
    tally::OpinionOptions options;
    options.k = static_cast<std::uint32_t>(c.math["group-clusters"].size());
    const auto ours = tally::group_opinions(c.poll, options).value();
    EXPECT_EQ(ours.k, *options.k);
    EXPECT_GE(ours.silhouette, with_published_groups(c).silhouette - 0.03);
    count_case("polis-math");
  }
}

}  // namespace
}  // namespace palabre::recount

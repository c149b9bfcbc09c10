// The files of a published vote, counted again by `palabre tally`: the same outcome as the server's, for random boxes of all three methods.
#include "crypto/crypto.hpp"
#include "recount/tally_command.hpp"
#include "votes/vote_view.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <random>
#include <sstream>

namespace palabre::votes {
namespace {

using nlohmann::json;

class RecountVotes : public ::testing::TestWithParam<unsigned> {
 protected:
  int below(int bound) { return static_cast<int>(chance_() % static_cast<unsigned>(bound)); }

  Vote vote_of(Method method) {
    Vote vote;
    vote.id = VoteId{1};
    vote.method = method;
    vote.texts = {{"fr", "Que fait-on d'abord ; et \"pourquoi\" ?"}, {"en", "What first?"}};
    const int count = 2 + below(6);
    for (int position = 1; position <= count; ++position)
      vote.options.push_back({position, {}, {}, {{"fr", "Projet [" + std::to_string(position) + "]; # \"é\""}}, {}});
    if (method != Method::budget) vote.seats = 1 + below(count);
    if (method == Method::approval) vote.choices_max = 1 + below(count);
    if (method == Method::budget) {
      vote.budget = 100;
      vote.currency = "EUR";
      for (auto& option : vote.options) option.cost = 20 * below(6);
    }
    return vote;
  }

  Choices choices_for(const Vote& vote) {
    std::vector<int> order;
    for (const auto& option : vote.options) order.push_back(option.position);
    std::shuffle(order.begin(), order.end(), chance_);
    order.resize(static_cast<std::size_t>(below(static_cast<int>(order.size()) + 1)));
    Choices choices;
    for (const int position : order) {
      if (choices.empty() || (vote.method == Method::ranked && below(3) > 0)) choices.emplace_back();
      choices.back().push_back(position);
    }
    const auto checked = check_choices(vote, choices);
    return checked ? *checked : Choices{};
  }

  std::vector<BoxedBallot> box_for(const Vote& vote) {
    std::vector<BallotRow> rows;
    for (int i = below(12); i > 0; --i)
      rows.push_back({"", static_cast<Channel>(below(3)), {}, vote.method == Method::ranked ? 1 + below(3) : 1, choices_text(choices_for(vote)), ""});
    return group_box(rows);
  }

  json recounted(const std::string& method, const std::string& file, recount::Flags flags) {
    recount::TallyCommand command;
    command.method = method;
    command.file = "-";
    command.flags = std::move(flags);
    command.wants_json = true;
    std::istringstream in(file);
    std::ostringstream out, err;
    EXPECT_EQ(recount::run_tally(command, in, out, err), 0) << err.str() << file;
    return json::parse(out.str(), nullptr, false);
  }

  static std::vector<int> selected(const Outcome& outcome) {
    std::vector<int> positions;
    for (const auto& option : outcome.options)
      if (option.is_selected) positions.push_back(option.position);
    std::sort(positions.begin(), positions.end());
    return positions;
  }
  static std::vector<int> positions_of(const json& ids) {
    std::vector<int> positions;
    for (const auto& id : ids) {
      const auto text = id.get<std::string>();
      positions.push_back(std::stoi(text.front() == 'o' ? text.substr(1) : text));
    }
    std::sort(positions.begin(), positions.end());
    return positions;
  }

  std::mt19937 chance_{GetParam()};
};

TEST_P(RecountVotes, ApprovalGivesTheSameWinnersWithTheSeed) {
  Vote vote = vote_of(Method::approval);
  vote.root = crypto::sha256(std::to_string(GetParam()));
  const auto box = box_for(vote);
  const auto outcome = count_box(vote, box, vote.root);
  recount::Flags flags;
  flags.seats = static_cast<std::uint32_t>(*vote.seats);
  flags.seed = vote.root.substr(0, 16);
  auto elected = positions_of(recounted("approval", recount_file(vote, box), flags).at("elected"));
  std::erase_if(elected, [&](int position) {  // a seat nobody was named for stays empty here
    return std::any_of(outcome.options.begin(), outcome.options.end(), [&](const auto& option) { return option.position == position && option.votes == 0; });
  });
  EXPECT_EQ(elected, selected(outcome)) << recount_file(vote, box);
}

TEST_P(RecountVotes, BudgetsGiveTheSameFundedListWithNoWordMore) {
  Vote vote = vote_of(Method::budget);
  vote.root = crypto::sha256(std::to_string(GetParam()));
  const auto box = box_for(vote);
  const auto outcome = count_box(vote, box, vote.root);
  const auto again = recounted("greedy", recount_file(vote, box), {});
  EXPECT_EQ(positions_of(again.at("selected")), selected(outcome)) << recount_file(vote, box);
  EXPECT_EQ(again.at("cost").get<std::string>(), std::to_string(outcome.spent));
}

TEST_P(RecountVotes, RankingsGiveTheSameOrder) {
  Vote vote = vote_of(Method::ranked);
  vote.root = crypto::sha256(std::to_string(GetParam()));
  const auto box = box_for(vote);
  if (box.empty()) return;  // a file of rankings has at least one ballot
  const auto outcome = count_box(vote, box, vote.root);
  std::vector<std::vector<int>> order;
  int place = 0;
  for (const auto& option : outcome.options) {
    if (option.place != place) order.emplace_back();
    place = option.place;
    order.back().push_back(option.position);
  }
  std::vector<std::vector<int>> again;
  const auto recount = recounted("schulze", recount_file(vote, box), {});
  for (const auto& group : recount.at("order")) again.push_back(positions_of(group));
  EXPECT_EQ(again, order) << recount_file(vote, box);
}

TEST_P(RecountVotes, TheListOfBallotsHasOneLineForEachAndNoReceipt) {
  for (const auto method : {Method::approval, Method::budget, Method::ranked}) {
    const Vote vote = vote_of(method);
    const auto box = box_for(vote);
    std::int64_t ballots = 0;
    for (const auto& ballot : box) ballots += ballot.count;
    const auto csv = ballots_csv(vote, box);
    EXPECT_TRUE(csv.starts_with("ballot,channel,weight,choices\n"));
    EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), ballots + 1);
  }
}

INSTANTIATE_TEST_SUITE_P(RandomBoxes, RecountVotes, ::testing::Range(1U, 60U));

TEST(BallotsCsv, WritesGroupsAsPeopleReadThem) {
  Vote vote;
  vote.method = Method::ranked;
  EXPECT_EQ(ballots_csv(vote, {{{{2}, {1, 3}}, Channel::paper, 2, 1}, {{}, Channel::online, 1, 2}}), "ballot,channel,weight,choices\n1,paper,2,2>1=3\n2,online,1,\n3,online,1,\n");
  vote.method = Method::approval;
  EXPECT_EQ(ballots_csv(vote, {{{{1, 4}}, Channel::online, 1, 1}}), "ballot,channel,weight,choices\n1,online,1,1 4\n");
}

}  // namespace
}  // namespace palabre::votes

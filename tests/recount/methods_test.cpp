// The table of methods is whole, explains itself, and refuses flags by name.
#include "recount/methods.hpp"
#include "recount/formats.hpp"

#include <gtest/gtest.h>

#include <set>

namespace palabre::recount {
namespace {

TEST(Methods, AreAllThere) {
  for (const char* name : {"schulze", "ranked-pairs", "condorcet", "stv", "irv", "greedy", "equal-shares", "phragmen", "approval", "score", "star", "majority",
                           "quadratic", "delegation", "harmonic", "opinion-groups", "sortition", "small-groups"})
    EXPECT_NE(find_method(name), nullptr) << name;
  EXPECT_EQ(find_method("convert"), nullptr);
}

TEST(Methods, HaveASentenceEachAndOneWayToCount) {
  std::set<std::string> names;
  for (const auto& row : method_table()) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_TRUE(std::string_view(row.sentence).ends_with('.')) << row.name;
    EXPECT_NE((row.count == nullptr), (row.draw == nullptr)) << row.name;
    EXPECT_EQ(row.draw != nullptr, row.input == Input::pool) << row.name;
  }
}

TEST(Methods, AreListedWithTheirFlagsAndTheFormats) {
  const auto list = list_of_methods();
  for (const auto& row : method_table()) {
    EXPECT_NE(list.find("\n" + std::string(row.name) + "\n  " + row.sentence), std::string::npos) << row.name;
    for (const auto& flag : row.flags) EXPECT_NE(list.find("--" + std::string(flag.name)), std::string::npos) << flag.name;
  }
  for (const auto& row : format_table()) EXPECT_NE(list.find(std::string("  ") + row.word + ": "), std::string::npos);
}

TEST(Methods, NameEveryFlagThatWasGiven) {
  Flags flags;
  EXPECT_TRUE(given_flags(flags).empty());
  flags.strength = "margins";
  flags.seats = 2;
  flags.eligible = 10;
  flags.diversify = {"age"};
  EXPECT_EQ(given_flags(flags), (std::vector<std::string>{"strength", "seats", "eligible", "diversify"}));
}

TEST(Methods, RefuseAFlagTheyDoNotTakeAndAValueTheyDoNotKnow) {
  const auto& schulze = *find_method("schulze");
  Flags flags;
  flags.strength = "margins";
  EXPECT_EQ(fault_of_flags(schulze, flags), "");
  flags.strength = "margin";
  EXPECT_NE(fault_of_flags(schulze, flags).find("--strength must be one of winning|margins|ratio"), std::string::npos);
  flags.strength.reset();
  flags.seats = 3;
  EXPECT_NE(fault_of_flags(schulze, flags).find("schulze takes no --seats; its flags: --strength"), std::string::npos);
}

TEST(Methods, KnowAFlagForEachOneTheyTake) {
  // A flag of a row that given_flags does not know could never be given.
  Flags all;
  for (auto* text : {&all.strength, &all.rule, &all.utility, &all.completion, &all.step, &all.quorum, &all.quorum_of, &all.quorum_counts, &all.majority, &all.majority_of,
                     &all.max_choices, &all.over_votes, &all.by, &all.ties, &all.cap, &all.phase, &all.groups, &all.pool, &all.quotas, &all.seed, &all.household})
    *text = "x";
  all.seats = all.k = all.size = all.tables = all.rounds = 1;
  all.eligible = all.credits = 1;
  all.leaving = all.unavailable = all.diversify = all.cluster = {"x"};
  const auto names = given_flags(all);
  const std::set<std::string> known(names.begin(), names.end());
  for (const auto& row : method_table())
    for (const auto& flag : row.flags) EXPECT_TRUE(known.contains(flag.name)) << row.name << " --" << flag.name;
}

TEST(Methods, SuggestTheNearestName) {
  EXPECT_NE(unknown_method("shulze").find("did you mean schulze?"), std::string::npos);
  EXPECT_NE(unknown_method("equalshares").find("did you mean equal-shares?"), std::string::npos);
  EXPECT_EQ(unknown_method("xyzzyx").find("did you mean"), std::string::npos);
}

}  // namespace
}  // namespace palabre::recount

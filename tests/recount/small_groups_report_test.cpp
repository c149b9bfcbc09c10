// The report of small groups: the promised JSON, and the bars of the groupselect data.
#include "recount/collection.hpp"
#include "recount/people_files.hpp"
#include "recount/report.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace palabre::recount {
namespace {

using Json = nlohmann::ordered_json;

Flags flags_for(const std::string& file, std::uint32_t tables, std::uint32_t rounds) {
  Flags flags;
  flags.pool = (shipped_data() / "groupselect" / file).string();
  flags.tables = tables;
  flags.rounds = rounds;
  flags.seed = "7";
  return flags;
}

std::size_t pairs_of(const Json& rounds) {
  std::set<std::pair<std::string, std::string>> pairs;
  for (const auto& tables : rounds)
    for (const auto& table : tables)
      for (const auto& one : table)
        for (const auto& other : table)
          if (one < other) pairs.emplace(one, other);
  return pairs.size();
}

/// Everybody sits once per round, and each value's count at a table is its share rounded down or up.
void expect_balanced(const Flags& flags, const std::string& column, const Json& rounds) {
  const auto people = read_people(text_of(*flags.pool), {column}).value();
  std::map<std::string, std::string> value_of;
  std::map<std::string, std::size_t> people_with;
  for (std::size_t person = 0; person < people.ids.size(); ++person) {
    value_of[people.ids[person]] = people.columns[0][person].text;
    ++people_with[people.columns[0][person].text];
  }
  for (const auto& tables : rounds) {
    std::set<std::string> seated;
    for (const auto& table : tables) {
      std::map<std::string, std::size_t> counts;
      for (const auto& person : table) {
        ++counts[value_of.at(person)];
        EXPECT_TRUE(seated.insert(person).second);
      }
      for (const auto& [value, number] : people_with) {
        EXPECT_GE(counts[value], number / tables.size()) << column << " " << value;
        EXPECT_LE(counts[value], (number + tables.size() - 1) / tables.size()) << column << " " << value;
      }
    }
    EXPECT_EQ(seated.size(), people.ids.size());
  }
}

std::size_t pairs_by_chance(std::uint32_t people, std::uint32_t tables, std::uint32_t rounds) {
  tally::Chance chance(tally::Seed{0, 0, 0, 99});
  Json drawn = Json::array();
  for (std::uint32_t round = 0; round < rounds; ++round) {
    std::vector<std::uint32_t> order(people);
    for (std::uint32_t at = 0; at < people; ++at) order[at] = at;
    for (std::size_t left = people; left > 1; --left) std::swap(order[left - 1], order[chance.below(left)]);
    Json seats(tables, Json::array());
    for (std::uint32_t at = 0; at < people; ++at) seats[at % tables].push_back(std::to_string(order[at]));
    drawn.push_back(seats);
  }
  return pairs_of(drawn);
}

TEST(SmallGroupsReport, BalancesEachFieldOfTheExamples) {
  for (const char* column : {"gender", "age", "region"}) {
    auto flags = flags_for("30i_4j_3k_3d_data.csv", 4, 3);
    flags.diversify = {column};
    const auto report = report_small_groups(flags).value();
    expect_balanced(flags, column, report.json.at("rounds"));
    EXPECT_TRUE(report.json.at("imbalances").empty());
    EXPECT_GT(pairs_of(report.json.at("rounds")), pairs_by_chance(30, 4, 3));
    count_case("groupselect");
  }
  for (const char* column : {"gender", "age", "education", "ethnicity", "region"}) {
    auto flags = flags_for("philipps_example_data.csv", 14, 3);
    flags.diversify = {column};
    const auto report = report_small_groups(flags).value();
    expect_balanced(flags, column, report.json.at("rounds"));
    EXPECT_GT(pairs_of(report.json.at("rounds")), pairs_by_chance(111, 14, 3));
    count_case("groupselect");
  }
}

TEST(SmallGroupsReport, BalancesThreeFieldsOfTheFirstExampleAtOnce) {
  auto flags = flags_for("30i_4j_3k_3d_data.csv", 4, 3);
  flags.diversify = {"gender", "age", "region"};
  const auto report = report_small_groups(flags).value();
  for (const auto& column : flags.diversify) expect_balanced(flags, column, report.json.at("rounds"));
  EXPECT_GT(pairs_of(report.json.at("rounds")), pairs_by_chance(30, 4, 3));
  count_case("groupselect");
}

/// One round of the example's own seating lets as many pairs meet as its tables have.
TEST(SmallGroupsReport, LetsAsManyMeetAsTheAllocationOfTheExample) {
  const auto flags = flags_for("30i_4j_3k_3d_data.csv", 4, 1);
  const auto people = read_people(text_of(*flags.pool), {"allocation"}).value();
  std::map<std::string, Json> tables;
  for (std::size_t person = 0; person < people.ids.size(); ++person) {
    auto& table = tables.try_emplace(people.columns[0][person].text, Json::array()).first->second;
    table.push_back(people.ids[person]);
  }
  Json allocation = Json::array();
  for (const auto& [name, table] : tables) allocation.push_back(table);
  EXPECT_GE(pairs_of(report_small_groups(flags).value().json.at("rounds")), pairs_of(Json::array({allocation})));
  count_case("groupselect");
}

TEST(SmallGroupsReport, SeatsPeopleWithoutPhotoConsentTogether) {
  auto flags = flags_for("philipps_example_data.csv", 14, 2);
  flags.diversify = {"gender"};
  flags.cluster = {"photo consent"};
  const auto report = report_small_groups(flags).value();
  expect_balanced(flags, "gender", report.json.at("rounds"));
  const auto people = read_people(text_of(*flags.pool), flags.cluster).value();
  for (const auto& tables : report.json.at("rounds")) {
    int with_refusals = 0;
    for (const auto& table : tables) {
      bool has_refusal = false;
      for (const auto& person : table) has_refusal = has_refusal || people.columns[0][std::stoul(person.get<std::string>()) - 1].text == "no";
      with_refusals += has_refusal ? 1 : 0;
    }
    EXPECT_LE(with_refusals, 3);  // ten people, tables of eight
  }
}

TEST(SmallGroupsReport, RepeatsItselfAndRefusesWhatItCannotSeat) {
  auto flags = flags_for("30i_4j_3k_3d_data.csv", 4, 2);
  EXPECT_EQ(report_small_groups(flags).value().json.dump(), report_small_groups(flags).value().json.dump());
  flags.diversify = {"height"};
  EXPECT_NE(report_small_groups(flags).fault().detail.find("no column"), std::string::npos);
  EXPECT_FALSE(report_small_groups(flags_for("30i_4j_3k_3d_data.csv", 31, 1)));
  EXPECT_FALSE(report_small_groups(flags_for("30i_4j_3k_3d_data.csv", 0, 1)));
  EXPECT_FALSE(report_small_groups(flags_for("30i_4j_3k_3d_data.csv", 4, 0)));
  EXPECT_FALSE(report_small_groups({}));
  flags = flags_for("30i_4j_3k_3d_data.csv", 4, 1);
  flags.diversify = flags.cluster = {"age"};
  EXPECT_FALSE(report_small_groups(flags));
}

}  // namespace
}  // namespace palabre::recount

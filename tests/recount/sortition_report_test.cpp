// The report of sortition: the promised JSON, the published answers, infeasible quotas, replacements, and every bad table by its place.
#include "recount/collection.hpp"
#include "recount/people_files.hpp"
#include "recount/report.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <unistd.h>

namespace palabre::recount {
namespace {

using Json = nlohmann::ordered_json;

/// A file for the length of one test.
class WrittenTable {
 public:
  explicit WrittenTable(const std::string& text) : path_(std::filesystem::temp_directory_path() / ("sortition-" + std::to_string(::getpid()) + "-" + std::to_string(++files) + ".csv")) {
    std::ofstream(path_) << text;
  }
  WrittenTable(const WrittenTable&) = delete;
  WrittenTable& operator=(const WrittenTable&) = delete;
  ~WrittenTable() { std::filesystem::remove(path_); }
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  static inline int files = 0;
  std::filesystem::path path_;
};

Flags flags_for(const std::filesystem::path& pool, const std::filesystem::path& quotas, std::uint32_t size) {
  Flags flags;
  flags.pool = pool.string();
  flags.quotas = quotas.string();
  flags.size = size;
  flags.seed = "5eed";
  return flags;
}

Flags shipped() { return flags_for(shipped_data() / "sortition" / "pool.csv", shipped_data() / "sortition" / "quotas.csv", 12); }

/// The panel has its size and meets every quota, counted anew from the files; chances add up and the least is the minimum.
void expect_sound(const Flags& flags, const Json& parsed) {
  const auto quotas = read_quotas(text_of(*flags.quotas)).value();
  const auto file = read_pool(text_of(*flags.pool), quotas, flags.household.value_or("")).value();
  std::set<std::string> panel;
  for (const auto& id : parsed.at("panel")) panel.insert(id.get<std::string>());
  EXPECT_EQ(panel.size(), *flags.size);
  std::set<std::uint32_t> homes;
  for (std::size_t category = 0; category < quotas.categories.size(); ++category)
    for (std::uint32_t feature = 0; feature < quotas.features[category].size(); ++feature) {
      std::uint32_t seats = 0;
      for (std::size_t person = 0; person < file.ids.size(); ++person) seats += panel.contains(file.ids[person]) && file.pool.people[person][category] == feature ? 1 : 0;
      EXPECT_GE(seats, quotas.quotas[category][feature].min) << quotas.features[category][feature];
      EXPECT_LE(seats, quotas.quotas[category][feature].max) << quotas.features[category][feature];
    }
  for (std::size_t person = 0; person < file.pool.households.size(); ++person)
    EXPECT_TRUE(!panel.contains(file.ids[person]) || homes.insert(file.pool.households[person]).second);
  ASSERT_EQ(parsed.at("probabilities").size(), file.ids.size());
  double sum = 0;
  double least = 1;
  for (const auto& [person, probability] : parsed.at("probabilities").items()) {
    sum += probability.get<double>();
    least = std::min(least, probability.get<double>());
  }
  EXPECT_NEAR(sum, *flags.size, 1e-6);
  EXPECT_EQ(parsed.at("minimum").get<double>(), least);
  EXPECT_LE(least, parsed.at("bound").get<double>());
}

TEST(SortitionReport, HasThePromisedShape) {
  const auto report = report_sortition(shipped()).value();
  expect_sound(shipped(), report.json);
  EXPECT_TRUE(report.json.at("leximin").get<bool>());
  EXPECT_EQ(report.json.at("seed"), "5eed");
  EXPECT_EQ(report.json.at("commitment").get<std::string>().size(), 64U);
  std::uint64_t tickets = 0;
  for (const auto& composition : report.json.at("lottery").at("compositions")) tickets += composition.at("tickets").get<std::uint64_t>();
  EXPECT_EQ(tickets, report.json.at("lottery").at("tickets").get<std::uint64_t>());
  EXPECT_NE(report.text.find("leximin"), std::string::npos);
  EXPECT_EQ(report.json.dump(), report_sortition(shipped()).value().json.dump());
}

TEST(SortitionReport, KeepsHouseholdsApart) {
  auto flags = shipped();
  flags.household = "home";
  for (const char* seed : {"1", "2", "3", "4", "5"}) {
    flags.seed = seed;
    expect_sound(flags, report_sortition(flags).value().json);
  }
}

TEST(SortitionReport, DrawsReplacementsFromTheSameSeed) {
  auto flags = shipped();
  const auto panel = report_sortition(flags).value().json.at("panel").get<std::vector<std::string>>();
  flags.leaving = {panel[0], panel[5]};
  const auto replaced = report_sortition(flags).value();
  Json as_drawn = replaced.json;
  as_drawn["panel"] = replaced.json.at("replacement").at("panel");
  expect_sound(flags, as_drawn);
  for (const auto& id : replaced.json.at("replacement").at("panel")) EXPECT_TRUE(id != panel[0] && id != panel[5]);
  flags.leaving = {"nobody"};
  EXPECT_NE(report_sortition(flags).fault().detail.find("nobody in the pool"), std::string::npos);
}

/// Published: every member of example_small_20 has exactly 10.0 % under leximin. The lottery itself is random in the reference: any panel
/// must meet the quotas.
TEST(SortitionReport, GivesThePublishedChancesOfTheSmallExample) {
  const auto folder = collection("sortition");
  if (!folder) return;
  const auto flags = flags_for(*folder / "example_small_20" / "respondents.csv", *folder / "example_small_20" / "categories.csv", 20);
  const auto report = report_sortition(flags).value();
  expect_sound(flags, report.json);
  for (const auto& [person, probability] : report.json.at("probabilities").items()) EXPECT_DOUBLE_EQ(probability.get<double>(), 0.1) << person;
  EXPECT_DOUBLE_EQ(report.json.at("bound").get<double>(), 0.1);
  count_case("sortition");
}

TEST(SortitionReport, MeetsTheQuotasOfTheFixture) {
  const auto folder = collection("sortition");
  if (!folder) return;
  auto flags = flags_for(*folder / "sortition-algorithms-fixture" / "candidates.csv", *folder / "sortition-algorithms-fixture" / "features.csv", 22);
  for (const char* seed : {"1", "2", "3"}) {
    flags.seed = seed;
    const auto report = report_sortition(flags).value();
    expect_sound(flags, report.json);
    EXPECT_TRUE(report.json.at("leximin").get<bool>());
    EXPECT_NEAR(report.json.at("minimum").get<double>(), report.json.at("bound").get<double>(), 1e-8);
  }
  count_case("sortition");
}

TEST(SortitionReport, NamesTheSmallestRelaxationOfQuotasThatContradictThemselves) {
  const WrittenTable pool("id,gender\na,f\nb,f\nc,f\nd,m\n");
  const WrittenTable quotas("category,feature,min,max\ngender,f,1,1\ngender,m,2,2\n");
  const auto report = report_sortition(flags_for(pool.path(), quotas.path(), 3)).value();
  EXPECT_FALSE(report.json.at("feasible").get<bool>());
  EXPECT_TRUE(report.json.at("panel").empty());
  EXPECT_EQ(report.json.at("relaxation").at("total"), 2);
  EXPECT_EQ(report.json.at("relaxations").size(), 2U);
  EXPECT_EQ(report.json.at("relaxations")[0].at("new_max"), 2);
  EXPECT_EQ(report.json.at("relaxations")[1].at("new_min"), 1);
  EXPECT_NE(report.text.find("gender m: at least 2 are wanted, the pool has 1"), std::string::npos);
}

TEST(SortitionReport, RefusesADrawThatNobodyCouldRepeat) {
  auto flags = shipped();
  flags.seed.reset();
  EXPECT_NE(report_sortition(flags).fault().detail.find("committed"), std::string::npos);
  flags.seed = "xyz";
  EXPECT_FALSE(report_sortition(flags));
  flags = shipped();
  flags.size = 0;
  EXPECT_FALSE(report_sortition(flags));
  flags.size = 73;
  EXPECT_NE(report_sortition(flags).fault().detail.find("72 people"), std::string::npos);
}

struct BadTable {
  const char* text;
  std::size_t line;
  std::size_t column;
  const char* says;
};

TEST(QuotaFile, NamesTheFaultByItsPlace) {
  const BadTable tables[] = {
      {"", 1, 1, "empty"},
      {"category,feature,min\nx,y,1\n", 1, 1, "columns"},
      {"category,feature,min,max\n", 0, 0, "header only"},
      {"category,feature,min,max\ng,f,2,1\n", 2, 5, "above"},
      {"category,feature,min,max\ng,f,x,1\n", 2, 5, "no number"},
      {"category,feature,min,max\ng,f,-1,1\n", 2, 5, "no number"},
      {"category,feature,min,max\ng,f,1,\n", 2, 7, "missing"},
      {"category,feature,min,max\ng,f,1,99999999999\n", 2, 7, "more than"},
      {"category,feature,min,max\ng,f,1,99999999999999999999999\n", 2, 7, "no number"},
      {"category,feature,min,max\ng,f,1,2\ng,f,1,2\n", 3, 3, "twice"},
      {"category,feature,min,max\ng,f,1\n", 2, 5, "cells"},
      {"category,feature,min,max\n,f,1,2\n", 2, 1, "without"},
      {"feature,value,min,max,min_flex,max_flex\ng,f,1,2,2,2\n", 2, 9, "above min"},
      {"feature,value,min,max,min_flex,max_flex\ng,f,1,2,0,1\n", 2, 11, "below max"},
      {"category,feature,min,max\ng,\"f,1,2\n", 2, 3, "quote"},
  };
  for (const auto& table : tables) {
    const auto quotas = read_quotas(table.text);
    ASSERT_FALSE(quotas) << table.text;
    EXPECT_EQ(quotas.fault().line, table.line) << table.text;
    EXPECT_EQ(quotas.fault().column, table.column) << table.text;
    EXPECT_NE(quotas.fault().detail.find(table.says), std::string::npos) << quotas.fault().detail;
  }
}

TEST(QuotaFile, IsReadUnderItsUsualHeadings) {
  for (const char* header : {"category,feature,min,max", "feature,value,min,max", "category,name,min,max", "Category;Feature;Min;Max", "\xEF\xBB\xBF" "category,value,min,max"}) {
    std::string row = "gender,female,1,3\r\n";
    if (std::string_view(header).find(';') != std::string_view::npos) std::replace(row.begin(), row.end(), ',', ';');
    const auto quotas = read_quotas(std::string(header) + "\r\n" + row);
    ASSERT_TRUE(quotas) << header << ": " << quotas.fault().detail;
    EXPECT_EQ(quotas->categories, std::vector<std::string>{"gender"});
    EXPECT_EQ(quotas->features[0], std::vector<std::string>{"female"});
    EXPECT_EQ(quotas->quotas[0][0].max, 3U);
  }
  const auto flex = read_quotas("feature,value,min,max,min_flex,max_flex\ng,f,1,2,0,5\ng,m,1,2,,\n").value();
  EXPECT_EQ(flex.quotas[0][0].max_flex, 5U);
  EXPECT_EQ(flex.quotas[0][1].max_flex, 0xffffffffU);
}

TEST(PoolFile, NamesTheFaultByItsPlace) {
  const auto quotas = read_quotas("category,feature,min,max\ngender,female,0,3\ngender,male,0,3\n").value();
  const BadTable tables[] = {
      {"", 1, 1, "empty"},
      {"id,age\n1,2\n", 1, 1, "gender"},
      {"id,gender\n", 0, 0, "header only"},
      {"id,gender\n1,femal\n", 2, 3, "did you mean"},
      {"id,gender\n1,\n", 2, 3, "is empty"},
      {"id,gender\n1,male\n1,male\n", 3, 1, "twice"},
      {"id,gender\n,male\n", 2, 1, "without an id"},
      {"id,gender\n1,male,x\n", 2, 8, "cells"},
      {"id,gender,gender\n1,male,male\n", 1, 11, "twice"},
      {"id,gender\n1,\xff\n", 0, 0, "UTF-8"},
  };
  for (const auto& table : tables) {
    const auto pool = read_pool(table.text, quotas, "");
    ASSERT_FALSE(pool) << table.text;
    EXPECT_EQ(pool.fault().line, table.line) << table.text;
    EXPECT_EQ(pool.fault().column, table.column) << table.text;
    EXPECT_NE(pool.fault().detail.find(table.says), std::string::npos) << pool.fault().detail;
  }
}

TEST(PoolFile, NumbersPeopleWithoutIdsFromOne) {
  const auto quotas = read_quotas("category,feature,min,max\ngender,female,0,3\n").value();
  const auto pool = read_pool("name,gender,home\nAnn,female,x\nBea,female,\nCy,female,x\n", quotas, "home").value();
  EXPECT_EQ(pool.ids, (std::vector<std::string>{"1", "2", "3"}));
  EXPECT_EQ(pool.pool.households[0], pool.pool.households[2]);
  EXPECT_NE(pool.pool.households[0], pool.pool.households[1]);
}

}  // namespace
}  // namespace palabre::recount

// Every template is whole: four languages, a follow-up, something to decide, safeguards.
#include "planning/template.hpp"
#include "redesigns/readiness.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace palabre::planning {
namespace {

const std::vector<std::string> four{"de", "en", "fr", "nl"};

void expect_whole(const std::string& where, const redesigns::TextsByLanguage& texts) {
  for (const auto& language : four) {
    const auto words = texts.find(language);
    EXPECT_TRUE(words != texts.end() && words->second.size() > 3) << where << " in " << language;
  }
}

TEST(Templates, AreElevenServicesWithDistinctNames) {
  std::set<std::string> names;
  for (const Template& one : templates()) names.insert(one.name);
  EXPECT_EQ(names.size(), 11U);
  EXPECT_EQ(templates().size(), 11U);
  EXPECT_NE(find_template("allotments"), nullptr);
  EXPECT_EQ(find_template("nothing"), nullptr);
}

TEST(Templates, AreWrittenInFourLanguages) {
  for (const Template& one : templates()) {
    EXPECT_EQ(one.languages, four) << one.name;
    const auto& texts = one.texts;
    for (const auto* words : {&texts.title, &texts.summary, &texts.easy_read, &texts.aim, &texts.promise, &texts.decides}) expect_whole(one.name, *words);
    for (const auto* list : {&texts.can_change, &texts.fixed_points, &one.safeguards}) {
      EXPECT_GE(list->size(), 2U) << one.name;
      for (const auto& words : *list) expect_whole(one.name, words);
    }
  }
}

TEST(Templates, PromiseWhatTheyCanHoldAndEndInAFollowUp) {
  for (const Template& one : templates()) {
    EXPECT_NE(std::find(redesigns::power_levels.begin(), redesigns::power_levels.end(), one.power_level), redesigns::power_levels.end()) << one.name;
    EXPECT_FALSE(redesigns::advises_inform(one.power_level, one.texts)) << one.name;
    EXPECT_TRUE(std::any_of(one.phases.begin(), one.phases.end(), [](const auto& phase) { return phase.type == redesigns::PhaseType::follow_up; })) << one.name;
    EXPECT_EQ(one.phases.front().from_days, 0) << one.name;
    for (const auto& phase : one.phases) EXPECT_GT(phase.days, 0) << one.name;
    EXPECT_GT(one.days(), 60) << one.name;
  }
}

TEST(ParseTemplate, NamesWhatIsWrong) {
  EXPECT_THROW(parse_template("[]"), std::runtime_error);
  EXPECT_THROW(parse_template("{\"name\":\"x\"}"), std::runtime_error);
}

}  // namespace
}  // namespace palabre::planning

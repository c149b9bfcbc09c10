// The rules of moderation, one by one, without a database.
#include "moderation/report.hpp"
#include "base/reason_of.hpp"

#include <gtest/gtest.h>

namespace palabre::moderation {
namespace {

using tests::reason_of;

Content shown() {
  Content content;
  content.target = {TargetKind::comment, 12};
  content.author = PersonId{1};
  content.status = "published";
  content.is_hideable = true;
  return content;
}
Content hidden() {
  Content content = shown();
  content.status = "hidden";
  content.is_hidden = true;
  content.is_hideable = false;
  return content;
}
Content withdrawn() {
  Content content = shown();
  content.status = "withdrawn";
  content.is_hideable = false;
  return content;
}

people::Actor person(std::int64_t id) {
  people::Actor actor;
  actor.person = PersonId{id};
  return actor;
}
people::Actor moderator(std::int64_t id = 3) {
  people::Actor actor = person(id);
  actor.roles.add(people::Role::moderator);
  return actor;
}

TEST(Rule, HasOneNameInBothDirections) {
  ASSERT_EQ(rule_names().size(), 7U);
  for (const auto name : rule_names()) EXPECT_EQ(name_of(rule_of(name).value()), name);
  EXPECT_FALSE(rule_of("boring").has_value());
  for (const auto name : report_state_names()) EXPECT_EQ(name_of(report_state_of(name).value()), name);
  EXPECT_FALSE(report_state_of("").has_value());
}

TEST(Target, IsReadAndWrittenTheSameWay) {
  EXPECT_EQ(Target::parse("idea:40"), (Target{TargetKind::idea, 40}));
  EXPECT_EQ(Target::parse("comment:12"), (Target{TargetKind::comment, 12}));
  EXPECT_EQ(Target::parse("statement:7"), (Target{TargetKind::statement, 7}));
  for (const auto text : {"idea:40", "comment:12", "statement:7"}) EXPECT_EQ(Target::parse(text)->text(), text);
  for (const auto text : {"", "idea", "idea:", ":40", "idea:0", "idea:-1", "idea:040", "person:1", "idea:40 ", "comment:12:1"})
    EXPECT_FALSE(Target::parse(text).has_value()) << text;
}

TEST(Report, IsForEverybodyButTheAuthor) {
  EXPECT_TRUE(decide_report(shown(), person(2), Rule::spam, "").has_value());
  EXPECT_TRUE(decide_report(shown(), moderator(), Rule::spam, "").has_value());
  EXPECT_EQ(reason_of(decide_report(shown(), person(1), Rule::spam, "")), Reason::own_case);
}

TEST(Report, IsRefusedWhenTheWordsAreGone) {
  EXPECT_EQ(reason_of(decide_report(hidden(), person(2), Rule::spam, "")), Reason::gone);
  EXPECT_EQ(reason_of(decide_report(withdrawn(), person(2), Rule::spam, "")), Reason::gone);
}

TEST(Report, UnderTheRuleOtherSaysWhich) {
  EXPECT_EQ(reason_of(decide_report(shown(), person(2), Rule::other, "")), Reason::reason_required);
  EXPECT_TRUE(decide_report(shown(), person(2), Rule::other, "It quotes a private letter.").has_value());
}

TEST(DecideModeration, IsForModeratorsOfTheRedesignOnly) {
  for (const auto role : {people::Role::facilitator, people::Role::officer, people::Role::owner}) {
    people::Actor actor = person(2);
    actor.roles.add(role);
    EXPECT_EQ(reason_of(decide_moderation(shown(), actor)), Reason::not_allowed);
  }
  people::Actor admin = person(2);
  admin.is_admin = true;
  EXPECT_EQ(reason_of(decide_moderation(shown(), admin)), Reason::not_allowed);
  EXPECT_TRUE(decide_moderation(shown(), moderator()).has_value());
}

TEST(DecideModeration, IsNeverAboutOnesOwnWords) {
  EXPECT_EQ(reason_of(decide_moderation(shown(), moderator(1))), Reason::own_case);
  EXPECT_EQ(reason_of(decide_hiding(shown(), moderator(1), "why")), Reason::own_case);
  EXPECT_EQ(reason_of(decide_restoring(hidden(), moderator(1), "why")), Reason::own_case);
  EXPECT_EQ(reason_of(decide_settling(Report{}, shown(), moderator(1), "why")), Reason::own_case);
}

TEST(Hiding, NeedsWordsThatAreShownAndAReason) {
  EXPECT_TRUE(decide_hiding(shown(), moderator(), "An insult.").has_value());
  EXPECT_EQ(reason_of(decide_hiding(shown(), moderator(), "")), Reason::reason_required);
  EXPECT_EQ(reason_of(decide_hiding(hidden(), moderator(), "An insult.")), Reason::nothing_changed);
  EXPECT_EQ(reason_of(decide_hiding(withdrawn(), moderator(), "An insult.")), Reason::gone);
  EXPECT_EQ(reason_of(decide_hiding(shown(), person(2), "An insult.")), Reason::not_allowed);
}

TEST(Restoring, NeedsHiddenWordsAndAReason) {
  EXPECT_TRUE(decide_restoring(hidden(), moderator(), "It was a quotation.").has_value());
  EXPECT_EQ(reason_of(decide_restoring(hidden(), moderator(), "")), Reason::reason_required);
  EXPECT_EQ(reason_of(decide_restoring(shown(), moderator(), "why")), Reason::nothing_changed);
  EXPECT_EQ(reason_of(decide_restoring(hidden(), person(2), "why")), Reason::not_allowed);
}

TEST(Settling, IsDoneOnceWithAReason) {
  Report report;
  EXPECT_TRUE(decide_settling(report, shown(), moderator(), "why").has_value());
  EXPECT_EQ(reason_of(decide_settling(report, shown(), moderator(), "")), Reason::reason_required);
  EXPECT_EQ(reason_of(decide_settling(report, shown(), person(2), "why")), Reason::not_allowed);
  for (const auto state : {ReportState::upheld, ReportState::dismissed}) {
    report.state = state;
    EXPECT_EQ(reason_of(decide_settling(report, shown(), moderator(), "why")), Reason::already_exists);
  }
}

}  // namespace
}  // namespace palabre::moderation

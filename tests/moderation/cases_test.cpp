// Cases, keeping, taking back, second opinions and the log of decisions on a real store; after every test all counts are recounted.
#include "discussion/test_scene.hpp"
#include "moderation/decision_log.hpp"
#include "moderation/keep_content.hpp"
#include "moderation/moderation_view.hpp"
#include "moderation/report_content.hpp"
#include "moderation/undo_decision.hpp"

#include <nlohmann/json.hpp>

namespace palabre::moderation {
namespace {

using ideas::IdeaState;
using tests::reason_of;

class Cases : public tests::Scene {
 protected:
  Cases() {
    give_role(colleague, "moderator");
    target = {TargetKind::idea, idea.value};
  }

  Result<ReportId> report(PersonId who, Rule rule = Rule::insult) { return report_content(tx(), actor(who), ReportContent{target, rule, "Voyez la fin."}); }
  Result<DecisionId> keep(PersonId who) { return keep_content(tx(), actor(who), {target, "Rien n'enfreint la charte."}); }
  Result<ContentChange> hide(PersonId who) { return hide_content(tx(), actor(who), HideContent{target, Rule::insult, "Une insulte."}); }
  Result<ContentChange> undo(PersonId who, DecisionId decision) { return undo_decision(tx(), actor(who), decision, store.limits); }
  std::vector<Case> cases(CaseQuery query = {}) { return load_cases(tx(), redesign, query); }
  std::vector<std::string> log(LogReader whose, const std::string& kind = {}) {
    LogQuery query;
    query.reader = whose;
    query.kind = kind;
    query.limit = 100;
    std::vector<std::string> kinds;
    for (const auto& line : load_log(tx(), redesign, query)) kinds.push_back(line.kind);
    return kinds;
  }

  PersonId colleague{7};
  Target target;
};

TEST_F(Cases, AllReportsOfOneTextAreOneCase) {
  ASSERT_TRUE(report(stranger));
  pass_ms(1000);
  ASSERT_TRUE(report(reader, Rule::spam));
  const auto open = cases();
  ASSERT_EQ(open.size(), 1U);
  EXPECT_EQ(open.front().reports, 2);
  EXPECT_EQ(open.front().first_at, tx().now().plus_ms(-1000));
  EXPECT_EQ(count_cases(tx(), redesign, Instant{}, tx().now()).open, 1);
}

TEST_F(Cases, AreFilteredByRuleAndKind) {
  ASSERT_TRUE(report(stranger, Rule::spam));
  CaseQuery query;
  query.rule = Rule::spam;
  EXPECT_EQ(cases(query).size(), 1U);
  query.rule = Rule::hate;
  EXPECT_TRUE(cases(query).empty());
  query.rule.reset();
  query.kind = TargetKind::comment;
  EXPECT_TRUE(cases(query).empty());
}

TEST_F(Cases, KeepingSettlesEveryReportAndTakingItBackOpensThemAgain) {
  const auto first = report(stranger);
  const auto second = report(reader);
  const auto kept = keep(moderator);
  ASSERT_TRUE(kept);
  EXPECT_TRUE(cases().empty());
  EXPECT_EQ(find_report(tx(), *first)->state, ReportState::dismissed);
  EXPECT_EQ(find_report(tx(), *second)->state, ReportState::dismissed);
  pass_ms(store.limits.undo_ms);
  ASSERT_TRUE(undo(moderator, *kept));
  EXPECT_EQ(cases().size(), 1U);
  EXPECT_EQ(find_report(tx(), *second)->state, ReportState::open);
  EXPECT_EQ(reason_of(undo(moderator, *kept)), Reason::nothing_changed);
}

TEST_F(Cases, AHidingTakenBackShowsTheTextAndReopensTheCase) {
  set_idea_state(idea, IdeaState::shortlisted);
  ASSERT_TRUE(report(stranger));
  const auto hidden = hide(moderator);
  ASSERT_TRUE(hidden);
  EXPECT_EQ(the_idea().state, IdeaState::hidden);
  EXPECT_EQ(found("bancs"), 0);
  expect_recount();
  ASSERT_TRUE(undo(moderator, hidden->decision));
  EXPECT_EQ(the_idea().state, IdeaState::shortlisted);
  EXPECT_EQ(found("bancs"), 1);
  EXPECT_EQ(cases().size(), 1U);
}

TEST_F(Cases, AColleagueCannotTakeBackNorAnybodyAfterThirtySeconds) {
  ASSERT_TRUE(report(stranger));
  const auto hidden = hide(moderator);
  ASSERT_TRUE(hidden);
  EXPECT_EQ(reason_of(undo(colleague, hidden->decision)), Reason::not_allowed);
  pass_ms(store.limits.undo_ms + 1);
  EXPECT_EQ(reason_of(undo(moderator, hidden->decision)), Reason::undo_window_over);
  EXPECT_EQ(the_idea().state, IdeaState::hidden);
}

TEST_F(Cases, TheSecondWhoDecidesLearnsThatACaseIsDecided) {
  ASSERT_TRUE(report(stranger));
  ASSERT_TRUE(keep(moderator));
  EXPECT_EQ(reason_of(keep(colleague)), Reason::already_decided);
}

TEST_F(Cases, ASecondOpinionFlagsTheCaseUntilItIsDecidedAndComesBackWithAnUndo) {
  ASSERT_TRUE(report(stranger));
  ASSERT_TRUE(ask_second_opinion(tx(), actor(moderator), {target, "Est-ce de l'ironie ?"}));
  EXPECT_EQ(reason_of(ask_second_opinion(tx(), actor(colleague), {target, "Et moi ?"})), Reason::nothing_changed);
  CaseQuery query;
  query.is_second_opinion_only = true;
  EXPECT_EQ(cases(query).size(), 1U);
  EXPECT_EQ(find_second_opinion(tx(), target)->note, "Est-ce de l'ironie ?");
  const auto kept = keep(colleague);
  ASSERT_TRUE(kept);
  EXPECT_FALSE(find_second_opinion(tx(), target));
  ASSERT_TRUE(undo(colleague, *kept));
  EXPECT_TRUE(find_second_opinion(tx(), target));
}

TEST_F(Cases, NobodyDecidesAboutTheirOwnWords) {
  target = {TargetKind::idea, add_idea(moderator, IdeaState::published).value};
  ASSERT_TRUE(report(stranger));
  EXPECT_EQ(reason_of(keep(moderator)), Reason::own_case);
  EXPECT_EQ(reason_of(ask_second_opinion(tx(), actor(moderator), {target, "Pour voir."})), Reason::own_case);
  EXPECT_TRUE(keep(colleague));
}

TEST_F(Cases, WhoLooksIsSeenByTheOthersForAMoment) {
  ASSERT_TRUE(report(stranger));
  save_watch(tx(), redesign, colleague, target);
  const Instant since = tx().now().plus_ms(-store.limits.case_watch_ms);
  EXPECT_EQ(load_watchers(tx(), redesign, moderator, since).at(target.text()), 1);
  EXPECT_TRUE(load_watchers(tx(), redesign, colleague, since).empty()) << "nobody is their own colleague";
  pass_ms(store.limits.case_watch_ms + 1);
  EXPECT_TRUE(load_watchers(tx(), redesign, moderator, tx().now().plus_ms(-store.limits.case_watch_ms)).empty());
}

TEST_F(Cases, ACaseNamesNobody) {
  ASSERT_TRUE(report(stranger));
  const auto view = case_view(tx(), cases().front(), moderator, tx().now(), store.limits, 0);
  EXPECT_EQ(view.dump().find("Person"), std::string::npos) << view.dump();
  EXPECT_EQ(view["rules"]["insult"], 1);
  EXPECT_EQ(view["author"]["texts"], 1);
}

TEST_F(Cases, TheLogTellsThePublicWhatWasHiddenAndTakenBackButNotWhatWasKept) {
  ASSERT_TRUE(report(stranger));
  const auto hidden = hide(moderator);
  ASSERT_TRUE(hidden && undo(moderator, hidden->decision));
  pass_ms(1000);
  ASSERT_TRUE(keep(moderator));
  EXPECT_EQ(log(LogReader::everybody), (std::vector<std::string>{"undone", "hidden"}));
  EXPECT_EQ(log(LogReader::staff), (std::vector<std::string>{"kept", "undone", "hidden"}));
  EXPECT_EQ(log(LogReader::everybody, "hidden").size(), 1U);
}

TEST_F(Cases, NamesStandInTheLogForStaffOnlyAndNeverInTheTable) {
  ASSERT_TRUE(hide(moderator));
  LogQuery query;
  query.reader = LogReader::staff;
  const auto lines = load_log(tx(), redesign, query);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(log_line_view(lines.front(), LogReader::staff)["person"], "Person p3");
  EXPECT_FALSE(log_line_view(lines.front(), LogReader::everybody).contains("person"));
  EXPECT_EQ(log_csv(lines).find("Person"), std::string::npos);
  EXPECT_NE(log_csv(lines).find(",hidden,moderator,insult,"), std::string::npos);
}

}  // namespace
}  // namespace palabre::moderation

// Reporting, hiding and restoring on a real store; after every test all counts are recounted.
#include "discussion/test_scene.hpp"
#include "moderation/hide_content.hpp"
#include "moderation/moderation_view.hpp"
#include "moderation/report_content.hpp"
#include "moderation/settle_report.hpp"

#include <nlohmann/json.hpp>

namespace palabre::moderation {
namespace {

using ideas::IdeaState;
using tests::reason_of;

class Moderation : public tests::Scene {
 protected:
  Moderation() { comment = add_comment(reader, "Espèce de malotru"); }

  /// A published comment, counted and indexed as the slice above does it.
  Target add_comment(PersonId by, std::string_view body) {
    std::int64_t id = 0;
    {
      auto row = tx().rows(
          "INSERT INTO comment (idea_id, author_id, stance, language, body, version, state, created_at) "
          "VALUES ($1, $2, 'neutral', 'fr', $3, 1, 'published', $4) RETURNING id",
          idea, by, body, tx().now());
      row.next();
      id = row.integer(0);
    }
    tx().run("INSERT INTO comment_version (comment_id, version, body, created_at) VALUES ($1, 1, $2, $3)", id, body, tx().now());
    ideas::add_to_comment_count(tx(), the_idea(), 1);
    tx().save_search_entry({db::SearchKind::comment, id, redesign, idea, "", body});
    return {TargetKind::comment, id};
  }

  Target the_idea_target() { return {TargetKind::idea, idea.value}; }
  Result<ReportId> report(PersonId who, Target target, Rule rule = Rule::insult) {
    return report_content(tx(), actor(who), ReportContent{target, rule, "Voyez la fin."});
  }
  Result<ContentChange> hide(PersonId who, Target target) {
    return hide_content(tx(), actor(who), HideContent{target, Rule::insult, "Une insulte."});
  }
  Result<ContentChange> restore(PersonId who, Target target) {
    return restore_content(tx(), actor(who), RestoreContent{target, "C'était une citation."});
  }
  Result<Report> settle(PersonId who, ReportId id, Decision decision) {
    return settle_report(tx(), actor(who), SettleReport{id, decision, "Vu et pesé.", std::nullopt});
  }
  std::string state_of_comment() { return word("SELECT state FROM comment WHERE id = 1"); }

  Target comment;
};

TEST_F(Moderation, AHiddenCommentLeavesCountsAndSearchAndComesBack) {
  const auto hidden = hide(moderator, comment);
  ASSERT_TRUE(hidden.has_value());
  EXPECT_EQ(hidden->status, "hidden");
  EXPECT_EQ(hidden->comments, 0);
  EXPECT_EQ(state_of_comment(), "hidden");
  EXPECT_EQ(the_redesign().comments, 0);
  EXPECT_EQ(found("malotru"), 0);
  EXPECT_EQ(last_event(), R"(comment.hidden {"comment":"1","comments":0,"idea":"1"})");
  expect_recount();
  const auto shown = restore(moderator, comment);
  ASSERT_TRUE(shown.has_value());
  EXPECT_EQ(shown->comments, 1);
  EXPECT_EQ(the_redesign().comments, 1);
  EXPECT_EQ(found("malotru"), 1);
  EXPECT_EQ(last_event(), R"(comment.restored {"comment":"1","comments":1,"idea":"1"})");
}

TEST_F(Moderation, AHiddenIdeaTakesItsCommentsOutOfCountsAndSearchAndBack) {
  set_idea_state(idea, IdeaState::shortlisted);
  ASSERT_TRUE(hide(moderator, the_idea_target()).has_value());
  EXPECT_EQ(the_idea().state, IdeaState::hidden);
  EXPECT_EQ(the_redesign().ideas, 0);
  EXPECT_EQ(the_redesign().comments, 0);
  EXPECT_EQ(the_idea().comments, 1);
  EXPECT_EQ(found("malotru"), 0);
  EXPECT_EQ(found("bancs"), 0);
  EXPECT_EQ(last_event(), R"(idea.state_changed {"idea":"1","state":"hidden"})");
  expect_recount();
  ASSERT_TRUE(restore(moderator, the_idea_target()).has_value());
  EXPECT_EQ(the_idea().state, IdeaState::shortlisted);
  EXPECT_EQ(the_redesign().comments, 1);
  EXPECT_EQ(found("malotru"), 1);
}

TEST_F(Moderation, ACommentHiddenUnderAHiddenIdeaStaysHiddenWhenTheIdeaComesBack) {
  ASSERT_TRUE(hide(moderator, the_idea_target()).has_value());
  ASSERT_TRUE(hide(moderator, comment).has_value());
  expect_recount();
  ASSERT_TRUE(restore(moderator, the_idea_target()).has_value());
  EXPECT_EQ(the_redesign().comments, 0);
  EXPECT_EQ(found("malotru"), 0);
}

TEST_F(Moderation, ACommentRestoredUnderAHiddenIdeaIsCountedWhenTheIdeaComesBack) {
  ASSERT_TRUE(hide(moderator, comment).has_value());
  ASSERT_TRUE(hide(moderator, the_idea_target()).has_value());
  ASSERT_TRUE(restore(moderator, comment).has_value());
  EXPECT_EQ(the_redesign().comments, 0);
  EXPECT_EQ(found("malotru"), 0);
  expect_recount();
  ASSERT_TRUE(restore(moderator, the_idea_target()).has_value());
  EXPECT_EQ(the_redesign().comments, 1);
  EXPECT_EQ(found("malotru"), 1);
}

TEST_F(Moderation, HidingIsWrittenInTheIdeasHistoryWithItsRule) {
  ASSERT_TRUE(hide(moderator, the_idea_target()).has_value());
  EXPECT_EQ(word("SELECT actor_role || ' ' || reason_code || ' ' || reason FROM idea_history ORDER BY id DESC LIMIT 1"),
            "moderator insult Une insulte.");
}

TEST_F(Moderation, IsRefusedToAllOthersAndToTheAuthor) {
  for (const PersonId who : {reader, officer, owner, stranger}) {
    EXPECT_EQ(reason_of(hide(who, the_idea_target())), Reason::not_allowed);
    EXPECT_EQ(reason_of(hide(who, comment)), Reason::not_allowed);
  }
  const Target own = add_comment(moderator, "Mes propres mots");
  EXPECT_EQ(reason_of(hide(moderator, own)), Reason::own_case);
  EXPECT_EQ(reason_of(hide(moderator, {TargetKind::comment, 999})), Reason::not_found);
  EXPECT_EQ(reason_of(hide(moderator, {TargetKind::idea, 999})), Reason::not_found);
  const IdeaId draft = add_idea(author, IdeaState::draft);
  EXPECT_EQ(reason_of(hide(moderator, {TargetKind::idea, draft.value})), Reason::not_found);
}

TEST_F(Moderation, CannotHideTwiceNorRestoreWhatIsShown) {
  EXPECT_EQ(reason_of(restore(moderator, comment)), Reason::nothing_changed);
  ASSERT_TRUE(hide(moderator, comment).has_value());
  EXPECT_EQ(reason_of(hide(moderator, comment)), Reason::nothing_changed);
  ASSERT_TRUE(restore(moderator, comment).has_value());
  ASSERT_TRUE(hide(moderator, comment).has_value());
  EXPECT_EQ(number("SELECT count(*) FROM hiding"), 2);
}

TEST_F(Moderation, HidesAWithdrawnIdeaWhoseWordsCanStillBeRead) {
  set_idea_state(idea, IdeaState::withdrawn);
  ASSERT_TRUE(hide(moderator, the_idea_target()).has_value());
  ASSERT_TRUE(restore(moderator, the_idea_target()).has_value());
  EXPECT_EQ(the_idea().state, IdeaState::withdrawn);
}

TEST_F(Moderation, OnePersonHasOneOpenReportPerTarget) {
  const auto first = report(stranger, comment);
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(reason_of(report(stranger, comment, Rule::spam)), Reason::already_exists);
  EXPECT_TRUE(report(officer, comment).has_value());
  EXPECT_TRUE(report(stranger, the_idea_target()).has_value());
  ASSERT_TRUE(settle(moderator, *first, Decision::dismissed).has_value());
  EXPECT_TRUE(report(stranger, comment).has_value());
}

TEST_F(Moderation, AReportOfOnesOwnWordsOfHiddenOnesOrOfNothingIsRefused) {
  EXPECT_EQ(reason_of(report(reader, comment)), Reason::own_case);
  EXPECT_EQ(reason_of(report(stranger, {TargetKind::comment, 999})), Reason::not_found);
  ASSERT_TRUE(hide(moderator, comment).has_value());
  EXPECT_EQ(reason_of(report(stranger, comment)), Reason::gone);
  tx().run("UPDATE redesign SET state = 'draft'");
  EXPECT_EQ(reason_of(report(stranger, the_idea_target())), Reason::not_found);
}

TEST_F(Moderation, AReportLeavesNoTraceInThePublicLog) {
  const auto before = number("SELECT count(*) FROM event");
  ASSERT_TRUE(report(stranger, comment).has_value());
  EXPECT_EQ(number("SELECT count(*) FROM event"), before);
}

TEST_F(Moderation, AnUpheldReportHidesAndAnswersEverybodyWhoReported) {
  const auto first = report(stranger, comment);
  const auto second = report(officer, comment, Rule::hate);
  const auto settled = settle(moderator, *first, Decision::upheld);
  ASSERT_TRUE(settled.has_value());
  EXPECT_EQ(settled->state, ReportState::upheld);
  EXPECT_EQ(find_report(tx(), *second)->state, ReportState::upheld);
  EXPECT_EQ(state_of_comment(), "hidden");
  EXPECT_EQ(word("SELECT rule || ' ' || reason FROM hiding"), "insult Vu et pesé.");
  EXPECT_EQ(reason_of(settle(moderator, *second, Decision::dismissed)), Reason::already_exists);
  EXPECT_EQ(count_open_reports(tx(), redesign), 0);
}

TEST_F(Moderation, AnUpheldReportMayNameAnotherRule) {
  const auto id = report(stranger, comment);
  ASSERT_TRUE(settle_report(tx(), actor(moderator), SettleReport{*id, Decision::upheld, "Vie privée.", Rule::private_data}).has_value());
  EXPECT_EQ(word("SELECT rule FROM hiding"), "private_data");
}

TEST_F(Moderation, ADismissedReportHidesNothingAndLeavesTheOthersOpen) {
  const auto first = report(stranger, comment);
  ASSERT_TRUE(report(officer, comment).has_value());
  ASSERT_TRUE(settle(moderator, *first, Decision::dismissed).has_value());
  EXPECT_EQ(state_of_comment(), "published");
  EXPECT_EQ(count_open_reports(tx(), redesign), 1);
}

TEST_F(Moderation, AReportAboutWordsWithdrawnMeanwhileIsClosedWithoutHiding) {
  const auto id = report(stranger, the_idea_target());
  const auto about_comment = report(stranger, comment);
  tx().run("UPDATE comment SET state = 'withdrawn' WHERE id = 1");
  ideas::add_to_comment_count(tx(), the_idea(), -1);
  tx().remove_search_entry(db::SearchKind::comment, 1);
  ASSERT_TRUE(settle(moderator, *about_comment, Decision::upheld).has_value());
  EXPECT_EQ(number("SELECT count(*) FROM hiding"), 0);
  EXPECT_EQ(find_report(tx(), *id)->state, ReportState::open);
}

TEST_F(Moderation, AModeratorDecidesNoReportAboutThemselves) {
  const auto id = report(stranger, add_comment(moderator, "Je tranche"));
  EXPECT_EQ(reason_of(settle(moderator, *id, Decision::dismissed)), Reason::own_case);
  EXPECT_EQ(reason_of(settle(officer, *id, Decision::dismissed)), Reason::not_allowed);
  EXPECT_EQ(reason_of(settle(moderator, ReportId{999}, Decision::dismissed)), Reason::not_found);
}

TEST_F(Moderation, TheQueueShowsOpenOnesFirstOldestFirstAndCountsPerTarget) {
  const auto first = report(stranger, comment);
  pass_ms(1000);
  const auto second = report(officer, comment);
  pass_ms(1000);
  const auto third = report(stranger, the_idea_target());
  ASSERT_TRUE(settle(moderator, *first, Decision::dismissed).has_value());
  const auto queue = load_reports(tx(), redesign, std::nullopt, QueuePlace{}, 10);
  ASSERT_EQ(queue.size(), 3U);
  EXPECT_EQ(queue[0].report.id, *second);
  EXPECT_EQ(queue[1].report.id, *third);
  EXPECT_EQ(queue[2].report.id, *first);
  EXPECT_EQ(queue[0].reports_on_target, 2);
  EXPECT_EQ(load_reports(tx(), redesign, ReportState::dismissed, QueuePlace{}, 10).size(), 1U);
  const auto rest = load_reports(tx(), redesign, std::nullopt, queue[0].place, 10);
  ASSERT_EQ(rest.size(), 2U);
  EXPECT_EQ(rest[0].report.id, *third);
}

TEST_F(Moderation, TheQueueShowsTheWordsButNotWhoReported) {
  ASSERT_TRUE(report(stranger, comment).has_value());
  const auto queue = load_reports(tx(), redesign, std::nullopt, QueuePlace{}, 10);
  const auto view = queued_report_view(tx(), queue.at(0), moderator);
  EXPECT_EQ(view["content"]["body"], "Espèce de malotru");
  EXPECT_EQ(view["content"]["author"]["name"], "Person p2");
  EXPECT_EQ(view["is_own_case"], false);
  EXPECT_EQ(view.dump().find("Person p6"), std::string::npos);
  EXPECT_FALSE(view.contains("reporter"));
  EXPECT_EQ(queued_report_view(tx(), queue.at(0), reader)["is_own_case"], true);
}

TEST_F(Moderation, ThePublicLogNamesRulesAndReasonsButNobody) {
  ASSERT_TRUE(hide(moderator, comment).has_value());
  pass_ms(1000);
  ASSERT_TRUE(restore(moderator, comment).has_value());
  ASSERT_TRUE(hide(moderator, the_idea_target()).has_value());
  const auto log = load_hidings(tx(), redesign, QueuePlace{}, 10);
  ASSERT_EQ(log.size(), 2U);
  EXPECT_EQ(log[0].target, the_idea_target());
  const auto view = hiding_view(log[1]);
  EXPECT_EQ(view["target"], "comment:1");
  EXPECT_EQ(view["idea"], "1");
  EXPECT_EQ(view["rule"], "insult");
  EXPECT_EQ(view["restored_reason"], "C'était une citation.");
  EXPECT_EQ(view.dump().find("Person"), std::string::npos);
  const auto rest = load_hidings(tx(), redesign, {-log[0].at.unix_ms, -log[0].id}, 10);
  ASSERT_EQ(rest.size(), 1U);
  EXPECT_EQ(rest[0].id, log[1].id);
}

}  // namespace
}  // namespace palabre::moderation

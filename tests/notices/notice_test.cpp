// The rule of whom an event concerns, without a database.
#include "notices/notice.hpp"

#include <gtest/gtest.h>

namespace palabre::notices {
namespace {

Happening comment_by(PersonId who) {
  Happening what;
  what.type = "comment.published";
  what.actor = what.comment_author = who;
  what.idea = IdeaId{40};
  what.comment = CommentId{7};
  what.idea_author = PersonId{1};
  return what;
}

Happening state_change(std::string word) {
  Happening what;
  what.type = "idea.state_changed";
  what.word = std::move(word);
  what.idea = IdeaId{40};
  return what;
}

TEST(DecideTellings, OfARoundPeopleHearWhatChangesTheirPlans) {
  const auto word_of = [](std::string type, std::string word) {
    Happening what;
    what.type = std::move(type);
    what.word = std::move(word);
    what.round = RoundId{5};
    const auto all = decide_tellings(what);
    return all.empty() ? std::string() : all.front().subject + " " + all.front().word;
  };
  EXPECT_EQ(word_of("round.moved", ""), "round:5 moved");
  EXPECT_EQ(word_of("round.report_drafted", ""), "round:5 report_ready");
  EXPECT_EQ(word_of("round.state_changed", "reported"), "round:5 report_published");
  EXPECT_EQ(word_of("round.state_changed", "aborted"), "round:5 cancelled");
  EXPECT_EQ(word_of("round.state_changed", "lobby"), "");
  EXPECT_EQ(word_of("round.edited", ""), "");
}

TEST(DecideTellings, AReplyIsToldOnceToTheOneItAnswers) {
  Happening what = comment_by(PersonId{2});
  what.parent = CommentId{3};
  what.parent_author = PersonId{5};
  const auto all = decide_tellings(what);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].kind, NoticeKind::reply);
  EXPECT_EQ(all[0].subject, "comment:3");
  EXPECT_EQ(all[1].besides, PersonId{5}) << "not a second time as a follower";
}

TEST(DecideTellings, AnsweringOneselfIsNoReply) {
  Happening what = comment_by(PersonId{2});
  what.parent = CommentId{3};
  what.parent_author = PersonId{2};
  ASSERT_EQ(decide_tellings(what).size(), 1U);
  EXPECT_EQ(decide_tellings(what)[0].kind, NoticeKind::comment);
}

TEST(DecideTellings, HidingAndRestoringConcernTheAuthorAlone) {
  EXPECT_EQ(decide_tellings(state_change("hidden"))[0].hearers, Hearers::idea_author);
  Happening back = state_change("published");
  back.was_hidden = true;
  EXPECT_EQ(decide_tellings(back)[0].kind, NoticeKind::restored);
  EXPECT_EQ(decide_tellings(back)[0].hearers, Hearers::idea_author);
}

TEST(DecideTellings, SupportsEditsAndSmallStepsAreNoNews) {
  for (const char* type : {"idea.supported", "idea.unsupported", "idea.edited", "comment.edited", "comment.withdrawn", "phase.edited", "role.granted"}) {
    Happening what;
    what.type = type;
    EXPECT_TRUE(decide_tellings(what).empty()) << type;
  }
  EXPECT_TRUE(decide_tellings(state_change("submitted")).empty());
  Happening frozen;
  frozen.type = "phase.state_changed";
  for (const char* state : {"frozen", "counted"}) {
    frozen.word = state;
    EXPECT_TRUE(decide_tellings(frozen).empty()) << state;
  }
}

TEST(DecideTellings, WhoFollowsARedesignHearsOfItsVotes) {
  Happening moved;
  moved.type = "phase.state_changed";
  for (const char* state : {"open", "closed", "results_published"}) {
    moved.word = state;
    const auto told = decide_tellings(moved);
    ASSERT_EQ(told.size(), 1U) << state;
    EXPECT_EQ(told[0].hearers, Hearers::redesign_followers) << state;
  }
}

TEST(DecideTellings, AnAnswerReachesThoseWhoFollowTheRedesignToo) {
  Happening what;
  what.type = "answer.published";
  what.idea = IdeaId{40};
  const auto all = decide_tellings(what);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].subject, all[1].subject) << "one line for who follows both";
}

TEST(NoticeKinds, HaveNamesThatReadBack) {
  for (const auto name : notice_kind_names()) EXPECT_EQ(name_of(notice_kind_of(name).value()), name);
  EXPECT_FALSE(notice_kind_of("rumour"));
}

}  // namespace
}  // namespace palabre::notices

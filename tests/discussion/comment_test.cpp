// The rules of comments, one by one, without a database.
#include "discussion/comment.hpp"
#include "base/reason_of.hpp"

#include <gtest/gtest.h>

namespace palabre::discussion {
namespace {

using tests::reason_of;

constexpr Instant noon{1'700'000'000'000};

Comment some_comment() {
  Comment comment;
  comment.id = CommentId{12};
  comment.idea = IdeaId{40};
  comment.author = PersonId{1};
  comment.body = "A bench at every stop.";
  comment.created_at = noon;
  return comment;
}

people::Actor person(std::int64_t id) {
  people::Actor actor;
  actor.person = PersonId{id};
  return actor;
}

Result<EditKind> edit(const Comment& comment, std::string_view body, Instant now, std::int64_t who = 1,
                      std::optional<int> seen = std::nullopt) {
  return decide_edit(comment, person(who), Edit{body, seen}, now, Limits{});
}

TEST(Stance, HasOneNameInBothDirections) {
  ASSERT_EQ(stance_names().size(), 4U);
  for (const std::string_view name : stance_names()) EXPECT_EQ(name_of(stance_of(name).value()), name);
  EXPECT_EQ(name_of(Stance::for_it), "for");
  EXPECT_EQ(name_of(Stance::against_it), "against");
  EXPECT_FALSE(stance_of("pro").has_value());
  EXPECT_FALSE(stance_of("").has_value());
}

TEST(CommentState, HasOneNameInBothDirections) {
  for (const auto state : {CommentState::published, CommentState::hidden, CommentState::withdrawn})
    EXPECT_EQ(comment_state_of(name_of(state)), state);
  EXPECT_FALSE(comment_state_of("deleted").has_value());
}

TEST(Reply, StandsUnderTheCommentItAnswers) {
  EXPECT_EQ(decide_parent(some_comment(), IdeaId{40}, 2).value(), CommentId{12});
}

TEST(Reply, ToAReplyStandsBesideIt) {
  Comment reply = some_comment();
  reply.id = CommentId{13};
  reply.parent = CommentId{12};
  EXPECT_EQ(decide_parent(reply, IdeaId{40}, 2).value(), CommentId{12});
}

TEST(Reply, CannotCrossToAnotherIdea) {
  EXPECT_EQ(reason_of(decide_parent(some_comment(), IdeaId{41}, 2)), Reason::not_found);
}

TEST(Reply, IsRefusedUnderAHiddenOrWithdrawnComment) {
  for (const auto state : {CommentState::hidden, CommentState::withdrawn}) {
    Comment comment = some_comment();
    comment.state = state;
    const auto refused = decide_parent(comment, IdeaId{40}, 2);
    EXPECT_EQ(reason_of(refused), Reason::gone);
    EXPECT_EQ(refused.error().field, "parent");
  }
}

TEST(Reply, IsRefusedWhereOnlyOneLevelIsAllowed) {
  EXPECT_EQ(reason_of(decide_parent(some_comment(), IdeaId{40}, 1)), Reason::reply_too_deep);
}

TEST(EditComment, ReplacesTheTextInsideTheWindow) {
  EXPECT_EQ(edit(some_comment(), "Better.", noon).value(), EditKind::replace_text);
  EXPECT_EQ(edit(some_comment(), "Better.", noon.plus_ms(10 * ms_per_minute - 1)).value(), EditKind::replace_text);
}

TEST(EditComment, AddsAVisibleVersionFromTheEndOfTheWindowOn) {
  EXPECT_EQ(edit(some_comment(), "Better.", noon.plus_ms(10 * ms_per_minute)).value(), EditKind::add_version);
  EXPECT_EQ(edit(some_comment(), "Better.", noon.plus_ms(30 * ms_per_day)).value(), EditKind::add_version);
}

TEST(EditComment, OpensANewWindowWithEachVersion) {
  Comment comment = some_comment();
  comment.version = 2;
  comment.edited_at = noon.plus_ms(ms_per_hour);
  EXPECT_EQ(edit(comment, "Better.", noon.plus_ms(ms_per_hour + ms_per_minute)).value(), EditKind::replace_text);
  EXPECT_EQ(edit(comment, "Better.", noon.plus_ms(2 * ms_per_hour)).value(), EditKind::add_version);
}

TEST(EditComment, IsTheAuthorsOnlyWhateverTheirRoles) {
  people::Actor moderator = person(2);
  moderator.roles.add(people::Role::moderator);
  moderator.roles.add(people::Role::owner);
  moderator.is_admin = true;
  EXPECT_EQ(reason_of(decide_edit(some_comment(), moderator, Edit{"Mine now.", {}}, noon, Limits{})), Reason::not_allowed);
}

TEST(EditComment, IsRefusedWhenTheTextIsTheSame) {
  EXPECT_EQ(reason_of(edit(some_comment(), some_comment().body, noon)), Reason::nothing_changed);
}

TEST(EditComment, IsRefusedWhenAnotherTabWroteAVersionMeanwhile) {
  Comment comment = some_comment();
  comment.version = 3;
  EXPECT_EQ(reason_of(edit(comment, "Better.", noon, 1, 2)), Reason::stale_version);
  EXPECT_TRUE(edit(comment, "Better.", noon, 1, 3).has_value());
}

TEST(EditComment, IsRefusedOnceHiddenOrWithdrawn) {
  for (const auto state : {CommentState::hidden, CommentState::withdrawn}) {
    Comment comment = some_comment();
    comment.state = state;
    EXPECT_EQ(reason_of(edit(comment, "Better.", noon)), Reason::gone);
  }
}

TEST(WithdrawComment, IsTheAuthorsOnlyAndOnce) {
  EXPECT_TRUE(decide_withdrawal(some_comment(), person(1)).has_value());
  EXPECT_EQ(reason_of(decide_withdrawal(some_comment(), person(2))), Reason::not_allowed);
  Comment gone = some_comment();
  gone.state = CommentState::withdrawn;
  EXPECT_EQ(reason_of(decide_withdrawal(gone, person(1))), Reason::gone);
  gone.state = CommentState::hidden;
  EXPECT_EQ(reason_of(decide_withdrawal(gone, person(1))), Reason::gone);
}

}  // namespace
}  // namespace palabre::discussion

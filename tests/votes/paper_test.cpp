// The rules of paper ballots, without a database.
#include "base/reason_of.hpp"
#include "votes/paper.hpp"

namespace palabre::votes {
namespace {

using people::Role;
using tests::reason_of;

constexpr Instant now{1'795'262'400'000};

people::Actor who(std::int64_t id, std::optional<Role> role) {
  people::Actor actor;
  actor.person = PersonId{id};
  if (role) actor.roles.add(*role);
  return actor;
}
struct Staff {
  people::Actor facilitator = who(1, Role::facilitator), moderator = who(2, Role::moderator), owner = who(3, Role::owner), officer = who(4, Role::officer),
                citizen = who(5, std::nullopt);
};
const Staff staff;

Vote frozen_vote() {
  Vote vote;
  vote.id = VoteId{7};
  vote.frozen_at = now.plus_ms(-4 * ms_per_day);
  return vote;
}

redesigns::Phase phase_from(std::int64_t opens_in_ms, std::int64_t closes_in_ms) {
  redesigns::Phase phase;
  phase.type = redesigns::PhaseType::vote;
  phase.state = redesigns::PhaseState::frozen;
  phase.opens_at = now.plus_ms(opens_in_ms);
  phase.closes_at = now.plus_ms(closes_in_ms);
  return phase;
}

Batch envelope(std::int64_t papers, std::int64_t entered, std::int64_t spoiled) {
  Batch batch;
  batch.vote = VoteId{7};
  batch.papers = papers;
  batch.entered = entered;
  batch.spoiled = spoiled;
  batch.opened_by = staff.facilitator.person;
  return batch;
}

TEST(HandOut, IsForThoseWhoHandlePaperAndNeverToThemselves) {
  const auto phase = phase_from(-ms_per_hour, ms_per_day);
  for (const auto& actor : {staff.facilitator, staff.moderator, staff.owner}) EXPECT_TRUE(decide_hand_out(actor, phase, frozen_vote(), staff.citizen.person, now).has_value());
  for (const auto& actor : {staff.officer, staff.citizen}) EXPECT_EQ(reason_of(decide_hand_out(actor, phase, frozen_vote(), PersonId{9}, now)), Reason::not_allowed);
  EXPECT_EQ(reason_of(decide_hand_out(staff.facilitator, phase, frozen_vote(), staff.facilitator.person, now)), Reason::own_case);
}

TEST(HandOut, GoesFromTheFreezeToTheSecondOfTheClose) {
  EXPECT_TRUE(decide_hand_out(staff.facilitator, phase_from(ms_per_day, 2 * ms_per_day), frozen_vote(), staff.citizen.person, now).has_value()) << "by post, before it opens";
  EXPECT_TRUE(decide_hand_out(staff.facilitator, phase_from(-ms_per_day, 1), frozen_vote(), staff.citizen.person, now).has_value());
  EXPECT_EQ(reason_of(decide_hand_out(staff.facilitator, phase_from(-ms_per_day, 0), frozen_vote(), staff.citizen.person, now)), Reason::phase_closed);
  EXPECT_EQ(reason_of(decide_hand_out(staff.facilitator, phase_from(-1, 1), Vote{}, staff.citizen.person, now)), Reason::vote_not_ready);
}

TEST(Envelopes, SayWhichTheyAreAndHowManyPapersTheyHold) {
  EXPECT_TRUE(check_batch("Town hall, envelope 2", 1).has_value());
  EXPECT_TRUE(check_batch("Town hall, envelope 2", papers_max).has_value());
  EXPECT_EQ(reason_of(check_batch("", 3)), Reason::missing_field);
  EXPECT_EQ(reason_of(check_batch(std::string(batch_label_chars_max + 1, 'x'), 3)), Reason::too_long);
  for (const std::int64_t papers : {std::int64_t{0}, std::int64_t{-1}, papers_max + 1}) EXPECT_EQ(check_batch("A", papers).error().field, "papers") << papers;
}

TEST(Envelopes, HoldNoMorePapersThanWereCountedByHand) {
  const PaperSum many{100, 0};
  EXPECT_TRUE(decide_enter(staff.facilitator, frozen_vote(), envelope(5, 2, 1), 2, many).has_value());
  EXPECT_EQ(reason_of(decide_enter(staff.facilitator, frozen_vote(), envelope(5, 2, 1), 3, many)), Reason::batch_not_reconciled);
}

TEST(Envelopes, HoldNoMorePapersThanBallotsWereHandedOut) {
  EXPECT_TRUE(decide_enter(staff.facilitator, frozen_vote(), envelope(9, 0, 0), 3, {10, 7}).has_value());
  const auto refused = decide_enter(staff.facilitator, frozen_vote(), envelope(9, 0, 0), 4, {10, 7});
  EXPECT_EQ(reason_of(refused), Reason::batch_not_reconciled) << "a code that nobody was handed";
  EXPECT_EQ(refused.error().field, "entries");
}

TEST(Envelopes, TakeNothingAfterTheirSignatureOrAfterTheCount) {
  Batch done = envelope(5, 5, 0);
  done.signed_at = now;
  Vote counted = frozen_vote();
  counted.counted_at = now;
  EXPECT_EQ(reason_of(decide_enter(staff.facilitator, frozen_vote(), done, 1, {9, 0})), Reason::already_decided);
  EXPECT_EQ(reason_of(decide_enter(staff.facilitator, counted, envelope(5, 0, 0), 1, {9, 0})), Reason::already_decided);
  EXPECT_EQ(reason_of(decide_spoiled(staff.facilitator, frozen_vote(), done, 0)), Reason::already_decided);
  EXPECT_EQ(reason_of(decide_sign_batch(staff.moderator, frozen_vote(), done, "")), Reason::already_decided);
  EXPECT_EQ(reason_of(decide_sign_batch(staff.moderator, counted, envelope(5, 5, 0), "")), Reason::already_decided);
}

TEST(Envelopes, CountVoidPapersAmongTheirPapers) {
  EXPECT_TRUE(decide_spoiled(staff.facilitator, frozen_vote(), envelope(5, 3, 0), 2).has_value());
  EXPECT_EQ(reason_of(decide_spoiled(staff.facilitator, frozen_vote(), envelope(5, 3, 0), 3)), Reason::batch_not_reconciled);
  EXPECT_EQ(reason_of(decide_spoiled(staff.facilitator, frozen_vote(), envelope(5, 3, 0), -1)), Reason::bad_field);
  EXPECT_EQ(reason_of(decide_spoiled(staff.officer, frozen_vote(), envelope(5, 3, 0), 1)), Reason::not_allowed);
}

TEST(Envelopes, AreSignedByASecondPersonWhenEverythingAddsUp) {
  EXPECT_TRUE(decide_sign_batch(staff.moderator, frozen_vote(), envelope(5, 4, 1), "").has_value());
  EXPECT_EQ(reason_of(decide_sign_batch(staff.facilitator, frozen_vote(), envelope(5, 4, 1), "")), Reason::own_case);
  EXPECT_EQ(reason_of(decide_sign_batch(staff.officer, frozen_vote(), envelope(5, 4, 1), "")), Reason::not_allowed);
  const auto short_of_one = decide_sign_batch(staff.moderator, frozen_vote(), envelope(5, 3, 1), "");
  EXPECT_EQ(reason_of(short_of_one), Reason::batch_not_reconciled);
  EXPECT_EQ(short_of_one.error().field, "lost_reason");
  EXPECT_EQ(reason_of(decide_sign_batch(staff.moderator, frozen_vote(), envelope(5, 3, 1), "wet")), Reason::batch_not_reconciled) << "a word is no reason";
  EXPECT_TRUE(decide_sign_batch(staff.moderator, frozen_vote(), envelope(5, 3, 1), "One paper was torn, its code cannot be read.").has_value());
}

}  // namespace
}  // namespace palabre::votes

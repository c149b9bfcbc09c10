// The state machine of commitments, cell by cell, and the guards around it; no database.
#include "followup/commitment_rules.hpp"

#include "followup/commitment_repo.hpp"

#include <gtest/gtest.h>

#include <set>
#include <utility>

namespace palabre::followup {
namespace {

using redesigns::RedesignState;
using S = CommitmentState;

constexpr Instant now{1'800'000'000'000};
constexpr Instant today{now.unix_ms - now.unix_ms % ms_per_day};
constexpr S all_states[] = {S::proposed, S::accepted, S::in_progress, S::at_risk, S::delivered, S::verified, S::contested, S::dropped};

people::Actor somebody(std::int64_t id, std::initializer_list<people::Role> roles) {
  people::Actor who;
  who.person = PersonId{id};
  for (const auto role : roles) who.roles.add(role);
  return who;
}
const people::Actor officer = somebody(4, {people::Role::officer});
const people::Actor owner = somebody(5, {people::Role::owner});
const people::Actor citizen = somebody(6, {});

Commitment in_state(S state) {
  Commitment one;
  one.id = CommitmentId{1};
  one.redesign = RedesignId{1};
  one.officer = officer.person;
  one.state = state;
  one.titles = {{"fr", "Huit bancs"}};
  one.due_at = today.plus_ms(60 * ms_per_day);
  return one;
}

Milestone due_in(int days, MilestoneState state = MilestoneState::planned) {
  Milestone one;
  one.id = MilestoneId{1};
  one.titles = {{"fr", "Commande"}};
  one.state = state;
  one.due_at = today.plus_ms(days * ms_per_day);
  return one;
}

template <class T>
std::string why(const Result<T>& result) {
  if (result) return "yes";
  return std::to_string(static_cast<int>(result.error().reason)) + " " + result.error().field;
}
std::string no(Reason reason, std::string_view field = {}) { return std::to_string(static_cast<int>(reason)) + " " + std::string(field); }

TEST(CommitmentMoves, AreTheOnesOfTheTableAndNoOthers) {
  const std::set<std::pair<S, S>> by_staff{{S::proposed, S::accepted}, {S::accepted, S::in_progress}, {S::in_progress, S::at_risk},
                                           {S::at_risk, S::in_progress}, {S::contested, S::in_progress}};
  for (const S from : all_states) {
    for (const S to : all_states) {
      const auto moved = decide_move(RedesignState::follow_up, in_state(from), {due_in(10)}, std::nullopt, officer, {to, true}, now);
      EXPECT_EQ(moved.has_value(), by_staff.contains({from, to})) << name_of(from) << " -> " << name_of(to);
    }
  }
}

TEST(CommitmentMoves, AreForOfficersAndOwners) {
  for (const S from : all_states)
    for (const S to : all_states)
      EXPECT_EQ(why(decide_move(RedesignState::open, in_state(from), {}, std::nullopt, citizen, {to, true}, now)), no(Reason::not_allowed));
  EXPECT_EQ(decide_move(RedesignState::open, in_state(S::proposed), {}, std::nullopt, officer, {S::accepted, false}, now).value(), "officer");
  EXPECT_EQ(decide_move(RedesignState::open, in_state(S::proposed), {}, std::nullopt, owner, {S::accepted, false}, now).value(), "owner");
}

TEST(CommitmentMoves, NeedAPublicWordOnceWorkHasBegun) {
  for (const auto& [from, to] : {std::pair{S::in_progress, S::at_risk}, {S::at_risk, S::in_progress}, {S::contested, S::in_progress}})
    EXPECT_EQ(why(decide_move(RedesignState::open, in_state(from), {}, std::nullopt, officer, {to, false}, now)), no(Reason::reason_required, "text"));
}

TEST(CommitmentMoves, LeaveTheRiskOnlyWhenNoMilestoneIsMoreThanFourteenDaysLate) {
  const auto back = [](int days) {
    return decide_move(RedesignState::open, in_state(S::at_risk), {due_in(days)}, std::nullopt, officer, {S::in_progress, true}, now).has_value();
  };
  EXPECT_TRUE(back(-14));
  EXPECT_FALSE(back(-15));
  EXPECT_TRUE(decide_move(RedesignState::open, in_state(S::at_risk), {due_in(-40, MilestoneState::done)}, std::nullopt, officer, {S::in_progress, true}, now).has_value());
}

TEST(CommitmentMoves, StopInDraftsReviewsArchivesAndCancelledRedesigns) {
  for (const auto state : {RedesignState::draft, RedesignState::review, RedesignState::archived, RedesignState::cancelled})
    EXPECT_EQ(why(decide_move(state, in_state(S::proposed), {}, std::nullopt, officer, {S::accepted, true}, now)), no(Reason::redesign_not_open));
  for (const auto state : {RedesignState::announced, RedesignState::open, RedesignState::paused, RedesignState::follow_up, RedesignState::evaluated})
    EXPECT_TRUE(decide_move(state, in_state(S::proposed), {}, std::nullopt, officer, {S::accepted, true}, now).has_value());
}

TEST(AVisit, DecidesOnlyAfterTooFewOpinionsAndByAnOwnerWhoDoesNotAnswerForIt) {
  Check check;
  check.result = CheckResult::too_few;
  const auto visit = [&](const people::Actor& who, const Commitment& one, S to, bool has_text = true) {
    return why(decide_move(RedesignState::open, one, {}, check, who, {to, has_text}, now));
  };
  for (const S to : {S::verified, S::contested}) {
    EXPECT_EQ(visit(owner, in_state(S::delivered), to), "yes");
    EXPECT_EQ(visit(owner, in_state(S::delivered), to, false), no(Reason::reason_required, "text"));
    EXPECT_EQ(visit(officer, in_state(S::delivered), to), no(Reason::not_allowed, "to"));
    Commitment own = in_state(S::delivered);
    own.officer = owner.person;
    EXPECT_EQ(visit(owner, own, to), no(Reason::own_case, "to"));
    for (const auto result : {std::optional<CheckResult>{}, std::optional(CheckResult::verified)}) {
      check.result = result;
      EXPECT_EQ(visit(owner, in_state(S::delivered), to), no(Reason::commitment_transition_refused, "to"));
    }
    check.result = CheckResult::too_few;
  }
}

NewCommitment wanted() {
  NewCommitment one;
  one.commitment = in_state(S::proposed);
  one.milestones = {due_in(20)};
  ideas::Idea idea;
  idea.id = IdeaId{1};
  idea.redesign = RedesignId{1};
  idea.state = ideas::IdeaState::accepted;
  one.ideas = {idea};
  one.body = Body{OrganisationId{1}, true};
  one.is_officer_staff = true;
  return one;
}
std::string create(const NewCommitment& one, const people::Actor& who = officer) { return why(decide_create(RedesignState::open, who, one, now)); }

TEST(ANewCommitment, NamesOneAccountablePublicBody) {
  EXPECT_EQ(create(wanted()), "yes");
  NewCommitment without = wanted();
  without.body.reset();
  EXPECT_EQ(create(without), no(Reason::missing_field, "organisation"));
  NewCommitment volunteers = wanted();
  volunteers.body->is_public = false;
  EXPECT_EQ(create(volunteers), no(Reason::bad_field, "organisation"));
  const auto refusal = decide_create(RedesignState::open, officer, volunteers, now).error();
  EXPECT_NE(refusal.detail.find("public body"), std::string::npos);
}

TEST(ANewCommitment, FollowsAcceptedIdeasOfItsRedesign) {
  NewCommitment none = wanted();
  none.ideas.clear();
  EXPECT_EQ(create(none), no(Reason::missing_field, "ideas"));
  NewCommitment elsewhere = wanted();
  elsewhere.ideas[0].redesign = RedesignId{2};
  EXPECT_EQ(create(elsewhere), no(Reason::bad_field, "ideas"));
  using I = ideas::IdeaState;
  for (int i = 0; i < ideas::idea_state_count; ++i) {
    NewCommitment other = wanted();
    other.ideas[0].state = static_cast<I>(i);
    const bool may = other.ideas[0].state == I::accepted || other.ideas[0].state == I::on_ballot;
    EXPECT_EQ(create(other) == "yes", may) << ideas::name_of(other.ideas[0].state);
  }
}

TEST(ANewCommitment, HasAFirstMilestoneAndDaysAhead) {
  NewCommitment none = wanted();
  none.milestones.clear();
  EXPECT_EQ(create(none), no(Reason::missing_field, "milestones"));
  NewCommitment past = wanted();
  past.commitment.due_at = today.plus_ms(-ms_per_day);
  EXPECT_EQ(create(past), no(Reason::bad_field, "due_on"));
  NewCommitment early = wanted();
  early.milestones = {due_in(-1)};
  EXPECT_EQ(create(early), no(Reason::bad_field, "milestones"));
  NewCommitment late = wanted();
  late.milestones = {due_in(61)};
  EXPECT_EQ(create(late), no(Reason::bad_field, "milestones"));
  NewCommitment at_once = wanted();
  at_once.milestones = {due_in(0)};
  EXPECT_EQ(create(at_once), "yes");
  NewCommitment stranger = wanted();
  stranger.is_officer_staff = false;
  EXPECT_EQ(create(stranger), no(Reason::bad_field, "officer"));
  EXPECT_EQ(create(wanted(), citizen), no(Reason::not_allowed));
}

TEST(ADate, MovesWithAReasonToAnotherDayAhead) {
  const Commitment one = in_state(S::in_progress);
  const auto move = [&](int days, bool has_reason = true, S state = S::in_progress) {
    return why(decide_reschedule(RedesignState::open, in_state(state), nullptr, officer, today.plus_ms(days * ms_per_day), has_reason, now));
  };
  EXPECT_EQ(move(90), "yes");
  EXPECT_EQ(move(60), no(Reason::nothing_changed, "due_on"));
  EXPECT_EQ(move(-1), no(Reason::bad_field, "due_on"));
  EXPECT_EQ(move(90, false), no(Reason::reason_required, "text"));
  for (const S state : {S::delivered, S::verified, S::dropped}) EXPECT_EQ(move(90, true, state), no(Reason::commitment_transition_refused, "to"));
  const Milestone done = due_in(5, MilestoneState::done);
  EXPECT_EQ(why(decide_reschedule(RedesignState::open, one, &done, officer, today.plus_ms(9 * ms_per_day), true, now)), no(Reason::commitment_transition_refused, "milestone"));
  const Milestone open = due_in(5);
  EXPECT_EQ(why(decide_reschedule(RedesignState::open, one, &open, officer, today.plus_ms(61 * ms_per_day), true, now)), no(Reason::bad_field, "due_on"));
}

TEST(ADelivery, NeedsEvidenceAndComesFromWork) {
  for (const S state : all_states) {
    const bool may = state == S::in_progress || state == S::at_risk;
    EXPECT_EQ(decide_deliver(RedesignState::open, in_state(state), officer, true).has_value(), may) << name_of(state);
  }
  EXPECT_EQ(why(decide_deliver(RedesignState::open, in_state(S::in_progress), officer, false)), no(Reason::missing_field, "text"));
}

TEST(ACheck, ConfirmsFromSixtyPercentOfTenOpinions) {
  const auto result = [](std::int64_t done, std::int64_t partly, std::int64_t not_done) {
    Check check;
    check.done = done;
    check.partly = partly;
    check.not_done = not_done;
    return result_of(check);
  };
  EXPECT_EQ(result(9, 0, 0), CheckResult::too_few);
  EXPECT_EQ(result(0, 0, 0), CheckResult::too_few);
  EXPECT_EQ(result(6, 4, 0), CheckResult::verified);
  EXPECT_EQ(result(5, 4, 1), CheckResult::contested);
  EXPECT_EQ(result(599, 401, 0), CheckResult::contested);
  EXPECT_EQ(result(600, 0, 400), CheckResult::verified);
  EXPECT_EQ(result(5, 11, 2), CheckResult::contested);
}

TEST(AnOpinion, IsForPeopleWhoDoNotDeliverAndWhileTheCheckIsOpen) {
  Check check;
  check.opens_at = now.plus_ms(-ms_per_day);
  check.closes_at = now.plus_ms(1);
  const auto say = [&](const people::Actor& who, Instant at = now) { return why(decide_opinion(RedesignState::follow_up, check, who, at)); };
  EXPECT_EQ(say(citizen), "yes");
  EXPECT_EQ(say(citizen, now.plus_ms(1)), no(Reason::commitment_transition_refused, "opinion"));
  EXPECT_EQ(say(officer), no(Reason::own_case));
  EXPECT_EQ(say(owner), no(Reason::own_case));
  people::Actor company = citizen;
  company.is_organisation = true;
  EXPECT_EQ(say(company), no(Reason::organisation_may_not_support));
  check.result = CheckResult::verified;
  EXPECT_EQ(say(citizen), no(Reason::commitment_transition_refused, "opinion"));
  EXPECT_EQ(why(decide_opinion(RedesignState::open, std::nullopt, citizen, now)), no(Reason::commitment_transition_refused, "opinion"));
}

TEST(Dropping, TakesAReasonTheDecidingBodyAndBothSides) {
  const auto ask = [](S state, DropWanted how = {true, true, false, nullptr}) { return why(decide_ask_drop(RedesignState::open, in_state(state), officer, how)); };
  for (const S state : all_states) {
    const bool may = state == S::proposed || state == S::accepted || state == S::in_progress || state == S::at_risk;
    EXPECT_EQ(ask(state) == "yes", may) << name_of(state);
  }
  EXPECT_EQ(ask(S::accepted, {false, true, false, nullptr}), no(Reason::reason_required, "text"));
  EXPECT_EQ(ask(S::accepted, {true, false, false, nullptr}), no(Reason::missing_field, "decided_body"));
  EXPECT_EQ(ask(S::accepted, {true, true, true, nullptr}), no(Reason::already_exists));
  const Commitment self = in_state(S::accepted);
  EXPECT_EQ(ask(S::accepted, {true, true, false, &self}), no(Reason::bad_field, "replaced_by"));

  Drop drop;
  drop.asked_by = officer.person;
  drop.asked_role = "officer";
  EXPECT_EQ(decide_settle_drop(drop, owner, true).value(), "owner");
  EXPECT_EQ(decide_settle_drop(drop, owner, false).value(), "owner");
  EXPECT_EQ(why(decide_settle_drop(drop, officer, true)), no(Reason::own_case));
  EXPECT_EQ(decide_settle_drop(drop, officer, false).value(), "officer");
  EXPECT_EQ(why(decide_settle_drop(drop, somebody(9, {people::Role::officer}), true)), no(Reason::not_allowed));
  EXPECT_EQ(why(decide_settle_drop(drop, citizen, true)), no(Reason::not_allowed));
  const people::Actor both = somebody(4, {people::Role::officer, people::Role::owner});
  EXPECT_EQ(why(decide_settle_drop(drop, both, true)), no(Reason::own_case));
}

TEST(Lateness, FollowsFromTheDayAndIsNeverTyped) {
  EXPECT_FALSE(is_late(today, now));
  EXPECT_TRUE(is_late(today.plus_ms(-ms_per_day), now));
  EXPECT_TRUE(is_late(in_state(S::in_progress), {due_in(-1)}, now));
  EXPECT_FALSE(is_late(in_state(S::in_progress), {due_in(-1, MilestoneState::done)}, now));
  for (const S state : {S::proposed, S::delivered, S::verified, S::dropped}) EXPECT_FALSE(is_late(in_state(state), {due_in(-30)}, now));
  EXPECT_TRUE(is_risky({due_in(-15)}, now));
  EXPECT_FALSE(is_risky({due_in(-14)}, now));
}

TEST(AnAddress, IsOfTheWeb) {
  for (const auto* good : {"", "https://example.org/a", "http://x.test"}) EXPECT_TRUE(check_url(good).has_value()) << good;
  for (const auto* bad : {"javascript:alert(1)", "ftp://example.org", "https://", "https://a b", "https://a\"b", "example.org"}) EXPECT_FALSE(check_url(bad).has_value()) << bad;
}

CommitmentEntry line(std::string act, S from, S to) {
  CommitmentEntry entry;
  entry.act = std::move(act);
  entry.from = from;
  entry.to = to;
  entry.person = officer.person;
  entry.texts = {{"fr", "Les bancs sont posés."}};
  return entry;
}

TEST(CommitmentPictures, GoWithAPersonsWordOnHowItGoesAndWithNothingElse) {
  EXPECT_TRUE(takes_pictures(line("updated", S::accepted, S::accepted)));
  EXPECT_TRUE(takes_pictures(line("moved", S::in_progress, S::at_risk)));
  EXPECT_TRUE(takes_pictures(line("moved", S::in_progress, S::delivered)));
  for (const auto* act : {"created", "rescheduled", "edited", "drop_asked", "drop_refused"}) EXPECT_FALSE(takes_pictures(line(act, S::accepted, S::accepted))) << act;
  for (const auto to : {S::verified, S::contested, S::dropped}) EXPECT_FALSE(takes_pictures(line("moved", S::delivered, to)));
  CommitmentEntry by_clock = line("moved", S::in_progress, S::at_risk);
  by_clock.person = {};
  EXPECT_FALSE(takes_pictures(by_clock));
  CommitmentEntry wordless = line("updated", S::accepted, S::accepted);
  wordless.texts.clear();
  EXPECT_FALSE(takes_pictures(wordless));
}

TEST(CommitmentPictures, AreAddedByTheWriterDescribedByStaffAndTakenAwayByModeratorsToo) {
  const people::Actor moderator = somebody(7, {people::Role::moderator});
  EntryInPlace at{line("updated", S::accepted, S::accepted), CommitmentId{1}, true};
  const auto may = [&](PictureAct act, const people::Actor& who) { return decide_picture(act, RedesignState::open, at, who).has_value(); };
  for (const auto act : {PictureAct::add, PictureAct::describe, PictureAct::remove}) {
    EXPECT_TRUE(may(act, officer));
    EXPECT_EQ(may(act, owner), act != PictureAct::add);
    EXPECT_EQ(may(act, moderator), act == PictureAct::remove);
    EXPECT_FALSE(may(act, citizen));
  }
  EXPECT_FALSE(decide_picture(PictureAct::add, RedesignState::archived, at, officer));
  EXPECT_TRUE(decide_picture(PictureAct::remove, RedesignState::archived, at, moderator));
  at.is_newest = false;
  EXPECT_FALSE(may(PictureAct::add, officer));
  EXPECT_TRUE(may(PictureAct::describe, officer));
}

}  // namespace
}  // namespace palabre::followup

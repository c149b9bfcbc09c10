// The rules of assisted contributions: who enters, under whose name, until when, and what comes too late.
#include "assisted/assisted.hpp"

#include <gtest/gtest.h>

namespace palabre::assisted {
namespace {

using people::Role;
using redesigns::PhaseState;
using redesigns::PhaseType;
using redesigns::RedesignState;

constexpr Instant now{1'000 * ms_per_day};
constexpr Instant day_before{now.unix_ms - 5 * ms_per_day};

people::Actor actor(std::int64_t id, std::initializer_list<Role> roles) {
  people::Actor who;
  who.person = PersonId{id};
  for (const auto role : roles) who.roles.add(role);
  return who;
}
const people::Actor facilitator = actor(1, {Role::facilitator});

EntryFrame frame(EntryKind kind = EntryKind::idea) { return {kind, {true, 1, "fr"}, Source::stall, now}; }

template <class T>
std::string why(const Result<T>& result) {
  if (result) return "yes";
  return std::to_string(static_cast<int>(result.error().reason)) + " " + result.error().field;
}
std::string no(Reason reason, const std::string& field = "") { return std::to_string(static_cast<int>(reason)) + " " + field; }

TEST(EnterContribution, IsForFacilitatorsOfTheRedesignOnly) {
  EXPECT_EQ(why(decide_entry(facilitator, frame(), now)), "yes");
  for (const auto role : {Role::moderator, Role::officer, Role::owner}) EXPECT_EQ(why(decide_entry(actor(2, {role}), frame(), now)), no(Reason::not_allowed));
  EXPECT_EQ(why(decide_entry(actor(2, {}), frame(), now)), no(Reason::not_allowed));
}

TEST(EnterContribution, NeedsTheConsentInAWordingThatExists) {
  auto wanted = frame();
  wanted.consent.is_given = false;
  EXPECT_EQ(why(decide_entry(facilitator, wanted, now)), no(Reason::missing_field, "consent"));
  wanted.consent = {true, consent_version + 1, "fr"};
  EXPECT_EQ(why(decide_entry(facilitator, wanted, now)), no(Reason::bad_field, "consent"));
  wanted.consent = {true, 1, "french"};
  EXPECT_EQ(why(decide_entry(facilitator, wanted, now)), no(Reason::bad_field, "consent"));
}

TEST(EnterContribution, IsOfADayThatWas) {
  auto wanted = frame();
  wanted.collected_on = now.plus_ms(2 * ms_per_day);
  EXPECT_EQ(why(decide_entry(facilitator, wanted, now)), no(Reason::bad_field, "collected_on"));
  wanted.collected_on = now.plus_ms(-400 * ms_per_day);
  EXPECT_EQ(why(decide_entry(facilitator, wanted, now)), no(Reason::bad_field, "collected_on"));
}

TEST(Name, IsNeverTheFacilitatorsOwn) {
  EXPECT_EQ(why(decide_name("H. K.", "Amélie Dupont")), "yes");
  EXPECT_EQ(why(decide_name("amelie DUPONT", "Amélie Dupont")), no(Reason::own_case, "name"));
  EXPECT_EQ(why(decide_name("", "Amélie Dupont")), no(Reason::missing_field, "name"));
}

TEST(Change, IsForWhoEnteredItWithinTheDay) {
  Entry entry;
  entry.facilitator = facilitator.person;
  entry.created_at = now;
  EXPECT_EQ(why(decide_change(entry, false, facilitator, now.plus_ms(undo_ms - 1))), "yes");
  EXPECT_EQ(why(decide_change(entry, false, facilitator, now.plus_ms(undo_ms))), no(Reason::edit_window_over));
  EXPECT_EQ(why(decide_change(entry, false, actor(2, {Role::facilitator}), now)), no(Reason::not_allowed));
  EXPECT_EQ(why(decide_change(entry, false, actor(1, {}), now)), no(Reason::not_allowed)) << "no longer a facilitator";
  EXPECT_EQ(why(decide_change(entry, true, facilitator, now)), no(Reason::gone));
  entry.undone_at = now;
  EXPECT_EQ(why(decide_change(entry, false, facilitator, now)), no(Reason::gone));
}

TEST(Claim, IsOnePersonsOnceAndNeverTheFacilitators) {
  Slip slip;
  const auto person = actor(7, {});
  EXPECT_EQ(why(decide_claim(slip, person, false)), "yes");
  EXPECT_EQ(why(decide_claim(slip, person, true)), no(Reason::own_case, "slip"));
  auto organisation = person;
  organisation.is_organisation = true;
  EXPECT_EQ(why(decide_claim(slip, organisation, false)), no(Reason::organisation_may_not_support));
  slip.claimed_at = now;
  EXPECT_EQ(why(decide_claim(slip, person, false)), no(Reason::gone, "slip"));
}

Batch batch() {
  Batch wanted;
  wanted.label = "12 sheets";
  wanted.reason = "The box was found on Monday.";
  wanted.collected_from = day_before;
  wanted.collected_until = day_before.plus_ms(ms_per_day);
  wanted.open_until = now.plus_ms(batch_open_ms);
  return wanted;
}

TEST(LatePaper, IsRecordedByAModeratorOrTheOwnerWithAReason) {
  EXPECT_EQ(why(decide_batch(actor(2, {Role::moderator}), batch(), now)), "yes");
  EXPECT_EQ(why(decide_batch(actor(2, {Role::owner}), batch(), now)), "yes");
  EXPECT_EQ(why(decide_batch(facilitator, batch(), now)), no(Reason::not_allowed));
  auto wanted = batch();
  wanted.reason = "late";
  EXPECT_EQ(why(decide_batch(actor(2, {Role::owner}), wanted, now)), no(Reason::reason_required, "reason"));
  wanted = batch();
  wanted.collected_until = wanted.collected_from;
  EXPECT_EQ(why(decide_batch(actor(2, {Role::owner}), wanted, now)), no(Reason::bad_field, "collected_until"));
}

redesigns::Phase phase(PhaseType type, PhaseState state, Instant opens, Instant closes) {
  redesigns::Phase one;
  one.id = PhaseId{3};
  one.type = type;
  one.state = state;
  one.opens_at = opens;
  one.closes_at = closes;
  return one;
}

TEST(LatePaper, CountsInThePhaseThatWasOpenWhenItWasCollected) {
  const std::vector closed{phase(PhaseType::ideas, PhaseState::closed, day_before.plus_ms(-ms_per_day), day_before.plus_ms(ms_per_hour))};
  auto wanted = frame();
  wanted.source = Source::paper;
  wanted.collected_on = day_before;
  EXPECT_EQ(decide_late_entry(batch(), wanted, RedesignState::open, closed, now).value(), PhaseId{3});
  wanted.source = Source::stall;
  EXPECT_EQ(why(decide_late_entry(batch(), wanted, RedesignState::open, closed, now)), no(Reason::bad_field, "batch"));
  wanted.source = Source::paper;
  EXPECT_EQ(why(decide_late_entry(batch(), wanted, RedesignState::evaluated, closed, now)), no(Reason::redesign_not_open));
  EXPECT_EQ(why(decide_late_entry(batch(), wanted, RedesignState::open, closed, now.plus_ms(batch_open_ms))), no(Reason::bad_field, "batch"));
  wanted.collected_on = day_before.plus_ms(ms_per_day);
  EXPECT_EQ(why(decide_late_entry(batch(), wanted, RedesignState::open, closed, now)), no(Reason::bad_field, "collected_on"));
}

TEST(LatePaper, OfADayAfterTheCloseDoesNotCount) {
  const std::vector earlier{phase(PhaseType::ideas, PhaseState::closed, day_before.plus_ms(-9 * ms_per_day), day_before)};
  auto wanted = frame();
  wanted.source = Source::paper;
  wanted.collected_on = day_before;
  EXPECT_EQ(why(decide_late_entry(batch(), wanted, RedesignState::open, earlier, now)), no(Reason::phase_closed, "collected_on"));
}

}  // namespace
}  // namespace palabre::assisted

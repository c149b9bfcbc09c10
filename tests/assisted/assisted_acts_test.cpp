// Entering, taking back, correcting, claiming on a real store; after every test all counts are recounted by `check`.
#include "assisted/change_entry.hpp"
#include "assisted/claim_slip.hpp"
#include "assisted/enter_contribution.hpp"
#include "assisted/enter_sheet.hpp"
#include "assisted/open_batch.hpp"
#include "assisted/slip.hpp"
#include "crypto/crypto.hpp"
#include "discussion/test_scene.hpp"
#include "ideas/support_idea.hpp"
#include "light/edit_light.hpp"

namespace palabre::assisted {
namespace {

using tests::reason_of;

class Desk : public tests::Scene {
 protected:
  Desk() {
    crypto::start();
    give_role(facilitator, "facilitator");
  }
  ~Desk() override {
    EXPECT_EQ(number("SELECT count(*) FROM idea i WHERE i.supports <> (SELECT count(*) FROM idea_support s WHERE s.idea_id = i.id)"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM idea i WHERE i.assisted_supports <> (SELECT count(*) FROM idea_support s WHERE s.idea_id = i.id AND s.channel = 'assisted')"), 0);
    EXPECT_EQ(number("SELECT supports FROM redesign"), number("SELECT COALESCE(SUM(supports), 0) FROM idea WHERE state = 'published'"));
  }

  NewEntry entry(EntryKind kind, const std::string& slip = "") {
    NewEntry wanted;
    wanted.key = "key-" + std::to_string(++keys_);
    wanted.frame = {kind, {true, 1, "fr"}, Source::stall, tx().now()};
    wanted.slip = slip;
    wanted.name = "H. K.";
    wanted.text = {"Un abri à l'arrêt", "Quand il pleut on attend dans la boulangerie.", "fr", {}, {}};
    wanted.idea = idea;
    wanted.body = "Il faut le dire aux chauffeurs.";
    return wanted;
  }
  Result<Entered> enter(const NewEntry& wanted) { return enter_contribution(tx(), actor(facilitator), the_redesign(), wanted, Limits{}); }
  std::int64_t supports() { return the_idea().supports; }

  PersonId facilitator{7}, other{8};

 private:
  int keys_ = 0;
};

TEST_F(Desk, AnIdeaIsThePersonsAndCarriesTheMarkOfTheChannel) {
  const auto entered = enter(entry(EntryKind::idea));
  ASSERT_TRUE(entered.has_value());
  EXPECT_TRUE(entered->is_new_person);
  const auto made = ideas::find_idea(tx(), find_entry(tx(), entered->entry)->idea).value();
  EXPECT_EQ(made.channel, "assisted");
  EXPECT_NE(made.author, facilitator);
  EXPECT_EQ(find_slip(tx(), made.author)->name, "H. K.");
  EXPECT_EQ(number("SELECT count(*) FROM event WHERE type = 'idea.published' AND actor = 'p7'"), 0) << "the words are not the facilitator's";
  EXPECT_EQ(number("SELECT count(*) FROM event WHERE type = 'entry.added' AND actor = 'p7'"), 1);
}

TEST_F(Desk, OneSlipSupportsAnIdeaOnce) {
  const auto first = enter(entry(EntryKind::support));
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(supports(), 1);
  EXPECT_EQ(reason_of(enter(entry(EntryKind::support, first->slip))), Reason::already_exists);
  EXPECT_EQ(supports(), 1);
  enter(entry(EntryKind::support)).value();
  EXPECT_EQ(supports(), 2) << "another person, another slip";
  EXPECT_EQ(count_assisted_supports(tx(), idea), 2);
}

TEST_F(Desk, TheSameKeyEntersOnceHoweverOftenItIsSent) {
  const auto wanted = entry(EntryKind::support);
  const auto first = enter(wanted).value();
  const auto again = enter(wanted).value();
  EXPECT_TRUE(again.is_repeated);
  EXPECT_EQ(again.entry, first.entry);
  EXPECT_EQ(again.slip, first.slip);
  EXPECT_EQ(supports(), 1);
  auto changed = wanted;
  changed.frame.kind = EntryKind::comment;
  EXPECT_EQ(reason_of(enter(changed)), Reason::idempotency_mismatch);
}

TEST_F(Desk, ANumberMadeOnADeviceBecomesTheSlip) {
  const auto number = new_slip();
  auto wanted = entry(EntryKind::comment, shown_slip(number));
  EXPECT_EQ(enter(wanted)->slip, number);
  EXPECT_FALSE(enter(entry(EntryKind::support, number))->is_new_person);
  auto mistyped = number;
  mistyped[0] = mistyped[0] == '7' ? '8' : '7';
  EXPECT_EQ(reason_of(enter(entry(EntryKind::comment, mistyped))), Reason::bad_field);
}

TEST_F(Desk, NobodyEntersInTheirOwnName) {
  auto wanted = entry(EntryKind::idea);
  wanted.name = "person P7";
  EXPECT_EQ(reason_of(enter(wanted)), Reason::own_case);
  EXPECT_EQ(reason_of(enter_contribution(tx(), actor(moderator), the_redesign(), entry(EntryKind::idea), Limits{})), Reason::not_allowed);
  const auto slip = enter(entry(EntryKind::support))->slip;
  EXPECT_EQ(reason_of(claim_slip(tx(), actor(facilitator), slip)), Reason::own_case);
}

TEST_F(Desk, WordsNeedANameAndMarksDoNot) {
  auto wanted = entry(EntryKind::support);
  wanted.name = "";
  const auto slip = enter(wanted)->slip;
  auto words = entry(EntryKind::comment, slip);
  words.name = "";
  EXPECT_EQ(reason_of(enter(words)), Reason::missing_field);
  words.name = "H.";
  ASSERT_TRUE(enter(words).has_value());
  EXPECT_EQ(find_slip(tx(), slip)->name, "H.");
}

TEST_F(Desk, TakingBackUncountsAndForgetsHowToReachThePerson) {
  auto wanted = entry(EntryKind::support);
  wanted.contact = "555-0199";
  const auto id = enter(wanted)->entry;
  EXPECT_EQ(number("SELECT count(*) FROM assisted_contact"), 1);
  EXPECT_EQ(reason_of(undo_entry(tx(), actor(moderator), id, Limits{})), Reason::not_allowed);
  ASSERT_TRUE(undo_entry(tx(), actor(facilitator), id, Limits{}).has_value());
  EXPECT_EQ(supports(), 0);
  EXPECT_EQ(number("SELECT count(*) FROM assisted_contact"), 0);
  EXPECT_EQ(reason_of(undo_entry(tx(), actor(facilitator), id, Limits{})), Reason::gone);
}

TEST_F(Desk, EveryKindIsTakenBack) {
  const auto made = enter(entry(EntryKind::idea))->entry;
  const auto said = enter(entry(EntryKind::comment))->entry;
  ASSERT_TRUE(undo_entry(tx(), actor(facilitator), made, Limits{}).has_value());
  ASSERT_TRUE(undo_entry(tx(), actor(facilitator), said, Limits{}).has_value());
  EXPECT_EQ(ideas::find_idea(tx(), find_entry(tx(), made)->idea)->state, ideas::IdeaState::withdrawn);
  EXPECT_EQ(the_idea().comments, 0);
}

TEST_F(Desk, WordsAreCorrectedAfterReadingThemBack) {
  const auto id = enter(entry(EntryKind::idea))->entry;
  ASSERT_TRUE(correct_entry(tx(), actor(facilitator), {id, "Un abri à l'arrêt du marché", "Quand il pleut, on attend à la boulangerie."}, "Relu", Limits{}).has_value());
  EXPECT_EQ(ideas::find_idea(tx(), find_entry(tx(), id)->idea)->version, 2);
  const auto mark = enter(entry(EntryKind::support))->entry;
  EXPECT_EQ(reason_of(correct_entry(tx(), actor(facilitator), {mark, "", "x"}, "", Limits{})), Reason::bad_field);
}

TEST_F(Desk, AClaimCountsEachSupportOnceAndUsesTheSlipUp) {
  ideas::support_idea(tx(), actor(reader), idea).value();
  const auto slip = enter(entry(EntryKind::support))->slip;
  auto wanted = entry(EntryKind::idea, slip);
  wanted.contact = "555-0199";
  const auto made = find_entry(tx(), enter(wanted)->entry)->idea;
  EXPECT_EQ(supports(), 2);
  const auto claim = claim_slip(tx(), actor(reader), shown_slip(slip)).value();
  EXPECT_EQ(claim.dropped, 1);
  EXPECT_EQ(claim.taken, 1);
  EXPECT_EQ(supports(), 1);
  EXPECT_EQ(ideas::find_idea(tx(), made)->author, reader);
  EXPECT_EQ(ideas::find_idea(tx(), made)->channel, "assisted");
  EXPECT_EQ(number("SELECT count(*) FROM assisted_contact"), 0);
  EXPECT_TRUE(claim_slip(tx(), actor(reader), slip)->is_repeated);
  EXPECT_EQ(reason_of(claim_slip(tx(), actor(stranger), slip)), Reason::gone);
  EXPECT_EQ(reason_of(enter(entry(EntryKind::support, slip))), Reason::gone);
}

TEST_F(Desk, MarksOfTheQuestionAndReactionsAreClaimedOnceToo) {
  light::EditLight wanted{true, light::Question{{}, {{"fr", "Quoi d'abord ?"}}, {{{{"fr", "Le bus"}}, 0}, {{{"fr", "Le banc"}}, 0}}, 0}, false};
  ASSERT_TRUE(light::edit_light(tx(), actor(owner), the_redesign(), wanted).has_value());
  auto answer = entry(EntryKind::answer);
  answer.choice = 2;
  const auto slip = enter(answer)->slip;
  answer = entry(EntryKind::answer, slip);
  answer.choice = 1;
  EXPECT_EQ(reason_of(enter(answer)), Reason::already_exists);
  enter(entry(EntryKind::reaction, slip)).value();
  EXPECT_EQ(reason_of(enter(entry(EntryKind::reaction, slip))), Reason::already_exists);
  EXPECT_EQ(claim_slip(tx(), actor(reader), slip)->taken, 2);
  EXPECT_EQ(number("SELECT answers FROM question"), 1);
}

TEST_F(Desk, ARefusedRowOfASheetLeavesNothingBehind) {
  auto good = entry(EntryKind::support);
  auto bad = entry(EntryKind::idea);
  bad.text.title = "x";
  auto last = entry(EntryKind::support);
  const auto results = enter_sheet(tx(), actor(facilitator), the_redesign(), {good, bad, last}, Limits{});
  EXPECT_TRUE(results[0].has_value());
  EXPECT_TRUE(results[1].has_error());
  EXPECT_TRUE(results[2].has_value());
  EXPECT_EQ(supports(), 2);
  EXPECT_EQ(number("SELECT count(*) FROM assisted_person"), 2);
}

TEST_F(Desk, PaperOfBeforeTheCloseIsEnteredUnderABatchOnly) {
  tx().run("UPDATE phase SET state = 'closed', opens_at = $1, closes_at = $2", tx().now().plus_ms(-9 * ms_per_day), tx().now().plus_ms(-1));
  auto wanted = entry(EntryKind::support);
  wanted.frame.source = Source::paper;
  wanted.frame.collected_on = tx().now().plus_ms(-3 * ms_per_day);
  EXPECT_EQ(reason_of(enter(wanted)), Reason::phase_closed);
  Batch late;
  late.label = "12 sheets";
  late.reason = "The box was found on Monday.";
  late.collected_from = wanted.frame.collected_on;
  late.collected_until = wanted.frame.collected_on.plus_ms(ms_per_day);
  EXPECT_EQ(reason_of(open_batch(tx(), actor(facilitator), the_redesign(), late)), Reason::not_allowed);
  wanted.batch = open_batch(tx(), actor(owner), the_redesign(), late)->id;
  ASSERT_TRUE(enter(wanted).has_value());
  EXPECT_EQ(supports(), 1);
  auto late_idea = entry(EntryKind::idea);
  late_idea.frame = wanted.frame;
  late_idea.frame.kind = EntryKind::idea;
  late_idea.batch = wanted.batch;
  const auto made = enter(late_idea);
  ASSERT_TRUE(made.has_value());
  EXPECT_EQ(ideas::find_idea(tx(), find_entry(tx(), made->entry)->idea)->phase, PhaseId{1});
}

TEST_F(Desk, HowToReachPeopleIsForgottenOnItsDayAndOnRequest) {
  auto wanted = entry(EntryKind::support);
  wanted.contact = "555-0199";
  const auto person = find_slip(tx(), enter(wanted)->slip)->person;
  EXPECT_EQ(reason_of(erase_contact(tx(), actor(moderator), redesign, person)), Reason::not_allowed);
  ASSERT_TRUE(erase_contact(tx(), actor(facilitator), redesign, person).has_value());
  wanted = entry(EntryKind::support);
  wanted.contact = "555-0100";
  enter(wanted).value();
  EXPECT_EQ(forget_old_contacts(tx()), 0);
  pass_ms(contact_keep_ms);
  EXPECT_EQ(forget_old_contacts(tx()), 1);
}

TEST_F(Desk, TheDatabaseItselfRefusesAFacilitatorsOwnEntry) {
  const auto id = enter(entry(EntryKind::support))->entry;
  EXPECT_TRUE(tests::is_refused_by_database(tx(), [&] { tx().run("UPDATE assisted_entry SET facilitator_id = person_id WHERE id = $1", id); }));
}

}  // namespace
}  // namespace palabre::assisted

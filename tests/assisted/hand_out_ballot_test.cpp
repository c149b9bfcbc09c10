// Paper ballots given to people of slips and accounts: one person, one ballot, behind whichever number they come.
#include "assisted/claim_slip.hpp"
#include "assisted/hand_out_ballot.hpp"
#include "assisted/slip.hpp"
#include "votes/paper_scene.hpp"

namespace palabre::assisted {
namespace {

using tests::reason_of;

class BallotStall : public tests::PaperScene {
 protected:
  Result<HandedOut> give(const std::string& slip, PersonId person = {}) {
    auto at = votes::load_vote_at(tx(), vote, std::nullopt).value();
    at.actor = actor(facilitator);
    return hand_out_ballot(tx(), at, {slip, person});
  }
  std::optional<votes::Channel> way_of(PersonId person) {
    http::Viewer viewer{};
    viewer.person = person;
    return votes::elector_of(tx(), &viewer, vote).has_voted;
  }
};

TEST_F(BallotStall, ABlankSlipIsANewPersonOnce) {
  const auto slip = new_slip();
  const auto first = give(slip);
  ASSERT_TRUE(first.has_value());
  EXPECT_TRUE(first->is_new_person);
  EXPECT_EQ(first->count.paper, 1);
  const auto again = give(shown_slip(slip));
  EXPECT_EQ(reason_of(again), Reason::already_voted);
  EXPECT_EQ(again.error().field, "slip");
}

TEST_F(BallotStall, WhoeverHasNoSlipGetsOneWithTheBallot) {
  const auto given = give("");
  ASSERT_TRUE(given.has_value());
  EXPECT_TRUE(given->is_new_person);
  EXPECT_EQ(reason_of(give(given->slip)), Reason::already_voted);
  EXPECT_EQ(give("")->count.paper, 2) << "another person";
}

TEST_F(BallotStall, ASlipMustBeRightAndOfThisRedesign) {
  EXPECT_EQ(reason_of(give("22222-22223")), Reason::bad_field);
  tx().run("INSERT INTO redesign (id, slug, state, organisation_id, languages, texts, power_level, answer_days, created_at, updated_at) "
           "VALUES (2, 'autre', 'open', 1, '[\"fr\"]', '{}', 'consult', 30, 1, 1)");
  const auto elsewhere = save_new_slip(tx(), RedesignId{2}, new_slip(), "", "fr");
  EXPECT_EQ(reason_of(give(elsewhere.number)), Reason::not_found);
  EXPECT_EQ(reason_of(give("", elsewhere.person)), Reason::not_found) << "a slip's person is no account";
  tx().run("DELETE FROM assisted_person WHERE redesign_id = 2");
  tx().run("DELETE FROM redesign WHERE id = 2");
}

TEST_F(BallotStall, WhoClaimsTheSlipHasVoted) {
  const auto slip = new_slip();
  ASSERT_TRUE(give(slip).has_value());
  EXPECT_EQ(way_of(neighbour), std::nullopt);
  ASSERT_TRUE(claim_slip(tx(), actor(neighbour), slip).has_value());
  EXPECT_EQ(way_of(neighbour), votes::Channel::paper);
  EXPECT_EQ(reason_of(give("", neighbour)), Reason::already_voted);
  EXPECT_EQ(reason_of(give(slip)), Reason::already_voted);
}

TEST_F(BallotStall, AClaimedSlipIsItsAccount) {
  const auto slip = save_new_slip(tx(), redesign, new_slip(), "H. K.", "fr");
  ASSERT_TRUE(claim_slip(tx(), actor(neighbour), slip.number).has_value());
  ASSERT_TRUE(votes::add_to_register(tx(), vote, neighbour, votes::Channel::online));
  EXPECT_EQ(reason_of(give(slip.number)), Reason::already_voted) << "voted online, and comes with the old slip";
  const auto own = save_new_slip(tx(), redesign, new_slip(), "F. F.", "fr");
  ASSERT_TRUE(claim_slip(tx(), actor(facilitator), own.number).has_value());
  EXPECT_EQ(reason_of(give(own.number)), Reason::own_case) << "one's own ballot, behind a slip";
}

TEST_F(BallotStall, StrangersHandOutNothing) {
  auto at = votes::load_vote_at(tx(), vote, std::nullopt).value();
  at.actor = actor(stranger);
  EXPECT_EQ(reason_of(hand_out_ballot(tx(), at, {new_slip(), {}})), Reason::not_allowed);
  EXPECT_EQ(number("SELECT count(*) FROM assisted_person"), 0);
}

}  // namespace
}  // namespace palabre::assisted

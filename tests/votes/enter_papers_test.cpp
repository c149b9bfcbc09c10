// Paper ballots on a real store: printed, handed out, entered out of envelopes, signed.
#include "votes/paper_scene.hpp"

#include <set>

namespace palabre::votes {
namespace {

using tests::reason_of;
using PaperBallots = tests::PaperScene;

TEST_F(PaperBallots, CarryCodesThatAreShownOnceAndStoredAsDigests) {
  const auto codes = print(3);
  EXPECT_EQ(std::set(codes.begin(), codes.end()).size(), 3U);
  EXPECT_EQ(count_codes(tx(), vote), 3);
  EXPECT_TRUE(is_code(tx(), vote, digest_of_receipt(vote, codes[0])));
  for (const auto& code : codes) EXPECT_EQ(number("SELECT count(*) FROM vote_code WHERE code_digest = '" + code + "'"), 0);
  EXPECT_EQ(number("SELECT count(*) FROM event WHERE payload LIKE '%" + codes[0] + "%'"), 0);
  EXPECT_EQ(last_event(), event_of("vote.printed", R"("printed":3)"));
  EXPECT_EQ(reason_of(print_ballots(tx(), actor(owner), vote, codes_at_once_max + 1)), Reason::bad_field);
  EXPECT_EQ(reason_of(print_ballots(tx(), actor(facilitator), vote, 1)), Reason::not_allowed);
}

TEST_F(PaperBallots, AreHandedOutOnceToAPersonAndNobodyElseSaysTheyVoted) {
  EXPECT_EQ(hand_out_ballot(tx(), actor(facilitator), vote, neighbour)->paper, 1);
  EXPECT_EQ(reason_of(hand_out_ballot(tx(), actor(facilitator), vote, neighbour)), Reason::already_voted);
  EXPECT_EQ(reason_of(hand_out_ballot(tx(), actor(facilitator), vote, facilitator)), Reason::own_case);
  EXPECT_EQ(reason_of(hand_out_ballot(tx(), actor(facilitator), vote, PersonId{99})), Reason::not_found);
  EXPECT_EQ(find_in_register(tx(), vote, neighbour), Channel::paper);
  EXPECT_EQ(number("SELECT count(*) FROM event WHERE payload LIKE '%\"" + neighbour.text() + "\"%' AND type = 'vote.handed_out'"), 0);
  tx().run("UPDATE person SET organisation_id = 1 WHERE id = $1", stranger);
  EXPECT_EQ(reason_of(hand_out_ballot(tx(), actor(facilitator), vote, stranger)), Reason::organisation_may_not_vote);
  ASSERT_TRUE(add_to_register(tx(), vote, reader, Channel::online));
  EXPECT_EQ(reason_of(hand_out_ballot(tx(), actor(facilitator), vote, reader)), Reason::already_voted);
}

TEST_F(PaperBallots, SentTwiceAreInTheBoxOnce) {
  const auto codes = print(2);
  hand_out(neighbour);
  hand_out(stranger);
  const auto batch = open_envelope(2);
  const std::vector<PaperEntry> papers{{codes[0], {{1}}}, {codes[1], {{2, 1}}}};
  const auto first = enter_papers(tx(), actor(facilitator), batch.id, papers);
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->added, 2);
  EXPECT_EQ(first->batch.entered, 2);
  const auto again = enter_papers(tx(), actor(moderator), batch.id, papers);
  EXPECT_EQ(again->added, 0);
  EXPECT_EQ(again->known, 2);
  EXPECT_EQ(cast(), 2);
  ASSERT_TRUE(sign_batch(tx(), actor(moderator), batch.id, "").has_value());
  EXPECT_EQ(enter_papers(tx(), actor(facilitator), batch.id, papers)->known, 2) << "an envelope filled in offline arrives again after it was signed";
}

TEST_F(PaperBallots, TypedWithSmallLettersAndSpacesAreTheSamePaper) {
  std::string code = print(1).front();
  hand_out(neighbour);
  const auto batch = open_envelope(1);
  std::string typed;
  for (const char c : code) typed += c == '-' ? ' ' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  EXPECT_EQ(enter_papers(tx(), actor(facilitator), batch.id, {{typed, {{1}}}, {code, {{1}}}})->added, 1);
  EXPECT_EQ(cast(), 1);
}

TEST_F(PaperBallots, AreRefusedAllTogetherWithTheFieldAtFault) {
  const auto codes = print(3);
  for (const auto person : {neighbour, stranger, reader}) hand_out(person);
  const auto batch = open_envelope(3);
  const auto enter = [&](const PaperEntry& second) { return enter_papers(tx(), actor(facilitator), batch.id, {{codes[0], {{1}}}, second}); };
  EXPECT_EQ(enter({clean_receipt(new_receipt()).value(), {{1}}}).error().field, "entries.1.code") << "printed for nobody";
  EXPECT_EQ(enter({"7K2F", {{1}}}).error().field, "entries.1.code");
  EXPECT_EQ(enter({codes[1], {{4}}}).error().field, "entries.1.choices");
  EXPECT_EQ(enter({codes[1], {{1, 2, 3}}}).error().field, "entries.1.choices");
  EXPECT_EQ(reason_of(enter({codes[0], {{2}}})), Reason::already_exists) << "one paper, two words";
  EXPECT_EQ(cast(), 0);
  EXPECT_EQ(reason_of(enter_papers(tx(), actor(officer), batch.id, {{codes[0], {{1}}}})), Reason::not_allowed);
}

TEST_F(PaperBallots, StayAsTheyWereEnteredFirst) {
  const auto codes = print(1);
  hand_out(neighbour);
  const auto batch = open_envelope(1), other = open_envelope(1);
  ASSERT_TRUE(enter_papers(tx(), actor(facilitator), batch.id, {{codes[0], {{1}}}}).has_value());
  EXPECT_EQ(reason_of(enter_papers(tx(), actor(facilitator), batch.id, {{codes[0], {{2}}}})), Reason::already_exists);
  EXPECT_EQ(reason_of(enter_papers(tx(), actor(facilitator), other.id, {{codes[0], {{1}}}})), Reason::already_exists) << "one paper lies in one envelope";
  EXPECT_EQ(word("SELECT choices FROM ballot"), "[[1]]");
}

TEST_F(PaperBallots, AreNeverMoreThanWereHandedOutOrLieInTheEnvelope) {
  const auto codes = print(4);
  hand_out(neighbour);
  hand_out(stranger);
  const auto batch = open_envelope(3);
  const auto enter = [&](std::initializer_list<std::size_t> which) {
    std::vector<PaperEntry> entries;
    for (const auto i : which) entries.push_back({codes[i], {{1}}});
    return enter_papers(tx(), actor(facilitator), batch.id, entries);
  };
  EXPECT_EQ(reason_of(enter({0, 1, 2})), Reason::batch_not_reconciled) << "three papers, two people";
  EXPECT_EQ(enter({0, 1})->added, 2);
  hand_out(reader);
  hand_out(author);
  EXPECT_EQ(reason_of(enter({0, 1, 2, 3})), Reason::batch_not_reconciled) << "the envelope holds three";
  EXPECT_EQ(enter({0, 1, 2})->added, 1);
}

TEST_F(PaperBallots, AreSignedForByASecondPersonWithTheVoidAndTheLostSaid) {
  const auto codes = print(3);
  for (const auto person : {neighbour, stranger, reader}) hand_out(person);
  const auto batch = open_envelope(3);
  ASSERT_TRUE(enter_papers(tx(), actor(facilitator), batch.id, {{codes[0], {{1}}}}).has_value());
  EXPECT_EQ(set_spoiled(tx(), actor(facilitator), batch.id, 1)->spoiled, 1);
  EXPECT_EQ(reason_of(set_spoiled(tx(), actor(facilitator), batch.id, 3)), Reason::batch_not_reconciled);
  EXPECT_EQ(reason_of(sign_batch(tx(), actor(facilitator), batch.id, "")), Reason::own_case);
  EXPECT_EQ(reason_of(sign_batch(tx(), actor(moderator), batch.id, "")), Reason::batch_not_reconciled);
  const auto done = sign_batch(tx(), actor(moderator), batch.id, "Un bulletin trempé, son code ne se lit plus.");
  ASSERT_TRUE(done.has_value());
  EXPECT_EQ(done->signed_by, moderator);
  EXPECT_EQ(last_event(), event_of("vote.batch_signed", R"("batch":")" + batch.id.text() + R"(","lost":1)"));
  EXPECT_EQ(reason_of(enter_papers(tx(), actor(facilitator), batch.id, {{codes[1], {{1}}}})), Reason::already_decided);
}

TEST_F(PaperBallots, SealTheirRowsAndSayNoMomentAndNoPerson) {
  const auto codes = print(1);
  hand_out(neighbour);
  const auto batch = open_envelope(1);
  ASSERT_TRUE(enter_papers(tx(), actor(facilitator), batch.id, {{codes[0], {{3, 1}}}}).has_value());
  const auto row = find_ballot(tx(), vote, digest_of_receipt(vote, codes[0])).value();
  EXPECT_EQ(row.choices, "[[1,3]]");
  EXPECT_EQ(row.seal, seal_of(vote, row.receipt_digest, Channel::paper, 1, row.choices));
  const auto seen = check_receipt(tx(), vote, codes[0]).value();
  EXPECT_TRUE(seen.is_in_box && seen.is_unaltered);
  EXPECT_EQ(seen.channel, Channel::paper);
}

}  // namespace
}  // namespace palabre::votes

// The check finds each kind of tampering with a vote, and names the row.
#include "tampering.hpp"
#include "transfer_test_support.hpp"
#include "votes/receipt.hpp"
#include "votes/vote_repo.hpp"

namespace palabre::transfer {
namespace {

using tests::TestStore;

const std::string open_vote = "(SELECT id FROM vote WHERE source_key = 'demo:valdolce-bien-grandir:vote:b1')";
const std::string counted_vote = "(SELECT id FROM vote WHERE source_key = 'demo:lipowe-vivre-ensemble:vote:b1')";

std::vector<Tampering> vote_tamperings() {
  const std::string first = "(SELECT MIN(receipt_digest) FROM ballot WHERE vote_id = " + counted_vote + ")";
  const std::string free_trigger = "DROP TRIGGER ballot_stays";
  const std::string late_trigger = "DROP TRIGGER ballot_in_time";
  const std::string sealed = "VALUES (" + open_vote + ", '" + std::string(64, 'a') + "', 'online', 1, '[[1]]', '" + std::string(64, 'b') + "')";
  const std::string into_box = "INSERT INTO ballot (vote_id, receipt_digest, channel, weight, choices, seal) ";
  return {
      {"a ballot that says something else", {free_trigger, "UPDATE ballot SET choices = '[[1]]' WHERE receipt_digest = " + first}, "is not what its seal says"},
      {"a ballot that counts twice", {free_trigger, "UPDATE ballot SET weight = 2 WHERE receipt_digest = " + first}, "is not what its seal says"},
      {"a ballot on another channel", {free_trigger, "UPDATE ballot SET channel = 'assisted' WHERE receipt_digest = " + first}, "is not what its seal says"},
      {"a ballot that says nonsense", {free_trigger, "UPDATE ballot SET choices = '[[1' WHERE receipt_digest = " + first}, "says what this vote does not allow"},
      {"a ballot beyond the budget", {free_trigger, "UPDATE ballot SET choices = '[[1,2,3,4,5,6,7,8]]' WHERE receipt_digest = " + first}, "says what this vote does not allow"},
      {"a ballot added after the count",
       {late_trigger, into_box + "SELECT vote_id, '" + std::string(64, 'a') + "', channel, weight, choices, seal FROM ballot WHERE receipt_digest = " + first},
       "its root is not that of its ballots"},
      {"a ballot taken out", {"DROP TRIGGER ballot_is_kept", "DELETE FROM ballot WHERE receipt_digest = " + first}, "cast_count is stored as 64, the box holds 63"},
      {"a ballot nobody cast", {into_box + sealed, "UPDATE vote SET cast_count = cast_count + 1 WHERE id = " + open_vote}, "1 ballots were cast here on a screen, the register says 0"},
      {"a voter without a ballot",
       {"INSERT INTO vote_register (vote_id, person_id, way) SELECT " + open_vote + ", MIN(id), 'online' FROM person"}, "the register says 1 people did"},
      {"an organisation that voted",
       {"INSERT INTO vote_register (vote_id, person_id, way) SELECT " + open_vote + ", MIN(id), 'paper' FROM person",
        "UPDATE person SET organisation_id = (SELECT MIN(id) FROM organisation) WHERE id = (SELECT MIN(id) FROM person)"},
       "an organisation stands on the register"},
      {"a paper nobody was handed",
       {"INSERT INTO vote_batch (vote_id, label, papers, entered, opened_by, opened_at) SELECT " + open_vote + ", 'x', 1, 1, MIN(id), 1 FROM person",
        "INSERT INTO ballot (vote_id, receipt_digest, channel, batch_id, weight, choices, seal) SELECT " + open_vote + ", '" + std::string(64, 'c') +
            "', 'paper', MAX(id), 1, '[[1]]', '" + std::string(64, 'd') + "' FROM vote_batch"},
       "1 ballots came out of envelopes, 0 were handed out"},
      {"a paper without a code",
       {"INSERT INTO vote_batch (vote_id, label, papers, entered, opened_by, opened_at) SELECT " + open_vote + ", 'x', 1, 1, MIN(id), 1 FROM person",
        "INSERT INTO ballot (vote_id, receipt_digest, channel, batch_id, weight, choices, seal) SELECT " + open_vote + ", '" + std::string(64, 'c') +
            "', 'paper', MAX(id), 1, '[[1]]', '" + std::string(64, 'd') + "' FROM vote_batch"},
       "no ballot was printed with its code"},
      {"a screen that used a printed code",
       {"INSERT INTO vote_code (vote_id, code_digest) SELECT MIN(vote_id), MIN(receipt_digest) FROM ballot WHERE vote_id = " + open_vote}, "uses a printed code"},
      {"a batch that holds less",
       {"INSERT INTO vote_batch (vote_id, label, papers, entered, opened_by, opened_at) SELECT " + open_vote + ", 'x', 3, 2, MIN(id), 1 FROM person"},
       "entered is stored as 2, the rows say 0"},
      {"another result", {"DROP TRIGGER vote_result_stays", "UPDATE vote SET result = replace(result, '\"spent\":44100', '\"spent\":44000') WHERE id = " + counted_vote},
       "its ballots give another result"},
      {"another root", {"DROP TRIGGER vote_result_stays", "UPDATE vote SET root = '" + std::string(64, '0') + "' WHERE id = " + counted_vote}, "its root is not that of its ballots"},
      {"a count without its event", {"UPDATE vote SET counted_by = (SELECT MIN(id) FROM person) WHERE id = " + counted_vote}, "no event of its count holds its root"},
      {"a result nobody signed", {"UPDATE vote SET signed_at = NULL WHERE id = " + counted_vote}, "is not signed, its phase is results_published"},
      {"a vote counted while it is open",
       {"UPDATE vote SET counted_at = 1, root = '0', result = '{}' WHERE id = " + open_vote}, "is counted, its phase is open"},
      {"a vote opened without a freeze", {"UPDATE vote SET frozen_at = NULL WHERE id = " + open_vote}, "was never frozen, its phase is open"},
      {"an option in a version that is not there",
       {"DROP TRIGGER vote_options_frozen", "UPDATE vote_option SET idea_version = 9 WHERE position = 1 AND vote_id = " + open_vote}, "option 1 is an idea"},
      {"seats beyond the options", {"UPDATE vote SET seats = 50 WHERE id = " + open_vote}, "its definition is damaged"},
      {"an envelope left open",
       {"INSERT INTO vote_batch (vote_id, label, papers, opened_by, opened_at) SELECT " + counted_vote + ", 'x', 1, MIN(id), 1 FROM person"},
       "was counted before every envelope was signed"},
  };
}

TEST(CheckVotes, FindsEachKindOfTampering) {
  TestStore store;
  import_demos(store);
  store.run([](db::Tx& tx) { ASSERT_EQ(joined(check_all(tx)), ""); });
  for (const auto& tampering : vote_tamperings()) {
    expect_found(store, tampering);
  }
}

TEST(CheckVotes, NamesTheBallotThatWasAlteredAndNobody) {
  TestStore store;
  import_demos(store);
  db::Tx& tx = store.begin();
  const auto vote = votes::VoteId{number(tx, "SELECT id FROM vote WHERE source_key = 'demo:lipowe-vivre-ensemble:vote:b1'")};
  const std::string digest = votes::digest_of_receipt(vote, "s007");
  store.drop_trigger("ballot_stays", "ballot");
  tx.run("UPDATE ballot SET choices = '[[8]]' WHERE receipt_digest = $1", digest);
  EXPECT_EQ(joined(check_all(tx)), "vote " + vote.text() + ": ballot " + digest.substr(0, 16) + " is not what its seal says\n");
  store.roll_back();
}

}  // namespace
}  // namespace palabre::transfer

// The votes of the demo files give the numbers that stand in the files, and are checked like votes that were held here.
#include "people/actor.hpp"
#include "redesigns/redesign_repo.hpp"
#include "transfer/demo_file.hpp"
#include "transfer_test_support.hpp"
#include "votes/acts.hpp"
#include "votes/receipt.hpp"

#include <nlohmann/json.hpp>

namespace palabre::transfer {
namespace {

using nlohmann::json;
using tests::TestStore;

/// The vote `b1` of a demo file with the names its options have there.
struct Counted {
  votes::Vote vote;
  votes::Outcome outcome;
  json source;                                 // as the file has it
  std::vector<std::string> names;              // by position from 1

  [[nodiscard]] std::vector<std::string> order() const {
    std::vector<std::string> all;
    for (const auto& option : outcome.options) all.push_back(name_of(option.position));
    return all;
  }
  [[nodiscard]] json support() const {
    json all;
    for (const auto& option : outcome.options) all[name_of(option.position)] = option.votes;
    return all;
  }
  [[nodiscard]] std::vector<std::string> selected() const {
    std::vector<std::string> all;
    for (const auto& option : outcome.options)
      if (option.is_selected) all.push_back(name_of(option.position));
    return all;
  }
  [[nodiscard]] std::string name_of(int position) const { return names[static_cast<std::size_t>(position - 1)]; }
};

class DemoVotes : public testing::Test {
 protected:
  void SetUp() override { report_ = import_demos(store_); }

  votes::VoteId vote_of(db::Tx& tx, const std::string& slug) {
    const std::string key = "demo:" + slug + ":vote:b1";
    auto rows = tx.rows("SELECT id FROM vote WHERE source_key = $1", key);
    EXPECT_TRUE(rows.next()) << slug;
    return rows.id<votes::VoteId>(0);
  }

  Counted counted(db::Tx& tx, const std::string& file, const std::string& slug) {
    Counted it{votes::find_vote(tx, vote_of(tx, slug)).value(), {}, json::parse(demo_text(file)).at("ballots").at(0), {}};
    it.outcome = votes::read_result(it.vote.result);
    for (const auto& option : it.source.at("options")) it.names.push_back(option.is_object() ? option.at("idea") : option);
    return it;
  }

  people::Actor account(db::Tx& tx, const std::string& name, RedesignId redesign) {
    const std::string email = name + "@demo.palabre.example";
    people::Actor who;
    {
      auto rows = tx.rows("SELECT id, opaque_id FROM person WHERE email = $1", email);
      EXPECT_TRUE(rows.next()) << name;
      who.person = rows.id<PersonId>(0);
      who.opaque_id = rows.text(1);
    }
    who.roles = people::load_roles(tx, redesign, who.person);
    return who;
  }

  std::int64_t count(std::string_view sql) {
    return store_.run([&](db::Tx& tx) { return number(tx, sql); });
  }

  TestStore store_;
  ImportReport report_;
};

TEST_F(DemoVotes, ComeInWithEveryBallotOnItsChannel) {
  EXPECT_EQ(report_.counts["votes"].added, 3);
  EXPECT_EQ(report_.counts["ballots"].added, 80 + 64 + 38);
  EXPECT_EQ(count("SELECT COUNT(*) FROM ballot WHERE channel = 'online'"), 56 + 46 + 25);
  EXPECT_EQ(count("SELECT COUNT(*) FROM ballot WHERE channel = 'paper'"), 14 + 18);
  EXPECT_EQ(count("SELECT COUNT(*) FROM ballot WHERE channel = 'assisted'"), 10 + 13);
  EXPECT_EQ(count("SELECT COUNT(*) FROM vote WHERE imported <> cast_count"), 0);
  EXPECT_EQ(count("SELECT COUNT(*) FROM vote_register"), 0) << "nobody here cast them";
  EXPECT_EQ(count("SELECT COUNT(*) FROM kept_import WHERE kind IN ('ballots', 'vote.expected', 'vote.expected_after_close')"), 0);
  EXPECT_EQ(count("SELECT COUNT(*) FROM kept_import WHERE kind = 'vote.rule'"), 3);
}

TEST_F(DemoVotes, OfSeniorsFundTheListTheFileExpects) {
  store_.run([&](db::Tx& tx) {
    const auto it = counted(tx, "seniors-cohousing.json", "lipowe-vivre-ensemble");
    const auto& expected = it.source.at("expected");
    EXPECT_EQ(it.support(), expected.at("support"));
    EXPECT_EQ(json(it.order()), expected.at("order"));
    EXPECT_EQ(json(it.selected()), expected.at("funded"));
    EXPECT_EQ(it.vote.budget.value() - it.outcome.spent, expected.at("unspent_eur"));
    EXPECT_EQ(it.vote.currency, "EUR");
    EXPECT_EQ(it.vote.counted_at, it.vote.signed_at);
    EXPECT_FALSE(it.vote.signed_by.is_set());
    for (const auto& option : it.outcome.options) {
      auto idea = tx.rows("SELECT state FROM idea WHERE id = $1", it.vote.options[static_cast<std::size_t>(option.position - 1)].idea);
      ASSERT_TRUE(idea.next());
      EXPECT_EQ(idea.view(0), option.is_selected ? "accepted" : "not_selected") << it.name_of(option.position);
    }
  });
}

TEST_F(DemoVotes, OfTheVillagesCarryDelegatedVoicesToTheOrderTheFileExpects) {
  store_.run([&](db::Tx& tx) {
    const auto it = counted(tx, "remote-services.json", "mae-aide-au-village");
    const auto& expected = it.source.at("expected");
    EXPECT_EQ(json(it.order()), expected.at("order"));
    EXPECT_EQ(it.outcome.voices, expected.at("counted_weight"));
    EXPECT_EQ(it.outcome.ballots, 38);
    EXPECT_EQ(it.support(), expected.at("wins"));
    for (std::size_t row = 0; row < it.names.size(); ++row)
      for (std::size_t column = 0; column < it.names.size(); ++column)
        EXPECT_EQ(it.outcome.pairwise[row][column], expected.at("pairwise").at(it.names[row]).at(it.names[column])) << it.names[row] << " over " << it.names[column];
    for (const auto& [token, weight] : expected.at("weights_over_1").items())
      EXPECT_EQ(votes::find_ballot(tx, it.vote.id, votes::digest_of_receipt(it.vote.id, token))->weight, weight) << token;
    EXPECT_EQ(number(tx, "SELECT COUNT(*) FROM ballot WHERE weight > 1"), 3);
    EXPECT_EQ(it.vote.options.front().texts.at("en"), "Getting around without a car") << "a challenge of the file";
    EXPECT_EQ(json(it.selected()), json({"h2", "h3", "h1"}));
  });
}

TEST_F(DemoVotes, OfTheFamiliesIsOpenAndGivesTheNumbersOfTheFileWhenItIsCounted) {
  store_.run([&](db::Tx& tx) {
    const auto vote = votes::find_vote(tx, vote_of(tx, "valdolce-bien-grandir")).value();
    EXPECT_EQ(vote.cast, 80);
    EXPECT_EQ(vote.seats, 3);
    EXPECT_FALSE(vote.counted_at);
    EXPECT_EQ(vote.texts.size(), 4U);
    const auto phase = redesigns::find_phase(tx, vote.phase).value();
    EXPECT_EQ(redesigns::state_at(phase, tx.now()), redesigns::PhaseState::open);
    EXPECT_LE(vote.frozen_at->plus_ms(votes::frozen_ms_min), *phase.opens_at);
    EXPECT_EQ(votes::count_vote(tx, account(tx, "owner", vote.redesign), vote.id).error().reason, Reason::phase_not_open);
  });
  store_.clock.advance_ms(6 * ms_per_day);
  store_.run([&](db::Tx& tx) {
    const auto id = vote_of(tx, "valdolce-bien-grandir");
    const auto redesign = votes::find_vote(tx, id)->redesign;
    ASSERT_TRUE(votes::count_vote(tx, account(tx, "owner", redesign), id).has_value());
    ASSERT_TRUE(votes::sign_count(tx, account(tx, "moderator", redesign), id).has_value());
    const auto it = counted(tx, "child-health.json", "valdolce-bien-grandir");
    const auto& expected = it.source.at("expected_after_close");
    EXPECT_EQ(it.support(), expected.at("support"));
    EXPECT_EQ(json(it.order()), expected.at("order")) << "within a tie the file lists by id, as the outcome does";
    EXPECT_EQ(it.outcome.blank, it.source.at("blank"));
    ASSERT_EQ(it.outcome.ties.size(), 1U);
    EXPECT_TRUE(it.outcome.ties.front().is_by_lot);
    EXPECT_FALSE(it.outcome.ties.front().is_decisive) << "both are among the three";
    std::vector<int> tied = it.outcome.ties.front().positions;
    std::sort(tied.begin(), tied.end());
    EXPECT_EQ(json({it.name_of(tied[0]), it.name_of(tied[1])}), expected.at("tie_groups").at(0));
    EXPECT_EQ(json(it.selected()), json({"i07", "i01", "i02"}));
    EXPECT_EQ(word(tx, "SELECT state FROM idea WHERE source_key = 'demo:valdolce-bien-grandir:i07'"), "accepted");
    EXPECT_EQ(word(tx, "SELECT state FROM idea WHERE source_key = 'demo:valdolce-bien-grandir:i09'"), "not_selected");
    EXPECT_EQ(joined(check_all(tx)), "");
  });
}

TEST_F(DemoVotes, AddNothingTheSecondTimeAndNothingToAVoteSetUpHere) {
  store_.clock.advance_ms(6 * ms_per_day);
  const auto again = import_demos(store_);
  EXPECT_EQ(again.counts.at("votes").already_there, 3);
  EXPECT_EQ(count("SELECT COUNT(*) FROM ballot"), 80 + 64 + 38);
}

TEST_F(DemoVotes, WereFrozenBeforeTheyOpened) {
  EXPECT_EQ(count("SELECT COUNT(*) FROM phase_history h JOIN vote v ON v.phase_id = h.phase_id WHERE h.to_state = 'frozen' AND h.at <> v.frozen_at"), 0);
  EXPECT_EQ(count("SELECT COUNT(*) FROM phase_history h JOIN phase p ON p.id = h.phase_id WHERE p.type = 'vote' AND h.to_state = 'open' AND h.from_state <> 'frozen'"), 0);
  EXPECT_EQ(count("SELECT COUNT(*) FROM vote_option WHERE idea_id IS NOT NULL AND idea_version IS NULL"), 0);
}

struct SpoiledVote {
  const char* what;
  const char* pointer;
  json value;
  const char* where;
};

TEST(DemoVotesOfABadFile, NameThePlaceOfEachFaultAndAreLeftOut) {
  const std::vector<SpoiledVote> cases{
      {"a phase that is no vote", "/ballots/0/phase", "p1", "ballots[0].phase"},
      {"a method nobody knows", "/ballots/0/method", "shouting", "ballots[0].method"},
      {"an option nobody knows", "/ballots/0/options/0", "h9", "ballots[0].options[0]"},
      {"an option twice", "/ballots/0/options/0", "h2", "ballots[0].options[1]"},
      {"no options", "/ballots/0/options", json::array(), "ballots[0].options"},
      {"more seats than options", "/ballots/0/seats", 6, "ballots[0].seats"},
      {"a ballot for something else", "/ballots/0/ballots/0/ranking/0/0", "h9", "ballots[0].ballots[0].ranking"},
      {"a ballot that names an option twice", "/ballots/0/ballots/0/ranking/0/0", "h5", "ballots[0].ballots[0].ranking"},
      {"a token twice", "/ballots/0/ballots/1/token", "w01", "ballots[0].ballots[1].token"},
      {"a channel nobody knows", "/ballots/0/ballots/1/channel", "pigeon", "ballots[0].ballots[1].channel"},
      {"a voter outside the electorate", "/ballots/0/ballots/1/token", "w99", "ballots[0].electorate"},
      {"a delegation to oneself", "/delegations/0/to", "w31", "ballots[0].delegations"},
      {"ballots before the vote opened", "/phases/1/state", "planned", "ballots[0].ballots"},
  };
  for (const auto& spoiled : cases) {
    json file = json::parse(demo_text("remote-services.json"));
    ASSERT_TRUE(file.contains(json::json_pointer(spoiled.pointer))) << spoiled.what;
    file[json::json_pointer(spoiled.pointer)] = spoiled.value;
    const auto parsed = parse_demo(file.dump());
    ASSERT_TRUE(parsed) << spoiled.what;
    EXPECT_TRUE(parsed->votes.empty()) << spoiled.what;
    ASSERT_EQ(parsed->problems.size(), 1U) << spoiled.what;
    EXPECT_EQ(parsed->problems.front().where, spoiled.where) << spoiled.what << ": " << parsed->problems.front().message;
  }
}

TEST(DemoVotesOfABadFile, NeverBreakOnValuesOfAnotherKind) {
  json file = json::parse(demo_text("remote-services.json"));
  for (const char* part : {"ideas", "people", "deliberation_rounds", "commitments", "evaluation", "stories", "insights", "preconditions", "asset_register", "teams"}) file.erase(part);
  file["ballots"][0]["ballots"].erase(file["ballots"][0]["ballots"].begin() + 3, file["ballots"][0]["ballots"].end());
  const std::vector<json> others{nullptr, 7, -1.5, "x", true, json::array({1, "a"}), json{{"fr", 3}}};
  const json leaves = file.at("ballots").flatten();
  for (const auto& [pointer, value] : leaves.items()) {
    const auto place = json::json_pointer("/ballots" + pointer);
    for (const auto& at : {place, place.parent_pointer()}) {
      for (const auto& other : others) {
        json spoiled = file;
        spoiled[at] = other;
        EXPECT_NO_THROW((void)parse_demo(spoiled.dump())) << at << " = " << other;
      }
    }
  }
}

}  // namespace
}  // namespace palabre::transfer

// The export holds all that is public and can be recounted, and nothing that is private.
#include "transfer/export_all.hpp"

#include "db/event_log.hpp"
#include "transfer/derived_numbers.hpp"
#include "transfer_test_support.hpp"

#include <nlohmann/json.hpp>

#include <map>
#include <set>

namespace palabre::transfer {
namespace {

using nlohmann::json;
using tests::TestStore;

class Export : public testing::Test {
 protected:
  void SetUp() override { import_demos(store_); }

  std::string export_text(const std::string& key = "key") {
    return store_.run([&](db::Tx& tx) {
      std::ostringstream out;
      const auto lines = export_all(tx, out, key);
      const std::string text = std::move(out).str();
      EXPECT_EQ(lines, std::count(text.begin(), text.end(), '\n'));
      return text;
    });
  }
  std::map<std::string, std::vector<json>> export_kinds(const std::string& key = "key") {
    std::map<std::string, std::vector<json>> kinds;
    std::istringstream lines(export_text(key));
    for (std::string line; std::getline(lines, line);) {
      json object = json::parse(line);
      kinds[object.at("kind").get<std::string>()].push_back(std::move(object));
    }
    return kinds;
  }
  std::int64_t count(std::string_view sql) {
    return store_.run([&](db::Tx& tx) { return number(tx, sql); });
  }
  /// citizen@ supports two ideas, one in each of two redesigns.
  void add_supports() {
    store_.run([](db::Tx& tx) {
      tx.run("INSERT INTO idea_support (idea_id, person_id, created_at) SELECT i.id, p.id, 1795000000000 FROM idea i, person p WHERE p.email = "
             "'citizen@demo.palabre.example' AND i.source_key IN ('demo:valdolce-bien-grandir:i03', 'demo:valdolce-bien-grandir:i04', "
             "'demo:mae-aide-au-village:i05')");
      tx.run("INSERT INTO idea_support (idea_id, person_id, created_at) SELECT i.id, i.author_id, 1795000000000 FROM idea i WHERE i.source_key = "
             "'demo:valdolce-bien-grandir:i05'");
      const std::string actor = word(tx, "SELECT p.opaque_id FROM person p JOIN idea i ON i.author_id = p.id WHERE i.source_key = 'demo:valdolce-bien-grandir:i05'");
      const std::string redesign = word(tx, "SELECT CAST(id AS TEXT) FROM redesign WHERE slug = 'valdolce-bien-grandir'");
      db::append_event(tx, actor, "redesign:" + redesign, "", "idea.supported", "{}");
      db::append_event(tx, actor, "redesign:" + redesign, "", "comment.published", "{}");
      store_derived_numbers(tx, RedesignId{number(tx, "SELECT id FROM redesign WHERE slug = 'valdolce-bien-grandir'")});
    });
  }
  TestStore store_;
};

TEST_F(Export, HoldsEveryPublicRow) {
  auto kinds = export_kinds();
  EXPECT_EQ(kinds["redesign"].size(), 3U);
  EXPECT_EQ(kinds["phase"].size(), 19U);
  EXPECT_EQ(kinds["idea"].size(), 41U);
  EXPECT_EQ(kinds["comment"].size(), 105U);
  EXPECT_EQ(kinds["merge"].size(), 3U);
  EXPECT_EQ(kinds["commitment"].size(), 15U);
  EXPECT_EQ(kinds["commitment_check"].size(), 5U);
  EXPECT_TRUE(kinds["commitment"][0]["officer"].is_string());
  EXPECT_FALSE(kinds.contains("commitment_opinion"));
  EXPECT_EQ(kinds["hiding"].size(), 1U);
  EXPECT_EQ(kinds["event"].size(), 3U);
  EXPECT_EQ(static_cast<std::int64_t>(kinds["idea_version"].size()), count("SELECT COUNT(*) FROM idea_version"));
  EXPECT_EQ(static_cast<std::int64_t>(kinds["idea_history"].size()), count("SELECT COUNT(*) FROM idea_history"));
  EXPECT_EQ(static_cast<std::int64_t>(kinds["answer_text"].size()), count("SELECT COUNT(*) FROM answer_text"));
  EXPECT_EQ(static_cast<std::int64_t>(kinds["imported_count"].size()), count("SELECT COUNT(*) FROM imported_count"));
}

TEST_F(Export, CanBeRecountedByAnybody) {
  add_supports();
  auto kinds = export_kinds();
  std::map<std::string, std::int64_t> supports;
  std::map<std::string, std::int64_t> comments;
  std::map<std::string, std::int64_t> imported;
  for (const auto& line : kinds["idea_support"]) ++supports[line["idea"]];
  for (const auto& line : kinds["comment"])
    if (line["state"] == "published") ++comments[line["idea"]];
  for (const auto& line : kinds["imported_count"])
    if (line["target_kind"] == "idea") imported[line["target"]] += line["count"].get<std::int64_t>();
  for (const auto& idea : kinds["idea"]) {
    EXPECT_EQ(idea["comments"], comments[idea["id"]]) << idea["id"];
    EXPECT_EQ(idea["imported_supports"], imported[idea["id"]]) << idea["id"];
  }
  EXPECT_EQ(kinds["idea_support"].size(), 4U);
}

TEST_F(Export, NamesNoAddressPasswordOrSession) {
  const std::string text = export_text();
  for (const char* secret : {"@demo", "argon2", "password", "email", "token", "session"}) EXPECT_EQ(text.find(secret), std::string::npos) << secret;
}

TEST_F(Export, NamesOnlyPeopleWhoSpokeInPublic) {
  add_supports();
  const std::string opaque = store_.run([](db::Tx& tx) { return word(tx, "SELECT opaque_id FROM person WHERE email = 'citizen@demo.palabre.example'"); });
  const std::string text = export_text();
  EXPECT_EQ(text.find(opaque), std::string::npos);
  EXPECT_EQ(text.find("Camille"), std::string::npos);
  EXPECT_NE(text.find("Giulia"), std::string::npos);
}

TEST_F(Export, GivesOnePseudonymPerRedesignAndNoneAcross) {
  add_supports();
  std::map<std::string, std::set<std::string>> pseudonyms;
  auto kinds = export_kinds();
  std::map<std::string, std::string> redesign_of;
  for (const auto& idea : kinds["idea"]) redesign_of[idea["id"]] = idea["redesign"];
  for (const auto& line : kinds["idea_support"]) pseudonyms[redesign_of[line["idea"]]].insert(line["pseudonym"].get<std::string>());
  ASSERT_EQ(pseudonyms.size(), 2U);
  std::set<std::string> all;
  std::size_t sum = 0;
  for (const auto& [redesign, names] : pseudonyms) {
    all.insert(names.begin(), names.end());
    sum += names.size();
  }
  EXPECT_EQ(sum, 3U);
  EXPECT_EQ(all.size(), 3U);
  EXPECT_NE(export_kinds("another key")["idea_support"].front()["pseudonym"], kinds["idea_support"].front()["pseudonym"]);
}

TEST_F(Export, GivesEveryBallotOfAPublishedVoteSoThatItCanBeRecounted) {
  auto kinds = export_kinds();
  ASSERT_EQ(kinds["vote"].size(), 3U);
  EXPECT_EQ(kinds["ballot"].size(), 64U + 38U);
  EXPECT_EQ(kinds["vote_option"].size(), 9U + 8U + 5U);
  for (const auto& vote : kinds["vote"]) {
    if (vote["result"].is_null()) continue;
    std::map<int, std::int64_t> named;
    std::int64_t voices = 0;
    for (const auto& ballot : kinds["ballot"]) {
      if (ballot["vote"] != vote["id"]) continue;
      voices += ballot["weight"].get<std::int64_t>();
      for (const auto& group : ballot["choices"])
        for (const int position : group) ++named[position];
    }
    EXPECT_EQ(vote["result"]["voices"], voices);
    for (const auto& option : vote["result"]["options"]) {
      if (vote["method"] == "budget") {
        EXPECT_EQ(option["votes"], named[option["position"]]);
      }
    }
  }
  for (std::size_t i = 1; i < kinds["ballot"].size(); ++i) {
    const auto& last = kinds["ballot"][i - 1];
    const auto& line = kinds["ballot"][i];
    if (last["vote"] != line["vote"]) continue;
    EXPECT_LE(last["choices"].dump(), line["choices"].dump()) << "in the order of what they say";
  }
}

TEST_F(Export, SaysNothingOfAnOpenVoteButHowManyBallotsWereCastAndNeverWhoCastThem) {
  const std::string opaque = store_.run([](db::Tx& tx) {
    tx.run("INSERT INTO vote_register (vote_id, person_id, way) SELECT v.id, p.id, 'paper' FROM vote v, person p WHERE p.email = 'citizen@demo.palabre.example'");
    tx.run("INSERT INTO vote_code (vote_id, code_digest) SELECT id, $1 FROM vote", std::string_view("c0dec0dec0dec0dec0dec0dec0dec0dec0dec0dec0dec0dec0dec0dec0dec0de"));
    return word(tx, "SELECT opaque_id FROM person WHERE email = 'citizen@demo.palabre.example'");
  });
  auto kinds = export_kinds();
  for (const auto& vote : kinds["vote"]) {
    const bool is_open = vote["cast"] == 80;
    for (const char* field : {"result", "root", "counted_at", "signed_at"}) EXPECT_EQ(vote[field].is_null(), is_open) << field;
    for (const auto& ballot : kinds["ballot"]) EXPECT_FALSE(is_open && ballot["vote"] == vote["id"]);
  }
  const std::string text = export_text();
  for (const std::string& secret : {opaque, std::string("c0dec0dec0de"), std::string("digest"), std::string("seal")}) EXPECT_EQ(text.find(secret), std::string::npos) << secret;
  store_.run([&](db::Tx& tx) {
    auto rows = tx.rows("SELECT receipt_digest, seal FROM ballot");
    while (rows.next()) EXPECT_TRUE(text.find(rows.view(0)) == std::string::npos && text.find(rows.view(1)) == std::string::npos);
  });
}

TEST_F(Export, NeverSaysWhoGaveASupport) {
  add_supports();
  auto kinds = export_kinds();
  bool has_signed = false;
  for (const auto& event : kinds["event"]) {
    if (event["type"] == "idea.supported") {
      EXPECT_TRUE(event["actor"].is_null());
    }
    if (event["type"] == "comment.published") has_signed = event["actor"].is_string();
    EXPECT_FALSE(event.contains("hash"));
  }
  EXPECT_TRUE(has_signed);
}

TEST_F(Export, LeavesOutWhatIsHiddenAndWhatIsNotYetPublic) {
  store_.run([](db::Tx& tx) {
    tx.run("UPDATE idea SET state = 'hidden', state_before_hidden = 'published' WHERE source_key = 'demo:mae-aide-au-village:i05'");
    tx.run("UPDATE idea SET state = 'draft', title = 'Brouillon secret' WHERE source_key = 'demo:mae-aide-au-village:i07'");
    tx.run("UPDATE redesign SET state = 'draft' WHERE slug = 'lipowe-vivre-ensemble'");
  });
  const std::string hidden_title = store_.run([](db::Tx& tx) { return word(tx, "SELECT title FROM idea WHERE state = 'hidden'"); });
  const std::string text = export_text();
  EXPECT_EQ(text.find(hidden_title), std::string::npos);
  EXPECT_EQ(text.find("Brouillon secret"), std::string::npos);
  EXPECT_EQ(text.find("lipowe"), std::string::npos);
  EXPECT_EQ(text.find("[masked]"), std::string::npos);
  EXPECT_EQ(export_kinds()["redesign"].size(), 2U);
}

}  // namespace
}  // namespace palabre::transfer

// Proposals of another platform: every field finds its place, every bad row is named, and nothing comes in twice.
#include "transfer/import_proposals.hpp"

#include "redesigns/redesign_repo.hpp"
#include "transfer_test_support.hpp"

#include <nlohmann/json.hpp>

#include <sstream>

namespace palabre::transfer {
namespace {

using tests::TestStore;

ProposalsTarget created(ProposalFormat format = ProposalFormat::json_lines) {
  ProposalsTarget target;
  target.slug = "essai";
  target.title_to_create = "Un essai";
  target.format = format;
  return target;
}

class ProposalsImport : public testing::Test {
 protected:
  ImportReport import(const std::string& text, const ProposalsTarget& target, bool is_strict = false) {
    return store_.run([&](db::Tx& tx) { return import_proposals(tx, text, target, options_at(tx.now(), is_strict)).value(); });
  }
  std::int64_t count(std::string_view sql) {
    return store_.run([&](db::Tx& tx) { return number(tx, sql); });
  }
  std::string text(std::string_view sql) {
    return store_.run([&](db::Tx& tx) { return word(tx, sql); });
  }
  std::string differences() {
    return store_.run([](db::Tx& tx) { return joined(check_all(tx)); });
  }
  TestStore store_;
};

TEST_F(ProposalsImport, TakesEachFieldToItsPlace) {
  const auto report = import(fixture("proposals.jsonl"), created());
  EXPECT_TRUE(report.problems.empty()) << report.problems.front().where << report.problems.front().message;
  EXPECT_EQ(report.counts.at("ideas").added, 3);
  EXPECT_EQ(report.counts.at("comments").added, 3);
  EXPECT_EQ(text("SELECT title FROM idea WHERE source_key = 'import:essai:a1'"), "Ouvrir la cour de l'école le samedi");
  EXPECT_EQ(text("SELECT body FROM idea WHERE source_key = 'import:essai:a1'"),
            "Les enfants du quartier n’ont pas de jardin.\n\nLa cour est vide le samedi\u00A0!");
  EXPECT_EQ(count("SELECT created_at FROM idea WHERE source_key = 'import:essai:a2'"), parse_instant("2025-03-05T08:00Z")->unix_ms);
  EXPECT_EQ(count("SELECT COUNT(*) FROM idea_tag t JOIN idea i ON i.id = t.idea_id WHERE i.source_key = 'import:essai:a1'"), 3);
  EXPECT_EQ(count("SELECT imported_supports FROM idea WHERE source_key = 'import:essai:a1'"), 12);
  EXPECT_EQ(count("SELECT count FROM imported_count WHERE kind = 'votes_mixed'"), 1);
  EXPECT_EQ(text("SELECT stance FROM comment WHERE body = 'Qui surveille ?'"), "against");
  EXPECT_EQ(count("SELECT SUM(count) FROM imported_count WHERE target_kind = 'comment' AND kind = 'votes'"), 6);
  EXPECT_EQ(differences(), "");
}

TEST_F(ProposalsImport, NamesAuthorsAndGivesPseudonymsToHashes) {
  import(fixture("proposals.jsonl"), created());
  EXPECT_EQ(text("SELECT p.name FROM idea i JOIN person p ON p.id = i.author_id WHERE i.source_key = 'import:essai:a1'"), "Nadia");
  EXPECT_EQ(text("SELECT p.name FROM idea i JOIN person p ON p.id = i.author_id WHERE i.source_key = 'import:essai:a2'"), "Auteur importé c2278e");
  EXPECT_EQ(text("SELECT p.name FROM comment c JOIN person p ON p.id = c.author_id WHERE c.body = 'Qui surveille ?'"), "Auteur importé");
  EXPECT_EQ(count("SELECT COUNT(*) FROM person WHERE email IS NOT NULL OR password_hash IS NOT NULL"), 0);
}

TEST_F(ProposalsImport, NamesAnUnknownFieldOnce) {
  const auto report = import(fixture("proposals.jsonl"), created());
  EXPECT_EQ(report.unknown_fields, (std::vector<std::string>{"arguments.mood", "colour"}));
}

TEST_F(ProposalsImport, AddsNothingTheSecondTimeAlsoWithoutIds) {
  import(fixture("proposals.jsonl"), created());
  const auto events = count("SELECT COUNT(*) FROM event");
  store_.clock.advance_ms(ms_per_hour);
  const auto again = import(fixture("proposals.jsonl"), created());
  EXPECT_EQ(again.added(), 0);
  EXPECT_EQ(again.counts.at("ideas").already_there, 3);
  EXPECT_EQ(count("SELECT COUNT(*) FROM idea"), 3);
  EXPECT_EQ(count("SELECT COUNT(*) FROM event"), events);
}

TEST_F(ProposalsImport, NamesTheLineOfEachBadRowAndTakesTheOthers) {
  const auto report = import(fixture("proposals_bad.jsonl"), created());
  std::vector<std::string> where;
  for (const auto& problem : report.problems) where.push_back(problem.where);
  EXPECT_EQ(where, (std::vector<std::string>{"line 2.body", "line 3.title", "line 4", "line 5.title", "line 6.date", "line 7.date", "line 8.latitude",
                                             "line 9.latitude", "line 10.votes_ok", "line 11.arguments[0].side", "line 12", "line 13.language", "line 14.body",
                                             "line 15"}));
  EXPECT_EQ(report.counts.at("ideas").added, 1);
  EXPECT_EQ(report.counts.at("ideas").skipped, 14);
  EXPECT_EQ(differences(), "");
}

TEST_F(ProposalsImport, NeverCutsARowThatIsTooLong) {
  const std::string long_title(301, 'x');
  const std::string long_body(100'001, 'y');
  const auto report = import(R"({"title":")" + long_title + R"(","body":"texte"})" + "\n" + R"({"title":"Titre","body":")" + long_body + "\"}\n", created());
  ASSERT_EQ(report.problems.size(), 2U);
  EXPECT_EQ(report.problems[0].where, "line 1.title");
  EXPECT_EQ(report.problems[1].message, "has 100001 characters, 100000 are allowed");
  EXPECT_EQ(count("SELECT COUNT(*) FROM idea"), 0);
}

TEST_F(ProposalsImport, ImportsNothingAtAllWhenStrict) {
  const auto report = import(fixture("proposals_bad.jsonl"), created(), true);
  EXPECT_TRUE(report.is_refused);
  EXPECT_EQ(count("SELECT (SELECT COUNT(*) FROM redesign) + (SELECT COUNT(*) FROM idea) + (SELECT COUNT(*) FROM person)"), 0);
}

TEST_F(ProposalsImport, IsRefusedForARedesignThatIsNotThere) {
  ProposalsTarget target = created();
  target.title_to_create.reset();
  store_.run([&](db::Tx& tx) {
    const auto refused = import_proposals(tx, fixture("proposals.jsonl"), target, options_at(tx.now()));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().reason, Reason::not_found);
    EXPECT_NE(refused.error().detail.find("essai"), std::string::npos);
    target.title_to_create = "Titre";
    target.slug = "Pas un slug";
    EXPECT_EQ(import_proposals(tx, fixture("proposals.jsonl"), target, options_at(tx.now())).error().field, "into");
  });
}

TEST_F(ProposalsImport, OpensARedesignWithSixtyDaysForIdeas) {
  import(fixture("proposals.jsonl"), created());
  store_.run([](db::Tx& tx) {
    const auto redesign = redesigns::find_redesign(tx, "essai");
    ASSERT_TRUE(redesign);
    const auto phases = redesigns::load_phases(tx, redesign->id);
    EXPECT_TRUE(redesigns::decide_act(redesign->state, phases, redesigns::Act::propose, tx.now()));
    EXPECT_TRUE(redesigns::decide_act(redesign->state, phases, redesigns::Act::support, tx.now().plus_ms(59 * ms_per_day)));
    EXPECT_FALSE(redesigns::decide_act(redesign->state, phases, redesigns::Act::propose, tx.now().plus_ms(61 * ms_per_day)));
  });
}

TEST_F(ProposalsImport, ReadsCsvWithSemicolonsQuotesAndAByteOrderMark) {
  const auto report = import(fixture("proposals.csv"), created(ProposalFormat::csv));
  EXPECT_EQ(report.counts.at("ideas").added, 2);
  EXPECT_EQ(text("SELECT title FROM idea ORDER BY id LIMIT 1"), "Une place \"verte\"");
  EXPECT_EQ(text("SELECT body FROM idea ORDER BY id LIMIT 1"), "Des arbres,\net de l'ombre ; enfin");
  EXPECT_EQ(count("SELECT COUNT(*) FROM idea WHERE latitude = 48.85"), 1);
  EXPECT_EQ(count("SELECT COUNT(*) FROM idea_tag"), 2);
  EXPECT_EQ(report.unknown_fields, std::vector<std::string>{"Budget"});
  ASSERT_EQ(report.problems.size(), 2U);
  EXPECT_EQ(report.problems[0].where, "line 6.title");
  EXPECT_EQ(report.problems[1].where, "line 7");
  EXPECT_EQ(differences(), "");
}

TEST_F(ProposalsImport, ReadsColumnsUnderTheirOwnNames) {
  ProposalsTarget target = created(ProposalFormat::csv);
  target.columns = {{"title", "Títol"}, {"body", "Descripció"}, {"votes_ok", "suports"}, {"section", "Districte"}};
  const auto report = import(fixture("columns.csv"), target);
  EXPECT_EQ(report.counts.at("ideas").added, 2);
  EXPECT_EQ(text("SELECT body FROM idea WHERE source_key = 'import:essai:6508'"), "Millorar els camins escolars.\n\n- Senyals\n- Passos");
  EXPECT_EQ(text("SELECT body FROM idea WHERE source_key = 'import:essai:3359'"), "Fonts d'aigua a les places & parcs");
  EXPECT_EQ(count("SELECT SUM(imported_supports) FROM idea"), 72);
  EXPECT_EQ(report.unknown_fields, std::vector<std::string>{"URL"});
}

TEST_F(ProposalsImport, IsRefusedForColumnsThatAreNotThere) {
  ProposalsTarget target = created(ProposalFormat::csv);
  store_.run([&](db::Tx& tx) {
    EXPECT_EQ(import_proposals(tx, fixture("columns.csv"), target, options_at(tx.now())).error().field, "title");
    target.columns = {{"title", "Nom"}, {"body", "Descripció"}};
    EXPECT_NE(import_proposals(tx, fixture("columns.csv"), target, options_at(tx.now())).error().detail.find("nom"), std::string::npos);
    target.columns = {{"colour", "Títol"}};
    EXPECT_EQ(import_proposals(tx, fixture("columns.csv"), target, options_at(tx.now())).error().reason, Reason::unknown_field);
    EXPECT_EQ(import_proposals(tx, "title,body\n\"open,x\n", created(ProposalFormat::csv), options_at(tx.now())).error().reason, Reason::bad_field);
    EXPECT_EQ(import_proposals(tx, "title,body\n\xff,x\n", created(ProposalFormat::csv), options_at(tx.now())).error().reason, Reason::bad_encoding);
  });
}

/// A consultation of some hundred rows: the real one where it stands beside the source tree, else one of the same shape.
std::string large_consultation() {
  const auto real = source_folder / "../shared/data/corpus-republique-numerique/opinions.jsonl";
  if (std::filesystem::exists(real)) return read_whole(real);
  std::string rows;
  for (int i = 1; i <= 348; ++i) {
    nlohmann::json row{{"id", i}, {"title", "Proposition " + std::to_string(i)}, {"body", "Un texte assez long pour la proposition."}};
    row["votes_ok"] = i;
    row["arguments"] = nlohmann::json::array();
    for (int k = 0; k < i % 7; ++k) {
      row["arguments"].push_back({{"side", k % 2 == 0 ? "for" : "against"}, {"body", "Raison " + std::to_string(k)}, {"votes", k}});
    }
    rows += row.dump() + "\n";
  }
  return rows;
}

TEST_F(ProposalsImport, BringsAWholeConsultationAndAddsNothingTwice) {
  const std::string rows = large_consultation();
  std::int64_t ideas = 0, comments = 0, supports = 0, votes = 0;
  std::istringstream lines(rows);
  for (std::string line; std::getline(lines, line); ++ideas) {
    const auto row = nlohmann::json::parse(line);
    supports += row.value("votes_ok", 0);
    for (const auto& argument : row.at("arguments")) {
      ++comments;
      votes += argument.value("votes", 0);
    }
  }
  const auto report = import(rows, created());
  EXPECT_TRUE(report.problems.empty()) << report.problems.front().where << report.problems.front().message;
  EXPECT_EQ(report.counts.at("ideas").added, ideas);
  EXPECT_EQ(report.counts.at("comments").added, comments);
  EXPECT_EQ(count("SELECT SUM(imported_supports) FROM idea"), supports);
  EXPECT_EQ(count("SELECT SUM(count) FROM imported_count WHERE target_kind = 'comment'"), votes);
  EXPECT_EQ(count("SELECT comments FROM redesign"), comments);
  EXPECT_EQ(differences(), "");
  EXPECT_EQ(import(rows, created()).added(), 0);
}

}  // namespace
}  // namespace palabre::transfer

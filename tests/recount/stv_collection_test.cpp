// Every count of the collection whose rule exists here comes out as published: each stage, each vote to its printed digits, who is
// elected and excluded in which order, and each tie. Elections of the droop project, of Scottish wards, small cases, Burlington 2009.
#include "recount/collection.hpp"
#include "recount/readers.hpp"
#include "tally/irv.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <sstream>

namespace palabre::recount {
namespace {

using tally::StvCount;
using Names = std::vector<std::string>;

struct ReferenceRule {
  std::string ending;  // of the name of the expected file
  std::optional<tally::GregoryRule> gregory;
  tally::MeekRule meek;
};

std::vector<ReferenceRule> reference_rules() {
  const tally::Arithmetic guarded{tally::ArithmeticKind::guarded, 18, 9};
  const tally::Arithmetic exact{tally::ArithmeticKind::exact, 12, 0};
  auto batch = tally::wigm_rule();
  batch.are_sure_losers_excluded_together = true;
  auto guarded_wigm = tally::wigm_rule();
  guarded_wigm.arithmetic = guarded;
  auto exact_wigm = tally::wigm_rule();
  exact_wigm.arithmetic = exact;
  return {{"-scotland-fixed-p5-d5", tally::scottish_rule(), {}},
          {"-wigm-prf-fixed-p4-d4", tally::wigm_rule(), {}},
          {"-wigm-prf-batch-fixed-p4-d4", batch, {}},
          {"-wigm-guarded-p18-g9-d18", guarded_wigm, {}},
          {"-wigm-rational-d12", exact_wigm, {}},
          {"-meek-prf-o6-fixed-p9-d9", std::nullopt, tally::meek_rule()},
          {"-meek-o9-guarded-p18-g9-d18", std::nullopt, {guarded, 9, true}},
          {"-meek-o10-rational-d12", std::nullopt, {exact, 10, true}}};
}

tally::StvContest contest_of(const Poll& poll) {
  tally::StvContest contest;
  contest.seats = poll.seats.value_or(1);
  contest.withdrawn = poll.withdrawn;
  contest.tie_order.assign(poll.tie_order.rbegin(), poll.tie_order.rend());
  return contest;
}

tally::RankedElection election_of(const Poll& poll) { return {static_cast<std::uint32_t>(poll.options.size()), poll.ranked}; }

tally::Checked<StvCount> count_by(const ReferenceRule& rule, const Poll& poll) {
  if (rule.gregory) return tally::count_stv(election_of(poll), contest_of(poll), *rule.gregory);
  return tally::count_stv(election_of(poll), contest_of(poll), rule.meek);
}

Names names_of(const Poll& poll, const std::vector<tally::Option>& options) {
  Names names;
  for (const auto option : options) names.push_back(poll.options[option].name);
  return names;
}

/// Equal to the last digit; or, where shown numbers are rounded (`slack`), as near as their sum can be.
void expect_near(const StvCount& count, tally::Amount counted, const std::string& expected, int slack) {
  tally::Amount wanted = 0;
  for (const char digit : expected)
    if (digit != '.') wanted = wanted * 10 + (digit - '0');
  EXPECT_TRUE(counted - wanted <= slack && wanted - counted <= slack) << tally::amount_text(counted, count.places) << " for " << expected;
}

int slack_of(const tally::Arithmetic& arithmetic, const StvCount& count) {
  return arithmetic.kind == tally::ArithmeticKind::fixed ? 0 : static_cast<int>(count.stages.front().votes.size());
}

void expect_conserved(const StvCount& count) {
  for (const auto& stage : count.stages) {
    tally::Amount sum = stage.exhausted + stage.residual;
    for (const auto votes : stage.votes) sum += votes;
    EXPECT_TRUE(sum == count.total);
  }
}

/// One line of a dump: the act, the numbers of the whole, and per candidate name, state, votes (and keep factor).
struct DumpLine {
  int round = 0;
  std::string act;
  std::string quota, exhausted, surplus, residual;  // Meek: residual holds the exhausted, too
  Names names, states, votes, keep;
};

std::vector<DumpLine> read_dump(const std::string& text, bool is_meek) {
  std::vector<DumpLine> lines;
  std::istringstream stream(text);
  std::string row;
  std::getline(stream, row);
  while (std::getline(stream, row)) {
    Names cells;
    std::istringstream cutter(row);
    for (std::string cell; std::getline(cutter, cell, '\t');) cells.push_back(cell);
    if (cells.size() < 4) continue;
    DumpLine line{cells[0] == "X" ? -1 : std::stoi(cells[0]), cells[1], cells[2], is_meek ? "" : cells[3], "", "", {}, {}, {}, {}};
    if (is_meek) line.surplus = cells[4];
    if (is_meek) line.residual = cells[5];
    for (std::size_t at = is_meek ? 6 : 4; at + 2 < cells.size(); at += is_meek ? 4 : 3) {
      line.names.push_back(cells[at]);
      line.states.push_back(cells[at + 1]);
      line.votes.push_back(cells[at + 2]);
      if (is_meek) line.keep.push_back(cells[at + 3]);
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

/// Whose state became one of `states` from line to line, in order.
Names becoming(const std::vector<DumpLine>& lines, const std::string& states) {
  Names found;
  for (std::size_t i = 1; i < lines.size(); ++i)
    for (std::size_t c = 0; c < lines[i].names.size(); ++c)
      if (lines[i - 1].states[c] == "H" && states.find(lines[i].states[c]) != std::string::npos) found.push_back(lines[i].names[c]);
  return found;
}

Names votes_of(const StvCount& count, const tally::StvStage& stage, const std::vector<tally::Amount>& amounts) {
  Names votes;
  for (const auto amount : amounts) votes.push_back(tally::amount_text(amount, count.places));
  EXPECT_FALSE(stage.votes.empty());
  return votes;
}

void expect_gregory_stages(const StvCount& count, const std::vector<DumpLine>& lines) {
  std::size_t stage = 0;
  for (const auto& line : lines) {
    if (line.act == "transfer") ++stage;
    ASSERT_LT(stage, count.stages.size());
    if (line.act != "begin" && line.act != "transfer" && line.act != "end") continue;
    const auto& counted = line.act == "end" ? count.stages.back() : count.stages[stage];
    EXPECT_EQ(votes_of(count, counted, counted.votes), line.votes) << line.act << " in round " << line.round;
    EXPECT_EQ(tally::amount_text(counted.exhausted, count.places), line.exhausted);
    EXPECT_EQ(tally::amount_text(counted.quota, count.places), line.quota);
  }
  EXPECT_LE(count.stages.size() - stage, 2U);
}

/// Each round's first election or exclusion shows the votes the round came to; later lines already show the next ones in part.
void expect_meek_stages(const StvCount& count, const std::vector<DumpLine>& lines, int slack) {
  int seen = 0;
  for (const auto& line : lines) {
    if (line.round <= seen || (line.act != "elect" && line.act != "defeat")) continue;
    seen = line.round;
    ASSERT_LE(static_cast<std::size_t>(seen), count.stages.size());
    const auto& stage = count.stages[static_cast<std::size_t>(seen) - 1];
    EXPECT_EQ(votes_of(count, stage, stage.votes), line.votes) << "round " << line.round;
    EXPECT_EQ(votes_of(count, stage, stage.keep), line.keep) << "round " << line.round;
    EXPECT_EQ(tally::amount_text(stage.quota, count.places), line.quota);
    expect_near(count, stage.exhausted + stage.residual, line.residual, slack);
    if (line.act == "defeat") {
      EXPECT_EQ(tally::amount_text(stage.surplus, count.places), line.surplus);
    }
  }
  EXPECT_EQ(static_cast<std::size_t>(seen), count.stages.size());
}

/// What a readable report says of ties ("Break tie (defeat): [A, B] -> A") and, behind each transfer, of the residual.
void expect_ties_and_residuals(const StvCount& count, const Poll& poll, const std::string& report, const ReferenceRule& rule) {
  Names chosen, wanted, wanted_residuals;
  std::vector<tally::Amount> residuals;
  std::istringstream stream(report);
  bool is_transfer = false;
  for (std::string row; std::getline(stream, row);) {
    if (row.starts_with("Action: Break tie")) wanted.push_back(row.substr(row.rfind("-> ") + 3));
    if (row.starts_with("Action: ")) is_transfer = row.starts_with("Action: Surplus transferred") || row.starts_with("Action: Transfer defeated");
    if (row.starts_with("\tResidual: ") && is_transfer) wanted_residuals.push_back(row.substr(11));
  }
  for (const auto& stage : count.stages) {
    for (const auto& tie : stage.ties) chosen.push_back(poll.options[tie.chosen].name);
    if (!stage.moved.empty()) residuals.push_back(stage.residual);
  }
  EXPECT_EQ(chosen, wanted);
  if (!rule.gregory) return;
  ASSERT_EQ(residuals.size(), wanted_residuals.size());
  for (std::size_t i = 0; i < residuals.size(); ++i) expect_near(count, residuals[i], wanted_residuals[i], slack_of(rule.gregory->arithmetic, count));
}

TEST(Droop, EveryStageOfEveryCountComesOutAsInTheReference) {
  const auto folder = collection("stv-droop");
  for (const auto& file : files_of(folder ? std::optional(*folder / "expected-dump") : std::nullopt, ".txt")) {
    for (const auto& rule : reference_rules()) {
      const auto stem = file.stem().string();
      if (!stem.ends_with(rule.ending)) continue;
      SCOPED_TRACE(stem);
      const auto poll = read_blt(text_of(*folder / "blt" / (stem.substr(0, stem.size() - rule.ending.size()) + ".blt")));
      ASSERT_TRUE(poll) << poll.fault().detail;
      const auto count = count_by(rule, *poll);
      ASSERT_TRUE(count) << count.fault().detail;
      const auto lines = read_dump(text_of(file), !rule.gregory);
      EXPECT_EQ(names_of(*poll, count->elected), becoming(lines, "eE"));
      EXPECT_EQ(names_of(*poll, count->eliminated), becoming(lines, "D"));
      if (rule.gregory) expect_gregory_stages(*count, lines);
      else expect_meek_stages(*count, lines, slack_of(rule.meek.arithmetic, *count));
      expect_ties_and_residuals(*count, *poll, text_of(*folder / "expected-report" / file.filename()), rule);
      expect_conserved(*count);
      count_case("stv-droop");
    }
  }
}

/// The acts of a reference count in words, as this count would say them.
Names acts_of(const StvCount& count, const Poll& poll) {
  Names acts;
  const auto name = [&](tally::Option option) { return std::to_string(option + 1) + ":" + poll.options[option].name.substr(poll.options[option].name.find(':') + 1); };
  for (const auto& stage : count.stages) {
    if (stage.act == tally::StvAct::surplus) acts.push_back("surplus " + name(stage.moved.front()) + " (" + tally::amount_text(stage.surplus_moved, count.places) + ")");
    for (const auto option : stage.keep.empty() ? stage.eliminated : std::vector<tally::Option>{})
      if (std::ranges::find(stage.unelected, option) == stage.unelected.end()) acts.push_back("exclude " + name(option));
    for (const auto option : stage.elected) acts.push_back("elect " + name(option));
    for (const auto option : stage.keep.empty() ? stage.unelected : stage.eliminated) acts.push_back("exclude " + name(option));
  }
  return acts;
}

Names acts_of(const nlohmann::json& actions) {
  Names acts;
  for (const auto& action : actions) {
    const auto words = action.get<std::string>();
    const auto tail = words.substr(words.find(": ") + 2);
    if (words.starts_with("Elect")) acts.push_back("elect " + tail);
    if (words.starts_with("Defeat")) acts.push_back("exclude " + tail);
    if (words.starts_with("Surplus transferred")) acts.push_back("surplus " + tail);
  }
  return acts;
}

TEST(ScottishWards, AreCountedAsTheReferenceDoesUnderThreeRules) {
  const auto folder = collection("stv-scotland");
  if (!folder) return;
  const auto published = nlohmann::json::parse(text_of(*folder / "expected_droop.json"));
  for (const auto& [file, rules] : published.items()) {
    const auto poll = read_blt(text_of(*folder / "blt" / file));
    ASSERT_TRUE(poll) << file << ": " << poll.fault().detail;
    for (const auto& [name, expected] : rules.items()) {
      SCOPED_TRACE(file + " " + name);
      ReferenceRule rule{name, std::nullopt, tally::meek_rule()};
      if (name == "scotland") rule.gregory = tally::scottish_rule();
      if (name == "wigm-prf") rule.gregory = tally::wigm_rule();
      const auto count = count_by(rule, *poll);
      ASSERT_TRUE(count);
      auto elected = count->elected;
      std::ranges::sort(elected);
      for (auto& option : elected) ++option;
      EXPECT_EQ(elected, expected["elected"].get<std::vector<std::uint32_t>>());
      EXPECT_EQ(tally::amount_text(count->quota, count->places), expected["quota"].get<std::string>());
      EXPECT_EQ(acts_of(*count, *poll), acts_of(expected["actions"]));
      expect_conserved(*count);
      count_case("stv-scotland");
    }
  }
}

}  // namespace
}  // namespace palabre::recount

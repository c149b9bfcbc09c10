// Reports of the counts by elimination: stv (three rules) and irv. Called by the command.
#include "recount/lot.hpp"
#include "recount/report.hpp"
#include "recount/stv_text.hpp"
#include "recount/vote_rules.hpp"
#include "tally/irv.hpp"

#include <algorithm>
#include <cctype>

namespace palabre::recount {
namespace {

using Json = nlohmann::ordered_json;
using tally::StvCount;
using tally::StvStage;

struct Wanted {
  tally::StvContest contest;
  bool has_lot = false;
};

/// A poll's tie order names the winner of a tie first; a count chooses whom it excludes.
Read<Wanted> read_wanted(const Poll& poll, const Flags& flags, std::uint32_t seats) {
  if (poll.ranked.empty() && (poll.mark_kind != MarkKind::none || poll.format == Format::polis))
    return FileFault{"this file holds no rankings; STV and IRV count ballots that rank the candidates"};
  Wanted wanted;
  wanted.contest.seats = seats;
  wanted.contest.withdrawn = poll.withdrawn;
  wanted.contest.tie_order.assign(poll.tie_order.rbegin(), poll.tie_order.rend());
  const auto lot = find_lot(poll, flags);
  if (!lot) return lot.fault();
  if (lot->empty()) return wanted;
  wanted.contest.tie_order = *lot;
  wanted.has_lot = true;
  return wanted;
}

StvNames names_of(const Poll& poll, const Wanted& wanted) {
  std::vector<std::string> names;
  for (const auto& option : poll.options) names.push_back(option.id);
  return StvNames(std::move(names), wanted.contest.withdrawn, wanted.has_lot);
}

/// The quota the file asks for, if it asks; nothing leaves the rule its own.
Read<std::optional<tally::Quota>> quota_of(const Poll& poll) {
  const auto found = poll.meta.find("quota_rule");
  if (found == poll.meta.end()) return std::optional<tally::Quota>{};
  std::string name = found->second;
  std::ranges::transform(name, name.begin(), [](unsigned char byte) { return static_cast<char>(std::tolower(byte)); });
  if (name.empty() || name == "null" || name.starts_with("droop")) return std::optional<tally::Quota>{};
  if (name.starts_with("hare")) return std::optional{tally::Quota::hare};
  if (name.starts_with("hagenbach")) return std::optional{tally::Quota::hagenbach_bischoff};
  return FileFault{"the file's quota_rule \"" + found->second + "\" is not known; droop, Hagenbach-Bischoff and Hare are"};
}

tally::Checked<StvCount> count_by(const std::string& rule, const tally::RankedElection& election, const tally::StvContest& contest, std::optional<tally::Quota> quota) {
  if (rule == "meek") {
    if (quota) return tally::Fault{tally::FaultKind::bad_parameter, "Meek's method has its own quota; the file asks for another"};
    return tally::count_stv(election, contest, tally::meek_rule());
  }
  auto gregory = rule == "wigm" ? tally::wigm_rule() : tally::scottish_rule();
  gregory.quota = quota.value_or(gregory.quota);
  return tally::count_stv(election, contest, gregory);
}

Json list_of(const StvNames& names, const std::vector<tally::Option>& options) {
  Json list = Json::array();
  for (const auto option : options) list.push_back(names.of(option));
  return list;
}

Json amounts_of(const StvNames& names, const std::vector<tally::Amount>& amounts, int places) {
  Json object = Json::object();
  for (tally::Option option = 0; option < amounts.size(); ++option)
    if (!names.is_withdrawn(option)) object[names.of(option)] = tally::amount_text(amounts[option], places);
  return object;
}

Json tie_of(const StvNames& names, const tally::StvTie& tie, std::size_t stage) {
  Json object{{"stage", stage + 1}, {"for", tie.purpose == tally::TiePurpose::exclusion ? "exclusion" : "surplus"}};
  object["tied"] = list_of(names, tie.tied);
  object["chosen"] = names.of(tie.chosen);
  object["decided_by"] = names.word_of(tie.decided_by);
  if (tie.stage) object["decided_at_stage"] = *tie.stage + 1;
  return object;
}

Json stage_of(const StvNames& names, const StvCount& count, std::size_t at) {
  const auto& stage = count.stages[at];
  const auto text = [&](tally::Amount amount) { return tally::amount_text(amount, count.places); };
  Json object{{"stage", at + 1}, {"act", StvNames::word_of(stage.act)}, {"moved", list_of(names, stage.moved)}};
  if (stage.act == tally::StvAct::surplus) object.update({{"surplus_moved", text(stage.surplus_moved)}, {"transfer_value", text(stage.transfer_value)}});
  object["quota"] = text(stage.quota);
  object["votes"] = amounts_of(names, stage.votes, count.places);
  if (!stage.keep.empty()) object["keep"] = amounts_of(names, stage.keep, count.places);
  object["elected"] = list_of(names, stage.elected);
  object["eliminated"] = list_of(names, stage.eliminated);
  object["exhausted"] = text(stage.exhausted);
  object["residual"] = text(stage.residual);
  object["surplus"] = text(stage.surplus);
  object["transfers"] = Json::array();
  for (const auto& transfer : stage.transfers)
    object["transfers"].push_back({{"from", names.of(transfer.from)}, {"to", transfer.to ? Json(names.of(*transfer.to)) : Json()}, {"ballots", transfer.ballots}, {"votes", text(transfer.votes)}});
  object["ties"] = Json::array();
  for (const auto& tie : stage.ties) object["ties"].push_back(tie_of(names, tie, at));
  if (stage.end) object.update({{"iterations", stage.iterations}, {"ended", StvNames::word_of(*stage.end)}});
  return object;
}

Json json_of(const StvNames& names, const StvCount& count, const std::string& rule, const tally::StvContest& contest) {
  Json json{{"rule", rule}, {"seats", contest.seats}, {"ballots", count.ballots}, {"valid", count.valid}};
  json["elected"] = list_of(names, count.elected);
  json["quota"] = tally::amount_text(count.quota, count.places);
  json["total"] = tally::amount_text(count.total, count.places);
  json["withdrawn"] = list_of(names, contest.withdrawn);
  json["eliminated"] = list_of(names, count.eliminated);
  json["stages"] = Json::array();
  json["ties"] = Json::array();
  for (std::size_t at = 0; at < count.stages.size(); ++at) {
    json["stages"].push_back(stage_of(names, count, at));
    for (const auto& tie : count.stages[at].ties) json["ties"].push_back(tie_of(names, tie, at));
  }
  return json;
}

std::string method_of(const std::string& rule) {
  if (rule == "meek") return "STV by Meek's method";
  return rule == "wigm" ? "STV by the weighted inclusive Gregory method" : "STV by the Scottish rules of 2007";
}

tally::RankedElection election_of(const Poll& poll) { return {static_cast<std::uint32_t>(poll.options.size()), poll.ranked}; }

}  // namespace

Reported report_stv(const Poll& poll, const Flags& flags) {
  const auto rule = flags.rule.value_or("scotland");
  if (rule != "scotland" && rule != "wigm" && rule != "meek") return FileFault{"--rule takes scotland, wigm or meek, not \"" + rule + "\""};
  const auto seats = flags.seats ? flags.seats : poll.seats;
  if (!seats || *seats == 0) return FileFault{"the file does not say how many seats there are; give --seats N"};
  const auto wanted = read_wanted(poll, flags, *seats);
  if (!wanted) return wanted.fault();
  const auto quota = quota_of(poll);
  if (!quota) return quota.fault();
  const auto count = count_by(rule, election_of(poll), wanted->contest, *quota);
  if (!count) return fault_of(count.fault());
  const auto names = names_of(poll, *wanted);
  return Report{json_of(names, *count, rule, wanted->contest), stv_text(names, *count, method_of(rule), wanted->contest.seats)};
}

Reported report_irv(const Poll& poll, const Flags& flags) {
  if (flags.seats.value_or(1) != 1) return FileFault{"an instant runoff fills one seat; use stv for more"};
  const auto wanted = read_wanted(poll, flags, 1);
  if (!wanted) return wanted.fault();
  const auto count = tally::count_irv(election_of(poll), wanted->contest);
  if (!count) return fault_of(count.fault());
  const auto names = names_of(poll, *wanted);
  auto json = json_of(names, *count, "irv", wanted->contest);
  json["ranking"] = Json::array();
  for (const auto& group : count->ranking) json["ranking"].push_back(list_of(names, group));
  return Report{std::move(json), stv_text(names, *count, "Instant runoff", 1)};
}

}  // namespace palabre::recount

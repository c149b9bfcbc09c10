// Draws a panel by quotas from a committed seed. Called by the command `tally sortition`.
#include "crypto/crypto.hpp"
#include "recount/position.hpp"
#include "recount/report.hpp"
#include "recount/sortition_text.hpp"

#include <algorithm>

namespace palabre::recount {
namespace {

FileFault in_file(FileFault fault, const std::string& path) {
  if (fault.file.empty()) fault.file = path;
  return fault;
}

Read<tally::Seed> read_seed(const Flags& flags) {
  if (!flags.seed)
    return FileFault{"sortition needs --seed: a public lottery draws with a seed that was committed to before, so that nobody could choose the outcome and everybody can draw again"};
  const auto seed = tally::seed_of_hex(*flags.seed);
  if (!seed) return FileFault{"--seed takes 1 to 64 hexadecimal digits"};
  return *seed;
}

struct SortitionCall {
  QuotaFile quotas;
  PoolFile people;
  tally::Seed seed{};
};

Read<SortitionCall> read_sortition_call(const Flags& flags) {
  if (!flags.pool || !flags.quotas || !flags.size) return FileFault{"sortition needs --pool FILE, --quotas FILE, --size N and --seed HEX"};
  if (*flags.size == 0) return FileFault{"--size: a panel has at least one seat"};
  SortitionCall call;
  const auto seed = read_seed(flags);
  if (!seed) return seed.fault();
  call.seed = *seed;
  const auto quota_text = read_text(*flags.quotas);
  if (!quota_text) return quota_text.fault();
  auto quotas = read_quotas(*quota_text);
  if (!quotas) return in_file(quotas.fault(), *flags.quotas);
  call.quotas = std::move(*quotas);
  const auto pool_text = read_text(*flags.pool);
  if (!pool_text) return pool_text.fault();
  auto people = read_pool(*pool_text, call.quotas, flags.household.value_or(""));
  if (!people) return in_file(people.fault(), *flags.pool);
  call.people = std::move(*people);
  call.people.pool.panel_size = *flags.size;
  return call;
}

Read<std::vector<std::uint32_t>> find_people(const PoolFile& file, const std::vector<std::string>& ids, const std::string& flag) {
  std::vector<std::uint32_t> people;
  for (const auto& id : ids) {
    const auto at = std::find(file.ids.begin(), file.ids.end(), id);
    if (at == file.ids.end()) return FileFault{"--" + flag + ": nobody in the pool is " + recount::in_quotes(id)};
    people.push_back(static_cast<std::uint32_t>(at - file.ids.begin()));
  }
  std::sort(people.begin(), people.end());
  people.erase(std::unique(people.begin(), people.end()), people.end());
  return people;
}

/// The seed of the replacements follows from the first one, so that one commitment covers both.
tally::Seed replacement_seed(const std::string& seed) { return tally::seed_of_hex(crypto::sha256(seed + ":replacement")).value_or(tally::Seed{}); }

std::optional<FileFault> replace(Report& report, const SortitionCall& call, const Flags& flags, const std::vector<std::uint32_t>& panel) {
  if (flags.leaving.empty() && !flags.unavailable.empty()) return FileFault{"--unavailable goes with --leaving: it names people who cannot come in for them"};
  if (flags.leaving.empty()) return std::nullopt;
  const auto leaving = find_people(call.people, flags.leaving, "leaving");
  if (!leaving) return leaving.fault();
  const auto unavailable = find_people(call.people, flags.unavailable, "unavailable");
  if (!unavailable) return unavailable.fault();
  for (const auto person : *leaving)
    if (!std::binary_search(panel.begin(), panel.end(), person)) return FileFault{"--leaving: " + recount::in_quotes(call.people.ids[person]) + " is not on the panel"};
  const tally::ReplacementCall wanted{panel, *leaving, *unavailable};
  const auto replacement = tally::draw_replacement(call.people.pool, wanted, replacement_seed(*flags.seed));
  if (replacement) {
    add_replacement(report, call.people, wanted, *replacement);
    return std::nullopt;
  }
  const auto relaxations = tally::relax_replacement(call.people.pool, wanted);
  if (!relaxations) return FileFault{"no replacement: " + relaxations.fault().detail};
  report.json["replacement"] = nullptr;
  report.text += "\nNobody left in the pool can replace them within the quotas.\n";
  add_relaxations(report, call.people, call.quotas, *relaxations);
  return std::nullopt;
}

Reported report_infeasible(const SortitionCall& call, const tally::Fault& fault) {
  const auto relaxations = tally::relax_quotas(call.people.pool);
  if (!relaxations) return FileFault{relaxations.fault().detail};
  if (relaxations->changes.empty()) return FileFault{fault.detail};  // the search for a panel was cut short
  Report report;
  report.json["panel"] = nlohmann::ordered_json::array();
  report.json["probabilities"] = nlohmann::ordered_json::object();
  report.json["minimum"] = 0;
  report.json["bound"] = 0;
  report.json["feasible"] = false;
  report.text += "No panel of " + std::to_string(call.people.pool.panel_size) + " people meets all quotas. Nobody was drawn.\n";
  add_relaxations(report, call.people, call.quotas, *relaxations);
  return report;
}

}  // namespace

Reported report_sortition(const Flags& flags) {
  const auto call = read_sortition_call(flags);
  if (!call) return call.fault();
  const auto lottery = tally::find_lottery(call->people.pool);
  if (!lottery && lottery.fault().kind == tally::FaultKind::infeasible) return report_infeasible(*call, lottery.fault());
  if (!lottery) return FileFault{lottery.fault().detail};
  const auto panel = tally::draw_panel(*lottery, call->seed);
  Report report;
  add_panel(report, call->people, *lottery, panel);
  report.json["feasible"] = true;
  report.json["seed"] = *flags.seed;
  report.json["commitment"] = crypto::sha256(*flags.seed);
  report.text += "Seed " + *flags.seed + "; its commitment, to be published before the draw, is the SHA-256 of these digits: " + crypto::sha256(*flags.seed) + "\n";
  add_quotas(report, call->people, call->quotas, panel.people);
  if (auto fault = replace(report, *call, flags, panel.people)) return std::move(*fault);
  add_lottery(report, call->people, call->quotas, *lottery, panel);
  return report;
}

}  // namespace palabre::recount

// Ranks ideas proportionally and tells each round. Called by the command `tally harmonic`.
#include "recount/delegated_weights.hpp"
#include "recount/option_names.hpp"
#include "recount/report.hpp"
#include "recount/vote_rules.hpp"
#include "recount/withdrawn.hpp"
#include "tally/harmonic.hpp"

#include <algorithm>

namespace palabre::recount {
namespace {

/// "12.500": always three decimals, as the weights are rounded.
std::string weight_text(std::int64_t thousandths) {
  auto decimals = std::to_string(1000 + thousandths % 1000);
  return std::to_string(thousandths / 1000) + "." + decimals.substr(1);
}

/// The ideas of a poll: its options without the one that stands for no change.
class Ideas {
 public:
  explicit Ideas(const Poll& poll) : poll_(poll), index_(poll.options.size(), no_idea) {
    const auto status_quo = find_rule(std::nullopt, poll, "status_quo");
    for (tally::Option option = 0; option < poll.options.size(); ++option) {
      if (poll.options[option].id == status_quo) continue;
      index_[option] = static_cast<tally::Option>(options_.size());
      options_.push_back(option);
    }
  }
  std::uint32_t count() const { return static_cast<std::uint32_t>(options_.size()); }
  tally::Option option(tally::Option idea) const { return options_[idea]; }
  const std::string& id(tally::Option idea) const { return poll_.options[options_[idea]].id; }
  std::string names(const std::vector<tally::Option>& ideas) const {
    std::vector<tally::Option> options;
    for (const auto idea : ideas) options.push_back(options_[idea]);
    return names_of(poll_, options);
  }
  std::vector<tally::Option> among(const std::vector<tally::Option>& options) const {
    std::vector<tally::Option> ideas;
    for (const auto option : options)
      if (option < index_.size() && index_[option] != no_idea) ideas.push_back(index_[option]);
    return ideas;
  }

 private:
  static constexpr tally::Option no_idea = UINT32_MAX;
  const Poll& poll_;
  std::vector<tally::Option> index_;    // by option
  std::vector<tally::Option> options_;  // by idea
};

/// Who took part: those the file says, and everybody who supports something.
std::vector<std::uint32_t> taking_part(const Poll& poll) {
  std::vector<bool> is_in(poll.people.size(), false);
  for (const auto person : poll.interested) is_in[person] = true;
  for (std::size_t person = 0; person < poll.supporters.size(); ++person)
    if (!poll.supporters[person].empty()) is_in[person] = true;
  std::vector<std::uint32_t> people;
  for (std::uint32_t person = 0; person < is_in.size(); ++person)
    if (is_in[person]) people.push_back(person);
  return people;
}

/// Supporters and their voices; ballots of approvals where the file lists no supporters.
std::optional<FileFault> add_supporters(const Poll& poll, const Ideas& ideas, tally::HarmonicElection& election, Json& json) {
  if (poll.supporters.empty() && (poll.mark_kind == MarkKind::approval || poll.mark_kind == MarkKind::choose_one)) {
    for (const auto& ballot : poll.marked) {
      std::vector<tally::Option> approved;
      for (const auto& mark : ballot.marks)
        if (mark.value > 0) approved.push_back(mark.option);
      election.supporters.push_back({ballot.count, ideas.among(approved), {}});
    }
    return std::nullopt;
  }
  if (poll.supporters.empty()) return FileFault{"the ranking of ideas wants supporters, or ballots that approve; this file has neither"};
  const auto weights = weigh_people(poll, taking_part(poll), std::nullopt);
  if (!weights) return weights.fault();
  nlohmann::json interest = nlohmann::json::object();
  for (std::size_t person = 0; person < poll.people.size(); ++person) {
    if (weights->weights[person] == 0) continue;
    interest[poll.people[person]] = weights->weights[person];
    if (person < poll.supporters.size()) election.supporters.push_back({weights->weights[person], ideas.among(poll.supporters[person]), {}});
  }
  json["interest_weights"] = interest;
  return std::nullopt;
}

/// Ideas with enough support are admitted: a share of everybody, one supporter at least. All of them where the file asks for none.
std::optional<FileFault> admit(const Poll& poll, const std::vector<std::int64_t>& support, tally::HarmonicElection& election, std::string& text) {
  const auto quorum = find_rule(std::nullopt, poll, "initiative_quorum");
  if (!quorum) return std::nullopt;
  const auto share = parse_share(*quorum, "initiative_quorum");
  if (!share) return share.fault();
  auto population = static_cast<std::int64_t>(poll.people.size());
  if (const auto number = find_rule(std::nullopt, poll, "population")) {
    const auto count = parse_count(*number, "population", population, tally::voters_max);
    if (!count) return count.fault();
    population = *count;
  }
  const tally::Quorum rule{tally::Counted::support, share->num, share->den, tally::Base::turnout, 1};
  for (const auto supporters : support) {
    const auto check = tally::check_quorum(rule, {std::nullopt, population, population}, supporters);
    if (!check) return fault_of(check.fault());
    election.admitted.push_back(check->is_met);
  }
  text += "Admitted: who has the support of " + *quorum + " of " + amount_of(population, "person") + ".\n";
  return std::nullopt;
}

std::string rounds_text(const Poll& poll, const Ideas& ideas, const tally::HarmonicResult& result) {
  std::string text = "Each round everybody's voice is shared among the ideas they support that are left; the idea with the least leaves:\n";
  for (const auto& round : result.rounds) {
    text += "  " + weight_text(round.weight_thousandths) + "  " + name_of(poll, ideas.option(round.removed));
    if (round.tied_count > 1) text += " (equal: " + ideas.names(round.tied) + "; the last of them in the file leaves)";
    text += "\n";
  }
  return text;
}

void add_json(Json& json, const Ideas& ideas, const tally::HarmonicElection& election, const std::vector<std::int64_t>& support,
              const tally::HarmonicResult& result) {
  json["order"] = Json::array();
  json["ties"] = Json::array();
  for (const auto& group : result.order) {
    Json ids = Json::array();
    for (const auto idea : group) {
      const bool is_admitted = election.admitted.empty() || election.admitted[idea];
      json["order"].push_back({{"id", ideas.id(idea)}, {"weight", weight_text(result.weights_thousandths[idea])}, {"is_admitted", is_admitted}, {"support", support[idea]}});
      ids.push_back(ideas.id(idea));
    }
    if (ids.size() > 1) json["ties"].push_back(ids);
  }
  json["rounds"] = Json::array();
  for (const auto& round : result.rounds) {
    Json tied = Json::array();
    for (const auto idea : round.tied) tied.push_back(ideas.id(idea));
    json["rounds"].push_back({{"removed", ideas.id(round.removed)}, {"weight", weight_text(round.weight_thousandths)}, {"tied", tied}});
  }
}

}  // namespace

Reported report_harmonic(const Poll& poll, const Flags& flags) {
  if (!poll.withdrawn.empty()) return report_harmonic(without_withdrawn(poll), flags);
  const Ideas ideas(poll);
  tally::HarmonicElection election;
  election.options = ideas.count();
  Report report;
  report.json["order"] = Json::array();
  if (auto fault = add_supporters(poll, ideas, election, report.json)) return *fault;
  std::vector<std::int64_t> support(election.options, 0);
  for (const auto& supporter : election.supporters)
    for (const auto idea : supporter.supports) support[idea] += supporter.weight;
  std::string admission;
  if (auto fault = admit(poll, support, election, admission)) return *fault;
  const auto result = tally::rank_harmonic(election);
  if (!result) return fault_of(result.fault());
  add_json(report.json, ideas, election, support, *result);
  report.text = "Ideas, the first first:\n";
  for (const auto& group : result->order)
    for (const auto idea : group) {
      const bool is_admitted = election.admitted.empty() || election.admitted[idea];
      report.text += "  " + weight_text(result->weights_thousandths[idea]) + "  " + name_of(poll, ideas.option(idea)) + ", support " +
                     std::to_string(support[idea]) + (is_admitted ? "" : ", not admitted") + "\n";
    }
  report.text += admission + rounds_text(poll, ideas, *result);
  return report;
}

}  // namespace palabre::recount

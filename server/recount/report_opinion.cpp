// `palabre tally opinion-groups`: runs the method and writes its JSON. Called by the command.
#include "recount/opinion_text.hpp"
#include "recount/report.hpp"

namespace palabre::recount {
namespace {

using Json = nlohmann::ordered_json;
using tally::OpinionGroups;
using tally::Option;

tally::OpinionPoll opinion_poll(const Poll& poll) {
  tally::OpinionPoll votes;
  votes.participants = static_cast<std::uint32_t>(poll.people.size());
  votes.statements = static_cast<std::uint32_t>(poll.options.size());
  votes.moderated_out = poll.withdrawn;
  votes.casts.reserve(poll.opinions.size());
  for (const auto& [participant, statement, value] : poll.opinions) votes.casts.push_back({participant, statement, value});
  return votes;
}

/// The words of the result: ids instead of indexes.
class Names {
 public:
  Names(const Poll& poll, const std::optional<GivenGrouping>& given) : poll_(poll), given_(given) {}
  [[nodiscard]] const std::string& statement(Option at) const { return poll_.options[at].id; }
  [[nodiscard]] std::string group(std::uint32_t at) const { return given_ ? given_->labels[at] : std::to_string(at); }
  /// A number where the label is one, so that it compares with the groups formed here.
  [[nodiscard]] Json group_value(std::uint32_t at) const {
    if (!given_) return at;
    const auto number = parse_decimal(given_->labels[at], 0);
    return given_->are_numbers && number ? Json(*number) : Json(given_->labels[at]);
  }
  template <class T>
  [[nodiscard]] Json by_statement(const std::vector<T>& values) const {
    Json object = Json::object();
    for (Option at = 0; at < values.size(); ++at) object[statement(at)] = values[at];
    return object;
  }

 private:
  const Poll& poll_;
  const std::optional<GivenGrouping>& given_;
};

Json counts_json(const tally::VoteCounts& counts) { return {{"agree", counts.agree}, {"disagree", counts.disagree}, {"seen", counts.seen}}; }

Json representative_json(const Names& names, const OpinionGroups& result) {
  Json object = Json::object();
  for (std::uint32_t group = 0; group < result.k; ++group) {
    Json rows = Json::array();
    for (const auto& row : result.representative[group])
      rows.push_back({{"statement", names.statement(row.statement)},
                      {"side", row.side == tally::Side::agree ? "agree" : "disagree"},
                      {"p", row.p},
                      {"ratio", row.ratio},
                      {"p_test", row.p_test},
                      {"ratio_test", row.ratio_test},
                      {"inside", counts_json(row.inside)},
                      {"outside", counts_json(row.outside)},
                      {"is_best_agreed", row.is_best_agreed},
                      {"is_significant", row.is_significant}});
    object[names.group(group)] = std::move(rows);
  }
  return object;
}

Json consensus_rows(const Names& names, const std::vector<tally::ConsensusStatement>& statements) {
  Json rows = Json::array();
  for (const auto& row : statements)
    rows.push_back({{"statement", names.statement(row.statement)}, {"p", row.p}, {"p_test", row.p_test}, {"votes", counts_json(row.all)}});
  return rows;
}

Json points_json(const std::vector<tally::Point>& points, const auto& name_of) {
  Json object = Json::object();
  for (std::uint32_t at = 0; at < points.size(); ++at) object[name_of(at)] = points[at];
  return object;
}

Json group_votes_json(const Names& names, const OpinionGroups& result) {
  Json object = Json::object();
  for (std::uint32_t group = 0; group < result.k; ++group) {
    Json votes = Json::object();
    for (Option at = 0; at < result.totals.size(); ++at) votes[names.statement(at)] = counts_json(result.group_counts[group][at]);
    object[names.group(group)] = std::move(votes);
  }
  return object;
}

/// The part of the JSON about people and where they stand.
void add_groups(Json& json, const Poll& poll, const Names& names, const OpinionGroups& result) {
  json["silhouette"] = result.silhouette;
  Json groups = Json::object();
  for (std::uint32_t person = 0; person < poll.people.size(); ++person)
    if (result.group[person]) groups[poll.people[person]] = names.group_value(*result.group[person]);
  json["groups"] = std::move(groups);
  Json sizes = Json::object();
  for (std::uint32_t group = 0; group < result.k; ++group) sizes[names.group(group)] = result.group_sizes[group];
  json["group_sizes"] = std::move(sizes);
  json["tried"] = Json::array();
  for (const auto& [k, silhouette] : result.tried) json["tried"].push_back({{"k", k}, {"silhouette", silhouette}});
  json["tied_out"] = result.tied_out;
}

void add_space(Json& json, const Poll& poll, const Names& names, const OpinionGroups& result) {
  json["statement_ids"] = Json::array();
  for (const auto& option : poll.options) json["statement_ids"].push_back(option.id);
  json["center"] = result.center;
  json["components"] = result.components;
  json["explained"] = result.explained;
  json["projection"] = points_json(result.projection, [&](std::uint32_t at) { return poll.people[at]; });
  json["comment_projection"] = points_json(result.statement_projection, [&](Option at) { return names.statement(at); });
  json["comment_extremity"] = names.by_statement(result.extremity);
}

Json report_json(const Poll& poll, const Names& names, const OpinionGroups& result) {
  Json json{{"participants", poll.people.size()}, {"statements", poll.options.size()}, {"k", result.k}};
  add_groups(json, poll, names, result);
  add_space(json, poll, names, result);
  json["consensus"] = names.by_statement(result.consensus);
  json["representative"] = representative_json(names, result);
  json["consensus_statements"] = {{"agree", consensus_rows(names, result.agreed)}, {"disagree", consensus_rows(names, result.disagreed)}};
  json["spread"] = names.by_statement(result.spread);
  json["priorities"] = names.by_statement(result.priorities);
  json["group_votes"] = group_votes_json(names, result);
  json["sign"] = "agree = 1, disagree = -1, pass = 0";
  return json;
}

Read<std::optional<GivenGrouping>> given_grouping(const Poll& poll, const Flags& flags) {
  if (!flags.groups) return std::optional<GivenGrouping>{};
  if (flags.k) return FileFault{"--k and --groups exclude each other: a given grouping has its own number of groups"};
  const auto text = read_text(*flags.groups);
  auto given = text ? read_grouping(*text, poll.people) : Read<GivenGrouping>(text.fault());
  if (given) return std::optional<GivenGrouping>(*std::move(given));
  FileFault fault = given.fault();
  fault.file = *flags.groups;
  return fault;
}

}  // namespace

Reported report_opinion_groups(const Poll& poll, const Flags& flags) {
  if (poll.opinions.empty() && poll.format != Format::polis) return FileFault{"opinion-groups needs votes on statements: a Polis export, or own JSON with \"opinions\""};
  const auto given = given_grouping(poll, flags);
  if (!given) return given.fault();
  tally::OpinionOptions options;
  options.k = flags.k;
  if (*given) options.grouping = (*given)->group;
  const auto result = tally::group_opinions(opinion_poll(poll), options);
  if (!result) return FileFault{result.fault().detail};
  return Report{report_json(poll, Names(poll, *given), *result), opinion_text(poll, *given, options, *result)};
}

}  // namespace palabre::recount

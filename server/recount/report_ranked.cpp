// Reports of the Condorcet methods: schulze, ranked-pairs and condorcet. Called by the command.
#include "recount/option_names.hpp"
#include "recount/ranked_text.hpp"
#include "recount/report.hpp"

namespace palabre::recount {
namespace {

using tally::Option;
using tally::Pairwise;

/// {a: {b: cell(a, b)}} for all pairs of different options. Appends without a search: ids are unique, and there may be many.
template <class Cell>
Json square_of(const Poll& poll, Cell cell) {
  return by_option(poll, [&](Option x) {
    Json row = Json::object();
    auto& members = row.get_ref<Json::object_t&>();
    for (Option y = 0; y < poll.options.size(); ++y)
      if (x != y) members.Json::object_t::Container::emplace_back(poll.options[y].id, Json(cell(x, y)));
    return row;
  });
}

/// A number; for `ratio` a fraction as text; for `tuple` the votes for and against. Without a link or a path: 0, "0" and [0, 0].
Json strength_json(tally::Strength strength, const tally::StrengthValue& value) {
  if (strength == tally::Strength::tuple) return Json::array({value.number, value.over});
  if (strength == tally::Strength::ratio) return value.number == 0 ? "0" : text_of(strength, value);
  return value.number;
}

Json id_or_null(const Poll& poll, const std::optional<Option>& option) { return option ? Json(poll.options[*option].id) : Json(); }

/// What all three reports begin with.
Json head_of(const RankedContest& contest, const Pairwise& pairwise, const std::vector<Option>& winners, const tally::WeakOrder& order) {
  Json json{{"voters", contest.voters}};
  json["winners"] = ids_of(contest.poll, winners);
  json["order"] = groups_of(contest.poll, order);
  json["condorcet_winner"] = id_or_null(contest.poll, tally::condorcet_winner(pairwise));
  json["smith_set"] = ids_of(contest.poll, tally::smith_order(pairwise).front());
  json["pairwise"] = square_of(contest.poll, [&](Option x, Option y) { return pairwise.of(x, y); });
  return json;
}

Json link_json(const Poll& poll, const tally::Link& link) {
  return {{"winner", poll.options[link.winner].id}, {"loser", poll.options[link.loser].id}, {"for", link.winning}, {"against", link.losing}};
}

Json tied_links_json(const Poll& poll, const std::vector<std::vector<tally::Link>>& groups) {
  Json json = Json::array();
  for (const auto& group : groups) {
    json.push_back(Json::array());
    for (const auto& link : group) json.back().push_back(link_json(poll, link));
  }
  return json;
}

Json status_quo_json(const Poll& poll, const tally::StatusQuoRule& rule, const tally::StatusQuoResult& standing) {
  Json json{{"option", poll.options[rule.status_quo].id}, {"adopted", ids_of(poll, standing.winners)}, {"options", Json::object()}};
  for (Option x = 0; x < standing.options.size(); ++x) {
    if (x == rule.status_quo) continue;
    const auto& option = standing.options[x];
    json["options"][poll.options[x].id] = {{"for", option.votes_for},
                                           {"against", option.votes_against},
                                           {"has_majority", option.has_majority},
                                           {"is_better", option.is_better},
                                           {"has_reverse_beat_path", option.has_reverse_beat_path},
                                           {"is_eligible", option.is_eligible}};
  }
  return json;
}

std::string link_word_of(tally::LinkFate fate) { return fate == tally::LinkFate::locked ? "locked" : fate == tally::LinkFate::contradicted ? "contradicted" : "disputed"; }

}  // namespace

Reported report_schulze(const Poll& poll, const Flags& flags) {
  const auto contest = read_ranked_contest(poll, flags);
  if (!contest) return contest.fault();
  const auto rule = read_schulze_rule(*contest);
  if (!rule) return rule.fault();
  const auto status_quo = read_status_quo_rule(*contest);
  if (!status_quo) return status_quo.fault();
  const auto result = tally::schulze(contest->election, *rule);
  if (!result) return FileFault{result.fault().detail};
  const auto& standing = contest->poll;

  auto json = head_of(*contest, result->pairwise, result->winners, result->order);
  json["strength"] = word_of(contest->strength);
  json["paths"] = square_of(standing, [&](Option x, Option y) { return strength_json(result->strength, result->path(x, y)); });
  json["ties"] = groups_of(standing, result->ties);
  if (!result->strict_order.empty()) json["strict_order"] = ids_of(standing, result->strict_order);
  auto text = schulze_text(*contest, *result);
  if (*status_quo) {
    const auto against = tally::against_status_quo(*result, **status_quo);
    if (!against) return FileFault{against.fault().detail};
    json["status_quo"] = status_quo_json(standing, **status_quo, *against);
    text += status_quo_text(*contest, **status_quo, *against);
  }
  return Report{std::move(json), std::move(text)};
}

/// `paths` holds the defeats that are locked in, in every order of equal ones.
Reported report_ranked_pairs(const Poll& poll, const Flags& flags) {
  const auto contest = read_ranked_contest(poll, flags);
  if (!contest) return contest.fault();
  const auto result = tally::ranked_pairs(contest->election, contest->strength);
  if (!result) return FileFault{result.fault().detail};
  const auto& standing = contest->poll;

  std::vector<tally::StrengthValue> locked(result->pairwise.votes.size());
  auto links = Json::array();
  for (const auto& [link, fate] : result->links) {
    auto json = link_json(standing, link);
    json["fate"] = link_word_of(fate);
    links.push_back(std::move(json));
    if (fate == tally::LinkFate::locked) locked[std::size_t{link.winner} * standing.options.size() + link.loser] = tally::strength_value(result->strength, link);
  }
  auto json = head_of(*contest, result->pairwise, result->winners, result->order);
  json["strength"] = word_of(contest->strength);
  json["paths"] = square_of(standing, [&](Option x, Option y) { return strength_json(result->strength, locked[std::size_t{x} * standing.options.size() + y]); });
  json["ties"] = groups_of(standing, result->ties);
  json["tied_links"] = tied_links_json(standing, result->tied_links);
  json["outcomes"] = result->outcomes;
  json["is_exact"] = result->is_exact;
  json["links"] = std::move(links);
  return Report{std::move(json), ranked_pairs_text(*contest, *result)};
}

/// `winners` holds the Condorcet winner or nobody; `order` the groups of which each beats all later ones; `paths` the direct defeats.
Reported report_condorcet(const Poll& poll, const Flags& flags) {
  const auto contest = read_ranked_contest(poll, flags);
  if (!contest) return contest.fault();
  const auto pairwise = tally::count_pairs(contest->election);
  if (!pairwise) return FileFault{pairwise.fault().detail};
  const auto& standing = contest->poll;

  const auto order = tally::smith_order(*pairwise);
  std::vector<Option> winners;
  if (const auto winner = tally::condorcet_winner(*pairwise)) winners.push_back(*winner);
  const auto majority = tally::majority_of(*pairwise);
  std::vector<std::vector<Option>> ties;
  for (Option x = 0; x < pairwise->options; ++x)
    for (Option y = x + 1; y < pairwise->options; ++y)
      if (!majority.has(x, y) && !majority.has(y, x)) ties.push_back({x, y});

  auto json = head_of(*contest, *pairwise, winners, order);
  json["condorcet_loser"] = id_or_null(standing, tally::condorcet_loser(*pairwise));
  json["paths"] = square_of(standing, [&](Option x, Option y) {
    const tally::Link link{x, y, pairwise->of(x, y), pairwise->of(y, x)};
    return strength_json(contest->strength, majority.has(x, y) ? tally::strength_value(contest->strength, link) : tally::StrengthValue{});
  });
  json["ties"] = groups_of(standing, ties);
  return Report{std::move(json), condorcet_text(*contest, *pairwise, order, ties)};
}

}  // namespace palabre::recount

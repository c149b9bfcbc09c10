// The rows of the table of methods. Read by methods.cpp and the command.
#include "recount/methods.hpp"

namespace palabre::recount {
namespace {

constexpr const char* rankings = "rankings (BLT, ABIF, own JSON) or grades, read as rankings (ABIF, Pabulib, own JSON)";
constexpr const char* projects = "a budget, costs and approvals or points (Pabulib, own JSON)";

std::vector<MethodRow> ranked_rows() {
  return {
      {"schulze", "Whoever no other option beats along the strongest chain of pairwise wins is elected.", rankings, Input::rankings,
       {{"strength", "winning|margins|ratio"}}, &report_schulze},
      {"ranked-pairs", "Pairwise wins are locked in from the strongest to the weakest, leaving out those that would close a circle.", rankings,
       Input::rankings, {{"strength", "winning|margins|ratio"}}, &report_ranked_pairs},
      {"condorcet", "The option that wins against every other one, pair by pair, if there is one.", rankings, Input::rankings,
       {{"strength", "winning|margins|ratio"}}, &report_condorcet},
      {"stv", "Several seats: whoever reaches the quota is elected and hands on the surplus, whoever has least is eliminated.", rankings, Input::rankings,
       {{"rule", "scotland|wigm|meek"}, {"seats"}}, &report_stv},
      {"irv", "One seat: whoever has least is eliminated and the ballots move on, until one option has the majority.", rankings, Input::rankings, {}, &report_irv},
  };
}

std::vector<MethodRow> budget_rows() {
  return {
      {"greedy", "Projects are funded in the order of their votes or points as long as the money lasts.", projects, Input::marks, {{"rule"}}, &report_greedy},
      {"equal-shares", "Every voter holds an equal part of the budget; the supporters of a project pay for it together, the best offer first.", projects, Input::marks,
       {{"utility", "cost|cardinality"}, {"completion", "none|utilitarian|add1|add1u|add1e"}, {"step"}}, &report_equal_shares},
      {"phragmen", "Voters earn money at the same speed; a project is funded as soon as its supporters can pay for it.",
       "a budget, costs and approvals (Pabulib, own JSON), or approvals and seats (abcvoting, own JSON)", Input::marks, {{"seats"}}, &report_phragmen},
  };
}

std::vector<MethodRow> mark_rows() {
  return {
      {"approval", "The options that most voters approve win.", "approvals (ABIF, Pabulib, abcvoting, own JSON)", Input::marks,
       {{"seats"}, {"quorum"}, {"quorum-of", "eligible|turnout|valid"}, {"eligible"}}, &report_approval},
      {"score", "The option with the highest sum of grades wins.", "grades or points (ABIF, Pabulib, own JSON)", Input::marks, {}, &report_score},
      {"star", "The two options with the most stars meet in a runoff: whoever more voters graded higher wins.", "grades (ABIF, own JSON)", Input::marks, {}, &report_star},
      {"majority", "Yes or no: adopted when more vote yes than no and the quorum is reached.", "yes-no marks (own JSON)", Input::marks,
       {{"quorum"}, {"quorum-of", "eligible|turnout|valid"}, {"eligible"}}, &report_majority},
      {"quadratic", "Voters spend credits, v votes on an option cost v times v; the votes are added up.", "credits (own JSON)", Input::marks, {{"credits"}}, &report_quadratic},
      {"delegation", "How much each direct voter weighs with the votes delegated to them, along the narrowest scope that each person set.",
       "people, delegations and voters (own JSON)", Input::poll, {{"cap"}, {"phase", "vote|interest"}}, &report_delegation},
      {"harmonic", "Ideas in an order that is fair to groups of supporters: each supporter's weight is shared among the ideas still in the race.",
       "supporters (own JSON)", Input::poll, {}, &report_harmonic},
  };
}

std::vector<MethodRow> people_rows() {
  return {
      {"opinion-groups", "Participants who vote alike on statements are put into groups; says what each group stands for and on what all agree.",
       "opinions (Polis CSV, own JSON)", Input::poll, {{"k"}, {"groups"}, {"seed"}}, &report_opinion_groups},
      {"sortition", "Draws a panel that meets the quotas, with chances as equal as the quotas allow, from a committed seed.", "no FILE, but --pool and --quotas (CSV)",
       Input::pool, {{"pool"}, {"quotas"}, {"size"}, {"seed"}, {"household"}}, nullptr, &report_sortition},
      {"small-groups", "Seats people at tables over several rounds so that each table is mixed and as many as possible meet.", "no FILE, but --pool (CSV)", Input::pool,
       {{"pool"}, {"tables"}, {"rounds"}, {"seed"}, {"diversify"}, {"cluster"}}, nullptr, &report_small_groups},
  };
}

}  // namespace

const std::vector<MethodRow>& method_table() {
  static const std::vector<MethodRow> rows = [] {
    std::vector<MethodRow> all;
    for (const auto& part : {ranked_rows(), budget_rows(), mark_rows(), people_rows()}) all.insert(all.end(), part.begin(), part.end());
    return all;
  }();
  return rows;
}

}  // namespace palabre::recount

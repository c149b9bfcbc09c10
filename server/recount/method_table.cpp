// The rows of the table of methods. Read by methods.cpp and the command.
#include "recount/methods.hpp"

namespace palabre::recount {
namespace {

constexpr const char* rankings = "rankings (BLT, ABIF, own JSON) or grades, read as rankings (ABIF, Pabulib, own JSON)";
constexpr const char* strengths = "winning|margins|ratio|tuple";
constexpr const char* bases = "eligible|turnout|valid";
constexpr const char* projects = "a budget, costs and approvals, points or rankings (Pabulib, own JSON)";
constexpr const char* projects_or_seats = "a budget, costs and approvals, points or rankings (Pabulib, own JSON), or seats and approvals (abcvoting, own JSON)";

std::vector<MethodRow> ranked_rows() {
  return {
      {"schulze", "Options meet one against one; chains of defeats decide where these run in a circle: x stands above y when its strongest chain is the stronger one.",
       rankings, Input::rankings, {{"strength", strengths}}, &report_schulze},
      {"ranked-pairs", "Options meet one against one; defeats are locked in from the strongest, unless they would close a circle.", rankings, Input::rankings,
       {{"strength", strengths}}, &report_ranked_pairs},
      {"condorcet", "Options meet one against one: who beats every other, or the smallest group that beats all the rest.", rankings, Input::rankings,
       {{"strength", strengths}}, &report_condorcet},
      {"stv", "Several seats: whoever reaches the quota is elected and hands on the surplus, whoever has least is eliminated.", rankings, Input::rankings,
       {{"rule", "scotland|wigm|meek"}, {"seats"}, {"seed"}}, &report_stv},
      {"irv", "One seat: whoever has least is eliminated and the ballots move on, until one option has the majority.", rankings, Input::rankings, {{"seed"}}, &report_irv},
  };
}

std::vector<MethodRow> budget_rows() {
  return {
      {"greedy", "Projects by falling votes or points, as long as the money lasts.", projects, Input::marks, {{"rule", "greedy|greedy-no-skip|greedy-threshold"}, {"seats"}},
       &report_greedy},
      {"equal-shares", "Each voter holds an equal share of the budget; supporters buy together what gives them most for their money.", projects_or_seats, Input::marks,
       {{"utility", "cost|cardinality"}, {"completion", "none|utilitarian|add1|add1u|add1e|phragmen"}, {"step"}, {"seats"}}, &report_equal_shares},
      {"phragmen", "Each voter earns money at the same pace; supporters buy a project as soon as they can.", projects_or_seats, Input::marks, {{"seats"}}, &report_phragmen},
  };
}

std::vector<MethodRow> mark_rows() {
  return {
      {"approval", "Every ballot names what it accepts; the most named win.", "approvals or one choice each (ABIF, Pabulib, abcvoting, own JSON)", Input::marks,
       {{"seats"}, {"max-choices"}, {"over-votes", "void|truncate"}, {"quorum"}, {"quorum-of", bases}, {"quorum-counts", "turnout|valid|support"}, {"eligible"}, {"seed"}},
       &report_approval},
      {"score", "Grades are added up, or averaged over those who gave one; the highest wins.", "grades, points or approvals (ABIF, Pabulib, own JSON)", Input::marks,
       {{"by", "sum|mean"}, {"seats"}, {"seed"}}, &report_score},
      {"star", "The two highest sums of grades meet; whom more ballots grade higher wins.", "grades (ABIF, own JSON)", Input::marks, {{"ties", "none|official"}}, &report_star},
      {"majority", "Yes or no to each option: enough yes, and enough who took part.", "yes and no, grades above and below zero, or approvals (own JSON, ABIF)", Input::marks,
       {{"majority"}, {"majority-of", bases}, {"quorum"}, {"quorum-of", bases}, {"quorum-counts", "turnout|valid|support"}, {"eligible"}}, &report_majority},
      {"quadratic", "Votes are bought: v votes on one option cost v * v credits; the most votes win.", "signed votes (own JSON)", Input::marks,
       {{"credits"}, {"seats"}, {"seed"}}, &report_quadratic},
      {"harmonic", "Ideas in proportion: everybody's voice is shared among the ideas they support, the least supported leaves, and so on.",
       "supporters with or without delegations, or approvals (own JSON, abcvoting, Pabulib)", Input::poll, {}, &report_harmonic},
      {"delegation", "Voices follow delegations to people who voted; circles and dead ends are named.", "people, delegations and who voted (own JSON)", Input::poll,
       {{"phase", "vote|interest"}, {"cap"}}, &report_delegation},
  };
}

std::vector<MethodRow> people_rows() {
  return {
      {"opinion-groups", "Participants who vote alike on statements are put into groups; says what each group stands for and on what all agree.",
       "opinions (Polis CSV, own JSON)", Input::poll, {{"k"}, {"groups"}}, &report_opinion_groups},
      {"sortition", "A panel is drawn by lot that meets quotas, with chances as equal as the quotas allow: the least chance as high as possible, then the next.",
       "people and quotas (two CSV files)", Input::pool, {{"pool", "", true}, {"quotas", "", true}, {"size", "", true}, {"seed", "", true}, {"household"}, {"leaving"}, {"unavailable"}}, nullptr, &report_sortition},
      {"small-groups", "People are seated at tables over several rounds: mixed by some fields, together by others, meeting as many others as possible.",
       "people (a CSV file)", Input::pool, {{"pool", "", true}, {"tables", "", true}, {"rounds"}, {"diversify"}, {"cluster"}, {"seed"}}, nullptr, &report_small_groups},
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

// Turns polls into elections of budgets. Called by report_budget.cpp.
#include "recount/budget_poll.hpp"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace palabre::recount {
namespace {

std::string value_of(const std::map<std::string, std::string>& texts, const std::string& key) {
  const auto found = texts.find(key);
  return found == texts.end() ? std::string() : found->second;
}

/// Ids that are whole numbers by value, then the others as they are listed.
std::vector<tally::Option> order_by_id(const BudgetCase& budget) {
  std::vector<tally::Option> order(budget.listed.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto number = [&budget](tally::Option option) -> std::optional<std::int64_t> {
    const auto& id = budget.option(option).id;
    return id.find_first_not_of("0123456789") == std::string::npos ? parse_decimal(id, 0) : std::nullopt;
  };
  std::stable_sort(order.begin(), order.end(), [&](tally::Option left, tally::Option right) {
    const auto a = number(left);
    const auto b = number(right);
    return a && (!b || *a < *b);
  });
  return order;
}

class CaseMaker {
 public:
  CaseMaker(const Poll& poll, const Flags& flags, const RankPoints& rank_points) : poll_(poll), flags_(flags), rank_points_(rank_points) { budget_.poll = &poll; }

  Read<BudgetCase> make() {
    leave_out_withdrawn();
    if (auto fault = set_money()) return *fault;
    if (auto fault = set_votes()) return *fault;
    set_ties();
    note_the_file();
    return std::move(budget_);
  }

 private:
  void leave_out_withdrawn() {
    place_.assign(poll_.options.size(), 0);
    std::vector<bool> is_out(poll_.options.size(), false);
    for (const auto option : poll_.withdrawn) is_out[option] = true;
    for (tally::Option option = 0; option < poll_.options.size(); ++option) {
      place_[option] = is_out[option] ? nowhere : static_cast<tally::Option>(budget_.listed.size());
      if (!is_out[option]) budget_.listed.push_back(option);
    }
    budget_.election.votes.options = static_cast<std::uint32_t>(budget_.listed.size());
  }

  std::optional<FileFault> set_money() {
    const auto seats = flags_.seats ? flags_.seats : poll_.seats;
    budget_.is_committee = flags_.seats.has_value() || !poll_.budget;
    if (!budget_.is_committee) {
      budget_.election.budget = *poll_.budget;
      budget_.places = poll_.money_places;
      for (const auto option : budget_.listed) budget_.election.costs.push_back(poll_.options[option].cost);
      return std::nullopt;
    }
    if (!seats) return FileFault{"this file has neither a budget nor a number of seats; --seats gives one"};
    if (*seats == 0) return FileFault{"the number of seats must be at least 1"};
    budget_.election.budget = *seats;
    budget_.election.costs.assign(budget_.listed.size(), 1);
    if (*seats > budget_.listed.size()) budget_.notes.push_back("There are more seats than options.");
    return std::nullopt;
  }

  std::optional<FileFault> set_votes() {
    if (poll_.mark_kind != MarkKind::none) {
      for (const auto& ballot : poll_.marked) add_marks(ballot.marks, ballot.count);
    } else if (!poll_.ranked.empty()) {
      for (const auto& ballot : poll_.ranked) add_ranking(ballot);
    } else if (poll_.format != Format::pabulib) {
      return FileFault{"this file holds no approvals, points or rankings"};
    }
    if (has_negative_) budget_.notes.push_back("Marks below zero count as no support.");
    return std::nullopt;
  }

  void add_marks(const std::vector<tally::Mark>& marks, std::int64_t count) {
    tally::MarkedBallot ballot{{}, count};
    for (const auto& mark : marks) {
      has_negative_ = has_negative_ || mark.value < 0;
      if (mark.value > 0 && place_[mark.option] != nowhere) ballot.marks.push_back({place_[mark.option], mark.value});
    }
    budget_.election.votes.ballots.push_back(std::move(ballot));
  }

  void add_ranking(const tally::RankedBallot& ranking) {
    std::vector<tally::Mark> marks;
    const auto size = static_cast<std::int64_t>(ranking.places.size());
    std::int64_t better_or_equal = 0;
    for (std::size_t at = ranking.places.size(); at-- > 0;) {
      const bool is_level = at + 1 < ranking.places.size() && ranking.places[at].rank == ranking.places[at + 1].rank;
      if (!is_level) better_or_equal = static_cast<std::int64_t>(at) + 1;
      const auto points = rank_points_.most > 0 ? rank_points_.most - static_cast<std::int64_t>(ranking.places[at].rank) + 1 : size - better_or_equal;
      marks.push_back({ranking.places[at].option, std::max<std::int64_t>(0, points)});
    }
    add_marks(marks, ranking.count);
  }

  void set_ties() {
    if (!poll_.tie_order.empty()) {
      budget_.ties.criteria.clear();
      for (const auto option : poll_.tie_order)
        if (place_[option] != nowhere) budget_.ties.order.push_back(place_[option]);
    } else if (budget_.is_committee) {
      budget_.ties.criteria.clear();
    } else if (poll_.format == Format::pabulib) {
      budget_.ties.order = order_by_id(budget_);
    }
  }

  void note_the_file() {
    const auto ballots = std::to_string(std::max(poll_.marked.size(), poll_.ranked.size()));
    const auto announced = value_of(poll_.meta, "num_votes");
    if (poll_.format != Format::pabulib) return;
    if (!announced.empty() && announced != ballots) budget_.notes.push_back("The file announces " + announced + " votes and holds " + ballots + ".");
    if (const auto repeated = value_of(poll_.meta, "ballots_naming_a_project_twice"); !repeated.empty())
      budget_.notes.push_back("Ballots that name a project twice: " + repeated + "; it counts once, points are added up.");
    for (const char* limit : {"budget_per_category", "max_length_per_category"})
      if (poll_.meta.contains(limit)) budget_.notes.push_back(std::string("The file sets ") + limit + ", which is not applied here.");
    note_other_votes();
  }

  void note_other_votes() {
    if (poll_.mark_kind != MarkKind::approval && poll_.mark_kind != MarkKind::choose_one) return;
    std::vector<std::int64_t> votes(poll_.options.size(), 0);
    for (const auto& ballot : poll_.marked)
      for (const auto& mark : ballot.marks) votes[mark.option] += ballot.count;
    std::size_t differing = 0;
    for (std::size_t i = 0; i < votes.size(); ++i) {
      const auto written = value_of(poll_.options[i].columns, "votes");
      if (!written.empty() && parse_decimal(written, 0) != votes[i]) ++differing;
    }
    if (differing > 0) budget_.notes.push_back("For " + std::to_string(differing) + " projects the ballots give another number of votes than the column of the file; the ballots are counted.");
  }

  static constexpr tally::Option nowhere = tally::options_max;
  const Poll& poll_;
  const Flags& flags_;
  const RankPoints& rank_points_;
  BudgetCase budget_;
  std::vector<tally::Option> place_;
  bool has_negative_ = false;
};

/// The file's own column of scores, when each option has one.
std::vector<std::int64_t> written_scores(const BudgetCase& budget) {
  std::vector<std::int64_t> scores;
  for (const auto option : budget.listed) {
    const auto score = parse_decimal(value_of(budget.poll->options[option].columns, "score"), 0);
    if (!score || *score < 0) return {};
    scores.push_back(*score);
  }
  return scores;
}

}  // namespace

std::string BudgetCase::money(const tally::Fraction& amount) const {
  tally::Fraction scaled = amount;
  for (int i = 0; i < places; ++i) scaled.denominator *= 10;
  return scaled.decimal(6);
}

std::string BudgetCase::exact_money(const tally::Fraction& amount) const {
  tally::Fraction scaled = amount;
  for (int i = 0; i < places; ++i) {
    for (const std::uint64_t part : {2U, 5U}) {
      if (scaled.numerator.remainder(part) == 0) scaled.numerator.divide(part);
      else scaled.denominator *= part;
    }
  }
  return scaled.text();
}

Read<BudgetCase> budget_case(const Poll& poll, const Flags& flags, const RankPoints& rank_points) { return CaseMaker(poll, flags, rank_points).make(); }

std::int64_t points_of_first(const Poll& poll) {
  if (const auto written = parse_decimal(value_of(poll.meta, "max_length"), 0); written && *written > 0 && *written <= tally::options_max) return *written;
  std::int64_t longest = 1;
  for (const auto& ballot : poll.ranked)
    if (!ballot.places.empty()) longest = std::max(longest, static_cast<std::int64_t>(ballot.places.back().rank));
  return longest;
}

Read<GreedyPlan> greedy_plan(BudgetCase& budget, const Flags& flags) {
  const Poll& poll = *budget.poll;
  const auto is_known = [](const std::string& rule) { return rule == "greedy" || rule == "greedy-no-skip" || rule == "greedy-threshold"; };
  GreedyPlan plan;
  plan.rule = flags.rule.value_or(value_of(poll.meta, "rule"));
  if (flags.rule && !is_known(*flags.rule)) return FileFault{"--rule takes greedy, greedy-no-skip or greedy-threshold"};
  if (!is_known(plan.rule)) {
    if (!plan.rule.empty()) budget.notes.push_back("The file's rule is \"" + plan.rule + "\"; counted here as greedy.");
    plan.rule = "greedy";
  }
  plan.options.skips = plan.rule != "greedy-no-skip";
  const auto threshold = value_of(poll.meta, "min_project_score_threshold");
  if (!threshold.empty()) {
    plan.options.threshold = parse_decimal(threshold, 0);
    if (!plan.options.threshold) return FileFault{"min_project_score_threshold is not a whole number: " + threshold};
  } else if (plan.rule == "greedy-threshold") {
    budget.notes.push_back("The file gives no min_project_score_threshold: there is none.");
  }
  // Pabulib lists projects as the city ranked them, so its order settles ties as the city did.
  plan.options.ties = poll.format == Format::pabulib ? tally::TieRule{{}, {}} : budget.ties;
  if (poll.format != Format::pabulib && !budget.is_committee && poll.tie_order.empty()) plan.options.ties = {{tally::TieCriterion::least_cost}, {}};
  const bool is_ranked = poll.mark_kind == MarkKind::none;
  if (is_ranked || poll.mark_kind == MarkKind::points || poll.mark_kind == MarkKind::score || poll.mark_kind == MarkKind::credits) plan.options.score = tally::GreedyScore::points;
  if (!is_ranked) return plan;
  const tally::Supports supports(budget.election.votes);
  auto scores = written_scores(budget);
  for (tally::Option option = 0; option < scores.size(); ++option) {
    if (scores[option] == supports.points(option)) continue;
    budget.notes.push_back("Points by place on the ballot (" + std::to_string(points_of_first(poll)) + " for the first) do not give the file's scores; the file's scores decide.");
    plan.options.scores = std::move(scores);
    break;
  }
  return plan;
}

}  // namespace palabre::recount

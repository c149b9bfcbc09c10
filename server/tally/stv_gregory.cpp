// Counts an election by the weighted inclusive Gregory method, by the Scottish or another rule. Called by the reports and by product code.
#include "tally/stv_arithmetic.hpp"
#include "tally/stv_papers.hpp"
#include "tally/stv_ties.hpp"

#include <algorithm>

namespace palabre::tally {
namespace {

template <class A>
class GregoryCount {
  using Value = typename A::Value;

 public:
  GregoryCount(const Papers& papers, std::uint32_t options, const StvContest& contest, const GregoryRule& rule)
      : arithmetic_(rule.arithmetic), papers_(papers), rule_(rule), overvote_(contest.reading.overvote.value_or(Overvote::exhaust)), candidates_(options, contest), ties_(options, contest.tie_order),
        votes_(options, nothing()), weights_(papers.size(), arithmetic_.whole(1)), at_(papers.size(), 0), piles_(options),
        exhausted_(arithmetic_.whole(papers.ballots() - papers.valid())), ballots_to_(options + 1, 0), votes_to_(options + 1, nothing()) {
    ties_.breaks_by_earlier_stages = rule.is_tie_broken_by_earlier_stages;
    quota_ = quota(contest.seats);
    count_.places = rule.arithmetic.places;
    count_.ballots = papers.ballots();
    count_.valid = papers.valid();
    count_.total = arithmetic_.amount(arithmetic_.whole(papers.ballots()));
    count_.quota = arithmetic_.amount(quota_);
  }

  StvCount count() {
    first_preferences();
    while (true) {
      const bool is_tested_first = rule_.is_completion_tested_first || count_.stages.back().act == StvAct::exclusion;
      if (is_tested_first && candidates_.is_complete()) break;
      elect_who_reached();
      if (!rule_.is_completion_tested_first && candidates_.is_complete()) break;
      if (!next_stage()) break;
      close_stage();
    }
    candidates_.finish(count_);
    return std::move(count_);
  }

 private:
  Value nothing() const { return arithmetic_.whole(0); }

  Value quota(std::uint32_t seats) const {
    const auto valid = papers_.valid();
    const auto over = [&](std::int64_t divisor, Rounding rounding) { return arithmetic_.divide(arithmetic_.whole(valid), arithmetic_.whole(divisor), rounding); };
    const auto divisor = std::int64_t{seats} + 1;
    switch (rule_.quota) {
      case Quota::droop: return arithmetic_.whole(valid / divisor + 1);
      case Quota::hare: return over(seats, Rounding::up);
      case Quota::hagenbach_bischoff: return over(divisor, Rounding::down);
      case Quota::droop_fraction: break;
    }
    return over(divisor, Rounding::down) + arithmetic_.unit();
  }

  bool reaches_quota(Option option) const {
    if (arithmetic_.compare(votes_[option], nothing()) <= 0) return false;
    const int order = arithmetic_.compare(votes_[option], quota_);
    const bool is_to_exceed = rule_.quota == Quota::hagenbach_bischoff || (A::is_exact && rule_.quota == Quota::droop_fraction);
    return is_to_exceed ? order > 0 : order >= 0;
  }

  void first_preferences() {
    open_stage(StvAct::first_preferences);
    for (std::size_t paper = 0; paper < papers_.size(); ++paper) {
      const auto first = papers_.order(paper).front();
      piles_[first].push_back(static_cast<std::uint32_t>(paper));
      votes_[first] += arithmetic_.whole(papers_.count(paper));
    }
    close_stage();
  }

  /// Those elected together stand with the most votes first; of equal votes the one listed last, as the reference counts have it.
  void elect_who_reached() {
    std::vector<Option> reached;
    for (const auto option : candidates_.with(CandidateState::hopeful))
      if (reaches_quota(option)) reached.push_back(option);
    std::ranges::reverse(reached);
    std::ranges::stable_sort(reached, [this](Option a, Option b) { return arithmetic_.compare(votes_[a], votes_[b]) > 0; });
    for (const auto option : reached) candidates_.elect(option, count_, CandidateState::pending);
    count_.stages.back().surplus = arithmetic_.amount(surplus());
  }

  Value surplus() const {
    Value sum = nothing();
    for (const auto option : candidates_.with(CandidateState::pending)) sum += votes_[option] - quota_;
    return sum;
  }

  /// False when the exclusion of sure losers has completed the count, so that no ballot needs to move.
  bool next_stage() {
    if (rule_.are_sure_losers_excluded_together) {
      const auto losers = sure_losers();
      if (!losers.empty()) return exclude(losers, true);
    }
    const auto pending = candidates_.with(CandidateState::pending);
    if (!pending.empty()) {
      open_stage(StvAct::surplus);
      transfer_surplus(ties_.choose(equal_to_first(pending, 1), TiePurpose::surplus, count_));
      return true;
    }
    open_stage(StvAct::exclusion);
    return exclude({ties_.choose(equal_to_first(candidates_.with(CandidateState::hopeful), -1), TiePurpose::exclusion, count_)}, false);
  }

  /// Those of `options` with the most (direction 1) or the fewest (-1) votes.
  std::vector<Option> equal_to_first(std::vector<Option> options, int direction) const {
    const auto extreme = *std::ranges::min_element(options, [&](Option a, Option b) { return arithmetic_.compare(votes_[a], votes_[b]) * direction > 0; });
    std::erase_if(options, [&](Option option) { return arithmetic_.compare(votes_[option], votes_[extreme]) != 0; });
    return options;
  }

  /// The most hopefuls who together, with all surpluses, stay below the next one.
  std::vector<Option> sure_losers() const {
    auto hopefuls = candidates_.with(CandidateState::hopeful);
    if (hopefuls.empty()) return hopefuls;
    std::ranges::stable_sort(hopefuls, [this](Option a, Option b) { return arithmetic_.compare(votes_[a], votes_[b]) < 0; });
    const auto most = std::min(hopefuls.size() - 1, hopefuls.size() - std::min(hopefuls.size(), candidates_.seats_left()));
    Value sum = surplus();
    std::size_t losers = 0;
    for (std::size_t i = 0; i < most; ++i) {
      sum += votes_[hopefuls[i]];
      if (arithmetic_.compare(sum, votes_[hopefuls[i + 1]]) < 0) losers = i + 1;
    }
    hopefuls.resize(losers);
    std::ranges::sort(hopefuls);
    return hopefuls;
  }

  bool exclude(const std::vector<Option>& losers, bool is_batch) {
    if (is_batch) open_stage(StvAct::exclusion);
    for (const auto option : losers) candidates_.exclude(option, count_);
    if (is_batch && candidates_.hopefuls() <= candidates_.seats_left()) {
      close_stage();
      return false;
    }
    for (const auto option : losers) {
      votes_[option] = nothing();
      move_pile(option, [](const Value& weight) { return weight; });
    }
    return true;
  }

  void transfer_surplus(Option option) {
    const Value votes = votes_[option];
    const Value moving = votes - quota_;
    const auto passed = [&](const Value& weight) {
      return rule_.is_product_cut ? arithmetic_.divide(arithmetic_.multiply(weight, moving, Rounding::down), votes, Rounding::down)
                                  : arithmetic_.share(weight, moving, votes);
    };
    auto& stage = count_.stages.back();
    stage.surplus_moved = arithmetic_.amount(moving);
    stage.transfer_value = arithmetic_.amount(passed(arithmetic_.whole(1)));
    candidates_.settle(option);
    votes_[option] = quota_;
    move_pile(option, passed);
  }

  /// Each ballot of the pile goes, at its new weight, to the next who stands.
  template <class Passed>
  void move_pile(Option from, const Passed& passed) {
    const auto pile = std::move(piles_[from]);
    piles_[from].clear();
    const std::size_t nobody = votes_.size();
    Value old_weight = arithmetic_.whole(1);
    Value new_weight = passed(old_weight);
    for (const auto paper : pile) {
      if (!(weights_[paper] == old_weight)) {
        old_weight = weights_[paper];
        new_weight = passed(old_weight);
      }
      weights_[paper] = new_weight;
      const auto next = next_standing(papers_.order(paper), at_[paper], overvote_, [this](Option option) { return candidates_.is_hopeful(option); });
      const std::size_t to = next ? *next : nobody;
      if (to != nobody) piles_[to].push_back(paper);
      ballots_to_[to] += papers_.count(paper);
      votes_to_[to] += arithmetic_.times(new_weight, papers_.count(paper));
    }
    auto& stage = count_.stages.back();
    stage.moved.push_back(from);
    for (std::size_t to = 0; to <= nobody; ++to) {
      if (ballots_to_[to] == 0) continue;
      (to == nobody ? exhausted_ : votes_[to]) += votes_to_[to];
      const auto receiver = to == nobody ? std::nullopt : std::optional<Option>(static_cast<Option>(to));
      stage.transfers.push_back({from, receiver, ballots_to_[to], arithmetic_.amount(votes_to_[to])});
      ballots_to_[to] = 0;
      votes_to_[to] = nothing();
    }
  }

  void open_stage(StvAct act) {
    count_.stages.emplace_back();
    count_.stages.back().act = act;
  }

  void close_stage() {
    auto& stage = count_.stages.back();
    stage.quota = count_.quota;
    stage.exhausted = arithmetic_.amount(exhausted_);
    stage.residual = count_.total - stage.exhausted;
    for (const auto& votes : votes_) {
      stage.votes.push_back(arithmetic_.amount(votes));
      stage.residual -= stage.votes.back();
    }
    stage.surplus = arithmetic_.amount(surplus());
  }

  A arithmetic_;
  const Papers& papers_;
  const GregoryRule& rule_;
  Overvote overvote_;
  Candidates candidates_;
  StvTieBreaker ties_;
  StvCount count_;
  Value quota_{};
  std::vector<Value> votes_;
  std::vector<Value> weights_;                     // per paper: what each of its ballots is worth
  std::vector<std::uint32_t> at_;                  // per paper: the place it has come to
  std::vector<std::vector<std::uint32_t>> piles_;  // per candidate: the papers that count for it
  Value exhausted_;
  std::vector<std::int64_t> ballots_to_;  // of the pile that moves, per receiver; the last: nobody
  std::vector<Value> votes_to_;
};

}  // namespace

GregoryRule scottish_rule() {
  GregoryRule rule;
  rule.is_tie_broken_by_earlier_stages = true;
  return rule;
}

GregoryRule wigm_rule() {
  GregoryRule rule;
  rule.arithmetic.places = 4;
  rule.quota = Quota::droop_fraction;
  rule.is_product_cut = true;
  rule.is_completion_tested_first = true;
  return rule;
}

Checked<StvCount> count_stv(const RankedElection& election, const StvContest& contest, const GregoryRule& rule) {
  if (auto fault = find_fault(election, contest)) return *std::move(fault);
  if (auto fault = find_fault(rule.arithmetic)) return *std::move(fault);
  const auto overvote = contest.reading.overvote.value_or(Overvote::exhaust);
  if (overvote == Overvote::share) return Fault{FaultKind::bad_parameter, "only Meek's method shares a ballot between candidates of one rank"};
  const Papers papers = read_papers(election, contest, overvote);
  return count_in_arithmetic<GregoryCount>(papers, election.options, contest, rule);
}

}  // namespace palabre::tally

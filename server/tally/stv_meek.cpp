// Counts an election by Meek's method. Ballots that run the same way through the elected to the same hopeful are counted as one path,
// so that an iteration costs as many steps as there are paths. Called by the reports and by product code.
#include "tally/stv_arithmetic.hpp"
#include "tally/stv_papers.hpp"
#include "tally/stv_ties.hpp"

#include <algorithm>
#include <unordered_map>

namespace palabre::tally {
namespace {

/// A tree of the ways ballots take: each step is an elected candidate, or the hopeful where the way ends for now.
class Paths {
 public:
  struct Step {
    std::uint32_t before = 0;  // a step made earlier; 0 is the start, before any candidate
    Option candidate = 0;
    std::int64_t through = 0;  // ballots that come here
    std::int64_t ended = 0;    // of them, those that rank nobody further
    std::vector<std::uint32_t> papers;  // that wait here, at a hopeful
  };

  Paths(const Papers& papers, const Candidates& candidates) : papers_(papers), candidates_(candidates), steps_(1), at_(papers.size(), 0) {
    for (std::size_t paper = 0; paper < papers.size(); ++paper) move_on(static_cast<std::uint32_t>(paper), 0);
  }
  const std::vector<Step>& steps() const { return steps_; }

  /// After a hopeful was elected or excluded: its ballots go on, from it or from the step before it.
  void release(Option candidate) {
    const bool is_out = candidates_.is_out(candidate);
    const auto known = steps_.size();
    for (std::uint32_t step = 1; step < known; ++step) {
      if (steps_[step].candidate != candidate) continue;
      const auto from = is_out ? steps_[step].before : step;
      const auto waiting = std::move(steps_[step].papers);
      steps_[step].papers.clear();
      if (is_out) steps_[step].through = 0;
      for (const auto paper : waiting) move_on(paper, from);
    }
  }

 private:
  void move_on(std::uint32_t paper, std::uint32_t step) {
    const auto order = papers_.order(paper);
    for (auto& at = at_[paper]; at < order.size();) {
      const auto candidate = order[at++];
      if (candidates_.is_out(candidate)) continue;
      step = next_step(step, candidate);
      steps_[step].through += papers_.count(paper);
      if (!candidates_.is_hopeful(candidate)) continue;
      steps_[step].papers.push_back(paper);
      return;
    }
    steps_[step].ended += papers_.count(paper);
  }

  std::uint32_t next_step(std::uint32_t step, Option candidate) {
    const auto key = (std::uint64_t{step} << 32U) | candidate;
    const auto [found, is_new] = next_.try_emplace(key, static_cast<std::uint32_t>(steps_.size()));
    if (is_new) steps_.push_back({step, candidate, 0, 0, {}});
    return found->second;
  }

  const Papers& papers_;
  const Candidates& candidates_;
  std::vector<Step> steps_;
  std::vector<std::uint32_t> at_;  // per paper: the place behind the last step
  std::unordered_map<std::uint64_t, std::uint32_t> next_;
};

template <class A>
class MeekCount {
  using Value = typename A::Value;

 public:
  MeekCount(const Papers& papers, std::uint32_t options, const StvContest& contest, const MeekRule& rule)
      : arithmetic_(rule.arithmetic), papers_(papers), rule_(rule), seats_(contest.seats), candidates_(options, contest),
        ties_(options, contest.tie_order), paths_(papers, candidates_), keep_(options, arithmetic_.whole(1)) {
    for (const auto option : contest.withdrawn) keep_[option] = arithmetic_.whole(0);
    count_.places = rule.arithmetic.places;
    count_.ballots = papers.ballots();
    count_.valid = papers.valid();
    count_.total = arithmetic_.amount(arithmetic_.whole(papers.ballots()));
  }

  StvCount count() {
    distribute();
    count_.quota = arithmetic_.amount(quota_);
    if (candidates_.is_complete()) close_stage(open_stage());
    while (!candidates_.is_complete()) {
      auto& stage = open_stage();
      iterate(stage);
      close_stage(stage);
      if (stage.end != MeekEnd::elected) exclude(stage.end == MeekEnd::sure_losers ? sure_losers() : std::vector{lowest()});
    }
    candidates_.finish(count_);
    return std::move(count_);
  }

 private:
  /// Adds up the votes at the present keep factors, and the quota of these votes.
  void distribute() {
    votes_.assign(keep_.size(), arithmetic_.whole(0));
    exhausted_ = arithmetic_.whole(papers_.ballots() - papers_.valid());
    const auto& steps = paths_.steps();
    left_.assign(steps.size(), arithmetic_.whole(1));
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const auto& step = steps[i];
      if (i > 0 && step.through > 0) {
        const auto& weight = left_[step.before];
        const Value kept = arithmetic_.multiply(weight, keep_[step.candidate], Rounding::up);
        votes_[step.candidate] += arithmetic_.times(kept, step.through);
        left_[i] = weight - kept;
      }
      if (step.ended > 0) exhausted_ += arithmetic_.times(left_[i], step.ended);
    }
    for (const auto& paper : papers_.shared()) distribute(paper);
    Value sum = arithmetic_.whole(0);
    for (const auto& votes : votes_) sum += votes;
    quota_ = arithmetic_.divide(sum, arithmetic_.whole(std::int64_t{seats_} + 1), Rounding::down) + arithmetic_.unit();
  }

  /// Those of a rank who still stand share the weight evenly; what they do not keep goes on to the next rank.
  void distribute(const SharedPaper& paper) {
    Value weight = arithmetic_.whole(1);
    for (const auto& group : paper.groups) {
      const auto standing = std::ranges::count_if(group, [this](Option option) { return !candidates_.is_out(option); });
      if (standing == 0) continue;
      const Value part = arithmetic_.divide(weight, arithmetic_.whole(standing), Rounding::down);
      weight = arithmetic_.whole(0);
      for (const auto option : group) {
        if (candidates_.is_out(option)) continue;
        const Value kept = arithmetic_.multiply(part, keep_[option], Rounding::up);
        votes_[option] += arithmetic_.times(kept, paper.count);
        weight += part - kept;
      }
    }
    exhausted_ += arithmetic_.times(weight, paper.count);
  }

  void iterate(StvStage& stage) {
    Value last_surplus = arithmetic_.whole(0);
    while (true) {
      ++stage.iterations;
      distribute();
      const auto reached = elect_who_reached();
      update_surplus();
      const Value omega = arithmetic_.power_of_tenth(rule_.omega_places);
      if (reached) {
        stage.end = MeekEnd::elected;
      } else if (arithmetic_.compare(surplus_, omega) < 0) {
        stage.end = MeekEnd::below_omega;
      } else if (stage.iterations > 1 && arithmetic_.compare(surplus_, last_surplus) >= 0) {
        stage.end = MeekEnd::no_longer_falling;
      } else if (rule_.are_sure_losers_excluded_together && !sure_losers().empty()) {
        stage.end = MeekEnd::sure_losers;
      } else if (stage.iterations >= rule_.iterations_max) {
        stage.end = MeekEnd::iterations_max;
      }
      if (stage.end) return;
      last_surplus = surplus_;
      update_keep_factors();
    }
  }

  bool elect_who_reached() {
    bool has_elected = false;
    for (const auto option : candidates_.with(CandidateState::hopeful)) {
      const int order = arithmetic_.compare(votes_[option], quota_);
      if ((A::is_exact ? order <= 0 : order < 0) || arithmetic_.compare(votes_[option], arithmetic_.whole(0)) <= 0) continue;
      candidates_.elect(option, count_);
      paths_.release(option);
      has_elected = true;
    }
    return has_elected;
  }

  void update_surplus() {
    surplus_ = arithmetic_.whole(0);
    for (const auto option : candidates_.with(CandidateState::elected)) surplus_ += votes_[option] - quota_;
    if (arithmetic_.compare(surplus_, arithmetic_.whole(0)) < 0) surplus_ = arithmetic_.whole(0);
  }

  /// Rounding up could lift a factor above one, or a ballot's share above what it has; one is the most that can be kept.
  void update_keep_factors() {
    for (const auto option : candidates_.with(CandidateState::elected)) {
      if (arithmetic_.compare(votes_[option], arithmetic_.whole(0)) <= 0) continue;
      const Value wanted = arithmetic_.multiply(keep_[option], quota_, Rounding::up);
      keep_[option] = arithmetic_.divide(wanted, votes_[option], Rounding::up);
      if (arithmetic_.compare(keep_[option], arithmetic_.whole(1)) > 0) keep_[option] = arithmetic_.whole(1);
    }
  }

  /// The lowest hopeful; those within the remaining surplus of it are tied, as that surplus could still reach them.
  Option lowest() {
    auto hopefuls = candidates_.with(CandidateState::hopeful);
    const auto low = *std::ranges::min_element(hopefuls, [this](Option a, Option b) { return arithmetic_.compare(votes_[a], votes_[b]) < 0; });
    const Value limit = votes_[low] + surplus_;
    std::erase_if(hopefuls, [&](Option option) { return arithmetic_.compare(votes_[option], limit) > 0; });
    return ties_.choose(std::move(hopefuls), TiePurpose::exclusion, count_);
  }

  /// The most hopefuls who together, with the surplus, stay below the next one.
  std::vector<Option> sure_losers() const {
    auto hopefuls = candidates_.with(CandidateState::hopeful);
    if (hopefuls.empty()) return hopefuls;
    std::ranges::stable_sort(hopefuls, [this](Option a, Option b) { return arithmetic_.compare(votes_[a], votes_[b]) < 0; });
    const auto most = std::min(hopefuls.size() - 1, hopefuls.size() - std::min(hopefuls.size(), candidates_.seats_left()));
    Value sum = surplus_;
    std::size_t losers = 0;
    for (std::size_t i = 0; i < most; ++i) {
      sum += votes_[hopefuls[i]];
      if (arithmetic_.compare(sum, votes_[hopefuls[i + 1]]) < 0) losers = i + 1;
    }
    hopefuls.resize(losers);
    std::ranges::sort(hopefuls);
    return hopefuls;
  }

  void exclude(const std::vector<Option>& losers) {
    for (const auto option : losers) {
      candidates_.exclude(option, count_);
      keep_[option] = arithmetic_.whole(0);
    }
    for (const auto option : losers) paths_.release(option);
  }

  StvStage& open_stage() {
    count_.stages.emplace_back();
    count_.stages.back().act = count_.stages.size() == 1 ? StvAct::first_preferences : StvAct::iteration;
    return count_.stages.back();
  }

  void close_stage(StvStage& stage) {
    stage.quota = arithmetic_.amount(quota_);
    stage.surplus = arithmetic_.amount(surplus_);
    stage.exhausted = arithmetic_.amount(exhausted_);
    stage.residual = count_.total - stage.exhausted;
    for (std::size_t option = 0; option < votes_.size(); ++option) {
      stage.votes.push_back(arithmetic_.amount(votes_[option]));
      stage.keep.push_back(arithmetic_.amount(keep_[option]));
      stage.residual -= stage.votes.back();
    }
  }

  A arithmetic_;
  const Papers& papers_;
  const MeekRule& rule_;
  std::uint32_t seats_;
  Candidates candidates_;
  StvTieBreaker ties_;
  Paths paths_;
  StvCount count_;
  std::vector<Value> keep_;
  std::vector<Value> votes_;
  std::vector<Value> left_;  // per step: what a ballot has left behind it
  Value exhausted_{};
  Value quota_{};
  Value surplus_{};
};

std::optional<Fault> find_fault(const MeekRule& rule) {
  if (rule.omega_places < 0 || rule.omega_places > 18) return Fault{FaultKind::bad_parameter, "omega is out of range"};
  if (rule.iterations_max < 1) return Fault{FaultKind::bad_parameter, "no iteration allowed"};
  return find_fault(rule.arithmetic);
}

}  // namespace

MeekRule meek_rule() { return {}; }

Checked<StvCount> count_stv(const RankedElection& election, const StvContest& contest, const MeekRule& rule) {
  if (auto fault = find_fault(election, contest)) return *std::move(fault);
  if (auto fault = find_fault(rule)) return *std::move(fault);
  const Papers papers = read_papers(election, contest, contest.reading.overvote.value_or(Overvote::share), true);
  return count_in_arithmetic<MeekCount>(papers, election.options, contest, rule);
}

}  // namespace palabre::tally

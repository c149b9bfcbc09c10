// Counts an instant runoff. Called by the report of `irv` and by product code.
#include "tally/irv.hpp"

#include "tally/pairwise.hpp"
#include "tally/stv_papers.hpp"
#include "tally/stv_ties.hpp"

#include <algorithm>
#include <numeric>

namespace palabre::tally {
namespace {

class IrvRounds {
 public:
  IrvRounds(const Papers& papers, const RankedElection& election, const StvContest& contest, const IrvRule& rule)
      : papers_(papers), election_(election), rule_(rule), overvote_(contest.reading.overvote.value_or(Overvote::exhaust)), candidates_(election.options, contest), ties_(election.options, contest.tie_order),
        votes_(election.options, 0), at_(papers.size(), 0), piles_(election.options), exhausted_(papers.ballots() - papers.valid()),
        ballots_to_(election.options + 1, 0) {
    ties_.breaks_by_earlier_stages = true;
    ties_.head_to_head = [this](const std::vector<Option>& tied) { return wins_less_losses(tied); };
    count_.ballots = papers.ballots();
    count_.valid = papers.valid();
    count_.total = papers.ballots();
    count_.quota = papers.valid() / 2 + 1;
  }

  IrvCount count() {
    open_round(StvAct::first_preferences);
    for (std::size_t paper = 0; paper < papers_.size(); ++paper) {
      const auto first = papers_.order(paper).front();
      piles_[first].push_back(static_cast<std::uint32_t>(paper));
      votes_[first] += papers_.count(paper);
    }
    close_round();
    while (!elect_by_majority() && !candidates_.is_complete()) {
      open_round(StvAct::exclusion);
      exclude(losers());
      close_round();
    }
    candidates_.finish(count_);
    rank();
    return std::move(count_);
  }

 private:
  /// In pairs among the tied; the table is counted when the first tie asks for it.
  std::vector<int> wins_less_losses(const std::vector<Option>& tied) {
    if (!pairs_) pairs_ = count_pairs(election_).value();
    std::vector<int> wins;
    for (const auto a : tied) {
      int sum = 0;
      for (const auto b : tied) sum += a == b ? 0 : (pairs_->beats(a, b) ? 1 : (pairs_->beats(b, a) ? -1 : 0));
      wins.push_back(sum);
    }
    return wins;
  }

  bool elect_by_majority() {
    const auto counting = std::accumulate(votes_.begin(), votes_.end(), std::int64_t{0});
    for (const auto option : candidates_.with(CandidateState::hopeful)) {
      if (votes_[option] * 2 <= counting) continue;
      candidates_.elect(option, count_);
      return true;
    }
    return false;
  }

  std::vector<Option> losers() {
    auto hopefuls = candidates_.with(CandidateState::hopeful);
    std::ranges::stable_sort(hopefuls, {}, [this](Option option) { return votes_[option]; });
    if (rule_.are_sure_losers_excluded_together) {
      std::int64_t sum = 0;
      std::size_t sure = 0;
      for (std::size_t i = 0; i + 1 < hopefuls.size(); ++i) {
        sum += votes_[hopefuls[i]];
        if (sum < votes_[hopefuls[i + 1]]) sure = i + 1;
      }
      if (sure > 0) return {hopefuls.begin(), hopefuls.begin() + static_cast<std::ptrdiff_t>(sure)};
    }
    const auto fewest = votes_[hopefuls.front()];
    std::erase_if(hopefuls, [&](Option option) { return votes_[option] != fewest; });
    return {ties_.choose(std::move(hopefuls), TiePurpose::exclusion, count_)};
  }

  void exclude(const std::vector<Option>& losers) {
    for (const auto option : losers) candidates_.exclude(option, count_);
    for (const auto option : losers) move_pile(option);
  }

  void move_pile(Option from) {
    const std::size_t nobody = votes_.size();
    for (const auto paper : piles_[from]) {
      const auto next = next_standing(papers_.order(paper), at_[paper], overvote_, [this](Option option) { return candidates_.is_hopeful(option); });
      const std::size_t to = next ? *next : nobody;
      if (to != nobody) piles_[to].push_back(paper);
      ballots_to_[to] += papers_.count(paper);
    }
    piles_[from].clear();
    votes_[from] = 0;
    auto& round = count_.stages.back();
    round.moved.push_back(from);
    for (std::size_t to = 0; to <= nobody; ++to) {
      const auto ballots = std::exchange(ballots_to_[to], 0);
      if (ballots == 0) continue;
      (to == nobody ? exhausted_ : votes_[to]) += ballots;
      round.transfers.push_back({from, to == nobody ? std::nullopt : std::optional<Option>(static_cast<Option>(to)), ballots, ballots});
    }
  }

  void open_round(StvAct act) {
    count_.stages.emplace_back();
    count_.stages.back().act = act;
  }

  void close_round() {
    auto& round = count_.stages.back();
    round.quota = count_.quota;
    round.exhausted = exhausted_;
    round.votes.assign(votes_.begin(), votes_.end());
  }

  void rank() {
    for (const auto option : count_.elected) count_.ranking.push_back({option});
    for (auto at = count_.eliminated.rbegin(); at != count_.eliminated.rend(); ++at) count_.ranking.push_back({*at});
    const auto& ties = count_.stages.back().ties;
    if (ties.empty() || ties.back().tied.size() != 2 || ties.back().decided_by != TieBreak::listed_order || count_.elected.empty()) return;
    const auto& tied = ties.back().tied;
    if (std::ranges::find(tied, count_.elected.front()) == tied.end() || count_.ranking.size() < 2) return;
    count_.ranking[0] = tied;
    count_.ranking.erase(count_.ranking.begin() + 1);
  }

  const Papers& papers_;
  const RankedElection& election_;
  const IrvRule& rule_;
  Overvote overvote_;
  Candidates candidates_;
  StvTieBreaker ties_;
  std::optional<Pairwise> pairs_;
  IrvCount count_;
  std::vector<std::int64_t> votes_;
  std::vector<std::uint32_t> at_;
  std::vector<std::vector<std::uint32_t>> piles_;
  std::int64_t exhausted_;
  std::vector<std::int64_t> ballots_to_;
};

}  // namespace

Checked<IrvCount> count_irv(const RankedElection& election, const StvContest& contest, const IrvRule& rule) {
  if (auto fault = find_fault(election, contest)) return *std::move(fault);
  if (contest.seats != 1) return Fault{FaultKind::bad_parameter, "an instant runoff fills one seat"};
  const auto overvote = contest.reading.overvote.value_or(Overvote::exhaust);
  if (overvote == Overvote::share) return Fault{FaultKind::bad_parameter, "only Meek's method shares a ballot between candidates of one rank"};
  const Papers papers = read_papers(election, contest, overvote);
  return IrvRounds(papers, election, contest, rule).count();
}

}  // namespace palabre::tally

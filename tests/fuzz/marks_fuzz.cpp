// Any bytes as a small vote by marks, well formed or not: approval, score, STAR, majority, quadratic and shares keep what they promise.
#include "tally/approval.hpp"
#include "tally/majority.hpp"
#include "tally/quadratic.hpp"
#include "tally/score.hpp"
#include "tally/star.hpp"
#include "tally/wilson.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <numeric>

namespace {

using namespace palabre::tally;

void want(bool is_so) {
  if (!is_so) std::abort();
}

class Bytes {
 public:
  Bytes(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
  bool has_more() const { return at_ < size_; }
  std::uint8_t byte() { return at_ < size_ ? data_[at_++] : 0; }
  /// Mostly small; sometimes at the edge of what fits.
  std::int64_t number() {
    const auto first = byte();
    if (first < 200) return first % 16 - 4;
    std::int64_t wide = 0;
    for (int i = 0; i < 8; ++i) wide = static_cast<std::int64_t>((static_cast<std::uint64_t>(wide) << 8U) | byte());
    return first < 220 ? wide : first < 240 ? wide % voters_max : wide % 100'000;
  }
  double real() {
    std::uint64_t bits = 0;
    for (int i = 0; i < 8; ++i) bits = (bits << 8U) | byte();
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    return value;
  }

 private:
  const std::uint8_t* data_;
  std::size_t size_;
  std::size_t at_ = 0;
};

MarkedElection election_of(Bytes& bytes) {
  MarkedElection election{bytes.byte() % 8U, {}};
  while (bytes.has_more() && election.ballots.size() < 40) {
    MarkedBallot ballot{{}, bytes.number()};
    for (auto marks = bytes.byte() % 8U; marks > 0; --marks) ballot.marks.push_back({bytes.byte() % 9U, bytes.number()});
    election.ballots.push_back(ballot);
  }
  return election;
}

void check_standing(const Standing& standing, std::uint32_t seats, std::size_t options) {
  std::size_t ranked = 0;
  for (const auto& group : standing.order) ranked += group.size();
  want(ranked <= options && standing.elected.size() <= seats);
  want(standing.tied.empty() ? standing.tied_seats == 0 : standing.tied_seats > 0 && standing.tied.size() > standing.tied_seats);
  want(standing.tied.empty() || standing.elected.size() + standing.tied_seats == seats);
}

void check_approval(const MarkedElection& election, Bytes bytes) {
  ApprovalRule rule;
  rule.seats = bytes.byte() % 5U;
  if (bytes.byte() % 2 == 0) rule.choices_max = bytes.byte() % 5U;
  if (bytes.byte() % 2 == 0) rule.over_vote = OverVote::truncate;
  if (bytes.byte() % 2 == 0) rule.eligible = bytes.number();
  if (bytes.byte() % 2 == 0) rule.quorum = Quorum{static_cast<Counted>(bytes.byte() % 3), bytes.number(), bytes.number(), static_cast<Base>(bytes.byte() % 3), bytes.number()};
  const auto result = count_approvals(election, rule);
  if (!result) return;
  const auto& turnout = result->turnout;
  want(turnout.valid + result->blank + (rule.over_vote == OverVote::void_ballot ? result->over_voted : 0) == turnout.cast);
  for (const auto approvals : result->approvals) want(approvals >= 0 && approvals <= turnout.valid);
  check_standing(result->standing, rule.seats, election.options);
}

void check_scores(const MarkedElection& election, Bytes bytes) {
  ScoreRule rule{.grade_min = bytes.number(), .grade_max = bytes.number(), .seats = bytes.byte() % 5U, .grades_min = bytes.number()};
  for (const auto by : {ScoreBy::sum, ScoreBy::mean}) {
    rule.by = by;
    const auto result = count_scores(election, rule);
    if (!result) continue;
    check_standing(result->standing, rule.seats, election.options);
    for (const auto& total : result->totals) want(total.grades <= result->cast);
  }
  for (const auto ties : {StarTies::none, StarTies::official}) {
    const auto result = count_star(election, {rule.grade_min, rule.grade_max, ties});
    if (!result) continue;
    want(!result->winners.empty() && result->finalists.size() <= 2 && std::is_sorted(result->winners.begin(), result->winners.end()));
    for (const auto& runoff : result->runoffs) want(runoff.for_first + runoff.for_second + runoff.no_preference == result->cast && runoff.no_preference >= 0);
  }
}

void check_quadratic(const MarkedElection& election, Bytes bytes) {
  const QuadraticRule rule{.credits = bytes.number(), .seats = bytes.byte() % 5U};
  const auto result = count_quadratic(election, rule);
  if (result) {
    want(result->credits_spent + result->credits_unspent == rule.credits * (result->cast - result->over_budget) && result->credits_unspent >= 0);
    for (const auto& total : result->totals) want(total.votes == total.in_favour - total.against);
  }
  const auto identities = bytes.number();
  const auto warning = warn_of_sybils(rule.credits, identities);
  if (warning) want(warning->votes_alone * warning->votes_alone <= rule.credits && warning->votes_split <= rule.credits);
}

void check_shares(Bytes bytes) {
  const YesNo votes{bytes.number(), bytes.number(), bytes.number(), bytes.number(), bytes.byte() % 2 == 0 ? std::optional(bytes.number()) : std::nullopt};
  MajorityRule rule{bytes.number(), bytes.number(), bytes.byte() % 2 == 0, static_cast<Base>(bytes.byte() % 3), {}};
  if (bytes.byte() % 2 == 0) rule.quorum = Quorum{static_cast<Counted>(bytes.byte() % 3), bytes.number(), bytes.number(), static_cast<Base>(bytes.byte() % 3), bytes.number()};
  const auto decided = decide_majority(votes, rule);
  if (decided) want(decided->has_majority == (votes.yes >= decided->yes_needed) && (!decided->is_accepted || decided->has_majority));
  (void)check_against_default({bytes.number(), bytes.number(), bytes.number()}, bytes.number(), bytes.number());
  const Proportion proportion{bytes.number(), bytes.number()};
  const auto interval = wilson_interval(proportion, bytes.real());
  if (interval) want(interval->low >= 0 && interval->low <= interval->high && interval->high <= 1);
  const auto mean = bayesian_mean(proportion, {bytes.real(), bytes.real()});
  if (mean) want(*mean >= 0 && *mean <= 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes(data, size);
  check_shares(bytes);
  const auto rules = bytes;
  const auto election = election_of(bytes);
  check_approval(election, rules);
  check_scores(election, rules);
  check_quadratic(election, rules);
  return 0;
}

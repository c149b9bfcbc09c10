// Bytes as a small election under every rule: it adds up at each stage, fills its seats, and ends.
#include "tally/irv.hpp"

#include <algorithm>
#include <cstdlib>

namespace {

using namespace palabre::tally;

class Bytes {
 public:
  Bytes(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
  bool is_empty() const { return at_ >= size_; }
  std::uint32_t below(std::uint32_t bound) { return is_empty() ? 0 : data_[at_++] % bound; }

 private:
  const std::uint8_t* data_;
  std::size_t size_;
  std::size_t at_ = 0;
};

void require(bool is_so) {
  if (!is_so) std::abort();
}

void check(const Checked<StvCount>& count, const RankedElection& election, const StvContest& contest) {
  if (!count) {
    require(!count.fault().detail.empty());
    return;
  }
  const auto standing = election.options - contest.withdrawn.size();
  require(count->elected.size() == std::min<std::size_t>(contest.seats, standing));
  require(count->elected.size() + count->eliminated.size() == standing);
  for (const auto& stage : count->stages) {
    Amount sum = stage.exhausted + stage.residual;
    for (const auto votes : stage.votes) sum += votes;
    require(sum == count->total);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes(data, size);
  RankedElection election{1 + bytes.below(9), {}};
  StvContest contest;
  contest.seats = bytes.below(6);
  contest.reading.gap = bytes.below(2) == 0 ? Gap::skip : Gap::exhaust;
  if (bytes.below(3) == 0) contest.reading.overvote = static_cast<Overvote>(bytes.below(3));
  if (bytes.below(4) == 0) contest.withdrawn = {bytes.below(10)};
  if (bytes.below(4) == 0) contest.tie_order = {bytes.below(10), bytes.below(10)};
  const Arithmetic arithmetic{static_cast<ArithmeticKind>(bytes.below(3)), static_cast<int>(bytes.below(12)), static_cast<int>(bytes.below(5))};
  const auto flags = bytes.below(16);
  while (!bytes.is_empty()) {
    RankedBallot ballot;
    const auto weight = bytes.below(20);
    ballot.count = weight == 19 ? 40'000'000 : weight;
    std::uint32_t rank = 0;
    for (auto places = bytes.below(election.options + 1); places-- > 0;) {
      rank += std::max(bytes.below(3), rank == 0 ? 1U : 0U);
      const auto option = bytes.below(election.options);
      if (std::ranges::find(ballot.places, option, &Place::option) == ballot.places.end()) ballot.places.push_back({option, rank});
    }
    election.ballots.push_back(std::move(ballot));
  }
  GregoryRule gregory{arithmetic, static_cast<Quota>(flags % 4), (flags & 1U) != 0, (flags & 2U) != 0, (flags & 4U) != 0, (flags & 8U) != 0};
  check(count_stv(election, contest, gregory), election, contest);
  check(count_stv(election, contest, scottish_rule()), election, contest);
  check(count_stv(election, contest, wigm_rule()), election, contest);
  check(count_stv(election, contest, meek_rule()), election, contest);
  if (arithmetic.kind != ArithmeticKind::exact) check(count_stv(election, contest, MeekRule{arithmetic, 6, (flags & 1U) != 0, 500}), election, contest);
  contest.seats = std::min(contest.seats, 1U);
  const auto runoff = count_irv(election, contest, {(flags & 1U) != 0});
  check(runoff ? Checked<StvCount>(StvCount(*runoff)) : Checked<StvCount>(runoff.fault()), election, contest);
  return 0;
}

// Checks quorums in integers. Called by majority and approval, and by the reports that show how many took part.
#include "tally/quorum.hpp"

#include "tally/ballots.hpp"

#include <algorithm>

namespace palabre::tally {
namespace {

__extension__ using Wide = __int128;

std::optional<Fault> fault_of_share(std::int64_t num, std::int64_t den) {
  if (num < 0) return Fault{FaultKind::negative_number, "the quorum's share is below zero"};
  if (den < 1) return Fault{FaultKind::bad_parameter, "the quorum's share is divided by " + std::to_string(den)};
  if (num > den) return Fault{FaultKind::bad_parameter, "the quorum's share is more than the whole"};
  return std::nullopt;
}

std::int64_t counted_of(Counted counted, const Turnout& turnout, std::int64_t support) {
  if (counted == Counted::turnout) return turnout.cast;
  return counted == Counted::valid ? turnout.valid : support;
}

}  // namespace

std::optional<Fault> find_fault(const Turnout& turnout) {
  const auto eligible = turnout.eligible.value_or(turnout.cast);
  if (eligible < 0 || turnout.cast < 0 || turnout.valid < 0) return Fault{FaultKind::negative_number, "a number of people is below zero"};
  if (eligible > voters_max || turnout.cast > voters_max) return Fault{FaultKind::number_too_large, "more than " + std::to_string(voters_max) + " people"};
  if (turnout.cast > eligible) return Fault{FaultKind::bad_parameter, "more ballots (" + std::to_string(turnout.cast) + ") than eligible people (" + std::to_string(eligible) + ")"};
  if (turnout.valid > turnout.cast) return Fault{FaultKind::bad_parameter, "more valid ballots than ballots"};
  return std::nullopt;
}

Checked<std::int64_t> base_of(const Turnout& turnout, Base base) {
  if (base == Base::turnout) return turnout.cast;
  if (base == Base::valid) return turnout.valid;
  if (!turnout.eligible) return Fault{FaultKind::bad_parameter, "eligible: how many people may vote is not known"};
  return *turnout.eligible;
}

Checked<QuorumCheck> check_quorum(const Quorum& quorum, const Turnout& turnout, std::int64_t support) {
  if (auto fault = find_fault(turnout)) return *fault;
  if (auto fault = fault_of_share(quorum.num, quorum.den)) return *fault;
  if (quorum.at_least < 0 || support < 0) return Fault{FaultKind::negative_number, "a quorum is counted from zero"};
  QuorumCheck check{counted_of(quorum.counted, turnout, support), quorum.at_least, false};
  if (quorum.num > 0) {
    const auto base = base_of(turnout, quorum.of);
    if (!base) return base.fault();
    const auto share = (Wide{quorum.num} * *base + quorum.den - 1) / quorum.den;
    check.needed = std::max(check.needed, static_cast<std::int64_t>(share));
  }
  check.is_met = check.counted >= check.needed;
  return check;
}

}  // namespace palabre::tally

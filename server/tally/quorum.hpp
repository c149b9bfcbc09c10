// Exact shares and quorums: enough of what, of whom. Used by approval and majority.
#pragma once
#include "tally/checked.hpp"

#include <cstdint>
#include <optional>

namespace palabre::tally {

/// How many people could vote, did, and said something.
struct Turnout {
  std::optional<std::int64_t> eligible;  // nothing when nobody knows
  std::int64_t cast = 0;                 // every ballot handed in: blank and void ones too
  std::int64_t valid = 0;                // ballots that say something and are not void
};

/// What a share is a share of. The three give different answers to one vote, so a rule always names its own.
enum class Base { eligible, turnout, valid };

/// What has to reach the quorum: how many took part, how many said something, or the votes for the option itself.
enum class Counted { turnout, valid, support };

/// At least num/den of `of`, and at least `at_least`; both hold. The share may be zero.
struct Quorum {
  Counted counted = Counted::turnout;
  std::int64_t num = 0;
  std::int64_t den = 1;
  Base of = Base::eligible;
  std::int64_t at_least = 0;
};

struct QuorumCheck {
  std::int64_t counted = 0;
  std::int64_t needed = 0;  // the share rounded up to a whole ballot, or at_least when that is more
  bool is_met = false;
};

/// Refuses: negative_number, number_too_large (beyond voters_max), bad_parameter (eligible not known though the share is of it; more
/// ballots than eligible people, more valid than cast).
std::optional<Fault> find_fault(const Turnout& turnout);

/// `support` matters only when the quorum counts support.
/// Refuses: as find_fault, and a quorum whose share is not within 0 .. 1 or of an unknown number.
Checked<QuorumCheck> check_quorum(const Quorum& quorum, const Turnout& turnout, std::int64_t support);

/// The number of people a share is of. Refuses: bad_parameter when eligible is not known.
Checked<std::int64_t> base_of(const Turnout& turnout, Base base);

}  // namespace palabre::tally

// Candidates between stages: who stands, who is out, and how a tie among them is decided. Used by the counts of STV and IRV.
#pragma once
#include "tally/stv.hpp"

#include <functional>

namespace palabre::tally {

enum class CandidateState { hopeful, pending, elected, excluded, withdrawn };

/// Who stands. Keeps the lists of the elected and the eliminated in their order, of the whole count and of the stage.
class Candidates {
 public:
  Candidates(std::uint32_t options, const StvContest& contest);

  bool is_hopeful(Option option) const { return standing_[option] == CandidateState::hopeful; }
  bool is_out(Option option) const { return standing_[option] == CandidateState::excluded || standing_[option] == CandidateState::withdrawn; }
  std::vector<Option> with(CandidateState standing) const;
  std::size_t hopefuls() const { return hopefuls_; }
  std::size_t seats_left() const { return seats_ > elected_ ? seats_ - elected_ : 0; }
  /// All seats are filled, or no more stand than seats are left.
  bool is_complete() const { return seats_left() == 0 || hopefuls_ <= seats_left(); }

  void elect(Option option, StvCount& count, CandidateState standing = CandidateState::elected);
  void exclude(Option option, StvCount& count);
  void settle(Option option) { standing_[option] = CandidateState::elected; }
  /// Elects all who stand when seats are left for them, or else eliminates them, in the last stage.
  void finish(StvCount& count);

 private:
  std::vector<CandidateState> standing_;
  std::size_t hopefuls_ = 0;
  std::size_t elected_ = 0;
  std::size_t seats_;
};

/// Decides ties by an order, and before that as it is asked to.
class StvTieBreaker {
 public:
  StvTieBreaker(std::uint32_t options, const std::vector<Option>& tie_order);

  bool breaks_by_earlier_stages = false;
  /// How many of `tied` a candidate of them beats, less those it loses to; absent: not asked.
  std::function<std::vector<int>(const std::vector<Option>& tied)> head_to_head;

  /// The one of `tied` who is chosen. One alone is no tie; a tie is noted in the last stage of `count`, whose earlier stages may
  /// decide it: the fewest votes for an exclusion, the most for a surplus.
  Option choose(std::vector<Option> tied, TiePurpose purpose, StvCount& count) const;

 private:
  std::optional<std::size_t> narrow_by_stages(std::vector<Option>& tied, TiePurpose purpose, const StvCount& count) const;
  std::vector<std::uint32_t> place_;  // in the order
  std::size_t given_;                 // the first places come from the contest's tie order
};

}  // namespace palabre::tally

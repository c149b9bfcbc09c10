// Moves candidates from hopeful to elected or excluded, and decides ties so that each decision can be read afterwards.
// Called by the counts of STV and IRV.
#include "tally/stv_ties.hpp"

#include <algorithm>

namespace palabre::tally {

Candidates::Candidates(std::uint32_t options, const StvContest& contest) : standing_(options, CandidateState::hopeful), seats_(contest.seats) {
  for (const auto option : contest.withdrawn) standing_[option] = CandidateState::withdrawn;
  hopefuls_ = options - contest.withdrawn.size();
}

std::vector<Option> Candidates::with(CandidateState standing) const {
  std::vector<Option> found;
  for (Option option = 0; option < standing_.size(); ++option)
    if (standing_[option] == standing) found.push_back(option);
  return found;
}

void Candidates::elect(Option option, StvCount& count, CandidateState standing) {
  standing_[option] = standing;
  --hopefuls_;
  ++elected_;
  count.elected.push_back(option);
  count.stages.back().elected.push_back(option);
}

void Candidates::exclude(Option option, StvCount& count) {
  standing_[option] = CandidateState::excluded;
  --hopefuls_;
  count.eliminated.push_back(option);
  count.stages.back().eliminated.push_back(option);
}

void Candidates::finish(StvCount& count) {
  auto& last = count.stages.back();
  const auto rest = with(CandidateState::hopeful);
  if (rest.size() <= seats_left()) {
    for (const auto option : rest) elect(option, count);
    last.is_rest_elected = !rest.empty();
    return;
  }
  for (const auto option : rest) exclude(option, count);
  last.unelected = rest;
}

StvTieBreaker::StvTieBreaker(std::uint32_t options, const std::vector<Option>& tie_order) : place_(options, UINT32_MAX), given_(tie_order.size()) {
  std::uint32_t next = 0;
  for (const auto option : tie_order) place_[option] = next++;
  for (auto& place : place_)
    if (place == UINT32_MAX) place = next++;
}

/// Keeps those with the fewest (or most) votes at the latest stage where the tied differ, and goes on backwards among them.
std::optional<std::size_t> StvTieBreaker::narrow_by_stages(std::vector<Option>& tied, TiePurpose purpose, const StvCount& count) const {
  std::optional<std::size_t> decided;
  for (std::size_t stage = count.stages.size() - 1; stage-- > 0 && tied.size() > 1;) {
    const auto& votes = count.stages[stage].votes;
    const auto by_votes = [&votes](Option a, Option b) { return votes[a] < votes[b]; };
    const auto [fewest, most] = std::ranges::minmax_element(tied, by_votes);
    const auto wanted = votes[purpose == TiePurpose::exclusion ? *fewest : *most];
    if (std::erase_if(tied, [&](Option option) { return votes[option] != wanted; }) > 0) decided = stage;
  }
  return decided;
}

Option StvTieBreaker::choose(std::vector<Option> tied, TiePurpose purpose, StvCount& count) const {
  if (tied.size() == 1) return tied.front();
  StvTie tie{purpose, tied, 0, TieBreak::earlier_stage, std::nullopt};
  if (breaks_by_earlier_stages) tie.stage = narrow_by_stages(tied, purpose, count);
  while (head_to_head && tied.size() > 1) {
    tie.decided_by = TieBreak::head_to_head;
    const auto wins = head_to_head(tied);
    const auto fewest = std::ranges::min(wins);
    std::vector<Option> losers;
    for (std::size_t i = 0; i < tied.size(); ++i)
      if (wins[i] == fewest) losers.push_back(tied[i]);
    if (losers.size() == tied.size()) break;
    tied = std::move(losers);
  }
  const auto first = *std::ranges::min_element(tied, {}, [this](Option option) { return place_[option]; });
  if (tied.size() > 1) tie.decided_by = place_[first] < given_ ? TieBreak::tie_order : TieBreak::listed_order;
  tie.chosen = first;
  count.stages.back().ties.push_back(std::move(tie));
  return first;
}

}  // namespace palabre::tally

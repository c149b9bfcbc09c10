// Draws a panel from its lottery, and replacements for those who leave it. Called by report_sortition.
#include "tally/sortition.hpp"

#include <algorithm>

namespace palabre::tally {
namespace {

/// The kind's households in drawn order as far as needed: the first fill its first type, and so on.
void draw_kind(const PanelLottery& lottery, const HouseholdKind& kind, const std::vector<std::uint32_t>& seats, Chance& chance, std::vector<std::uint32_t>& drawn) {
  std::vector<std::uint32_t> order(kind.households.size());
  for (std::uint32_t at = 0; at < order.size(); ++at) order[at] = at;
  std::size_t next = 0;
  for (const auto type : kind.types) {
    for (std::uint32_t seat = 0; seat < seats[type]; ++seat, ++next) {
      std::swap(order[next], order[next + chance.below(order.size() - next)]);
      std::vector<std::uint32_t> members;
      for (const auto person : kind.households[order[next]])
        if (std::binary_search(lottery.types[type].people.begin(), lottery.types[type].people.end(), person)) members.push_back(person);
      drawn.push_back(members[members.size() > 1 ? chance.below(members.size()) : 0]);
    }
  }
}

}  // namespace

DrawnPanel draw_panel(const PanelLottery& lottery, const Seed& seed) {
  Chance chance(seed);
  DrawnPanel panel;
  panel.ticket = chance.below(lottery_tickets);
  std::uint64_t before = lottery.compositions.front().tickets;
  while (panel.ticket >= before) before += lottery.compositions[++panel.composition].tickets;
  std::vector<std::uint32_t> seats(lottery.types.size(), 0);
  for (const auto& share : lottery.compositions[panel.composition].shares) seats[share.type] = share.seats;
  for (const auto& kind : lottery.kinds) draw_kind(lottery, kind, seats, chance, panel.people);
  std::sort(panel.people.begin(), panel.people.end());
  return panel;
}

}  // namespace palabre::tally

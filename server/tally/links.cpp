// Orders pairwise defeats by their strength. Called by Schulze and ranked pairs.
#include "tally/links.hpp"

#include <algorithm>
#include <numeric>

namespace palabre::tally {

/// No product overflows: both factors are at most voters_max = 10^9.
std::strong_ordering compare_strength(Strength strength, const Link& a, const Link& b) {
  switch (strength) {
    case Strength::winning: return a.winning <=> b.winning;
    case Strength::margins: return a.winning - a.losing <=> b.winning - b.losing;
    case Strength::tuple: return a.winning != b.winning ? a.winning <=> b.winning : b.losing <=> a.losing;
    case Strength::ratio: break;
  }
  if (a.losing == 0 && b.losing == 0) return a.winning <=> b.winning;
  return a.winning * b.losing <=> b.winning * a.losing;
}

StrengthValue strength_value(Strength strength, const Link& link) {
  switch (strength) {
    case Strength::winning: return {link.winning, 0};
    case Strength::margins: return {link.winning - link.losing, 0};
    case Strength::tuple: return {link.winning, link.losing};
    case Strength::ratio: break;
  }
  if (link.losing == 0) return {link.winning, 0};
  const auto divisor = std::gcd(link.winning, link.losing);
  return {link.winning / divisor, link.losing / divisor};
}

std::vector<std::vector<Link>> links_by_strength(const Pairwise& pairwise, Strength strength) {
  std::vector<Link> links;
  for (Option x = 0; x < pairwise.options; ++x)
    for (Option y = 0; y < pairwise.options; ++y)
      if (pairwise.beats(x, y)) links.push_back({x, y, pairwise.of(x, y), pairwise.of(y, x)});
  std::stable_sort(links.begin(), links.end(), [strength](const Link& a, const Link& b) { return compare_strength(strength, a, b) > 0; });
  std::vector<std::vector<Link>> groups;
  for (const auto& link : links) {
    if (groups.empty() || compare_strength(strength, groups.back().front(), link) != 0) groups.emplace_back();
    groups.back().push_back(link);
  }
  return groups;
}

}  // namespace palabre::tally

// A small, repeatable shuffle key: the fair random order of lists is the same on every page of one visit.
#pragma once
#include <cstdint>

namespace palabre {

/// SplitMix64 finaliser: spreads `seed` and `value` into 63 bits that order a list at random, the same for the same seed.
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014. Not for secrets.
constexpr std::int64_t shuffle_key(std::uint64_t seed, std::uint64_t value) {
  std::uint64_t mixed = value * 0x9E3779B97F4A7C15ULL + seed;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9ULL;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBULL;
  return static_cast<std::int64_t>((mixed ^ (mixed >> 31)) >> 1);
}

}  // namespace palabre

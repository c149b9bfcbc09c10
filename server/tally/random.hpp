// Repeatable chance: the same seed gives the same draws on every machine, so that anybody can repeat a lottery.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace palabre::tally {

/// 32 bytes as four words; word 0 holds the first eight bytes, most significant first.
using Seed = std::array<std::uint64_t, 4>;

/// The seed of 1 to 64 hexadecimal digits; fewer digits are the lowest ones. Nothing for any other text.
std::optional<Seed> seed_of_hex(std::string_view hex);

/// xoshiro256** 1.0. Its state is the seed, mixed word by word with splitmix64, so that a seed of zeros works too.
/// Source: Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47 (2021).
class Chance {
 public:
  explicit Chance(const Seed& seed);
  std::uint64_t next();
  /// Evenly from 0 .. bound-1, without the bias of a remainder (Lemire 2019). bound > 0.
  std::uint64_t below(std::uint64_t bound);
  /// Evenly from [0, 1), a multiple of 2^-53.
  double unit();

 private:
  Seed state_;
};

}  // namespace palabre::tally

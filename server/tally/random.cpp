// The generator behind every draw of the library. Called by sortition, small groups and opinion groups.
#include "tally/random.hpp"

#include <bit>

namespace palabre::tally {
namespace {

__extension__ using Wide = unsigned __int128;

int digit_of(char letter) {
  if (letter >= '0' && letter <= '9') return letter - '0';
  if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
  if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
  return -1;
}

std::uint64_t splitmix64(std::uint64_t word) {
  word += 0x9e3779b97f4a7c15U;
  word = (word ^ (word >> 30U)) * 0xbf58476d1ce4e5b9U;
  word = (word ^ (word >> 27U)) * 0x94d049bb133111ebU;
  return word ^ (word >> 31U);
}

}  // namespace

std::optional<Seed> seed_of_hex(std::string_view hex) {
  if (hex.empty() || hex.size() > 64) return std::nullopt;
  Seed seed{};
  for (std::size_t i = 0; i < hex.size(); ++i) {
    const int digit = digit_of(hex[hex.size() - 1 - i]);
    if (digit < 0) return std::nullopt;
    seed[3 - i / 16] |= static_cast<std::uint64_t>(digit) << (4 * (i % 16));
  }
  return seed;
}

Chance::Chance(const Seed& seed) : state_(seed) {
  // Forth and back, so that every word of the state depends on every word of the seed and near seeds give unrelated draws.
  std::uint64_t previous = 0;
  for (auto& word : state_) previous = word = splitmix64(word ^ previous);
  for (std::size_t i = state_.size(); i-- > 0;) previous = state_[i] = splitmix64(state_[i] ^ std::rotl(previous, 17));
}

std::uint64_t Chance::next() {
  const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
  const std::uint64_t shifted = state_[1] << 17U;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

std::uint64_t Chance::below(std::uint64_t bound) {
  Wide product = static_cast<Wide>(next()) * bound;
  if (static_cast<std::uint64_t>(product) < bound) {
    const std::uint64_t threshold = (0 - bound) % bound;
    while (static_cast<std::uint64_t>(product) < threshold) product = static_cast<Wide>(next()) * bound;
  }
  return static_cast<std::uint64_t>(product >> 64U);
}

double Chance::unit() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }

}  // namespace palabre::tally

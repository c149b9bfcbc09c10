// Decides who may read /metrics. Called by its route, and by app/config to read the setting.
#include "monitoring/metrics_readers.hpp"

#include "crypto/crypto.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace palabre::monitoring {
namespace {

constexpr int mapped_bits = 96;  // of an IPv4 address inside IPv6

}  // namespace

bool AddressBlock::holds(const AddressBlock& address) const {
  if (address.bits < bits) return false;
  for (int bit = 0; bit < bits; ++bit) {
    const auto byte = static_cast<std::size_t>(bit / 8);
    const int mask = 0x80 >> (bit % 8);
    if ((bytes[byte] & mask) != (address.bytes[byte] & mask)) return false;
  }
  return true;
}

std::optional<AddressBlock> parse_block(std::string_view text) {
  const auto slash = text.find('/');
  const std::string address(text.substr(0, slash));
  AddressBlock block;
  in_addr four{};
  int offset = 0;
  if (inet_pton(AF_INET, address.c_str(), &four) == 1) {
    offset = mapped_bits;
    block.bytes[10] = block.bytes[11] = 0xff;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(&four);
    std::copy(bytes, bytes + 4, block.bytes.begin() + 12);
  } else if (inet_pton(AF_INET6, address.c_str(), block.bytes.data()) != 1) {
    return std::nullopt;
  }
  if (slash == std::string_view::npos) return block;
  const auto length = text.substr(slash + 1);
  int bits = -1;
  const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), bits);
  if (error != std::errc{} || end != length.data() + length.size() || bits < 0 || bits + offset > 128) return std::nullopt;
  block.bits = bits + offset;
  return block;
}

Result<std::vector<AddressBlock>> parse_blocks(std::string_view text) {
  std::vector<AddressBlock> blocks;
  constexpr std::string_view between = ", \t";
  for (auto at = text.find_first_not_of(between); at != std::string_view::npos; at = text.find_first_not_of(between, at)) {
    const auto end = std::min(text.find_first_of(between, at), text.size());
    const auto block = parse_block(text.substr(at, end - at));
    if (!block) return refuse(Reason::bad_field, "\"" + std::string(text.substr(at, end - at)) + "\" is no address and no block like 10.0.0.0/8");
    blocks.push_back(*block);
    at = end;
  }
  return blocks;
}

bool MetricsReaders::may_read(std::string_view address, bool is_forwarded, std::string_view bearer) const {
  if (!token.empty() && crypto::same_bytes(token, bearer)) return true;
  // Without trust the address is the proxy's, and says nothing of who asks.
  if (is_forwarded && !trusts_proxy) return false;
  const auto asking = parse_block(address);
  if (!asking) return false;
  if (!from.empty()) return std::any_of(from.begin(), from.end(), [&](const AddressBlock& block) { return block.holds(*asking); });
  // A proxy on this machine would make loopback of everybody: behind one, whoever may read is named.
  if (trusts_proxy) return false;
  static const std::array<AddressBlock, 2> loopback{*parse_block("127.0.0.0/8"), *parse_block("::1")};
  return std::any_of(loopback.begin(), loopback.end(), [&](const AddressBlock& block) { return block.holds(*asking); });
}

}  // namespace palabre::monitoring

// Who may read /metrics: the figures say how busy a site is and which version it runs, which is nobody's business but the operator's.
#pragma once
#include "base/refusal.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::monitoring {

/// A block of addresses, "10.0.0.0/8" or "2001:db8::/32"; one address is a block of its full length. IPv4 lies in ::ffff:0:0/96.
struct AddressBlock {
  std::array<std::uint8_t, 16> bytes{};
  int bits = 128;
  [[nodiscard]] bool holds(const AddressBlock& address) const;
};
std::optional<AddressBlock> parse_block(std::string_view text);

/// The blocks of "127.0.0.1, 10.0.0.0/8"; blanks and commas part them. Refuses bad_field.
Result<std::vector<AddressBlock>> parse_blocks(std::string_view text);

struct MetricsReaders {
  std::vector<AddressBlock> from;   // setting metrics_from; empty: the loopback addresses, where no proxy stands in front
  std::string token;                // empty: none
  bool trusts_proxy = false;

  /// `address`: of the client, as a trusted proxy tells it, else of the connection. `is_forwarded`: the request says it came
  /// through a proxy. `bearer`: what it brought as a token.
  [[nodiscard]] bool may_read(std::string_view address, bool is_forwarded, std::string_view bearer) const;
};

}  // namespace palabre::monitoring

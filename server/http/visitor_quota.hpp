// How many new visitors one address may become in an hour. Held in memory only: no address is ever stored.
#pragma once
#include "base/instant.hpp"

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace palabre::http {

class VisitorQuota {
 public:
  explicit VisitorQuota(std::int64_t per_hour) : per_hour_(per_hour) {}

  /// Counts one; false when the address has had its hour's share. Thread: any.
  bool take(std::string_view address, Instant now);

 private:
  struct Hour {
    std::int64_t count = 0;
    Instant since;
  };
  static constexpr std::size_t addresses_max = 65'536;

  std::int64_t per_hour_;
  std::mutex mutex_;
  std::unordered_map<std::string, Hour> hours_;
};

}  // namespace palabre::http

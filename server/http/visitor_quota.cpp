// Counts new visitors for each address. Called when somebody contributes without an account for the first time.
#include "http/visitor_quota.hpp"

#include "http/rate_limiter.hpp"

namespace palabre::http {

bool VisitorQuota::take(std::string_view address, Instant now) {
  const std::lock_guard lock(mutex_);
  if (hours_.size() >= addresses_max) {
    std::erase_if(hours_, [&](const auto& item) { return now.unix_ms - item.second.since.unix_ms >= ms_per_hour; });
    if (hours_.size() >= addresses_max) hours_.clear();  // a flood from everywhere: better to count anew than to grow
  }
  auto& hour = hours_.try_emplace(address_group(address), Hour{0, now}).first->second;
  if (now.unix_ms - hour.since.unix_ms >= ms_per_hour) hour = {0, now};
  if (hour.count >= per_hour_) return false;
  ++hour.count;
  return true;
}

}  // namespace palabre::http

// The clocks of the product. Called by the gate and the rules' callers; never by a rule itself.
#include "base/clock.hpp"

#include <chrono>
#include <fstream>

namespace palabre {

Instant SystemClock::now() const {
  using namespace std::chrono;
  return Instant{duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
}

Instant OffsetClock::now() const {
  constexpr std::int64_t reread_after_ms = 100;
  const Instant real = SystemClock{}.now();
  if (real.unix_ms - read_at_ms_.load() >= reread_after_ms) {
    read_at_ms_ = real.unix_ms;
    std::int64_t offset_s = 0;
    if (std::ifstream file(path_); file >> offset_s) offset_ms_ = offset_s * ms_per_second;
  }
  return real.plus_ms(offset_ms_.load());
}

}  // namespace palabre

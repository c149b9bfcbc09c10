// What each server let through, told to the others twice a second, so that nobody gets more by asking several.
#pragma once
#include "db/tx.hpp"

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace palabre::nodes {

/// A key of http::RateLimiter, and how often it was used.
using Use = std::pair<std::string, std::int64_t>;

/// A row holds at most this many keys, the most used ones.
inline constexpr std::size_t uses_max = 2000;
/// Older rows are too late to count.
inline constexpr std::int64_t use_kept_ms = 5 * ms_per_second;

/// Tells what `own` let through; removes its rows that are too old. `number`: one more each time.
void save_uses(db::Tx& tx, std::string_view own, std::int64_t number, const std::vector<Use>& uses);

/// Reads what others told. Each row counts once: the reader remembers the last number of each node.
class UseReader {
 public:
  std::vector<Use> load_new(db::Tx& tx, std::string_view own);

 private:
  std::unordered_map<std::string, std::int64_t> last_numbers_;
};

}  // namespace palabre::nodes

// Watches live rounds: which lines hold, whose time is over. Called on every turn of the clockwork.
#pragma once
#include "base/clock.hpp"
#include "base/limits.hpp"
#include "db/gate.hpp"

#include <functional>
#include <string>
#include <unordered_map>

namespace palabre::app {

class RoundWatch {
 public:
  /// Whether a socket follows this channel now.
  using IsFollowed = std::function<bool(const std::string& channel)>;
  RoundWatch(db::Gate& gate, const Clock& clock, IsFollowed is_followed) : gate_(gate), clock_(clock), is_followed_(std::move(is_followed)) {}

  /// A cheap look at a snapshot; writes only when something changed.
  void look();

 private:
  /// A line that was there a moment ago still holds: a page that is loaded anew lets go of its socket and takes another.
  bool holds(const std::string& channel);

  db::Gate& gate_;
  const Clock& clock_;
  IsFollowed is_followed_;
  std::unordered_map<std::string, Instant> followed_at_;
};

}  // namespace palabre::app

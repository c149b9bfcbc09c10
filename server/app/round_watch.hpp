// Watches live rounds: which lines hold, whose time is over. Called on every turn of the clockwork.
#pragma once
#include "base/clock.hpp"
#include "base/limits.hpp"
#include "db/gate.hpp"

#include <functional>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace palabre::app {

class RoundWatch {
 public:
  /// Whether a socket of this server follows this channel now.
  using IsFollowed = std::function<bool(const std::string& channel)>;
  /// Channels that are followed on other servers, as of a snapshot; empty: there are none.
  using Elsewhere = std::function<std::unordered_set<std::string>(db::Tx&)>;
  RoundWatch(db::Gate& gate, const Clock& clock, IsFollowed is_followed, Elsewhere elsewhere = {})
      : gate_(gate), clock_(clock), is_followed_(std::move(is_followed)), elsewhere_(std::move(elsewhere)) {}

  /// A cheap look at a snapshot; writes only when something changed, and then as things are in that write: another server that
  /// watches the same rounds may have been quicker.
  void look();

 private:
  /// A line that was there a moment ago still holds: a page that is loaded anew lets go of its socket and takes another.
  bool holds(const std::string& channel, const std::unordered_set<std::string>& elsewhere);
  [[nodiscard]] std::unordered_set<std::string> load_elsewhere(db::Tx& tx) const;

  db::Gate& gate_;
  const Clock& clock_;
  IsFollowed is_followed_;
  Elsewhere elsewhere_;
  std::unordered_map<std::string, Instant> followed_at_;
};

}  // namespace palabre::app

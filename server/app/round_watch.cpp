// The clock's and the sockets' part in live rounds. Called by serve's clockwork.
#include "app/round_watch.hpp"

#include "rounds/advance_rounds.hpp"

namespace palabre::app {

bool RoundWatch::holds(const std::string& channel) {
  const Instant now = clock_.now();
  if (is_followed_(channel)) {
    followed_at_[channel] = now;
    return true;
  }
  const auto last = followed_at_.find(channel);
  if (last == followed_at_.end()) return false;
  if (last->second.plus_ms(Limits{}.round_drop_ms) > now) return true;
  followed_at_.erase(last);
  return false;
}

void RoundWatch::look() {
  std::vector<rounds::Watched> changed;
  const bool is_due = gate_.read([&](db::Tx& tx) {
    changed = rounds::find_changed_lines(tx, [this](const std::string& channel) { return holds(channel); });
    return rounds::is_round_due(tx);
  });
  if (!is_due && changed.empty()) return;
  gate_.write([&changed](db::Tx& tx) {
    rounds::note_presence(tx, changed);
    rounds::advance_rounds(tx);
  });
}

}  // namespace palabre::app

// The clock's and the sockets' part in live rounds. Called by serve's clockwork.
#include "app/round_watch.hpp"

#include "rounds/advance_rounds.hpp"

namespace palabre::app {

std::unordered_set<std::string> RoundWatch::load_elsewhere(db::Tx& tx) const {
  return elsewhere_ ? elsewhere_(tx) : std::unordered_set<std::string>{};
}

bool RoundWatch::holds(const std::string& channel, const std::unordered_set<std::string>& elsewhere) {
  const Instant now = clock_.now();
  if (is_followed_(channel) || elsewhere.contains(channel)) {
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
  const auto find_changed = [this](db::Tx& tx) {
    const auto elsewhere = load_elsewhere(tx);
    return rounds::find_changed_lines(tx, [&](const std::string& channel) { return holds(channel, elsewhere); });
  };
  const bool is_due = gate_.read([&](db::Tx& tx) {
    const bool is_line_changed = !find_changed(tx).empty();
    return is_line_changed || rounds::is_round_due(tx);
  });
  if (!is_due) return;
  gate_.write([&](db::Tx& tx) {
    rounds::note_presence(tx, find_changed(tx));
    rounds::advance_rounds(tx);
  });
}

}  // namespace palabre::app

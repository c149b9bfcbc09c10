// The servers of one instance as the database knows them: each writes a sign of life, all read them.
#pragma once
#include "db/tx.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace palabre::nodes {

/// After this much silence nothing a node told counts any more.
inline constexpr std::int64_t silent_ms_max = 10 * ms_per_second;
/// How often a node gives a sign of life.
inline constexpr std::int64_t beat_ms = 2 * ms_per_second;
/// A silent node is shown to administrators for so long, then its rows go.
inline constexpr std::int64_t shown_ms = ms_per_hour;

struct Node {
  std::string id;
  std::string version;
  Instant started_at;
  Instant seen_at;
  std::int64_t published_seq = 0;
};

[[nodiscard]] inline bool is_alive(const Node& node, Instant now) { return node.seen_at.plus_ms(silent_ms_max) > now; }

/// A sign of life at tx.now().
void save_beat(db::Tx& tx, const Node& own);
/// All that are shown, the oldest first.
std::vector<Node> load_nodes(db::Tx& tx);
/// Whether somebody besides `own` is alive.
bool has_company(db::Tx& tx, std::string_view own);
/// The node ends: nothing of it stays.
void leave(db::Tx& tx, std::string_view own);
/// Removes nodes that were silent too long, and all they told; how many.
std::int64_t forget_dead(db::Tx& tx);

}  // namespace palabre::nodes

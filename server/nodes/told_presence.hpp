// How many sockets follow each channel on each server: told by every node, summed by all.
#pragma once
#include "db/tx.hpp"

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace palabre::nodes {

using Counts = std::unordered_map<std::string, std::int64_t>;
/// Channels whose count is another now; 0: nobody follows it any more.
using Changes = std::vector<std::pair<std::string, std::int64_t>>;

/// One telling holds at most this many; the rest is told the next time.
inline constexpr std::size_t changes_max = 300;

/// What changed from `told` to `now`, at most `changes_max`. `begins_with`: only channels that do.
Changes changes_of(const Counts& told, const Counts& now, std::string_view begins_with = {});
/// Takes changes over into what was told.
void apply(Counts& told, const Changes& changes);

void save_presence(db::Tx& tx, std::string_view own, const Changes& changes);
/// Sums over all nodes alive but `own`.
Counts load_presence_elsewhere(db::Tx& tx, std::string_view own);
/// Channels of seats that somebody follows on another node alive.
std::unordered_set<std::string> load_seats_elsewhere(db::Tx& tx, std::string_view own);

}  // namespace palabre::nodes

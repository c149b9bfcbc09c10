// Limits that hold over all servers to the last request: counted in the database, under keys that name nobody.
#pragma once
#include "db/tx.hpp"

#include <string_view>

namespace palabre::nodes {

/// Takes one of `per_minute` under `key`: a bucket that holds a minute's worth and fills evenly, the same as http::RateLimiter's.
/// 0: go ahead; otherwise seconds to wait, at least 1, and nothing was taken. In a write.
/// Why one number: a bucket is told by the moment at which it is full again. Taking one moves that moment on by a minute's part;
/// when it would lie more than a minute ahead, the bucket is empty.
int take_one(db::Tx& tx, std::string_view key, std::int64_t per_minute);

/// Counts one of `per_hour` under `key` in the hour that began with the first; false when they are used up. In a write.
bool count_one(db::Tx& tx, std::string_view key, std::int64_t per_hour);

/// Removes keys whose bucket is full or whose hour is over; how many.
std::int64_t forget_spent(db::Tx& tx);

}  // namespace palabre::nodes

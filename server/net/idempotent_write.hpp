// A write that is done once however often it is sent. Runs inside the writer's transaction.
#pragma once
#include "base/limits.hpp"
#include "db/tx.hpp"
#include "http/request.hpp"
#include "http/response.hpp"

#include <functional>

namespace palabre::net {

/// Runs `act` unless `request` carries a key this person used before; then the kept answer. The answer is kept in the same transaction
/// as what the act did; when the act is refused (status 400 and above) only the record stays.
/// Without a key, a refusal throws db::RolledBack after `answer` was set.
void write_once(db::Tx& tx, const http::Request& request, PersonId person, const Limits& limits,
                const std::function<http::Response()>& act, http::Response& answer);

/// Runs `act` and keeps nothing about it: http::Replies::never_kept. A refusal throws db::RolledBack after `answer` was set.
void write_anew(const std::function<http::Response()>& act, http::Response& answer);

}  // namespace palabre::net

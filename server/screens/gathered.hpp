// Pages that draw run on a thread without a database: first they gather what they show in one read, then they draw.
#pragma once
#include "db/gate.hpp"
#include "http/route.hpp"

namespace palabre::screens {

/// What `gather` makes of the same call with a snapshot open; the snapshot is closed before anything is drawn.
template <class Gather>
auto gathered(const http::Call& call, Gather gather) {
  return call.services.gate->read([&](db::Tx& tx) {
    const http::Call reading{call.request, call.path, call.viewer, call.services, tx.now(), &tx};
    return gather(reading);
  });
}

}  // namespace palabre::screens

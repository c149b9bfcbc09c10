// What the machines that watch over this one are told: /healthz, /readyz and /metrics.
#pragma once
#include "http/route.hpp"
#include "monitoring/metrics.hpp"
#include "monitoring/metrics_readers.hpp"

namespace palabre::monitoring {

/// Made by app/serve; lives as long as the server.
struct Monitoring {
  Sources sources;
  MetricsReaders readers;
};

http::Routes routes();

}  // namespace palabre::monitoring

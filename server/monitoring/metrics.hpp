// Everything the server counts, as the text of /metrics.
#pragma once
#include "base/instant.hpp"
#include "monitoring/pulse.hpp"

#include <string>

namespace palabre::monitoring {

/// What the figures are taken from; null where it does not run, as in some tests.
struct Sources {
  std::string version;
  std::string database;               // "PostgreSQL 15.8"
  const http::Vitals* vitals = nullptr;
  const db::GateFigures* gate = nullptr;
  const Pulse* pulse = nullptr;
};

/// The whole text. Reads counters and /proc only: no database, no lock that a request could hold.
std::string metrics_text(const Sources& sources);

}  // namespace palabre::monitoring

// GET /healthz, /readyz and /metrics. Called by the router on an io thread: from memory, never waiting.
#include "monitoring/monitoring.hpp"

#include <nlohmann/json.hpp>

namespace palabre::monitoring {
namespace {

using http::Call;
using http::Response;
using nlohmann::json;

/// The process runs and its io thread turns. Nothing else is asked: a database that is down is no reason to kill this process.
Result<Response> get_alive(const Call&) { return http::text_response("ok\n", "text/plain; charset=utf-8"); }

json ms_or_null(std::int64_t ms) { return ms < 0 ? json(nullptr) : json(ms); }

/// Whether requests may be sent here now; what a load balancer asks.
Result<Response> get_ready(const Call& call) {
  const auto* monitoring = call.services.monitoring;
  if (monitoring == nullptr || monitoring->sources.pulse == nullptr || monitoring->sources.vitals == nullptr)
    return refuse(Reason::not_found, "this server has no pulse");
  const auto& sources = monitoring->sources;
  const Reading reading = sources.pulse->last();
  const Readiness ready = decide_readiness(reading, sources.vitals->log_read_at_ms, steady_now_ms());
  const json body{{"status", ready.is_ready() ? "ready" : "not_ready"},
                  {"checks",
                   {{"database", {{"ok", ready.answers}, {"answer_age_ms", ms_or_null(ready.answer_age_ms)}}},
                    {"schema", {{"ok", ready.is_schema_current}}},
                    {"events",
                     {{"ok", ready.hands_out},
                      {"published", sources.vitals->published_seq.load()},
                      {"head", reading.head_seq},
                      {"lag_ms", reading.lag_ms},
                      {"look_age_ms", ms_or_null(ready.look_age_ms)}}}}}};
  return http::json_response(body, ready.is_ready() ? 200 : 503);
}

Result<Response> get_metrics(const Call& call) {
  const auto* monitoring = call.services.monitoring;
  if (monitoring == nullptr) return refuse(Reason::not_found, "this server keeps no figures");
  if (!monitoring->readers.may_read(call.request.remote_address, call.request.is_forwarded, call.request.bearer))
    return refuse(Reason::not_allowed, "the figures are for those who run this server: see metrics_from and PALABRE_METRICS_TOKEN");
  return http::text_response(metrics_text(monitoring->sources), "text/plain; version=0.0.4; charset=utf-8");
}

}  // namespace

http::Routes routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/healthz", Who::anyone, Kind::instant, Cost::free, Audience::mine, get_alive},
      {Method::get, "/readyz", Who::anyone, Kind::instant, Cost::free, Audience::mine, get_ready},
      {Method::get, "/metrics", Who::anyone, Kind::instant, Cost::cheap, Audience::mine, get_metrics},
  };
}

}  // namespace palabre::monitoring

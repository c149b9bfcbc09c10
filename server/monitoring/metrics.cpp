// Names and describes each figure. Called by the route /metrics; deploy/grafana.json draws them by these names.
#include "monitoring/metrics.hpp"

#include "monitoring/exposition.hpp"
#include "monitoring/process_figures.hpp"

#include <algorithm>

namespace palabre::monitoring {
namespace {

constexpr std::string_view counter = "counter";
constexpr std::string_view gauge = "gauge";
constexpr double us_per_second = 1e6;
constexpr std::array<std::string_view, http::Traffic::classes> class_names{"1xx", "2xx", "3xx", "4xx", "5xx"};

double seconds(std::int64_t ms) { return static_cast<double>(ms) / ms_per_second; }

void write_requests(Exposition& out, const http::TrafficSums& sums) {
  out.family("palabre_http_requests_total", counter, "Requests answered, by route and class of status.");
  for (const auto& row : sums.rows) {
    for (std::size_t i = 0; i < class_names.size(); ++i) {
      if (row.by_class[i] > 0) out.sample({{"method", row.method}, {"route", row.route}, {"class", class_names[i]}}, row.by_class[i]);
    }
  }
  out.family("palabre_http_responses_total", counter, "Answers by status.");
  for (const auto& [status, count] : sums.by_status) out.sample({{"status", std::to_string(status)}}, count);
  out.family("palabre_http_request_seconds", "histogram", "From a whole head to an answer handed to the kernel.");
  for (const auto& row : sums.rows) {
    out.histogram({{"method", row.method}, {"route", row.route}}, http::request_us_bounds, row.in_bucket, row.took_us, us_per_second);
  }
  out.one("palabre_http_response_bytes_total", counter, "Bytes of answers, heads included.", sums.bytes);
  out.one("palabre_cache_hits_total", counter, "Public reads answered with kept bytes.", sums.hits);
  out.one("palabre_cache_misses_total", counter, "Public reads that were made anew.", sums.misses);
}

void write_sockets(Exposition& out, const http::Vitals& vitals) {
  out.one("palabre_connections", gauge, "Open HTTP connections.", vitals.connections.load());
  out.one("palabre_sockets", gauge, "Open live sockets.", vitals.sockets.load());
  out.one("palabre_socket_resyncs_total", counter, "Times a live socket's outbox was full and it was told to fetch everything anew.", vitals.resyncs.load());
  out.one("palabre_sockets_hopeless_total", counter, "Live sockets given up because their reader does not read.", vitals.hopeless.load());
  out.one("palabre_cache_entries", gauge, "Kept answers.", vitals.cache_entries.load());
  out.one("palabre_cache_bytes", gauge, "Bytes of kept answers.", vitals.cache_bytes.load());
  out.one("palabre_events_published_seq", gauge, "Number of the newest event handed out by this node.", vitals.published_seq.load());
}

void write_gate(Exposition& out, const db::GateFigures& gate) {
  out.one("palabre_writes_waiting", gauge, "Commands in the writer's queue.", gate.waiting_writes.load());
  out.one("palabre_reads_waiting", gauge, "Reads in the queue of the database's readers.", gate.waiting_reads.load());
  out.one("palabre_writes_refused_total", counter, "Commands refused because the queue was full.", gate.refused_writes.load());
  out.one("palabre_reads_refused_total", counter, "Reads refused because the queue was full.", gate.refused_reads.load());
  out.one("palabre_database_late_total", counter, "Commands and reads given up in the queue because their time had run out.", gate.late.load());
  out.one("palabre_writes_total", counter, "Commands that were committed, those that refused included.", gate.written.load());
  out.one("palabre_reads_total", counter, "Reads made.", gate.reads.load());
  out.one("palabre_commits_total", counter, "Transactions committed by the writer.", gate.commits.load());
  out.one("palabre_commits_failed_total", counter, "Transactions that could not be committed.", gate.failed_commits.load());
  out.one("palabre_write_batch_size", "Commands in one transaction.", gate.batch_sizes, 1);
  out.one("palabre_write_wait_seconds", "From being queued to being taken into a transaction.", gate.write_wait_us, us_per_second);
  out.one("palabre_write_batch_seconds", "From before BEGIN, where nodes wait for their turn to write, to after COMMIT.", gate.batch_us, us_per_second);
  out.one("palabre_database_readers", gauge, "Connections that read.", gate.readers.load());
  out.one("palabre_database_readers_busy", gauge, "Of them, at work now.", gate.busy_readers.load());
  out.one("palabre_database_lost_total", counter, "Times a connection to the database was found lost, to be made anew.", gate.lost.load());
  out.family("palabre_database_retries_total", counter, "Reads and commands begun again after the database failed them.");
  out.sample({{"kind", "read"}}, gate.retried_reads.load());
  out.sample({{"kind", "write"}}, gate.retried_writes.load());
}

void write_pulse(Exposition& out, const Pulse& pulse, const http::Vitals* vitals) {
  const Reading reading = pulse.last();
  const std::int64_t now_ms = steady_now_ms();
  const auto log_read_at_ms = vitals == nullptr ? 0 : vitals->log_read_at_ms.load();
  const auto published = vitals == nullptr ? reading.published_seq : vitals->published_seq.load();
  const Readiness ready = decide_readiness(reading, log_read_at_ms, now_ms);
  out.one("palabre_ready", gauge, "1 when /readyz says this node may be sent requests.", std::int64_t{ready.is_ready()});
  out.family("palabre_ready_check", gauge, "1 for each check of /readyz that holds.");
  out.sample({{"check", "database"}}, std::int64_t{ready.answers});
  out.sample({{"check", "schema"}}, std::int64_t{ready.is_schema_current});
  out.sample({{"check", "events"}}, std::int64_t{ready.hands_out});
  out.one("palabre_database_answer_seconds", gauge, "How long the database took to answer the last question of the pulse.",
          static_cast<double>(reading.took_us) / us_per_second);
  out.one("palabre_database_answer_age_seconds", gauge, "Since the database last answered; -1: it never has.",
          ready.answer_age_ms < 0 ? -1.0 : seconds(ready.answer_age_ms));
  out.one("palabre_events_head_seq", gauge, "Number of the newest event in the log.", reading.head_seq);
  out.one("palabre_events_behind", gauge, "Events in the log that this node has not handed out.", std::max<std::int64_t>(0, reading.head_seq - published));
  out.one("palabre_events_lag_seconds", gauge, "Age of the oldest event not handed out.", seconds(reading.lag_ms));
  out.one("palabre_events_look_age_seconds", gauge, "Since this node last looked for events of others; -1: it never has.",
          ready.look_age_ms < 0 ? -1.0 : seconds(ready.look_age_ms));
  out.one("palabre_mails_waiting", gauge, "Mail that has not left.", reading.mails_waiting);
  out.one("palabre_mail_oldest_seconds", gauge, "Age of the oldest mail that has not left.", seconds(reading.oldest_mail_ms));
}

void write_process(Exposition& out) {
  const ProcessFigures process = read_process();
  out.one("process_cpu_seconds_total", counter, "Processor time of all threads.", process.cpu_seconds);
  out.one("process_resident_memory_bytes", gauge, "Resident memory.", process.resident_bytes);
  out.one("process_virtual_memory_bytes", gauge, "Address space.", process.virtual_bytes);
  out.one("process_open_fds", gauge, "Open files and sockets.", process.open_files);
  out.one("process_max_fds", gauge, "How many may be open.", process.open_files_max);
  out.one("process_start_time_seconds", gauge, "When the process started, in unix time.", process.started_at_seconds);
  out.one("process_threads", gauge, "Threads.", process.threads);
}

}  // namespace

std::string metrics_text(const Sources& sources) {
  Exposition out;
  out.family("palabre_build_info", gauge, "Always 1; the labels say what runs.");
  out.sample({{"version", sources.version}, {"database", sources.database}}, std::int64_t{1});
  if (sources.vitals != nullptr) {
    write_requests(out, sources.vitals->traffic.sums());
    write_sockets(out, *sources.vitals);
  }
  if (sources.gate != nullptr) write_gate(out, *sources.gate);
  if (sources.pulse != nullptr) write_pulse(out, *sources.pulse, sources.vitals);
  write_process(out);
  return out.take();
}

}  // namespace palabre::monitoring

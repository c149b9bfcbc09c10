// Counts requests by thread and adds the threads up. Counted by net, summed for /metrics.
#include "http/traffic.hpp"

#include "http/router.hpp"

namespace palabre::http {
namespace {

constexpr std::array<std::string_view, first_route_row> names_without_route{"files", "/api/v1/live", "unknown", "broken"};

}  // namespace

std::string_view row_name(const Routes& routes, TrafficRow row) {
  if (row < first_route_row) return names_without_route[row];
  return row - first_route_row < routes.size() ? routes[row - first_route_row].pattern : names_without_route[unknown_row];
}

void Traffic::count(TrafficRow row, int status, std::int64_t us, std::size_t bytes) noexcept {
  const auto place = static_cast<std::size_t>(status - status_min);
  if (row >= rows_.size() || place >= statuses) return;
  add(rows_[row].by_class[place / 100], 1);
  rows_[row].took_us.count_alone(us);
  add(by_status_[place], 1);
  add(bytes_, bytes);
}

Traffic& TrafficBook::open(const Routes& routes) {
  const std::lock_guard lock(mutex_);
  if (names_.empty()) {
    for (TrafficRow row = 0; row < first_route_row; ++row) names_.emplace_back(row == live_row ? Method::get : Method::other, row_name(routes, row));
    for (const auto& route : routes) names_.emplace_back(route.method, route.pattern);
  }
  return threads_.emplace_back(names_.size() - first_route_row);
}

TrafficSums TrafficBook::sums() const {
  const std::lock_guard lock(mutex_);
  TrafficSums sums;
  for (std::size_t at = 0; at < names_.size(); ++at) {
    TrafficSums::Row row{method_name(names_[at].first), names_[at].second};
    std::uint64_t total = 0;
    for (const auto& thread : threads_) {
      const auto& counted = thread.rows_[at];
      for (std::size_t i = 0; i < Traffic::classes; ++i) row.by_class[i] += counted.by_class[i];
      for (std::size_t i = 0; i < row.in_bucket.size(); ++i) row.in_bucket[i] += counted.took_us.in_bucket(i);
      row.took_us += counted.took_us.sum();
    }
    for (const auto count : row.by_class) total += count;
    if (total > 0) sums.rows.push_back(std::move(row));
  }
  for (std::size_t at = 0; at < Traffic::statuses; ++at) {
    std::uint64_t total = 0;
    for (const auto& thread : threads_) total += thread.by_status_[at];
    if (total > 0) sums.by_status.emplace_back(static_cast<int>(at) + Traffic::status_min, total);
  }
  for (const auto& thread : threads_) {
    sums.bytes += thread.bytes_;
    sums.hits += thread.hits_;
    sums.misses += thread.misses_;
  }
  return sums;
}

}  // namespace palabre::http

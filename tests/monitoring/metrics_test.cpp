// The whole text of /metrics: every family has a head, a type and samples of its name; counts are what was counted.
#include "monitoring/metrics.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <sstream>

namespace palabre::monitoring {
namespace {

Result<http::Response> no_answer(const http::Call&) { return http::no_content(); }

http::Routes two_routes() {
  using namespace http;
  return {{Method::get, "/ideas/{id}", Who::anyone, Kind::read, Cost::cheap, Audience::everyone, no_answer},
          {Method::post, "/ideas", Who::anyone, Kind::write, Cost::cheap, Audience::mine, no_answer}};
}

std::string base_name(const std::string& name, const std::map<std::string, std::string>& types) {
  for (const std::string suffix : {"_bucket", "_sum", "_count"}) {
    if (!name.ends_with(suffix)) continue;
    const auto shorter = name.substr(0, name.size() - suffix.size());
    if (const auto found = types.find(shorter); found != types.end() && found->second == "histogram") return shorter;
  }
  return name;
}

TEST(Metrics, NameATypeAndAHelpOnceForEachFamily) {
  http::Vitals vitals;
  db::GateFigures gate;
  vitals.traffic.open(two_routes()).count(http::first_route_row, 200, 700, 1000);
  std::istringstream text(metrics_text({"1.2", "SQLite 3.40", &vitals, &gate, nullptr}));
  std::map<std::string, std::string> types;
  std::set<std::string> helps, sampled;
  for (std::string line; std::getline(text, line);) {
    std::istringstream words(line);
    std::string mark, what, name, type;
    words >> mark;
    if (mark == "#") {
      words >> what >> name >> type;
      const bool is_first = what == "HELP" ? helps.insert(name).second : types.emplace(name, type).second;
      EXPECT_TRUE(is_first) << line;
      continue;
    }
    name = base_name(mark.substr(0, mark.find('{')), types);
    EXPECT_TRUE(types.contains(name)) << line;
    sampled.insert(name);
    EXPECT_NO_THROW({ EXPECT_GE(std::stod(line.substr(line.rfind(' '))), -1) << line; }) << line;
  }
  EXPECT_EQ(helps.size(), types.size());
  for (const auto& [name, type] : types) {
    EXPECT_TRUE(sampled.contains(name)) << name;
    EXPECT_EQ(type == "counter", name.ends_with("_total")) << name;
  }
}

TEST(Metrics, CountRequestsByRouteClassAndStatus) {
  http::Vitals vitals;
  const auto routes = two_routes();
  auto& first = vitals.traffic.open(routes);
  auto& second = vitals.traffic.open(routes);
  first.count(http::first_route_row, 200, 90, 10);
  second.count(http::first_route_row, 304, 300, 10);
  second.count(http::first_route_row, 200, 9'000'000, 10);
  second.count(http::first_route_row + 1, 422, 400, 10);
  second.count(http::unknown_row, 404, 50, 10);
  first.count_hit();
  second.count_hit();
  second.count_miss();
  const auto text = metrics_text({"1.2", "SQLite 3.40", &vitals, nullptr, nullptr});
  for (const char* line :
       {"palabre_build_info{version=\"1.2\",database=\"SQLite 3.40\"} 1\n", "palabre_http_requests_total{method=\"GET\",route=\"/ideas/{id}\",class=\"2xx\"} 2\n",
        "palabre_http_requests_total{method=\"GET\",route=\"/ideas/{id}\",class=\"3xx\"} 1\n", "palabre_http_requests_total{method=\"POST\",route=\"/ideas\",class=\"4xx\"} 1\n",
        "palabre_http_requests_total{method=\"\",route=\"unknown\",class=\"4xx\"} 1\n", "palabre_http_responses_total{status=\"200\"} 2\n",
        "palabre_http_request_seconds_bucket{method=\"GET\",route=\"/ideas/{id}\",le=\"0.0001\"} 1\n",
        "palabre_http_request_seconds_bucket{method=\"GET\",route=\"/ideas/{id}\",le=\"0.0005\"} 2\n",
        "palabre_http_request_seconds_bucket{method=\"GET\",route=\"/ideas/{id}\",le=\"+Inf\"} 3\n",
        "palabre_http_request_seconds_count{method=\"GET\",route=\"/ideas/{id}\"} 3\n", "palabre_http_response_bytes_total 50\n", "palabre_cache_hits_total 2\n",
        "palabre_cache_misses_total 1\n"}) {
    EXPECT_NE(text.find(line), std::string::npos) << line;
  }
  EXPECT_EQ(text.find("route=\"files\""), std::string::npos);  // what had no request is not listed
}

TEST(Metrics, IgnoreAStatusThatIsNone) {
  http::Vitals vitals;
  auto& traffic = vitals.traffic.open(two_routes());
  traffic.count(http::first_route_row, 0, 10, 10);
  traffic.count(http::first_route_row, 600, 10, 10);
  traffic.count(99, 200, 10, 10);
  EXPECT_TRUE(vitals.traffic.sums().rows.empty());
}

TEST(Metrics, SayWhatTheProcessUses) {
  const auto text = metrics_text({});
  const auto value_of = [&](const std::string& name) {
    const auto at = text.find("\n" + name + " ");
    return at == std::string::npos ? -1 : std::stod(text.substr(at + name.size() + 2));
  };
  EXPECT_GT(value_of("process_resident_memory_bytes"), 1'000'000);
  EXPECT_GT(value_of("process_virtual_memory_bytes"), value_of("process_resident_memory_bytes"));
  EXPECT_GE(value_of("process_cpu_seconds_total"), 0);
  EXPECT_GE(value_of("process_open_fds"), 3);
  EXPECT_GE(value_of("process_max_fds"), value_of("process_open_fds"));
  EXPECT_GE(value_of("process_threads"), 1);
  EXPECT_GT(value_of("process_start_time_seconds"), 1'600'000'000);
}

}  // namespace
}  // namespace palabre::monitoring

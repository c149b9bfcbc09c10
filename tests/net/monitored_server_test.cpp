// What the server counts and how it numbers requests, over real sockets; and that instant routes answer when the database does not.
#include "net/running_server.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <latch>
#include <set>
#include <thread>

namespace palabre::tests {
namespace {

std::uint64_t count_of(RunningServer& running, std::string_view route, std::size_t place) {
  for (const auto& row : running.vitals.traffic.sums().rows) {
    if (row.route == route) return row.by_class[place];
  }
  return 0;
}

constexpr std::size_t class_2xx = 1, class_3xx = 2, class_4xx = 3, class_5xx = 4;

TEST(MonitoredServer, NumbersEveryAnswerOnce) {
  RunningServer running;
  RawClient client(running.port());
  std::set<std::string> numbers;
  for (const char* path : {"/list", "/list", "/mine", "/nowhere", "/broken", "/%zz"}) numbers.insert(client.ask("GET", path)->header("X-Request-Id"));
  numbers.insert(client.ask("HEAD", "/list")->header("X-Request-Id"));
  EXPECT_EQ(numbers.size(), 7U);
  for (const auto& number : numbers) EXPECT_TRUE(number.starts_with("r-")) << number;
}

TEST(MonitoredServer, SaysTheSameNumberInTheProblemOfABrokenHandler) {
  RunningServer running;
  RawClient client(running.port());
  const auto answer = client.ask("GET", "/broken");
  EXPECT_EQ(answer->status, 500);
  EXPECT_NE(answer->body.find("\"request\":\"" + answer->header("X-Request-Id") + "\""), std::string::npos);
}

TEST(MonitoredServer, CountsByRouteWhicheverWayAnAnswerWent) {
  RunningServer running;
  RawClient client(running.port());
  const auto first = client.ask("GET", "/list");
  for (int i = 0; i < 3; ++i) client.ask("GET", "/list");
  client.ask("GET", "/list", "If-None-Match: " + first->header("ETag") + "\r\n");
  client.ask("GET", "/ideas/7");
  client.ask("GET", "/mine");
  client.ask("GET", "/broken");
  client.ask("GET", "/nowhere");
  client.ask("DELETE", "/list");
  client.ask("GET", "/%zz");
  // An answer is counted after it was sent, and the one to "/%zz" closed its connection: the next may be another thread's.
  for (int i = 0; i < 200 && count_of(running, "broken", class_4xx) == 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  client.ask("GET", "/alive");
  EXPECT_EQ(count_of(running, "/list", class_2xx), 4U);
  EXPECT_EQ(count_of(running, "/list", class_3xx), 1U);
  EXPECT_EQ(count_of(running, "/ideas/{id}", class_2xx), 1U);
  EXPECT_EQ(count_of(running, "/mine", class_4xx), 1U);
  EXPECT_EQ(count_of(running, "/broken", class_5xx), 1U);
  EXPECT_EQ(count_of(running, "unknown", class_4xx), 2U);
  EXPECT_EQ(count_of(running, "broken", class_4xx), 1U);
  const auto sums = running.vitals.traffic.sums();
  EXPECT_EQ(sums.hits, 4U);
  EXPECT_EQ(sums.misses, 2U);
  std::uint64_t timed = 0;
  for (const auto& row : sums.rows) {
    for (const auto count : row.in_bucket) timed += count;
  }
  EXPECT_GE(timed, 11U);
}

TEST(MonitoredServer, AnswersInstantRoutesWhileEveryDatabaseThreadIsHeldUp) {
  RunningServer running;
  std::latch entered(3);
  std::latch release(1);
  const auto hold = [&](db::Tx&) { entered.count_down(); release.wait(); };
  const auto never = db::Gate::Deadline::max();
  for (int i = 0; i < 2; ++i) running.gate.post_read(hold, never, [](std::exception_ptr) {});
  running.gate.post_write(hold, never, [](std::exception_ptr) {});
  entered.wait();
  RawClient client(running.port());
  const auto alive = client.ask("GET", "/alive", "Authorization: Bearer good\r\n");
  EXPECT_EQ(alive->status, 200);
  EXPECT_EQ(alive->body, "yes");
  EXPECT_EQ(alive->header("Cache-Control"), "private, no-store");
  EXPECT_EQ(client.ask("HEAD", "/alive")->header("Content-Length"), "3");
  release.count_down();
}

TEST(MonitoredServer, NeverLimitsWhatIsFree) {
  Limits limits;
  limits.cheap_per_minute = 1;
  RunningServer running(limits);
  RawClient client(running.port());
  EXPECT_EQ(client.ask("GET", "/mine")->status, 401);
  EXPECT_EQ(client.ask("GET", "/mine")->status, 429);
  for (int i = 0; i < 20; ++i) EXPECT_EQ(client.ask("GET", "/alive")->status, 200);
}

}  // namespace
}  // namespace palabre::tests

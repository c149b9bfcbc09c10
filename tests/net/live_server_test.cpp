// The live side over real sockets: resume without loss or doubling, bounded memory, clean ends.
#include "net/running_server.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <set>

namespace palabre::tests {
namespace {

using nlohmann::json;

json read_json(RawClient& client) {
  const auto text = client.read_frame();
  return text && !client.was_close ? json::parse(*text) : json();
}
/// The next message that is neither presence nor heartbeat.
json read_news(RawClient& client) {
  for (;;) {
    auto message = read_json(client);
    const auto op = message.is_object() ? message.value("op", "") : "";
    if (op != "presence" && op != "ping") return message;
  }
}

TEST(LiveServer, OpensForOurOwnPagesAndProgramsOnly) {
  RunningServer running;
  RawClient own(running.port());
  EXPECT_EQ(own.upgrade("Sec-WebSocket-Protocol: palabre.v1\r\nOrigin: http://test\r\n"), 101);
  EXPECT_EQ(own.protocol, "palabre.v1");
  RawClient plain(running.port());
  EXPECT_EQ(plain.upgrade(""), 101);
  EXPECT_EQ(plain.protocol, "");
  RawClient foreign(running.port());
  EXPECT_EQ(foreign.upgrade("Origin: http://evil.example\r\n"), 403);
  RawClient reader(running.port());
  EXPECT_EQ(reader.ask("GET", "/api/v1/live")->status, 426);
}

TEST(LiveServer, TellsSubscribersWithinATickAndAnswersPings) {
  RunningServer running;
  RawClient client(running.port());
  ASSERT_EQ(client.upgrade(), 101);
  client.send_frame(R"({"op":"subscribe","channels":["redesign:12","idea:40"]})");
  const auto subscribed = read_news(client);
  EXPECT_EQ(subscribed["op"], "subscribed");
  EXPECT_EQ(subscribed["seq"], 0);
  const auto begun = std::chrono::steady_clock::now();
  running.add_event();
  const auto event = read_news(client);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(1));
  EXPECT_EQ(event["type"], "idea.supported");
  EXPECT_EQ(event["seq"], 1);
  client.send_frame(R"({"op":"ping"})");
  EXPECT_EQ(read_news(client)["op"], "pong");
}

TEST(LiveServer, AnswersNonsenseWithAnErrorAndStaysOpen) {
  RunningServer running;
  RawClient client(running.port());
  ASSERT_EQ(client.upgrade(), 101);
  for (const auto* nonsense : {"", "{", "[]", R"({"op":"x"})", R"({"op":"subscribe","channels":["secrets"]})"}) {
    client.send_frame(nonsense);
    EXPECT_EQ(read_news(client)["op"], "error") << nonsense;
  }
  client.send_frame("\x01\x02", 2);
  EXPECT_EQ(read_news(client)["code"], "unsupported_media_type");
  client.send_frame(R"({"op":"ping"})");
  EXPECT_EQ(read_news(client)["op"], "pong");
}

TEST(LiveServer, ClosesOnAFrameThatIsTooLarge) {
  RunningServer running;
  RawClient client(running.port());
  ASSERT_EQ(client.upgrade(), 101);
  client.send_frame(std::string(100'000, 'x'));
  EXPECT_TRUE(client.is_closed());
}

TEST(LiveServer, ResumesFromTheDatabaseWhenTheEventsAreOlderThanTheServer) {
  TestStore store;
  Limits limits;
  db::Gate gate(store.driver(), store.clock, limits, 2);
  for (int i = 0; i < 10; ++i) {
    gate.write([](db::Tx& tx) { db::append_event(tx, "t", "redesign:12", "idea:40", "idea.supported", "{}"); });
  }
  http::Services services;
  services.limits = &limits;
  net::ServerConfig config;
  config.port = 0;
  net::Server server(config, {}, services, gate, store.clock, limits, nullptr);
  std::thread thread([&] { server.run(); });
  {
    RawClient client(server.port());
    ASSERT_EQ(client.upgrade(), 101);
    client.send_frame(R"({"op":"subscribe","channels":["idea:40"],"since":4})");
    EXPECT_EQ(read_news(client)["seq"], 10);
    for (int seq = 5; seq <= 10; ++seq) EXPECT_EQ(read_news(client)["seq"], seq);
  }
  server.stop();
  thread.join();
}

/// Cuts and resumes over and over while others write; every number must come once and in order.
void follow_with_cuts(std::uint16_t port, std::int64_t last, std::vector<std::int64_t>& seen) {
  std::int64_t since = 0;
  for (int round = 0; since < last; ++round) {
    RawClient client(port);
    ASSERT_EQ(client.upgrade(), 101);
    client.send_frame(R"({"op":"subscribe","channels":["redesign:12","idea:40"],"since":)" + std::to_string(since) + "}");
    for (int i = 0; i < 37 + round % 5 && since < last; ++i) {
      const auto message = read_news(client);
      ASSERT_FALSE(message.is_null());
      if (!message.contains("type")) continue;
      since = message["seq"];
      seen.push_back(since);
    }
  }
}

TEST(LiveServer, BringsEveryEventOnceThroughCutsAndConcurrentCommits) {
  RunningServer running;
  constexpr int writers = 4;
  constexpr int each = 250;
  std::vector<std::thread> threads;
  std::vector<std::vector<std::int64_t>> seen(3);
  for (auto& list : seen) threads.emplace_back([&] { follow_with_cuts(running.port(), writers * each, list); });
  for (int w = 0; w < writers; ++w) {
    threads.emplace_back([&] {
      for (int i = 0; i < each; ++i) running.add_event();
    });
  }
  for (auto& thread : threads) thread.join();
  for (const auto& list : seen) {
    ASSERT_EQ(list.size(), static_cast<std::size_t>(writers * each));
    for (std::size_t i = 0; i < list.size(); ++i) ASSERT_EQ(list[i], static_cast<std::int64_t>(i + 1));
  }
}

TEST(LiveServer, CutsASocketThatNeverReadsAndServesTheOthers) {
  Limits limits;
  limits.outbox_messages_max = 64;
  limits.write_timeout_ms = 1000;
  RunningServer running(limits);
  RawClient deaf(running.port(), 2048);
  RawClient good(running.port());
  for (auto* client : {&deaf, &good}) {
    ASSERT_EQ(client->upgrade(), 101);
    client->send_frame(R"({"op":"subscribe","channels":["idea:40"]})");
  }
  EXPECT_EQ(read_news(good)["op"], "subscribed");
  const std::string bulk = "{\"x\":\"" + std::string(4000, 'x') + "\"}";
  const auto begun = std::chrono::steady_clock::now();
  std::int64_t last = 0;
  while (std::chrono::steady_clock::now() - begun < std::chrono::seconds(4)) {
    const auto first = last + 1;
    last = running.gate.write([&](db::Tx& tx) {
      for (int i = 1; i < 50; ++i) db::append_event(tx, "t", "redesign:12", "idea:40", "idea.edited", bulk);
      return db::append_event(tx, "t", "redesign:12", "idea:40", "idea.edited", bulk);
    });
    for (auto seq = first; seq <= last; ++seq) ASSERT_EQ(read_news(good)["seq"], seq);
  }
  // The deaf one was cut long ago: what the kernel still held is readable, then the end.
  EXPECT_TRUE(deaf.is_closed());
}

TEST(LiveServer, TellsHowManyArePresent) {
  RunningServer running;
  RawClient one(running.port());
  RawClient two(running.port());
  for (auto* client : {&one, &two}) {
    ASSERT_EQ(client->upgrade(), 101);
    client->send_frame(R"({"op":"subscribe","channels":["idea:40"]})");
  }
  for (auto* client : {&one, &two}) {
    for (json message = read_json(*client); message.value("count", 0) != 2; message = read_json(*client)) ASSERT_FALSE(message.is_null());
  }
}

TEST(LiveServer, LimitsTheSocketsOfOneAddress) {
  Limits limits;
  limits.sockets_per_address_max = 2;
  RunningServer running(limits);
  RawClient one(running.port());
  RawClient three(running.port());
  EXPECT_EQ(one.upgrade(), 101);
  {
    RawClient two(running.port());
    EXPECT_EQ(two.upgrade(), 101);
    EXPECT_EQ(three.upgrade(), 429);
  }
  for (int tries = 0; tries < 50; ++tries) {
    RawClient again(running.port());
    if (again.upgrade() == 101) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  FAIL() << "a closed socket still counts";
}

TEST(LiveServer, SaysGoodbyeWhenTheServerStops) {
  RunningServer running;
  auto client = std::make_unique<RawClient>(running.port());
  ASSERT_EQ(client->upgrade(), 101);
  client->send_frame(R"({"op":"ping"})");
  EXPECT_EQ(read_news(*client)["op"], "pong");
  std::thread stopping([&] { running.stop(); });
  std::optional<std::string> frame;
  while ((frame = client->read_frame()) && !client->was_close) {
  }
  EXPECT_EQ(frame.value_or("").substr(0, 2), "\x03\xe9") << "1001, going away";
  client.reset();
  stopping.join();
}

}  // namespace
}  // namespace palabre::tests

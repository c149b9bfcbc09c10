// Several servers on one database, over real sockets: order, nothing older than what was seen, limits that hold together.
#include "net/event_reader.hpp"
#include "net/running_server.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace palabre::tests {
namespace {

using nlohmann::json;

struct TwoServers {
  explicit TwoServers(const Limits& limits = Limits()) : one(limits, {}, nullptr, true), other(limits, {}, &one) {}
  RunningServer one;
  RunningServer other;
};

std::int64_t seq_of(const std::optional<Answer>& answer) { return answer ? json::parse(answer->body).at("seq").get<std::int64_t>() : -1; }

db::Event event_of(std::int64_t seq) { return db::Event{seq, test_start, "tester", "redesign:12", "", "idea.supported", "{}", "", ""}; }

/// The server has just looked at the log and found nothing new.
void look_and_find_nothing(RunningServer& running) {
  ASSERT_TRUE(running.server->catch_up([](std::int64_t, std::size_t) { return std::vector<db::Event>(); }));
}

template <class Condition>
bool comes_true(Condition is_so) {
  for (int i = 0; i < 200 && !is_so(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  return is_so();
}

TEST(ManyServers, AKeptAnswerExpiresWhenAnotherServerWrote) {
  TwoServers servers;
  net::EventReader reader(*servers.other.server, servers.other.driver());
  RawClient client(servers.other.port());
  EXPECT_EQ(seq_of(client.ask("GET", "/list")), 0);
  servers.one.add_event();
  EXPECT_TRUE(comes_true([&] { return servers.other.server->published_seq() == 1; }));
  EXPECT_EQ(seq_of(client.ask("GET", "/list")), 1);
}

TEST(ManyServers, OwnAndForeignEventsReachASocketOnceAndInOrder) {
  TwoServers servers;
  net::EventReader reader(*servers.other.server, servers.other.driver());
  RawClient socket(servers.other.port());
  ASSERT_EQ(socket.upgrade(), 101);
  socket.send_frame(R"({"op":"subscribe","channels":["redesign:12"]})");
  ASSERT_TRUE(socket.read_frame());
  std::thread writer([&] {
    for (int i = 0; i < 60; ++i) servers.one.add_event();
  });
  for (int i = 0; i < 60; ++i) servers.other.add_event();
  writer.join();
  std::vector<std::int64_t> seqs;
  while (seqs.size() < 120) {
    const auto text = socket.read_frame();
    ASSERT_TRUE(text) << "after " << seqs.size() << " events";
    const json message = json::parse(*text);
    if (message.contains("type")) seqs.push_back(message["seq"]);
  }
  for (std::size_t i = 0; i < seqs.size(); ++i) EXPECT_EQ(seqs[i], static_cast<std::int64_t>(i) + 1);
}

TEST(ManyServers, AMissingNumberIsWaitedForAndNothingIsHandedOutTwice) {
  RunningServer running(Limits(), {}, nullptr, true);
  std::vector<std::vector<db::Event>> looks{{event_of(1), event_of(3)}, {event_of(3)}, {event_of(2), event_of(3)}, {}};
  const auto read = [&looks](std::int64_t, std::size_t) {
    auto events = std::move(looks.front());
    looks.erase(looks.begin());
    return events;
  };
  EXPECT_FALSE(running.server->catch_up(read));
  EXPECT_EQ(running.server->published_seq(), 1);
  EXPECT_FALSE(running.server->catch_up(read));
  EXPECT_EQ(running.server->published_seq(), 1);
  EXPECT_TRUE(running.server->catch_up(read));
  EXPECT_EQ(running.server->published_seq(), 3);
  EXPECT_TRUE(running.server->catch_up(read));
}

TEST(ManyServers, WhoHasSeenAnEventIsShownNothingOlderElsewhere) {
  TwoServers servers;
  RawClient there(servers.other.port());
  RawClient here(servers.one.port());
  ASSERT_TRUE(servers.other.server->catch_up());
  EXPECT_EQ(seq_of(there.ask("GET", "/list")), 0);
  const auto written = here.ask("POST", "/events", "Content-Type: application/json\r\n", "{}");
  ASSERT_EQ(written->status, 201);
  EXPECT_EQ(written->header("Palabre-Seen"), "1");
  EXPECT_EQ(written->header("Set-Cookie"), "palabre_seen=1; Path=/; HttpOnly; SameSite=Lax; Max-Age=60");
  look_and_find_nothing(servers.other);
  EXPECT_EQ(seq_of(there.ask("GET", "/list")), 0) << "the other server has not heard of it";
  EXPECT_EQ(seq_of(there.ask("GET", "/list", "Cookie: palabre_seen=1\r\n")), 1);
  EXPECT_EQ(seq_of(there.ask("GET", "/list", "Palabre-Seen: 1\r\n")), 1);
  look_and_find_nothing(servers.other);
  EXPECT_EQ(seq_of(there.ask("GET", "/list", "Palabre-Seen: nonsense\r\n")), 1) << "what was made for those who knew is kept for the others";
  ASSERT_TRUE(servers.other.server->catch_up());
  list_runs = 0;
  for (int i = 0; i < 3; ++i) EXPECT_EQ(seq_of(there.ask("GET", "/list", "Palabre-Seen: 1\r\n")), 1);
  EXPECT_EQ(list_runs, 1) << "once it has heard of it, kept answers serve again";
}

TEST(ManyServers, KeptAnswersAreNotUsedWhenTheLogWasNotReadForAlmostASecond) {
  TwoServers servers;
  RawClient there(servers.other.port());
  ASSERT_TRUE(servers.other.server->catch_up());
  EXPECT_EQ(seq_of(there.ask("GET", "/list")), 0);
  servers.one.add_event();
  look_and_find_nothing(servers.other);
  EXPECT_EQ(seq_of(there.ask("GET", "/list")), 0);
  std::this_thread::sleep_for(std::chrono::milliseconds(950));
  EXPECT_EQ(seq_of(there.ask("GET", "/list")), 1);
}

TEST(ManyServers, AServerThatIsAloneTellsNothingAndKeepsItsAnswers) {
  RunningServer running;
  RawClient client(running.port());
  const auto written = client.ask("POST", "/events", "Content-Type: application/json\r\n", "{}");
  EXPECT_EQ(written->header("Palabre-Seen"), "");
  EXPECT_EQ(written->header("Set-Cookie"), "");
  list_runs = 0;
  for (int i = 0; i < 3; ++i) EXPECT_EQ(seq_of(client.ask("GET", "/list", "Palabre-Seen: 99\r\n")), 1);
  EXPECT_EQ(list_runs, 1);
}

TEST(ManyServers, PasswordsAreLimitedOverAllServersToTheLastRequest) {
  Limits limits;
  limits.password_per_minute = 5;
  TwoServers servers(limits);
  RawClient here(servers.one.port());
  RawClient there(servers.other.port());
  int let_through = 0;
  std::string wait;
  for (int i = 0; i < 10; ++i) {
    const auto answer = (i % 2 == 0 ? here : there).ask("POST", "/slow");
    ASSERT_TRUE(answer);
    if (answer->status == 200) ++let_through;
    else {
      EXPECT_EQ(answer->status, 429);
      wait = answer->header("Retry-After");
    }
  }
  EXPECT_EQ(let_through, 5);
  EXPECT_EQ(wait, "12");
}

TEST(ManyServers, WhatOneLetThroughTheOtherCountsOnceItWasTold) {
  Limits limits;
  limits.cheap_per_minute = 10;
  TwoServers servers(limits);
  RawClient here(servers.one.port());
  RawClient there(servers.other.port());
  for (int i = 0; i < 10; ++i) EXPECT_EQ(here.ask("POST", "/echo")->status, 200);
  servers.other.server->charge_uses(servers.one.server->take_untold_uses(100));
  EXPECT_EQ(there.ask("POST", "/echo")->status, 429);
}

}  // namespace
}  // namespace palabre::tests

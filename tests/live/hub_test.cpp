// Every event once and in order, or a resync; never a growing queue.
#include "live/hub.hpp"
#include "live/messages.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace palabre::live {
namespace {

using nlohmann::json;

db::Event event_of(std::int64_t seq, std::string channel, std::string subject, std::string type) {
  return db::Event{seq, Instant{1'795'262'400'000}, "someone", std::move(channel), std::move(subject), std::move(type), R"({"idea":"40"})", "", ""};
}

class HubTest : public ::testing::Test {
 protected:
  void publish(const std::vector<db::Event>& events) {
    hub.publish(std::make_shared<const std::vector<db::Event>>(events));
    hub.flush();
  }
  void publish_one(std::int64_t seq) { publish({event_of(seq, "redesign:12", "idea:40", "idea.supported")}); }

  std::vector<json> read_all(SocketId id) {
    std::vector<json> messages;
    while (const auto text = hub.take(id)) messages.push_back(json::parse(*text));
    return messages;
  }
  std::vector<std::int64_t> read_seqs(SocketId id) {
    std::vector<std::int64_t> seqs;
    for (const auto& message : read_all(id)) {
      if (message.contains("type")) seqs.push_back(message["seq"]);
    }
    return seqs;
  }

  Limits limits = [] {
    Limits small;
    small.resume_events_max = 8;
    small.outbox_messages_max = 6;
    return small;
  }();
  Presence presence;
  Hub hub{limits, presence, 100};
};

TEST_F(HubTest, GivesAnEventOnceToASocketThatFollowsItsRedesignAndItsIdea) {
  const auto both = hub.open();
  const auto idea = hub.open();
  ASSERT_TRUE(hub.subscribe(both, {"idea:40", "redesign:12"}, {}));
  ASSERT_TRUE(hub.subscribe(idea, {"idea:40"}, {}));
  read_all(both);
  read_all(idea);
  publish_one(101);
  const auto messages = read_all(both);
  ASSERT_EQ(messages.size(), 1U);
  EXPECT_EQ(messages[0]["channel"], "redesign:12");
  EXPECT_EQ(messages[0]["subject"], "idea:40");
  EXPECT_EQ(messages[0]["seq"], 101);
  EXPECT_EQ(messages[0]["data"]["idea"], "40");
  EXPECT_EQ(read_all(idea)[0]["channel"], "idea:40");
}

TEST_F(HubTest, GivesTheInstanceChannelItsNewsOnly) {
  const auto socket = hub.open();
  ASSERT_TRUE(hub.subscribe(socket, {"instance"}, {}));
  publish({event_of(101, "redesign:1", "idea:1", "idea.supported"), event_of(102, "redesign:1", "idea:1", "idea.published"),
           event_of(103, "redesign:2", "", "phase.state_changed"), event_of(104, "redesign:2", "", "redesign.edited")});
  EXPECT_EQ(read_seqs(socket), (std::vector<std::int64_t>{102, 103, 104}));
}

TEST_F(HubTest, ResumesFromTheRingWithoutLossOrDoubling) {
  for (std::int64_t seq = 101; seq <= 104; ++seq) publish_one(seq);
  const auto socket = hub.open();
  const auto gap = hub.subscribe(socket, {"idea:40"}, 102);
  ASSERT_TRUE(gap);
  EXPECT_FALSE(*gap);
  publish_one(105);
  EXPECT_EQ(read_seqs(socket), (std::vector<std::int64_t>{103, 104, 105}));
}

TEST_F(HubTest, DoesNotRepeatWhatTheClientAlreadySawInAPage) {
  const auto socket = hub.open();
  ASSERT_TRUE(hub.subscribe(socket, {"idea:40"}, 103));
  for (std::int64_t seq = 101; seq <= 104; ++seq) publish_one(seq);
  EXPECT_EQ(read_seqs(socket), (std::vector<std::int64_t>{104}));
}

TEST_F(HubTest, HoldsLiveEventsBackUntilTheGapIsFilledFromTheDatabase) {
  publish_one(101);
  const auto socket = hub.open();
  const auto gap = hub.subscribe(socket, {"idea:40"}, 97);
  ASSERT_TRUE(gap);
  ASSERT_TRUE(*gap);
  EXPECT_EQ((*gap)->since, 97);
  publish_one(102);
  EXPECT_TRUE(read_seqs(socket).empty());
  std::vector<db::Event> read;
  for (std::int64_t seq = 98; seq <= 102; ++seq) read.push_back(event_of(seq, "redesign:12", "idea:40", "idea.supported"));
  hub.deliver_missed(socket, **gap, read);
  EXPECT_EQ(read_seqs(socket), (std::vector<std::int64_t>{98, 99, 100, 101, 102}));
}

TEST_F(HubTest, AsksForAResyncWhenTooMuchWasMissed) {
  for (std::int64_t seq = 101; seq <= 120; ++seq) publish_one(seq);
  const auto socket = hub.open();
  ASSERT_TRUE(hub.subscribe(socket, {"idea:40", "redesign:12"}, 90));
  const auto messages = read_all(socket);
  ASSERT_EQ(messages.size(), 3U);
  EXPECT_EQ(messages[0]["op"], "subscribed");
  EXPECT_EQ(messages[0]["seq"], 120);
  EXPECT_EQ(messages[1]["op"], "resync");
  EXPECT_EQ(messages[2]["channel"], "redesign:12");
}

TEST_F(HubTest, EmptiesAnOverfullOutboxAndAsksForAResync) {
  const auto slow = hub.open();
  ASSERT_TRUE(hub.subscribe(slow, {"idea:40"}, {}));
  for (std::int64_t seq = 101; seq <= 106; ++seq) publish_one(seq);
  EXPECT_FALSE(hub.is_hopeless(slow));
  EXPECT_EQ(hub.resyncs(), 1U);
  EXPECT_EQ(hub.hopeless(), 0U);
  const auto messages = read_all(slow);
  ASSERT_EQ(messages.size(), 1U);
  EXPECT_EQ(messages[0]["op"], "resync");
  publish_one(107);
  EXPECT_EQ(read_seqs(slow), (std::vector<std::int64_t>{107}));
}

TEST_F(HubTest, GivesUpOnASocketThatOverflowsTwiceWithoutReading) {
  const auto dead = hub.open();
  ASSERT_TRUE(hub.subscribe(dead, {"idea:40"}, {}));
  for (std::int64_t seq = 101; seq <= 120; ++seq) publish_one(seq);
  EXPECT_TRUE(hub.is_hopeless(dead));
  EXPECT_GE(hub.resyncs(), 2U);
  EXPECT_EQ(hub.hopeless(), 1U) << "counted once, however often its outbox was full";
}

TEST_F(HubTest, TellsHowManyArePresentOverAllThreadsAndOnlyWhenItChanged) {
  Hub other(limits, presence, 100);
  const auto here = hub.open();
  const auto there = other.open();
  ASSERT_TRUE(hub.subscribe(here, {"idea:40"}, {}));
  ASSERT_TRUE(other.subscribe(there, {"idea:40"}, {}));
  hub.tell_presence();
  auto messages = read_all(here);
  ASSERT_EQ(messages.size(), 2U);
  EXPECT_EQ(messages[1], json({{"op", "presence"}, {"channel", "idea:40"}, {"count", 2}}));
  hub.tell_presence();
  EXPECT_TRUE(read_all(here).empty());
  other.close(there);
  hub.tell_presence();
  EXPECT_EQ(read_all(here)[0]["count"], 1);
}

TEST_F(HubTest, ForgetsASocketThatLeft) {
  const auto socket = hub.open();
  ASSERT_TRUE(hub.subscribe(socket, {"idea:40"}, {}));
  hub.unsubscribe(socket, {"idea:40"});
  publish_one(101);
  EXPECT_TRUE(read_seqs(socket).empty());
  hub.close(socket);
  EXPECT_EQ(presence.count("idea:40"), 0);
  publish_one(102);
  EXPECT_EQ(hub.sockets(), 0U);
}

TEST_F(HubTest, RefusesTooManyChannelsOnOneSocket) {
  const auto socket = hub.open();
  std::vector<std::string> many;
  for (std::size_t i = 1; i <= limits.subscriptions_per_socket_max + 1; ++i) many.push_back("idea:" + std::to_string(i));
  EXPECT_EQ(hub.subscribe(socket, many, {}).error().reason, Reason::too_long);
}

TEST_F(HubTest, IgnoresEventsFromBeforeItBegan) {
  const auto socket = hub.open();
  ASSERT_TRUE(hub.subscribe(socket, {"idea:40"}, {}));
  publish_one(99);
  publish_one(101);
  publish_one(101);
  EXPECT_EQ(read_seqs(socket), (std::vector<std::int64_t>{101}));
}

TEST(ParseOp, ReadsWhatTheProtocolKnowsAndRefusesTheRest) {
  const Limits limits;
  const auto op = parse_op(R"({"op":"subscribe","channels":["redesign:12","idea:40","idea:40","instance"],"since":9})", limits);
  ASSERT_TRUE(op);
  EXPECT_EQ(op->channels, (std::vector<std::string>{"redesign:12", "idea:40", "instance"}));
  EXPECT_EQ(op->since, 9);
  for (const auto* bad : {"", "{", "[]", "7", "{}", R"({"op":"dance"})", R"({"op":"subscribe"})", R"({"op":"subscribe","channels":["x"]})",
                          R"({"op":"subscribe","channels":["idea:0"]})", R"({"op":"subscribe","channels":["idea:1 OR 1"]})",
                          R"({"op":"subscribe","channels":[1]})", R"({"op":"subscribe","channels":[],"since":-1})",
                          R"({"op":"subscribe","channels":[],"since":"9"})", R"({"op":"subscribe","channels":[],"since":1.5})"}) {
    EXPECT_FALSE(parse_op(bad, limits)) << bad;
  }
  EXPECT_FALSE(parse_op(std::string(100'000, '['), limits));
}

}  // namespace
}  // namespace palabre::live

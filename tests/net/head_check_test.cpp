// Who asks, as far as the head of a request says, and which numbers a proxy may give it.
#include "net/head_check.hpp"

#include <gtest/gtest.h>

namespace palabre::net {
namespace {

TEST(NoteAddress, IsThePeersUnlessAProxyIsTrusted) {
  Wire wire;
  wire.forwarded_for = "203.0.113.9, 198.51.100.2";
  wire.forwarded_proto = "https";
  wire.is_forwarded = true;
  http::Request request;
  note_address(request, wire, "127.0.0.1", false);
  EXPECT_EQ(request.remote_address, "127.0.0.1");
  EXPECT_TRUE(request.is_forwarded);
  EXPECT_FALSE(request.is_secure);
  note_address(request, wire, "127.0.0.1", true);
  EXPECT_EQ(request.remote_address, "198.51.100.2");  // the last one was added by our own proxy
  EXPECT_TRUE(request.is_secure);
}

TEST(RequestId, IsTakenOverWhenItIsAWordOfFittingLength) {
  for (const char* good : {"7f3a9c1e", "r-70a1c3f2-17", "0af7651916cd43dd8448eb211c80319c", "A.b_c-1234"}) EXPECT_TRUE(is_request_id(good)) << good;
  for (const char* bad : {"", "short", "with blank 1", "line\nfeed1", "quote\"12345", "semi;colon1"}) EXPECT_FALSE(is_request_id(bad)) << bad;
  EXPECT_TRUE(is_request_id(std::string(64, 'a')));
  EXPECT_FALSE(is_request_id(std::string(65, 'a')));
}

TEST(CheckHead, RefusesTooManyFieldsTooLongAnAddressAndABadHost) {
  const Limits limits;
  Wire wire;
  wire.hosts = 1;
  EXPECT_FALSE(check_head(wire, "localhost:8080", limits));
  EXPECT_EQ(check_head(wire, "a b", limits)->status, 400);
  wire.hosts = 2;
  EXPECT_EQ(check_head(wire, "localhost", limits)->status, 400);
  wire.hosts = 1;
  wire.target = std::string(limits.target_bytes_max + 1, 'a');
  EXPECT_EQ(check_head(wire, "localhost", limits)->status, 414);
  wire.fields = 129;
  EXPECT_EQ(check_head(wire, "localhost", limits)->status, 431);
}

}  // namespace
}  // namespace palabre::net

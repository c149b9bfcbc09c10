// Who may read the figures: this machine, named addresses, a token; never the public behind a proxy.
#include "monitoring/metrics_readers.hpp"

#include <gtest/gtest.h>

namespace palabre::monitoring {
namespace {

constexpr bool direct = false;
constexpr bool forwarded = true;

TEST(MetricsReaders, AreThisMachineWhenNothingIsSaid) {
  const MetricsReaders readers;
  EXPECT_TRUE(readers.may_read("127.0.0.1", direct, ""));
  EXPECT_TRUE(readers.may_read("127.9.9.9", direct, ""));
  EXPECT_TRUE(readers.may_read("::1", direct, ""));
  EXPECT_TRUE(readers.may_read("::ffff:127.0.0.1", direct, ""));
  EXPECT_FALSE(readers.may_read("192.0.2.1", direct, ""));
  EXPECT_FALSE(readers.may_read("::2", direct, ""));
  EXPECT_FALSE(readers.may_read("", direct, ""));
  EXPECT_FALSE(readers.may_read("unknown", direct, ""));
}

TEST(MetricsReaders, AreNobodyBehindAProxyUnlessNamed) {
  MetricsReaders readers;
  EXPECT_FALSE(readers.may_read("127.0.0.1", forwarded, ""));  // the proxy's own address, of a proxy nobody announced
  readers.trusts_proxy = true;
  EXPECT_FALSE(readers.may_read("127.0.0.1", direct, ""));
  EXPECT_FALSE(readers.may_read("127.0.0.1", forwarded, ""));
  readers.from = parse_blocks("127.0.0.1").value();
  EXPECT_TRUE(readers.may_read("127.0.0.1", direct, ""));
  EXPECT_FALSE(readers.may_read("203.0.113.9", forwarded, ""));
}

TEST(MetricsReaders, AreTheNamedBlocksAndNoOthers) {
  MetricsReaders readers;
  readers.from = parse_blocks("10.0.0.0/8, 2001:db8::/32 192.0.2.7").value();
  for (const char* inside : {"10.0.0.1", "10.255.0.1", "2001:db8:1::9", "192.0.2.7", "::ffff:10.1.1.1"}) EXPECT_TRUE(readers.may_read(inside, direct, "")) << inside;
  for (const char* outside : {"11.0.0.1", "2001:db9::1", "192.0.2.8", "127.0.0.1", "::1"}) EXPECT_FALSE(readers.may_read(outside, direct, "")) << outside;
}

TEST(MetricsReaders, MayBringATokenFromAnywhere) {
  MetricsReaders readers;
  EXPECT_FALSE(readers.may_read("192.0.2.1", direct, ""));  // no token is no key
  readers.token = "a long secret";
  EXPECT_TRUE(readers.may_read("192.0.2.1", forwarded, "a long secret"));
  EXPECT_FALSE(readers.may_read("192.0.2.1", forwarded, "a long secreT"));
  EXPECT_FALSE(readers.may_read("192.0.2.1", forwarded, "a long"));
  EXPECT_FALSE(readers.may_read("192.0.2.1", forwarded, ""));
}

TEST(MetricsReaders, AreNamedByAddressesOnly) {
  EXPECT_TRUE(parse_blocks("").value().empty());
  EXPECT_EQ(parse_blocks(" 10.0.0.1 ,, ::1 ").value().size(), 2U);
  EXPECT_TRUE(parse_block("0.0.0.0/0")->holds(*parse_block("198.51.100.4")));
  EXPECT_FALSE(parse_block("0.0.0.0/0")->holds(*parse_block("2001:db8::1")));
  EXPECT_TRUE(parse_block("::/0")->holds(*parse_block("198.51.100.4")));
  for (const char* wrong : {"localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0", "::1/129", "10.0.0.1;10.0.0.2"}) EXPECT_FALSE(parse_blocks(wrong)) << wrong;
}

}  // namespace
}  // namespace palabre::monitoring

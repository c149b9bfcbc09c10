// How many new visitors one address may become in an hour.
#include "http/visitor_quota.hpp"

#include <gtest/gtest.h>

namespace palabre::http {
namespace {

TEST(VisitorQuota, CountsEachAddressForAnHour) {
  VisitorQuota quota(3);
  const Instant start{1'000'000};
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(quota.take("203.0.113.7", start));
  EXPECT_FALSE(quota.take("203.0.113.7", start.plus_ms(ms_per_hour - 1)));
  EXPECT_TRUE(quota.take("203.0.113.8", start)) << "another address has its own";
  EXPECT_TRUE(quota.take("203.0.113.7", start.plus_ms(ms_per_hour)));
}

TEST(VisitorQuota, TakesASubscribersIpv6AddressesForOne) {
  VisitorQuota quota(1);
  EXPECT_TRUE(quota.take("2001:db8:1:2::1", Instant{1}));
  EXPECT_FALSE(quota.take("2001:db8:1:2:ffff::9", Instant{1}));
  EXPECT_TRUE(quota.take("2001:db8:1:3::1", Instant{1}));
}

}  // namespace
}  // namespace palabre::http

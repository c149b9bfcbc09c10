// What one server counts for all: keys that name nobody, what it tells, and what others tell it.
#include "http/rate_limiter.hpp"

#include "crypto/crypto.hpp"
#include "http/seen.hpp"

#include <gmock/gmock.h>

namespace palabre::http {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;

class TogetherCounted : public ::testing::Test {
 protected:
  TogetherCounted() {
    crypto::start();
    limits.normal_per_minute = 60;
  }
  Limits limits;
};

TEST_F(TogetherCounted, AnAddressIsADigestWithTheInstancesSecret) {
  const RateLimiter one(limits, "secret");
  const std::string key = one.key_of("203.0.113.7", Cost::normal);
  EXPECT_THAT(key, Not(HasSubstr("203.0")));
  EXPECT_EQ(key, RateLimiter(limits, "secret").key_of("203.0.113.7", Cost::normal)) << "every server finds the same";
  EXPECT_NE(key, RateLimiter(limits, "other").key_of("203.0.113.7", Cost::normal));
  EXPECT_NE(key, one.key_of("203.0.113.7", Cost::cheap));
  EXPECT_EQ(one.key_of("2001:db8:1:2::1", Cost::normal), one.key_of("2001:db8:1:2:ffff::9", Cost::normal));
}

TEST_F(TogetherCounted, WhatWasLetThroughIsToldOnceTheMostUsedFirst) {
  RateLimiter limiter(limits, "secret");
  for (int i = 0; i < 3; ++i) limiter.take("203.0.113.7", Cost::normal, 0);
  limiter.take("203.0.113.8", Cost::normal, 0);
  limiter.take("203.0.113.8", Cost::password, 0);
  EXPECT_THAT(limiter.take_untold(1), ElementsAre(Pair(limiter.key_of("203.0.113.7", Cost::normal), 3)));
  EXPECT_THAT(limiter.take_untold(10), ElementsAre(Pair(limiter.key_of("203.0.113.8", Cost::normal), 1))) << "passwords are counted elsewhere";
  EXPECT_THAT(limiter.take_untold(10), IsEmpty());
}

TEST_F(TogetherCounted, AServerThatIsAloneTellsNothing) {
  RateLimiter limiter(limits);
  limiter.take("203.0.113.7", Cost::normal, 0);
  EXPECT_THAT(limiter.take_untold(10), IsEmpty());
}

TEST_F(TogetherCounted, WhatOthersLetThroughIsNotGivenAgain) {
  RateLimiter limiter(limits, "secret");
  const std::string key = limiter.key_of("203.0.113.7", Cost::normal);
  limiter.charge(key, 59, 0);
  EXPECT_EQ(limiter.take("203.0.113.7", Cost::normal, 0), 0);
  EXPECT_EQ(limiter.take("203.0.113.7", Cost::normal, 0), 1);
  limiter.charge(key, 1'000'000, 0);
  EXPECT_EQ(limiter.take("203.0.113.7", Cost::normal, 0), 61) << "nobody waits longer than for a bucket's worth";
  EXPECT_EQ(limiter.take("203.0.113.7", Cost::normal, 61'000), 0);
  for (const char* odd : {"", "x", "key9"}) limiter.charge(odd, 5, 0);
}

TEST(Seen, IsTheLargerOfHeaderAndCookieAndNothingElse) {
  Request request;
  EXPECT_EQ(seen_of(request), 0);
  request.cookie = "a=b; palabre_seen=41; c=d";
  EXPECT_EQ(seen_of(request), 41);
  request.seen = 43;
  EXPECT_EQ(seen_of(request), 43);
  request.seen = -5;
  request.cookie = "palabre_seen=many";
  EXPECT_EQ(seen_of(request), 0);
}

TEST(Seen, IsToldInAHeaderAndACookieOfAMinute) {
  Response response;
  tell_seen(response, 7, false);
  EXPECT_THAT(response.headers, ElementsAre(Pair("Palabre-Seen", "7"), Pair("Set-Cookie", "palabre_seen=7; Path=/; HttpOnly; SameSite=Lax; Max-Age=60")));
  tell_seen(response, 8, true);
  EXPECT_THAT(response.headers.back().second, HasSubstr("; Secure"));
}

}  // namespace
}  // namespace palabre::http

// Query parameters, cookies, percent escapes, cursors and next links.
#include "http/paging.hpp"
#include "http/request.hpp"
#include "http/utf8.hpp"

#include <gtest/gtest.h>

namespace palabre::http {
namespace {

TEST(DecodePercent, RefusesBrokenEscapesAndBytesThatAreNotUtf8) {
  EXPECT_EQ(decode_percent("a%20b+c", false), "a b+c");
  EXPECT_EQ(decode_percent("a%20b+c", true), "a b c");
  for (const auto* broken : {"%", "%2", "%G0", "%0x", "%ff", "%C0%80", "%ED%A0%80"}) EXPECT_FALSE(decode_percent(broken, true)) << broken;
}

TEST(EncodePercent, IsUndoneByDecodePercent) {
  EXPECT_EQ(encode_percent("a b/é"), "a%20b%2F%C3%A9");
  EXPECT_EQ(decode_percent(encode_percent("ü&=?#\"<>\n"), false), "ü&=?#\"<>\n");
}

TEST(Request, FindsParametersAndCookiesByTheirWholeName) {
  Request request;
  request.query = "aa=0&a=1&b=x%20y&a=2&c";
  EXPECT_EQ(request.param("a"), "1");
  EXPECT_EQ(request.param("b"), "x y");
  EXPECT_EQ(request.param("c"), "");
  EXPECT_FALSE(request.param("d"));
  request.cookie = "xpalabre_session=no; palabre_session=tok=en; other=1";
  EXPECT_EQ(request.cookie_value("palabre_session"), "tok=en");
  EXPECT_EQ(request.cookie_value("session"), "");
}

TEST(Utf8, AcceptsAllOfUnicodeAndNothingElse) {
  EXPECT_TRUE(is_utf8("aé€😀"));
  for (const auto* bad : {"\x80", "\xC3", "\xE2\x82", "\xF5\x80\x80\x80", "\xC0\xAF", "\xF4\x90\x80\x80", "\xE0\x80\x80"}) EXPECT_FALSE(is_utf8(bad));
}

TEST(Cursor, ComesBackAsItWentAndOnlyToItsOwnOrder) {
  const Cursor cursor{"newest", 1'700'000'000'000, 42, 7};
  const auto text = encode_cursor(cursor);
  const auto back = decode_cursor(text, "newest");
  ASSERT_TRUE(back);
  EXPECT_EQ(back->key, cursor.key);
  EXPECT_EQ(back->id, 42);
  EXPECT_EQ(back->seed, 7);
  EXPECT_EQ(decode_cursor(text, "supported").error().reason, Reason::bad_cursor);
  for (const auto* bad : {"", "x", "!!!!", "bmV3ZXN0fDF8Mg"}) EXPECT_FALSE(decode_cursor(bad, "newest")) << bad;
  EXPECT_FALSE(decode_cursor(std::string(5000, 'A'), "newest"));
}

TEST(ReadLimit, KeepsPagesWithinBounds) {
  const Limits limits;
  Request request;
  EXPECT_EQ(*read_limit(request, limits), limits.page_size);
  request.query = "limit=100";
  EXPECT_EQ(*read_limit(request, limits), 100U);
  for (const auto* bad : {"limit=0", "limit=101", "limit=-1", "limit=ten", "limit=1e9", "limit="}) {
    request.query = bad;
    EXPECT_FALSE(read_limit(request, limits)) << bad;
  }
}

TEST(NextLink, KeepsTheOtherParametersAndReplacesTheCursor) {
  Request request;
  request.path = "/api/v1/redesigns/vélo/ideas";
  request.query = "sort=newest&after=old&q=a%26b";
  Response response;
  add_next_link(response, request, "new");
  ASSERT_EQ(response.headers.size(), 1U);
  EXPECT_EQ(response.headers[0].second, "</api/v1/redesigns/v%C3%A9lo/ideas?sort=newest&q=a%26b&after=new>; rel=\"next\"");
}

}  // namespace
}  // namespace palabre::http

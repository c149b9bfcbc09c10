// What leaves the server around a body: tags, encodings, caching and security headers.
#include "http/idempotency.hpp"
#include "http/rate_limiter.hpp"
#include "http/ready_answer.hpp"
#include "http/response_cache.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <zlib.h>

namespace palabre::http {
namespace {

std::string head_of(const ReadyAnswer& answer) { return answer.bytes.substr(0, answer.head_bytes); }
bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::string unzip(const std::string& packed) {
  z_stream stream{};
  inflateInit2(&stream, 15 + 16);
  std::string text(1 << 20, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  text.resize(stream.total_out);
  inflateEnd(&stream);
  return text;
}

TEST(ReadyAnswer, CarriesLengthTagAndSecurityHeaders) {
  const auto answer = make_ready(html_response("<p>hi</p>"), Method::get, Audience::page, Encoding::gzip);
  const auto head = head_of(answer);
  EXPECT_TRUE(has(head, "Content-Length: 9\r\n"));
  EXPECT_TRUE(has(head, "ETag: \""));
  EXPECT_TRUE(has(head, "trusted-types co\r\n"));
  EXPECT_TRUE(has(head, "X-Content-Type-Options: nosniff\r\n"));
  EXPECT_TRUE(has(head, "Cross-Origin-Opener-Policy: same-origin\r\n"));
  EXPECT_TRUE(has(head, "Permissions-Policy: "));
  EXPECT_TRUE(has(head, "Cache-Control: private, no-cache\r\n"));
  EXPECT_FALSE(has(head, "Content-Encoding")) << "too small to compress";
  EXPECT_TRUE(answer.not_modified.ends_with("\r\n\r\n"));
  EXPECT_FALSE(has(answer.not_modified, "Content-Length"));
}

TEST(ReadyAnswer, CompressesWhatIsLargeEnoughAndGivesEachEncodingItsOwnTag) {
  const auto response = text_response(std::string(5000, 'a'), "application/json; charset=utf-8");
  const auto plain = make_ready(response, Method::get, Audience::everyone, Encoding::identity);
  const auto packed = make_ready(response, Method::get, Audience::everyone, Encoding::gzip);
  const auto brotli = make_ready(response, Method::get, Audience::everyone, Encoding::br);
  EXPECT_EQ(unzip(packed.bytes.substr(packed.head_bytes)), response.body);
  EXPECT_TRUE(has(head_of(packed), "-gzip\"\r\n"));
  EXPECT_TRUE(has(head_of(brotli), "-br\"\r\n"));
  EXPECT_LT(brotli.bytes.size(), plain.bytes.size());
  EXPECT_TRUE(is_known("W/\"x\", \"" + plain.etag_core + "-br\"", plain.etag_core));
  EXPECT_FALSE(is_known("\"" + plain.etag_core + "x\"", plain.etag_core));
}

TEST(ReadyAnswer, NeverStoresWhatIsMineNorRefusals) {
  EXPECT_TRUE(has(make_ready(json_response({{"a", 1}}), Method::get, Audience::mine, Encoding::identity).bytes, "private, no-store"));
  EXPECT_TRUE(has(make_ready(problem_response(refuse(Reason::not_found)), Method::get, Audience::everyone, Encoding::identity).bytes,
                  "private, no-store"));
}

TEST(ReadyAnswer, LeavesOutHeadersThatWouldSplitTheAnswer) {
  const auto answer = make_ready(see_other("/a\r\nSet-Cookie: x=1"), Method::post, Audience::mine, Encoding::identity);
  EXPECT_FALSE(has(answer.bytes, "Set-Cookie"));
}

TEST(ReadyAnswer, SendsNoBodyWithNoContent) {
  const auto answer = make_ready(no_content(), Method::del, Audience::mine, Encoding::identity);
  EXPECT_EQ(answer.bytes.size(), answer.head_bytes);
  EXPECT_FALSE(has(answer.bytes, "Content-Length"));
}

class CacheTest : public ::testing::Test {
 protected:
  void keep(std::string_view key, const std::vector<std::string>& channels, std::size_t size = 10, Instant until = Instant{INT64_MAX}) {
    ReadyAnswer answer;
    answer.bytes = std::string(size, 'x');
    cache.keep(key, std::move(answer), channels, versions.mark(), until);
  }
  ChannelVersions versions;
  ResponseCache cache{versions, 3, 8192};
};

TEST_F(CacheTest, KeepsAnAnswerUntilOneOfItsChannelsChanges) {
  keep("a", {"redesign:1", "idea:2"});
  EXPECT_NE(cache.find("a", Instant{0}), nullptr);
  versions.bump("redesign:77");
  EXPECT_NE(cache.find("a", Instant{0}), nullptr);
  versions.bump("idea:2");
  EXPECT_EQ(cache.find("a", Instant{0}), nullptr);
  EXPECT_EQ(cache.bytes(), 0U);
}

TEST_F(CacheTest, DistrustsAnAnswerWhoseChannelChangedAfterTheMark) {
  const auto mark = versions.mark();
  versions.bump("idea:2");
  cache.keep("a", ReadyAnswer{}, {"idea:2"}, mark, Instant{INT64_MAX});
  EXPECT_EQ(cache.find("a", Instant{0}), nullptr);
}

TEST_F(CacheTest, LetsAnswersExpire) {
  keep("a", {"x"}, 10, Instant{1000});
  EXPECT_NE(cache.find("a", Instant{999}), nullptr);
  EXPECT_EQ(cache.find("a", Instant{1000}), nullptr);
}

TEST_F(CacheTest, ForgetsTheLeastUsedFirstAndStaysWithinItsBounds) {
  keep("a", {"x"});
  keep("b", {"x"});
  keep("c", {"x"});
  cache.find("a", Instant{0});
  keep("d", {"x"});
  EXPECT_EQ(cache.entries(), 3U);
  EXPECT_NE(cache.find("a", Instant{0}), nullptr);
  EXPECT_EQ(cache.find("b", Instant{0}), nullptr);
  keep("huge", {"x"}, 5000);
  EXPECT_EQ(cache.find("huge", Instant{0}), nullptr);
  EXPECT_LE(cache.bytes(), 8192U);
}

TEST(Idempotency, ReplaysTheSameAnswerAndRefusesAnotherRequest) {
  Request request;
  request.method = Method::post;
  request.path = "/api/v1/ideas";
  request.body = R"({"title":"x"})";
  const auto fingerprint = fingerprint_of(request);
  auto original = json_response({{"id", "4"}}, 201);
  original.header("Location", "/api/v1/ideas/4");
  const KeptReply kept{fingerprint, 201, pack_reply(original)};
  const auto again = replay(kept, fingerprint);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->status, 201);
  EXPECT_EQ(again->body, original.body);
  EXPECT_EQ(again->headers[0], original.headers[0]);
  EXPECT_EQ(again->headers[1].first, "Idempotency-Replayed");
  request.body += " ";
  EXPECT_EQ(replay(kept, fingerprint_of(request)).error().reason, Reason::idempotency_mismatch);
}

TEST(Idempotency, KeepsRefusalsButNotWhatPassesByItself) {
  for (const int kept : {200, 201, 204, 303, 403, 404, 409, 422}) EXPECT_TRUE(is_worth_keeping({"k", false}, kept));
  for (const int passing : {401, 429, 500, 503}) EXPECT_FALSE(is_worth_keeping({"k", false}, passing));
  EXPECT_TRUE(is_worth_keeping({"k", true}, 303));
  EXPECT_FALSE(is_worth_keeping({"k", true}, 422));
  const Limits limits;
  EXPECT_FALSE(check_idempotency_key("0f8fad5b-d9cb", limits));
  EXPECT_TRUE(check_idempotency_key("", limits));
  EXPECT_TRUE(check_idempotency_key("a b", limits));
  EXPECT_TRUE(check_idempotency_key(std::string(129, 'a'), limits));
}

TEST(RateLimiter, RefillsOverAMinuteAndKeepsAddressesAndCostsApart) {
  Limits limits;
  limits.password_per_minute = 3;
  RateLimiter limiter(limits);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(limiter.take("1.2.3.4", Cost::password, 0), 0);
  EXPECT_EQ(limiter.take("1.2.3.4", Cost::password, 0), 20);
  EXPECT_EQ(limiter.take("1.2.3.5", Cost::password, 0), 0);
  EXPECT_EQ(limiter.take("1.2.3.4", Cost::normal, 0), 0);
  EXPECT_EQ(limiter.take("1.2.3.4", Cost::password, 20'000), 0);
  EXPECT_EQ(limiter.take("1.2.3.4", Cost::password, 20'001), 20);
}

TEST(RateLimiter, CountsOneNetworkOfIpv6AsOneAddressAndStaysBounded) {
  EXPECT_EQ(address_group("2001:db8:1:2:aaaa::1"), address_group("2001:db8:1:2:bbbb::9"));
  EXPECT_EQ(address_group("::ffff:1.2.3.4"), "1.2.3.4");
  const Limits limits;
  RateLimiter limiter(limits);
  for (int i = 0; i < 200'000; ++i) limiter.take(std::to_string(i), Cost::cheap, 0);
  EXPECT_LE(limiter.buckets(), 16U * 4096U);
}

TEST(Idempotency, GivesAFormSentTwiceOneKeyAndAChangedFormAnother) {
  Request form;
  form.method = Method::post;
  form.path = "/fr/ideas/1/comments";
  form.content_type = "application/x-www-form-urlencoded";
  form.body = "key=abc&body=Bonjour";
  const auto first = write_key_of(form, fingerprint_of(form));
  EXPECT_TRUE(first.is_from_form);
  EXPECT_FALSE(check_idempotency_key(first.text, Limits{}));
  EXPECT_EQ(write_key_of(form, fingerprint_of(form)).text, first.text);
  form.body = "key=abc&body=Bonsoir";
  EXPECT_NE(write_key_of(form, fingerprint_of(form)).text, first.text);
  form.body = "body=Bonsoir";
  EXPECT_TRUE(write_key_of(form, fingerprint_of(form)).text.empty());
  form.idempotency_key = "chosen";
  EXPECT_EQ(write_key_of(form, fingerprint_of(form)).text, "chosen");
}

}  // namespace
}  // namespace palabre::http

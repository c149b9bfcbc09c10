// The HTTP side over real sockets: right requests, wrong requests, and what stays alive afterwards.
#include "net/running_server.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <fstream>

namespace palabre::tests {
namespace {

using nlohmann::json;

std::string code_of(const Answer& answer) { return json::parse(answer.body).at("code"); }

TEST(HttpServer, AnswersVisitorsFromTheCacheUntilAChannelChanges) {
  RunningServer running;
  RawClient client(running.port());
  list_runs = 0;
  const auto first = client.ask("GET", "/list");
  ASSERT_TRUE(first);
  EXPECT_EQ(first->status, 200);
  EXPECT_FALSE(first->header("Date").empty());
  EXPECT_EQ(first->header("Cache-Control"), "public, no-cache");
  for (int i = 0; i < 5; ++i) EXPECT_EQ(client.ask("GET", "/list")->body, first->body);
  EXPECT_EQ(list_runs, 1);
  running.add_event();
  const auto after = client.ask("GET", "/list");
  EXPECT_EQ(json::parse(after->body)["seq"], 1);
  EXPECT_EQ(list_runs, 2);
  EXPECT_NE(after->header("ETag"), first->header("ETag"));
}

TEST(HttpServer, KeepsLanguagesAndEncodingsApartAndHidesTheViewerFromSharedAnswers) {
  RunningServer running;
  RawClient client(running.port());
  EXPECT_EQ(json::parse(client.ask("GET", "/list", "Accept-Language: fr-FR\r\n")->body)["language"], "fr");
  EXPECT_EQ(json::parse(client.ask("GET", "/list", "Accept-Language: de, en;q=0.1\r\n")->body)["language"], "en");
  EXPECT_EQ(client.ask("GET", "/list", "Accept-Encoding: gzip, br\r\n")->header("Content-Encoding"), "br");
  EXPECT_EQ(client.ask("GET", "/list", "Accept-Encoding: gzip\r\n")->header("Content-Encoding"), "gzip");
  EXPECT_EQ(client.ask("GET", "/list", "Accept-Encoding: gzip;q=0\r\n")->header("Content-Encoding"), "");
  EXPECT_EQ(json::parse(client.ask("GET", "/list", "Cookie: palabre_session=good\r\n")->body)["viewer"], false);
}

TEST(HttpServer, AnswersNotModifiedAndHead) {
  RunningServer running;
  RawClient client(running.port());
  const auto first = client.ask("GET", "/list");
  for (int i = 0; i < 2; ++i) {
    const auto again = client.ask("GET", "/list", "If-None-Match: " + first->header("ETag") + "\r\n");
    EXPECT_EQ(again->status, 304);
    EXPECT_EQ(again->header("ETag"), first->header("ETag"));
  }
  const auto head = client.ask("HEAD", "/list");
  EXPECT_EQ(head->status, 200);
  EXPECT_EQ(head->header("Content-Length"), first->header("Content-Length"));
  EXPECT_EQ(client.ask("GET", "/list")->body, first->body) << "nothing of a HEAD body was left on the connection";
}

TEST(HttpServer, MakesPagesAfreshForPeopleWithASession) {
  RunningServer running;
  RawClient client(running.port());
  EXPECT_EQ(client.ask("GET", "/page")->body, "<p>hello visitor");
  const auto mine = client.ask("GET", "/page", "Cookie: palabre_session=good\r\n");
  EXPECT_EQ(mine->body, "<p>hello Tester");
  EXPECT_EQ(mine->header("Cache-Control"), "private, no-cache");
  EXPECT_EQ(client.ask("GET", "/page")->body, "<p>hello visitor");
}

TEST(HttpServer, ChecksWhoMay) {
  RunningServer running;
  RawClient client(running.port());
  EXPECT_EQ(client.ask("GET", "/mine")->status, 401);
  EXPECT_EQ(client.ask("GET", "/mine", "Cookie: palabre_session=bad\r\n")->status, 401);
  EXPECT_EQ(client.ask("GET", "/mine", "Authorization: Bearer good\r\n")->body, "Tester");
  EXPECT_EQ(client.ask("GET", "/admin", "Authorization: Bearer good\r\n")->status, 403);
  EXPECT_EQ(client.ask("POST", "/slow", "Authorization: Bearer good\r\n", "x")->body, "Tester");
  EXPECT_EQ(client.ask("POST", "/slow", "", "x")->body, "nobody");
}

TEST(HttpServer, RefusesWritesFromOtherSites) {
  RunningServer running;
  RawClient client(running.port());
  const std::string type = "Content-Type: application/json\r\n";
  EXPECT_EQ(code_of(*client.ask("POST", "/events", type + "Origin: http://evil.example\r\n", "{}")), "foreign_origin");
  EXPECT_EQ(code_of(*client.ask("POST", "/events", type + "Origin: null\r\n", "{}")), "foreign_origin");
  EXPECT_EQ(code_of(*client.ask("POST", "/events", type + "Cookie: palabre_session=good\r\n", "{}")), "foreign_origin");
  EXPECT_EQ(client.ask("POST", "/events", type + "Cookie: palabre_session=good\r\nOrigin: http://test\r\n", "{}")->status, 201);
  EXPECT_EQ(client.ask("POST", "/events", type + "Authorization: Bearer good\r\n", "{}")->status, 201);
  EXPECT_EQ(client.ask("POST", "/events", type, "{}")->status, 201);
}

TEST(HttpServer, DoesAWriteWithAKeyOnce) {
  RunningServer running;
  RawClient client(running.port());
  const std::string headers = "Content-Type: application/json\r\nAuthorization: Bearer good\r\nIdempotency-Key: k1\r\n";
  const auto first = client.ask("POST", "/events", headers, R"({"idea":5})");
  const auto again = client.ask("POST", "/events", headers, R"({"idea":5})");
  EXPECT_EQ(first->status, 201);
  EXPECT_EQ(again->status, 201);
  EXPECT_EQ(again->body, first->body);
  EXPECT_EQ(again->header("Location"), first->header("Location"));
  EXPECT_EQ(again->header("Idempotency-Replayed"), "true");
  EXPECT_EQ(first->header("Idempotency-Replayed"), "");
  EXPECT_EQ(code_of(*client.ask("POST", "/events", headers, R"({"idea":6})")), "idempotency_mismatch");
  EXPECT_EQ(running.gate.read([](db::Tx& tx) { return db::last_seq(tx); }), 1);
}

TEST(HttpServer, KeepsTheRefusalUnderAKeyButNothingOfTheRefusedAct) {
  RunningServer running;
  RawClient client(running.port());
  for (const std::string key : {"", "Idempotency-Key: k2\r\n"}) {
    const auto refused = client.ask("POST", "/events", "Content-Type: application/json\r\n" + key, R"({"fails":true})");
    EXPECT_EQ(refused->status, 409);
    EXPECT_EQ(running.gate.read([](db::Tx& tx) { return db::last_seq(tx); }), 0);
  }
  const auto again = client.ask("POST", "/events", "Content-Type: application/json\r\nIdempotency-Key: k2\r\n", R"({"fails":true})");
  EXPECT_EQ(again->status, 409);
  EXPECT_EQ(again->header("Idempotency-Replayed"), "true");
}

TEST(HttpServer, AnswersPipelinedRequestsInOrder) {
  RunningServer running;
  RawClient client(running.port());
  std::string many;
  for (int i = 0; i < 50; ++i) {
    const auto body = "n" + std::to_string(i);
    many += "POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    many += "GET /list HTTP/1.1\r\nHost: test\r\n\r\n";
  }
  ASSERT_TRUE(client.send(many));
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(client.read()->body, "n" + std::to_string(i));
    EXPECT_EQ(client.read()->status, 200);
  }
}

TEST(HttpServer, ReadsChunkedBodiesAndBodiesThatWaitToBeAskedFor) {
  RunningServer running;
  RawClient client(running.port());
  client.send("POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\n\r\n");
  EXPECT_EQ(client.read()->body, "abcdefg");
  client.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.read()->status, 100);
  client.send("hello");
  EXPECT_EQ(client.read()->body, "hello");
  const std::string large(200'000, 'b');
  EXPECT_EQ(client.ask("POST", "/echo", "", large)->body, large);
}

TEST(HttpServer, RefusesTenMegabytesWithAnAnswer) {
  RunningServer running;
  {
    RawClient client(running.port());
    client.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 10485760\r\n\r\n");
    client.send(std::string(10 << 20, 'x'));
    const auto answer = client.read();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 413);
    EXPECT_EQ(code_of(*answer), "too_large");
    EXPECT_EQ(answer->header("Connection"), "close");
  }
  RawClient chunked(running.port());
  chunked.send("POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (int i = 0; i < 100; ++i) chunked.send("2000\r\n" + std::string(0x2000, 'x') + "\r\n");
  EXPECT_EQ(chunked.read()->status, 413);
}

TEST(HttpServer, AnswersBrokenBytesWithAProblemAndCloses) {
  RunningServer running;
  const std::string wrong[] = {
      "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 garbage\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nbroken header\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
      "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n"};
  for (const auto& bytes : wrong) {
    RawClient client(running.port());
    client.send(bytes);
    const auto answer = client.read();
    ASSERT_TRUE(answer) << bytes;
    EXPECT_EQ(answer->status, 400) << bytes;
    EXPECT_EQ(code_of(*answer), "bad_encoding");
  }
}

TEST(HttpServer, AnswersTruncatedHeadersAndBodies) {
  RunningServer running;
  for (const std::string bytes : {"GET /list HTTP/1.1\r\nHost: te", "POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 10\r\n\r\nabc"}) {
    RawClient client(running.port());
    client.send(bytes);
    client.end_sending();
    const auto answer = client.read();
    ASSERT_TRUE(answer) << bytes;
    EXPECT_EQ(answer->status, 400);
  }
}

TEST(HttpServer, RefusesTooManyAndTooLargeHeaders) {
  RunningServer running;
  {
    RawClient client(running.port());
    EXPECT_EQ(client.ask("GET", "/list", "X-Large: " + std::string(20'000, 'x') + "\r\n")->status, 431);
  }
  {
    RawClient client(running.port());
    std::string many;
    for (int i = 0; i < 200; ++i) many += "X-" + std::to_string(i) + ": 1\r\n";
    EXPECT_EQ(client.ask("GET", "/list", many)->status, 431);
  }
  RawClient client(running.port());
  EXPECT_EQ(client.ask("GET", "/" + std::string(6000, 'x'))->status, 414);
}

TEST(HttpServer, RefusesBrokenPercentEscapesAndKnowsNoOtherPaths) {
  RunningServer running;
  RawClient client(running.port());
  for (const auto* bad : {"/%", "/%zz", "/ideas/%ff", "/list?q=%e9", "/list?a=%"}) {
    const auto answer = client.ask("GET", bad);
    EXPECT_EQ(answer->status, 400) << bad;
    EXPECT_EQ(code_of(*answer), "bad_encoding") << bad;
  }
  EXPECT_EQ(client.ask("GET", "/nowhere")->status, 404);
  EXPECT_EQ(client.ask("GET", "/../etc/passwd")->status, 404);
  const auto wrong_method = client.ask("DELETE", "/list");
  EXPECT_EQ(wrong_method->status, 405);
  EXPECT_EQ(wrong_method->header("Allow"), "GET, HEAD");
  EXPECT_EQ(client.ask("BREW", "/list")->status, 405);
}

TEST(HttpServer, ServesOldClientsOnceAndCloses) {
  RunningServer running;
  RawClient client(running.port());
  client.send("GET /list HTTP/1.0\r\n\r\n");
  const auto answer = client.read();
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->header("Connection"), "close");
  EXPECT_TRUE(client.is_closed());
}

TEST(HttpServer, TurnsABrokenHandlerIntoAnAnswerWithANumber) {
  RunningServer running;
  RawClient client(running.port());
  const auto answer = client.ask("GET", "/broken");
  EXPECT_EQ(answer->status, 500);
  EXPECT_EQ(code_of(*answer), "internal_error");
  EXPECT_EQ(answer->body.find("the handler broke"), std::string::npos) << "what went wrong inside stays inside";
  EXPECT_EQ(client.ask("GET", "/list")->status, 200);
}

TEST(HttpServer, SaysWhenToComeBackToThoseWhoAskTooOften) {
  Limits limits;
  limits.password_per_minute = 3;
  RunningServer running(limits);
  RawClient client(running.port());
  for (int i = 0; i < 3; ++i) EXPECT_EQ(client.ask("POST", "/slow", "", "x")->status, 200);
  const auto refused = client.ask("POST", "/slow", "", "x");
  EXPECT_EQ(refused->status, 429);
  EXPECT_EQ(refused->header("Retry-After"), "20");
  EXPECT_EQ(client.ask("GET", "/list")->status, 200);
}

TEST(HttpServer, ClosesAConnectionThatDripsItsRequest) {
  Limits limits;
  limits.read_timeout_ms = 200;
  RunningServer running(limits);
  RawClient client(running.port());
  client.send("GET /list HTTP/1.1\r\nHo");
  const auto answer = client.read();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 408);
}

TEST(HttpServer, WaitsForASlowReaderWithoutMakingOthersWait) {
  Limits limits;
  limits.write_timeout_ms = 1500;
  RunningServer running(limits);
  RawClient slow(running.port(), 4096);
  slow.send("GET /huge HTTP/1.1\r\nHost: test\r\n\r\n");
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  for (int i = 0; i < 8; ++i) {
    RawClient quick(running.port());
    EXPECT_EQ(quick.ask("GET", "/list")->status, 200);
  }
  RawClient patient(running.port());
  EXPECT_EQ(patient.ask("GET", "/huge")->body.size(), 8U << 20);
}

TEST(HttpServer, ServesStaticFilesFromMemoryAndNothingOutside) {
  TempFolder folder;
  const auto assets = folder.path() / "assets";
  std::filesystem::create_directories(assets / "deep");
  std::ofstream(assets / "core.123.js") << "let a;";
  std::ofstream(assets / "core.123.js.br") << "BR";
  std::ofstream(assets / "deep" / "x.css") << "p{}";
  std::ofstream(assets / ".secret") << "no";
  std::ofstream(folder.path() / "robots.txt") << "User-agent: *";
  std::ofstream(folder.path() / "other.txt") << "no";
  RunningServer running(Limits(), assets);
  RawClient client(running.port());
  const auto script = client.ask("GET", "/assets/core.123.js");
  EXPECT_EQ(script->body, "let a;");
  EXPECT_EQ(script->header("Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(script->header("Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(client.ask("GET", "/assets/core.123.js", "Accept-Encoding: br\r\n")->body, "BR");
  EXPECT_EQ(client.ask("GET", "/assets/deep/x.css")->status, 200);
  EXPECT_EQ(client.ask("GET", "/robots.txt")->body, "User-agent: *");
  for (const auto* outside : {"/assets/.secret", "/assets/../other.txt", "/assets/%2e%2e/other.txt", "/other.txt", "/assets/", "/assets/core.123.js.br"}) {
    EXPECT_EQ(client.ask("GET", outside)->status, 404) << outside;
  }
}

TEST(HttpServer, TellsItsHealthAndMissedEvents) {
  RunningServer running;
  RawClient client(running.port());
  EXPECT_EQ(json::parse(client.ask("GET", "/api/v1/health")->body)["status"], "ok");
  running.add_event("idea:40");
  running.add_event("idea:41");
  running.add_event("idea:42", "idea.published");
  const auto one = client.ask("GET", "/api/v1/events?channels=idea:41&since=0");
  EXPECT_EQ(json::parse(one->body)["events"].size(), 1U);
  EXPECT_EQ(json::parse(one->body)["seq"], 3);
  EXPECT_EQ(client.ask("GET", "/api/v1/events?channels=idea:41&since=0", "If-None-Match: " + one->header("ETag") + "\r\n")->status, 304);
  const auto home = json::parse(client.ask("GET", "/api/v1/events?channels=instance&since=0")->body);
  ASSERT_EQ(home["events"].size(), 1U);
  EXPECT_EQ(home["events"][0]["channel"], "instance");
  const auto part = json::parse(client.ask("GET", "/api/v1/events?channels=redesign:12&since=0&limit=2")->body);
  EXPECT_EQ(part["seq"], 2);
  for (const auto* bad : {"", "?channels=", "?channels=idea:x", "?channels=idea:1&since=-1", "?channels=idea:1&limit=0"}) {
    EXPECT_EQ(client.ask("GET", std::string("/api/v1/events") + bad)->status, 422) << bad;
  }
}

TEST(HttpServer, RefusesAPortThatIsTaken) {
  RunningServer running;
  auto config = running.config;
  config.port = running.port();
  EXPECT_THROW(net::Server(config, {}, running.services, running.gate, running.store.clock, running.limits, find_tester), std::exception);
}

TEST(HttpServer, StopsWhileConnectionsAreOpen) {
  RunningServer running;
  RawClient idle(running.port());
  EXPECT_EQ(idle.ask("GET", "/list")->status, 200);
  const auto begun = std::chrono::steady_clock::now();
  running.stop();
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(3));
  EXPECT_TRUE(idle.is_closed());
}

}  // namespace
}  // namespace palabre::tests

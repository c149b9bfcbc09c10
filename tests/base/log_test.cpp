// The two forms of a log line.
#include "base/log.hpp"

#include <gtest/gtest.h>

namespace palabre::log {
namespace {

TEST(Log, WritesFieldsBehindALineOfText) {
  EXPECT_EQ(line_text("stopped", {}), "stopped");
  EXPECT_EQ(line_text("request", {{"route", "/ideas/{id}"}, {"status", std::int64_t{200}}, {"ms", 1.25}}), "request route=/ideas/{id} status=200 ms=1.25");
}

TEST(Log, WritesOneJsonObjectALine) {
  EXPECT_EQ(line_json("2026-11-21T12:00:00.000Z", Level::info, "request", {{"request", "r-1-2"}, {"status", std::int64_t{200}}, {"ms", 0.5}}),
            R"({"at":"2026-11-21T12:00:00.000Z","level":"info","message":"request","request":"r-1-2","status":200,"ms":0.5})");
}

TEST(Log, KeepsAJsonLineWholeWhateverItSays) {
  EXPECT_EQ(line_json("t", Level::error, "a \"b\"\nc\\", {}), R"({"at":"t","level":"error","message":"a \"b\"\nc\\"})");
  EXPECT_EQ(line_json("t", Level::warning, "\xff", {}), "{\"at\":\"t\",\"level\":\"warning\",\"message\":\"\xEF\xBF\xBD\"}");
}

}  // namespace
}  // namespace palabre::log

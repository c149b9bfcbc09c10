// The right row for a method and a path.
#include "http/router.hpp"

#include <gtest/gtest.h>

namespace palabre::http {
namespace {

Result<Response> nothing(const Call&) { return no_content(); }
Route row(Method method, std::string_view pattern) {
  return Route{method, pattern, Who::anyone, Kind::read, Cost::cheap, Audience::everyone, nothing};
}

const Router& router() {
  static const Router made({row(Method::get, "/"), row(Method::get, "/ideas/{id}"), row(Method::patch, "/ideas/{id}"),
                            row(Method::get, "/ideas/new"), row(Method::put, "/ideas/{idea}/support"),
                            row(Method::get, "/r/{slug}/ideas/{id}"), row(Method::get, "/r/all/ideas")});
  return made;
}

TEST(Router, FindsRowsAndNamesTheValuesOfThePath) {
  EXPECT_EQ(router().find(Method::get, "/").route->pattern, "/");
  const auto match = router().find(Method::get, "/r/vélo/ideas/40");
  ASSERT_NE(match.route, nullptr);
  EXPECT_EQ(match.path, (PathValues{{"slug", "vélo"}, {"id", "40"}}));
  EXPECT_EQ(router().find(Method::put, "/ideas/7/support").path, (PathValues{{"idea", "7"}}));
}

TEST(Router, PrefersALiteralSegmentAndComesBackFromADeadEnd) {
  EXPECT_EQ(router().find(Method::get, "/ideas/new").route->pattern, "/ideas/new");
  EXPECT_EQ(router().find(Method::get, "/r/all/ideas/40").route->pattern, "/r/{slug}/ideas/{id}");
}

TEST(Router, AnswersHeadWithGet) { EXPECT_EQ(router().find(Method::head, "/ideas/4").route->method, Method::get); }

TEST(Router, SaysWhichMethodsAreAllowed) {
  const auto match = router().find(Method::del, "/ideas/4");
  EXPECT_EQ(match.route, nullptr);
  EXPECT_EQ(match.allow, "GET, HEAD, PATCH");
}

TEST(Router, KnowsNoOtherPaths) {
  for (const auto* path : {"", "x", "/x", "/ideas", "/ideas/", "/ideas//support", "//", "/ideas/4/", "/r//ideas/4"}) {
    const auto match = router().find(Method::get, path);
    EXPECT_EQ(match.route, nullptr) << path;
    EXPECT_TRUE(match.allow.empty()) << path;
  }
}

TEST(Router, RefusesTwoRowsOfOneShape) {
  EXPECT_THROW(Router({row(Method::get, "/a/{x}"), row(Method::get, "/a/{y}")}), std::logic_error);
}

}  // namespace
}  // namespace palabre::http

// Every reason has a status, a stable code and a title, and the answer has the shape of RFC 9457.
#include "http/response.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <set>

namespace palabre::http {
namespace {

TEST(Problem, EveryReasonHasAStatusACodeOfItsOwnAndATitle) {
  std::set<std::string_view> codes;
  for (int i = 0; i < reason_count; ++i) {
    const auto reason = static_cast<Reason>(i);
    EXPECT_GE(problem_status(reason), 400);
    EXPECT_LT(problem_status(reason), 600);
    EXPECT_FALSE(problem_title(reason).empty());
    EXPECT_TRUE(codes.insert(problem_code(reason)).second) << problem_code(reason);
  }
}

TEST(Problem, TellsWhatIsWrongAsProblemJson) {
  const auto response = problem_response(refuse(Reason::phase_closed, "the ideas phase closed on 3 May", "phase"));
  EXPECT_EQ(response.status, 409);
  EXPECT_EQ(response.content_type, "application/problem+json");
  const auto body = nlohmann::json::parse(response.body);
  EXPECT_EQ(body["code"], "phase_closed");
  EXPECT_EQ(body["status"], 409);
  EXPECT_EQ(body["field"], "phase");
  EXPECT_EQ(body["detail"], "the ideas phase closed on 3 May");
  EXPECT_EQ(body["type"], "urn:palabre:problem:phase_closed");
}

TEST(Problem, SaysWhenToTryAgain) {
  const auto has_retry = [](Reason reason) {
    for (const auto& [name, value] : problem_response(refuse(reason)).headers) {
      if (name == "Retry-After") return true;
    }
    return false;
  };
  EXPECT_TRUE(has_retry(Reason::overloaded));
  EXPECT_TRUE(has_retry(Reason::too_late));
  EXPECT_TRUE(has_retry(Reason::too_many_requests));
  EXPECT_FALSE(has_retry(Reason::not_found));
}

TEST(Problem, SurvivesBytesThatAreNotUtf8InTheDetail) {
  EXPECT_NO_THROW(problem_response(refuse(Reason::bad_field, "\xff")));
}

}  // namespace
}  // namespace palabre::http

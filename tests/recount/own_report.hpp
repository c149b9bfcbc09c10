// What the tests of reports share: a poll from our own JSON, its report as plain JSON, or its refusal.
#pragma once
#include "recount/readers.hpp"
#include "recount/report.hpp"

#include <gtest/gtest.h>

namespace palabre::recount {

using Method = Reported (*)(const Poll&, const Flags&);

inline Poll own_poll_of(const std::string& text) { return read_own(R"({"format":"palabre-tally/1",)" + text + "}").value(); }

/// Through text, as plain JSON: the order of keys does not matter here.
inline nlohmann::json report(Method method, const std::string& text, const Flags& flags = {}) {
  const auto reported = method(own_poll_of(text), flags);
  EXPECT_TRUE(reported) << (reported ? "" : reported.fault().detail);
  if (!reported) return {};
  EXPECT_TRUE(reported->text.ends_with("\n"));
  return nlohmann::json::parse(reported->json.dump());
}

inline std::string fault(Method method, const std::string& text, const Flags& flags = {}) {
  const auto reported = method(own_poll_of(text), flags);
  EXPECT_FALSE(reported);
  return reported ? "" : reported.fault().detail;
}

}  // namespace palabre::recount

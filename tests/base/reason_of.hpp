// The reason of a refusal, for tests that expect one.
#pragma once
#include "base/refusal.hpp"

#include <gtest/gtest.h>

namespace palabre::tests {

/// Fails the test when nothing was refused; the reason it gives then is one no rule of the slices gives.
template <class T>
Reason reason_of(const Result<T>& result) {
  EXPECT_TRUE(result.has_error()) << "it was not refused";
  return result.has_error() ? result.error().reason : Reason::too_late;
}

}  // namespace palabre::tests

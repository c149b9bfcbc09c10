// What is UTF-8, and how long it is.
#include "base/utf8.hpp"

#include <gtest/gtest.h>

namespace palabre {
namespace {

using namespace std::string_view_literals;

TEST(IsUtf8, TakesWhatIsWellFormed) {
  EXPECT_TRUE(is_utf8(""));
  EXPECT_TRUE(is_utf8("é😀\0x"sv));
}

TEST(IsUtf8, RefusesOverlongSurrogateAndCutSequences) {
  for (const char* bad : {"\xC0\xAF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\x80", "a\xFF"}) EXPECT_FALSE(is_utf8(bad));
}

TEST(CountChars, CountsCodePoints) {
  EXPECT_EQ(count_chars(""), 0U);
  EXPECT_EQ(count_chars("été😀"), 4U);
}

}  // namespace
}  // namespace palabre

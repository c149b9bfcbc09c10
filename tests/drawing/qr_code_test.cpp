// QR codes as paths: size, quiet zone, the three corners every reader looks for.
#include "drawing/qr_code.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <set>
#include <utility>

namespace palabre::drawing {
namespace {

/// The dark squares of the path, each as (x, y).
std::set<std::pair<int, int>> squares_of(const QrCode& code) {
  std::set<std::pair<int, int>> squares;
  for (std::size_t at = code.path.find('M'); at != std::string::npos; at = code.path.find('M', at + 1)) {
    int x = 0, y = 0, run = 0;
    EXPECT_EQ(std::sscanf(code.path.c_str() + at, "M%d %dh%dv1", &x, &y, &run), 3);
    for (int i = 0; i < run; ++i) squares.emplace(x + i, y);
  }
  return squares;
}

TEST(QrCode, HoldsItsFinderPatternsInAQuietZone) {
  const auto code = qr_code("https://ideas.example.org/fr/r/valdolce");
  ASSERT_TRUE(code);
  const auto squares = squares_of(*code);
  for (const auto& [left, top] : {std::pair{4, 4}, {code->size - 11, 4}, {4, code->size - 11}}) {
    for (int i = 0; i < 7; ++i) {
      EXPECT_TRUE(squares.contains({left + i, top}) && squares.contains({left, top + i}) && squares.contains({left + 3, top + 3}));
      EXPECT_TRUE(i == 0 || i == 6 || !squares.contains({left + i, top + 1}));
    }
  }
  for (const auto& [x, y] : squares) EXPECT_TRUE(x >= 4 && y >= 4 && x < code->size - 4 && y < code->size - 4);
}

TEST(QrCode, GrowsWithItsTextAndRefusesWhatNoTelephoneReads) {
  EXPECT_LT(qr_code("a")->size, qr_code(std::string(200, 'a'))->size);
  EXPECT_EQ(qr_code("a")->size, 21 + 8);
  EXPECT_FALSE(qr_code(""));
  EXPECT_FALSE(qr_code(std::string(301, 'a')));
  EXPECT_FALSE(qr_code(std::string("a\0b", 3)));
  EXPECT_EQ(qr_code("same")->path, qr_code("same")->path);
}

}  // namespace
}  // namespace palabre::drawing

#include "media/shrink_picture.hpp"

#include <gd.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace palabre::media {
namespace {

constexpr std::size_t bytes_max = 10'000'000;
constexpr std::int64_t pixels_max = 40'000'000;

std::string png_of(int width, int height) {
  gdImage* image = gdImageCreateTrueColor(width, height);
  gdImageFilledRectangle(image, 0, 0, width / 2, height, 0xFF0000);
  int size = 0;
  void* bytes = gdImagePngPtr(image, &size);
  std::string text(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
  gdFree(bytes);
  gdImageDestroy(image);
  return text;
}

TEST(ShrinkPicture, FitsBothSizesAndNeverEnlarges) {
  const auto wide = shrink_picture(png_of(3200, 800), bytes_max, pixels_max);
  ASSERT_TRUE(wide);
  EXPECT_EQ(wide->large.width, 1600);
  EXPECT_EQ(wide->large.height, 400);
  EXPECT_EQ(wide->small.width, 480);
  EXPECT_EQ(wide->small.height, 120);
  const auto tiny = shrink_picture(png_of(20, 10), bytes_max, pixels_max);
  ASSERT_TRUE(tiny);
  EXPECT_EQ(tiny->large.width, 20);
  EXPECT_EQ(tiny->small.width, 20);
  const auto tower = shrink_picture(png_of(1000, 9000), bytes_max, pixels_max);
  ASSERT_TRUE(tower);
  EXPECT_EQ(tower->large.height, 2400);
}

TEST(ShrinkPicture, RefusesWhatCannotBeDecoded) {
  auto cut = png_of(400, 300);
  cut.resize(cut.size() / 2);
  EXPECT_EQ(shrink_picture(cut, bytes_max, pixels_max).error().reason, Reason::bad_field);
}

TEST(ShrinkPicture, ItsAnswerCanBePackedAndUnpacked) {
  const auto shrunk = shrink_picture(png_of(600, 300), bytes_max, pixels_max);
  ASSERT_TRUE(shrunk);
  const auto again = unpack_answer(pack_answer(shrunk));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->large.bytes, shrunk->large.bytes);
  EXPECT_EQ(again->small.height, shrunk->small.height);
  const auto no = unpack_answer(pack_answer(refuse(Reason::too_large, "too many pixels", "picture")));
  EXPECT_EQ(no.error().reason, Reason::too_large);
  EXPECT_EQ(no.error().detail, "too many pixels");
}

TEST(ShrinkPicture, AnAnswerThatLiesIsDamaged) {
  for (const std::string& answer : std::vector<std::string>{"", "OK", "OK\n", "OK 1 1 5 1 1 5\nshort", "OK 1 1 99999999999999 1 1 1\nx", "OK -1 1 1 1 1 1\nxy", "YES 1 1 1 1 1 1\nxy"})
    EXPECT_EQ(unpack_answer(answer).error().reason, Reason::bad_field) << answer;
}

}  // namespace
}  // namespace palabre::media

#include "media/picture_head.hpp"

#include <gtest/gtest.h>

#include <string>

namespace palabre::media {
namespace {

using namespace std::string_literals;

std::string png(const std::string& size) { return "\x89PNG\r\n\x1A\n\0\0\0\rIHDR"s + size + "\x08\x02\0\0\0\0\0\0\0"s; }

TEST(PictureHead, ReadsSizesByContent) {
  const auto one = read_picture_head(png("\0\0\0\x40\0\0\0\x30"s));
  ASSERT_TRUE(one);
  EXPECT_EQ(one->type, PictureType::png);
  EXPECT_EQ(one->width, 64);
  EXPECT_EQ(one->height, 48);
  const auto two = read_picture_head("\xFF\xD8\xFF\xE0\0\x04xx\xFF\xC2\0\x0B\x08\0\x30\0\x40\x01\x01\x11\0"s);
  ASSERT_TRUE(two);
  EXPECT_EQ(two->width, 64);
  EXPECT_EQ(two->height, 48);
  const auto three = read_picture_head("RIFF\x20\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\x3F\0\0\x2F\0\0"s);
  ASSERT_TRUE(three);
  EXPECT_EQ(three->width, 64);
  EXPECT_EQ(three->height, 48);
}

TEST(PictureHead, RefusesMorePixelsOrBytesThanAllowedWithoutOverflow) {
  EXPECT_EQ(check_picture(png("\0\0\xC3\x50\0\0\xC3\x50"s), 1000, 40'000'000).error().reason, Reason::too_large);
  EXPECT_EQ(check_picture(png("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s), 1000, 40'000'000).error().reason, Reason::too_large);
  EXPECT_EQ(check_picture(png("\0\0\0\x40\0\0\0\x30"s), 10, 40'000'000).error().reason, Reason::too_large);
  EXPECT_TRUE(check_picture(png("\0\0\0\x40\0\0\0\x30"s), 1000, 64 * 48));
  EXPECT_FALSE(check_picture(png("\0\0\0\x40\0\0\0\x30"s), 1000, 64 * 48 - 1));
}

TEST(PictureHead, RefusesWhatIsNoPictureAndWhatMoves) {
  for (const auto& bytes : {"GIF89a\x01\0\x01\0"s, "<svg xmlns='x'/>"s, "%PDF-1.7"s, "BM123456"s, "RIFF\x20\0\0\0WAVEfmt "s,
                            "RIFF\x20\0\0\0WEBPVP8X\x0A\0\0\0\x02\0\0\0\x3F\0\0\x2F\0\0"s})
    EXPECT_EQ(read_picture_head(bytes).error().reason, Reason::unsupported_media_type) << bytes;
  EXPECT_EQ(read_picture_head("").error().reason, Reason::missing_field);
}

TEST(PictureHead, RefusesEveryBeginningOfARightFile) {
  for (const std::string& whole : {png("\0\0\0\x40\0\0\0\x30"s), "\xFF\xD8\xFF\xE0\0\x04xx\xFF\xC2\0\x0B\x08\0\x30\0\x40\x01"s, "RIFF\x20\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\x3F\0\0\x2F\0\0"s}) {
    for (std::size_t size = 0; size + 1 < whole.size(); ++size) {
      const auto head = read_picture_head(std::string_view(whole).substr(0, size));
      EXPECT_TRUE(!head || size >= 17) << size;
    }
  }
  EXPECT_EQ(read_picture_head("\xFF\xD8\xFF\xE0\0\0"s).error().reason, Reason::bad_field) << "a segment of no length would be walked for ever";
}

}  // namespace
}  // namespace palabre::media

// Pseudonyms of the open data: the same on every server within a month, others in the next.
#include "crypto/crypto.hpp"
#include "open_data/data_key.hpp"

#include <gtest/gtest.h>

namespace palabre::open_data {
namespace {

TEST(DataKey, HoldsForAMonthAndThenAnotherBegins) {
  crypto::start();
  const auto key_at = [](std::string_view day) { return data_key("secret", *parse_instant(day)); };
  const auto november = key_at("2026-11-01");
  EXPECT_EQ(iso_text(november.until), "2026-12-01T00:00:00.000Z");
  EXPECT_EQ(key_at("2026-11-30T23:59:59Z").key, november.key);
  EXPECT_NE(key_at("2026-12-01").key, november.key);
  EXPECT_EQ(iso_text(key_at("2026-12-31").until), "2027-01-01T00:00:00.000Z");
  EXPECT_EQ(iso_text(key_at("2027-02-28").until), "2027-03-01T00:00:00.000Z");
  EXPECT_EQ(iso_text(key_at("2026-01-01").until), "2026-02-01T00:00:00.000Z");
  EXPECT_NE(data_key("other", *parse_instant("2026-11-01")).key, november.key);
}

}  // namespace
}  // namespace palabre::open_data

// The language of an answer follows the cookie, then the browser, then the instance.
#include "http/language.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace palabre::http {
namespace {

const std::vector<std::string> known{"fr", "en"};

TEST(ChooseLanguage, TakesTheBestOfWhatTheBrowserAccepts) {
  const auto choose = [](std::string_view header) { return choose_language(header, known, "fr"); };
  EXPECT_EQ(choose("en"), "en");
  EXPECT_EQ(choose("en-GB,en;q=0.9,fr;q=0.8"), "en");
  EXPECT_EQ(choose("de,en;q=0.5,fr;q=0.7"), "fr");
  EXPECT_EQ(choose("EN-us"), "en");
  EXPECT_EQ(choose("en;q=0, fr;q=0.1"), "fr");
  EXPECT_EQ(choose("de"), "fr");
  EXPECT_EQ(choose(""), "fr");
  EXPECT_EQ(choose(";;;,,q=,=;q=9"), "fr");
}

TEST(ChooseLanguage, PrefersThePersonsOwnChoice) {
  Request request;
  request.accept_language = "fr";
  request.cookie = "palabre_language=en";
  EXPECT_EQ(choose_language(request, known, "fr"), "en");
  request.cookie = "palabre_language=xx";
  EXPECT_EQ(choose_language(request, known, "fr"), "fr");
}

}  // namespace
}  // namespace palabre::http

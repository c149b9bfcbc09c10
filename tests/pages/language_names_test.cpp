// Names of languages as French, Dutch, German and English readers call them.
// Part of test_pages.
#include "pages/language_names.hpp"

#include <gtest/gtest.h>

namespace {

using palabre::pages::language_label;
using palabre::pages::language_name;

TEST(LanguageName, IsInTheReadersLanguage) {
  EXPECT_EQ(language_name("nl", "fr"), "néerlandais");
  EXPECT_EQ(language_name("fr", "nl"), "Frans");
  EXPECT_EQ(language_name("fr", "de"), "Französisch");
  EXPECT_EQ(language_name("de", "en"), "German");
}

TEST(LanguageName, KnowsLanguagesWithoutACatalogueAndKeepsACodeNobodyKnows) {
  EXPECT_EQ(language_name("ar", "fr"), "arabe");
  EXPECT_EQ(language_name("uk", "de"), "Ukrainisch");
  EXPECT_EQ(language_name("qx", "fr"), "qx");
  EXPECT_EQ(language_label("qx", "fr"), "qx");
}

TEST(LanguageLabel, BeginsWithACapital) {
  EXPECT_EQ(language_label("nl", "fr"), "Néerlandais");
  EXPECT_EQ(language_label("fr", "nl"), "Frans");
  EXPECT_EQ(language_label("en", "fr"), "Anglais");
}

}  // namespace

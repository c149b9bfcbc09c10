// Folding, measuring and tidying of typed text.
// Part of test_pages.
#include "pages/fold.hpp"

#include <gtest/gtest.h>

namespace {

using namespace palabre::pages;
using namespace std::string_literals;

TEST(Fold, MakesWordsEqualThatDifferInCaseAccentsAndLigatures) {
  EXPECT_EQ(fold("VÉLO"), "velo");
  EXPECT_EQ(fold("ve\u0301lo"), "velo");
  EXPECT_EQ(fold("Cœur d’Œuvre"), "coeur d'oeuvre");
  EXPECT_EQ(fold("Straße Łódź Øre"), "strasse lodz ore");
  EXPECT_EQ(fold("ﬁn"), "fin");
  EXPECT_EQ(fold("Ελλάδα"), "ελλαδα");
}

TEST(NormaliseNfc, ComposesLetters) { EXPECT_EQ(normalise_nfc("e\u0301te\u0301"), "été"); }

TEST(FitLine, TrimsCollapsesAndDropsTheInvisible) {
  EXPECT_EQ(fit_line("  a \t\n b\u200B c\u202E\x07 "), "a b c");
  EXPECT_EQ(fit_line("\u00A0a\u00A0"), "a");
  EXPECT_EQ(fit_line(" \n "), "");
}

TEST(FitLine, KeepsTheNoBreakSpacesOfFrenchTypography) {
  EXPECT_EQ(fit_line("Pourquoi\u202F? \u00AB\u00A0oui\u00A0\u00BB"), "Pourquoi\u202F? \u00AB\u00A0oui\u00A0\u00BB");
  EXPECT_EQ(fit_line("a\u00A0 \u00A0b"), "a b");
}

TEST(FitText, KeepsLinesAndTabsOnly) {
  EXPECT_EQ(fit_text("\n\n a\r\nb\rc\n\n\td\x01\u2028e \n"), "a\nb\nc\n\n\td\ne");
  EXPECT_EQ(fit_text("\uFEFFx"), "x");
}

}  // namespace

// Text from elsewhere becomes fit to store, and loses nothing a reader would miss.
#include "transfer/clean_text.hpp"

#include <gtest/gtest.h>

namespace palabre::transfer {
namespace {

TEST(CleanText, DecodesEntitiesOnceAndOnlyThose) {
  EXPECT_EQ(clean_text("l&#39;&eacute;cole &amp; le caf&#xE9; &hellip;"), "l'école & le café …");
  EXPECT_EQ(clean_text("&amp;lt;b&amp;gt;"), "&lt;b&gt;");
  EXPECT_EQ(clean_text("R&D; AT&T &nosuch; & ;"), "R&D; AT&T &nosuch; & ;");
  EXPECT_EQ(clean_text("&#0;&#xD800;&#x110000;"), "&#0;&#xD800;&#x110000;");
}

TEST(CleanText, StripsTagsAndKeepsSmallerThanSigns) {
  EXPECT_EQ(clean_text("<p>Un</p><p class=\"x\">Deux<br>Trois</p>"), "Un\n\nDeux\nTrois");
  EXPECT_EQ(clean_text("<ul><li>a</li><li>b</li></ul>"), "- a\n- b");
  EXPECT_EQ(clean_text("3 < 4 et 5 > 2, <3"), "3 < 4 et 5 > 2, <3");
  EXPECT_EQ(clean_text("fin <b sans fin"), "fin <b sans fin");
  EXPECT_EQ(clean_text("&lt;script&gt;"), "<script>");
}

TEST(CleanText, MakesOddSpacesPlainAndKeepsNoBreakSpaces) {
  EXPECT_EQ(clean_text("  a\t\tb\u2003c\u200B\uFEFF  "), "a b c");
  EXPECT_EQ(clean_text("Vraiment\u00A0?"), "Vraiment\u00A0?");
  EXPECT_EQ(clean_text("a\r\n\r\n\r\n\r\nb \n c"), "a\n\nb\nc");
  EXPECT_EQ(clean_line(" a\n\n b "), "a b");
}

TEST(CleanText, DropsControlCharactersAndTheMarksOfTheSearch) {
  EXPECT_EQ(clean_text("a\x01" "b\x02" "c\x7F"), "abc");
  EXPECT_EQ(clean_text("a\u202E" "b"), "ab");
}

TEST(CleanText, MakesOneFormOfEachLetter) { EXPECT_EQ(clean_text("e\u0301cole"), "école"); }

}  // namespace
}  // namespace palabre::transfer

// Folding, tags and excerpts of texts in any script.
#include "ideas/idea_text.hpp"

#include <gtest/gtest.h>

namespace palabre::ideas {
namespace {

TEST(Folded, SeesThroughCaseAndSpaces) {
  EXPECT_EQ(folded("  Un MINIBUS\n à la  Demande "), folded("un minibus à la demande"));
  EXPECT_EQ(folded("STRASSE"), folded("Straße"));
  EXPECT_NE(folded("a bus"), folded("a boat"));
}

TEST(TidyTags, AreLowerCaseAndOnce) {
  EXPECT_EQ(tidy_tags({"Vélo", " vélo  ", "", "Arrêt de BUS"}), (std::vector<std::string>{"vélo", "arrêt de bus"}));
}

TEST(CountChars, CountsCodePoints) { EXPECT_EQ(count_chars("été 🚌"), 5U); }

TEST(ExcerptOf, DropsMarksAndKeepsWords) {
  EXPECT_EQ(excerpt_of("## Why\n\nA **minibus** that [comes](https://example.org) when `called`.\n- one\n- two"),
            "Why A minibus that comes when called. one two");
}

TEST(ExcerptOf, CutsBetweenWordsAndNeverInsideACharacter) {
  EXPECT_EQ(excerpt_of("één twee drie", 9), "één twee…");
  EXPECT_EQ(excerpt_of("éééééééééé", 4), "éééé…");
  EXPECT_EQ(excerpt_of("short", 5), "short");
}

TEST(CheckReason, WantsWordsUnlessOptional) {
  const Limits limits;
  EXPECT_EQ(check_reason("", "reason", false, limits).error().reason, Reason::reason_required);
  EXPECT_TRUE(check_reason("", "reason", true, limits));
  EXPECT_EQ(check_reason("ok", "note", true, limits).error().field, "note");
  EXPECT_EQ(check_reason(std::string(2001, 'x'), "reason", false, limits).error().reason, Reason::too_long);
}

}  // namespace
}  // namespace palabre::ideas

// Safe HTML as blocks: what kind, how deep, and mark-up that Pango takes.
#include "drawing/rich_text.hpp"

#include <gtest/gtest.h>

namespace palabre::drawing {
namespace {

TEST(RichText, KeepsParagraphsAndTheMarkUpOfWords) {
  const auto blocks = blocks_of_html("<p>A <strong>bold</strong> &amp; <em>leaning</em> word.<br>\nNext line.</p><p>Second.</p>");
  ASSERT_EQ(blocks.size(), 2U);
  EXPECT_EQ(blocks[0].kind, BlockKind::paragraph);
  EXPECT_NE(blocks[0].markup.find("<b>bold</b> &amp; <i>leaning</i>"), std::string::npos);
  EXPECT_EQ(blocks[1].markup, "Second.");
}

TEST(RichText, NumbersItemsAndCountsTheirDepth) {
  const auto blocks = blocks_of_html("<ol start=\"3\"><li>three</li><li>four<ul><li>inner</li></ul></li></ol>");
  ASSERT_EQ(blocks.size(), 3U);
  EXPECT_EQ(blocks[0].marker, "3.");
  EXPECT_EQ(blocks[1].marker, "4.");
  EXPECT_EQ(blocks[2].marker, "•");
  EXPECT_EQ(blocks[2].depth, 2);
}

TEST(RichText, KnowsHeadingsQuotesCodeAndRules) {
  const auto blocks = blocks_of_html("<h4>Head</h4><blockquote><p>Said.</p></blockquote><pre><code>a &lt; b\n  c</code></pre><hr>");
  ASSERT_EQ(blocks.size(), 4U);
  EXPECT_EQ(blocks[0].kind, BlockKind::heading);
  EXPECT_EQ(blocks[1].kind, BlockKind::quote);
  EXPECT_EQ(blocks[2].kind, BlockKind::code);
  EXPECT_EQ(blocks[2].markup, "a &lt; b\n  c");
  EXPECT_EQ(blocks[3].kind, BlockKind::rule);
}

TEST(RichText, WritesTheAddressOfALinkUnlessItIsItsText) {
  EXPECT_EQ(blocks_of_html("<p><a href=\"https://a.example/x\">here</a></p>")[0].markup, "here (https://a.example/x)");
  EXPECT_EQ(blocks_of_html("<p><a href=\"https://a.example/x\">https://a.example/x</a></p>")[0].markup, "https://a.example/x");
}

TEST(RichText, FallsBackToPlainWordsWhenMarkUpDoesNotClose) {
  const auto blocks = blocks_of_html("<p>half <strong>open</p><p>after");
  ASSERT_FALSE(blocks.empty());
  EXPECT_EQ(blocks[0].markup, "half &lt;b&gt;open");
}

TEST(RichText, EscapesWhatWouldBeMarkUp) { EXPECT_EQ(escape_markup("a<b> & \x01 c"), "a&lt;b&gt; &amp;   c"); }

}  // namespace
}  // namespace palabre::drawing

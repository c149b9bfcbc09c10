// Markdown: what people can write, what never comes out, plain text and excerpts.
// Part of test_pages.
#include "pages/markdown.hpp"

#include "pages/fold.hpp"
#include "base/utf8.hpp"

#include <gtest/gtest.h>
#include <random>
#include <regex>
#include <set>

namespace {

using namespace palabre::pages;
using palabre::count_chars;
using palabre::is_utf8;
using namespace std::string_literals;

TEST(MarkdownHtml, WritesTheUsualMarks) {
  EXPECT_EQ(markdown_html("*a* **b** ~~c~~ `d<`"), "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d&lt;</code></p>\n");
  EXPECT_EQ(markdown_html("- a\n- b"), "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n");
  EXPECT_EQ(markdown_html("3. a"), "<ol start=\"3\">\n<li>a</li>\n</ol>\n");
  EXPECT_EQ(markdown_html("> q"), "<blockquote>\n<p>q</p>\n</blockquote>\n");
  EXPECT_EQ(markdown_html("```js\n<x>\n```"), "<pre><code>&lt;x&gt;\n</code></pre>\n");
  EXPECT_EQ(markdown_html("---"), "<hr>\n");
}

TEST(MarkdownHtml, KeepsLineBreaks) { EXPECT_EQ(markdown_html("a\nb  \nc"), "<p>a<br>\nb<br>\nc</p>\n"); }

TEST(MarkdownHtml, PutsHeadingsBelowTheOneItStandsUnder) {
  EXPECT_EQ(markdown_html("# a\n## b\n### c\n###### d"), "<h2>a</h2>\n<h3>b</h3>\n<h4>c</h4>\n<h5>d</h5>\n");
  EXPECT_EQ(markdown_html("# a\n## b\n### c\n###### d", 4), "<h4>a</h4>\n<h5>b</h5>\n<h6>c</h6>\n<h6>d</h6>\n");
}

TEST(MarkdownHtml, SkipsNoLevelWhereverPeopleBeginAndJump) {
  EXPECT_EQ(markdown_html("### a\n##### b\n### c"), "<h2>a</h2>\n<h3>b</h3>\n<h2>c</h2>\n");
  EXPECT_EQ(markdown_html("## a\n# b\n### c\n> #### d", 3), "<h3>a</h3>\n<h3>b</h3>\n<h4>c</h4>\n<blockquote>\n<h5>d</h5>\n</blockquote>\n");
}

TEST(MarkdownHtml, LinksToTheWebAndToMailOnly) {
  const std::string rel = "\" rel=\"nofollow ugc noopener\">";
  EXPECT_EQ(markdown_html("[x](https://a.example/?q=1&r=2)"), "<p><a href=\"https://a.example/?q=1&amp;r=2" + rel + "x</a></p>\n");
  EXPECT_EQ(markdown_html("https://a.example/é"), "<p><a href=\"https://a.example/é" + rel + "https://a.example/é</a></p>\n");
  EXPECT_EQ(markdown_html("www.a.example"), "<p><a href=\"http://www.a.example" + rel + "www.a.example</a></p>\n");
  EXPECT_EQ(markdown_html("moi@a.example"), "<p><a href=\"mailto:moi@a.example" + rel + "moi@a.example</a></p>\n");
  EXPECT_EQ(markdown_html("[x](https://a.example 'titre')"), "<p><a href=\"https://a.example" + rel + "x</a></p>\n");
}

TEST(MarkdownHtml, DropsOtherLinksAndKeepsTheirText) {
  for (const char* address : {"javascript:alert(1)", "JaVaScRiPt:alert(1)", "java&#115;cript:alert(1)", "javascript&colon;alert(1)",
                              "&#106;avascript:alert(1)", "data:text/html,x", "vbscript:x", "//evil.example", "/sign-out", "#x",
                              "java&Tab;script:x", "&#x6A&#x61;vascript:x", "file:///etc/passwd", "https:evil", "http://", "mailto:",
                              "\\javascript:x", "&NewLine;javascript:x", "https://a&#10;b.example", "ftp://a.example"}) {
    EXPECT_EQ(markdown_html("[x]("s + address + ")"), "<p>x</p>\n") << address;
  }
}

TEST(MarkdownHtml, ShowsHtmlAsText) {
  EXPECT_EQ(markdown_html("<b onclick=x>a</b>"), "<p>&lt;b onclick=x&gt;a&lt;/b&gt;</p>\n");
  EXPECT_EQ(markdown_html("&lt;script&gt; &eacute; &foo;"), "<p>&lt;script&gt; é &amp;foo;</p>\n");
}

TEST(MarkdownHtml, ShowsTheTextOfImagesAndTablesOnly) {
  EXPECT_EQ(markdown_html("![le plan](https://a.example/x.png)"), "<p>le plan</p>\n");
  EXPECT_EQ(markdown_html("|a|b|\n|-|-|\n|1|2|").find("<table"), std::string::npos);
}

TEST(MarkdownHtml, RepairsBrokenEncodingAndNulls) {
  EXPECT_EQ(markdown_html("a\xFF" "b\0c"s), "<p>a\uFFFDb\uFFFDc</p>\n");
}

TEST(MarkdownHtml, LimitsNesting) {
  const std::string html = markdown_html(std::string(500, '>') + " deep");
  std::size_t quotes = 0;
  for (std::size_t at = 0; (at = html.find("<blockquote>", at)) != std::string::npos; ++at) ++quotes;
  EXPECT_EQ(quotes, 12U);
  EXPECT_NE(html.find("deep"), std::string::npos);
}

/// Reads `html` as a browser would and says what is wrong with it; empty when all is well.
std::string fault_of(const std::string& html) {
  static const std::regex allowed(
      "<(/?(p|em|strong|del|code|pre|blockquote|ul|ol|li|h2|h3|h4|h5|h6)|br|hr|/a|ol start=\"[0-9]+\"|"
      "a href=\"(https?://|mailto:)[^\"<>\\x01-\\x20]+\" rel=\"nofollow ugc noopener\")>", std::regex::icase);
  std::vector<std::string> open;
  for (std::size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
    const std::size_t end = html.find('>', at);
    if (end == std::string::npos) return "an unfinished tag";
    const std::string tag = html.substr(at, end - at + 1);
    if (!std::regex_match(tag, allowed)) return tag;
    const std::string name = tag.substr(tag[1] == '/' ? 2 : 1, tag.find_first_of(" >") - (tag[1] == '/' ? 2 : 1));
    if (name == "br" || name == "hr") continue;
    if (tag[1] != '/') open.push_back(name);
    else if (open.empty() || open.back() != name) return "misplaced " + tag;
    else open.pop_back();
  }
  return open.empty() ? "" : "unclosed " + open.back();
}

TEST(MarkdownHtml, NeverLetsAnythingElseOutWhateverIsTyped) {
  const std::vector<std::string> pieces{
      "<script>", "</script>", "<img src=x onerror=alert(1)>", "[", "]", "(", ")", "![", "](", "javascript:", "data:", "https://", "http://",
      "mailto:", "a.example", "\"", "'", " onclick=x ", "<", ">", "&", "&#", "x3c;", "&lt;", "&colon;", "&Tab;", "&quot;", "`", "```", "~~", "*", "**",
      "_", "\n", "\n\n", "    ", "> ", "- ", "1. ", "# ", "|", "|-|", "\\", "\0"s, "\xFF", "é", "<a href=", "<https://x y>", "<!--", "-->", "]: ",
      "[x]: javascript:x\n", "www.", "@", "x", " ", "<svg/onload=x>", "\t", "\r", "<![CDATA[", "<?php", "1000000000. ", "\u202E", "&#x6a;"};
  std::mt19937 random(2611);
  for (int round = 0; round < 6000; ++round) {
    std::string typed;
    const auto size = 1 + random() % 25;
    for (unsigned i = 0; i < size; ++i) typed += pieces[random() % pieces.size()];
    const std::string html = markdown_html(typed);
    ASSERT_EQ(fault_of(html), "") << "typed: " << typed << "\nhtml: " << html;
    ASSERT_TRUE(is_utf8(html));
  }
}

TEST(MarkdownHtml, SurvivesPathologicalInput) {
  for (const std::string unit : {"[", "*a ", "`", "> ", "- ", "<", "![", "&#", "[a](", "_*", "~~", "(((", "<!--", "\\"}) {
    std::string typed;
    for (int i = 0; i < 3000; ++i) typed += unit;
    EXPECT_EQ(fault_of(markdown_html(typed)), "") << unit;
  }
}

TEST(PlainText, LeavesTheWordsBlockByBlock) {
  EXPECT_EQ(plain_text("# Titre\n\nUn **mot** et [un lien](https://a.example).\nLigne\n\n- a\n- b\n\n> &laquo;cité&raquo;"),
            "Titre\nUn mot et un lien.\nLigne\na\nb\n«cité»");
  EXPECT_EQ(plain_text(""), "");
}

TEST(Excerpt, CutsBetweenWords) {
  EXPECT_EQ(excerpt("Une **piste** cyclable\n\nsur le quai", 100), "Une piste cyclable sur le quai");
  EXPECT_EQ(excerpt("Une piste cyclable sur le quai", 20), "Une piste cyclable…");
  EXPECT_EQ(excerpt("Une piste, cyclable", 12), "Une piste…");
  EXPECT_EQ(excerpt("abc", 0), "");
}

TEST(Excerpt, NeverCutsInsideAGrapheme) {
  EXPECT_EQ(excerpt("e\u0301e\u0301e\u0301e\u0301", 4), "e\u0301…");
  EXPECT_EQ(excerpt("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 9), "👩‍👩‍👧‍👦…");
  for (std::size_t chars = 0; chars < 30; ++chars) {
    const std::string cut = excerpt("Le 😀 vélo électrique d’Œuvre 👩‍👩‍👧‍👦 et la suite du texte", chars);
    EXPECT_LE(count_chars(cut), chars);
    EXPECT_TRUE(is_utf8(cut));
  }
}

}  // namespace

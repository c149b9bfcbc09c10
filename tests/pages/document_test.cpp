// A text of the instance comes apart at its headings, and nothing in it becomes markup by accident.
#include "pages/document.hpp"

#include <gtest/gtest.h>

namespace palabre::pages {
namespace {

TEST(Document, HasATitleALeadAndSections) {
  const auto document = read_document("# Help\nRead first.\n\n## One\n- a\n- b\n\n## Two\nWrite to **us**.");
  EXPECT_EQ(document.title, "Help");
  EXPECT_EQ(document.lead_html, "<p>Read first.</p>\n");
  ASSERT_EQ(document.sections.size(), 2U);
  EXPECT_EQ(document.sections[0].anchor, "section-1");
  EXPECT_EQ(document.sections[0].heading, "One");
  EXPECT_NE(document.sections[0].body_html.find("<li>a</li>"), std::string::npos);
  EXPECT_EQ(document.sections[1].anchor, "section-2");
  EXPECT_EQ(document.sections[1].body_html, "<p>Write to <strong>us</strong>.</p>\n");
}

TEST(Document, WithoutHeadingsIsItsLead) {
  const auto document = read_document("Only words.");
  EXPECT_EQ(document.title, "");
  EXPECT_EQ(document.lead_html, "<p>Only words.</p>\n");
  EXPECT_TRUE(document.sections.empty());
}

TEST(Document, LetsNoHtmlThrough) {
  const auto document = read_document("# T\n<script>alert(1)</script>\n## <b>x</b>\n<img src=x>");
  EXPECT_EQ(document.lead_html.find("<script"), std::string::npos);
  EXPECT_EQ(document.sections.at(0).heading, "<b>x</b>");  // plain text, which the template escapes
  EXPECT_EQ(document.sections.at(0).body_html.find("<img"), std::string::npos);
}

TEST(Document, OfNothingIsEmpty) {
  const auto document = read_document("");
  EXPECT_EQ(document.title, "");
  EXPECT_TRUE(document.sections.empty());
}

}  // namespace
}  // namespace palabre::pages

// Paper: a PDF with structure, as many pages as the text needs, whatever the text is.
#include "drawing/paper.hpp"

#include <gtest/gtest.h>

namespace palabre::drawing {
namespace {

PaperStart a_start() {
  return {"Des bancs", "Halina", "Palabre", "fr", false, [](int page) { return "Page " + std::to_string(page); }};
}

TEST(Paper, IsATaggedPdfThatNamesItsTitle) {
  Paper paper(a_start());
  paper.head(nullptr);
  paper.heading(1, "Des bancs");
  paper.text("Un texte.");
  const std::string pdf = paper.finish();
  EXPECT_EQ(pdf.substr(0, 5), "%PDF-");
  EXPECT_NE(pdf.find("/StructTreeRoot"), std::string::npos);
  EXPECT_NE(pdf.find("/MarkInfo << /Marked true >>"), std::string::npos);
  EXPECT_NE(pdf.find("/Lang (fr)"), std::string::npos);
}

TEST(Paper, TakesAsManyPagesAsTheTextNeeds) {
  Paper paper(a_start());
  for (int i = 0; i < 300; ++i) paper.text("Une ligne, puis une autre, et encore une qui est un peu plus longue que la largeur de la feuille.");
  const int pages = paper.pages();
  EXPECT_GT(pages, 5);
  EXPECT_LT(pages, 30);
  EXPECT_GT(paper.finish().size(), 1000U);
}

TEST(Paper, BreaksOneEndlessParagraphOverPages) {
  Paper paper(a_start());
  std::string endless;
  while (endless.size() < 40'000) endless += "mot ";
  paper.text(endless);
  EXPECT_GT(paper.pages(), 3);
  EXPECT_FALSE(paper.finish().empty());
}

TEST(Paper, LinksToAnAddressAndSurvivesOneThatIsNone) {
  Paper paper(a_start());
  paper.link("https://idees.example.org/fr/ideas/40");
  paper.link("https://x.example/'] dest='y'");
  EXPECT_NE(paper.finish().find("/URI"), std::string::npos);
}

TEST(Paper, TurnsRoundForRightToLeft) {
  PaperStart start = a_start();
  start.is_right_to_left = true;
  Paper paper(start);
  const auto code = qr_code("https://idees.example.org/ar/ideas/40");
  ASSERT_TRUE(code);
  paper.head(&*code);
  paper.heading(1, "مقاعد في ساحة السوق", "ar");
  paper.fact("الحالة", "منشور");
  paper.blocks(blocks_of_html("<ul><li>واحد</li></ul><p>شكرا</p>"));
  EXPECT_FALSE(paper.finish().empty());
}

}  // namespace
}  // namespace palabre::drawing

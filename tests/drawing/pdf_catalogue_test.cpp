// The appended catalogue: right offsets, and nothing done to what is no PDF of Cairo's.
#include "drawing/pdf_catalogue.hpp"

#include <gtest/gtest.h>

namespace palabre::drawing {
namespace {

constexpr const char* small_pdf =
    "%PDF-1.5\n7 0 obj\n<< /Type /Catalog\n   /Pages 1 0 R\n>>\nendobj\nxref\n0 8\ntrailer\n<< /Size 8\n   /Root 7 0 R\n   /Info 6 0 R\n>>\nstartxref\n61\n%%EOF\n";

TEST(PdfCatalogue, IsAppendedWhereTheNewTablePoints) {
  const std::string pdf = with_catalogue(small_pdf, "nl");
  ASSERT_TRUE(pdf.starts_with(small_pdf));
  const auto object = pdf.rfind("7 0 obj");
  const auto table = pdf.rfind("xref\n7 1\n");
  char line[24];
  std::snprintf(line, sizeof line, "%010zu 00000 n \n", object);
  EXPECT_EQ(pdf.substr(table + 9, 20), line);
  EXPECT_NE(pdf.find("startxref\n" + std::to_string(table) + "\n%%EOF", table), std::string::npos);
  EXPECT_NE(pdf.find("/Prev 61", table), std::string::npos);
  EXPECT_NE(pdf.find("/Pages 1 0 R", object), std::string::npos);
}

TEST(PdfCatalogue, LeavesOtherBytesAndStrangeLanguagesAlone) {
  for (const char* other : {"", "no pdf", "/Root x /Info 1 /Size 2 startxref 3", "/Type /Catalog"}) EXPECT_EQ(with_catalogue(other, "fr"), other);
  EXPECT_EQ(with_catalogue(small_pdf, "fr) /OpenAction"), small_pdf);
}

}  // namespace
}  // namespace palabre::drawing

// Appends a new catalogue to a PDF of Cairo's. Called by Paper::finish.
#include "drawing/pdf_catalogue.hpp"

#include <charconv>
#include <cstdio>
#include <optional>

namespace palabre::drawing {
namespace {

/// The number behind `name`, looking from the end: "/Size 207".
std::optional<std::size_t> last_number(std::string_view pdf, std::string_view name) {
  const auto at = pdf.rfind(name);
  if (at == std::string_view::npos) return std::nullopt;
  const auto start = pdf.find_first_not_of(" \r\n", at + name.size());
  if (start == std::string_view::npos) return std::nullopt;
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(pdf.data() + start, pdf.data() + pdf.size(), number);
  if (error != std::errc{}) return std::nullopt;
  return number;
}

bool is_language(std::string_view language) { return language.size() == 2 && language.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos; }

}  // namespace

std::string with_catalogue(std::string pdf, std::string_view language) {
  const auto root = last_number(pdf, "/Root");
  const auto info = last_number(pdf, "/Info");
  const auto size = last_number(pdf, "/Size");
  const auto table = last_number(pdf, "startxref");
  const auto type = pdf.rfind("/Type /Catalog");
  if (!root || !info || !size || !table || type == std::string::npos || !is_language(language)) return pdf;
  const auto from = pdf.rfind("<<", type);
  const auto to = pdf.find("\nendobj", type);
  const auto end = to == std::string::npos ? to : pdf.rfind(">>", to);
  if (from == std::string::npos || end == std::string::npos || end < type) return pdf;
  const std::string kept = pdf.substr(from, end - from);
  if (!pdf.ends_with('\n')) pdf += '\n';
  const auto object = pdf.size();
  pdf += std::to_string(*root) + " 0 obj\n" + kept + "   /MarkInfo << /Marked true >>\n   /Lang (" + std::string(language) +
         ")\n   /ViewerPreferences << /DisplayDocTitle true >>\n>>\nendobj\n";
  const auto update = pdf.size();
  char row[24];
  std::snprintf(row, sizeof row, "%010zu 00000 n \n", object);
  pdf += "xref\n" + std::to_string(*root) + " 1\n" + row + "trailer\n<< /Size " + std::to_string(*size) + "\n   /Root " + std::to_string(*root) +
         " 0 R\n   /Info " + std::to_string(*info) + " 0 R\n   /Prev " + std::to_string(*table) + "\n>>\nstartxref\n" + std::to_string(update) + "\n%%EOF\n";
  return pdf;
}

}  // namespace palabre::drawing

// A document on A4, page after page, as a PDF with headings, paragraphs and links that readers and screen readers find.
#pragma once
#include "drawing/qr_code.hpp"
#include "drawing/rich_text.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::drawing {

struct PaperStart {
  std::string title;
  std::string author;
  std::string site_name;
  std::string language;                        // of our own words
  bool is_right_to_left = false;
  std::function<std::string(int)> page_words;  // « Page 3 »
};

/// How a piece of text stands on the page; sizes in points.
struct Manner {
  double size = 10.5;
  double indent = 0;
  double after = 5;
  bool is_bold = false;
  bool is_soft = false;
  std::string language;       // empty: the document's
};

class Paper {
 public:
  /// Throws: std::runtime_error when no PDF can be begun.
  explicit Paper(const PaperStart& start);
  ~Paper();
  Paper(const Paper&) = delete;
  Paper& operator=(const Paper&) = delete;

  /// The brand and, at the other end of the line, the code to the page behind this paper.
  void head(const QrCode* code);
  /// Level 1 to 3; levels 1 and 2 stand in the outline. Never alone at the foot of a page.
  void heading(int level, std::string_view text, std::string_view language = {});
  void text(std::string_view words, const Manner& manner = {});
  void blocks(const std::vector<Block>& blocks, const Manner& manner = {});
  /// A label and, beside it, what it says.
  void fact(std::string_view label, std::string_view value);
  void link(std::string_view address);
  void rule();
  void space(double points);

  [[nodiscard]] int pages() const;
  /// Ends the document; the bytes. Call once.
  std::string finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace palabre::drawing

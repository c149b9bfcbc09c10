// Sets texts on pages with Cairo and Pango. Called by the dossier of an idea.
#include "drawing/paper.hpp"

#include "drawing/brand.hpp"
#include "drawing/pdf_catalogue.hpp"

#include <cairo-pdf.h>

#include <algorithm>

namespace palabre::drawing {
namespace {

// A4 in points.
constexpr double sheet_width = 595.276;
constexpr double sheet_height = 841.89;
constexpr double side = 56;
constexpr double top = 54;
constexpr double bottom = sheet_height - 66;
constexpr double column = sheet_width - 2 * side;
constexpr double code_size = 84;
constexpr double fact_label = 132;

/// A structure element on one page; it never spans two, which Cairo 1.16 would write wrongly.
class Tag {
 public:
  Tag(cairo_t* pen, std::string name, std::string attributes = {}) : pen_(pen), name_(std::move(name)), attributes_(std::move(attributes)) { begin(); }
  ~Tag() { end(); }
  Tag(const Tag&) = delete;
  Tag& operator=(const Tag&) = delete;
  void begin() { cairo_tag_begin(pen_, name_.c_str(), attributes_.c_str()); }
  void end() { cairo_tag_end(pen_, name_.c_str()); }

 private:
  cairo_t* pen_;
  std::string name_;
  std::string attributes_;
};

}  // namespace

struct Paper::State {
  explicit State(const PaperStart& used_start)
      : start(used_start),
        surface(cairo_pdf_surface_create_for_stream(append_bytes, &bytes, sheet_width, sheet_height)),
        pen(cairo_create(surface.get())) {
    check_status(cairo_status(pen.get()), "a PDF cannot be begun");
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, start.title.c_str());
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_AUTHOR, start.author.c_str());
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATOR, start.site_name.c_str());
  }

  void foot() {
    const Layout words = make_layout(pen.get(), {8.5, false}, start.language, column);
    pango_layout_set_text(words.get(), start.title.data(), static_cast<int>(start.title.size()));
    pango_layout_set_width(words.get(), static_cast<int>((column - 90) * PANGO_SCALE));
    pango_layout_set_ellipsize(words.get(), PANGO_ELLIPSIZE_END);
    set_colour(pen.get(), ink_soft);
    cairo_move_to(pen.get(), start.is_right_to_left ? side + 90 : side, sheet_height - 42);
    pango_cairo_show_layout(pen.get(), words.get());
    const std::string number = start.page_words(pages);
    const Layout page = make_layout(pen.get(), {8.5, false}, start.language, 86);
    pango_layout_set_text(page.get(), number.data(), static_cast<int>(number.size()));
    pango_layout_set_auto_dir(page.get(), FALSE);
    pango_layout_set_alignment(page.get(), start.is_right_to_left ? PANGO_ALIGN_LEFT : PANGO_ALIGN_RIGHT);
    cairo_move_to(pen.get(), start.is_right_to_left ? side : sheet_width - side - 86, sheet_height - 42);
    pango_cairo_show_layout(pen.get(), page.get());
  }

  void next_page() {
    foot();
    cairo_show_page(pen.get());
    ++pages;
    y = top;
  }

  /// Room for at least this much, here or on the next page.
  void need(double height) {
    if (y + height > bottom && y > top) next_page();
  }

  [[nodiscard]] double x_at(double indent) const { return start.is_right_to_left ? side : side + indent; }

  /// Line after line, over as many pages as it takes.
  void flow(PangoLayout* layout, double x, const std::string& tag_name, Colour colour, const std::string& attributes = {}) {
    const LineIter lines(pango_layout_get_iter(layout));
    Tag tag(pen.get(), tag_name, attributes);
    do {
      PangoRectangle box{};
      pango_layout_iter_get_line_extents(lines.get(), nullptr, &box);
      const double height = box.height / static_cast<double>(PANGO_SCALE);
      if (y + height > bottom && y > top) {
        tag.end();
        next_page();
        tag.begin();
      }
      const double baseline = (pango_layout_iter_get_baseline(lines.get()) - box.y) / static_cast<double>(PANGO_SCALE);
      set_colour(pen.get(), colour);
      cairo_move_to(pen.get(), x + box.x / static_cast<double>(PANGO_SCALE), y + baseline);
      pango_cairo_show_layout_line(pen.get(), pango_layout_iter_get_line_readonly(lines.get()));
      y += height;
    } while (pango_layout_iter_next_line(lines.get()));
  }

  Layout layout_of(const std::string& markup, const Manner& manner, double indent) {
    Layout layout = make_layout(pen.get(), {manner.size, manner.is_bold}, manner.language.empty() ? start.language : manner.language, column - indent);
    pango_layout_set_line_spacing(layout.get(), 1.12F);
    pango_layout_set_markup(layout.get(), markup.data(), static_cast<int>(markup.size()));
    return layout;
  }

  PaperStart start;
  std::string bytes;
  Surface surface;
  Pen pen;
  double y = top;
  int pages = 1;
};

Paper::Paper(const PaperStart& start) : state_(std::make_unique<State>(start)) {}
Paper::~Paper() = default;

int Paper::pages() const { return state_->pages; }

void Paper::head(const QrCode* code) {
  State& s = *state_;
  cairo_t* pen = s.pen.get();
  const bool is_own = s.start.site_name == "Palabre";
  constexpr double mark = 30;
  const double x = s.start.is_right_to_left ? sheet_width - side - mark : side;
  draw_mark(pen, {x, top, mark}, {brand, accent, white});
  if (is_own) {
    draw_word(pen, {s.start.is_right_to_left ? x - 8 - word_width(18) : x + mark + 8, top + 7, 18}, ink);
  } else {
    const Layout name = make_layout(pen, {14, true}, s.start.language, column - code_size - mark - 30);
    pango_layout_set_text(name.get(), s.start.site_name.data(), static_cast<int>(s.start.site_name.size()));
    set_colour(pen, ink);
    cairo_move_to(pen, s.start.is_right_to_left ? side + code_size + 20 : x + mark + 8, top + 6);
    pango_cairo_show_layout(pen, name.get());
  }
  if (code != nullptr) {
    const double square = code_size / code->size;
    const double left = s.start.is_right_to_left ? side : sheet_width - side - code_size;
    set_colour(pen, {0, 0, 0});
    for (const auto& run : code->runs) cairo_rectangle(pen, left + run.x * square, top - 10 + run.y * square, run.length * square, square);
    cairo_fill(pen);
  }
  s.y = top + (code != nullptr ? code_size + 6 : mark + 18);
}

void Paper::heading(int level, std::string_view text, std::string_view language) {
  State& s = *state_;
  const double size = level == 1 ? 21 : level == 2 ? 14 : 11;
  Manner manner{.size = size, .is_bold = true, .language = std::string(language)};
  const Layout layout = s.layout_of(escape_markup(text), manner, 0);
  pango_layout_set_line_spacing(layout.get(), 1.0F);
  if (level > 1 && s.y > top) s.y += level == 2 ? 12 : 6;
  s.need(size * 5);
  if (level <= 2) {
    const std::string place = "page=" + std::to_string(s.pages) + " pos=[" + std::to_string(static_cast<int>(side)) + " " + std::to_string(static_cast<int>(s.y)) + "]";
    cairo_pdf_surface_add_outline(s.surface.get(), CAIRO_PDF_OUTLINE_ROOT, std::string(text).c_str(), place.c_str(), CAIRO_PDF_OUTLINE_FLAG_OPEN);
  }
  s.flow(layout.get(), side, "H" + std::to_string(level), level == 2 ? brand : ink);
  s.y += level == 1 ? 8 : 4;
}

void Paper::text(std::string_view words, const Manner& manner) {
  State& s = *state_;
  const Layout layout = s.layout_of(escape_markup(words), manner, manner.indent);
  if (manner.is_bold) s.need(manner.size * 3.2);
  s.flow(layout.get(), s.x_at(manner.indent), "P", manner.is_soft ? ink_soft : ink);
  s.y += manner.after;
}

void Paper::blocks(const std::vector<Block>& blocks, const Manner& manner) {
  State& s = *state_;
  constexpr double step = 15;
  constexpr int depth_max = 6;
  for (const auto& block : blocks) {
    if (block.kind == BlockKind::rule) {
      rule();
      continue;
    }
    Manner own = manner;
    own.indent += step * std::min(block.depth, depth_max);
    own.is_bold = block.kind == BlockKind::heading;
    std::string markup = block.kind == BlockKind::code ? "<tt>" + block.markup + "</tt>" : block.markup;
    if (block.kind == BlockKind::item) markup = block.marker + "\u2002" + markup;
    const Layout layout = s.layout_of(markup, own, own.indent);
    if (block.kind == BlockKind::item) pango_layout_set_indent(layout.get(), static_cast<int>(-step * 0.8 * PANGO_SCALE));
    s.flow(layout.get(), s.x_at(own.indent), "P", block.kind == BlockKind::quote || manner.is_soft ? ink_soft : ink);
    s.y += block.kind == BlockKind::item ? manner.after / 2 : manner.after;
  }
}

void Paper::fact(std::string_view label, std::string_view value) {
  State& s = *state_;
  const Layout name = s.layout_of(escape_markup(label), {.size = 9.5, .is_soft = true}, column - fact_label);
  const Layout said = s.layout_of(escape_markup(value), {.size = 10.5}, fact_label + 10);
  s.need(16);
  const double from = s.y;
  const int page = s.pages;
  s.flow(name.get(), s.start.is_right_to_left ? sheet_width - side - fact_label : side, "P", ink_soft);
  const double name_end = s.y;
  if (s.pages == page) s.y = from;
  s.flow(said.get(), s.start.is_right_to_left ? side : side + fact_label + 10, "P", ink);
  if (s.pages == page) s.y = std::max(s.y, name_end);
  s.y += 3;
}

void Paper::link(std::string_view address) {
  State& s = *state_;
  if (address.find_first_of("'\\") != std::string_view::npos) return text(address);
  const Layout layout = s.layout_of(escape_markup(address), {.size = 9.5}, 0);
  s.need(16);
  s.flow(layout.get(), side, CAIRO_TAG_LINK, brand, "uri='" + std::string(address) + "'");
  s.y += 5;
}

void Paper::space(double points) { state_->y += points; }

void Paper::rule() {
  State& s = *state_;
  s.need(14);
  set_colour(s.pen.get(), line);
  cairo_rectangle(s.pen.get(), side, s.y + 4, column, 0.8);
  cairo_fill(s.pen.get());
  s.y += 12;
}

std::string Paper::finish() {
  State& s = *state_;
  s.foot();
  cairo_show_page(s.pen.get());
  s.pen.reset();
  cairo_surface_finish(s.surface.get());
  check_status(cairo_surface_status(s.surface.get()), "a PDF cannot be written");
  return with_catalogue(std::move(s.bytes), s.start.language);
}

}  // namespace palabre::drawing

// Draws the card of a shared link with Cairo and Pango. Called by screens/share_card.
#include "drawing/share_card.hpp"

#include "drawing/brand.hpp"

#include <algorithm>
#include <numbers>

namespace palabre::drawing {
namespace {

constexpr double margin = 72;
constexpr double bar_width = 18;
constexpr double above_top = 64;
constexpr double title_top = 128;
constexpr double title_height = 330;
constexpr double foot_middle = 548;
constexpr std::size_t card_text_bytes_max = 400;
constexpr std::size_t title_bytes_max = 1200;

/// Whole characters, one line.
std::string tidy(std::string_view text, std::size_t bytes_max) {
  if (text.size() > bytes_max) {
    std::size_t end = bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    text = text.substr(0, end);
  }
  std::string line(text);
  for (char& c : line)
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  return line;
}

struct Size {
  double width = 0, height = 0;
};

Size size_of(PangoLayout* layout) {
  int width = 0, height = 0;
  pango_layout_get_size(layout, &width, &height);
  return {width / static_cast<double>(PANGO_SCALE), height / static_cast<double>(PANGO_SCALE)};
}

class Card {
 public:
  Card(cairo_t* pen, const ShareCard& card) : pen_(pen), card_(card) {}

  void draw() {
    draw_ground();
    draw_above();
    draw_title();
    draw_foot();
  }

 private:
  /// From the side on which reading begins.
  [[nodiscard]] double x_of(double from_start, double width) const {
    return card_.is_right_to_left ? card_width - from_start - width : from_start;
  }

  void draw_ground() {
    set_colour(pen_, paper);
    cairo_paint(pen_);
    constexpr double tree = 620;
    draw_mark(pen_, {x_of(card_width - tree + 110, tree), 70, tree}, {{0.955, 0.955, 0.925}, {0.955, 0.955, 0.925}, paper});
    set_colour(pen_, brand);
    cairo_rectangle(pen_, x_of(0, bar_width), 0, bar_width, card_height);
    cairo_fill(pen_);
    set_colour(pen_, line);
    cairo_rectangle(pen_, margin, 484, card_width - 2 * margin, 2);
    cairo_fill(pen_);
  }

  void draw_above() {
    if (card_.above.text.empty()) return;
    const Layout layout = text_of(tidy(card_.above.text, card_text_bytes_max), {28, true}, card_.above.language, card_width - 2 * margin);
    pango_layout_set_height(layout.get(), -1);
    pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
    show(layout.get(), margin, above_top, accent);
  }

  /// As large as fits into its place; at the smallest size an ellipsis ends it.
  void draw_title() {
    const std::string title = tidy(card_.title.text, title_bytes_max);
    Layout layout;
    for (const double size : {74.0, 66.0, 58.0, 52.0}) {
      layout = text_of(title, {size, true}, card_.title.language, card_width - 2 * margin - 40);
      pango_layout_set_line_spacing(layout.get(), 0.92F);
      if (size_of(layout.get()).height <= title_height) break;
    }
    pango_layout_set_height(layout.get(), -4);
    pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
    const double slack = std::max(0.0, title_height - size_of(layout.get()).height);
    const double x = card_.is_right_to_left ? margin + 40 : margin;
    show(layout.get(), x, title_top + slack / 2, ink);
  }

  void draw_foot() {
    const double used = draw_site();
    double from = margin;
    if (!card_.fact.empty()) from += draw_pill(card_.fact, from, card_width - 2 * margin - used - 32, true) + 20;
    const double left = card_width - margin - used - 32 - from;
    if (!card_.state.empty() && pill_width(card_.state) <= left) draw_pill(card_.state, from, left, false);
  }

  /// The width it takes at the end of the line.
  double draw_site() {
    constexpr double mark = 72;
    const bool is_own = card_.site_name == "Palabre";
    const Layout name = is_own ? nullptr : one_line(card_.site_name, {34, true}, 380);
    const double name_width = is_own ? word_width(42) : size_of(name.get()).width;
    const double width = mark + 18 + name_width;
    const double from = card_width - margin - width;
    draw_mark(pen_, {x_of(from, mark), foot_middle - mark / 2 - 3, mark}, {brand, accent, white});
    const double x = x_of(from + mark + 18, name_width);
    if (is_own) draw_word(pen_, {x, foot_middle - 22, 42}, ink);
    else show(name.get(), x, foot_middle - size_of(name.get()).height / 2, ink);
    return width;
  }

  /// A state that does not fit whole is better left out.
  [[nodiscard]] double pill_width(const std::string& words) const { return size_of(one_line(words, {32, true}, card_width).get()).width + 60; }

  double draw_pill(const std::string& words, double from, double width_max, bool is_filled) {
    constexpr double height = 68, pad = 30, radius = height / 2;
    const Layout layout = one_line(words, {32, true}, width_max - 2 * pad);
    const Size text = size_of(layout.get());
    const double width = text.width + 2 * pad;
    const double x = x_of(from, width), y = foot_middle - height / 2;
    cairo_new_sub_path(pen_);
    cairo_arc(pen_, x + width - radius, y + radius, radius, -std::numbers::pi / 2, std::numbers::pi / 2);
    cairo_arc(pen_, x + radius, y + radius, radius, std::numbers::pi / 2, 3 * std::numbers::pi / 2);
    cairo_close_path(pen_);
    set_colour(pen_, is_filled ? brand : brand_soft);
    cairo_fill(pen_);
    show(layout.get(), x + pad, foot_middle - text.height / 2, is_filled ? white : brand);
    return width;
  }

  [[nodiscard]] Layout text_of(const std::string& text, Face face, const std::string& language, double width) const {
    Layout layout = make_layout(pen_, face, language, width);
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    return layout;
  }

  /// As wide as its words, cut where they are too many.
  [[nodiscard]] Layout one_line(const std::string& words, Face face, double width_max) const {
    Layout layout = text_of(tidy(words, card_text_bytes_max), face, card_.language, -1.0 / PANGO_SCALE);
    pango_layout_set_single_paragraph_mode(layout.get(), TRUE);
    if (size_of(layout.get()).width > width_max) {
      pango_layout_set_width(layout.get(), static_cast<int>(width_max * PANGO_SCALE));
      pango_layout_set_height(layout.get(), -1);
      pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
    }
    return layout;
  }

  void show(PangoLayout* layout, double x, double y, Colour colour) {
    set_colour(pen_, colour);
    cairo_move_to(pen_, x, y);
    pango_cairo_show_layout(pen_, layout);
  }

  cairo_t* pen_;
  const ShareCard& card_;
};

}  // namespace

std::string draw_share_card(const ShareCard& card) {
  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, card_width, card_height));
  const Pen pen(cairo_create(surface.get()));
  check_status(cairo_status(pen.get()), "a share card cannot be begun");
  Card(pen.get(), card).draw();
  check_status(cairo_status(pen.get()), "a share card cannot be drawn");
  std::string bytes;
  check_status(cairo_surface_write_to_png_stream(surface.get(), append_bytes, &bytes), "a share card cannot be written");
  return bytes;
}

}  // namespace palabre::drawing

// Draws the logo. Called by the share card and the paper.
#include "drawing/brand.hpp"

#include <cstdlib>
#include <numbers>

namespace palabre::drawing {
namespace {

// Absolute coordinates in M, L, C and Z only.
constexpr const char* tree_path =
    "M18 2.5 C25.07 2.52 31.09 7.64 32.25 14.62 C33.42 21.59 29.38 28.38 22.7 30.7 C23 33 23.7 34.8 24.7 36.2 C25.9 34 27.3 32.3 29 31 "
    "L31.3 33.5 C28.3 35.9 27 39.4 27 43.8 L29.3 43.8 C30.18 43.8 30.9 44.52 30.9 45.4 C30.9 46.28 30.18 47 29.3 47 L17.7 47 "
    "C16.82 47 16.1 46.28 16.1 45.4 C16.1 44.52 16.82 43.8 17.7 43.8 L20.3 43.8 C20.6 39.3 20.1 35.3 18.6 31.8 L18 31.8 "
    "C9.91 31.8 3.35 25.24 3.35 17.15 C3.35 9.06 9.91 2.5 18 2.5 Z";
constexpr const char* speech_path =
    "M33.65 10.08 C38.44 9.5 43.04 12.11 45.01 16.52 C46.98 20.93 45.84 26.1 42.21 29.28 C38.58 32.45 33.31 32.9 29.2 30.37 "
    "C35.03 25.35 36.84 17.08 33.65 10.08 Z";
constexpr const char* word_path =
    "M4 34 L4 6 L12.5 6 C17.19 6 21 9.81 21 14.5 C21 19.19 17.19 23 12.5 23 L4 23 M44.5 14.5 L44.5 34 M55.5 4 L55.5 34 M85.5 14.5 L85.5 34 "
    "M96.5 4 L96.5 34 M127 34 L127 14.5 M127 23 C127 17.5 130 14.5 134 14.5 M141.5 24.5 L160 24.5 C160.26 19.94 157.25 15.84 152.82 14.73 "
    "C148.39 13.63 143.8 15.83 141.89 19.98 C139.98 24.13 141.29 29.05 145.01 31.69 C148.73 34.34 153.81 33.96 157.1 30.8";

constexpr double mark_size = 48;
constexpr double word_wide = 164;
constexpr double word_high = 40;
constexpr double whole_turn = 2 * std::numbers::pi;

void trace(cairo_t* pen, const char* path) {
  char* at = nullptr;
  const auto number = [&at] { return std::strtod(at, &at); };
  for (const char* step = path; *step != '\0'; step = at) {
    while (*step == ' ') ++step;
    if (*step == '\0') break;
    at = const_cast<char*>(step + 1);  // strtod asks for it; nothing is written
    double p[6] = {};
    const int count = *step == 'C' ? 6 : *step == 'Z' ? 0 : 2;
    for (int i = 0; i < count; ++i) p[i] = number();
    switch (*step) {
      case 'M': cairo_move_to(pen, p[0], p[1]); break;
      case 'L': cairo_line_to(pen, p[0], p[1]); break;
      case 'C': cairo_curve_to(pen, p[0], p[1], p[2], p[3], p[4], p[5]); break;
      default: cairo_close_path(pen); break;
    }
  }
}

void circle(cairo_t* pen, double x, double y, double radius) {
  cairo_new_sub_path(pen);
  cairo_arc(pen, x, y, radius, 0, whole_turn);
}

}  // namespace

void draw_mark(cairo_t* pen, Spot at, const MarkColours& colours) {
  cairo_save(pen);
  cairo_translate(pen, at.x, at.y);
  cairo_scale(pen, at.height / mark_size, at.height / mark_size);
  cairo_new_path(pen);
  trace(pen, tree_path);
  set_colour(pen, colours.tree);
  cairo_fill(pen);
  trace(pen, speech_path);
  set_colour(pen, colours.speech);
  cairo_fill(pen);
  for (const double x : {11.5, 18.0, 24.5}) circle(pen, x, 17, 2);
  set_colour(pen, colours.dots);
  cairo_fill(pen);
  cairo_restore(pen);
}

double word_width(double height) { return height * word_wide / word_high; }

void draw_word(cairo_t* pen, Spot at, Colour colour) {
  cairo_save(pen);
  cairo_translate(pen, at.x, at.y);
  cairo_scale(pen, at.height / word_high, at.height / word_high);
  cairo_new_path(pen);
  trace(pen, word_path);
  for (const double x : {35.0, 76.0, 106.0}) circle(pen, x, 24, 9.5);
  cairo_set_line_width(pen, 5);
  cairo_set_line_cap(pen, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join(pen, CAIRO_LINE_JOIN_ROUND);
  set_colour(pen, colour);
  cairo_stroke(pen);
  cairo_restore(pen);
}

}  // namespace palabre::drawing

// The mark (the tree under which people speak) and the word of Palabre, as the pages show them (web/public/logo.svg).
#pragma once
#include "drawing/cairo_parts.hpp"

namespace palabre::drawing {

struct Spot {
  double x = 0, y = 0, height = 0;
};

/// Colours of a mark; a ghost has one for all.
struct MarkColours {
  Colour tree, speech, dots;
};

/// A square of `at.height`.
void draw_mark(cairo_t* pen, Spot at, const MarkColours& colours);

/// How wide the word is at that height.
double word_width(double height);
void draw_word(cairo_t* pen, Spot at, Colour colour);

}  // namespace palabre::drawing

// Cairo's and Pango's objects with owners, and how every drawing starts a text. For this folder only.
#pragma once
#include <pango/pangocairo.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace palabre::drawing {

struct Release {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* pen) const { cairo_destroy(pen); }
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
  void operator()(PangoLayoutIter* iter) const { pango_layout_iter_free(iter); }
};
using Surface = std::unique_ptr<cairo_surface_t, Release>;
using Pen = std::unique_ptr<cairo_t, Release>;
using Layout = std::unique_ptr<PangoLayout, Release>;
using Font = std::unique_ptr<PangoFontDescription, Release>;
using LineIter = std::unique_ptr<PangoLayoutIter, Release>;

struct Colour {
  double red = 0, green = 0, blue = 0;
};
inline constexpr Colour ink{0x18 / 255.0, 0x23 / 255.0, 0x1f / 255.0};
inline constexpr Colour ink_soft{0x4c / 255.0, 0x59 / 255.0, 0x54 / 255.0};
inline constexpr Colour brand{0x14 / 255.0, 0x59 / 255.0, 0x4a / 255.0};
inline constexpr Colour brand_soft{0xe0 / 255.0, 0xef / 255.0, 0xe9 / 255.0};
inline constexpr Colour accent{0xa2 / 255.0, 0x46 / 255.0, 0x0c / 255.0};
inline constexpr Colour paper{0xfa / 255.0, 0xf8 / 255.0, 0xf2 / 255.0};
inline constexpr Colour line{0xde / 255.0, 0xda / 255.0, 0xcd / 255.0};
inline constexpr Colour white{1, 1, 1};

inline void set_colour(cairo_t* pen, Colour colour) { cairo_set_source_rgb(pen, colour.red, colour.green, colour.blue); }

inline void check_status(cairo_status_t status, const char* what) {
  if (status != CAIRO_STATUS_SUCCESS) throw std::runtime_error(std::string(what) + ": " + cairo_status_to_string(status));
}

/// Where Cairo writes a finished drawing: `into` is a std::string.
cairo_status_t append_bytes(void* into, const unsigned char* bytes, unsigned int count);

/// Noto Sans covers the scripts people write here; Fontconfig finds another font for what it lacks.
struct Face {
  double size = 0;
  bool is_bold = false;
};

/// An empty text of that face. Its direction follows its first letter; `language` (may be empty) chooses the forms of letters.
Layout make_layout(cairo_t* pen, Face face, std::string_view language, double width);

}  // namespace palabre::drawing

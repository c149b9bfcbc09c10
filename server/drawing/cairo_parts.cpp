// Starts texts with Pango. Called by the share card and the paper.
#include "drawing/cairo_parts.hpp"

namespace palabre::drawing {

cairo_status_t append_bytes(void* into, const unsigned char* bytes, unsigned int count) {
  static_cast<std::string*>(into)->append(reinterpret_cast<const char*>(bytes), count);
  return CAIRO_STATUS_SUCCESS;
}

Layout make_layout(cairo_t* pen, Face face, std::string_view language, double width) {
  Layout layout(pango_cairo_create_layout(pen));
  const Font font(pango_font_description_new());
  pango_font_description_set_family_static(font.get(), "Noto Sans");
  pango_font_description_set_absolute_size(font.get(), face.size * PANGO_SCALE);
  pango_font_description_set_weight(font.get(), face.is_bold ? PANGO_WEIGHT_SEMIBOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description(layout.get(), font.get());
  pango_layout_set_auto_dir(layout.get(), TRUE);
  pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  if (!language.empty()) {
    const std::string name(language);
    pango_context_set_language(pango_layout_get_context(layout.get()), pango_language_from_string(name.c_str()));
  }
  return layout;
}

}  // namespace palabre::drawing

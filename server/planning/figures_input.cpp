// Reads the numbers of the roadmap, within their bounds.
// Called by PUT /redesigns/{slug}/roadmap and by the roadmap's form.
#include "planning/figures_input.hpp"

namespace palabre::planning {

WantedFigures read_figures(http::Input& input) {
  WantedFigures wanted;
  for (int i = 0; i < figure_count; ++i) {
    const auto figure = static_cast<Figure>(i);
    const auto name = name_of(figure);
    if (!input.is_sent(name)) continue;
    const Bounds bounds = bounds_of(figure);
    std::optional<int> value;
    if (is_yes_or_no(figure)) {
      if (const auto fact = input.optional_fact(name)) value = *fact ? 1 : 0;
    } else if (const auto number = input.optional_integer(name, bounds.min, bounds.max)) {
      value = static_cast<int>(*number);
    }
    wanted[figure] = value;
  }
  return wanted;
}

}  // namespace palabre::planning

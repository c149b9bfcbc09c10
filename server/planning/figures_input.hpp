// The numbers of the roadmap as somebody sent them.
#pragma once
#include "http/input.hpp"
#include "planning/figures.hpp"

namespace palabre::planning {

/// Every figure that was sent, from JSON or a form: null or an emptied field takes its number away, an absent one stays.
WantedFigures read_figures(http::Input& input);

}  // namespace palabre::planning

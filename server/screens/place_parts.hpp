// A place as forms ask for it: a name always, a point on the map for those who want.
#pragma once
#include "screens/form.hpp"

#include <nlohmann/json_fwd.hpp>

namespace palabre::screens {

/// The part place_fields; its fields are "place", "latitude", "longitude".
nlohmann::json place_fields_view(const Page& page, Form& form, const redesigns::Redesign& redesign);

/// What the map island needs to start: {tiles, attribution, latitude, longitude, zoom}.
nlohmann::json map_view(const Page& page, const redesigns::Redesign& redesign);

/// Degrees as people may edit them: at most five decimals, no exponent.
std::string degrees_text(double degrees);

}  // namespace palabre::screens

// Builds the fields of a place and the start of a map. Called by the pages of writing an idea and by the map of ideas.
#include "screens/place_parts.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <charconv>

namespace palabre::screens {

using nlohmann::json;

std::string degrees_text(double degrees) {
  std::array<char, 40> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), degrees, std::chars_format::fixed, 5).ptr;
  std::string text(digits.data(), end);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

json map_view(const Page& page, const redesigns::Redesign& redesign) {
  const http::Services& services = page.call().services;
  const bool has_start = redesign.latitude && redesign.longitude;
  return {{"tiles", services.map_tiles},
          {"attribution", services.map_tiles.empty() ? page.text("map.outline_source") : services.map_attribution},
          {"start_lat", has_start ? degrees_text(*redesign.latitude) : "50"},
          {"start_lon", has_start ? degrees_text(*redesign.longitude) : "6"},
          {"start_zoom", has_start ? 13 : 4}};
}

json place_fields_view(const Page& page, Form& form, const redesigns::Redesign& redesign) {
  const Limits& limits = *page.call().services.limits;
  json place = form.field_view(page, {.name = "place", .label = page.text("idea_form.place_label"), .hint = page.text("idea_form.place_hint"),
                                      .length = {0, limits.place_chars_max}, .is_required = false});
  json latitude = form.field_view(page, {.name = "latitude", .label = page.text("map.latitude"), .length = {0, 20}, .is_required = false});
  json longitude = form.field_view(page, {.name = "longitude", .label = page.text("map.longitude"), .length = {0, 20}, .is_required = false});
  const bool is_open = !form.value("latitude").empty() || !latitude["error"].get<std::string>().empty() || !longitude["error"].get<std::string>().empty();
  return {{"place_field", std::move(place)}, {"latitude_field", std::move(latitude)}, {"longitude_field", std::move(longitude)}, {"is_open", is_open},
          {"map", map_view(page, redesign)}};
}

}  // namespace palabre::screens

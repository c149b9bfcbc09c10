// The table of licences. Called by the settings, the page of open data and the files.
#include "open_data/licence.hpp"

#include <array>

namespace palabre::open_data {

std::span<const Licence> licences() {
  static constexpr std::array<Licence, 4> rows{{
      {"CC-BY-4.0", "Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/", "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0"},
      {"CC0-1.0", "Creative Commons CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/", "http://publications.europa.eu/resource/authority/licence/CC0"},
      {"CC-BY-SA-4.0", "Creative Commons Attribution-ShareAlike 4.0", "https://creativecommons.org/licenses/by-sa/4.0/", "http://publications.europa.eu/resource/authority/licence/CC_BYSA_4_0"},
      {"ODbL-1.0", "Open Database License 1.0", "https://opendatacommons.org/licenses/odbl/1-0/", "http://publications.europa.eu/resource/authority/licence/ODC_BL"},
  }};
  return rows;
}

const Licence& licence_of(std::string_view code) {
  for (const auto& row : licences())
    if (row.code == code) return row;
  return licences().front();
}

}  // namespace palabre::open_data

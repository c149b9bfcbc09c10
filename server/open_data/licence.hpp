// The licences under which an instance may give its open data away.
#pragma once
#include <span>
#include <string_view>

namespace palabre::open_data {

struct Licence {
  std::string_view code;     // as SPDX writes it; the value of the setting data_licence
  std::string_view name;
  std::string_view address;
  std::string_view eu_uri;   // in the authority table of the Publications Office, for DCAT-AP
};

std::span<const Licence> licences();
/// The first of them for a code nobody knows.
const Licence& licence_of(std::string_view code);

}  // namespace palabre::open_data

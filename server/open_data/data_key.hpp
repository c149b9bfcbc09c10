// The key of the pseudonyms in the open data: the same on every server, another one each month.
#pragma once
#include "base/instant.hpp"

#include <string>
#include <string_view>

namespace palabre::open_data {

struct DataKey {
  std::string key;
  Instant until;   // from then on another one holds: what was made with this one may not be kept longer
};

/// The key of the month (UTC) in which `now` lies. Why by month: who takes the files away at one time can join them, who takes
/// them in two months cannot; and servers agree on it without asking each other.
DataKey data_key(std::string_view secret, Instant now);

}  // namespace palabre::open_data

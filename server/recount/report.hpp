// What `palabre tally` answers: one JSON value and one text, both from the same result. Private to this folder (nlohmann/json).
#pragma once
#include "recount/reports.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace palabre::recount {

struct Report {
  nlohmann::ordered_json json;
  std::string text;  // the outcome and why, for reading in a terminal; ends with a line end
};

}  // namespace palabre::recount

// How a contribution comes in: typed by its author, or entered for them by a facilitator. Given to the acts by server/assisted.
#pragma once
#include "base/id.hpp"

#include <string_view>

namespace palabre::ideas {

struct EntryWay {
  bool is_assisted = false;
  PhaseId late_phase;  // set: collected on paper while that phase was open; whether it counts was decided before

  [[nodiscard]] std::string_view channel() const { return is_assisted ? "assisted" : "online"; }
  [[nodiscard]] bool is_late() const { return late_phase.is_set(); }
};

}  // namespace palabre::ideas

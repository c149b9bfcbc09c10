// What the roadmap advises, for its page: methods in pairs, hours by week, and what to look at again before announcing.
#pragma once
#include "planning/effort.hpp"
#include "planning/methods.hpp"
#include "planning/roadmap.hpp"
#include "screens/redesign_parts.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace palabre::screens {

/// The hours of the timeline as it stands.
planning::Effort effort_at_hand(const Page& page, const RedesignAtHand& at, const planning::Roadmap& roadmap);

/// The section of methods: {methods: […], offline_text, figures_href}. `may_edit`: with a button that adds the phase.
nlohmann::json methods_section(const Page& page, const RedesignAtHand& at, const planning::Roadmap& roadmap, bool may_edit);
/// The section of hours: verdict, weeks that do not fit, phases that ask twice, a chart for each crew and the same as a table.
nlohmann::json effort_section(const Page& page, const RedesignAtHand& at, const planning::Roadmap& roadmap, const planning::Effort& effort, bool may_edit);

/// A sentence for each kind of doubt; none holds the announcement up. `anchor`: where on the roadmap page it is explained.
struct Doubt {
  std::string text;
  std::string anchor;
};
std::vector<Doubt> doubts_of(const Page& page, const planning::Effort& effort);

}  // namespace palabre::screens

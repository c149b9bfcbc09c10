// Participants who stand near each other become groups. Private to opinion groups.
#pragma once
#include "tally/opinions.hpp"

namespace palabre::tally {

struct Grouping {
  std::uint32_t k = 0;
  double silhouette = 0;
  std::vector<GroupingTried> tried;
  std::vector<std::optional<std::uint32_t>> group;
  std::vector<std::uint32_t> sizes;
};

/// Groups the included participants: base clusters, then k-means on them for the k of `options`, or for each k from 2 to
/// min(k_max, 2 + base clusters / 12), of which the best silhouette wins (of equals the smaller k). Fewer groups where there are fewer
/// distinct points. The answer does not depend on the order of participants; group 0 is the largest, of equals the one with the first participant.
Grouping form_groups(const std::vector<Point>& projection, const std::vector<bool>& is_included, const OpinionOptions& options);

/// A given grouping, with the silhouette it has over those it groups.
Grouping take_groups(const std::vector<Point>& projection, const std::vector<std::optional<std::uint32_t>>& group);

}  // namespace palabre::tally

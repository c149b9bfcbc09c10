// Sortition: a panel drawn by lot that mirrors the population by quotas, with chances as equal as the quotas allow.
#pragma once
#include "tally/checked.hpp"
#include "tally/random.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace palabre::tally {

/// Bounds on how many panel members have one feature; the flex limits bound how far a relaxation may move them.
struct FeatureQuota {
  std::uint32_t min = 0;
  std::uint32_t max = 0;
  std::uint32_t min_flex = 0;
  std::uint32_t max_flex = 0xffffffffU;
};

/// Who may be drawn. quotas[category][feature]; people[person][category] is the person's feature. `households` is empty or has one number
/// per person: people with the same number live together, and at most one of them is drawn.
struct SortitionPool {
  std::vector<std::vector<FeatureQuota>> quotas;
  std::vector<std::vector<std::uint32_t>> people;
  std::vector<std::uint32_t> households;
  std::uint32_t panel_size = 0;
};

inline constexpr std::uint32_t pool_people_max = 1'000'000;
inline constexpr std::uint32_t pool_features_max = 2'000;   // over all categories
inline constexpr std::uint32_t pool_types_max = 20'000;     // people who differ in features or household

/// What is wrong with the pool as such. Refuses: bad_parameter (no seat, min above max, a person without a feature in each category),
/// no_options (nobody in the pool), number_too_large.
std::optional<Fault> find_fault(const SortitionPool& pool);

/// People whom the quotas cannot tell apart: the same features, in households alike. They have the same chance.
struct PersonType {
  std::vector<std::uint32_t> features;  // one per category
  std::vector<std::uint32_t> people;    // in the order of the pool
  std::uint32_t seats_max = 0;          // how many can be on one panel: people, or their households
  std::uint32_t kind = 0;
};

/// Households alike: the same types in each. Without households every kind is one type and every household one person.
struct HouseholdKind {
  std::vector<std::uint32_t> types;
  std::vector<std::vector<std::uint32_t>> households;  // the people of each
};

/// So many seats for each type; it meets every quota. Drawn by `tickets` of the lottery's.
struct Composition {
  struct Share {
    std::uint32_t type = 0;
    std::uint32_t seats = 0;
    bool operator==(const Share&) const = default;
  };
  std::vector<Share> shares;
  std::uint64_t tickets = 0;
};

inline constexpr std::uint64_t lottery_tickets = 1'000'000'000'000;

/// The lottery in two draws: one ticket of `lottery_tickets` names a composition, then each type's seats are drawn evenly among its people.
struct PanelLottery {
  std::vector<PersonType> types;
  std::vector<HouseholdKind> kinds;
  std::vector<Composition> compositions;   // ticket 0 is the first ticket of the first
  std::vector<double> probabilities;       // per person, exactly those of the lottery
  double minimum = 0;                      // the least of them
  double bound = 1;                        // no lottery over panels that meet the quotas can give a higher minimum
  bool is_leximin = false;                 // proven: no lottery raises the least, then the second least, … chance
  std::vector<std::uint32_t> impossible;   // people whom no panel that meets the quotas can include: their chance is 0
};

/// The quota of a feature changed by as little as possible.
struct Relaxation {
  std::uint32_t category = 0;
  std::uint32_t feature = 0;
  FeatureQuota from;
  std::uint32_t min = 0;
  std::uint32_t max = 0;
};

/// The smallest changes that make a panel possible: the sum of all lowered minimums and raised maximums is least.
struct Relaxations {
  std::vector<Relaxation> changes;   // empty: the quotas can be met as they are
  std::uint32_t total = 0;
  bool is_smallest = true;           // false: the search was cut short, a smaller total may exist
  bool is_beyond_flex = false;       // the flex limits had to be left
};

/// Refuses as find_fault; infeasible when fewer people (or households) are in the pool than the panel has seats.
Checked<Relaxations> relax_quotas(const SortitionPool& pool);

/// The lottery whose chances are leximin: the least chance is as high as the quotas allow, then the second least, and so on. Among
/// compositions of exchangeable people by linear programming: exact (`is_leximin`) for pools of common size, within a small distance of
/// `bound` for large ones.
/// Refuses: as find_fault; infeasible when no panel meets the quotas (then see relax_quotas).
/// Source: Flanigan, Goelz, Gupta, Hennig and Procaccia, "Fair algorithms for selecting citizens' assemblies", Nature 596 (2021), methods.
Checked<PanelLottery> find_lottery(const SortitionPool& pool);

struct DrawnPanel {
  std::uint64_t ticket = 0;
  std::uint32_t composition = 0;
  std::vector<std::uint32_t> people;  // in the order of the pool
};

/// Draws the panel by a seed that was committed to before. The order of draws, so that anybody can repeat it with `Chance`:
/// ticket = below(lottery_tickets); then kind by kind, in order, households are drawn one after another without putting back: the i-th
/// draw swaps place i with place i + below(households - i); the first drawn fill the kind's first type, and so on; where a household has
/// several people of that type, below(their number) names one.
DrawnPanel draw_panel(const PanelLottery& lottery, const Seed& seed);

/// Some of the panel refuse or drop out: who takes their seats, by a lottery of its own among those left.
struct Replacement {
  std::vector<std::uint32_t> people;     // who comes in
  std::vector<std::uint32_t> panel;      // those who stay and those who come in, in the order of the pool
  std::vector<double> probabilities;     // per person of the pool, to come in
};

struct ReplacementCall {
  std::vector<std::uint32_t> panel;        // as drawn
  std::vector<std::uint32_t> leaving;      // of the panel
  std::vector<std::uint32_t> unavailable;  // others of the pool who cannot come
};

/// Refuses: as find_fault; bad_parameter (a person out of the pool, twice, or leaving without being on the panel); infeasible when no
/// replacement meets the quotas (then see relax_replacement).
Checked<Replacement> draw_replacement(const SortitionPool& pool, const ReplacementCall& call, const Seed& seed);
/// Which quotas stand in the way, and by how much.
Checked<Relaxations> relax_replacement(const SortitionPool& pool, const ReplacementCall& call);

}  // namespace palabre::tally

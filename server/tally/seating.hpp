// One round of small groups as it is being improved. Used inside small_groups.
#pragma once
#include "tally/small_groups.hpp"

namespace palabre::tally {

/// How often each pair has met in the other rounds.
class Meetings {
 public:
  explicit Meetings(std::uint32_t people) : people_(people), counts_(static_cast<std::size_t>(people) * people, 0) {}
  void add(const std::vector<std::vector<std::uint32_t>>& tables, int times);
  [[nodiscard]] bool has(std::uint32_t one, std::uint32_t other) const { return counts_[static_cast<std::size_t>(one) * people_ + other] > 0; }
  [[nodiscard]] std::uint64_t pairs() const;

 private:
  std::uint32_t people_;
  std::vector<std::uint8_t> counts_;
};

/// What is wrong with a seating; compared in this order.
struct SeatingCost {
  std::int64_t imbalance = 0;  // seats beyond the shares rounded down or up
  std::int64_t scatter = 0;    // tables at which clustered values sit
  std::int64_t repeats = 0;    // pairs who have met before
  auto operator<=>(const SeatingCost&) const = default;
};

class Seating {
 public:
  Seating(const SmallGroupsCall& call, const Meetings& met, std::vector<std::vector<std::uint32_t>> tables);

  [[nodiscard]] const std::vector<std::vector<std::uint32_t>>& tables() const { return tables_; }
  [[nodiscard]] const SeatingCost& cost() const { return cost_; }
  /// What swapping two people of different tables changes; gather: how much closer clustered values come, as a guide through swaps that
  /// change no scatter yet.
  struct Change {
    SeatingCost cost;
    double gather = 0;
  };
  [[nodiscard]] Change change_of_swap(std::uint32_t one, std::uint32_t other);
  void swap(std::uint32_t one, std::uint32_t other, const SeatingCost& change);
  [[nodiscard]] std::uint32_t table_of(std::uint32_t person) const { return table_of_[person]; }

 private:
  struct Counted {
    const GroupField* values = nullptr;
    std::vector<std::uint32_t> people;  // per value
    std::vector<std::uint32_t> counts;  // [table * values + value]
    [[nodiscard]] std::size_t at(std::uint32_t table, std::uint32_t value) const { return table * people.size() + value; }
  };
  [[nodiscard]] std::vector<Counted> counted(const std::vector<GroupField>& fields) const;
  [[nodiscard]] std::int64_t beyond_share(const Counted& field, std::uint32_t value, std::int64_t count) const;
  void add_balance_change(Counted& field, std::uint32_t one, std::uint32_t other, Change& change) const;
  static void add_cluster_change(const Counted& field, std::uint32_t one, std::uint32_t other, std::uint32_t from, std::uint32_t to, Change& change);
  [[nodiscard]] std::int64_t met_at(std::uint32_t person, std::uint32_t table, std::uint32_t without) const;

  const Meetings& met_;
  std::vector<std::vector<std::uint32_t>> tables_;
  std::vector<std::uint32_t> table_of_;
  std::vector<std::uint32_t> seat_of_;
  std::vector<Counted> diversify_;
  std::vector<Counted> cluster_;
  SeatingCost cost_;
};

}  // namespace palabre::tally

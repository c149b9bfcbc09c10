// Keeps the counts of a seating and says what a swap of two people changes. Called by small_groups.
#include "tally/seating.hpp"

#include <algorithm>

namespace palabre::tally {

void Meetings::add(const std::vector<std::vector<std::uint32_t>>& tables, int times) {
  for (const auto& table : tables)
    for (const auto one : table)
      for (const auto other : table)
        if (one != other) counts_[static_cast<std::size_t>(one) * people_ + other] = static_cast<std::uint8_t>(counts_[static_cast<std::size_t>(one) * people_ + other] + times);
}

std::uint64_t Meetings::pairs() const { return static_cast<std::uint64_t>(counts_.size() - static_cast<std::size_t>(std::count(counts_.begin(), counts_.end(), 0))) / 2; }

Seating::Seating(const SmallGroupsCall& call, const Meetings& met, std::vector<std::vector<std::uint32_t>> tables)
    : met_(met), tables_(std::move(tables)), table_of_(call.people), seat_of_(call.people) {
  for (std::uint32_t table = 0; table < tables_.size(); ++table)
    for (std::uint32_t seat = 0; seat < tables_[table].size(); ++seat) {
      table_of_[tables_[table][seat]] = table;
      seat_of_[tables_[table][seat]] = seat;
    }
  diversify_ = counted(call.diversify);
  cluster_ = counted(call.cluster);
  for (const auto& field : diversify_)
    for (std::uint32_t table = 0; table < tables_.size(); ++table)
      for (std::uint32_t value = 0; value < field.people.size(); ++value) cost_.imbalance += beyond_share(field, value, field.counts[field.at(table, value)]);
  for (const auto& field : cluster_) cost_.scatter += static_cast<std::int64_t>(field.counts.size()) - std::count(field.counts.begin(), field.counts.end(), 0U);
  for (std::uint32_t table = 0; table < tables_.size(); ++table)
    for (const auto person : tables_[table]) cost_.repeats += met_at(person, table, person);
  cost_.repeats /= 2;
}

std::vector<Seating::Counted> Seating::counted(const std::vector<GroupField>& fields) const {
  std::vector<Counted> all;
  for (const auto& values : fields) {
    Counted field;
    field.values = &values;
    field.people.assign(*std::max_element(values.begin(), values.end()) + 1, 0);
    field.counts.assign(tables_.size() * field.people.size(), 0);
    for (std::uint32_t person = 0; person < values.size(); ++person) {
      ++field.people[values[person]];
      ++field.counts[field.at(table_of_[person], values[person])];
    }
    all.push_back(std::move(field));
  }
  return all;
}

std::int64_t Seating::beyond_share(const Counted& field, std::uint32_t value, std::int64_t count) const {
  const auto tables = static_cast<std::int64_t>(tables_.size());
  const std::int64_t low = field.people[value] / tables;
  const std::int64_t high = (field.people[value] + tables - 1) / tables;
  return count < low ? low - count : std::max<std::int64_t>(0, count - high);
}

std::int64_t Seating::met_at(std::uint32_t person, std::uint32_t table, std::uint32_t without) const {
  std::int64_t met = 0;
  for (const auto other : tables_[table])
    if (other != without && other != person && met_.has(person, other)) ++met;
  return met;
}

void Seating::add_balance_change(Counted& field, std::uint32_t one, std::uint32_t other, Change& change) const {
  const auto value_one = (*field.values)[one];
  const auto value_other = (*field.values)[other];
  if (value_one == value_other) return;
  const auto add = [&](std::uint32_t table, std::uint32_t value, std::int64_t step) {
    const std::int64_t count = field.counts[field.at(table, value)];
    change.cost.imbalance += beyond_share(field, value, count + step) - beyond_share(field, value, count);
  };
  add(table_of_[one], value_one, -1);
  add(table_of_[one], value_other, 1);
  add(table_of_[other], value_other, -1);
  add(table_of_[other], value_one, 1);
}

void Seating::add_cluster_change(const Counted& field, std::uint32_t one, std::uint32_t other, std::uint32_t from, std::uint32_t to, Change& change) {
  const auto value_one = (*field.values)[one];
  const auto value_other = (*field.values)[other];
  if (value_one == value_other) return;
  const auto move = [&](std::uint32_t value, std::uint32_t leaves, std::uint32_t enters) {
    const auto left = field.counts[field.at(leaves, value)];
    const auto joined = field.counts[field.at(enters, value)];
    if (left == 1) --change.cost.scatter;
    if (joined == 0) ++change.cost.scatter;
    change.gather += (static_cast<double>(joined) + 1 - left) / field.people[value];
  };
  move(value_one, from, to);
  move(value_other, to, from);
}

Seating::Change Seating::change_of_swap(std::uint32_t one, std::uint32_t other) {
  Change change;
  for (auto& field : diversify_) add_balance_change(field, one, other, change);
  for (const auto& field : cluster_) add_cluster_change(field, one, other, table_of_[one], table_of_[other], change);
  change.cost.repeats = met_at(one, table_of_[other], other) - met_at(one, table_of_[one], one) + met_at(other, table_of_[one], one) - met_at(other, table_of_[other], other);
  return change;
}

void Seating::swap(std::uint32_t one, std::uint32_t other, const SeatingCost& change) {
  for (auto* fields : {&diversify_, &cluster_})
    for (auto& field : *fields) {
      const auto value_one = (*field.values)[one];
      const auto value_other = (*field.values)[other];
      --field.counts[field.at(table_of_[one], value_one)];
      ++field.counts[field.at(table_of_[one], value_other)];
      --field.counts[field.at(table_of_[other], value_other)];
      ++field.counts[field.at(table_of_[other], value_one)];
    }
  std::swap(tables_[table_of_[one]][seat_of_[one]], tables_[table_of_[other]][seat_of_[other]]);
  std::swap(table_of_[one], table_of_[other]);
  std::swap(seat_of_[one], seat_of_[other]);
  cost_.imbalance += change.imbalance;
  cost_.scatter += change.scatter;
  cost_.repeats += change.repeats;
}

}  // namespace palabre::tally

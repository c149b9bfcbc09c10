// Any bytes as a tiny pool: a lottery whose panels meet the quotas, or the proof that there is none, against all subsets.
#include "tally/sortition.hpp"

#include <cmath>
#include <cstdlib>
#include <numeric>

namespace {

using namespace palabre::tally;

class Bytes {
 public:
  Bytes(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
  std::uint32_t below(std::uint32_t bound) { return at_ < size_ ? data_[at_++] % bound : 0; }

 private:
  const std::uint8_t* data_;
  std::size_t size_;
  std::size_t at_ = 0;
};

SortitionPool pool_of(Bytes& bytes) {
  SortitionPool pool;
  const auto people = 1 + bytes.below(11);
  pool.panel_size = bytes.below(7);
  pool.quotas.resize(bytes.below(4));
  for (auto& quotas : pool.quotas) {
    quotas.resize(1 + bytes.below(4));
    for (auto& quota : quotas) {
      quota.min = bytes.below(4);
      quota.max = bytes.below(5);
      if (bytes.below(4) != 0) quota.max += quota.min;
      quota.min_flex = bytes.below(2);
    }
  }
  pool.people.resize(people);
  for (auto& person : pool.people)
    for (const auto& quotas : pool.quotas) person.push_back(bytes.below(static_cast<std::uint32_t>(quotas.size())));
  if (bytes.below(2) == 1)
    for (std::uint32_t person = 0; person < people; ++person) pool.households.push_back(bytes.below(people));
  return pool;
}

bool holds(const SortitionPool& pool, const std::vector<std::uint32_t>& panel) {
  if (panel.size() != pool.panel_size) return false;
  for (std::size_t one = 0; one < panel.size(); ++one)
    for (std::size_t other = 0; other < one; ++other)
      if (panel[one] == panel[other] || (!pool.households.empty() && pool.households[panel[one]] == pool.households[panel[other]])) return false;
  for (std::size_t category = 0; category < pool.quotas.size(); ++category) {
    std::vector<std::uint32_t> counts(pool.quotas[category].size(), 0);
    for (const auto person : panel) ++counts[pool.people[person][category]];
    for (std::size_t feature = 0; feature < counts.size(); ++feature)
      if (counts[feature] < pool.quotas[category][feature].min || counts[feature] > pool.quotas[category][feature].max) return false;
  }
  return true;
}

bool has_panel(const SortitionPool& pool) {
  for (std::uint32_t bits = 0; bits < (1U << pool.people.size()); ++bits) {
    std::vector<std::uint32_t> panel;
    for (std::uint32_t person = 0; person < pool.people.size(); ++person)
      if ((bits >> person & 1U) != 0) panel.push_back(person);
    if (holds(pool, panel)) return true;
  }
  return false;
}

void demand(bool is_so) {
  if (!is_so) std::abort();
}

void check_lottery(const SortitionPool& pool, const PanelLottery& lottery, const Seed& seed) {
  demand(std::abs(std::accumulate(lottery.probabilities.begin(), lottery.probabilities.end(), 0.0) - pool.panel_size) < 1e-6);
  demand(lottery.minimum <= lottery.bound && lottery.is_leximin && lottery.bound - lottery.minimum < 1e-7);
  const auto panel = draw_panel(lottery, seed).people;
  demand(holds(pool, panel));
  const auto replacement = draw_replacement(pool, {panel, {panel.front()}, {}}, seed);
  if (replacement) demand(holds(pool, replacement->panel));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes(data, size);
  const auto pool = pool_of(bytes);
  const Seed seed{0, 0, bytes.below(256), bytes.below(256)};
  const auto lottery = find_lottery(pool);
  const auto relaxations = relax_quotas(pool);
  if (find_fault(pool)) {
    demand(!lottery && !relaxations);
    return 0;
  }
  const bool is_feasible = has_panel(pool);
  demand(static_cast<bool>(lottery) == is_feasible);
  if (lottery) check_lottery(pool, *lottery, seed);
  if (!relaxations) return 0;
  demand(relaxations->changes.empty() == is_feasible);
  auto relaxed = pool;
  for (const auto& change : relaxations->changes) {
    auto& quota = relaxed.quotas[change.category][change.feature];
    quota.min = change.min;
    quota.max = change.max;
  }
  demand(has_panel(relaxed));
  return 0;
}

// Invented pools for sortition: a population with skewed self-selection, quotas around the population. Used by tests, fuzzing and load.
#pragma once
#include "tally/sortition.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace palabre::tally {

struct InventedPool {
  std::uint32_t people = 100;
  std::uint32_t panel_size = 20;
  std::vector<std::uint32_t> features{2, 3, 4};  // values per category
  double skew = 1.5;                             // people with some features volunteer up to so many times as often
  std::uint32_t slack = 1;                       // quotas: the population's share of the panel, plus or minus slack
};

inline std::uint32_t draw_share(const std::vector<double>& shares, Chance& chance) {
  double left = chance.unit();
  for (std::uint32_t value = 0; value + 1 < shares.size(); ++value)
    if ((left -= shares[value]) < 0) return value;
  return static_cast<std::uint32_t>(shares.size() - 1);
}

inline std::vector<double> shares_of(std::vector<double> weights) {
  double sum = 0;
  for (const double weight : weights) sum += weight;
  for (auto& weight : weights) weight /= sum;
  return weights;
}

inline SortitionPool invent_pool(const InventedPool& wanted, const Seed& seed) {
  Chance chance(seed);
  SortitionPool pool;
  pool.panel_size = wanted.panel_size;
  pool.people.resize(wanted.people);
  for (const auto values : wanted.features) {
    std::vector<double> population;
    std::vector<double> volunteers;
    for (std::uint32_t value = 0; value < values; ++value) {
      population.push_back(0.4 + chance.unit());
      volunteers.push_back(population.back() * std::exp((2 * chance.unit() - 1) * std::log(wanted.skew)));
    }
    population = shares_of(population);
    volunteers = shares_of(volunteers);
    auto& quotas = pool.quotas.emplace_back();
    for (const double share : population) {
      const double seats = share * wanted.panel_size;
      const double slack = wanted.slack;
      quotas.push_back({static_cast<std::uint32_t>(std::max(0.0, std::floor(seats) - slack)), static_cast<std::uint32_t>(std::ceil(seats) + slack)});
    }
    for (auto& person : pool.people) person.push_back(draw_share(volunteers, chance));
  }
  return pool;
}

}  // namespace palabre::tally

// Numbers and orders ids. Called by the reader of Polis exports and of groupings.
#include "recount/known_ids.hpp"

#include <algorithm>
#include <numeric>

namespace palabre::recount {
namespace {

/// "0" or digits without a leading zero, short enough to compare by length and digits.
bool is_whole_number(std::string_view id) {
  if (id.empty() || id.find_first_not_of("0123456789") != std::string_view::npos) return false;
  return id == "0" || id.front() != '0';
}

bool is_less_number(std::string_view a, std::string_view b) { return a.size() != b.size() ? a.size() < b.size() : a < b; }

}  // namespace

std::uint32_t KnownIds::number_of(std::string_view id) {
  const auto found = numbers_.find(id);
  is_repeated_ = found != numbers_.end();
  if (is_repeated_) return found->second;
  const auto number = static_cast<std::uint32_t>(ids_.size());
  numbers_.emplace(ids_.emplace_back(id), number);
  return number;
}

const std::uint32_t* KnownIds::find(std::string_view id) const {
  const auto found = numbers_.find(id);
  return found == numbers_.end() ? nullptr : &found->second;
}

bool KnownIds::are_numbers() const { return std::all_of(ids_.begin(), ids_.end(), is_whole_number); }

std::vector<std::uint32_t> KnownIds::places() const {
  std::vector<std::uint32_t> order(ids_.size());
  std::iota(order.begin(), order.end(), 0U);
  if (are_numbers()) std::sort(order.begin(), order.end(), [this](std::uint32_t a, std::uint32_t b) { return is_less_number(ids_[a], ids_[b]); });
  std::vector<std::uint32_t> places(order.size());
  for (std::uint32_t place = 0; place < order.size(); ++place) places[order[place]] = place;
  return places;
}

}  // namespace palabre::recount

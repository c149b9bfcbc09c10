// Gathers the faults of a body; turns an unexpected refusal into an exception, for Result::value() when a caller skipped the check.
#include "base/refusal.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace palabre {
namespace {

constexpr std::size_t further_faults_max = 20;

}  // namespace

void add_fault(std::optional<Refusal>& faults, Refusal fault) {
  auto further = std::exchange(fault.also, {});
  if (!faults) {
    faults = std::move(fault);
  } else {
    const auto is_same = [&fault](const Refusal& known) { return known.field == fault.field; };
    const bool is_known = is_same(*faults) || std::any_of(faults->also.begin(), faults->also.end(), is_same);
    if (!is_known && faults->also.size() < further_faults_max) faults->also.push_back(std::move(fault));
  }
  for (auto& one : further) add_fault(faults, std::move(one));
}

void throw_exception_from_error(const Refusal& refusal, const boost::source_location&) {
  throw std::logic_error("unchecked refusal: " + refusal.detail + " field=" + refusal.field);
}

}  // namespace palabre

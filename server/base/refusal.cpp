// Turns an unexpected refusal into an exception. Called by Result::value() when a caller skipped the check.
#include "base/refusal.hpp"

#include <stdexcept>

namespace palabre {

void throw_exception_from_error(const Refusal& refusal, const boost::source_location&) {
  throw std::logic_error("unchecked refusal: " + refusal.detail + " field=" + refusal.field);
}

}  // namespace palabre

// Finds the counters of a server. Called by net and by the health page.
#include "http/vitals.hpp"

#include "http/route.hpp"

namespace palabre::http {

Vitals* vitals_of(const Services& services) { return services.vitals; }

}  // namespace palabre::http

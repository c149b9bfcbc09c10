// Finds the counters of a server. Called by net and by the health page.
#include "http/vitals.hpp"
namespace palabre::http {
namespace { const Services* who = nullptr; Vitals* what = nullptr; }
VitalsRegistration::VitalsRegistration(const Services& services, Vitals& vitals) { who = &services; what = &vitals; }
Vitals* vitals_of(const Services& services) { return &services == who ? what : nullptr; }
}  // namespace palabre::http

// Finds the machine behind the services of a server. Called by routes and pages.
#include "instance/instance.hpp"
namespace palabre::instance {
namespace { const http::Services* who = nullptr; const Instance* what = nullptr; }
MachineRegistration::MachineRegistration(const http::Services& services, const Instance& instance) { who = &services; what = &instance; }
const Instance* machine_of(const http::Services& services) { return &services == who ? what : nullptr; }
}  // namespace palabre::instance

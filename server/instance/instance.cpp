// Finds the machine behind the services of a server. Called by routes and pages.
#include "instance/instance.hpp"

namespace palabre::instance {

const Instance* machine_of(const http::Services& services) { return services.instance; }

}  // namespace palabre::instance

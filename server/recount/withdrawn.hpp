// A poll as if its withdrawn options had never stood.
#pragma once
#include "recount/poll.hpp"

namespace palabre::recount {

/// Without the withdrawn options and the marks they got; a ballot that named only them becomes blank. The other options keep their order.
/// Rankings and opinions are left out: methods that take them know of withdrawals themselves.
Poll without_withdrawn(const Poll& poll);

}  // namespace palabre::recount

// Our own JSON from what any reader understood, one ballot a line. Called by convert.
#pragma once
#include "recount/poll.hpp"

namespace palabre::recount {

/// Reading the text again gives an equal poll, except for its format and for people whom nothing mentions.
std::string write_own(const Poll& poll);

}  // namespace palabre::recount

// The words of `palabre tally`: its flags and what they say. Called by commands.cpp.
#pragma once
#include "recount/tally_command.hpp"

namespace CLI {
class App;
}

namespace palabre::app {

/// Adds the command; what is written on the line goes to `command`, which must outlive the parsing.
CLI::App* add_tally(CLI::App& app, recount::TallyCommand& command);

}  // namespace palabre::app

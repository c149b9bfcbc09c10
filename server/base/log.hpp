// One line per thing worth knowing, to standard error. Never a secret, a name, an address or anything a person typed.
#pragma once
#include <string_view>

namespace palabre::log {

enum class Level { debug, info, warning, error, silent };

/// Sets the threshold; called once by main before threads start.
void set_level(Level level);
void debug(std::string_view line);
void info(std::string_view line);
void warning(std::string_view line);
void error(std::string_view line);

}  // namespace palabre::log

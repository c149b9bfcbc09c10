// The passwords people choose most, which no account may have.
#pragma once
#include <string_view>

namespace palabre::people {

/// True when `password`, without regard to case and to digits or punctuation at its end, is on the list.
bool is_common_password(std::string_view password);

}  // namespace palabre::people

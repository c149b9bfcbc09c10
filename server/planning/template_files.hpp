// The data files of templates/ as the build put them into the binary.
#pragma once
#include <span>
#include <string_view>

namespace palabre::planning {

std::span<const std::string_view> template_files();

}  // namespace palabre::planning

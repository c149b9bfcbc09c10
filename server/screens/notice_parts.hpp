// Notices as pages show them. Used by one's own page and the list of notices.
#pragma once
#include "notices/notice_store.hpp"
#include "screens/page.hpp"

#include <nlohmann/json_fwd.hpp>

#include <vector>

namespace palabre::screens {

/// The parts notice_line.
nlohmann::json notice_views(const Page& page, const std::vector<notices::Notice>& found);

}  // namespace palabre::screens

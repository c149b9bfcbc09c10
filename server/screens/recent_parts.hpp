// The list of recent official answers, shared by the home page and the page of a redesign.
#pragma once
#include "screens/page.hpp"

#include <nlohmann/json_fwd.hpp>

namespace palabre::screens {

/// A list of the part idea_line; `redesign` unset: in all public ones.
nlohmann::json recent_answers_view(const Page& page, RedesignId redesign, std::size_t limit);

}  // namespace palabre::screens

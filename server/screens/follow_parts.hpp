// The follow button, and what is new in a discussion since the reader was last there. Used by the pages of redesigns and ideas.
#pragma once
#include "notices/follow.hpp"
#include "screens/page.hpp"

#include <nlohmann/json_fwd.hpp>

namespace palabre::screens {

/// The part follow_button. `path`: of the page of what is followed, with language. `is_supporter` is offered to follow.
nlohmann::json follow_view(const Page& page, notices::FollowTarget target, const std::string& path, bool is_supporter = false);

/// The part unread_bar: for people with an account by what the server knows, for visitors empty, to be filled on their device.
nlohmann::json unread_view(const Page& page, IdeaId idea);

}  // namespace palabre::screens

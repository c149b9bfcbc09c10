// What a visitor wrote, carried through signing in or up without scripts: one hidden field, kept as a draft at the end.
#pragma once
#include "screens/form.hpp"
#include "screens/idea_steps.hpp"

#include <string>
#include <string_view>

namespace palabre::screens {

/// The words of the form as one text for the hidden field "carried".
std::string pack_carried(std::string_view slug, const Form& form, Step step);

/// The sign-in page that carries them.
http::Response show_sign_in_with(Page& page, std::string carried);

/// Keeps what was carried as a draft of who just signed in; the address of its step. Empty: nothing was, or it cannot be kept.
std::string keep_carried(const http::Call& call, const http::Viewer& viewer, std::string_view carried, std::string_view language);

}  // namespace palabre::screens

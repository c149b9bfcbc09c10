// Comments as parts show them: one comment, a page of threads, the form. Used by pages and by the live fragments.
#pragma once
#include "screens/form.hpp"
#include "screens/idea_parts.hpp"

#include <nlohmann/json_fwd.hpp>

namespace palabre::screens {

/// The part comment, without its replies; only what the reader may do to it is offered.
nlohmann::json comment_view(const Page& page, const IdeaSetting& setting, const ideas::Idea& idea, const discussion::ShownComment& shown);
nlohmann::json thread_view(const Page& page, const IdeaSetting& setting, const ideas::Idea& idea, const discussion::Thread& thread);

/// The part comment_form under an idea: the form, or why there is none.
nlohmann::json comment_form_view(const Page& page, const IdeaSetting& setting, const ideas::Idea& idea, Form& form);
/// The part stances.
nlohmann::json stances_view(const Page& page, const Form& form);
Field comment_field(const Page& page);

/// Why nobody may comment here now; empty when people may.
std::string why_not_comment(const Page& page, const RedesignAtHand& at, const ideas::Idea& idea);

}  // namespace palabre::screens

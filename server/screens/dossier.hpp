// The dossier of an idea: everything everybody may read about it, to take away as a PDF.
#pragma once
#include "screens/idea_page.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace palabre::screens {

/// What stands in it, in the reader's language, ready to be set. Hidden and withdrawn words are not there.
/// Of an idea that is not hidden.
nlohmann::json dossier_view(Page& page, const IdeaAtHand& here);

/// The PDF of such a view.
std::string draw_dossier(const nlohmann::json& view, const std::string& site_name, int pages_max);

}  // namespace palabre::screens

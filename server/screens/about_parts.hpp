// A page about the instance as a view, and the words the settings put into it. Used by those pages and by the editor's preview.
#pragma once
#include "pages/document.hpp"
#include "screens/page.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace palabre::screens {

/// Whom to write to: what the settings say, an address as a link; else who answers anyhow.
std::string contact_text(const Page& page);
std::string enforcement_text(const Page& page);

/// The view of the screen "about".
nlohmann::json document_view(const pages::Document& document);

}  // namespace palabre::screens

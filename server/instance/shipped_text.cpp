// Finds shipped texts among the messages and the settings. Called by the routes and the editor of texts.
#include "instance/shipped_text.hpp"

#include "pages/catalogue.hpp"

namespace palabre::instance {

std::string shipped_text(const http::Services& services, const TextKey& key) {
  if (key.subject == "site_name") return services.site_name;
  const std::string name = key.subject == "site_description" ? "site.description" : "document." + key.subject;
  for (auto& [found, text] : services.catalogue->patterns(key.language, name))
    if (found == name) return text;
  return {};
}

}  // namespace palabre::instance

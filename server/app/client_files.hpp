// The built client as the server needs it: templates, words, and the addresses of hashed files.
#pragma once
#include "http/route.hpp"
#include "pages/catalogue.hpp"
#include "pages/template_set.hpp"

#include <filesystem>
#include <map>
#include <string>

namespace palabre::app {

struct ClientFiles {
  pages::TemplateSet templates;
  pages::Catalogue catalogue;
  std::map<std::string, std::string> manifest;   // "core.js" -> "/assets/core.3fa9.js"

  std::map<std::string, http::Theme> themes;     // by the name of their folder in web/themes

  /// Throws when the client was built without that file.
  [[nodiscard]] const std::string& address(const std::string& name) const;
  /// Throws with the names there are.
  [[nodiscard]] const http::Theme& theme(const std::string& name) const;
};

/// Throws with what is missing and how to build it.
ClientFiles load_client_files(const std::filesystem::path& folder);

}  // namespace palabre::app

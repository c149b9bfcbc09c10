// Reads build/web. Called by serve().
#include "app/client_files.hpp"

#include <nlohmann/json.hpp>

#include <fstream>
#include <stdexcept>

namespace palabre::app {

const std::string& ClientFiles::address(const std::string& name) const {
  const auto found = manifest.find(name);
  if (found == manifest.end()) throw std::runtime_error("the client's manifest does not name " + name);
  return found->second;
}

ClientFiles load_client_files(const std::filesystem::path& folder) {
  std::ifstream file(folder / "manifest.json");
  if (!file) throw std::runtime_error("no built client in " + folder.string() + ": run deploy/run, or name it with --web");
  return {pages::TemplateSet::load(folder / "templates.json"), pages::Catalogue::load(folder / "messages"),
          nlohmann::json::parse(file).get<std::map<std::string, std::string>>()};
}

}  // namespace palabre::app

// Reads build/web. Called by serve().
#include "app/client_files.hpp"

#include <nlohmann/json.hpp>

#include <fstream>
#include <stdexcept>

namespace palabre::app {
namespace {

nlohmann::json read_json(const std::filesystem::path& folder, const char* name) {
  std::ifstream file(folder / name);
  if (!file) throw std::runtime_error("no built client in " + folder.string() + " (" + name + "): run deploy/run, or name it with --web");
  return nlohmann::json::parse(file);
}

std::map<std::string, http::Theme> themes_in(const nlohmann::json& themes) {
  std::map<std::string, http::Theme> read;
  for (const auto& [name, theme] : themes.items()) read[name] = {theme.at("css"), theme.at("modes"), theme.at("light"), theme.at("dark")};
  return read;
}

}  // namespace

const std::string& ClientFiles::address(const std::string& name) const {
  const auto found = manifest.find(name);
  if (found == manifest.end()) throw std::runtime_error("the client's manifest does not name " + name);
  return found->second;
}

const http::Theme& ClientFiles::theme(const std::string& name) const {
  const auto found = themes.find(name);
  if (found != themes.end()) return found->second;
  std::string known;
  for (const auto& [one, theme] : themes) known += (known.empty() ? "" : ", ") + one;
  throw std::runtime_error("there is no theme " + name + "; the client knows " + known);
}

ClientFiles load_client_files(const std::filesystem::path& folder) {
  return {pages::TemplateSet::load(folder / "templates.json"), pages::Catalogue::load(folder / "messages"),
          read_json(folder, "manifest.json").get<std::map<std::string, std::string>>(), themes_in(read_json(folder, "themes.json"))};
}

}  // namespace palabre::app

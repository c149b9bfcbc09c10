// Turns pictures into their public JSON. Called by the APIs of ideas, drafts and pictures.
#include "media/picture_view.hpp"

#include <nlohmann/json.hpp>

namespace palabre::media {
namespace {

nlohmann::json size_view(const PictureSize& size) { return {{"url", address_of(size)}, {"width", size.width}, {"height", size.height}}; }

}  // namespace

std::string address_of(const PictureSize& size) { return "/pictures/" + size.hash + ".webp"; }

nlohmann::json picture_view(const Picture& picture) {
  return {{"id", picture.id.text()},
          {"description", picture.description},
          {"language", picture.language},
          {"small", size_view(picture.small)},
          {"large", size_view(picture.large)}};
}

nlohmann::json pictures_view(const std::vector<Picture>& pictures) {
  auto list = nlohmann::json::array();
  for (const auto& picture : pictures) list.push_back(picture_view(picture));
  return list;
}

}  // namespace palabre::media

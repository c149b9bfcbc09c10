// The public JSON of pictures, and their addresses. Called by the views of ideas and drafts and by screens.
#pragma once
#include "media/picture_repo.hpp"

#include <nlohmann/json_fwd.hpp>

namespace palabre::media {

/// "/pictures/<hash>.webp": the bytes behind it never change.
std::string address_of(const PictureSize& size);

/// {id, description, language, small: {url, width, height}, large: {…}}
nlohmann::json picture_view(const Picture& picture);
nlohmann::json pictures_view(const std::vector<Picture>& pictures);

}  // namespace palabre::media

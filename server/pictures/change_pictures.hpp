// Adding a picture to an idea, a draft or the news of a commitment, describing it anew, taking it away. Called by the API and by the pages.
#pragma once
#include "pictures/picture_rules.hpp"

#include <string>

namespace palabre::pictures {

struct AttachPicture {
  media::PictureHome home;
  std::string description;
  std::string language;      // of the description
};
/// `shrunk` was made by the worker before this write began. Refuses: as open_own_home and check_description, too_large (no place left).
Result<PictureId> attach_picture(db::Tx& tx, const people::Actor& actor, const AttachPicture& input, const media::ShrunkPicture& shrunk, const Limits& limits);

struct DescribePicture {
  PictureId picture;
  std::string description;
  std::string language;      // empty: stays
};
/// Refuses: not_found, as open_own_home and check_description. Saying the same again changes nothing and is no fault.
Result<void> describe_picture(db::Tx& tx, const people::Actor& actor, const DescribePicture& input, const Limits& limits);

/// Refuses: not_found, as open_own_home.
Result<void> remove_picture(db::Tx& tx, const people::Actor& actor, PictureId picture);

/// The actor of a picture's redesign, to ask the acts with. Refuses: not_found.
Result<people::Actor> load_actor_of(db::Tx& tx, const http::Viewer& viewer, const media::PictureHome& home);

}  // namespace palabre::pictures

// A picture on its way in: checked, made small in a worker, then attached in one write. Called by the API and by pages with a file field.
#pragma once
#include "pictures/change_pictures.hpp"

namespace palabre::pictures {

struct Upload {
  std::string_view bytes;    // into the request
  std::string description;
  std::string language;
};

/// Of multipart/form-data {picture, description, language?} or raw bytes with ?description= and ?language=.
/// Refuses: unsupported_media_type, bad_encoding, unknown_field, missing_field. What the bytes are worth is asked later.
Result<Upload> read_upload(const http::Request& request, std::string_view default_language, const Limits& limits);

/// Checked and made small in a worker; nothing is asked and nothing written. Refuses: as check_description and shrink_in_worker.
/// Thread: upload pool only.
Result<media::ShrunkPicture> make_small(const Upload& upload, const Limits& limits);

/// Asks first whether the viewer may, then works, then writes; the worker's time is spent on no database thread.
/// Refuses: as attach_picture and shrink_in_worker.   Thread: upload pool only.
Result<PictureId> take_upload(const http::Call& call, const media::PictureHome& home, const Upload& upload);

/// The right alone, in a read of its own. Refuses: as open_own_home.
Result<void> ask_right(const http::Call& call, const media::PictureHome& home);

}  // namespace palabre::pictures

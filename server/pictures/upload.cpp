// Reads what was uploaded and carries it through the worker into the database. Called on the upload pool.
#include "pictures/upload.hpp"

#include "db/gate.hpp"
#include "http/input.hpp"
#include "http/multipart.hpp"
#include "media/picture_worker.hpp"

namespace palabre::pictures {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

/// The two texts that come with a picture; their lengths are the act's to judge.
Result<Upload> with_texts(const Fields& fields, std::string_view bytes, std::string_view default_language, const Limits& limits) {
  auto input = http::Input::from_fields(fields);
  Upload upload;
  upload.bytes = bytes;
  upload.description = input.optional_line("description", {0, limits.picture_description_chars_max}).value_or("");
  upload.language = input.optional_line("language", {2, 2}).value_or(std::string(default_language));
  if (auto refusal = input.refusal()) return *refusal;
  return upload;
}

}  // namespace

Result<Upload> read_upload(const http::Request& request, std::string_view default_language, const Limits& limits) {
  if (request.content_type == "multipart/form-data") {
    const auto fields = http::read_form_fields(request);
    if (!fields) return fields.error();
    const auto file = http::find_file(request, "picture");
    return with_texts(*fields, file ? file->bytes : std::string_view(), default_language, limits);
  }
  if (!request.content_type.starts_with("image/") && request.content_type != "application/octet-stream")
    return refuse(Reason::unsupported_media_type, "send multipart/form-data, or the bytes of the picture as image/jpeg, image/png or image/webp");
  const auto fields = http::parse_form(request.query);
  if (!fields) return refuse(Reason::bad_encoding, "the query cannot be read");
  return with_texts(*fields, request.body, default_language, limits);
}

Result<void> ask_right(const http::Call& call, const media::PictureHome& home) {
  return call.services.gate->read([&](db::Tx& tx) -> Result<void> {
    const auto actor = load_actor_of(tx, *call.viewer, home);
    if (!actor) return actor.error();
    const auto own = open_own_home(tx, *actor, home, PictureAct::add);
    if (!own) return own.error();
    return {};
  });
}

Result<media::ShrunkPicture> make_small(const Upload& upload, const Limits& limits) {
  if (auto fits = check_description(upload.description, upload.language, limits); !fits) return fits.error();
  return media::shrink_in_worker(upload.bytes, limits);
}

Result<PictureId> take_upload(const http::Call& call, const media::PictureHome& home, const Upload& upload) {
  const Limits& limits = *call.services.limits;
  if (auto right = ask_right(call, home); !right) return right.error();
  const auto shrunk = make_small(upload, limits);
  if (!shrunk) return shrunk.error();
  return db::write_result(*call.services.gate, [&](db::Tx& tx) -> Result<PictureId> {
    const auto actor = load_actor_of(tx, *call.viewer, home);
    if (!actor) return actor.error();
    return attach_picture(tx, *actor, {home, upload.description, upload.language}, *shrunk, limits);
  });
}

}  // namespace palabre::pictures

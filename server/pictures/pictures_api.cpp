// Routes of pictures: upload, description, removal, and the bytes at their address. Joined by main.
#include "pictures/pictures_api.hpp"

#include "db/gate.hpp"
#include "http/input.hpp"
#include "media/picture_view.hpp"
#include "pictures/upload.hpp"

#include <nlohmann/json.hpp>

namespace palabre::pictures {
namespace {

using http::Call;
using http::Response;

Result<Response> post_picture(const Call& call, const media::PictureHome& home) {
  // Who may not is told so before anything else is looked at.
  if (auto right = ask_right(call, home); !right) return right.error();
  const auto upload = read_upload(call.request, call.viewer->language, *call.services.limits);
  if (!upload) return upload.error();
  const auto id = take_upload(call, home, *upload);
  if (!id) return id.error();
  const auto picture = call.services.gate->read([&](db::Tx& tx) { return media::find_picture(tx, *id); });
  if (!picture) return refuse(Reason::gone, "the picture was taken away at once");
  auto response = http::json_response(media::picture_view(*picture), 201);
  return response.header("Location", "/api/v1/pictures/" + id->text());
}

Result<Response> post_idea_picture(const Call& call) {
  const auto id = call.path_id<IdeaId>();
  if (!id) return id.error();
  return post_picture(call, {*id, {}});
}

Result<Response> post_draft_picture(const Call& call) {
  const auto id = call.path_id<DraftId>();
  if (!id) return id.error();
  return post_picture(call, {{}, *id});
}

Result<Response> post_entry_picture(const Call& call) {
  const auto id = call.path_id<CommitmentEntryId>();
  if (!id) return id.error();
  return post_picture(call, {.entry = *id});
}

/// The picture of the path, and who asks, where it hangs.
struct Asked {
  media::Picture picture;
  people::Actor actor;
};
Result<Asked> load_asked(const Call& call) {
  const auto id = call.path_id<PictureId>();
  if (!id) return id.error();
  auto picture = media::find_picture(call.db(), *id);
  if (!picture) return refuse(Reason::not_found, "no such picture", "id");
  auto actor = load_actor_of(call.db(), *call.viewer, media::home_of(*picture));
  if (!actor) return actor.error();
  return Asked{std::move(*picture), std::move(*actor)};
}

Result<Response> patch_picture(const Call& call) {
  const auto asked = load_asked(call);
  if (!asked) return asked.error();
  if (auto own = open_own_home(call.db(), asked->actor, media::home_of(asked->picture), PictureAct::describe); !own) return own.error();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  DescribePicture wanted{asked->picture.id, "", ""};
  wanted.description = input->optional_line("description", {0, call.services.limits->picture_description_chars_max}).value_or("");
  wanted.language = input->optional_line("language", {2, 2}).value_or("");
  if (const auto refusal = input->refusal()) return *refusal;
  if (auto done = describe_picture(call.db(), asked->actor, wanted, *call.services.limits); !done) return done.error();
  return http::json_response(media::picture_view(*media::find_picture(call.db(), asked->picture.id)));
}

Result<Response> delete_picture(const Call& call) {
  const auto asked = load_asked(call);
  if (!asked) return asked.error();
  if (auto done = remove_picture(call.db(), asked->actor, asked->picture.id); !done) return done.error();
  return http::no_content();
}

/// "<64 hex digits>.webp".
Result<Response> get_bytes(const Call& call) {
  constexpr std::string_view end = ".webp";
  const std::string_view file = call.path_value("file");
  const Refusal nothing = refuse(Reason::not_found, "no such picture");
  if (file.size() != 64 + end.size() || !file.ends_with(end)) return nothing;
  auto stored = media::find_bytes(call.db(), file.substr(0, 64));
  if (!stored) return nothing;
  const Seen seen = decide_seeing(call.db(), stored->homes, call.viewer);
  if (!seen.may_see) return nothing;
  Response response;
  response.content_type = "image/webp";
  response.body = std::move(stored->bytes);
  response.header("Cache-Control", seen.is_public ? "public, max-age=31536000, immutable" : "private, no-store");
  if (seen.is_public) response.header("Vary", "Accept-Encoding");
  return response;
}

}  // namespace

http::Routes routes() {
  using enum http::Method;
  using http::Audience, http::Cost, http::Kind, http::Who;
  return {
      {post, "/api/v1/ideas/{id}/pictures", Who::author, Kind::upload, Cost::costly, Audience::mine, post_idea_picture},
      {post, "/api/v1/me/drafts/{id}/pictures", Who::signed_in, Kind::upload, Cost::costly, Audience::mine, post_draft_picture},
      {post, "/api/v1/commitment-entries/{id}/pictures", Who::officer, Kind::upload, Cost::costly, Audience::mine, post_entry_picture},
      {patch, "/api/v1/pictures/{id}", Who::author, Kind::write, Cost::normal, Audience::mine, patch_picture},
      {del, "/api/v1/pictures/{id}", Who::author, Kind::write, Cost::normal, Audience::mine, delete_picture},
      {get, "/pictures/{file}", Who::anyone, Kind::read, Cost::cheap, Audience::mine, get_bytes},
  };
}

}  // namespace palabre::pictures

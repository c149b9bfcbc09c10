// The acts attach_picture, describe_picture and remove_picture. Called by the API of pictures and the pages of ideas.
#include "pictures/change_pictures.hpp"

#include "db/event_log.hpp"
#include "followup/commitment_access.hpp"
#include "followup/commitment_store.hpp"
#include "redesigns/redesign_repo.hpp"

#include <algorithm>

namespace palabre::pictures {
namespace {

void append_event(db::Tx& tx, const people::Actor& actor, const OwnHome& own, std::string_view type, PictureId picture) {
  if (own.commitment.is_set()) {
    const std::string more = R"({"picture":")" + picture.text() + "\"}";
    followup::append_commitment_event(tx, actor.opaque_id, followup::find_commitment(tx, own.commitment).value(), type, more);
    return;
  }
  if (!own.home.idea.is_set()) return;  // a draft is nobody else's business
  db::append_event(tx, actor.opaque_id, redesigns::channel_of(own.redesign), redesigns::subject_of(own.home.idea), std::string(type),
                   R"({"idea":")" + own.home.idea.text() + R"(","picture":")" + picture.text() + "\"}");
}

/// The first free place from 1 up; 0 when all are taken.
int free_position(const std::vector<media::Picture>& pictures, std::size_t count_max) {
  for (int position = 1; position <= static_cast<int>(std::min<std::size_t>(count_max, 4)); ++position) {
    if (std::none_of(pictures.begin(), pictures.end(), [&](const auto& one) { return one.position == position; })) return position;
  }
  return 0;
}

Result<RedesignId> load_redesign_of(db::Tx& tx, CommitmentEntryId id) {
  const auto at = followup::find_commitment_entry(tx, id);
  if (!at) return refuse(Reason::not_found, "no such news", "id");
  return followup::load_redesign_of(tx, at->commitment);
}

}  // namespace

Result<PictureId> attach_picture(db::Tx& tx, const people::Actor& actor, const AttachPicture& input, const media::ShrunkPicture& shrunk, const Limits& limits) {
  const auto own = open_own_home(tx, actor, input.home, PictureAct::add);
  if (!own) return own.error();
  if (auto fits = check_description(input.description, input.language, limits); !fits) return fits.error();
  const auto most = count_max_of(own->home, limits);
  const int position = free_position(media::load_pictures(tx, own->home), most);
  if (position == 0) return refuse(Reason::too_large, "at most " + std::to_string(most) + " pictures stand here", "picture");
  const auto id = media::insert_picture(tx, {actor.person, own->home, position, input.description, input.language}, shrunk);
  append_event(tx, actor, *own, "picture.added", id);
  return id;
}

Result<void> describe_picture(db::Tx& tx, const people::Actor& actor, const DescribePicture& input, const Limits& limits) {
  const auto picture = media::find_picture(tx, input.picture);
  if (!picture) return refuse(Reason::not_found, "no such picture", "id");
  const auto own = open_own_home(tx, actor, media::home_of(*picture), PictureAct::describe);
  if (!own) return own.error();
  const std::string language = input.language.empty() ? picture->language : input.language;
  if (auto fits = check_description(input.description, language, limits); !fits) return fits.error();
  if (input.description == picture->description && language == picture->language) return {};
  media::save_description(tx, *picture, actor.person, input.description, language);
  append_event(tx, actor, *own, "picture.described", picture->id);
  return {};
}

Result<void> remove_picture(db::Tx& tx, const people::Actor& actor, PictureId id) {
  const auto picture = media::find_picture(tx, id);
  if (!picture) return refuse(Reason::not_found, "no such picture", "id");
  const auto own = open_own_home(tx, actor, media::home_of(*picture), PictureAct::remove);
  if (!own) return own.error();
  media::remove_picture(tx, *picture, actor.person);
  append_event(tx, actor, *own, "picture.removed", picture->id);
  return {};
}

Result<people::Actor> load_actor_of(db::Tx& tx, const http::Viewer& viewer, const media::PictureHome& home) {
  if (home.draft.is_set()) return people::load_actor(tx, viewer, RedesignId{});
  const auto redesign = home.entry.is_set() ? load_redesign_of(tx, home.entry) : ideas::load_redesign_of(tx, home.idea);
  if (!redesign) return redesign.error();
  return people::load_actor(tx, viewer, *redesign);
}

}  // namespace palabre::pictures

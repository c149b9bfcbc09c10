// Who may change and who may see a picture. Asked by the acts and routes of this slice and by screens.
#pragma once
#include "followup/commitment_rules.hpp"
#include "ideas/idea_access.hpp"
#include "media/picture_repo.hpp"

#include <optional>

namespace palabre::pictures {

using followup::PictureAct;

/// An idea, a draft or news of a commitment whose pictures may be changed by the actor now.
struct OwnHome {
  media::PictureHome home;
  RedesignId redesign;
  CommitmentId commitment = {};  // of news
};

/// Refuses: not_found, as ideas::decide_edit and decide_phase for an idea, as followup::decide_picture for news.
Result<OwnHome> open_own_home(db::Tx& tx, const people::Actor& actor, const media::PictureHome& home, PictureAct act);

/// How many pictures may hang there.
std::size_t count_max_of(const media::PictureHome& home, const Limits& limits);

/// The length of a description. Refuses: missing_field, too_long (field "description"), bad_field (field "language").
Result<void> check_description(std::string_view description, std::string_view language, const Limits& limits);

enum class Sight { nobody, staff, author, everybody };
/// Who sees the pictures of an idea in this state. Pure.
Sight sight_of(ideas::IdeaState state, redesigns::RedesignState redesign);

/// Whether `viewer` (nothing: a visitor) sees what hangs there; everybody does when `is_public`.
struct Seen {
  bool may_see = false;
  bool is_public = false;
};
Seen decide_seeing(db::Tx& tx, const std::vector<media::PictureHome>& homes, const std::optional<http::Viewer>& viewer);

}  // namespace palabre::pictures

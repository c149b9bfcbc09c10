// The rules of pictures. Called by the acts and routes of this slice.
#include "pictures/picture_rules.hpp"

#include "followup/commitment_access.hpp"
#include "ideas/idea_repo.hpp"
#include "ideas/idea_text.hpp"

#include <algorithm>

namespace palabre::pictures {
namespace {

constexpr std::string_view draft_sql = "SELECT redesign_id FROM draft WHERE id = $1 AND person_id = $2";

Result<OwnHome> open_own_draft(db::Tx& tx, const people::Actor& actor, DraftId draft) {
  auto row = tx.rows(draft_sql, draft, actor.person);
  if (!row.next()) return refuse(Reason::not_found, "no such draft", "id");
  return OwnHome{{IdeaId{}, draft}, row.id<RedesignId>(0)};
}

Result<OwnHome> open_entry(db::Tx& tx, const people::Actor& actor, CommitmentEntryId id, PictureAct act) {
  const auto at = followup::find_commitment_entry(tx, id);
  if (!at) return refuse(Reason::not_found, "no such news", "id");
  const auto place = followup::load_visible_commitment(tx, at->commitment, actor);
  if (!place) return place.error();
  if (auto may = followup::decide_picture(act, place->redesign.state, *at, actor); !may) return may.error();
  return OwnHome{{.entry = id}, place->redesign.id, at->commitment};
}

bool is_own_draft(db::Tx& tx, DraftId draft, PersonId person) { return tx.rows(draft_sql, draft, person).next(); }

bool is_staff(const people::Actor& actor) { return actor.is_admin || actor.is_moderator() || actor.is_officer() || actor.is_owner(); }

Seen see_at(db::Tx& tx, IdeaId id, const std::optional<http::Viewer>& viewer) {
  const auto idea = ideas::find_idea(tx, id);
  if (!idea) return {};
  const auto redesign = redesigns::find_redesign(tx, idea->redesign);
  const Sight sight = redesign ? sight_of(idea->state, redesign->state) : Sight::nobody;
  if (sight == Sight::everybody) return {true, true};
  if (!viewer || sight == Sight::nobody) return {};
  if (sight == Sight::author && idea->author == viewer->person) return {true, false};
  return {is_staff(people::load_actor(tx, *viewer, idea->redesign)), false};
}

/// The news of a commitment are seen by whoever sees its redesign.
Seen see_at_entry(db::Tx& tx, CommitmentEntryId id, const std::optional<http::Viewer>& viewer) {
  const auto at = followup::find_commitment_entry(tx, id);
  if (!at) return {};
  if (followup::load_visible_commitment(tx, at->commitment, people::Actor{})) return {true, true};
  const auto redesign = followup::load_redesign_of(tx, at->commitment);
  if (!viewer || !redesign) return {};
  return {followup::load_visible_commitment(tx, at->commitment, people::load_actor(tx, *viewer, *redesign)).has_value(), false};
}

Seen see_home(db::Tx& tx, const media::PictureHome& home, const std::optional<http::Viewer>& viewer) {
  if (home.entry.is_set()) return see_at_entry(tx, home.entry, viewer);
  if (home.idea.is_set()) return see_at(tx, home.idea, viewer);
  return {viewer && is_own_draft(tx, home.draft, viewer->person), false};
}

}  // namespace

Result<OwnHome> open_own_home(db::Tx& tx, const people::Actor& actor, const media::PictureHome& home, PictureAct act) {
  if (home.entry.is_set()) return open_entry(tx, actor, home.entry, act);
  if (home.draft.is_set()) return open_own_draft(tx, actor, home.draft);
  const auto found = ideas::load_visible_idea(tx, home.idea, actor);
  if (!found) return found.error();
  if (auto may = ideas::decide_edit(found->idea, actor); !may) return may.error();
  if (auto phase = ideas::decide_phase(tx, found->redesign, redesigns::Act::edit_idea); !phase) return phase.error();
  return OwnHome{home, found->redesign.id};
}

std::size_t count_max_of(const media::PictureHome& home, const Limits& limits) {
  return home.entry.is_set() ? media::pictures_per_entry_max : limits.pictures_per_idea_max;
}

Result<void> check_description(std::string_view description, std::string_view language, const Limits& limits) {
  const auto chars = ideas::count_chars(description);
  if (chars == 0) return refuse(Reason::missing_field, "say what the picture shows, for those who do not see it", "description");
  if (chars > limits.picture_description_chars_max)
    return refuse(Reason::too_long, "at most " + std::to_string(limits.picture_description_chars_max) + " characters", "description");
  const auto is_small_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  if (language.size() != 2 || !std::all_of(language.begin(), language.end(), is_small_letter))
    return refuse(Reason::bad_field, "a language is two lower-case letters", "language");
  return {};
}

Sight sight_of(ideas::IdeaState state, redesigns::RedesignState redesign) {
  if (!redesigns::is_public(redesign)) return Sight::staff;
  if (ideas::is_listed(state) || state == ideas::IdeaState::merged) return Sight::everybody;
  if (state == ideas::IdeaState::draft || state == ideas::IdeaState::submitted) return Sight::author;
  return Sight::staff;
}

Seen decide_seeing(db::Tx& tx, const std::vector<media::PictureHome>& homes, const std::optional<http::Viewer>& viewer) {
  Seen best;
  for (const auto& home : homes) {
    const Seen seen = see_home(tx, home, viewer);
    best.may_see = best.may_see || seen.may_see;
    best.is_public = best.is_public || seen.is_public;
  }
  return best;
}

}  // namespace palabre::pictures

// Finds redesigns and ideas for an actor and hides what is not theirs to see.
// Called by the acts and routes of this slice, discussion, moderation and followup.
#include "ideas/idea_access.hpp"

#include "ideas/idea_repo.hpp"

namespace palabre::ideas {
namespace {

constexpr std::string_view redesign_of_sql = "SELECT redesign_id FROM idea WHERE id = $1";

Refusal no_idea() { return refuse(Reason::not_found, "no such idea", "id"); }
Refusal no_redesign() { return refuse(Reason::not_found, "no such redesign", "redesign"); }

}  // namespace

bool may_see(const redesigns::Redesign& redesign, const people::Actor& actor) {
  return redesigns::is_public(redesign.state) || actor.is_admin || !actor.roles.is_empty();
}

Result<redesigns::Redesign> load_visible_redesign(db::Tx& tx, RedesignId id, const people::Actor& actor) {
  auto redesign = redesigns::find_redesign(tx, id);
  if (!redesign || !may_see(*redesign, actor)) return no_redesign();
  return std::move(*redesign);
}

Result<redesigns::Redesign> load_public_redesign(db::Tx& tx, std::string_view slug) {
  auto redesign = redesigns::find_redesign(tx, slug);
  if (!redesign || !redesigns::is_public(redesign->state)) return no_redesign();
  return std::move(*redesign);
}

Result<IdeaInPlace> load_visible_idea(db::Tx& tx, IdeaId id, const people::Actor& actor) {
  auto idea = find_idea(tx, id);
  if (!idea) return no_idea();
  auto redesign = redesigns::find_redesign(tx, idea->redesign);
  if (!redesign || !may_see(*redesign, actor)) return no_idea();
  const bool is_insider = actor.person.is_set() && (idea->author == actor.person || actor.is_moderator());
  if (!is_readable(idea->state) && !is_insider) return no_idea();
  return IdeaInPlace{std::move(*idea), std::move(*redesign)};
}

Result<RedesignId> load_redesign_of(db::Tx& tx, IdeaId id) {
  auto row = tx.rows(redesign_of_sql, id);
  if (!row.next()) return no_idea();
  return row.id<RedesignId>(0);
}

Result<PhaseId> decide_phase(db::Tx& tx, const redesigns::Redesign& redesign, redesigns::Act act) {
  const auto phases = redesigns::load_phases(tx, redesign.id);
  return redesigns::decide_act(redesign.state, phases, act, tx.now());
}

Result<void> decide_staff_work(redesigns::RedesignState state) {
  using enum redesigns::RedesignState;
  if (state == announced || state == open || state == paused || state == follow_up) return {};
  return refuse(Reason::redesign_not_open, "a redesign that is " + std::string(redesigns::name_of(state)) + " is not worked on");
}

}  // namespace palabre::ideas

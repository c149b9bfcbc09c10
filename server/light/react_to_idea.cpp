// The acts react_to_idea and take_reaction_back. Called by the API and by the reaction button's form.
#include "light/react_to_idea.hpp"

#include "db/event_log.hpp"
#include "ideas/idea_access.hpp"
#include "ideas/idea_repo.hpp"

namespace palabre::light {
namespace {

constexpr std::string_view add_reaction_sql =
    "INSERT INTO idea_reaction (idea_id, contributor_id, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
constexpr std::string_view remove_reaction_sql = "DELETE FROM idea_reaction WHERE idea_id = $1 AND contributor_id = $2";
constexpr std::string_view count_idea_sql = "UPDATE idea SET reactions = reactions + $2 WHERE id = $1 RETURNING reactions, redesign_id, state";
constexpr std::string_view count_redesign_sql = "UPDATE redesign SET reactions = reactions + $2 WHERE id = $1";

/// The idea as anybody may read it, when it takes reactions now.
Result<ideas::Idea> load_reactable(db::Tx& tx, const Participant& who, IdeaId id) {
  people::Actor reader;
  reader.person = who.person;
  auto found = ideas::load_visible_idea(tx, id, reader);
  if (!found || !redesigns::is_public(found->redesign.state)) return refuse(Reason::not_found, "no such idea", "id");
  const auto phases = redesigns::load_phases(tx, found->redesign.id);
  const auto light = load_light(tx, found->redesign.id);
  if (auto may = decide_reaction(light, found->redesign.state, phases, found->idea.state, who.is_organisation, tx.now()); !may)
    return may.error();
  return std::move(found->idea);
}

ReactionCount counted(db::Tx& tx, const Participant& who, const ideas::Idea& idea, int difference) {
  const auto seq = count_reaction(tx, who.actor, idea.id, difference);
  return {idea.reactions + difference, difference > 0, true, seq};
}

}  // namespace

std::int64_t count_reaction(db::Tx& tx, std::string_view actor, IdeaId id, int difference) {
  std::int64_t reactions = 0;
  RedesignId redesign;
  bool is_listed = false;
  {
    auto row = tx.rows(count_idea_sql, id, difference);
    if (!row.next()) throw db::DatabaseError("idea " + id.text() + " vanished while it was counted");
    reactions = row.integer(0);
    redesign = row.id<RedesignId>(1);
    is_listed = ideas::is_listed(ideas::idea_state_of(row.view(2)).value());
  }
  if (is_listed) tx.run_unawaited(count_redesign_sql, redesign, difference);
  const std::string payload = R"({"idea":")" + id.text() + R"(","reactions":)" + std::to_string(reactions) + "}";
  return db::append_event(tx, actor, redesigns::channel_of(redesign), redesigns::subject_of(id), difference > 0 ? "idea.reacted" : "idea.unreacted", payload);
}

Result<ReactionCount> react_to_idea(db::Tx& tx, const Participant& who, IdeaId id) {
  const auto idea = load_reactable(tx, who, id);
  if (!idea) return idea.error();
  const auto contributor = ensure_contributor(tx, who);
  if (tx.run(add_reaction_sql, id, contributor, tx.now()) == 0) return ReactionCount{idea->reactions, true, false, db::last_seq(tx)};
  return counted(tx, who, *idea, +1);
}

Result<ReactionCount> take_reaction_back(db::Tx& tx, const Participant& who, IdeaId id) {
  const auto idea = load_reactable(tx, who, id);
  if (!idea) return idea.error();
  const auto contributor = find_contributor(tx, who);
  if (!contributor.is_set() || tx.run(remove_reaction_sql, id, contributor) == 0)
    return ReactionCount{idea->reactions, false, false, db::last_seq(tx)};
  return counted(tx, who, *idea, -1);
}

}  // namespace palabre::light

// The acts support_idea and unsupport_idea: seven short prepared statements, two of which nobody waits for, no JSON read, no text loaded.
// Called by the ideas API and the support button's form.
#include "ideas/support_idea.hpp"

#include "db/event_log.hpp"
#include "ideas/idea_access.hpp"

namespace palabre::ideas {
namespace {

constexpr std::string_view target_sql =
    "SELECT i.redesign_id, i.state, i.supports, r.state FROM idea i JOIN redesign r ON r.id = i.redesign_id WHERE i.id = $1";
constexpr std::string_view phases_sql = "SELECT type, state, opens_at, closes_at, id FROM phase WHERE redesign_id = $1 ORDER BY position, id";
constexpr std::string_view add_row_sql =
    "INSERT INTO idea_support (idea_id, person_id, created_at, channel) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
constexpr std::string_view remove_row_sql = "DELETE FROM idea_support WHERE idea_id = $1 AND person_id = $2 RETURNING channel";
constexpr std::string_view count_idea_sql = "UPDATE idea SET supports = supports + $2, assisted_supports = assisted_supports + $3 WHERE id = $1 RETURNING supports";
constexpr std::string_view count_redesign_sql = "UPDATE redesign SET supports = supports + $2 WHERE id = $1";

struct Target {
  Idea idea;
  redesigns::RedesignState redesign_state{};
};

std::optional<Target> find_target(db::Tx& tx, IdeaId id) {
  auto row = tx.rows(target_sql, id);
  if (!row.next()) return std::nullopt;
  const auto state = idea_state_of(row.view(1));
  const auto redesign_state = redesigns::redesign_state_of(row.view(3));
  if (!state || !redesign_state) throw db::DatabaseError("a state of idea " + id.text() + " is unknown");
  Target target;
  target.idea.id = id;
  target.idea.redesign = row.id<RedesignId>(0);
  target.idea.state = *state;
  target.idea.supports = row.integer(2);
  target.redesign_state = *redesign_state;
  return target;
}

/// The phases without their titles, which no rule reads.
std::vector<redesigns::Phase> load_bare_phases(db::Tx& tx, RedesignId redesign) {
  std::vector<redesigns::Phase> phases;
  auto rows = tx.rows(phases_sql, redesign);
  while (rows.next()) {
    const auto type = redesigns::phase_type_of(rows.view(0));
    const auto state = redesigns::phase_state_of(rows.view(1));
    if (!type || !state) throw db::DatabaseError("a phase of redesign " + redesign.text() + " has an unknown type or state");
    auto& phase = phases.emplace_back();
    phase.id = rows.id<PhaseId>(4);
    phase.redesign = redesign;
    phase.type = *type;
    phase.state = *state;
    phase.opens_at = rows.maybe_instant(2);
    phase.closes_at = rows.maybe_instant(3);
  }
  return phases;
}

bool is_hidden_from(db::Tx& tx, const people::Actor& actor, const Target& target) {
  if (!is_readable(target.idea.state)) return true;
  if (redesigns::is_public(target.redesign_state) || actor.is_admin) return false;
  return people::load_roles(tx, target.idea.redesign, actor.person).is_empty();
}

Result<Target> load_supportable(db::Tx& tx, const people::Actor& actor, IdeaId id, EntryWay way) {
  auto target = find_target(tx, id);
  if (!target || is_hidden_from(tx, actor, *target)) return refuse(Reason::not_found, "no such idea", "id");
  if (auto may = decide_support(target->idea, actor); !may) return may.error();
  if (way.is_late()) return std::move(*target);
  const auto phases = load_bare_phases(tx, target->idea.redesign);
  if (auto phase = redesigns::decide_act(target->redesign_state, phases, redesigns::Act::support, tx.now()); !phase) return phase.error();
  return std::move(*target);
}

struct Counted {
  int difference = 0;      // +1: a row was really added; -1: removed
  bool is_assisted = false;
};

/// Both counters and the event follow in the same transaction as the row.
SupportCount count_row(db::Tx& tx, std::string_view actor, const Idea& idea, Counted counted) {
  std::int64_t supports = 0;
  {
    auto row = tx.rows(count_idea_sql, idea.id, counted.difference, counted.is_assisted ? counted.difference : 0);
    if (!row.next()) throw db::DatabaseError("idea " + idea.id.text() + " vanished while it was counted");
    supports = row.integer(0);
  }
  if (is_listed(idea.state)) tx.run_unawaited(count_redesign_sql, idea.redesign, counted.difference);
  const std::string payload = R"({"idea":")" + idea.id.text() + R"(","supports":)" + std::to_string(supports) + "}";
  const auto seq = db::append_event(tx, actor, redesigns::channel_of(idea.redesign), redesigns::subject_of(idea.id),
                                    counted.difference > 0 ? "idea.supported" : "idea.unsupported", payload);
  return {supports, counted.difference > 0, seq};
}

/// The channel of the row that went; nothing when there was none.
std::optional<std::string> remove_row(db::Tx& tx, IdeaId id, PersonId person) {
  auto row = tx.rows(remove_row_sql, id, person);
  if (!row.next()) return std::nullopt;
  return row.text(0);
}

}  // namespace

Result<SupportCount> support_idea(db::Tx& tx, const people::Actor& actor, IdeaId id, EntryWay way) {
  const auto target = load_supportable(tx, actor, id, way);
  if (!target) return target.error();
  if (tx.run(add_row_sql, id, actor.person, tx.now(), way.channel()) == 0) return SupportCount{target->idea.supports, true, db::last_seq(tx)};
  return count_row(tx, actor.opaque_id, target->idea, {+1, way.is_assisted});
}

Result<SupportCount> unsupport_idea(db::Tx& tx, const people::Actor& actor, IdeaId id, EntryWay way) {
  const auto target = load_supportable(tx, actor, id, way);
  if (!target) return target.error();
  const auto channel = remove_row(tx, id, actor.person);
  if (!channel) return SupportCount{target->idea.supports, false, db::last_seq(tx)};
  return count_row(tx, actor.opaque_id, target->idea, {-1, *channel == "assisted"});
}

void drop_support(db::Tx& tx, std::string_view actor, IdeaId id, PersonId person) {
  const auto target = find_target(tx, id);
  const auto channel = target ? remove_row(tx, id, person) : std::nullopt;
  if (channel) count_row(tx, actor, target->idea, {-1, *channel == "assisted"});
}

}  // namespace palabre::ideas

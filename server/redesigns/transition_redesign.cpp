// The act of moving a redesign to another state.
// Called by POST /redesigns/{slug}/transitions and the owner's page.
#include "redesigns/transition_redesign.hpp"

#include "db/event_log.hpp"
#include "people/person_repo.hpp"
#include "redesigns/advance_phases.hpp"
#include "redesigns/readiness.hpp"
#include "redesigns/redesign_store.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::redesigns {

namespace {

// The ideas that keep a redesign from its follow-up: each is listed, so that they can be answered one by one.
constexpr std::string_view unanswered_sql =
    "SELECT i.id, i.title FROM idea i WHERE i.redesign_id = $1 AND i.state IN "
    "('published','shortlisted','under_review','on_ballot','accepted','not_selected','deferred','declined') "
    "AND NOT EXISTS (SELECT 1 FROM answer a WHERE a.idea_id = i.id) ORDER BY i.id LIMIT $2";
constexpr std::string_view uncommitted_sql =
    "SELECT i.id, i.title FROM idea i WHERE i.redesign_id = $1 AND i.state = 'accepted' AND NOT EXISTS (SELECT 1 FROM commitment_idea s "
    "JOIN commitment c ON c.id = s.commitment_id WHERE s.idea_id = i.id AND c.state <> 'dropped') ORDER BY i.id LIMIT $2";
constexpr std::string_view count_uncommitted_sql =
    "SELECT count(*) FROM idea i WHERE i.redesign_id = $1 AND i.state = 'accepted' AND NOT EXISTS (SELECT 1 FROM commitment_idea s "
    "JOIN commitment c ON c.id = s.commitment_id WHERE s.idea_id = i.id AND c.state <> 'dropped')";
constexpr std::int64_t named_ideas_max = 20;

std::int64_t count_uncommitted(db::Tx& tx, RedesignId id) {
  auto row = tx.rows(count_uncommitted_sql, id);
  row.next();
  return row.integer(0);
}

/// The refusal with the ideas that stand in the way, by number and title.
Refusal with_ideas(db::Tx& tx, Refusal refusal, RedesignId id, const RedesignFacts& facts) {
  auto rows = tx.rows(facts.unanswered > 0 ? unanswered_sql : uncommitted_sql, id, named_ideas_max);
  std::string list;
  while (rows.next()) list += (list.empty() ? " Ideas: " : ", ") + std::to_string(rows.integer(0)) + " \"" + rows.text(1) + "\"";
  refusal.detail += list;
  return refusal;
}

Instant paused_since(db::Tx& tx, RedesignId id) {
  Instant since = tx.now();
  for (const HistoryEntry& entry : load_redesign_history(tx, id))
    if (entry.to == name_of(RedesignState::paused)) since = entry.at;
  return since;
}

/// Moves the dates that lay ahead when the pause began by its length.
void shift_phases(db::Tx& tx, const people::Actor& actor, RedesignId id) {
  const std::int64_t pause_ms = tx.now().unix_ms - paused_since(tx, id).unix_ms;
  if (pause_ms <= 0) return;
  for (Phase& phase : load_phases(tx, id)) {
    const bool waits = phase.state == PhaseState::planned || phase.state == PhaseState::frozen;
    if (!waits && phase.state != PhaseState::open) continue;
    if (!phase.closes_at && !(waits && phase.opens_at)) continue;
    if (waits && phase.opens_at) phase.opens_at = phase.opens_at->plus_ms(pause_ms);
    if (phase.closes_at) phase.closes_at = phase.closes_at->plus_ms(pause_ms);
    save_phase(tx, phase);
    const std::string state(name_of(phase.state));
    append_phase_history(tx, phase.id, {state, state, actor.person, {}, tx.now(), "shifted by the pause", phase.closes_at});
    append_phase_event(tx, actor.opaque_id, "phase.edited", phase);
  }
}

}  // namespace

RedesignFacts load_redesign_facts(db::Tx& tx, const Redesign& redesign) {
  const RedesignTexts texts = parse_redesign_texts(redesign.texts_json);
  const auto phases = load_phases(tx, redesign.id);
  RedesignFacts facts;
  facts.has_promise = !texts.title.empty() && !texts.summary.empty() && !texts.promise.empty();
  facts.has_follow_up = std::any_of(phases.begin(), phases.end(), [](const Phase& phase) {
    return phase.type == PhaseType::follow_up && phase.state != PhaseState::skipped;
  });
  facts.unanswered = redesign.ideas - redesign.answers;
  facts.uncommitted = count_uncommitted(tx, redesign.id);
  facts.has_answerer = redesign.answer_days > 0 && people::count_role_holders(tx, redesign.id, people::Role::officer) +
                                                           people::count_role_holders(tx, redesign.id, people::Role::owner) > 0;
  facts.has_room = !texts.can_change.empty() || !promises_a_share(redesign.power_level);
  return facts;
}

Result<Redesign> transition_redesign(db::Tx& tx, const people::Actor& actor, const Redesign& asked, const TransitionRedesign& input) {
  advance_phases(tx);
  Redesign redesign = *find_redesign(tx, asked.id);
  const RedesignState from = redesign.state;
  const RedesignFacts facts = load_redesign_facts(tx, redesign);
  if (auto decision = decide_redesign_transition(from, input.to, actor, input.reason, facts); !decision) {
    const bool has_list = input.to == RedesignState::follow_up && decision.error().reason == Reason::redesign_transition_refused;
    return has_list ? with_ideas(tx, decision.error(), redesign.id, facts) : decision.error();
  }
  if (from == RedesignState::paused && input.to == RedesignState::open) shift_phases(tx, actor, redesign.id);
  redesign.state = input.to;
  save_redesign(tx, redesign);
  append_redesign_history(tx, redesign.id, {std::string(name_of(from)), std::string(name_of(input.to)), actor.person, {}, tx.now(), input.reason, {}});
  const std::string payload = nlohmann::json{{"redesign", redesign.id.text()}}.dump();
  db::append_event(tx, actor.opaque_id, channel_of(redesign.id), "", "redesign.edited", payload);
  if (!is_public(from) && is_public(input.to)) db::append_event(tx, actor.opaque_id, "instance", "", "redesign.added", payload);
  advance_phases(tx);
  return *find_redesign(tx, redesign.id);
}

}  // namespace palabre::redesigns

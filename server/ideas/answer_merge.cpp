// The act answer_merge. Called by the ideas API and the consent form of the idea page.
#include "ideas/answer_merge.hpp"

#include "db/event_log.hpp"
#include "ideas/idea_access.hpp"
#include "ideas/idea_repo.hpp"
#include "ideas/idea_text.hpp"

#include <algorithm>

namespace palabre::ideas {
namespace {

constexpr std::string_view carry_sql =
    "INSERT INTO idea_support (idea_id, person_id, created_at, channel) SELECT $1, person_id, created_at, channel FROM idea_support WHERE idea_id = $2 "
    "ON CONFLICT DO NOTHING";
constexpr std::string_view carry_to_idea_sql = "UPDATE idea SET supports = supports + $2, "
    "assisted_supports = (SELECT COUNT(*) FROM idea_support WHERE idea_id = $1 AND channel = 'assisted') WHERE id = $1";
constexpr std::string_view carry_to_redesign_sql = "UPDATE redesign SET supports = supports + $2 WHERE id = $1";

constexpr std::string_view carry_reactions_sql =
    "INSERT INTO idea_reaction (idea_id, contributor_id, created_at) SELECT $1, contributor_id, created_at FROM idea_reaction "
    "WHERE idea_id = $2 ON CONFLICT DO NOTHING";
constexpr std::string_view count_idea_reactions_sql = "UPDATE idea SET reactions = reactions + $2 WHERE id = $1";
constexpr std::string_view count_redesign_reactions_sql = "UPDATE redesign SET reactions = reactions + $2 WHERE id = $1";

/// One person, one support: only those who did not support the staying idea yet are counted there.
std::int64_t carry_supporters(db::Tx& tx, const Idea& from, const Idea& into) {
  const auto carried = tx.run(carry_sql, into.id, from.id);
  if (carried > 0) {
    tx.run(carry_to_idea_sql, into.id, carried);
    tx.run(carry_to_redesign_sql, into.redesign, carried);
  }
  return carried;
}

/// To whom the idea that goes mattered, the one that stays matters: each counted once.
void carry_reactions(db::Tx& tx, const people::Actor& actor, const Idea& from, const Idea& into) {
  const auto carried = tx.run(carry_reactions_sql, into.id, from.id);
  if (carried == 0) return;
  tx.run(count_idea_reactions_sql, into.id, carried);
  tx.run(count_redesign_reactions_sql, into.redesign, carried);
  db::append_event(tx, actor.opaque_id, redesigns::channel_of(into.redesign), redesigns::subject_of(into.id), "idea.reacted",
                   R"({"idea":")" + into.id.text() + R"(","reactions":)" + std::to_string(into.reactions + carried) + "}");
}

Result<MergeAnswered> merge_ideas(db::Tx& tx, const people::Actor& actor, const Merge& merge) {
  const auto idea = find_idea(tx, merge.idea);
  const auto into = find_idea(tx, merge.into);
  if (!idea || !into) throw db::DatabaseError("merge " + merge.id.text() + " names an idea that is not there");
  people::Actor moderator = actor;
  moderator.roles.add(people::Role::moderator);  // who proposed it was one; ask again whether the ideas still allow it
  if (auto may = decide_propose_merge(*idea, *into, moderator); !may) return may.error();

  const auto carried = carry_supporters(tx, *idea, *into);
  carry_reactions(tx, actor, *idea, *into);
  const auto seq = move_idea(tx, *idea, {IdeaState::merged, merge.moderator, actor.opaque_id, "moderator", merge.reason, "", into->id});
  db::append_event(tx, actor.opaque_id, redesigns::channel_of(into->redesign), redesigns::subject_of(into->id), "idea.supported",
                   R"({"idea":")" + into->id.text() + R"(","supports":)" + std::to_string(into->supports + carried) + "}");
  save_merge_state(tx, merge.id, MergeState::done);
  return MergeAnswered{MergeState::done, carried, seq};
}

}  // namespace

Result<MergeAnswered> answer_merge(db::Tx& tx, const people::Actor& actor, const AnswerMerge& input, const Limits& limits) {
  auto merge = find_merge(tx, input.merge);
  if (!merge) return refuse(Reason::not_found, "no such merge", "id");
  const auto redesign = load_visible_redesign(tx, merge->redesign, actor);
  if (!redesign) return redesign.error();
  const PersonId person = input.person.is_set() ? input.person : actor.person;
  if (auto may = decide_consent(*merge, actor, person, input.is_given, input.note); !may) return may.error();
  if (auto may = decide_staff_work(redesign->state); !may) return may.error();
  if (auto fits = check_reason(input.note, "note", true, limits); !fits) return fits.error();

  for (auto& consent : merge->consents)
    if (consent.person == person) consent.is_given = input.is_given;
  save_consent(tx, merge->id, {person, "", input.is_given, true});
  if (person != actor.person) {
    merge->reason += "\n\n" + input.note;
    save_merge_reason(tx, merge->id, merge->reason);
  }
  if (!input.is_given) {
    save_merge_state(tx, merge->id, MergeState::refused);
    return MergeAnswered{MergeState::refused, 0, 0};
  }
  if (!is_agreed(*merge)) return MergeAnswered{MergeState::proposed, 0, 0};
  return merge_ideas(tx, actor, *merge);
}

}  // namespace palabre::ideas

// The acts undo_entry and correct_entry. Called by the API and by the desk's list of today's entries.
#include "assisted/change_entry.hpp"

#include "db/event_log.hpp"
#include "discussion/edit_comment.hpp"
#include "discussion/withdraw_comment.hpp"
#include "ideas/change_idea_state.hpp"
#include "ideas/edit_idea.hpp"
#include "ideas/support_idea.hpp"
#include "light/answer_question.hpp"
#include "light/react_to_idea.hpp"
#include "people/person_repo.hpp"
#include "redesigns/redesign_repo.hpp"

namespace palabre::assisted {
namespace {

struct Changeable {
  Entry entry;
  people::Actor person;
  redesigns::Redesign redesign;
  ideas::EntryWay way;
};

Result<Changeable> load_changeable(db::Tx& tx, const people::Actor& actor, EntryId id) {
  auto entry = find_entry(tx, id);
  if (!entry) return refuse(Reason::not_found, "no such entry", "id");
  const auto slip = find_slip(tx, entry->person).value();
  if (auto may = decide_change(*entry, slip.claimed_at.has_value(), actor, tx.now()); !may) return may.error();
  Changeable here{std::move(*entry), {}, redesigns::find_redesign(tx, slip.redesign).value(), {true, {}}};
  here.person.person = slip.person;
  here.person.opaque_id = people::find_person(tx, slip.person).value().opaque_id;
  if (here.entry.batch.is_set()) {
    const auto batch = find_batch(tx, here.entry.batch).value();
    const EntryFrame frame{here.entry.kind, here.entry.consent, here.entry.source, here.entry.collected_on};
    const auto phase = decide_late_entry(batch, frame, here.redesign.state, redesigns::load_phases(tx, here.redesign.id), tx.now());
    if (!phase) return phase.error();
    here.way.late_phase = *phase;
  }
  return here;
}

template <class T>
Result<void> done_or_not(const Result<T>& result) {
  if (!result) return result.error();
  return {};
}

Result<void> undo(db::Tx& tx, const Changeable& here, const Limits& limits) {
  const light::Participant who{here.person.person, here.person.opaque_id, false, {}};
  switch (here.entry.kind) {
    case EntryKind::idea: return done_or_not(ideas::withdraw_idea(tx, here.person, {here.entry.idea, {}}, limits));
    case EntryKind::comment: return done_or_not(discussion::withdraw_comment(tx, here.person, here.entry.comment));
    case EntryKind::support: return done_or_not(ideas::unsupport_idea(tx, here.person, here.entry.idea, here.way));
    case EntryKind::reaction: return done_or_not(light::take_reaction_back(tx, who, here.entry.idea));
    case EntryKind::answer: return done_or_not(light::take_answer_back(tx, who, here.redesign));
  }
  return {};
}

Result<void> correct(db::Tx& tx, const Changeable& here, const Correction& input, std::string_view note, const Limits& limits) {
  if (here.entry.kind == EntryKind::idea) {
    ideas::EditIdea edit;
    edit.idea = here.entry.idea;
    edit.title = input.title;
    edit.body = input.body;
    edit.note = note;
    return done_or_not(ideas::edit_idea(tx, here.person, edit, limits));
  }
  if (here.entry.kind == EntryKind::comment) return done_or_not(discussion::edit_comment(tx, here.person, {here.entry.comment, input.body, {}}, limits));
  return refuse(Reason::bad_field, "only words are corrected; take this entry back and enter it again", "body");
}

}  // namespace

Result<void> undo_entry(db::Tx& tx, const people::Actor& actor, EntryId id, const Limits& limits) {
  const auto here = load_changeable(tx, actor, id);
  if (!here) return here.error();
  if (auto undone = undo(tx, *here, limits); !undone) return undone.error();
  save_undone(tx, id);
  if (count_entries(tx, here->entry.person) == 0) remove_contact(tx, here->entry.person);
  db::append_event(tx, actor.opaque_id, redesigns::channel_of(here->redesign.id),
                   here->entry.idea.is_set() ? redesigns::subject_of(here->entry.idea) : std::string(), "entry.undone",
                   R"({"redesign":")" + here->redesign.id.text() + R"(","entry":")" + id.text() + "\"}");
  return {};
}

Result<void> correct_entry(db::Tx& tx, const people::Actor& actor, const Correction& input, std::string_view note, const Limits& limits) {
  const auto here = load_changeable(tx, actor, input.entry);
  if (!here) return here.error();
  return correct(tx, *here, input, note, limits);
}

}  // namespace palabre::assisted

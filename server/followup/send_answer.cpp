// Asks whether four eyes are needed, then publishes or keeps; releases, sends back, takes back.
// Called by answer_api, desk_api and the officers' forms.
#include "followup/send_answer.hpp"

#include "ideas/idea_access.hpp"
#include "ideas/idea_repo.hpp"

namespace palabre::followup {

namespace {

struct PendingInPlace {
  PendingAnswer pending;
  ideas::Idea idea;
};

Result<PendingInPlace> load_pending(db::Tx& tx, const people::Actor& actor, PendingAnswerId id) {
  auto pending = find_pending(tx, id);
  if (!pending) return refuse(Reason::not_found, "no such answer");
  auto place = ideas::load_visible_idea(tx, pending->answer.idea, actor);
  if (!place) return place.error();
  return PendingInPlace{std::move(*pending), std::move(place->idea)};
}

/// The writer goes on where the answer was.
void keep_as_draft(db::Tx& tx, const PendingAnswer& pending, std::string_view note) {
  const Answer& answer = pending.answer;
  AnswerDraft draft;
  draft.kind = name_of(answer.kind);
  if (answer.reason_code) draft.reason_code = name_of(*answer.reason_code);
  if (answer.review_on) draft.review_on = day_text(*answer.review_on);
  draft.texts = answer.texts;
  draft.note = note;
  save_answer_draft(tx, answer.idea, answer.officer, draft);
}

PublishAnswer input_of(const Answer& answer) { return {answer.idea, answer.kind, answer.texts, answer.reason_code, answer.review_on}; }

}  // namespace

Result<SentAnswer> send_answer(db::Tx& tx, const people::Actor& actor, const PublishAnswer& input) {
  const auto place = ideas::load_visible_idea(tx, input.idea, actor);
  if (!place) return place.error();
  SentAnswer sent;
  if (!needs_four_eyes(tx, place->redesign.id)) {
    const auto published = publish_answer(tx, actor, input);
    if (!published) return published.error();
    sent.published = *published;
  } else {
    const Answer answer = answer_of(input, actor.person, tx.now());
    if (const auto may = decide_answer(place->redesign.state, place->idea, actor, answer, tx.now(), place->redesign.answer_days); !may) return may.error();
    if (find_waiting(tx, input.idea)) return refuse(Reason::already_exists, "an answer to this idea waits for release already");
    sent.pending = append_pending(tx, answer);
  }
  remove_answer_draft(tx, input.idea, actor.person);
  return sent;
}

Result<PublishedAnswer> release_answer(db::Tx& tx, const people::Actor& actor, PendingAnswerId id) {
  const auto here = load_pending(tx, actor, id);
  if (!here) return here.error();
  if (const auto may = decide_release(here->pending, here->idea, actor); !may) return may.error();
  const auto published = publish_answer(tx, actor, input_of(here->pending.answer), here->pending.answer.officer);
  if (!published) return published.error();
  save_pending_state(tx, id, PendingState::released, actor.person, "", published->answer);
  return published;
}

Result<PendingAnswer> send_answer_back(db::Tx& tx, const people::Actor& actor, PendingAnswerId id, std::string_view note) {
  const auto here = load_pending(tx, actor, id);
  if (!here) return here.error();
  if (const auto may = decide_sending_back(here->pending, here->idea, actor, note); !may) return may.error();
  save_pending_state(tx, id, PendingState::sent_back, actor.person, note, {});
  keep_as_draft(tx, here->pending, note);
  return find_pending(tx, id).value();
}

Result<PendingAnswer> take_answer_back(db::Tx& tx, const people::Actor& actor, PendingAnswerId id) {
  const auto here = load_pending(tx, actor, id);
  if (!here) return here.error();
  if (const auto may = decide_taking_back(here->pending, actor); !may) return may.error();
  save_pending_state(tx, id, PendingState::taken_back, actor.person, "", {});
  keep_as_draft(tx, here->pending, "");
  return find_pending(tx, id).value();
}

}  // namespace palabre::followup

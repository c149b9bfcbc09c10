// Asks the rules, moves the idea, stores the answer above the one before, sets the next due date, appends answer.published.
// Called by answer_api and by the answer form.
#include "followup/publish_answer.hpp"

#include "db/event_log.hpp"
#include "followup/answer_repo.hpp"
#include "ideas/idea_repo.hpp"
#include "ideas/idea_access.hpp"

#include <nlohmann/json.hpp>

namespace palabre::followup {

namespace {

/// The idea's history gives the answer's words, in the idea's language when they exist in it.
void move_to(db::Tx& tx, const people::Actor& actor, const ideas::Idea& idea, const Answer& answer, const AnswerEffect& effect) {
  if (idea.state == effect.to) return;
  ideas::StateMove move;
  move.to = effect.to;
  move.person = answer.officer;
  move.actor = actor.opaque_id;
  move.actor_role = effect.actor_role;
  const auto original = answer.texts.find(idea.language);
  move.reason = original != answer.texts.end() ? original->second : answer.texts.begin()->second;
  if (answer.reason_code) move.reason_code = name_of(*answer.reason_code);
  ideas::move_idea(tx, idea, move);
}

}  // namespace

Answer answer_of(const PublishAnswer& input, PersonId writer, Instant now) {
  Answer answer;
  answer.idea = input.idea;
  answer.officer = writer;
  answer.kind = input.kind;
  answer.reason_code = input.reason_code;
  answer.review_on = input.review_on;
  answer.texts = input.texts;
  answer.created_at = now;
  return answer;
}

Result<PublishedAnswer> publish_answer(db::Tx& tx, const people::Actor& actor, const PublishAnswer& input) {
  return publish_answer(tx, actor, input, actor.person);
}

Result<PublishedAnswer> publish_answer(db::Tx& tx, const people::Actor& actor, const PublishAnswer& input, PersonId writer) {
  const auto place = ideas::load_visible_idea(tx, input.idea, actor);
  if (!place) return place.error();
  Answer answer = answer_of(input, writer, tx.now());
  const auto effect = decide_answer(place->redesign.state, place->idea, actor, answer, tx.now(), place->redesign.answer_days);
  if (!effect) return effect.error();
  answer.supersedes = find_current_answer(tx, input.idea).value_or(AnswerId{});
  move_to(tx, actor, place->idea, answer, *effect);
  const auto moved = ideas::find_idea(tx, input.idea).value();
  PublishedAnswer published;
  published.answer = append_answer(tx, moved, answer).value();
  save_due(tx, input.idea, effect->due_at);
  const nlohmann::json payload = {{"idea", input.idea.text()}, {"answer", published.answer.text()}, {"kind", name_of(answer.kind)}};
  published.seq = db::append_event(tx, actor.opaque_id, redesigns::channel_of(moved.redesign), redesigns::subject_of(moved.id), "answer.published",
                                   payload.dump());
  return published;
}

}  // namespace palabre::followup

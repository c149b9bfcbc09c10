// The act propose_idea. Called by the ideas API and the form of the propose page.
#include "ideas/propose_idea.hpp"

#include "db/event_log.hpp"
#include "ideas/draft.hpp"
#include "ideas/idea_access.hpp"
#include "ideas/idea_repo.hpp"
#include "media/picture_repo.hpp"

namespace palabre::ideas {
namespace {

constexpr std::string_view own_texts_sql =
    "SELECT title, body FROM idea WHERE author_id = $1 AND redesign_id = $2 AND state NOT IN ('draft', 'withdrawn')";

bool has_same_text(db::Tx& tx, PersonId author, RedesignId redesign, const IdeaText& text) {
  const auto title = folded(text.title);
  const auto body = folded(text.body);
  auto rows = tx.rows(own_texts_sql, author, redesign);
  while (rows.next())
    if (folded(rows.view(0)) == title && folded(rows.view(1)) == body) return true;
  return false;
}

Idea new_idea(const people::Actor& actor, const redesigns::Redesign& redesign, PhaseId phase, const ProposeIdea& input, const IdeaText& text, Instant now) {
  Idea idea;
  idea.channel = input.way.channel();
  idea.redesign = redesign.id;
  idea.phase = phase;
  idea.author = actor.person;
  idea.state = IdeaState::published;
  idea.language = text.language;
  idea.title = text.title;
  idea.body = text.body;
  idea.place = text.place.label;
  idea.latitude = text.place.latitude;
  idea.longitude = text.place.longitude;
  idea.answer_due_at = now.plus_ms(redesign.answer_days * ms_per_day);
  idea.created_at = now;
  idea.updated_at = now;
  return idea;
}

}  // namespace

Result<Proposed> propose_idea(db::Tx& tx, const people::Actor& actor, const ProposeIdea& input, const Limits& limits) {
  const auto redesign = load_visible_redesign(tx, input.redesign, actor);
  if (!redesign) return redesign.error();
  IdeaText text = input.text;
  text.tags = tidy_tags(text.tags);
  if (auto fits = check_idea_text(text, limits); !fits) return fits.error();
  const auto phase = input.way.is_late() ? Result<PhaseId>(input.way.late_phase) : decide_phase(tx, *redesign, redesigns::Act::propose);
  if (!phase) return phase.error();
  if (has_same_text(tx, actor.person, redesign->id, text))
    return refuse(Reason::already_exists, "you have already proposed this idea here", "title");

  const auto id = insert_idea(tx, {new_idea(actor, *redesign, *phase, input, text, tx.now()), {}, text.tags, ""});
  append_history(tx, id, {IdeaState::draft, IdeaState::submitted, actor.person, "", "author", tx.now(), "", ""});
  append_history(tx, id, {IdeaState::submitted, IdeaState::published, PersonId{}, "", "clock", tx.now(), "", ""});
  if (input.draft.is_set()) {
    if (owns_draft(tx, actor.person, input.draft)) media::move_pictures(tx, input.draft, id);
    forget_draft(tx, actor.person, input.draft);
  }
  const auto seq = db::append_event(tx, actor.opaque_id, redesigns::channel_of(redesign->id), redesigns::subject_of(id), "idea.published",
                                    R"({"idea":")" + id.text() + "\"}");
  return Proposed{id, seq};
}

}  // namespace palabre::ideas

// The act edit_idea. Called by the ideas API and the form of the edit page.
#include "ideas/edit_idea.hpp"

#include "db/event_log.hpp"
#include "ideas/idea_access.hpp"
#include "ideas/idea_repo.hpp"

#include <algorithm>

namespace palabre::ideas {
namespace {

IdeaText text_of(const Idea& idea, std::vector<std::string> tags) {
  return {idea.title, idea.body, idea.language, std::move(tags), {idea.place, idea.latitude, idea.longitude}};
}

IdeaText with_changes(IdeaText text, const EditIdea& input) {
  if (input.title) text.title = *input.title;
  if (input.body) text.body = *input.body;
  if (input.tags) text.tags = tidy_tags(*input.tags);
  if (input.place) text.place = *input.place;
  std::sort(text.tags.begin(), text.tags.end());
  return text;
}

bool is_same(const IdeaText& left, const IdeaText& right) {
  return left.title == right.title && left.body == right.body && left.tags == right.tags && left.place == right.place;
}

void save_text(db::Tx& tx, Idea idea, const IdeaText& text) {
  save_tags(tx, idea.id, text.tags);
  idea.place = text.place.label;
  idea.latitude = text.place.latitude;
  idea.longitude = text.place.longitude;
  save_place(tx, idea);
}

}  // namespace

Result<Edited> edit_idea(db::Tx& tx, const people::Actor& actor, const EditIdea& input, const Limits& limits) {
  const auto found = load_visible_idea(tx, input.idea, actor);
  if (!found) return found.error();
  const Idea& idea = found->idea;
  if (auto may = decide_edit(idea, actor); !may) return may.error();
  const auto phase = decide_phase(tx, found->redesign, redesigns::Act::edit_idea);
  if (!phase) return phase.error();
  if (input.version && *input.version != idea.version)
    return refuse(Reason::stale_version, "the idea is at version " + std::to_string(idea.version), "version");
  const IdeaText before = text_of(idea, load_tags(tx, idea.id));
  const IdeaText after = with_changes(before, input);
  if (auto fits = check_idea_text(after, limits); !fits) return fits.error();
  if (count_chars(input.note) > limits.reason_chars_max)
    return refuse(Reason::too_long, "at most " + std::to_string(limits.reason_chars_max) + " characters", "note");
  if (is_same(before, after)) return refuse(Reason::nothing_changed, "the text is the same as before");

  save_text(tx, idea, after);
  const int version = append_version(tx, idea, {0, "", true, after.title, after.body, input.note, actor.person, tx.now()});
  const auto seq = db::append_event(tx, actor.opaque_id, redesigns::channel_of(idea.redesign), redesigns::subject_of(idea.id), "idea.edited",
                                    R"({"idea":")" + idea.id.text() + R"(","version":)" + std::to_string(version) + "}");
  return Edited{version, seq};
}

}  // namespace palabre::ideas

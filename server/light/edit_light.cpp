// The act edit_light. Called by PUT /redesigns/{slug}/light and by the owner's page.
#include "light/edit_light.hpp"

#include "db/event_log.hpp"
#include "light/light_repo.hpp"
#include "redesigns/redesign.hpp"

namespace palabre::light {
namespace {

bool is_unchanged(const Light& before, const EditLight& wanted) {
  if (before.is_on != wanted.is_on || wanted.wants_new_question) return false;
  if (before.question.has_value() != wanted.question.has_value()) return false;
  return !before.question || is_same_question(*before.question, *wanted.question);
}

void save(db::Tx& tx, const redesigns::Redesign& redesign, const Light& before, const EditLight& wanted) {
  save_switch(tx, redesign.id, wanted.is_on);
  if (!before.question && !wanted.question) return;
  const bool has_answers = before.question && before.question->answers > 0;
  if (!has_answers || wanted.wants_new_question) {
    replace_question(tx, redesign.id, wanted.question);
    return;
  }
  Question words = *wanted.question;
  words.id = before.question->id;
  save_words(tx, words);
}

}  // namespace

Result<Light> edit_light(db::Tx& tx, const people::Actor& actor, const redesigns::Redesign& redesign, const EditLight& wanted) {
  if (auto may = redesigns::decide_redesign_edit(redesign.state, actor); !may) return may.error();
  const Light before = load_light(tx, redesign.id);
  const std::string_view language = redesign.languages.empty() ? std::string_view("fr") : std::string_view(redesign.languages.front());
  if (auto may = decide_light_edit(before, wanted, language); !may) return may.error();
  if (is_unchanged(before, wanted)) return refuse(Reason::nothing_changed, "nothing would change");
  save(tx, redesign, before, wanted);
  db::append_event(tx, actor.opaque_id, redesigns::channel_of(redesign.id), "", "redesign.edited", R"({"redesign":")" + redesign.id.text() + "\"}");
  return load_light(tx, redesign.id);
}

}  // namespace palabre::light

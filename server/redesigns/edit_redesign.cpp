// The act of editing a redesign.
// Called by PATCH /redesigns/{slug} and the owner's page.
#include "redesigns/edit_redesign.hpp"

#include "base/utf8.hpp"
#include "base/limits.hpp"
#include "db/event_log.hpp"
#include "people/person.hpp"
#include "people/person_repo.hpp"
#include "redesigns/redesign_store.hpp"

#include <nlohmann/json.hpp>

namespace palabre::redesigns {

namespace {

void set_languages(TextsByLanguage& texts, const TextsByLanguage& given) {
  for (const auto& [language, text] : given) {
    if (text.empty()) texts.erase(language);
    else texts[language] = text;
  }
}

void apply_texts(RedesignTexts& texts, const EditRedesign& input) {
  set_languages(texts.title, input.title);
  set_languages(texts.summary, input.summary);
  set_languages(texts.easy_read, input.easy_read);
  set_languages(texts.aim, input.aim);
  set_languages(texts.promise, input.promise);
  set_languages(texts.decides, input.decides);
  texts.can_change = input.can_change.value_or(texts.can_change);
  texts.fixed_points = input.fixed_points.value_or(texts.fixed_points);
}

void apply_facts(Redesign& redesign, const EditRedesign& input) {
  redesign.languages = input.languages.value_or(redesign.languages);
  redesign.power_level = input.power_level.value_or(redesign.power_level);
  redesign.service_area = input.service_area.value_or(redesign.service_area);
  redesign.territory = input.territory.value_or(redesign.territory);
  redesign.answer_days = input.answer_days.value_or(redesign.answer_days);
  redesign.organisation = input.organisation.value_or(redesign.organisation);
  if (input.latitude) redesign.latitude = input.latitude;
  if (input.longitude) redesign.longitude = input.longitude;
  if (input.population) redesign.population = input.population;
  if (input.budget_eur) redesign.budget_eur = input.budget_eur;
}

bool is_same(const Redesign& left, const Redesign& right) {
  return left.texts_json == right.texts_json && left.languages == right.languages && left.power_level == right.power_level &&
         left.service_area == right.service_area && left.territory == right.territory && left.answer_days == right.answer_days &&
         left.organisation == right.organisation && left.latitude == right.latitude && left.longitude == right.longitude &&
         left.population == right.population && left.budget_eur == right.budget_eur;
}

}  // namespace

Result<Redesign> edit_redesign(db::Tx& tx, const people::Actor& actor, const Redesign& before, const EditRedesign& input) {
  if (auto decision = decide_redesign_edit(before.state, actor); !decision) return decision.error();
  if (input.updated_at && *input.updated_at != before.updated_at)
    return refuse(Reason::stale_version, "somebody edited this redesign since you read it; read it again", "updated_at");
  Redesign redesign = before;
  RedesignTexts texts = parse_redesign_texts(before.texts_json);
  apply_texts(texts, input);
  apply_facts(redesign, input);
  if (auto checked = check_redesign(redesign, texts); !checked) return checked.error();
  if (input.organisation && redesign.organisation.is_set() && !people::find_organisation(tx, redesign.organisation))
    return refuse(Reason::not_found, "no such organisation", "organisation");
  redesign.texts_json = stored_json(texts);
  if (is_same(before, redesign)) return refuse(Reason::nothing_changed, "nothing in the redesign would change");
  const bool changes_power = redesign.power_level != before.power_level;
  if (changes_power && is_public(before.state) && count_chars(input.reason) < Limits{}.reason_chars_min)
    return refuse(Reason::reason_required, "Say publicly why the promise changes, in at least 10 characters.", "reason");
  save_redesign(tx, redesign);
  if (changes_power) append_redesign_history(tx, redesign.id, {before.power_level, redesign.power_level, actor.person, {}, tx.now(), input.reason, {}});
  db::append_event(tx, actor.opaque_id, channel_of(redesign.id), "", "redesign.edited", nlohmann::json{{"redesign", redesign.id.text()}}.dump());
  return *find_redesign(tx, redesign.id);
}

}  // namespace palabre::redesigns

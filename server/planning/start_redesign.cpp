// The acts of starting a redesign from a template or a copy.
// Called by POST /redesign-templates/{name}/redesigns, POST /redesigns/{slug}/copies and the page with the cards.
#include "planning/start_redesign.hpp"

#include "pages/local_time.hpp"
#include "people/grant_role.hpp"
#include "planning/calendar.hpp"
#include "planning/roadmap_repo.hpp"
#include "redesigns/redesign_store.hpp"

#include <algorithm>

namespace palabre::planning {

using redesigns::CreateRedesign;
using redesigns::NewPhase;
using redesigns::Redesign;
using redesigns::RedesignTexts;
using redesigns::TextsByLanguage;

namespace {

Instant start_of(Instant day) { return start_of_day(day_here(day)).value_or(day); }
Instant end_of(Instant day) { return end_of_day(day_here(day)).value_or(day); }

void keep_languages(TextsByLanguage& texts, const std::vector<std::string>& languages) {
  std::erase_if(texts, [&](const auto& one) { return std::find(languages.begin(), languages.end(), one.first) == languages.end(); });
}

void keep_languages(RedesignTexts& texts, const std::vector<std::string>& languages) {
  for (auto* one : {&texts.title, &texts.summary, &texts.easy_read, &texts.aim, &texts.promise, &texts.decides}) keep_languages(*one, languages);
  for (auto* list : {&texts.can_change, &texts.fixed_points})
    for (auto& point : *list) keep_languages(point, languages);
}

/// A title of one's own: translations of another title would say something else.
void set_title(RedesignTexts& texts, const std::string& language, const std::string& title) {
  if (!title.empty()) texts.title = {{language, title}};
}

std::vector<NewPhase> phases_of(const Template& from, Instant starts_on) {
  std::vector<NewPhase> phases;
  for (const TemplatePhase& phase : from.phases) {
    NewPhase made;
    made.type = phase.type;
    made.opens_at = plus_days(start_of(starts_on), phase.from_days);
    made.closes_at = end_of(plus_days(*made.opens_at, phase.days - 1));
    phases.push_back(made);
  }
  return phases;
}

std::string safeguards_text(const Template& from, const std::string& language) {
  std::string text;
  for (const TextsByLanguage& safeguard : from.safeguards)
    if (const auto words = safeguard.find(language); words != safeguard.end()) text += (text.empty() ? "- " : "\n- ") + words->second;
  return text;
}

}  // namespace

std::vector<NewPhase> phases_from(std::span<const redesigns::Phase> from, Instant starts_on) {
  std::optional<Instant> first;
  for (const auto& phase : from)
    if (phase.state != redesigns::PhaseState::skipped && phase.opens_at && (!first || *phase.opens_at < *first)) first = phase.opens_at;
  const std::int64_t days = first ? pages::days_between(*first, starts_on) : 0;
  const auto moved = [&](const std::optional<Instant>& date) { return date && first ? std::optional(plus_days(*date, days)) : std::nullopt; };
  std::vector<NewPhase> phases;
  for (const auto& phase : from) {
    if (phase.state == redesigns::PhaseState::skipped) continue;
    phases.push_back({phase.type, phase.stage, phase.titles, moved(phase.opens_at), moved(phase.closes_at), false});
  }
  return phases;
}

Result<Redesign> start_from_template(db::Tx& tx, const people::Actor& actor, const Template& from, const StartRedesign& input) {
  CreateRedesign wanted;
  wanted.redesign.slug = input.slug;
  wanted.redesign.state = redesigns::RedesignState::draft;
  wanted.redesign.languages = input.languages.empty() ? from.languages : input.languages;
  for (const std::string& language : wanted.redesign.languages)
    if (std::find(from.languages.begin(), from.languages.end(), language) == from.languages.end())
      return refuse(Reason::bad_field, "this template is not written in " + language, "languages");
  wanted.redesign.power_level = from.power_level;
  wanted.redesign.service_area = from.service_area;
  wanted.redesign.answer_days = from.answer_days;
  wanted.texts = from.texts;
  keep_languages(wanted.texts, wanted.redesign.languages);
  const std::string first = wanted.redesign.languages.front();
  set_title(wanted.texts, first, input.title);
  wanted.phases = phases_of(from, input.starts_on);
  const auto made = redesigns::create_redesign(tx, actor, wanted);
  if (!made) return made.error();
  if (const std::string text = safeguards_text(from, first); !text.empty()) {
    Roadmap roadmap;
    roadmap.answers[Question::obstacles] = {first, text};
    save_roadmap(tx, made->id, {}, roadmap);
  }
  return made;
}

Result<Redesign> start_from_copy(db::Tx& tx, const people::Actor& actor, const Redesign& from, const StartRedesign& input) {
  CreateRedesign wanted;
  wanted.redesign = from;
  wanted.redesign.id = {};
  wanted.redesign.slug = input.slug;
  wanted.redesign.state = redesigns::RedesignState::draft;
  wanted.redesign.created_at = wanted.redesign.updated_at = {};
  wanted.texts = redesigns::parse_redesign_texts(from.texts_json);
  if (from.languages.empty()) return refuse(Reason::bad_field, "the redesign to copy has no language", "redesign");
  set_title(wanted.texts, from.languages.front(), input.title);
  wanted.phases = phases_from(redesigns::load_phases(tx, from.id), input.starts_on);
  const auto made = redesigns::create_redesign(tx, actor, wanted);
  if (!made) return made.error();
  save_roadmap(tx, made->id, {}, load_roadmap(tx, from.id));
  if (!input.with_roles) return made;
  for (const auto& holder : people::load_role_holders(tx, from.id))
    if (auto granted = people::grant_role(tx, actor, {made->id, holder.person, holder.role}); !granted) return granted.error();
  return made;
}

}  // namespace palabre::planning

// Shows what each role may do now and after a phase moves, and the button that moves it.
// Called by phases_page.
#include "screens/phase_preview.hpp"

#include "light/light_repo.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using nlohmann::json;
using redesigns::Ability;
using redesigns::Act;
using redesigns::Participant;

namespace {

std::string_view act_key(Act act) {
  switch (act) {
    case Act::propose: return "phase_preview.propose";
    case Act::edit_idea: return "phase_preview.edit_idea";
    case Act::withdraw_idea: return "phase_preview.withdraw_idea";
    case Act::support: return "phase_preview.support";
    case Act::comment: return "phase_preview.comment";
    case Act::react: return "phase_preview.react";
    case Act::answer_question: return "phase_preview.answer_question";
  }
  return "phase_preview.propose";
}

std::string_view participant_key(Participant who) {
  switch (who) {
    case Participant::visitor: return "phase_preview.visitor";
    case Participant::person: return "phase_preview.person";
    case Participant::organisation: return "phase_preview.organisation";
    case Participant::author: return "phase_preview.author";
  }
  return "phase_preview.visitor";
}

/// "no longer", "from now on", "yes", "no": one word for now and after.
json cell_view(const Page& page, const Ability& ability) {
  const bool is_changed = ability.is_now != ability.is_after;
  const std::string_view key = ability.is_after ? (is_changed ? "phase_preview.newly" : "phase_preview.still") : is_changed ? "phase_preview.no_longer" : "phase_preview.never";
  return {{"text", page.text(key)}, {"is_yes", ability.is_after}, {"is_changed", is_changed}, {"who_text", page.text(participant_key(ability.who))}};
}

/// Without the light contributions this redesign does not take.
std::vector<Ability> offered(const Page& page, const RedesignAtHand& at, std::vector<Ability> abilities) {
  const auto light = light::load_light(page.db(), at.redesign.id);
  std::erase_if(abilities, [&](const Ability& ability) {
    if (ability.act == Act::answer_question) return !light.is_on || !light.question;
    return ability.act == Act::react && !light.is_on;
  });
  return abilities;
}

json table_view(const Page& page, const std::vector<Ability>& abilities) {
  json rows = json::array();
  for (std::size_t i = 0; i < abilities.size(); i += redesigns::participant_count) {
    json cells = json::array();
    for (std::size_t p = 0; p < redesigns::participant_count; ++p) cells.push_back(cell_view(page, abilities.at(i + p)));
    rows.push_back({{"act_text", page.text(act_key(abilities.at(i).act))}, {"cells", std::move(cells)}});
  }
  return rows;
}

/// A vote is cast in no other phase than its own: one row more.
json vote_row(const Page& page, const redesigns::Phase& phase, const redesigns::Transition& move) {
  const bool is_now = redesigns::state_at(phase, page.now()) == redesigns::PhaseState::open;
  const bool is_after = move.to == redesigns::PhaseState::open;
  json cells = json::array();
  for (std::size_t p = 0; p < redesigns::participant_count; ++p) {
    const auto who = static_cast<Participant>(p);
    const bool votes = who == Participant::person || who == Participant::author;
    cells.push_back(cell_view(page, {.who = who, .is_now = votes && is_now, .is_after = votes && is_after}));
  }
  return {{"act_text", page.text("vote.act")}, {"cells", std::move(cells)}};
}

std::string change_text(const Page& page, const redesigns::Transition& move) {
  const std::string state = page.text("phase.state." + std::string(redesigns::name_of(move.to)));
  if (move.to != redesigns::PhaseState::open) return page.text("phase_preview.becomes", {{"state", state}});
  if (!move.closes_at) return page.text("phase_preview.open_ended");
  return page.text("phase_preview.open_until", {{"day", day_words(page, *move.closes_at)}});
}

}  // namespace

http::Response show_phase_preview(Page& page, const RedesignAtHand& at, const redesigns::Phase& phase, const redesigns::Transition& move, const Form& sent) {
  const auto abilities = offered(page, at, redesigns::preview_transition(at.redesign.state, at.phases, phase.id, move, page.now()));
  bool is_any_change = false;
  for (const auto& ability : abilities) is_any_change = is_any_change || ability.is_now != ability.is_after;
  LocalText title = local_text(page, phase.titles, at.redesign.languages);
  if (title.text.empty()) title = {page.text("phase.type." + std::string(redesigns::name_of(phase.type))), page.language()};
  page.set_title(page.text("phase_preview.title"));
  add_redesign_crumb(page, at);
  page.add_crumb(page.text("phases.title"), "/redesigns/" + at.redesign.slug + "/phases").add_crumb(page.text("phase_preview.title"));
  json people = json::array();
  for (int p = 0; p < redesigns::participant_count; ++p) people.push_back({{"text", page.text(participant_key(static_cast<Participant>(p)))}});
  json hidden = json::array();
  for (const auto name : {"key", "phase", "to", "ends_at", "reason"}) {
    if (const std::string value = sent.value(name); !value.empty()) hidden.push_back({{"name", name}, {"value", value}});
  }
  const std::string back = page.href("/redesigns/" + at.redesign.slug + "/phases");
  json view = staff_head_view(page, at);
  view["phase_title"] = title.text;
  view["phase_lang"] = title.language;
  view["change_text"] = change_text(page, move);
  view["reason"] = sent.value("reason");
  view["people"] = std::move(people);
  view["rows"] = table_view(page, abilities);
  if (phase.type == redesigns::PhaseType::vote) view["rows"].push_back(vote_row(page, phase, move));
  view["summary_text"] = page.text(is_any_change ? "phase_preview.changes" : "phase_preview.no_changes");
  view["action"] = back;
  view["hidden"] = std::move(hidden);
  return page.show("phase_preview", with_submit_row(std::move(view), page.text("phase_preview.confirm"), back + "#phase-" + phase.id.text()));
}

}  // namespace palabre::screens

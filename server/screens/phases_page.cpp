// Running the phases of a redesign: what each may do now, its history, editing and adding. Joined into screens::routes().
// Who: moderators, the owner and administrators move phases; the owner and administrators also edit and add them.
#include "pages/local_time.hpp"
#include "redesigns/add_phase.hpp"
#include "redesigns/redesign.hpp"
#include "redesigns/redesign_store.hpp"
#include "redesigns/transition_phase.hpp"
#include "screens/page_routes.hpp"
#include "screens/phase_parts.hpp"
#include "screens/phase_preview.hpp"
#include "screens/staff_parts.hpp"
#include "screens/staff_rules.hpp"
#include "screens/vote_desk_parts.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using nlohmann::json;
using redesigns::Phase;
using redesigns::PhaseState;
using redesigns::PhaseType;
using redesigns::TransitionKind;

namespace {

constexpr http::Length title_length{1, 300};
/// Later than any end a phase may have; asked with it, a rule that wants a later end says yes.
constexpr std::int64_t far_ms = 100LL * 365 * ms_per_day;

std::string_view key_of(TransitionKind kind) {
  switch (kind) {
    case TransitionKind::open: return "phases.open";
    case TransitionKind::extend: return "phases.extend";
    case TransitionKind::close: return "phases.close";
    case TransitionKind::reopen: return "phases.reopen";
    case TransitionKind::skip: return "phases.skip";
    case TransitionKind::freeze: return "phases.freeze";
  }
  return "phases.open";
}

std::string move_id(const Phase& phase, PhaseState to) { return "phase-" + phase.id.text() + "-" + std::string(redesigns::name_of(to)); }
std::string edit_id(const Phase& phase) { return "phase-" + phase.id.text() + "-edit"; }
std::string phases_path(const RedesignAtHand& at) { return "/redesigns/" + at.redesign.slug + "/phases"; }

/// The forms for what the rules would accept of this reader now.
json moves_view(const Page& page, const RedesignAtHand& at, const Phase& phase, const people::Actor& reader, ActForms& forms) {
  json views = json::array();
  if (!redesigns::clock_runs(at.redesign.state)) return views;
  for (const PhaseState to : {PhaseState::open, PhaseState::closed, PhaseState::frozen, PhaseState::skipped}) {
    const redesigns::TransitionRequest probe{to, std::string(probe_reason), page.now().plus_ms(far_ms)};
    const auto possible = redesigns::decide_transition(phase, reader, probe, page.now());
    if (!possible) continue;
    ActForm act{.id = move_id(phase, to),
                .title = page.text(key_of(possible->kind)),
                .action = page.href(phases_path(at)),
                .hidden = {{"phase", phase.id.text()}, {"to", std::string(redesigns::name_of(to))}, {"do", "preview"}}};
    act.submit = page.text("phases.preview");
    if (to == PhaseState::open) {
      Field end = moment_field(page, "ends_at", "phases.ends_label");
      end.is_required = possible->kind == TransitionKind::extend;
      act.fields.push_back(end);
    }
    act.fields.push_back(public_reason_field(page, "phases.reason_label"));
    views.push_back(forms.view(page, act));
  }
  return views;
}

Field title_field(const Page& page, const std::string& language) {
  return {.name = "title." + language,
          .label = page.text("phases.title_label", {{"language", language_name(page, language)}}),
          .length = title_length,
          .is_required = false};
}

Field type_field(const Page& page) {
  Field field{.name = "type", .label = page.text("phases.type_label"), .kind = FieldKind::select};
  for (int i = 0; i <= static_cast<int>(PhaseType::evaluation); ++i) {
    const std::string name(redesigns::name_of(static_cast<PhaseType>(i)));
    field.options.push_back({name, page.text("phase.type." + name)});
  }
  return field;
}

std::string local_text_of(const std::optional<Instant>& moment) { return moment ? pages::local_time_text(*moment) : std::string(); }

/// Whether type and dates may still be edited, asked with a date moved.
bool may_edit_dates(const RedesignAtHand& at, const Phase& phase, Instant now) {
  Phase changed = phase;
  changed.opens_at.reset();
  changed.closes_at = now.plus_ms(far_ms);
  return redesigns::decide_phase_edit(phase, changed, redesigns::clock_runs(at.redesign.state) ? now : Instant{}).has_value();
}

ActForm edit_form(const Page& page, const RedesignAtHand& at, const Phase& phase) {
  ActForm act{.id = edit_id(phase),
              .title = page.text("phases.edit"),
              .action = page.href(phases_path(at)),
              .hidden = {{"phase", phase.id.text()}, {"do", "edit"}}};
  for (const auto& language : text_languages(page, at.redesign.languages)) {
    act.fields.push_back(title_field(page, language));
    const auto title = phase.titles.find(language);
    act.values.emplace_back("title." + language, title == phase.titles.end() ? std::string() : title->second);
  }
  if (!may_edit_dates(at, phase, page.now())) {
    act.title = page.text("phases.edit_titles");
    return act;
  }
  act.fields.push_back(type_field(page));
  act.values.emplace_back("type", redesigns::name_of(phase.type));
  act.fields.push_back(moment_field(page, "opens_at", "phases.starts_label"));
  act.values.emplace_back("opens_at", local_text_of(phase.opens_at));
  act.fields.push_back(moment_field(page, "closes_at", "phases.ends_label"));
  act.values.emplace_back("closes_at", local_text_of(phase.closes_at));
  return act;
}

/// A person, the clock, or the import that brought the phase with its past.
std::string mover_of(const Page& page, const redesigns::HistoryEntry& entry) {
  if (entry.person.is_set()) return entry.person_name;
  return page.text(entry.reason == "clock" ? "event.by_clock" : "event.imported");
}

json log_view(const Page& page, const Phase& phase) {
  json lines = json::array();
  for (const auto& entry : redesigns::load_phase_history(page.db(), phase.id)) {
    const std::string who = mover_of(page, entry);
    std::string what = page.text("phase.state." + entry.to);
    if (entry.from == entry.to && entry.to == "open" && entry.ends_at) what = page.text("phase.extended", {{"day", day_words(page, *entry.ends_at)}, {"reason", entry.reason}});
    else if (entry.person.is_set() && !entry.reason.empty()) what = page.text("phases.log_reason", {{"state", what}, {"reason", entry.reason}});
    lines.push_back({{"text", page.text("phases.log", {{"when", pages::format_moment(page.language(), entry.at)}, {"who", who}, {"what", what}})}});
  }
  return lines;
}

/// Where the vote of such a phase is set up, or its polling desk once the texts are frozen: address and words.
std::pair<std::string, std::string> vote_link(const Page& page, const RedesignAtHand& at, const Phase& phase, const people::Actor& reader) {
  if (phase.type != PhaseType::vote) return {};
  const auto vote = votes::find_vote_of_phase(page.db(), phase.id);
  if (vote && vote->frozen_at) return {page.href(polling_desk_path(vote->id)), page.text("vote_desk.link")};
  if (!reader.is_owner() && !reader.is_admin) return {};
  return {page.href(vote_setup_path(at, phase.id)), page.text("vote_desk.setup_link")};
}

json phase_view(const Page& page, const RedesignAtHand& at, const Phase& phase, const people::Actor& reader, ActForms& forms) {
  const PhaseState state = redesigns::shown_state(at.redesign.state, phase, page.now());
  const std::string type = page.text("phase.type." + std::string(redesigns::name_of(phase.type)));
  const LocalText title = local_text(page, phase.titles, at.redesign.languages);
  json acts = moves_view(page, at, phase, reader, forms);
  if (redesigns::decide_redesign_edit(at.redesign.state, reader)) acts.push_back(forms.view(page, edit_form(page, at, phase)));
  json log = log_view(page, phase);
  const auto [vote_href, vote_text] = vote_link(page, at, phase, reader);
  return {{"vote_href", vote_href},
          {"vote_text", vote_text},
          {"id", phase.id.value},
          {"key", "phase-" + phase.id.text()},
          {"is_current", state == PhaseState::open},
          {"state_text", page.text("phase.state." + std::string(redesigns::name_of(state)))},
          {"kind_text", type},
          {"lang", title.text.empty() ? page.language() : title.language},
          {"title", title.text.empty() ? type : title.text},
          {"dates_text", phase_dates_text(page, phase)},
          {"has_log", !log.empty()},
          {"log", std::move(log)},
          {"acts", std::move(acts)}};
}

json add_view(const Page& page, const RedesignAtHand& at, ActForms& forms) {
  Form& form = forms.form("add");
  form.fill("type", "ideas");
  json fields = json::array();
  const auto add = [&](const Field& field) { fields.push_back(with_id_suffix(form.field_view(page, field), "-add")); };
  add(type_field(page));
  for (const auto& language : text_languages(page, at.redesign.languages)) add(title_field(page, language));
  add(moment_field(page, "opens_at", "phases.starts_label"));
  add(moment_field(page, "closes_at", "phases.ends_label"));
  json view = {{"action", page.href(phases_path(at))}, {"form_key", form.key()}, {"fields", std::move(fields)}};
  return with_submit_row(std::move(view), page.text("phases.add_submit"), "");
}

http::Response show_phases(Page& page, const RedesignAtHand& at, ActForms forms) {
  const people::Actor reader = page.actor(at.redesign.id);
  page.set_title(page.text("phases.title"));
  add_redesign_crumb(page, at);
  page.add_crumb(page.text("phases.title"));
  json phases = json::array();
  for (const Phase& phase : at.phases) phases.push_back(phase_view(page, at, phase, reader, forms));
  json view = staff_head_view(page, at);
  view["phases"] = std::move(phases);
  view["add"] = redesigns::decide_redesign_edit(at.redesign.state, reader) ? add_view(page, at, forms) : json(false);
  view["errors"] = forms.errors_view(page);
  return page.show("phases", view, forms.status());
}

Result<RedesignAtHand> open_phases(Page& page) {
  auto at = open_redesign(page, page.call().path_value("slug"));
  if (!at) return at.error();
  const people::Actor& reader = page.actor(at->redesign.id);
  if (!reader.is_moderator() && !reader.is_owner() && !reader.is_admin)
    return refuse(Reason::not_allowed, "phases are moved by the moderators and the owner of the redesign");
  return at;
}

Result<http::Response> get_phases(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_phases(*page);
  if (!at) return at.error();
  return show_phases(*page, *at, {});
}

// ---- the three forms

struct Wanted {
  enum class Act { move, preview, edit, add } act{};
  PhaseId phase;
  redesigns::TransitionRequest move;
  redesigns::EditPhase edit;
  redesigns::NewPhase add;
};

redesigns::TextsByLanguage read_titles(http::Input& input) {
  const auto pairs = input.texts_by_language("title", title_length);
  return {pairs.begin(), pairs.end()};
}

std::optional<PhaseType> read_type(http::Input& input) {
  const auto name = input.optional_line("type", {1, 40});
  if (!name) return std::nullopt;
  const auto type = redesigns::phase_type_of(*name);
  if (!type) input.refuse_field(Reason::bad_field, "type", "no such type of phase");
  return type;
}

void read_move(http::Input& input, std::size_t reason_chars_max, redesigns::TransitionRequest& move) {
  const auto to = redesigns::phase_state_of(input.line("to", {1, 40}));
  if (!to) input.refuse_field(Reason::bad_field, "to", "not a state of a phase");
  move.to = to.value_or(PhaseState::open);
  move.ends_at = read_moment(input, "ends_at");
  move.reason = input.optional_text("reason", {1, reason_chars_max}).value_or("");
}

Result<Wanted> read_wanted(const Page& page) {
  auto input = http::Input::read(page.call().request);
  if (!input) return input.error();
  input->ignore("key");
  Wanted wanted;
  wanted.phase = PhaseId{input->optional_integer("phase", 1, INT64_MAX).value_or(0)};
  const auto way = input->optional_choice("do", {"edit", "preview"});
  wanted.act = !wanted.phase.is_set() ? Wanted::Act::add : way == 0U ? Wanted::Act::edit : way == 1U ? Wanted::Act::preview : Wanted::Act::move;
  if (wanted.act == Wanted::Act::move || wanted.act == Wanted::Act::preview) {
    read_move(*input, page.call().services.limits->reason_chars_max, wanted.move);
  } else {
    const auto type = read_type(*input);
    const auto titles = read_titles(*input);
    const bool has_opening = input->is_sent("opens_at");
    const bool has_end = input->is_sent("closes_at");
    const auto opens_at = read_moment(*input, "opens_at");
    const auto closes_at = read_moment(*input, "closes_at");
    wanted.edit = {type, {}, titles, {}, {}, {}};
    if (has_opening) wanted.edit.opens_at = opens_at;
    if (has_end) wanted.edit.closes_at = closes_at;
    wanted.add = {type.value_or(PhaseType::ideas), {}, titles, opens_at, closes_at, false};
  }
  if (auto refusal = input->refusal()) return *refusal;
  return wanted;
}

const Phase* find_in(const RedesignAtHand& at, PhaseId id) {
  const auto found = std::find_if(at.phases.begin(), at.phases.end(), [&](const Phase& phase) { return phase.id == id; });
  return found == at.phases.end() ? nullptr : &*found;
}

Result<Phase> act_on(Page& page, const RedesignAtHand& at, const Wanted& wanted) {
  const people::Actor& actor = page.actor(at.redesign.id);
  if (wanted.act == Wanted::Act::add) return redesigns::add_phase(page.db(), actor, at.redesign, wanted.add);
  const Phase* phase = find_in(at, wanted.phase);
  if (!phase) return refuse(Reason::not_found, "no such phase here", "phase");
  if (wanted.act == Wanted::Act::edit) return redesigns::edit_phase(page.db(), actor, *phase, wanted.edit);
  return redesigns::transition_phase(page.db(), actor, phase->id, wanted.move);
}

/// Which of the page's forms was sent.
std::string sent_id(const Form& form) {
  if (form.value("phase").empty()) return "add";
  return "phase-" + form.value("phase") + "-" + (form.value("do") == "edit" ? "edit" : form.value("to"));
}

Result<http::Response> post_phases(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_phases(*page);
  if (!at) return at.error();
  const auto wanted = read_wanted(*page);
  if (wanted && wanted->act == Wanted::Act::preview) {
    const Phase* phase = find_in(*at, wanted->phase);
    if (!phase) return refuse(Reason::not_found, "no such phase here", "phase");
    if (const auto move = redesigns::decide_transition(*phase, page->actor(at->redesign.id), wanted->move, page->now()); move)
      return show_phase_preview(*page, *at, *phase, *move, Form::typed(call.request));
    else if (Form form = Form::typed(call.request); form.take(move.error()))
      return show_phases(*page, *at, ActForms(sent_id(form), std::move(form)));
    else
      return move.error();
  }
  const auto phase = wanted ? act_on(*page, *at, *wanted) : Result<Phase>(wanted.error());
  if (!phase) {
    Form form = Form::typed(call.request);
    if (!form.take(phase.error())) return phase.error();
    const std::string id = sent_id(form);
    return show_phases(*page, *at, ActForms(id, std::move(form)));
  }
  const std::string_view notice = wanted->act == Wanted::Act::add ? "phase_added" : wanted->act == Wanted::Act::edit ? "phase_saved" : "phase_moved";
  return go_to(*page, phases_path(*at) + "#phase-" + phase->id.text(), notice);
}

}  // namespace

http::Routes phases_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/redesigns/{slug}/phases", Who::moderator, Kind::read, Cost::normal, Audience::mine, get_phases},
      {Method::post, "/{lang}/redesigns/{slug}/phases", Who::moderator, Kind::write, Cost::normal, Audience::mine, post_phases},
  };
}

}  // namespace palabre::screens

// Opening a redesign, and changing its texts, its frame and its state. Joined into screens::routes().
// Who: new, administrators; texts and frame, the owner and administrators; the state, whoever the table of redesigns/redesign.cpp says.
#include "planning/roadmap_repo.hpp"
#include "redesigns/readiness.hpp"
#include "redesigns/transition_redesign.hpp"
#include "screens/page_routes.hpp"
#include "screens/redesign_form.hpp"
#include "screens/roadmap_advice.hpp"
#include "screens/staff_parts.hpp"
#include "screens/staff_rules.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <array>

namespace palabre::screens {

using nlohmann::json;
using redesigns::RedesignState;

namespace {

constexpr std::array states{RedesignState::draft,     RedesignState::review,    RedesignState::announced, RedesignState::open,    RedesignState::paused,
                            RedesignState::follow_up, RedesignState::evaluated, RedesignState::archived,  RedesignState::cancelled};
/// Facts under which no move is held up: with them the table alone speaks.
constexpr redesigns::RedesignFacts ready{true, true, 0};

bool may_move(const redesigns::Redesign& redesign, RedesignState to, const people::Actor& reader, const redesigns::RedesignFacts& facts) {
  return redesigns::decide_redesign_transition(redesign.state, to, reader, probe_reason, facts).has_value();
}

// ---- a new one

Result<void> decide_new(const Page& page) {
  if (page.is_signed_in() && page.call().viewer->is_admin) return {};
  return refuse(Reason::not_allowed, "redesigns are created by an administrator, who can then name owners");
}

http::Response show_new(Page& page, Form& form) {
  const std::string heading = page.text("redesign_form.new_title");
  page.set_title(heading).add_crumb(heading, "/redesigns/new").add_crumb(page.text("start.blank"));
  const auto languages = text_languages(page, {page.language()});
  form.fill("power_level", "involve").fill("answer_days", "30").fill("languages", page.language());
  json view = {{"heading_text", heading},
               {"intro_text", page.text("redesign_form.intro")},
               {"has_acts", false},
               {"acts", json::array()}};
  json edit = {{"action", page.href("/redesigns/new/blank")},
               {"draft_key", "redesign:new"},
               {"form_key", form.key()},
               {"updated_at", ""},
               {"groups", redesign_groups_view(page, form, FormUse::create, languages)}};
  view["errors"] = form.errors_view(page);
  view["edit"] = with_submit_row(std::move(edit), page.text("redesign_form.submit_new"), page.href("/redesigns/new"));
  return page.show("redesign_form", view, form.status());
}

Result<http::Response> get_new(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  if (auto may = decide_new(*page); !may) return may.error();
  Form form;
  return show_new(*page, form);
}

Result<http::Response> post_new(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  if (auto may = decide_new(*page); !may) return may.error();
  const auto wanted = read_create_form(*page);
  const auto created = wanted ? redesigns::create_redesign(page->db(), people::load_actor(page->db(), *call.viewer, RedesignId{}), *wanted)
                              : Result<redesigns::Redesign>(wanted.error());
  if (!created) {
    Form form = Form::typed(call.request);
    Refusal refusal = created.error();
    if (refusal.field == "title" && wanted) refusal.field = "title." + wanted->redesign.languages.front();
    if (!form.take(refusal)) return refusal;
    return show_new(*page, form);
  }
  return go_to(*page, "/redesigns/" + created->slug + "/roadmap/edit", "redesign_added");
}

// ---- one that is there

std::string settings_path(const RedesignAtHand& at) { return "/redesigns/" + at.redesign.slug + "/settings"; }

/// Why a move that is this reader's to make must wait; empty when it need not.
std::string waits_for(const Page& page, const redesigns::Redesign& redesign, RedesignState to, const people::Actor& reader, const redesigns::RedesignFacts& facts) {
  if (may_move(redesign, to, reader, facts)) return {};
  if (to == RedesignState::review) return page.text("redesign_form.needs_promise");
  if (to == RedesignState::announced) {
    std::string words = page.text("redesign_form.needs_all");
    for (const auto item : redesigns::blocking_items(facts)) words += " " + page.text("roadmap.blocking." + std::string(redesigns::name_of(item)));
    return words;
  }
  if (facts.unanswered == 0) return page.count("redesign_form.needs_commitments", facts.uncommitted);
  return page.count("redesign_form.needs_answers", facts.unanswered);
}

/// What does not hold the announcement up and should be looked at again first.
std::string doubts_before(const Page& page, const RedesignAtHand& at, RedesignState to) {
  if (to != RedesignState::announced) return {};
  std::string words;
  for (const Doubt& doubt : doubts_of(page, effort_at_hand(page, at, planning::load_roadmap(page.db(), at.redesign.id)))) words += (words.empty() ? "" : " ") + doubt.text;
  return words;
}

json moves_view(const Page& page, const RedesignAtHand& at, const people::Actor& reader, ActForms& forms) {
  const auto facts = redesigns::load_redesign_facts(page.db(), at.redesign);
  json views = json::array();
  for (const auto to : states) {
    if (!may_move(at.redesign, to, reader, ready)) continue;
    const std::string name(redesigns::name_of(to));
    ActForm act{.id = name,
                .title = page.text("redesign_form.to_" + name),
                .action = page.href("/redesigns/" + at.redesign.slug + "/state"),
                .hidden = {{"to", name}},
                .hint = waits_for(page, at.redesign, to, reader, facts),
                .fields = {public_reason_field(page, "redesign_form.state_reason_label")}};
    const bool waits = !act.hint.empty();
    if (!waits) act.hint = doubts_before(page, at, to);
    views.push_back(!waits ? json{{"text", ""}, {"form", forms.view(page, act)}} : json{{"text", act.title + " – " + act.hint}, {"form", false}});
  }
  return views;
}

http::Response show_settings(Page& page, const RedesignAtHand& at, Form form, ActForms forms) {
  const people::Actor reader = page.actor(at.redesign.id);
  const std::string heading = page.text("redesign_form.edit_title");
  page.set_title(heading);
  add_redesign_crumb(page, at);
  page.add_crumb(heading);
  // After somebody else's edit was told, sending the form again is meant.
  const bool is_told = form.status() == http::problem_status(Reason::stale_version);
  const std::string read_at = form.value("updated_at");
  fill_redesign_form(form, at.redesign, at.texts);
  if (!read_at.empty() && !is_told) form.set("updated_at", read_at);
  const std::string state = page.text("redesign.state." + std::string(redesigns::name_of(at.redesign.state)));
  json acts = moves_view(page, at, reader, forms);
  json edit = false;
  if (redesigns::decide_redesign_edit(at.redesign.state, reader)) {
    json fields = {{"action", page.href(settings_path(at))},
                   {"draft_key", ""},
                   {"form_key", form.key()},
                   {"updated_at", form.value("updated_at")},
                   {"groups", redesign_groups_view(page, form, FormUse::edit, text_languages(page, at.redesign.languages))}};
    edit = with_submit_row(std::move(fields), page.text("redesign_form.submit"), page.href("/redesigns/" + at.redesign.slug));
  }
  json view = {{"heading_text", heading},
               {"intro_text", page.text("redesign_form.state_now", {{"state", state}})},
               {"errors", form.is_refused() ? form.errors_view(page) : forms.errors_view(page)},
               {"edit", std::move(edit)},
               {"has_acts", !acts.empty()},
               {"acts", std::move(acts)}};
  return page.show("redesign_form", view, form.is_refused() ? form.status() : forms.status());
}

Result<RedesignAtHand> open_settings(Page& page) {
  auto at = open_redesign(page, page.call().path_value("slug"));
  if (!at) return at.error();
  if (!may_open_settings(at->redesign, page.actor(at->redesign.id))) {
    const auto may = redesigns::decide_redesign_edit(at->redesign.state, page.actor(at->redesign.id));
    return may.error();
  }
  return at;
}

Result<http::Response> get_settings(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_settings(*page);
  if (!at) return at.error();
  return show_settings(*page, *at, {}, {});
}

Result<http::Response> post_settings(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_settings(*page);
  if (!at) return at.error();
  const people::Actor& actor = page->actor(at->redesign.id);
  if (auto may = redesigns::decide_redesign_edit(at->redesign.state, actor); !may) return may.error();
  const auto wanted = read_edit_form(*page, at->redesign);
  const auto edited = wanted ? redesigns::edit_redesign(page->db(), actor, at->redesign, *wanted) : Result<redesigns::Redesign>(wanted.error());
  if (!edited) {
    Form form = Form::typed(call.request);
    Refusal refusal = edited.error();
    if (refusal.field == "title") refusal.field = "title." + at->redesign.languages.front();
    if (!form.take(refusal)) return refusal;
    return show_settings(*page, *at, std::move(form), {});
  }
  return go_to(*page, "/redesigns/" + at->redesign.slug, "redesign_saved");
}

Result<http::Response> post_state(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_settings(*page);
  if (!at) return at.error();
  const auto move = [&]() -> Result<void> {
    auto input = http::Input::read(call.request);
    if (!input) return input.error();
    input->ignore("key");
    const auto to = redesigns::redesign_state_of(input->line("to", {1, 40}));
    const std::string reason = input->text("reason", {call.services.limits->reason_chars_min, call.services.limits->reason_chars_max});
    if (!to) input->refuse_field(Reason::bad_field, "to", "not a state of a redesign");
    if (auto refusal = input->refusal()) return *refusal;
    const auto moved = redesigns::transition_redesign(page->db(), page->actor(at->redesign.id), at->redesign, {*to, reason});
    if (!moved) return moved.error();
    return {};
  };
  if (auto moved = move(); !moved) {
    Form form = Form::typed(call.request);
    if (!form.take(moved.error())) return moved.error();
    const std::string to = form.value("to");
    return show_settings(*page, *at, {}, ActForms(to, std::move(form)));
  }
  return go_to(*page, "/redesigns/" + at->redesign.slug, "redesign_moved");
}

}  // namespace

http::Routes redesign_form_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/redesigns/new/blank", Who::admin, Kind::read, Cost::normal, Audience::mine, get_new},
      {Method::post, "/{lang}/redesigns/new/blank", Who::admin, Kind::write, Cost::normal, Audience::mine, post_new},
      {Method::get, "/{lang}/redesigns/{slug}/settings", Who::moderator, Kind::read, Cost::normal, Audience::mine, get_settings},
      {Method::post, "/{lang}/redesigns/{slug}/settings", Who::owner, Kind::write, Cost::normal, Audience::mine, post_settings},
      {Method::post, "/{lang}/redesigns/{slug}/state", Who::moderator, Kind::write, Cost::normal, Audience::mine, post_state},
  };
}

}  // namespace palabre::screens

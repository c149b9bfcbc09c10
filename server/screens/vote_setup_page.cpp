// Sets up the vote of a phase: question, method, ideas and own texts on the ballot; then its preview, and the freeze.
// Joined into screens::routes(). Who: the owner and administrators.
#include "ideas/idea_repo.hpp"
#include "screens/page_routes.hpp"
#include "screens/phase_parts.hpp"
#include "screens/vote_setup_form.hpp"
#include "screens/wording.hpp"
#include "votes/acts.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using nlohmann::json;
using redesigns::PhaseState;

namespace {

bool sets_votes_up(const people::Actor& reader) { return reader.is_owner() || reader.is_admin; }

/// By the address of the phase. Refuses: not_found, not_allowed.
Result<VoteSetup> open_setup(Page& page) {
  auto at = open_redesign(page, page.call().path_value("slug"));
  if (!at) return at.error();
  people::Actor reader = page.actor(at->redesign.id);
  if (!sets_votes_up(reader)) return refuse(Reason::not_allowed, "the owner of this redesign sets its votes up");
  const auto id = page.call().path_id<PhaseId>("phase");
  if (!id) return id.error();
  const auto phase = std::find_if(at->phases.begin(), at->phases.end(), [&](const auto& one) { return one.id == *id; });
  if (phase == at->phases.end() || phase->type != redesigns::PhaseType::vote) return refuse(Reason::not_found, "no such vote phase here", "phase");
  redesigns::Phase found = *phase;
  return VoteSetup{std::move(found), votes::find_vote_of_phase(page.db(), *id), std::move(*at), std::move(reader)};
}

/// By the vote, for the freeze. Refuses: not_found, not_allowed.
Result<VoteSetup> open_setup_of_vote(Page& page) {
  auto desk = open_polling_desk(page);
  if (!desk) return desk.error();
  if (!sets_votes_up(desk->reader)) return refuse(Reason::not_allowed, "the owner of this redesign freezes its ballots");
  return VoteSetup{std::move(desk->here.phase), std::move(desk->here.vote), std::move(desk->here.at), std::move(desk->reader)};
}

/// Numbers of the ideas that are not shortlisted yet: "2, 5".
std::string unready_numbers(const Page& page, const votes::Vote& vote) {
  std::string numbers;
  for (const auto& option : vote.options) {
    const auto idea = option.idea.is_set() ? ideas::find_idea(page.db(), option.idea) : std::nullopt;
    if (idea && idea->state == ideas::IdeaState::published) numbers += (numbers.empty() ? "" : ", ") + std::to_string(option.position);
  }
  return numbers;
}

/// Why the texts cannot be frozen now; empty: they can, or they are.
std::string why_not_freeze(const Page& page, const VoteSetup& setup, const Result<void>& may) {
  if (setup.vote->frozen_at) return {};
  const std::string numbers = unready_numbers(page, *setup.vote);
  if (!numbers.empty()) return page.text("vote_setup.not_shortlisted", {{"numbers", numbers}});
  if (may) return {};
  if (may.error().reason != Reason::bad_field) return page.text("vote_setup.not_a_vote");
  const bool has_dates = setup.phase.opens_at && setup.phase.closes_at;
  return page.text(has_dates ? "vote_setup.too_soon" : "vote_setup.no_dates");
}

json preview_view(const Page& page, const VoteSetup& setup, Form& form) {
  if (!setup.vote) return false;
  const VoteOnPage here{*setup.vote, setup.phase, redesigns::state_at(setup.phase, page.now()), setup.at};
  const auto may = votes::decide_freeze(setup.reader, setup.phase, *setup.vote, page.now());
  const std::string why_not = why_not_freeze(page, setup, may);
  const LocalText question = vote_question(page, *setup.vote, setup.at.redesign);
  const bool has_dates = setup.phase.opens_at && setup.phase.closes_at;
  json freeze = false;
  if (may && why_not.empty()) {
    freeze = bare_form_view(page, vote_path(setup.vote->id, "/freeze"), form);
    freeze["field"] = form.field_view(page, public_reason_field(page, "phases.reason_label"));
  }
  return {{"question", question.text},
          {"question_lang", question.language},
          {"rule_text", ballot_rule_text(page, *setup.vote, "vote_setup.rule")},
          {"options", ballot_lines_view(page, here)},
          {"when_text", has_dates ? page.text("vote_setup.when", {{"opens", moment_text(page, setup.phase.opens_at)}, {"closes", moment_text(page, setup.phase.closes_at)}})
                                  : std::string()},
          {"why_not_text", why_not},
          {"phases_href", may || may.error().reason != Reason::bad_field ? std::string() : page.href("/redesigns/" + setup.at.redesign.slug + "/phases#phase-" + setup.phase.id.text())},
          {"freeze", std::move(freeze)}};
}

/// `sent`: the form that was refused, if any; `is_freeze`: it was the one below the preview.
http::Response show_setup(Page& page, const VoteSetup& setup, Form sent, bool is_freeze) {
  page.set_title(page.text("vote_setup.title"));
  add_redesign_crumb(page, setup.at);
  page.add_crumb(page.text("phases.title"), "/redesigns/" + setup.at.redesign.slug + "/phases").add_crumb(page.text("vote_setup.title"));
  Form other;
  Form& definition = is_freeze ? other : sent;
  Form& reason = is_freeze ? sent : other;
  const LocalText title = local_text(page, setup.phase.titles, setup.at.redesign.languages);
  json view = staff_head_view(page, setup.at);
  view["heading_text"] = page.text("vote_setup.title");
  view["phase_title"] = title.text.empty() ? page.text("phase.type.vote") : title.text;
  view["phase_lang"] = title.text.empty() ? page.language() : title.language;
  view["dates_text"] = phase_dates_text(page, setup.phase);
  const auto may_define = votes::decide_define(setup.reader, setup.phase, setup.vote);
  const bool is_frozen = setup.vote && setup.vote->frozen_at;
  view["state_kind"] = is_frozen ? "good" : "warn";
  view["state_text"] = is_frozen ? page.text("vote_setup.frozen", {{"when", moment_text(page, setup.vote->frozen_at)}})
                       : may_define ? std::string()
                                    : page.text("vote_setup.not_a_vote");
  view["desk_href"] = setup.vote ? page.href(polling_desk_path(setup.vote->id)) : std::string();
  view["preview"] = preview_view(page, setup, reason);
  if (may_define) fill_vote_form(setup, definition);
  view["form"] = may_define ? vote_form_view(page, setup, definition) : json(false);
  const Form& refused = is_freeze ? reason : definition;
  view["errors"] = refused.errors_view(page);
  return page.show("vote_setup", view, refused.status());
}

Result<http::Response> get_setup(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto setup = open_setup(*page);
  if (!setup) return setup.error();
  return show_setup(*page, *setup, {}, false);
}

Result<http::Response> post_setup(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto setup = open_setup(*page);
  if (!setup) return setup.error();
  Form form = Form::typed(call.request);
  if (add_vote_row(form)) return show_setup(*page, *setup, std::move(form), false);
  const auto wanted = read_vote_form(*page, *setup);
  const auto vote = wanted ? votes::define_vote(page->db(), setup->reader, setup->phase.id, *wanted) : Result<votes::Vote>(wanted.error());
  if (vote) return go_to(*page, vote_setup_path(setup->at, setup->phase.id), "vote_saved");
  const Refusal refusal = in_vote_form(*setup, vote.error());
  if (!form.take(refusal)) return refusal;
  return show_setup(*page, *setup, std::move(form), false);
}

Result<http::Response> post_freeze(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto setup = open_setup_of_vote(*page);
  if (!setup) return setup.error();
  auto input = http::Input::from_form(call.request.body);
  if (!input) return input.error();
  input->ignore("key");
  const std::string reason = input->optional_text("reason", {0, call.services.limits->reason_chars_max}).value_or("");
  const auto unread = input->refusal();
  const auto frozen = unread ? Result<votes::Vote>(*unread) : votes::freeze_vote(page->db(), setup->reader, setup->vote->id, reason);
  if (frozen) return go_to(*page, vote_setup_path(setup->at, setup->phase.id), "vote_frozen");
  Form form = Form::typed(call.request);
  if (!form.take(frozen.error())) return frozen.error();
  return show_setup(*page, *setup, std::move(form), true);
}

}  // namespace

http::Routes vote_setup_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/redesigns/{slug}/phases/{phase}/vote", Who::owner, Kind::read, Cost::normal, Audience::mine, get_setup},
      {Method::post, "/{lang}/redesigns/{slug}/phases/{phase}/vote", Who::owner, Kind::write, Cost::normal, Audience::mine, post_setup},
      {Method::post, "/{lang}/votes/{id}/freeze", Who::owner, Kind::write, Cost::normal, Audience::mine, post_freeze},
  };
}

}  // namespace palabre::screens

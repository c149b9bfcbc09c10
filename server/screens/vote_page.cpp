// The page of a vote for everybody: what is voted on, the ballot or why there is none, what happens next, the results.
// Joined into screens::routes().
#include "pages/localised.hpp"
#include "screens/ballot_parts.hpp"
#include "screens/page_routes.hpp"
#include "screens/wording.hpp"
#include "votes/acts.hpp"
#include "votes/vote_act.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using nlohmann::json;
using redesigns::PhaseState;

namespace {

/// What this reader can do now, or why not and what instead.
struct Standing {
  std::string key;              // of the words "vote.now.<key>_title" and "_text"
  std::string_view kind = "info";
  std::string action_key = {};  // a button: its words and where it leads
  std::string action_href = {};
};

Standing standing_by_state(const Page& page, const VoteOnPage& here) {
  switch (here.state) {
    case PhaseState::planned: {
      const bool is_late = here.phase.opens_at && *here.phase.opens_at <= page.now();
      return {is_late ? "not_ready" : "preparing", is_late ? "warn" : "info"};
    }
    case PhaseState::frozen: return {"frozen"};
    case PhaseState::counted: return {"counted"};
    case PhaseState::results_published: return {"published", "good", "vote.action_results", "#result"};
    case PhaseState::skipped: return {"skipped", "quiet"};
    default: return {"closed"};
  }
}

Standing standing_of(const Page& page, const VoteOnPage& here, const Result<void>& may, const votes::Elector& elector) {
  if (may) return {"ready", "good"};
  if (here.state != PhaseState::open) return standing_by_state(page, here);
  switch (may.error().reason) {
    case Reason::sign_in_required: return {"sign_in", "info", "vote.action_sign_in", page.sign_in_href(page.href(vote_path(here.vote.id)))};
    case Reason::organisation_may_not_vote: return {"organisation", "warn"};
    case Reason::email_unverified: return {"unverified", "warn", "vote.action_confirm", page.href("/me/settings")};
    case Reason::already_voted: return {elector.has_voted == votes::Channel::paper ? "voted_paper" : "voted_online", "good"};
    default: return {"not_ready", "warn"};
  }
}

std::string title_text(const Page& page, const VoteOnPage& here, const Standing& standing) {
  const std::string key = "vote.now." + standing.key + "_title";
  if (standing.key != "frozen") return page.text(key);
  return page.text(key, {{"moment", here.phase.opens_at ? pages::format_moment(page.language(), *here.phase.opens_at) : std::string()}});
}

std::string until_text(const Page& page, const VoteOnPage& here) {
  if (here.state != PhaseState::open || !here.phase.closes_at) return {};
  return page.text("vote.until", {{"moment", pages::format_moment(page.language(), *here.phase.closes_at)}, {"left", time_left(page, *here.phase.closes_at)}});
}

json facts_of(const Page& page, const VoteOnPage& here) {
  json facts = json::array();
  const auto add = [&](std::string_view key, const std::string& value) { facts.push_back({{"label_text", page.text(key)}, {"value_text", value}}); };
  if (here.vote.frozen_at) add("vote.fact_frozen", day_words(page, *here.vote.frozen_at));
  if (here.phase.opens_at) add("vote.fact_opens", pages::format_moment(page.language(), *here.phase.opens_at));
  if (here.phase.closes_at) add("vote.fact_closes", pages::format_moment(page.language(), *here.phase.closes_at));
  add("vote.fact_options", std::to_string(here.vote.options.size()));
  if (here.vote.seats) add("vote.fact_seats", std::to_string(*here.vote.seats));
  if (here.vote.budget) add("vote.fact_budget", money_text(page, *here.vote.budget, here.vote.currency));
  return facts;
}

json how_of(const Page& page) {
  json how = json::array();
  for (const auto key : {"vote.how_once", "vote.how_secret", "vote.how_final", "vote.how_no_partial", "vote.how_count", "vote.how_recount"})
    how.push_back({{"text", page.text(key)}});
  return how;
}

json options_of(const Page& page, const VoteOnPage& here) {
  json options = json::array();
  for (const auto& option : here.vote.options) options.push_back(vote_option_view(page, here, option));
  return options;
}

bool works_here(Page& page, const VoteOnPage& here) {
  const people::Actor& reader = page.actor(here.at.redesign.id);
  return votes::handles_paper(reader) || reader.is_owner() || reader.is_admin;
}

/// Nothing is in the box before the vote opens.
std::string cast_text(const Page& page, const VoteOnPage& here) {
  const bool has_opened = here.state != PhaseState::planned && here.state != PhaseState::frozen && here.state != PhaseState::skipped;
  return has_opened ? page.count("vote.cast", here.vote.cast) : std::string();
}

Result<http::Response> get_vote(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_vote(*page);
  if (!here) return here.error();
  return show_vote(*page, *here, {}, std::nullopt);
}

}  // namespace

http::Response show_vote(Page& page, const VoteOnPage& here, const Form& form, const std::optional<Refusal>& refusal) {
  const votes::Vote& vote = here.vote;
  const auto elector = votes::elector_of(page.db(), page.call().viewer ? &*page.call().viewer : nullptr, vote.id);
  const auto may = votes::decide_vote_now(here.at.redesign, here.phase, vote, elector, page.now());
  const Standing standing = standing_of(page, here, may, elector);
  const LocalText question = vote_question(page, vote, here.at.redesign);
  page.set_title(question.text).set_description(ballot_rule_text(page, vote));
  add_redesign_crumb(page, here.at);
  page.add_crumb(question.text, {}, question.language);
  const bool has_result = votes::is_result_public(here.phase) && !vote.result.empty();
  const bool has_ballot = may.has_value();
  json view = vote_head_view(page, here);
  view["id"] = vote.id.text();
  view["rule_text"] = ballot_rule_text(page, vote);
  view["now_kind"] = standing.kind;
  view["now_title"] = title_text(page, here, standing);
  view["now_text"] = page.text("vote.now." + standing.key + "_text");
  view["now_action"] = standing.action_href.empty() ? json(false) : json({{"href", standing.action_href}, {"text", page.text(standing.action_key)}});
  view["until_text"] = until_text(page, here);
  view["ballot"] = has_ballot ? ballot_form_view(page, here, form, refusal) : json(false);
  view["result"] = has_result ? vote_result_view(page, here) : json(false);
  view["options"] = has_ballot ? json::array() : options_of(page, here);
  view["has_options"] = !view["options"].empty();
  view["facts"] = facts_of(page, here);
  view["cast"] = vote.cast;
  view["cast_text"] = cast_text(page, here);
  view["staff_href"] = works_here(page, here) ? page.href(vote_path(vote.id, "/desk")) : std::string();
  view["receipt_href"] = page.href(vote_path(vote.id, "/receipt"));
  view["how"] = how_of(page);
  return page.show("vote", view, refusal ? http::problem_status(refusal->reason) : 200);
}

http::Routes vote_page_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {{Method::get, "/{lang}/votes/{id}", Who::anyone, Kind::read, Cost::normal, Audience::page, get_vote}};
}

}  // namespace palabre::screens

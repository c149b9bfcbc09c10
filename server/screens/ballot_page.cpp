// A ballot on its way into the box: read over once, then cast and answered with its receipt. Joined into screens::routes().
#include "screens/ballot_parts.hpp"
#include "screens/page_routes.hpp"
#include "screens/receipt_parts.hpp"
#include "screens/wording.hpp"
#include "votes/acts.hpp"
#include "votes/vote_act.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using nlohmann::json;

namespace {

/// The vote and what came with the form.
struct BallotOnPage {
  VoteOnPage here;
  Form form;
  bool wants_change = false;
  Result<SentBallot> sent;
};

Result<BallotOnPage> open_ballot(Page& page) {
  auto here = open_vote(page);
  if (!here) return here.error();
  auto input = http::Input::from_form(page.call().request.body);
  if (!input) return input.error();
  Form form = Form::typed(page.call().request);
  const bool wants_change = form.value("do") == "change";
  auto sent = read_ballot(*input, here->vote);
  return BallotOnPage{std::move(*here), std::move(form), wants_change, std::move(sent)};
}

votes::Elector elector_at(const Page& page, const VoteOnPage& here) {
  return votes::elector_of(page.db(), page.call().viewer ? &*page.call().viewer : nullptr, here.vote.id);
}

http::Response show_review(Page& page, const BallotOnPage& ballot, const votes::Choices& choices) {
  title_vote_page(page, ballot.here, page.text("ballot.review_title"));
  const auto id = ballot.here.vote.id;
  json view = ballot_words_view(page, ballot.here, choices);
  view.update(vote_head_view(page, ballot.here));
  view["cast_action"] = page.href(vote_path(id, "/ballot"));
  view["change_action"] = page.href(vote_path(id, "/review"));
  view["receipt"] = ballot.sent->receipt;
  return page.show("ballot_review", view);
}

/// Checks everything a cast would check, and writes nothing.
Result<http::Response> post_review(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto ballot = open_ballot(*page);
  if (!ballot) return ballot.error();
  const VoteOnPage& here = ballot->here;
  if (ballot->wants_change) return show_vote(*page, here, ballot->form, std::nullopt);
  if (!ballot->sent) return show_vote(*page, here, ballot->form, ballot->sent.error());
  const auto may = votes::decide_vote_now(here.at.redesign, here.phase, here.vote, elector_at(*page, here), page->now());
  if (!may) return show_vote(*page, here, ballot->form, may.error());
  const auto choices = votes::check_choices(here.vote, ballot->sent->choices);
  if (!choices) return show_vote(*page, here, ballot->form, choices.error());
  return show_review(*page, *ballot, *choices);
}

Result<http::Response> post_ballot(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto ballot = open_ballot(*page);
  if (!ballot) return ballot.error();
  const VoteOnPage& here = ballot->here;
  if (!ballot->sent) return show_vote(*page, here, ballot->form, ballot->sent.error());
  const people::Actor actor = page->actor(here.at.redesign.id);
  const auto cast = votes::cast_ballot(page->db(), actor, elector_at(*page, here), here.vote.id, {ballot->sent->receipt, ballot->sent->choices});
  if (!cast) return show_vote(*page, here, ballot->form, cast.error());
  return show_receipt(*page, here, *cast);
}

}  // namespace

http::Routes ballot_page_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Replies, http::Who;
  return {
      {Method::post, "/{lang}/votes/{id}/review", Who::participant, Kind::read, Cost::normal, Audience::mine, post_review},
      {Method::post, "/{lang}/votes/{id}/ballot", Who::participant, Kind::write, Cost::normal, Audience::mine, post_ballot, Replies::never_kept},
  };
}

}  // namespace palabre::screens

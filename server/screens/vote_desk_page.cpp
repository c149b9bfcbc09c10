// The polling desk of a vote: paper ballots are handed out by slip, envelopes opened, the box is counted and the count signed.
// Joined into screens::routes(). Who: facilitators, moderators, the owner and administrators; each form asks its own rule.
#include "assisted/hand_out_ballot.hpp"
#include "assisted/slip.hpp"
#include "screens/desk_parts.hpp"
#include "screens/page_routes.hpp"
#include "screens/vote_desk_parts.hpp"
#include "votes/acts.hpp"
#include "votes/paper.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using nlohmann::json;
using votes::Channel;

namespace {

/// A slip that was refused, in words of its own.
struct SlipProblem {
  std::string text = {};
};

std::int64_t unsigned_batches(const std::vector<votes::Batch>& batches) {
  return std::count_if(batches.begin(), batches.end(), [](const auto& batch) { return !batch.signed_at; });
}

/// Why no paper moves any more, or not yet.
std::string paper_rest_text(const Page& page, const VoteOnPage& here) {
  return page.text(here.vote.frozen_at ? "vote_desk.over" : "vote_desk.not_frozen");
}

json hand_out_view(const Page& page, const PollingDesk& desk, ActForms& forms, const SlipProblem& problem, json& errors) {
  if (!votes::handles_paper(desk.reader)) return false;
  const auto may = votes::decide_hand_out(desk.reader, desk.here.phase, desk.here.vote, PersonId{}, page.now());
  json form = false;
  if (may) {
    Form& sent = forms.form("hand_out");
    const Field slip{.name = "slip", .label = page.text("vote_desk.slip_label"), .hint = page.text("vote_desk.slip_hint"), .autocomplete = "off", .length = {1, 24}};
    json field = sent.field_view(page, slip);
    if (forms.is_refused("hand_out")) {
      errors = sent.errors_view(page);
      put_error(page, field, errors, problem.text);
    }
    form = bare_form_view(page, vote_path(desk.here.vote.id, "/hand-out"), sent);
    form["field"] = std::move(field);
  }
  return {{"why_not_text", may ? std::string() : paper_rest_text(page, desk.here)}, {"form", std::move(form)}};
}

json envelope_lines_view(const Page& page, const std::vector<votes::Batch>& batches) {
  json lines = json::array();
  for (const auto& batch : batches) {
    const bool is_signed = batch.signed_at.has_value();
    lines.push_back({{"href", page.href("/vote-batches/" + batch.id.text())},
                     {"label", batch.label},
                     {"badge_kind", is_signed ? "good" : "warn"},
                     {"state_text", page.text(is_signed ? "vote_desk.envelope_signed" : "vote_desk.envelope_open")},
                     {"papers_text", page.count("vote_desk.papers", batch.papers)},
                     {"entered_text", page.text("vote_desk.entered", {{"entered", batch.entered}, {"spoiled", batch.spoiled}})},
                     {"lost_reason", batch.lost_reason}});
  }
  return lines;
}

json open_envelope_view(const Page& page, const PollingDesk& desk, ActForms& forms) {
  if (!votes::decide_open_batch(desk.reader, desk.here.phase, desk.here.vote, page.now())) return false;
  ActForm act{.id = "open", .title = page.text("vote_desk.open"), .action = page.href(vote_path(desk.here.vote.id, "/batches"))};
  act.fields.push_back({.name = "label", .label = page.text("vote_desk.label_label"), .hint = page.text("vote_desk.label_hint"), .autocomplete = "off",
                        .length = {1, votes::batch_label_chars_max}});
  act.fields.push_back({.name = "papers", .label = page.text("vote_desk.papers_label"), .hint = page.text("vote_desk.papers_hint"), .autocomplete = "off", .length = {1, 5}});
  return forms.view(page, act);
}

json printing_view(const Page& page, const PollingDesk& desk, ActForms& forms) {
  const auto may = votes::decide_print(desk.reader, desk.here.phase, desk.here.vote, page.now());
  if (!may && may.error().reason == Reason::not_allowed) return false;
  json form = false;
  if (may) {
    Form& sent = forms.form("print");
    form = {{"action", page.href(vote_path(desk.here.vote.id, "/print"))},
            {"field", sent.fill("count", "20").field_view(page, {.name = "count", .label = page.text("vote_desk.print_count"), .hint = page.text("vote_desk.print_hint"),
                                                                 .autocomplete = "off", .length = {1, 3}})}};
  }
  return {{"why_not_text", may ? std::string() : paper_rest_text(page, desk.here)}, {"form", std::move(form)}};
}

/// Register against box, once the box is counted; an import brings no register.
json count_checks_view(const Page& page, const PollingDesk& desk, const votes::RegisterCount& handed, const std::vector<votes::Batch>& batches) {
  json checks = json::array();
  const votes::Vote& vote = desk.here.vote;
  if (!vote.counted_at || !vote.created_by.is_set()) return checks;
  const auto outcome = votes::read_result(vote.result);
  const auto in_box = [&](Channel channel) {
    const auto at = static_cast<std::size_t>(channel);
    return at < outcome.by_channel.size() ? outcome.by_channel[at] : 0;
  };
  std::int64_t spoiled = 0;
  for (const auto& batch : batches) spoiled += batch.spoiled;
  const auto add = [&](bool is_right, std::string text) {
    checks.push_back({{"mark_text", page.text(is_right ? "vote_desk.check_good" : "vote_desk.check_bad")}, {"text", std::move(text)}});
  };
  const auto online = in_box(Channel::online), paper = in_box(Channel::paper);
  add(online == handed.online, page.text("vote_desk.check_online", {{"register", handed.online}, {"box", online}}));
  add(paper + spoiled <= handed.paper, page.text("vote_desk.check_paper", {{"handed", handed.paper}, {"box", paper}, {"spoiled", spoiled}}));
  return checks;
}

/// What stands between this box and its count, or its signature; empty when the reader can go on.
std::string why_not_count(const Page& page, const PollingDesk& desk, std::int64_t open_batches) {
  const votes::Vote& vote = desk.here.vote;
  if (vote.signed_at || desk.here.state == redesigns::PhaseState::skipped) return {};
  if (vote.counted_at) {
    const auto may = votes::decide_sign(desk.reader, vote);
    if (may) return {};
    return page.text(may.error().reason == Reason::own_case ? "vote_desk.sign_other" : "vote_desk.sign_waits");
  }
  if (desk.here.state != redesigns::PhaseState::closed) {
    const auto& end = desk.here.phase.closes_at;
    return end ? page.text("vote_desk.count_later", {{"when", moment_text(page, end)}}) : page.text("vote_desk.count_undated");
  }
  if (open_batches > 0) return page.count("vote_desk.count_envelopes", open_batches);
  return desk.reader.is_owner() || desk.reader.is_admin ? std::string() : page.text("vote_desk.count_owner");
}

std::string counted_text(const Page& page, const votes::Vote& vote) {
  if (!vote.counted_at) return {};
  const std::string when = moment_text(page, vote.counted_at);
  std::string text = vote.counted_by.is_set() ? page.text("vote_desk.counted", {{"when", when}, {"name", doer_name(page, vote.counted_by)}})
                                              : page.text("vote_desk.counted_imported", {{"when", when}});
  if (vote.signed_at && vote.signed_by.is_set())
    text += " " + page.text("vote_desk.signed", {{"when", moment_text(page, vote.signed_at)}, {"name", doer_name(page, vote.signed_by)}});
  return text;
}

void add_count_view(const Page& page, const PollingDesk& desk, const std::vector<votes::Batch>& batches, const votes::RegisterCount& handed, json& view) {
  const votes::Vote& vote = desk.here.vote;
  const auto open_batches = unsigned_batches(batches);
  const bool may_count = votes::decide_count(desk.reader, desk.here.phase, vote, open_batches, page.now()).has_value();
  const bool may_sign = votes::decide_sign(desk.reader, vote).has_value();
  view["why_not_text"] = may_count || may_sign ? std::string() : why_not_count(page, desk, open_batches);
  view["counted_text"] = counted_text(page, vote);
  view["root"] = vote.root;
  view["checks"] = count_checks_view(page, desk, handed, batches);
  view["count"] = may_count ? bare_form_view(page, vote_path(vote.id, "/count"), {}) : json(false);
  view["sign"] = may_sign ? bare_form_view(page, vote_path(vote.id, "/sign"), {}) : json(false);
  view["result_href"] = votes::is_result_public(desk.here.phase) ? page.href(vote_path(vote.id)) : std::string();
}

http::Response show_polls(Page& page, const PollingDesk& desk, ActForms forms, const SlipProblem& problem) {
  title_vote_page(page, desk.here, page.text("vote_desk.title"));
  const votes::Vote& vote = desk.here.vote;
  const auto batches = votes::load_batches(page.db(), vote.id);
  const auto handed = votes::count_register(page.db(), vote.id);
  json view = vote_head_view(page, desk.here);
  const auto& phase = desk.here.phase;
  const bool has_dates = phase.opens_at && phase.closes_at;
  view["when_text"] = has_dates ? page.text("vote_setup.when", {{"opens", moment_text(page, phase.opens_at)}, {"closes", moment_text(page, phase.closes_at)}}) : std::string();
  view["setup_href"] = desk.reader.is_owner() || desk.reader.is_admin ? page.href(vote_setup_path(desk.here.at, phase.id)) : std::string();
  view["facts"] = json::array({desk_fact(page, "vote_desk.fact_cast", vote.cast), desk_fact(page, "vote_desk.fact_online", handed.online),
                               desk_fact(page, "vote_desk.fact_paper", handed.paper), desk_fact(page, "vote_desk.fact_codes", votes::count_codes(page.db(), vote.id))});
  json errors = false;
  view["hand_out"] = hand_out_view(page, desk, forms, problem, errors);
  json lines = envelope_lines_view(page, batches);
  view["has_envelopes"] = !lines.empty();
  view["envelopes"] = std::move(lines);
  view["open"] = open_envelope_view(page, desk, forms);
  view["print"] = printing_view(page, desk, forms);
  add_count_view(page, desk, batches, handed, view);
  view["errors"] = errors.is_object() ? std::move(errors) : forms.is_refused("print") ? forms.form("print").errors_view(page) : forms.errors_view(page);
  return page.show("vote_desk", view, forms.status());
}

Result<http::Response> get_polls(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto desk = open_polling_desk(*page);
  if (!desk) return desk.error();
  return show_polls(*page, *desk, {}, {});
}

Result<http::Response> polls_refused(Page& page, const PollingDesk& desk, const std::string& form_id, const Refusal& refusal, const SlipProblem& problem = {}) {
  Form form = Form::typed(page.call().request);
  if (!form.take(refusal)) return refusal;
  return show_polls(page, desk, ActForms(form_id, std::move(form)), problem);
}

votes::VoteAt vote_at_desk(const PollingDesk& desk) { return {desk.here.vote, desk.here.phase, desk.here.at.redesign, desk.reader}; }

std::string hand_out_problem(const Page& page, const PollingDesk& desk, const Refusal& refusal, const std::string& typed) {
  switch (refusal.reason) {
    case Reason::already_voted: {
      const auto slip = assisted::find_slip(page.db(), assisted::tidy_slip(typed).value_or(""));
      const PersonId person = !slip ? PersonId{} : slip->claimed_by.is_set() ? slip->claimed_by : slip->person;
      const bool is_online = votes::find_in_register(page.db(), desk.here.vote.id, person) == Channel::online;
      return page.text(is_online ? "vote_desk.error.voted_online" : "vote_desk.error.has_paper");
    }
    case Reason::own_case: return page.text("vote_desk.error.own");
    case Reason::organisation_may_not_vote: return page.text("vote_desk.error.not_person");
    case Reason::not_found: return page.text("vote_desk.error.unknown_slip");
    case Reason::bad_field: return page.text("desk.error.slip_mistyped");
    default: return {};
  }
}

Result<http::Response> post_hand_out(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto desk = open_polling_desk(*page);
  if (!desk) return desk.error();
  const std::string typed = Form::typed(call.request).value("slip");
  if (typed.empty()) return polls_refused(*page, *desk, "hand_out", refuse(Reason::missing_field, "the number of the person's slip", "slip"));
  const auto done = assisted::hand_out_ballot(page->db(), vote_at_desk(*desk), {typed, PersonId{}});
  if (done) return go_to(*page, polling_desk_path(desk->here.vote.id), "ballot_handed_out");
  Refusal refusal = done.error();
  const std::string problem = hand_out_problem(*page, *desk, refusal, typed);
  if (!problem.empty()) refusal = {refusal.reason == Reason::not_found ? Reason::bad_field : refusal.reason, refusal.detail, "slip"};
  return polls_refused(*page, *desk, "hand_out", refusal, {problem});
}

Result<votes::Batch> open_envelope(Page& page, const PollingDesk& desk) {
  auto input = http::Input::from_form(page.call().request.body);
  if (!input) return input.error();
  input->ignore("key");
  const std::string label = input->line("label", {1, votes::batch_label_chars_max});
  if (!input->has("papers")) input->refuse_field(Reason::missing_field, "papers", "how many papers are in it");
  const auto papers = input->optional_integer("papers", 1, votes::papers_max);
  if (auto refusal = input->refusal()) return *refusal;
  return votes::open_batch(page.db(), desk.reader, desk.here.vote.id, label, *papers);
}

Result<http::Response> post_envelope(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto desk = open_polling_desk(*page);
  if (!desk) return desk.error();
  const auto batch = open_envelope(*page, *desk);
  if (!batch) return polls_refused(*page, *desk, "open", batch.error());
  return go_to(*page, "/vote-batches/" + batch->id.text(), "envelope_opened");
}

/// One button: the act, and where its outcome is shown.
Result<http::Response> press(const http::Call& call, Result<votes::Vote> (*act)(db::Tx&, const people::Actor&, votes::VoteId), std::string_view notice) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto desk = open_polling_desk(*page);
  if (!desk) return desk.error();
  const auto vote = act(page->db(), desk->reader, desk->here.vote.id);
  if (!vote) return polls_refused(*page, *desk, "count", vote.error());
  return go_to(*page, polling_desk_path(vote->id) + "#count", notice);
}

Result<http::Response> post_count(const http::Call& call) { return press(call, votes::count_vote, "vote_counted"); }
Result<http::Response> post_sign(const http::Call& call) { return press(call, votes::sign_count, "vote_published"); }

}  // namespace

Result<http::Response> polling_desk_refused(Page& page, const PollingDesk& desk, const std::string& form_id, const Refusal& refusal) {
  return polls_refused(page, desk, form_id, refusal);
}

http::Routes vote_desk_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/votes/{id}/desk", Who::facilitator, Kind::read, Cost::normal, Audience::mine, get_polls},
      {Method::post, "/{lang}/votes/{id}/hand-out", Who::facilitator, Kind::write, Cost::normal, Audience::mine, post_hand_out},
      {Method::post, "/{lang}/votes/{id}/batches", Who::facilitator, Kind::write, Cost::normal, Audience::mine, post_envelope},
      {Method::post, "/{lang}/votes/{id}/count", Who::owner, Kind::write, Cost::costly, Audience::mine, post_count},
      {Method::post, "/{lang}/votes/{id}/sign", Who::moderator, Kind::write, Cost::costly, Audience::mine, post_sign},
  };
}

}  // namespace palabre::screens

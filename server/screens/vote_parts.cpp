// Builds what the pages of a vote share, and the ways to it from other pages.
// Called by vote_page, ballot_page, receipt_page, the desk of votes, redesign, idea and me_lists.
#include "screens/vote_parts.hpp"

#include "ideas/idea_repo.hpp"
#include "pages/localised.hpp"
#include "pages/markdown.hpp"
#include "redesigns/redesign.hpp"
#include "screens/ballot_parts.hpp"
#include "screens/wording.hpp"
#include "votes/vote_access.hpp"
#include "votes/vote_view.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using nlohmann::json;
using redesigns::PhaseState;

namespace {

std::string_view badge_of(PhaseState state) {
  switch (state) {
    case PhaseState::open: return "good";
    case PhaseState::frozen: return "info";
    case PhaseState::closed:
    case PhaseState::counted: return "warn";
    case PhaseState::results_published: return "brand";
    default: return "quiet";
  }
}

/// Open before announced before waiting before published; what is being prepared or was skipped comes last.
int urgency_of(PhaseState state) {
  switch (state) {
    case PhaseState::open: return 0;
    case PhaseState::frozen: return 1;
    case PhaseState::closed:
    case PhaseState::counted: return 2;
    case PhaseState::results_published: return 3;
    case PhaseState::planned: return 4;
    case PhaseState::skipped: return 5;
  }
  return 5;
}

std::optional<redesigns::Phase> phase_of(const RedesignAtHand& at, PhaseId id) {
  const auto found = std::find_if(at.phases.begin(), at.phases.end(), [&](const auto& phase) { return phase.id == id; });
  return found == at.phases.end() ? std::nullopt : std::optional(*found);
}

/// The idea's text people vote on: the frozen version, before the freeze the newest one.
std::optional<ideas::VersionText> frozen_text(const Page& page, const votes::Option& option) {
  std::optional<ideas::VersionText> original;
  for (auto& text : ideas::load_versions(page.db(), option.idea)) {  // newest first; the original first in each
    if (option.idea_version && text.version != *option.idea_version) continue;
    if (original && text.version != original->version) break;
    if (text.language == page.language()) return std::move(text);
    if (text.is_original) original = std::move(text);
  }
  return original;
}

std::string next_when_text(const Page& page, const VoteOnPage& vote) {
  if (vote.state == PhaseState::open && vote.phase.closes_at) return time_left(page, *vote.phase.closes_at);
  const bool is_coming = vote.state == PhaseState::frozen || vote.state == PhaseState::planned;
  if (is_coming && vote.phase.opens_at) return page.text("vote.opens_on", {{"day", day_words(page, *vote.phase.opens_at)}});
  return {};
}

std::string_view next_action_key(PhaseState state) {
  switch (state) {
    case PhaseState::open: return "vote.next_open";
    case PhaseState::frozen:
    case PhaseState::planned: return "vote.next_read";
    case PhaseState::results_published: return "vote.next_results";
    default: return "vote.next_see";
  }
}

}  // namespace

std::string vote_path(votes::VoteId id, std::string_view rest) { return "/votes/" + id.text() + std::string(rest); }

Result<VoteOnPage> open_vote(Page& page, votes::VoteId id) {
  auto found = votes::load_vote_at(page.db(), id, page.call().viewer);
  if (!found) return found.error();
  auto at = at_hand(page, std::move(found->redesign));
  const PhaseState state = redesigns::shown_state(at.redesign.state, found->phase, page.now());
  for (const auto moment : {found->phase.opens_at, found->phase.closes_at})
    if (moment) page.expire_at(*moment);
  return VoteOnPage{std::move(found->vote), std::move(found->phase), state, std::move(at)};
}

Result<VoteOnPage> open_vote(Page& page) {
  const auto id = page.call().path_id<votes::VoteId>();
  if (!id) return id.error();
  return open_vote(page, *id);
}

LocalText vote_question(const Page& page, const votes::Vote& vote, const redesigns::Redesign& redesign) {
  LocalText text = local_text(page, vote.texts, redesign.languages);
  if (text.text.empty()) return {page.text("phase.type.vote"), page.language()};
  return text;
}

void title_vote_page(Page& page, const VoteOnPage& here, const std::string& title) {
  const LocalText question = vote_question(page, here.vote, here.at.redesign);
  page.set_title(title);
  add_redesign_crumb(page, here.at);
  page.add_crumb(question.text, vote_path(here.vote.id), question.language).add_crumb(title);
}

json vote_head_view(const Page& page, const VoteOnPage& here) {
  const LocalText question = vote_question(page, here.vote, here.at.redesign);
  const LocalText redesign = local_text(page, here.at.texts.title, here.at.redesign.languages);
  return {{"question", question.text},
          {"question_lang", question.language},
          {"state_text", page.text("phase.state." + std::string(redesigns::name_of(here.state)))},
          {"badge_kind", badge_of(here.state)},
          {"vote_href", page.href(vote_path(here.vote.id))},
          {"redesign_href", page.href("/redesigns/" + here.at.redesign.slug)},
          {"redesign_title", redesign.text},
          {"redesign_lang", redesign.language}};
}

std::string money_text(const Page& page, std::int64_t amount, const std::string& currency) {
  return pages::format_money(page.language(), amount, currency);
}

namespace {

/// A hidden idea keeps its place on the ballot and shows no words.
bool is_hidden(const Page& page, const votes::Option& option) {
  const auto idea = option.idea.is_set() ? ideas::find_idea(page.db(), option.idea) : std::nullopt;
  return idea && idea->state == ideas::IdeaState::hidden;
}

/// Title and body of an option.
struct OptionWords {
  LocalText title;
  std::string body;
};

OptionWords words_of(const Page& page, const VoteOnPage& here, const votes::Option& option) {
  if (!option.idea.is_set()) return {local_text(page, option.texts, here.at.redesign.languages), {}};
  if (is_hidden(page, option)) return {{page.text("idea.hidden_title"), page.language()}, {}};
  const auto text = frozen_text(page, option);
  if (!text) return {{{}, page.language()}, {}};
  return {{text->title, text->language}, text->body};
}

}  // namespace

json vote_option_view(const Page& page, const VoteOnPage& here, const votes::Option& option) {
  const auto [title, body] = words_of(page, here, option);
  return {{"position", option.position},
          {"title", title.text},
          {"lang", title.language},
          {"original_text", original_text(page, title.language)},
          {"cost_text", option.cost ? money_text(page, *option.cost, here.vote.currency) : std::string()},
          {"href", option.idea.is_set() ? page.href("/ideas/" + option.idea.text()) : std::string()},
          {"body_html", pages::markdown_html(body)},
          {"has_text", !body.empty()}};
}

LocalText option_title(const Page& page, const VoteOnPage& here, const votes::Option& option) { return words_of(page, here, option).title; }

std::optional<VoteOnPage> find_vote_now(const Page& page, const RedesignAtHand& at) {
  std::optional<VoteOnPage> now;
  for (auto& vote : votes::load_votes(page.db(), at.redesign.id)) {
    auto phase = phase_of(at, vote.phase);
    if (!phase) continue;
    const PhaseState state = redesigns::shown_state(at.redesign.state, *phase, page.now());
    if (!now || urgency_of(state) <= urgency_of(now->state)) now = VoteOnPage{std::move(vote), std::move(*phase), state, {}};
  }
  return now;
}

json next_vote_view(const Page& page, const RedesignAtHand& at) {
  const auto vote = find_vote_now(page, at);
  if (!vote || vote->state == PhaseState::skipped) return false;
  const LocalText question = vote_question(page, vote->vote, at.redesign);
  return {{"badge_kind", badge_of(vote->state)},
          {"state_text", page.text("phase.state." + std::string(redesigns::name_of(vote->state)))},
          {"when_text", next_when_text(page, *vote)},
          {"href", page.href(vote_path(vote->vote.id))},
          {"lang", question.language},
          {"title", question.text},
          {"rule_text", ballot_rule_text(page, vote->vote)},
          {"is_open", vote->state == PhaseState::open},
          {"action_text", page.text(next_action_key(vote->state))}};
}

std::string open_vote_path(const Page& page, const RedesignAtHand& at) {
  const bool has_open = std::any_of(at.phases.begin(), at.phases.end(), [&](const auto& phase) {
    return phase.type == redesigns::PhaseType::vote && redesigns::shown_state(at.redesign.state, phase, page.now()) == PhaseState::open;
  });
  if (!has_open) return {};
  const auto vote = find_vote_now(page, at);
  return vote && vote->state == PhaseState::open ? vote_path(vote->vote.id) : std::string();
}

json on_ballot_view(const Page& page, const RedesignAtHand& at, IdeaId idea) {
  const auto id = votes::find_vote_of_idea(page.db(), idea);
  const auto vote = id ? votes::find_vote(page.db(), *id) : std::nullopt;
  const auto phase = vote && vote->frozen_at ? phase_of(at, vote->phase) : std::nullopt;
  if (!phase) return false;
  const PhaseState state = redesigns::shown_state(at.redesign.state, *phase, page.now());
  if (state == PhaseState::skipped) return false;
  const bool is_over = state != PhaseState::planned && state != PhaseState::frozen && state != PhaseState::open;
  std::string text;
  if (is_over) text = page.text("vote.on_ballot_over");
  else if (state == PhaseState::open && phase->closes_at) text = page.text("vote.on_ballot_open", {{"day", day_words(page, *phase->closes_at)}});
  else if (state != PhaseState::open && phase->opens_at) text = page.text("vote.on_ballot_soon", {{"day", day_words(page, *phase->opens_at)}});
  return {{"title_text", page.text(is_over ? "vote.was_on_ballot_title" : "vote.on_ballot_title")},
          {"text", text},
          {"href", page.href(vote_path(vote->id))},
          {"link_text", page.text(next_action_key(state))}};
}

json voted_line_view(const Page& page, votes::VoteId id) {
  const auto vote = votes::find_vote(page.db(), id).value();
  const auto redesign = redesigns::find_redesign(page.db(), vote.redesign).value();
  const LocalText question = vote_question(page, vote, redesign);
  const auto phase = redesigns::find_phase(page.db(), vote.phase).value();
  const PhaseState state = redesigns::shown_state(redesign.state, phase, page.now());
  const auto way = votes::find_in_register(page.db(), id, page.person());
  const bool is_paper = way == votes::Channel::paper;
  return {{"href", page.href(vote_path(id))},
          {"lang", question.language},
          {"original_text", original_text(page, question.language)},
          {"title", question.text},
          {"title_html", ""},
          {"status", badge_of(state)},
          {"status_text", page.text("phase.state." + std::string(redesigns::name_of(state)))},
          {"facts", json::array({{{"text", page.text(is_paper ? "vote.voted_paper" : "vote.voted_online")}, {"is_late", false}}})}};
}

}  // namespace palabre::screens

// The rules of votes: who may set one up, vote, count and witness, and what a ballot may say.
// Called by the acts of this slice and by pages that say why something is not possible.
#include "votes/vote.hpp"

#include "base/limits.hpp"
#include "base/names.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace palabre::votes {
namespace {

using redesigns::PhaseState;

constexpr std::array<std::string_view, 3> method_names{"approval", "budget", "ranked"};
constexpr std::array<std::string_view, 3> channel_names{"online", "paper", "assisted"};
constexpr std::size_t question_chars_max = 300;
constexpr std::size_t option_chars_max = 200;

bool leads(const people::Actor& actor) { return actor.is_owner() || actor.is_admin; }

Result<void> check_texts(const redesigns::TextsByLanguage& texts, std::size_t chars_max, std::string_view field) {
  const bool is_empty = texts.empty() || std::any_of(texts.begin(), texts.end(), [](const auto& text) { return text.second.empty(); });
  if (is_empty) return refuse(Reason::missing_field, "a text is missing", field);
  const bool is_long = std::any_of(texts.begin(), texts.end(), [&](const auto& text) { return count_chars(text.second) > chars_max; });
  if (is_long) return refuse(Reason::too_long, "at most " + std::to_string(chars_max) + " characters", field);
  return {};
}

Result<void> check_option(const Option& option, const Vote& vote) {
  const std::string number = "option " + std::to_string(option.position);
  if (option.idea.is_set() && !option.texts.empty()) return refuse(Reason::bad_field, number + " is an idea or a text, not both", "options");
  if (!option.idea.is_set()) {
    if (auto fits = check_texts(option.texts, option_chars_max, "options"); !fits) return fits.error();
  }
  if (vote.method != Method::budget) {
    if (option.cost) return refuse(Reason::bad_field, number + " has a cost, and there is no budget", "options");
    return {};
  }
  if (!option.cost) return refuse(Reason::missing_field, number + " has no cost", "options");
  if (*option.cost < 0 || *option.cost > vote.budget) return refuse(Reason::bad_field, number + " costs less than nothing or more than the budget", "options");
  return {};
}

Result<void> check_option_count(const Vote& vote) {
  const auto count = static_cast<int>(vote.options.size());
  if (count < options_min) return refuse(vote.options.empty() ? Reason::missing_field : Reason::bad_field, "a vote has at least two options", "options");
  if (count > options_max) return refuse(Reason::bad_field, "a vote has at most " + std::to_string(options_max) + " options", "options");
  return {};
}

Result<void> check_options(const Vote& vote) {
  std::set<IdeaId> ideas;
  for (int position = 1; const auto& option : vote.options) {
    if (option.position != position++) return refuse(Reason::bad_field, "options are numbered from 1, in their order", "options");
    if (auto fits = check_option(option, vote); !fits) return fits.error();
    if (option.idea.is_set() && !ideas.insert(option.idea).second) return refuse(Reason::bad_field, "idea " + option.idea.text() + " is there twice", "options");
  }
  return {};
}

Result<void> check_numbers(const Vote& vote) {
  const auto count = static_cast<int>(vote.options.size());
  if (vote.method == Method::budget) {
    if (vote.seats) return refuse(Reason::bad_field, "the budget decides how many are funded", "seats");
    if (!vote.budget) return refuse(Reason::missing_field, "how much there is to spend", "budget");
    if (*vote.budget < 1 || *vote.budget > budget_max) return refuse(Reason::bad_field, "1 to " + std::to_string(budget_max), "budget");
    const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (vote.currency.size() != 3 || !std::all_of(vote.currency.begin(), vote.currency.end(), is_capital))
      return refuse(Reason::bad_field, "three capital letters, such as EUR", "currency");
  } else {
    if (vote.budget) return refuse(Reason::bad_field, "only a vote on a budget has one", "budget");
    if (!vote.currency.empty()) return refuse(Reason::bad_field, "only a vote on a budget has a currency", "currency");
    if (!vote.seats) return refuse(Reason::missing_field, "how many options are selected", "seats");
    if (*vote.seats < 1 || *vote.seats > count) return refuse(Reason::bad_field, "1 to the number of options", "seats");
  }
  if (!vote.choices_max) return {};
  if (vote.method != Method::approval) return refuse(Reason::bad_field, "only an approval vote limits the choices", "choices_max");
  if (*vote.choices_max < 1 || *vote.choices_max > count) return refuse(Reason::bad_field, "1 to the number of options", "choices_max");
  return {};
}

/// The refusal of a vote that is not open now.
Refusal not_open(const redesigns::Phase& phase, const Vote& vote, PhaseState state) {
  if (state == PhaseState::frozen || (state == PhaseState::planned && vote.frozen_at))
    return refuse(Reason::phase_not_open, phase.opens_at ? "The vote opens on " + iso_text(*phase.opens_at) + "." : "The vote is not open yet.");
  if (state == PhaseState::planned) return refuse(Reason::vote_not_ready, "What stands on the ballot is not frozen yet; the vote opens at least three days after that.");
  if (state == PhaseState::skipped) return refuse(Reason::phase_closed, "This vote does not take place.");
  return refuse(Reason::phase_closed, phase.closes_at ? "The vote closed on " + iso_text(*phase.closes_at) + "." : "The vote is closed.");
}

Refusal bad_choices(std::string_view detail) { return refuse(Reason::bad_field, detail, "choices"); }

Result<void> check_sum(const Vote& vote, const std::vector<int>& named) {
  std::int64_t sum = 0;
  for (const int position : named) sum += vote.options[static_cast<std::size_t>(position) - 1].cost.value_or(0);
  if (sum <= vote.budget.value_or(0)) return {};
  return bad_choices("these cost " + std::to_string(sum - vote.budget.value_or(0)) + " more than the budget of " + std::to_string(vote.budget.value_or(0)));
}

}  // namespace

std::string_view name_of(Method method) { return method_names[static_cast<std::size_t>(method)]; }
std::string_view name_of(Channel channel) { return channel_names[static_cast<std::size_t>(channel)]; }
std::optional<Method> method_of(std::string_view name) { return find_name<Method>(method_names, name); }
std::optional<Channel> channel_of_ballot(std::string_view name) { return find_name<Channel>(channel_names, name); }

Result<void> check_vote(const Vote& vote) {
  if (auto fits = check_texts(vote.texts, question_chars_max, "question"); !fits) return fits.error();
  if (auto fits = check_option_count(vote); !fits) return fits.error();
  if (auto fits = check_numbers(vote); !fits) return fits.error();
  return check_options(vote);
}

Result<void> decide_define(const people::Actor& actor, const redesigns::Phase& phase, const std::optional<Vote>& present) {
  if (!leads(actor)) return refuse(Reason::not_allowed, "the owner of the redesign sets the vote up");
  if (present && present->frozen_at) return refuse(Reason::vote_frozen, "what stands on the ballot is frozen since " + iso_text(*present->frozen_at));
  if (phase.type != redesigns::PhaseType::vote) return refuse(Reason::phase_not_open, "this phase is no vote");
  if (phase.state != PhaseState::planned) return refuse(Reason::phase_not_open, "the vote's phase is " + std::string(redesigns::name_of(phase.state)));
  return {};
}

Result<void> decide_freeze(const people::Actor& actor, const redesigns::Phase& phase, const Vote& vote, Instant now) {
  if (!leads(actor)) return refuse(Reason::not_allowed, "the owner of the redesign freezes the ballot");
  if (vote.frozen_at) return refuse(Reason::vote_frozen, "the ballot is frozen since " + iso_text(*vote.frozen_at));
  if (phase.state != PhaseState::planned) return refuse(Reason::phase_not_open, "the vote's phase is " + std::string(redesigns::name_of(phase.state)));
  if (!phase.opens_at || *phase.opens_at < now.plus_ms(frozen_ms_min))
    return refuse(Reason::bad_field, "people read the frozen texts for three days: the vote opens on a date at least that far away", "opens_at");
  if (!phase.closes_at) return refuse(Reason::bad_field, "a vote says when it closes", "closes_at");
  return {};
}

Result<void> decide_cast(const Elector& elector, const redesigns::Phase& phase, const Vote& vote, Instant now) {
  if (const auto state = redesigns::state_at(phase, now); state != PhaseState::open) return not_open(phase, vote, state);
  if (!vote.frozen_at) return refuse(Reason::vote_not_ready, "what stands on the ballot was never frozen");
  if (!elector.is_signed_in) return refuse(Reason::sign_in_required, "sign in to vote, or ask for a paper ballot");
  if (elector.is_organisation) return refuse(Reason::organisation_may_not_vote, "an organisation proposes and comments, people vote");
  if (!elector.is_email_verified) return refuse(Reason::email_unverified, "confirm your e-mail address first");
  if (elector.has_voted == Channel::online) return refuse(Reason::already_voted, "this person voted online");
  if (elector.has_voted) return refuse(Reason::already_voted, "a paper ballot was handed to this person");
  return {};
}

Result<Choices> check_choices(const Vote& vote, Choices choices) {
  if (vote.method != Method::ranked && choices.size() > 1) return bad_choices("one group of options: this method has no ranks");
  std::set<int> named;
  for (auto& group : choices) {
    if (group.empty()) return bad_choices("a group without options; a blank ballot has no group at all");
    for (const int position : group) {
      if (position < 1 || position > static_cast<int>(vote.options.size())) return bad_choices("there is no option " + std::to_string(position));
      if (!named.insert(position).second) return bad_choices("option " + std::to_string(position) + " is there twice");
    }
    std::sort(group.begin(), group.end());
  }
  if (vote.choices_max && static_cast<int>(named.size()) > *vote.choices_max)
    return bad_choices("at most " + std::to_string(*vote.choices_max) + " options, not " + std::to_string(named.size()));
  if (vote.method == Method::budget && !choices.empty()) {
    if (auto fits = check_sum(vote, choices.front()); !fits) return fits.error();
  }
  return choices;
}

bool handles_paper(const people::Actor& actor) {
  return actor.is_facilitator() || actor.is_moderator() || actor.is_owner() || actor.is_admin;
}

Result<void> decide_print(const people::Actor& actor, const redesigns::Phase& phase, const Vote& vote, Instant now) {
  if (!leads(actor)) return refuse(Reason::not_allowed, "the owner of the redesign prints ballots");
  if (!vote.frozen_at) return refuse(Reason::vote_not_ready, "ballots are printed once what stands on them is frozen");
  const auto state = redesigns::state_at(phase, now);
  if (state != PhaseState::frozen && state != PhaseState::open) return not_open(phase, vote, state);
  return {};
}

Result<void> decide_open_batch(const people::Actor& actor, const redesigns::Phase& phase, const Vote& vote, Instant now) {
  if (!handles_paper(actor)) return refuse(Reason::not_allowed, "facilitators, moderators and the owner handle paper ballots");
  if (vote.counted_at) return refuse(Reason::already_decided, "the vote is counted");
  const auto state = redesigns::state_at(phase, now);
  if (state != PhaseState::open && state != PhaseState::closed) return not_open(phase, vote, state);
  return {};
}

Result<void> decide_count(const people::Actor& actor, const redesigns::Phase& phase, const Vote& vote, std::int64_t open_batches, Instant now) {
  if (!leads(actor)) return refuse(Reason::not_allowed, "the owner of the redesign counts the box");
  if (vote.counted_at) return refuse(Reason::already_decided, "the vote is counted");
  if (redesigns::state_at(phase, now) != PhaseState::closed) return refuse(Reason::phase_not_open, "the box is counted after the vote has closed");
  if (open_batches > 0) return refuse(Reason::batches_open, std::to_string(open_batches) + " envelopes are not signed yet");
  return {};
}

Result<void> decide_sign(const people::Actor& actor, const Vote& vote) {
  if (!actor.is_moderator() && !leads(actor)) return refuse(Reason::not_allowed, "a moderator, the owner or an administrator witnesses the count");
  if (!vote.counted_at) return refuse(Reason::vote_not_counted, "nothing is counted yet");
  if (vote.signed_at) return refuse(Reason::already_decided, "the count is signed");
  if (vote.counted_by == actor.person) return refuse(Reason::own_case, "who counted does not witness: another person signs");
  return {};
}

bool is_result_public(const redesigns::Phase& phase) { return phase.state == PhaseState::results_published; }

}  // namespace palabre::votes

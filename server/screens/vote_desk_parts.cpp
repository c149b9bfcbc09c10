// Builds what the staff pages of a vote share.
// Called by vote_setup_page, vote_desk_page, vote_desk_print and envelope_page.
#include "screens/vote_desk_parts.hpp"

#include "pages/localised.hpp"
#include "people/person_repo.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using nlohmann::json;

bool works_at_polls(const people::Actor& reader) { return votes::handles_paper(reader) || reader.is_owner() || reader.is_admin; }

std::string polling_desk_path(votes::VoteId id) { return vote_path(id, "/desk"); }

std::string vote_setup_path(const RedesignAtHand& at, PhaseId phase) { return "/redesigns/" + at.redesign.slug + "/phases/" + phase.text() + "/vote"; }

Result<PollingDesk> open_polling_desk(Page& page, votes::VoteId id) {
  auto here = open_vote(page, id);
  if (!here) return here.error();
  people::Actor reader = page.actor(here->at.redesign.id);
  if (!works_at_polls(reader)) return refuse(Reason::not_allowed, "the polling desk is for those who handle paper ballots and for the owner of this redesign");
  return PollingDesk{std::move(*here), std::move(reader)};
}

Result<PollingDesk> open_polling_desk(Page& page) {
  const auto id = page.call().path_id<votes::VoteId>();
  if (!id) return id.error();
  return open_polling_desk(page, *id);
}

json ballot_lines_view(const Page& page, const VoteOnPage& here) {
  json lines = json::array();
  for (const auto& option : here.vote.options) {
    const LocalText title = option_title(page, here, option);
    lines.push_back({{"position", option.position},
                     {"title", title.text},
                     {"lang", title.language},
                     {"cost_text", option.cost ? money_text(page, *option.cost, here.vote.currency) : std::string()},
                     {"href", option.idea.is_set() ? page.href("/ideas/" + option.idea.text()) : std::string()}});
  }
  return lines;
}

std::string ballot_rule_text(const Page& page, const votes::Vote& vote, std::string_view family) {
  const std::string key = std::string(family) + "." + std::string(votes::name_of(vote.method));
  pages::Arguments arguments;
  const bool says_seats = family == "vote_setup.rule";
  if (vote.method == votes::Method::budget) arguments.emplace_back("sum", money_text(page, vote.budget.value_or(0), vote.currency));
  if (vote.method == votes::Method::approval) arguments.emplace_back("max", static_cast<std::int64_t>(vote.choices_max.value_or(0)));
  if (says_seats && vote.method != votes::Method::budget) arguments.emplace_back("seats", static_cast<std::int64_t>(vote.seats.value_or(1)));
  return page.text(key, arguments);
}

std::string moment_text(const Page& page, const std::optional<Instant>& moment) {
  return moment ? pages::format_moment(page.language(), *moment) : std::string();
}

std::string doer_name(const Page& page, PersonId id) {
  const auto person = id.is_set() ? people::find_person(page.db(), id) : std::nullopt;
  return person ? person_name(page, person->name) : std::string();
}

json desk_fact(const Page& page, std::string_view label_key, std::int64_t value) {
  return {{"label_text", page.text(label_key)}, {"value_text", pages::format_number(page.language(), value)}};
}

json bare_form_view(const Page& page, const std::string& path, const Form& form) { return {{"action", page.href(path)}, {"form_key", form.key()}}; }

}  // namespace palabre::screens

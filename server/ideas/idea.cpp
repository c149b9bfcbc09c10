// The rules of ideas: which states are public, and who may move, edit, support and comment when.
// Called by the acts of this slice and of discussion, moderation and followup.
#include "ideas/idea.hpp"
#include "base/names.hpp"

#include <algorithm>
#include <array>

namespace palabre::ideas {
namespace {

using enum IdeaState;
constexpr std::array<std::string_view, idea_state_count> state_names{
    "draft",        "submitted", "published", "shortlisted", "under_review", "on_ballot", "accepted",
    "not_selected", "deferred",  "declined",  "merged",      "withdrawn",    "hidden"};

enum class Part { moderator, officer, owner, moderator_or_owner };

/// One row of the state machine that people move by hand.
struct Step {
  IdeaState from;
  IdeaState to;
  Part part;
};
constexpr std::array steps{
    Step{submitted, published, Part::moderator},
    Step{published, shortlisted, Part::moderator_or_owner},  // a quorum, a round's report or a team that lasted
    Step{shortlisted, under_review, Part::officer},
    Step{under_review, published, Part::officer},            // needs work
    Step{not_selected, shortlisted, Part::owner},            // a new decision beside the old one
    Step{declined, shortlisted, Part::owner},
};

std::string_view part_of(Part part, const people::Actor& actor) {
  const bool is_owner = actor.is_owner() || actor.is_admin;
  switch (part) {
    case Part::moderator: return actor.is_moderator() ? "moderator" : "";
    case Part::officer: return actor.is_officer() ? "officer" : "";
    case Part::owner: return is_owner ? "owner" : "";
    case Part::moderator_or_owner: return actor.is_moderator() ? "moderator" : is_owner ? "owner" : "";
  }
  return "";
}

std::string_view needed(Part part) {
  switch (part) {
    case Part::moderator: return "a moderator moves an idea this way";
    case Part::officer: return "an officer moves an idea this way";
    case Part::owner: return "the owner moves an idea this way";
    case Part::moderator_or_owner: return "a moderator or the owner moves an idea this way";
  }
  return "";
}

/// The act that leads to or from states nobody reaches by a plain change; empty when there is none.
std::string_view act_instead(IdeaState from, IdeaState to) {
  if (to == hidden) return "hide it with a rule and a reason instead";
  if (from == hidden) return "restore it instead";
  if (to == merged) return "propose a merge instead: the authors consent";
  if (to == on_ballot) return "set up a vote with it instead: the freeze puts it on the ballot";
  if (from == on_ballot && (to == accepted || to == not_selected)) return "the result of the vote decides this";
  if (to == accepted || to == deferred || to == declined) return "publish an answer instead";
  if (from == deferred && to == under_review) return "it comes back by itself on its review day";
  return "";
}

Refusal refused_step(IdeaState from, IdeaState to) {
  std::string detail = "an idea does not go from " + std::string(name_of(from)) + " to " + std::string(name_of(to));
  if (const auto instead = act_instead(from, to); !instead.empty()) detail += ": " + std::string(instead);
  return refuse(Reason::idea_transition_refused, detail, "to");
}

}  // namespace

std::string_view name_of(IdeaState state) { return state_names.at(static_cast<std::size_t>(state)); }

std::optional<IdeaState> idea_state_of(std::string_view name) {
  return find_name<IdeaState>(state_names, name);
}

bool is_listed(IdeaState state) { return state >= published && state <= declined; }

bool is_supportable(IdeaState state) { return state == published || state == shortlisted || state == under_review; }

bool is_editable(IdeaState state) { return state == submitted || is_supportable(state); }

bool is_readable(IdeaState state) { return is_listed(state) || state == merged || state == withdrawn || state == hidden; }

Result<void> decide_support(const Idea& idea, const people::Actor& actor) {
  if (actor.is_organisation) return refuse(Reason::organisation_may_not_support, "an organisation proposes and comments, people support");
  if (!is_supportable(idea.state))
    return refuse(Reason::idea_not_open, "an idea that is " + std::string(name_of(idea.state)) + " takes no support");
  return {};
}

Result<void> decide_edit(const Idea& idea, const people::Actor& actor) {
  if (idea.author != actor.person) return refuse(Reason::not_allowed, "only its author edits an idea");
  if (idea.frozen_version) return refuse(Reason::idea_frozen, "version " + std::to_string(*idea.frozen_version) + " stands on a ballot");
  if (!is_editable(idea.state))
    return refuse(Reason::idea_not_open, "an idea that is " + std::string(name_of(idea.state)) + " is not edited any more");
  return {};
}

Result<void> decide_withdraw(const Idea& idea, const people::Actor& actor) {
  if (idea.author != actor.person) return refuse(Reason::not_allowed, "only its author withdraws an idea");
  if (idea.frozen_version) return refuse(Reason::idea_frozen, "version " + std::to_string(*idea.frozen_version) + " stands on a ballot");
  const bool may = idea.state == draft || idea.state == deferred || is_editable(idea.state);
  if (!may) return refused_step(idea.state, withdrawn);
  return {};
}

Result<void> decide_comment(const Idea& idea) {
  if (!is_listed(idea.state))
    return refuse(Reason::idea_not_open, "an idea that is " + std::string(name_of(idea.state)) + " takes no comments");
  return {};
}

Result<std::string_view> decide_state_change(const Idea& idea, const people::Actor& actor, const StateChange& change) {
  if (change.to == withdrawn) {
    if (auto may = decide_withdraw(idea, actor); !may) return may.error();
    return std::string_view("author");
  }
  const auto step = std::find_if(steps.begin(), steps.end(), [&](const Step& row) { return row.from == idea.state && row.to == change.to; });
  const bool is_staff = actor.is_admin || actor.is_moderator() || actor.is_officer() || actor.is_owner();
  if (!is_staff) return refuse(Reason::not_allowed, "moderators, officers and the owner move ideas");
  if (step == steps.end()) return refused_step(idea.state, change.to);
  const auto role = part_of(step->part, actor);
  if (role.empty()) return refuse(Reason::not_allowed, needed(step->part));
  if (idea.author == actor.person) return refuse(Reason::own_case, "nobody moves an idea of their own");
  if (change.reason.empty()) return refuse(Reason::reason_required, "say why: the reason is public", "reason");
  return role;
}

}  // namespace palabre::ideas

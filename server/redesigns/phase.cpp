// The rules of phases: what their type allows, what the clock makes of them, who may move them and where to.
// Called by every act on ideas and comments, by the phase acts of this slice, and by views that say what is open now.
#include "redesigns/phase.hpp"
#include "base/names.hpp"

#include "base/utf8.hpp"
#include "base/limits.hpp"
#include "people/person.hpp"

#include <algorithm>
#include <array>

namespace palabre::redesigns {

namespace {

constexpr std::array<std::string_view, 11> type_names{"stories",      "ideas",     "brainstorm", "consultation", "discussion", "hackathon",
                                                      "deliberation", "prototype", "vote",       "follow_up",    "evaluation"};
constexpr std::array<std::string_view, 7> state_names{"planned", "frozen", "open", "closed", "counted", "results_published", "skipped"};
constexpr std::array<std::string_view, 4> stage_names{"co-commission", "co-design", "co-deliver", "co-assess"};
constexpr std::array<std::string_view, 9> redesign_state_names{"draft",     "review",    "announced", "open",     "paused",
                                                               "follow_up", "evaluated", "archived",  "cancelled"};

bool takes_ideas(PhaseType type) {
  return type == PhaseType::ideas || type == PhaseType::brainstorm || type == PhaseType::hackathon || type == PhaseType::consultation;
}

bool takes_support(PhaseType type) {
  return takes_ideas(type) || type == PhaseType::discussion || type == PhaseType::deliberation || type == PhaseType::prototype;
}

std::string_view verb_of(Act act) {
  switch (act) {
    case Act::propose: return "Proposing an idea";
    case Act::edit_idea: return "Editing an idea";
    case Act::withdraw_idea: return "Withdrawing an idea";
    case Act::support: return "Supporting an idea";
    case Act::comment: return "Commenting";
    case Act::react: return "Reacting to an idea";
    case Act::answer_question: return "Answering the question";
  }
  return "This";
}

bool allows_participation(RedesignState state) {
  return state == RedesignState::open || state == RedesignState::announced || state == RedesignState::follow_up;
}

/// The next phase that will allow the act, or else the last one that did, in words.
std::string when_allowed(std::span<const Phase> phases, Act act, Instant now) {
  const Phase* next = nullptr;
  const Phase* last = nullptr;
  for (const Phase& phase : phases) {
    if (!phase_allows(phase.type, act)) continue;
    const PhaseState state = state_at(phase, now);
    const bool is_coming = state == PhaseState::planned || state == PhaseState::frozen;
    if (is_coming && (!next || (phase.opens_at && (!next->opens_at || *phase.opens_at < *next->opens_at)))) next = &phase;
    const bool is_over = state == PhaseState::closed || state == PhaseState::counted || state == PhaseState::results_published;
    if (is_over && (!last || (phase.closes_at && (!last->closes_at || *phase.closes_at > *last->closes_at)))) last = &phase;
  }
  const std::string verb(verb_of(act));
  if (next && next->opens_at)
    return verb + " needs an open phase: the phase of type " + std::string(name_of(next->type)) + " opens on " + iso_text(*next->opens_at) + ".";
  if (next) return verb + " needs an open phase: the phase of type " + std::string(name_of(next->type)) + " has no opening date yet.";
  if (last && last->closes_at)
    return verb + " needs an open phase: the phase of type " + std::string(name_of(last->type)) + " closed on " + iso_text(*last->closes_at) + ".";
  if (last) return verb + " needs an open phase: the phase of type " + std::string(name_of(last->type)) + " is closed.";
  return verb + " needs an open phase, and no phase of this redesign allows it.";
}

Refusal refuse_move(PhaseState from, PhaseState to, std::string_view instead) {
  return refuse(Reason::phase_transition_refused,
                "A phase cannot go from " + std::string(name_of(from)) + " to " + std::string(name_of(to)) + ". " + std::string(instead), "to");
}

/// What the state the phase is in now may become, for the refusal's detail.
std::string_view ways_out(PhaseState from, bool is_vote) {
  if (is_vote && from == PhaseState::planned) return "A vote is frozen by its own act and opens by its date, at least three days later; or it is skipped.";
  switch (from) {
    case PhaseState::planned: return "A planned phase can be opened or skipped.";
    case PhaseState::frozen: return "A frozen vote opens by its date.";
    case PhaseState::open: return "An open phase can be closed or extended with a later end.";
    case PhaseState::closed:
    case PhaseState::results_published: return "A closed phase can be reopened, unless it is a vote.";
    case PhaseState::counted: return "A counted vote waits for its results.";
    case PhaseState::skipped: return "A skipped phase stays skipped: add a new phase.";
  }
  return "";
}

/// The end of a phase that is opened or reopened: the wanted one, or the one it keeps. It must lie ahead.
Result<std::optional<Instant>> end_ahead(std::optional<Instant> wanted, std::optional<Instant> kept, Instant now) {
  const std::optional<Instant> end = wanted ? wanted : kept;
  if (end && *end <= now) return refuse(Reason::bad_field, "The end must lie in the future; give a later ends_at.", "ends_at");
  return end;
}

Result<Transition> decide_open(const Phase& phase, PhaseState from, const TransitionRequest& wanted, Instant now) {
  const auto end = end_ahead(wanted.ends_at, phase.closes_at, now);
  if (!end) return end.error();
  return Transition{TransitionKind::open, from, PhaseState::open, now, *end};
}

Result<Transition> decide_extend(const Phase& phase, const people::Actor& actor, const TransitionRequest& wanted, Instant now) {
  if (!wanted.ends_at) return refuse(Reason::missing_field, "This phase is open; to extend it, give the later end.", "ends_at");
  if (*wanted.ends_at <= now) return refuse(Reason::bad_field, "The end must lie in the future; to end the phase now, close it.", "ends_at");
  if (phase.closes_at && *wanted.ends_at <= *phase.closes_at)
    return refuse(Reason::bad_field, "The new end must be later than the present one; to end the phase sooner, close it.", "ends_at");
  if (phase.extensions > 0 && !actor.is_moderator())
    return refuse(Reason::not_allowed, "The owner extends a phase once; a further extension is a moderator's to make.", "to");
  return Transition{TransitionKind::extend, PhaseState::open, PhaseState::open, phase.opens_at, wanted.ends_at};
}

Transition close_now(const Phase& phase, Instant now) {
  const bool opened_this_instant = phase.opens_at && now <= *phase.opens_at;
  const Instant end = opened_this_instant ? phase.opens_at->plus_ms(1) : now;
  return Transition{TransitionKind::close, PhaseState::open, PhaseState::closed, phase.opens_at, end};
}

/// A planned phase opens by itself when its date comes, and a frozen vote: one that was never frozen stays planned.
bool waits_for_its_date(const Phase& phase) {
  return phase.state == PhaseState::frozen || (phase.state == PhaseState::planned && phase.type != PhaseType::vote);
}

Result<Transition> decide_reopen(const Phase& phase, PhaseState from, const TransitionRequest& wanted, Instant now) {
  const auto end = end_ahead(wanted.ends_at, std::nullopt, now);
  if (!end) return end.error();
  return Transition{TransitionKind::reopen, from, PhaseState::open, phase.opens_at, *end};
}

}  // namespace

std::string_view name_of(PhaseType type) { return type_names[static_cast<std::size_t>(type)]; }
std::string_view name_of(PhaseState state) { return state_names[static_cast<std::size_t>(state)]; }
std::string_view name_of(Stage stage) { return stage_names[static_cast<std::size_t>(stage)]; }
std::string_view name_of(RedesignState state) { return redesign_state_names[static_cast<std::size_t>(state)]; }
std::optional<PhaseType> phase_type_of(std::string_view name) { return find_name<PhaseType>(type_names, name); }
std::optional<PhaseState> phase_state_of(std::string_view name) { return find_name<PhaseState>(state_names, name); }
std::optional<Stage> stage_of(std::string_view name) { return find_name<Stage>(stage_names, name); }
std::optional<RedesignState> redesign_state_of(std::string_view name) { return find_name<RedesignState>(redesign_state_names, name); }

PhaseState state_at(const Phase& phase, Instant now) {
  const bool waits = waits_for_its_date(phase);
  const bool has_begun = phase.state == PhaseState::open || (waits && phase.opens_at && *phase.opens_at <= now);
  if (!has_begun) return phase.state;
  return phase.closes_at && *phase.closes_at <= now ? PhaseState::closed : PhaseState::open;
}

bool phase_allows(PhaseType type, Act act) {
  switch (act) {
    case Act::propose:
    case Act::edit_idea:
    case Act::withdraw_idea: return takes_ideas(type);
    case Act::support: return takes_support(type);
    case Act::comment: return type != PhaseType::stories;
    case Act::react: return takes_support(type) || type == PhaseType::follow_up;
    case Act::answer_question: return true;
  }
  return false;
}

Result<PhaseId> decide_act(RedesignState redesign, std::span<const Phase> phases, Act act, Instant now) {
  if (!allows_participation(redesign))
    return refuse(Reason::redesign_not_open, std::string(verb_of(act)) + " needs an open redesign; this one is " + std::string(name_of(redesign)) + ".");
  bool is_vote_open = false;
  for (const Phase& phase : phases) {
    if (state_at(phase, now) != PhaseState::open) continue;
    if (phase_allows(phase.type, act)) return phase.id;
    is_vote_open = is_vote_open || phase.type == PhaseType::vote;
  }
  if (act == Act::withdraw_idea && !is_vote_open) return PhaseId{};
  if (act == Act::withdraw_idea) return refuse(Reason::phase_closed, "An idea cannot be withdrawn while a vote is open.");
  return refuse(Reason::phase_closed, when_allowed(phases, act, now));
}

Result<Transition> decide_transition(const Phase& phase, const people::Actor& actor, const TransitionRequest& wanted, Instant now) {
  if (!actor.is_moderator() && !actor.is_owner() && !actor.is_admin)
    return refuse(Reason::not_allowed, "Phases are moved by the moderators and the owner of the redesign.");
  const PhaseState from = state_at(phase, now);
  const PhaseState to = wanted.to;
  const bool waits = from == PhaseState::planned || from == PhaseState::frozen;
  const bool is_over = from == PhaseState::closed || from == PhaseState::results_published;
  const bool is_vote = phase.type == PhaseType::vote;
  if (is_vote && to == PhaseState::open && (is_over || from == PhaseState::counted))
    return refuse(Reason::vote_not_reopenable, "A vote that opened is never reopened: add a new vote.", "to");
  const bool is_possible = (to == PhaseState::open && ((waits && !is_vote) || from == PhaseState::open || is_over)) ||
                           (to == PhaseState::closed && from == PhaseState::open) || (to == PhaseState::skipped && from == PhaseState::planned);
  if (!is_possible) return refuse_move(from, to, ways_out(from, is_vote));
  if (count_chars(wanted.reason) < Limits{}.reason_chars_min)
    return refuse(Reason::reason_required, "Say publicly why, in at least 10 characters.", "reason");
  if (to == PhaseState::closed) return close_now(phase, now);
  if (to == PhaseState::skipped) return Transition{TransitionKind::skip, from, to, phase.opens_at, phase.closes_at};
  if (waits) return decide_open(phase, from, wanted, now);
  if (from == PhaseState::open) return decide_extend(phase, actor, wanted, now);
  return decide_reopen(phase, from, wanted, now);
}

}  // namespace palabre::redesigns

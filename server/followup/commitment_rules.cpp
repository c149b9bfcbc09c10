// The rules of commitments.
// Called by the acts of this folder, by the pages to know which buttons to show, and by tests.
#include "followup/commitment_rules.hpp"

#include "followup/commitment_repo.hpp"

#include <algorithm>
#include <array>

namespace palabre::followup {

namespace {

using redesigns::RedesignState;
using S = CommitmentState;

/// Promises outlive the redesign: they are kept up after its evaluation, until it is archived.
bool takes_commitments(RedesignState state) {
  return state == RedesignState::announced || state == RedesignState::open || state == RedesignState::paused || state == RedesignState::follow_up ||
         state == RedesignState::evaluated;
}

Result<void> decide_redesign(RedesignState state) {
  if (takes_commitments(state)) return {};
  return refuse(Reason::redesign_not_open, "a redesign that is " + std::string(redesigns::name_of(state)) + " has no commitments to change");
}

struct Move {
  S from, to;
};
constexpr std::array staff_moves{Move{S::proposed, S::accepted}, Move{S::accepted, S::in_progress}, Move{S::in_progress, S::at_risk},
                                 Move{S::at_risk, S::in_progress}, Move{S::contested, S::in_progress}};

bool is_staff_move(S from, S to) {
  return std::any_of(staff_moves.begin(), staff_moves.end(), [&](const Move& move) { return move.from == from && move.to == to; });
}

bool is_visit(S from, S to) { return from == S::delivered && (to == S::verified || to == S::contested); }

std::string_view ways_out(S from) {
  switch (from) {
    case S::proposed: return "It can be accepted or dropped.";
    case S::accepted: return "It can be started or dropped.";
    case S::in_progress: return "It can be put at risk, delivered or dropped.";
    case S::at_risk: return "It can go on, be delivered or dropped.";
    case S::delivered: return "People say whether it is done; when they are fewer than ten, the owner says so after a visit.";
    case S::contested: return "It is taken up again, within 30 days.";
    case S::verified: return "It is kept; nothing follows.";
    case S::dropped: return "It is dropped; make a new commitment.";
  }
  return "";
}

Refusal refuse_to(S from, std::string_view what) {
  return refuse(Reason::commitment_transition_refused, "A commitment that is " + std::string(name_of(from)) + " " + std::string(what) + ". " + std::string(ways_out(from)), "to");
}

Refusal refuse_no_reason() { return refuse(Reason::reason_required, "Say publicly why, in at least 10 characters.", "text"); }

Result<void> decide_who(const NewCommitment& wanted) {
  if (!wanted.body)
    return refuse(Reason::missing_field, "Name the public body that answers for it: a promise without one can be dropped by everybody.", "organisation");
  if (!wanted.body->is_public)
    return refuse(Reason::bad_field,
                  "Only a public body can answer for a commitment. Volunteers, associations and companies help; they are never alone responsible.", "organisation");
  if (!wanted.is_officer_staff) return refuse(Reason::bad_field, "The person who looks after it is an officer or the owner of this redesign.", "officer");
  return {};
}

Result<void> decide_ideas(const NewCommitment& wanted) {
  if (wanted.ideas.empty()) return refuse(Reason::missing_field, "Name the idea it follows from.", "ideas");
  for (const auto& idea : wanted.ideas) {
    if (idea.redesign != wanted.commitment.redesign) return refuse(Reason::bad_field, "Idea " + idea.id.text() + " stands in another redesign.", "ideas");
    if (idea.state != ideas::IdeaState::accepted && idea.state != ideas::IdeaState::on_ballot)
      return refuse(Reason::bad_field, "Idea " + idea.id.text() + " is " + std::string(ideas::name_of(idea.state)) + ": accept it in an answer first.", "ideas");
  }
  return {};
}

/// The first day a promise may name: today.
Instant today(Instant now) { return Instant{now.unix_ms - now.unix_ms % ms_per_day}; }

Result<void> decide_dates(const NewCommitment& wanted, Instant now) {
  if (wanted.milestones.empty()) return refuse(Reason::missing_field, "Name a first milestone and its day: it shows early whether things move.", "milestones");
  if (wanted.commitment.due_at < today(now)) return refuse(Reason::bad_field, "The day it is due lies ahead.", "due_on");
  for (const auto& milestone : wanted.milestones) {
    if (milestone.due_at < today(now)) return refuse(Reason::bad_field, "The day of a milestone lies ahead.", "milestones");
    if (milestone.due_at > wanted.commitment.due_at)
      return refuse(Reason::bad_field, "A milestone is due before the commitment itself, or on the same day.", "milestones");
  }
  return {};
}

bool has_other_role(const people::Actor& actor, std::string_view asked_role) { return asked_role == "officer" ? actor.is_owner() : actor.is_officer(); }

}  // namespace

Result<std::string_view> decide_staff(RedesignState redesign, const people::Actor& actor) {
  if (!actor.is_officer() && !actor.is_owner())
    return refuse(Reason::not_allowed, "the officers and the owner of this redesign look after its commitments; everybody may follow them");
  if (auto open = decide_redesign(redesign); !open) return open.error();
  return std::string_view(actor.is_officer() ? "officer" : "owner");
}

Result<std::string_view> decide_create(RedesignState redesign, const people::Actor& actor, const NewCommitment& wanted, Instant now) {
  const auto staff = decide_staff(redesign, actor);
  if (!staff) return staff;
  if (wanted.commitment.titles.empty()) return refuse(Reason::missing_field, "say what is promised, in at least one language", "title");
  if (auto who = decide_who(wanted); !who) return who.error();
  if (auto ideas = decide_ideas(wanted); !ideas) return ideas.error();
  if (auto dates = decide_dates(wanted, now); !dates) return dates.error();
  return staff;
}

Result<std::string_view> decide_move(RedesignState redesign, const Commitment& commitment, const std::vector<Milestone>& milestones,
                                     const std::optional<Check>& last_check, const people::Actor& actor, const MoveWanted& wanted, Instant now) {
  const auto staff = decide_staff(redesign, actor);
  if (!staff) return staff;
  const S from = commitment.state;
  const bool is_by_visit = is_visit(from, wanted.to);
  if (!is_by_visit && !is_staff_move(from, wanted.to)) return refuse_to(from, "cannot become " + std::string(name_of(wanted.to)) + " this way");
  if (is_by_visit) {
    if (!actor.is_owner()) return refuse(Reason::not_allowed, "the owner of the redesign says so after a visit", "to");
    if (commitment.officer == actor.person) return refuse(Reason::own_case, "another owner visits what you answer for", "to");
    if (!last_check || last_check->result != CheckResult::too_few)
      return refuse_to(from, "is judged by the people first; a visit decides only when they were fewer than ten");
  }
  if (from == S::at_risk && is_risky(milestones, now))
    return refuse(Reason::commitment_transition_refused, "A milestone is more than 14 days late: finish it, or give it a new day with a reason.", "to");
  if (from != S::proposed && from != S::accepted && !wanted.has_text) return refuse_no_reason();
  return is_by_visit ? std::string_view("owner") : *staff;
}

Result<std::string_view> decide_update(RedesignState redesign, const Commitment& commitment, const people::Actor& actor) {
  const auto staff = decide_staff(redesign, actor);
  if (!staff) return staff;
  if (is_final(commitment.state) || commitment.state == S::delivered) return refuse_to(commitment.state, "takes no further word of the body");
  return staff;
}

Result<std::string_view> decide_reschedule(RedesignState redesign, const Commitment& commitment, const Milestone* milestone, const people::Actor& actor,
                                           Instant to, bool has_reason, Instant now) {
  const auto staff = decide_update(redesign, commitment, actor);
  if (!staff) return staff;
  if (milestone && milestone->state == MilestoneState::done) return refuse(Reason::commitment_transition_refused, "That milestone is done; its day stays.", "milestone");
  if (to == (milestone ? milestone->due_at : commitment.due_at)) return refuse(Reason::nothing_changed, "That is the day it has already.", "due_on");
  if (to < today(now)) return refuse(Reason::bad_field, "The new day lies ahead.", "due_on");
  if (milestone && to > commitment.due_at) return refuse(Reason::bad_field, "A milestone is due before the commitment itself: move that day first.", "due_on");
  if (!has_reason) return refuse_no_reason();
  return staff;
}

Result<std::string_view> decide_deliver(RedesignState redesign, const Commitment& commitment, const people::Actor& actor, bool has_evidence) {
  const auto staff = decide_staff(redesign, actor);
  if (!staff) return staff;
  if (commitment.state != S::in_progress && commitment.state != S::at_risk) return refuse_to(commitment.state, "cannot be delivered");
  if (!has_evidence) return refuse(Reason::missing_field, "Say how people can see that it is there, in at least 10 characters.", "text");
  return staff;
}

Result<std::string_view> decide_ask_drop(RedesignState redesign, const Commitment& commitment, const people::Actor& actor, const DropWanted& wanted) {
  const auto staff = decide_staff(redesign, actor);
  if (!staff) return staff;
  const S from = commitment.state;
  if (from != S::proposed && from != S::accepted && from != S::in_progress && from != S::at_risk) return refuse_to(from, "cannot be dropped");
  if (wanted.is_asked) return refuse(Reason::already_exists, "It is asked already; the other side has not said yet.");
  if (!wanted.has_reason) return refuse_no_reason();
  if (!wanted.has_body) return refuse(Reason::missing_field, "Name the body that decided it, and when.", "decided_body");
  if (const Commitment* other = wanted.replacement) {
    const bool is_other = other->redesign == commitment.redesign && other->id != commitment.id && other->state != S::dropped;
    if (!is_other) return refuse(Reason::bad_field, "A replacement is another commitment of this redesign that is not dropped.", "replaced_by");
  }
  return staff;
}

Result<std::string_view> decide_settle_drop(const Drop& drop, const people::Actor& actor, bool is_agreed) {
  if (!actor.is_officer() && !actor.is_owner()) return refuse(Reason::not_allowed, "an officer and the owner drop a commitment together");
  const bool is_asker = drop.asked_by == actor.person;
  if (is_asker && is_agreed) return refuse(Reason::own_case, "you asked for it: the other of officer and owner agrees");
  if (!is_asker && !has_other_role(actor, drop.asked_role))
    return refuse(Reason::not_allowed, drop.asked_role == "officer" ? "an officer asked: the owner agrees or refuses" : "the owner asked: an officer agrees or refuses");
  if (is_asker) return std::string_view(drop.asked_role == "officer" ? "officer" : "owner");
  return std::string_view(drop.asked_role == "officer" ? "owner" : "officer");
}

Result<void> decide_opinion(RedesignState redesign, const std::optional<Check>& open_check, const people::Actor& actor, Instant now) {
  if (auto open = decide_redesign(redesign); !open) return open.error();
  if (actor.is_organisation) return refuse(Reason::organisation_may_not_support, "people say whether it is done; organisations may comment");
  if (actor.is_officer() || actor.is_owner()) return refuse(Reason::own_case, "those who deliver do not judge their own delivery");
  if (!open_check || open_check->result || now >= open_check->closes_at)
    return refuse(Reason::commitment_transition_refused, "nobody is asked about it now: opinions are given in the days after a delivery", "opinion");
  return {};
}

CheckResult result_of(const Check& check) {
  if (check.total() < opinions_min) return CheckResult::too_few;
  return check.done * 100 >= check.total() * done_percent_min ? CheckResult::verified : CheckResult::contested;
}

Result<std::string_view> decide_edit(RedesignState redesign, const Commitment& commitment, const people::Actor& actor, bool has_reason) {
  const auto staff = decide_update(redesign, commitment, actor);
  if (!staff) return staff;
  if (!has_reason) return refuse_no_reason();
  return staff;
}

bool takes_pictures(const CommitmentEntry& entry) {
  if (!entry.person.is_set() || entry.texts.empty()) return false;
  if (entry.act == "updated") return true;
  return entry.act == "moved" && (entry.to == S::delivered || is_staff_move(entry.from, entry.to));
}

Result<void> decide_picture(PictureAct act, redesigns::RedesignState redesign, const EntryInPlace& at, const people::Actor& actor) {
  if (act == PictureAct::remove && actor.is_moderator()) return {};
  if (const auto staff = decide_staff(redesign, actor); !staff) return staff.error();
  if (act != PictureAct::add) return {};
  if (at.entry.person != actor.person) return refuse(Reason::not_allowed, "whoever wrote the news adds the pictures to them");
  if (!takes_pictures(at.entry)) return refuse(Reason::bad_field, "pictures go with news and with a delivery", "picture");
  if (!at.is_newest) return refuse(Reason::bad_field, "something followed these news; write new ones with the picture", "picture");
  return {};
}

Result<void> check_url(std::string_view url) {
  const bool is_web = url.starts_with("https://") || url.starts_with("http://");
  const bool has_host = url.size() > url.find("://") + 3;
  const bool is_clean = std::none_of(url.begin(), url.end(), [](char c) { return c <= ' ' || c == '"' || c == '<' || c == '>' || c == '\x7f'; });
  if (url.empty() || (is_web && has_host && is_clean)) return {};
  return refuse(Reason::bad_field, "an address like https://example.org/minutes", "url");
}

}  // namespace palabre::followup

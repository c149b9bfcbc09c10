// The rules of assisted contributions. Called by the acts of this slice, and by the desk's pages before they show a form.
#include "assisted/assisted.hpp"
#include "base/names.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "pages/fold.hpp"
#include "people/person.hpp"

#include <algorithm>

namespace palabre::assisted {
namespace {

constexpr std::int64_t zones_ms = 14 * ms_per_hour;  // where the day began first, it is today already

/// The phase was open at some moment of that day, whatever it is now: its dates are set when it opens and when it is closed by hand.
bool was_open(const redesigns::Phase& phase, Instant day) {
  using redesigns::PhaseState;
  const bool did_open = phase.state == PhaseState::open || phase.state == PhaseState::closed || phase.state == PhaseState::counted ||
                        phase.state == PhaseState::results_published;
  return did_open && (!phase.opens_at || *phase.opens_at < day.plus_ms(ms_per_day)) && (!phase.closes_at || day < *phase.closes_at);
}

bool goes_on(redesigns::RedesignState state) {
  using enum redesigns::RedesignState;
  return state == announced || state == open || state == follow_up;
}

}  // namespace

const std::vector<std::string_view>& kind_names() {
  static const std::vector<std::string_view> names{"idea", "comment", "support", "reaction", "answer"};
  return names;
}

const std::vector<std::string_view>& source_names() {
  static const std::vector<std::string_view> names{"stall", "phone", "event", "paper"};
  return names;
}

std::string_view name_of(EntryKind kind) { return kind_names()[static_cast<std::size_t>(kind)]; }
std::string_view name_of(Source source) { return source_names()[static_cast<std::size_t>(source)]; }
std::optional<EntryKind> kind_of(std::string_view name) { return find_name<EntryKind>(kind_names(), name); }
std::optional<Source> source_of(std::string_view name) { return find_name<Source>(source_names(), name); }

bool needs_name(EntryKind kind) { return kind == EntryKind::idea || kind == EntryKind::comment; }

redesigns::Act act_of(EntryKind kind) {
  using redesigns::Act;
  switch (kind) {
    case EntryKind::idea: return Act::propose;
    case EntryKind::comment: return Act::comment;
    case EntryKind::support: return Act::support;
    case EntryKind::reaction: return Act::react;
    case EntryKind::answer: return Act::answer_question;
  }
  return Act::propose;
}

Result<void> decide_entry(const people::Actor& actor, const EntryFrame& frame, Instant now) {
  if (!actor.is_facilitator()) return refuse(Reason::not_allowed, "facilitators of this redesign enter for people who are offline");
  if (!frame.consent.is_given) return refuse(Reason::missing_field, "read the sentence of consent aloud and note that the person agrees", "consent");
  if (frame.consent.version < 1 || frame.consent.version > consent_version)
    return refuse(Reason::bad_field, "no such wording of the consent", "consent");
  if (auto known = people::check_language(frame.consent.language); !known)
    return refuse(Reason::bad_field, "the language in which the consent was read: two lower-case letters", "consent");
  if (frame.collected_on > now.plus_ms(zones_ms)) return refuse(Reason::bad_field, "it cannot have been said in the future", "collected_on");
  if (frame.collected_on < now.plus_ms(-entry_age_ms_max)) return refuse(Reason::bad_field, "what was said over a year ago is asked again", "collected_on");
  return {};
}

Result<void> decide_name(std::string_view name, std::string_view facilitator_name) {
  if (auto fits = people::check_name(name); !fits) return fits.error();
  if (pages::fold(name) == pages::fold(facilitator_name))
    return refuse(Reason::own_case, "this is your own name: enter for others, and act for yourself with your account", "name");
  return {};
}

Result<void> decide_batch(const people::Actor& actor, const Batch& wanted, Instant now) {
  if (!actor.is_moderator() && !actor.is_owner() && !actor.is_admin)
    return refuse(Reason::not_allowed, "moderators and the owner record paper that comes after the close");
  if (wanted.label.empty()) return refuse(Reason::missing_field, "say which paper this is", "label");
  if (count_chars(wanted.label) > label_chars_max) return refuse(Reason::too_long, "at most 120 characters", "label");
  if (count_chars(wanted.reason) < Limits{}.reason_chars_min) return refuse(Reason::reason_required, "say why it comes late: the reason is public", "reason");
  if (count_chars(wanted.reason) > Limits{}.reason_chars_max) return refuse(Reason::too_long, "at most 2000 characters", "reason");
  if (wanted.collected_from >= wanted.collected_until) return refuse(Reason::bad_field, "the last day is before the first", "collected_until");
  if (wanted.collected_from > now) return refuse(Reason::bad_field, "paper of days to come is not late", "collected_from");
  return {};
}

Result<PhaseId> decide_late_entry(const Batch& batch, const EntryFrame& frame, redesigns::RedesignState redesign,
                                  std::span<const redesigns::Phase> phases, Instant now) {
  if (!goes_on(redesign)) return refuse(Reason::redesign_not_open, "a redesign that is " + std::string(redesigns::name_of(redesign)) + " takes nothing more");
  if (frame.source != Source::paper) return refuse(Reason::bad_field, "only paper is entered under a batch", "batch");
  if (now >= batch.open_until) return refuse(Reason::bad_field, "this batch is closed; a moderator or the owner records a new one", "batch");
  if (frame.collected_on < batch.collected_from || frame.collected_on >= batch.collected_until)
    return refuse(Reason::bad_field, "the day is none of those the batch was recorded for", "collected_on");
  const bool is_light = frame.kind == EntryKind::reaction || frame.kind == EntryKind::answer;
  for (const auto& phase : phases)
    if (!is_light && redesigns::phase_allows(phase.type, act_of(frame.kind)) && was_open(phase, frame.collected_on)) return phase.id;
  return refuse(Reason::phase_closed, "no phase that allows it was open when the paper was collected", "collected_on");
}

Result<void> decide_change(const Entry& entry, bool is_claimed, const people::Actor& actor, Instant now) {
  if (!actor.is_facilitator() || entry.facilitator != actor.person)
    return refuse(Reason::not_allowed, "only the facilitator who entered it takes it back or corrects it");
  if (entry.undone_at) return refuse(Reason::gone, "it was taken back already");
  if (is_claimed) return refuse(Reason::gone, "the person has claimed the slip: it is theirs to change");
  if (now >= entry.created_at.plus_ms(undo_ms)) return refuse(Reason::edit_window_over, "the day is over: a moderator can help");
  return {};
}

Result<void> decide_claim(const Slip& slip, const people::Actor& person, bool has_entered) {
  if (person.is_organisation) return refuse(Reason::organisation_may_not_support, "a slip is a person's; sign in with a personal account");
  if (has_entered) return refuse(Reason::own_case, "you entered these contributions for somebody: nobody claims in another's name", "slip");
  if (slip.claimed_at) return refuse(Reason::gone, "this slip was used already", "slip");
  return {};
}

}  // namespace palabre::assisted

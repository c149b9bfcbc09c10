// Contributions entered by a facilitator for a person who is offline: nouns and rules. No clock, socket, database or JSON.
#pragma once
#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/refusal.hpp"
#include "people/actor.hpp"
#include "redesigns/phase.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::assisted {

struct EntryTag;
struct BatchTag;
using EntryId = Id<EntryTag>;
using BatchId = Id<BatchTag>;

enum class EntryKind { idea, comment, support, reaction, answer };
enum class Source { stall, phone, event, paper };
/// "idea", …, in the order of the enum; what JSON, SQL and forms say.
const std::vector<std::string_view>& kind_names();
const std::vector<std::string_view>& source_names();
std::string_view name_of(EntryKind kind);
std::string_view name_of(Source source);
std::optional<EntryKind> kind_of(std::string_view name);
std::optional<Source> source_of(std::string_view name);

/// The newest wording of the sentence that is read aloud: the message "assisted.consent_1". Older ones stay in the catalogues,
/// for devices that were without network when it changed.
inline constexpr int consent_version = 1;
inline constexpr std::size_t contact_chars_max = 300;
inline constexpr std::size_t key_chars_max = 64;
inline constexpr std::size_t label_chars_max = 120;
inline constexpr std::int64_t undo_ms = 12 * ms_per_hour;            // a day at a stall
inline constexpr std::int64_t entry_age_ms_max = 366 * ms_per_day;   // paper older than that is not entered
inline constexpr std::int64_t contact_keep_ms = 365 * ms_per_day;
inline constexpr std::int64_t batch_open_ms = 14 * ms_per_day;

struct Consent {
  bool is_given = false;
  int version = 0;
  std::string language;
};

/// What every entry says, whatever its kind.
struct EntryFrame {
  EntryKind kind{};
  Consent consent;
  Source source{};
  Instant collected_on;                    // the day on which the person said it
};

/// Ideas and comments stand under a name everybody reads; marks do not.
bool needs_name(EntryKind kind);
/// What the phases of a redesign must allow for it.
redesigns::Act act_of(EntryKind kind);

/// May `actor` enter this for somebody? Facilitators of the redesign only, with the consent in a wording that exists, said
/// neither on a day to come nor over a year ago.
/// Refuses: not_allowed, missing_field consent, bad_field.
Result<void> decide_entry(const people::Actor& actor, const EntryFrame& frame, Instant now);

/// Nobody enters in their own name: the name on the slip may not be the facilitator's own.
/// Refuses: own_case, and as people::check_name.
Result<void> decide_name(std::string_view name, std::string_view facilitator_name);

struct Batch {
  BatchId id;
  RedesignId redesign;
  std::string label;
  std::string reason;
  Instant collected_from, collected_until;  // from the first day's beginning to the last day's end
  PersonId opened_by;
  Instant created_at, open_until;
};

/// May `actor` record a batch of late paper? Moderators and the owner, with a public reason and days that lie behind.
/// Refuses: not_allowed, missing_field label, too_long label, reason_required, bad_field collected_from, collected_until.
Result<void> decide_batch(const people::Actor& actor, const Batch& wanted, Instant now);

/// The phase in which paper of the batch counts although it is entered now: one that was open when it was collected and allowed
/// the act. The redesign itself must still be going on; a mark without an account (reaction, answer) does not come late.
/// Refuses: redesign_not_open, bad_field batch (another source, another day, or no longer open), phase_closed.
Result<PhaseId> decide_late_entry(const Batch& batch, const EntryFrame& frame, redesigns::RedesignState redesign,
                                  std::span<const redesigns::Phase> phases, Instant now);

struct Entry {
  EntryId id;
  RedesignId redesign;
  PersonId person;
  PersonId facilitator;
  EntryKind kind{};
  IdeaId idea;
  CommentId comment;
  QuestionId question;
  Source source{};
  Instant collected_on;
  Consent consent;
  BatchId batch;
  std::string fingerprint;
  Instant created_at;
  std::optional<Instant> undone_at;
};

/// May `actor` take back or correct what they entered? The same facilitator, within undo_ms; afterwards moderators act.
/// Refuses: not_allowed, gone (taken back already, or claimed: it is the person's own now), edit_window_over.
Result<void> decide_change(const Entry& entry, bool is_claimed, const people::Actor& actor, Instant now);

struct Slip {
  PersonId person;
  RedesignId redesign;
  std::string number;
  std::string name;            // empty: the person gave marks only
  std::string language;
  Instant created_at;
  PersonId claimed_by;
  std::optional<Instant> claimed_at;
};

/// May `person` make the slip's contributions their own? A person's account, once, and never the facilitator who entered any
/// of them: nobody acts in another's name. Refuses: organisation_may_not_support, own_case, gone.
Result<void> decide_claim(const Slip& slip, const people::Actor& person, bool has_entered);

}  // namespace palabre::assisted

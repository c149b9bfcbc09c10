// Why an act was refused, and the Result every act returns. Used by everybody; knows nobody.
#pragma once
#include <boost/system/result.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palabre {

/// Every reason for which the product says no. Closed: `http/problem.cpp` gives each a status and a stable code,
/// the message catalogues give each a sentence, and tests walk all of them.
enum class Reason {
  // the shape of what was sent
  bad_json, bad_field, missing_field, unknown_field, too_long, too_short, bad_encoding, bad_cursor, too_large,
  unsupported_media_type, method_not_allowed,
  // who is asking
  sign_in_required, wrong_credentials, not_allowed, foreign_origin, account_suspended,
  organisation_may_not_support, role_conflict, own_case,
  // what is asked for
  not_found, gone, email_taken, slug_taken, already_exists,
  // rules of phases and states
  phase_closed, phase_not_open, phase_transition_refused, redesign_not_open, redesign_transition_refused,
  idea_transition_refused, idea_not_open, idea_frozen, light_off, question_answered, edit_window_over, merge_consent_missing, already_merged,
  reason_required, reply_too_deep, stale_version, vote_not_reopenable, last_owner, last_admin, nothing_changed, already_decided, undo_window_over,
  round_transition_refused, round_not_open, round_full, commitment_transition_refused,
  organisation_may_not_vote, email_unverified, already_voted, vote_not_ready, vote_frozen, vote_not_counted, batches_open,
  batch_not_reconciled,
  // the machine
  too_many_requests, overloaded, too_late, idempotency_mismatch, idempotency_in_progress, version_mismatch,
};

/// Number of reasons; the tests that walk the enum use it.
inline constexpr int reason_count = static_cast<int>(Reason::version_mismatch) + 1;

/// One refusal: the rule, the field at fault (empty when none) and a detail in plain English for logs and API clients.
struct Refusal {
  Reason reason{};
  std::string detail;
  std::string field;
  std::vector<Refusal> also = {};  // further fields of the same body that are at fault, each once
};

/// Adds a fault to what is wrong with a body so far: the first one leads, each field stands in it once, with its first fault.
void add_fault(std::optional<Refusal>& faults, Refusal fault);

/// Turns `.value()` on a refusal into an exception; found by argument-dependent lookup.
[[noreturn]] void throw_exception_from_error(const Refusal& refusal, const boost::source_location& place);

template <class T>
using Result = boost::system::result<T, Refusal>;

/// Shorthand to build a refusal in a `return`.
inline Refusal refuse(Reason reason, std::string_view detail = {}, std::string_view field = {}) {
  return Refusal{reason, std::string(detail), std::string(field), {}};
}

}  // namespace palabre

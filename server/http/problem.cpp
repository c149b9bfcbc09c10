// The one table from refusals to statuses, stable codes and titles. Called wherever a refusal becomes an answer.
#include "http/response.hpp"

#include <nlohmann/json.hpp>

namespace palabre::http {
namespace {

struct Row {
  Reason reason;
  int status;
  std::string_view code;
  std::string_view title;
};

// 400: cannot be read; 422: read, but a value is wrong; 409: right in itself, but not in this state of things.
constexpr Row rows[] = {
    {Reason::bad_json, 400, "bad_json", "The body is not valid JSON"},
    {Reason::bad_field, 422, "bad_field", "A field has a wrong value"},
    {Reason::missing_field, 422, "missing_field", "A field is missing"},
    {Reason::unknown_field, 422, "unknown_field", "A field is not known here"},
    {Reason::too_long, 422, "too_long", "A field is too long"},
    {Reason::too_short, 422, "too_short", "A field is too short"},
    {Reason::bad_encoding, 400, "bad_encoding", "The text is not valid UTF-8 or not correctly escaped"},
    {Reason::bad_cursor, 400, "bad_cursor", "The page cursor is not valid for this list"},
    {Reason::too_large, 413, "too_large", "The request is too large"},
    {Reason::unsupported_media_type, 415, "unsupported_media_type", "This content type is not understood here"},
    {Reason::method_not_allowed, 405, "method_not_allowed", "This method is not allowed here"},
    {Reason::sign_in_required, 401, "sign_in_required", "Signing in is required"},
    {Reason::wrong_credentials, 401, "wrong_credentials", "The e-mail address or the password is wrong"},
    {Reason::not_allowed, 403, "not_allowed", "This role does not allow it"},
    {Reason::foreign_origin, 403, "foreign_origin", "The request comes from another site"},
    {Reason::account_suspended, 403, "account_suspended", "The account is suspended"},
    {Reason::organisation_may_not_support, 403, "organisation_may_not_support", "Organisations do not support ideas"},
    {Reason::role_conflict, 409, "role_conflict", "These two roles may not be held by one person"},
    {Reason::own_case, 403, "own_case", "Nobody decides in their own case"},
    {Reason::not_found, 404, "not_found", "Not found"},
    {Reason::gone, 410, "gone", "No longer there"},
    {Reason::email_taken, 409, "email_taken", "The e-mail address already has an account"},
    {Reason::slug_taken, 409, "slug_taken", "The short name is already taken"},
    {Reason::already_exists, 409, "already_exists", "It already exists"},
    {Reason::phase_closed, 409, "phase_closed", "The phase is closed"},
    {Reason::phase_not_open, 409, "phase_not_open", "The phase is not open"},
    {Reason::phase_transition_refused, 409, "phase_transition_refused", "The phase cannot go to that state"},
    {Reason::redesign_not_open, 409, "redesign_not_open", "The redesign is not open"},
    {Reason::redesign_transition_refused, 409, "redesign_transition_refused", "The redesign cannot go to that state"},
    {Reason::idea_transition_refused, 409, "idea_transition_refused", "The idea cannot go to that state"},
    {Reason::idea_not_open, 409, "idea_not_open", "The idea is not open"},
    {Reason::idea_frozen, 409, "idea_frozen", "The idea is frozen"},
    {Reason::light_off, 409, "light_off", "Contributions without an account are off here"},
    {Reason::question_answered, 409, "question_answered", "People have answered this question already"},
    {Reason::edit_window_over, 409, "edit_window_over", "The time for editing is over"},
    {Reason::merge_consent_missing, 409, "merge_consent_missing", "An author has not agreed to the merge"},
    {Reason::already_merged, 409, "already_merged", "The idea is already merged"},
    {Reason::reason_required, 422, "reason_required", "A reason is required"},
    {Reason::reply_too_deep, 409, "reply_too_deep", "Replies do not go deeper here"},
    {Reason::stale_version, 409, "stale_version", "There is a newer version"},
    {Reason::vote_not_reopenable, 409, "vote_not_reopenable", "A vote is not opened again"},
    {Reason::last_owner, 409, "last_owner", "A redesign keeps at least one owner"},
    {Reason::last_admin, 409, "last_admin", "The site keeps at least one administrator"},
    {Reason::nothing_changed, 409, "nothing_changed", "Nothing would change"},
    {Reason::already_decided, 409, "already_decided", "Somebody decided this meanwhile"},
    {Reason::undo_window_over, 409, "undo_window_over", "The moment for taking it back is over"},
    {Reason::round_transition_refused, 409, "round_transition_refused", "The round cannot go to that stage"},
    {Reason::round_not_open, 409, "round_not_open", "The round is not at that stage"},
    {Reason::round_full, 409, "round_full", "There is no room left"},
    {Reason::commitment_transition_refused, 409, "commitment_transition_refused", "The commitment does not allow that in its state"},
    {Reason::organisation_may_not_vote, 403, "organisation_may_not_vote", "Organisations do not vote"},
    {Reason::email_unverified, 403, "email_unverified", "The e-mail address is not confirmed"},
    {Reason::already_voted, 409, "already_voted", "This person has had their ballot"},
    {Reason::vote_not_ready, 409, "vote_not_ready", "The vote is not ready"},
    {Reason::vote_frozen, 409, "vote_frozen", "The ballot is frozen"},
    {Reason::vote_not_counted, 409, "vote_not_counted", "The vote is not counted"},
    {Reason::batches_open, 409, "batches_open", "Envelopes of paper ballots are still open"},
    {Reason::batch_not_reconciled, 409, "batch_not_reconciled", "The papers of the envelope do not add up"},
    {Reason::too_many_requests, 429, "too_many_requests", "Too many requests"},
    {Reason::overloaded, 503, "overloaded", "The server is busy"},
    {Reason::too_late, 503, "too_late", "The request waited too long"},
    {Reason::idempotency_mismatch, 422, "idempotency_mismatch", "The idempotency key was used for another request"},
    {Reason::idempotency_in_progress, 409, "idempotency_in_progress", "A request with this key is under way"},
    {Reason::version_mismatch, 412, "version_mismatch", "The version is not the expected one"},
};
static_assert(std::size(rows) == reason_count);

const Row& row_of(Reason reason) { return rows[static_cast<std::size_t>(reason)]; }

constexpr bool is_in_order() {
  for (std::size_t i = 0; i < std::size(rows); ++i) {
    if (static_cast<std::size_t>(rows[i].reason) != i) return false;
  }
  return true;
}
static_assert(is_in_order(), "the rows stand in the order of the enumerators");

}  // namespace

int problem_status(Reason reason) { return row_of(reason).status; }
std::string_view problem_code(Reason reason) { return row_of(reason).code; }
std::string_view problem_title(Reason reason) { return row_of(reason).title; }

Response problem_response(const Refusal& refusal) {
  return problem_response(refusal, {std::string(row_of(refusal.reason).title), {}});
}

Response problem_response(const Refusal& refusal, const ProblemWords& words) {
  const auto& row = row_of(refusal.reason);
  nlohmann::json body = {{"type", "urn:palabre:problem:" + std::string(row.code)},
                         {"title", words.title},
                         {"status", row.status},
                         {"detail", refusal.detail.empty() ? std::string(row.title) : refusal.detail},
                         {"code", row.code}};
  if (!words.instead.empty()) body["instead"] = words.instead;
  if (!refusal.field.empty()) body["field"] = refusal.field;
  if (!refusal.also.empty()) {
    // The field named above stands first, so that who reads this list needs nothing else.
    const auto add = [&body](const Refusal& fault) {
      body["errors"].push_back({{"field", fault.field}, {"code", problem_code(fault.reason)}, {"detail", fault.detail}});
    };
    add(refusal);
    for (const auto& fault : refusal.also) add(fault);
  }
  auto response = json_response(body, row.status);
  response.content_type = "application/problem+json";
  if (row.status == 401) response.header("WWW-Authenticate", "Bearer");
  if (row.status == 503) response.header("Retry-After", "2");
  if (row.status == 429) response.header("Retry-After", "10");
  return response;
}

}  // namespace palabre::http

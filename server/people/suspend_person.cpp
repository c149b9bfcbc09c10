// The acts of suspending and reinstating an account, with their decisions.
// Called by the routes and the page of a person for administrators; sign-in reads the reason.
#include "people/suspend_person.hpp"

#include "db/event_log.hpp"
#include "people/person_repo.hpp"
#include "people/session.hpp"

#include <nlohmann/json.hpp>

namespace palabre::people {

namespace {

constexpr std::string_view insert_suspension_sql =
    "INSERT INTO suspension (person_id, reason, suspended_by, suspended_at) VALUES ($1, $2, $3, $4)";
constexpr std::string_view lift_sql =
    "UPDATE suspension SET lifted_by = $2, lifted_at = $3, lifted_reason = $4 WHERE person_id = $1 AND lifted_at IS NULL";
constexpr std::string_view mark_sql = "UPDATE person SET suspended_at = $2 WHERE id = $1";
constexpr std::string_view history_sql =
    "SELECT s.reason, a.name, s.suspended_at, b.name, s.lifted_at, s.lifted_reason FROM suspension s JOIN person a ON a.id = s.suspended_by "
    "LEFT JOIN person b ON b.id = s.lifted_by WHERE s.person_id = $1 ORDER BY s.id DESC";

Refusal refuse_suspending() { return refuse(Reason::not_allowed, "Accounts are suspended and reinstated by an administrator."); }

/// On a channel nobody outside can follow: that somebody is suspended is their own business. The reason stays out of the log.
void append_person_event(db::Tx& tx, const Actor& actor, std::string_view type, const Person& person) {
  db::append_event(tx, actor.opaque_id, "admin", "", type, nlohmann::json{{"person", person.opaque_id}}.dump());
}

}  // namespace

Result<void> decide_suspension(const Actor& actor, const Person& person, std::string_view reason) {
  if (!actor.is_admin) return refuse_suspending();
  if (actor.person == person.id) return refuse(Reason::own_case, "Nobody suspends their own account; another administrator can.");
  if (person.is_suspended) return refuse(Reason::nothing_changed, "This account is suspended already.");
  if (reason.empty()) return refuse(Reason::reason_required, "The person will read why.", "reason");
  return {};
}

Result<void> decide_reinstatement(const Actor& actor, const Person& person, std::string_view reason) {
  if (!actor.is_admin) return refuse_suspending();
  if (!person.is_suspended) return refuse(Reason::nothing_changed, "This account is not suspended.");
  if (reason.empty()) return refuse(Reason::reason_required, "Say why the account stands again.", "reason");
  return {};
}

Result<Person> suspend_person(db::Tx& tx, const Actor& actor, PersonId id, std::string_view reason) {
  auto person = find_person(tx, id);
  if (!person) return refuse(Reason::not_found, "no such person", "id");
  if (auto decision = decide_suspension(actor, *person, reason); !decision) return decision.error();
  tx.run(insert_suspension_sql, id, reason, actor.person, tx.now());
  tx.run(mark_sql, id, tx.now());
  end_all_sessions(tx, id);
  append_person_event(tx, actor, "person.suspended", *person);
  return *find_person(tx, id);
}

Result<Person> reinstate_person(db::Tx& tx, const Actor& actor, PersonId id, std::string_view reason) {
  auto person = find_person(tx, id);
  if (!person) return refuse(Reason::not_found, "no such person", "id");
  if (auto decision = decide_reinstatement(actor, *person, reason); !decision) return decision.error();
  tx.run(lift_sql, id, actor.person, tx.now(), reason);
  tx.run(mark_sql, id, nullptr);
  append_person_event(tx, actor, "person.reinstated", *person);
  return *find_person(tx, id);
}

std::vector<Suspension> load_suspensions(db::Tx& tx, PersonId person) {
  std::vector<Suspension> history;
  auto rows = tx.rows(history_sql, person);
  while (rows.next())
    history.push_back({rows.text(0), rows.text(1), rows.instant(2), rows.maybe_text(3).value_or(""), rows.maybe_instant(4), rows.text(5)});
  return history;
}

std::optional<Suspension> find_suspension(db::Tx& tx, PersonId person) {
  const auto history = load_suspensions(tx, person);
  if (history.empty() || history.front().lifted_at) return std::nullopt;
  return history.front();
}

}  // namespace palabre::people

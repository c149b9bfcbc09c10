// The idempotency table. Called by answer.cpp on the writer thread.
#include "net/idempotent_write.hpp"

#include "db/gate.hpp"
#include "http/idempotency.hpp"

#include <algorithm>

namespace palabre::net {
namespace {

// Standard SQL, the same in both engines: a point inside the command's own save point.
constexpr std::string_view save_point_sql = "SAVEPOINT idempotent_act";
constexpr std::string_view release_sql = "RELEASE SAVEPOINT idempotent_act";
constexpr std::string_view roll_back_sql = "ROLLBACK TO SAVEPOINT idempotent_act";

constexpr std::string_view find_sql =
    "SELECT fingerprint, status, answer FROM idempotency WHERE person_id = $1 AND key = $2 AND created_at > $3";
constexpr std::string_view keep_sql = R"sql(
  INSERT INTO idempotency (person_id, key, fingerprint, status, answer, created_at) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (person_id, key) DO UPDATE SET fingerprint = excluded.fingerprint, status = excluded.status,
    answer = excluded.answer, created_at = excluded.created_at)sql";
constexpr std::string_view forget_sql = "DELETE FROM idempotency WHERE created_at <= $1";

std::optional<http::KeptReply> find_kept(db::Tx& tx, std::int64_t person, const std::string& key, Instant after) {
  auto rows = tx.rows(find_sql, person, key, after);
  if (!rows.next()) return std::nullopt;
  return http::KeptReply{rows.text(0), static_cast<int>(rows.integer(1)), rows.text(2)};
}

/// A token is for one browser: it is neither stored in clear nor given to whoever repeats the key.
bool carries_cookie(const http::Response& answer) {
  return std::any_of(answer.headers.begin(), answer.headers.end(), [](const auto& header) { return header.first == "Set-Cookie"; });
}

/// Runs the act; what a refused one did is undone, and so are the events it announced.
http::Response run_undoably(db::Tx& tx, const std::function<http::Response()>& act) {
  const auto events_before = tx.appended().size();
  tx.run_unawaited(save_point_sql);
  auto answer = act();
  if (answer.status >= 400) {
    tx.run_unawaited(roll_back_sql);
    tx.appended().resize(events_before);
  }
  tx.run_unawaited(release_sql);
  return answer;
}

}  // namespace

void write_anew(const std::function<http::Response()>& act, http::Response& answer) {
  answer = act();
  if (answer.status >= 400) throw db::RolledBack{};
}

void write_once(db::Tx& tx, const http::Request& request, PersonId person, const Limits& limits,
                const std::function<http::Response()>& act, http::Response& answer) {
  const bool may_have_key = !request.idempotency_key.empty() || !request.body.empty();
  const auto fingerprint = may_have_key ? http::fingerprint_of(request) : std::string();
  const auto key = http::write_key_of(request, fingerprint);
  if (key.text.empty()) {
    write_anew(act, answer);
    return;
  }
  if (const auto refusal = http::check_idempotency_key(key.text, limits)) {
    answer = http::problem_response(*refusal);
    return;
  }
  const auto oldest = tx.now().plus_ms(-limits.idempotency_ms);
  if (const auto kept = find_kept(tx, person.value, key.text, oldest)) {
    auto again = http::replay(*kept, fingerprint);
    answer = again ? std::move(*again) : http::problem_response(again.error());
    return;
  }
  answer = run_undoably(tx, act);
  if (!http::is_worth_keeping(key, answer.status) || carries_cookie(answer)) return;
  tx.run_unawaited(keep_sql, person.value, key.text, fingerprint, answer.status, http::pack_reply(answer), tx.now());
  tx.run_unawaited(forget_sql, oldest);
}

}  // namespace palabre::net

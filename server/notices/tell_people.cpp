// Reads the event log behind a cursor and writes notices. Called by the clockwork on every turn, and by tests.
#include "notices/tell_people.hpp"

#include "db/event_log.hpp"
#include "notices/follow.hpp"
#include "notices/happening.hpp"
#include "notices/notice_store.hpp"

#include <algorithm>

namespace palabre::notices {
namespace {

constexpr std::size_t events_at_once = 200;
/// An idle cursor is moved along behind supports and edits only now and then: every move is a write.
constexpr std::int64_t idle_events_max = 400;

constexpr std::string_view cursor_sql = "SELECT seq, merge_id FROM notice_cursor WHERE id = 1";
constexpr std::string_view move_cursor_sql = "UPDATE notice_cursor SET seq = $1 WHERE id = 1 AND seq < $1";
constexpr std::string_view move_merges_sql = "UPDATE notice_cursor SET merge_id = $1 WHERE id = 1 AND merge_id < $1";
constexpr std::string_view types_sql = "SELECT seq, type FROM event WHERE seq > $1 ORDER BY seq LIMIT $2";
constexpr std::string_view merges_sql = "SELECT id FROM merge WHERE id > $1 ORDER BY id";
constexpr std::string_view is_new_merge_sql = "SELECT 1 FROM merge WHERE id > $1 LIMIT 1";
constexpr std::string_view closing_sql =
    "SELECT p.id, p.redesign_id, p.closes_at FROM phase p WHERE p.state = 'open' AND p.closes_at > $1 AND p.closes_at <= $2 "
    "AND COALESCE(p.opens_at, p.created_at) <= $3 "
    "AND NOT EXISTS (SELECT 1 FROM phase_warning w WHERE w.phase_id = p.id AND w.closes_at = p.closes_at)";
constexpr std::string_view is_frozen_vote_sql = "SELECT 1 FROM vote WHERE phase_id = $1 AND frozen_at IS NOT NULL";
constexpr std::string_view warned_sql = "INSERT INTO phase_warning (phase_id, closes_at) VALUES ($1, $2)";
constexpr std::string_view coming_sql =
    "SELECT r.id, r.redesign_id, r.starts_at FROM round r WHERE r.state = 'planned' AND r.starts_at > $1 AND r.starts_at <= $2 "
    "AND NOT EXISTS (SELECT 1 FROM round_warning w WHERE w.round_id = r.id AND w.starts_at = r.starts_at)";
constexpr std::string_view announced_sql = "INSERT INTO round_warning (round_id, starts_at) VALUES ($1, $2)";

struct NoticeCursor {
  std::int64_t seq = 0;
  std::int64_t merge = 0;
};

NoticeCursor load_cursor(db::Tx& tx) {
  auto row = tx.rows(cursor_sql);
  if (!row.next()) throw db::DatabaseError("the cursor of notices is gone");
  return {row.integer(0), row.integer(1)};
}

bool is_told(std::string_view type) {
  const auto& types = told_types();
  return std::find(types.begin(), types.end(), type) != types.end();
}

void keep_follows(db::Tx& tx, const db::Event& event, const Happening& what) {
  if (event.type == "idea.published") follow_own(tx, what.idea_author, what.idea, Origin::author);
  if (event.type == "comment.published") follow_own(tx, what.comment_author, what.idea, Origin::comment);
  if (event.type == "idea.merged") follow_merged(tx, what.idea, what.merged_into);
  if (event.actor == "import" && what.redesign.is_set()) follow_imported(tx, what.redesign);
}

/// What is about to close or to begin.
template <class SomeId>
struct Near {
  SomeId id;
  RedesignId redesign;
  Instant at;
};

template <class SomeId>
std::vector<Near<SomeId>> read_near(db::Rows rows) {
  std::vector<Near<SomeId>> near;
  while (rows.next()) near.push_back({rows.id<SomeId>(0), rows.id<RedesignId>(1), rows.instant(2)});
  return near;
}

std::vector<Near<PhaseId>> load_closing(db::Tx& tx, Instant now) {
  return read_near<PhaseId>(tx.rows(closing_sql, now, now.plus_ms(closing_soon_ms), now.plus_ms(-ms_per_day)));
}

std::vector<Near<RoundId>> load_coming(db::Tx& tx, Instant now) { return read_near<RoundId>(tx.rows(coming_sql, now, now.plus_ms(round_soon_ms))); }

}  // namespace

bool is_there_news(db::Tx& tx) {
  const NoticeCursor cursor = load_cursor(tx);
  if (tx.rows(is_new_merge_sql, cursor.merge).next() || !load_closing(tx, tx.now()).empty() || !load_coming(tx, tx.now()).empty()) return true;
  std::int64_t seen = 0;
  auto rows = tx.rows(types_sql, cursor.seq, idle_events_max);
  while (rows.next()) {
    if (is_told(rows.view(1)) || ++seen >= idle_events_max) return true;
  }
  return false;
}

bool tell_events(db::Tx& tx, std::size_t events_max) {
  const auto events = db::load_all_events(tx, load_cursor(tx).seq, events_max);
  for (const auto& event : events) {
    if (!is_told(event.type)) continue;
    const Happening what = load_happening(tx, event);
    keep_follows(tx, event, what);
    for (const auto& telling : decide_tellings(what)) save_tellings(tx, what, telling);
    if (event.type == "answer.published") forget_state_before_answer(tx, what);
  }
  if (!events.empty()) tx.run(move_cursor_sql, events.back().seq);
  return events.size() == events_max;
}

void tell_merges(db::Tx& tx) {
  std::vector<MergeId> merges;
  {
    auto rows = tx.rows(merges_sql, load_cursor(tx).merge);
    while (rows.next()) merges.push_back(rows.id<MergeId>(0));
  }
  if (merges.empty()) return;
  const auto seq = db::last_seq(tx);
  for (const auto merge : merges) save_merge_asked(tx, merge, seq);
  tx.run(move_merges_sql, merges.back());
}

void tell_closing_phases(db::Tx& tx) {
  const auto seq = db::last_seq(tx);
  for (const auto& closing : load_closing(tx, tx.now())) {
    Happening what;
    what.seq = seq;
    what.at = tx.now();
    what.redesign = closing.redesign;
    what.phase = closing.id;
    const bool is_vote = tx.rows(is_frozen_vote_sql, closing.id).next();
    save_tellings(tx, what, {NoticeKind::closing, is_vote ? Hearers::not_yet_voted : Hearers::redesign_followers, "phase:" + closing.id.text(), {}, is_vote ? "vote" : ""});
    tx.run(warned_sql, closing.id, closing.at);
  }
}

void tell_coming_rounds(db::Tx& tx) {
  const auto seq = db::last_seq(tx);
  for (const auto& coming : load_coming(tx, tx.now())) {
    Happening what;
    what.seq = seq;
    what.at = tx.now();
    what.redesign = coming.redesign;
    what.round = coming.id;
    // A line of its own: what happens to the round besides is told by events, which may be older than this look.
    save_tellings(tx, what, {NoticeKind::round, Hearers::round_seats, "round:" + coming.id.text() + ":soon", {}, "soon"});
    tx.run(announced_sql, coming.id, coming.at);
  }
}

void tell_people(db::Gate& gate) {
  if (!gate.read([](db::Tx& tx) { return is_there_news(tx); })) return;
  for (bool is_more = true; is_more;) {
    is_more = gate.write([](db::Tx& tx) { return tell_events(tx, events_at_once); });
  }
  gate.write([](db::Tx& tx) {
    tell_merges(tx);
    tell_closing_phases(tx);
    tell_coming_rounds(tx);
  });
}

}  // namespace palabre::notices

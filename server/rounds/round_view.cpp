// Turns rounds, tables, seats and statements into JSON. No shape here says who wrote or judged what, but to themselves.
// Called by rounds_api and seats_api.
#include "rounds/round_view.hpp"

#include "rounds/report_round.hpp"
#include "rounds/write_statement.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::rounds {

namespace {

using nlohmann::json;

json maybe_date(const std::optional<Instant>& moment) { return moment ? json(iso_text(*moment)) : json(nullptr); }
template <class SomeId>
json maybe_id(SomeId id) {
  return id.is_set() ? json(id.text()) : json(nullptr);
}

json agenda_view(const Agenda& minutes) {
  json view = json::object();
  for (std::size_t i = 0; i < minutes.size(); ++i) view[std::string(agenda_names[i])] = minutes[i];
  return view;
}

json counts_view(const Judgements& table) {
  return {{"table", table.table_number}, {"agree", table.agree}, {"disagree", table.disagree}, {"pass", table.pass}};
}

json result_view(const StatementNow& now) {
  json tables = json::array();
  for (const auto& table : now.tables) tables.push_back(counts_view(table));
  return {{"agree", now.agree}, {"disagree", now.disagree}, {"pass", now.pass}, {"tables", std::move(tables)}, {"is_common_ground", now.is_common_ground}};
}

json statements_view(db::Tx& tx, const Round& round) {
  json list = json::array();
  for (const auto& now : load_statements_now(tx, round)) {
    json view = statement_view(now.statement);
    view["result"] = shows_results(round) && now.statement.counts() ? result_view(now) : json(nullptr);
    list.push_back(std::move(view));
  }
  return list;
}

/// What stands between a draft and its publication; nothing once it is published.
json review_json(const Round& round, const Report& report, std::int64_t objections) {
  if (round.state != RoundState::closed) return nullptr;
  return {{"ends_at", iso_text(review_end(report.created_at))},
          {"objections", objections},
          {"held_at", maybe_date(round.held_at)},
          {"held_reason", round.held_reason}};
}

json report_json(db::Tx& tx, const Round& round) {
  const auto report = find_report(tx, round.id);
  if (!report) return nullptr;
  json notes = json::array();
  std::int64_t objections = 0;
  for (const auto& dissent : load_dissents(tx, round.id)) {
    const bool is_objection = dissent.objects_to == report->version;
    objections += is_objection ? 1 : 0;
    notes.push_back({{"name", dissent.is_named ? json(dissent.name) : json(nullptr)}, {"language", dissent.language}, {"text", dissent.body}, {"is_objection", is_objection}});
  }
  return {{"version", report->version},
          {"language", report->language},
          {"body", report->body},
          {"created_at", iso_text(report->created_at)},
          {"dissents", std::move(notes)},
          {"review", review_json(round, *report, objections)}};
}

json history_view(db::Tx& tx, RoundId id) {
  json steps = json::array();
  for (const auto& step : load_round_history(tx, id))
    steps.push_back({{"from", name_of(step.from)}, {"to", name_of(step.to)}, {"at", iso_text(step.at)}, {"is_clock", !step.person.is_set()}, {"reason", step.reason}});
  return steps;
}

json tables_view(db::Tx& tx, const Round& round) {
  json list = json::array();
  const auto seats = load_seats(tx, round.id);
  for (const auto& table : load_tables(tx, round.id)) {
    if (table.number == 0) continue;
    const auto here = std::count_if(seats.begin(), seats.end(), [&table](const Seat& seat) { return seat.table == table.id; });
    list.push_back({{"id", table.id.text()}, {"number", table.number}, {"seats", here}});
  }
  return list;
}

json table_now_view(const TableNow& now) {
  json people = json::array();
  for (const auto& one : now.people) {
    people.push_back({{"seat", one.seat.id.text()}, {"number", one.seat.number}, {"name", one.seat.name}, {"presence", name_of(one.seat.presence)},
                      {"channel", name_of(one.seat.channel)}, {"turns", one.turns}, {"spoken_ms", one.spoken_ms}, {"is_rapporteur", now.table.rapporteur == one.seat.id}});
  }
  json line = json::array();
  for (const auto& waiting : now.line) line.push_back({{"turn", waiting.turn.text()}, {"seat", waiting.seat.text()}, {"name", waiting.name}});
  json view = {{"id", now.table.id.text()}, {"number", now.table.number}, {"people", std::move(people)}, {"line", std::move(line)}, {"speaking", nullptr}};
  if (now.speaking) {
    view["speaking"] = turn_view(*now.speaking);
    view["speaking"]["name"] = now.speaker;
  }
  return view;
}

json join_questions(db::Tx& tx, const Round& round, const Seat& seat) {
  json list = json::array();
  for (const auto& join : load_open_joins(tx, round.id))
    if (decide_join_answer(join, sides_of(tx, join, seat))) list.push_back(join_view(join));
  return list;
}

json own_judgements(db::Tx& tx, const Seat& seat) {
  json list = json::array();
  for (const auto& [statement, choice] : load_judgements_of(tx, seat.id))
    list.push_back({{"statement", statement.text()}, {"choice", choice_names()[static_cast<std::size_t>(static_cast<int>(choice) + 1)]}});
  return list;
}

}  // namespace

json round_line_view(const Round& round) {
  const auto end = stage_end(round);
  return {{"id", round.id.text()},
          {"redesign", round.redesign.text()},
          {"phase", round.phase.text()},
          {"status", name_of(round.state)},
          {"stage", name_of(round.stage())},
          {"question", round.questions},
          {"starts_at", iso_text(round.starts_at)},
          {"lobby_at", iso_text(lobby_at(round))},
          {"stage_ends_at", maybe_date(end)},
          {"seats", round.seats},
          {"seats_max", round.seats_max},
          {"statements", round.statements},
          {"turns", round.turns},
          {"common_ground", shows_results(round) ? json(round.common_ground) : json(nullptr)}};
}

json round_view(db::Tx& tx, const Round& round) {
  json view = round_line_view(round);
  view["access"] = round.access;
  view["agenda"] = agenda_view(round.minutes);
  view["turn_seconds"] = round.turn_seconds;
  view["table_seats"] = round.table_seats;
  view["facilitators"] = load_hosts(tx, round.id).size();
  view["seed_hash"] = round.seed_hash;
  view["seed"] = round.drawn_at && !round.seed.empty() ? json(round.seed) : json(nullptr);
  view["drawn_at"] = maybe_date(round.drawn_at);
  view["tables"] = tables_view(tx, round);
  view["all_statements"] = statements_view(tx, round);
  view["report"] = round.state == RoundState::reported ? report_json(tx, round) : json(nullptr);
  view["history"] = history_view(tx, round.id);
  return view;
}

json seat_view(const Seat& seat) {
  return {{"id", seat.id.text()},
          {"number", seat.number},
          {"name", seat.name},
          {"kind", name_of(seat.kind)},
          {"channel", name_of(seat.channel)},
          {"wishes", seat.wishes},
          {"table", seat.table_number > 0 ? json(seat.table_number) : json(nullptr)},
          {"presence", name_of(seat.presence)},
          {"help_at", maybe_date(seat.help_at)},
          {"nudged_at", maybe_date(seat.nudged_at)}};
}

json turn_view(const Turn& turn) {
  return {{"id", turn.id.text()},       {"seat", turn.seat.text()},   {"status", name_of(turn.state)}, {"mode", name_of(turn.mode)},
          {"started_at", maybe_date(turn.started_at)}, {"ends_at", maybe_date(turn.ends_at)}, {"ended_at", maybe_date(turn.ended_at)}};
}

json statement_view(const Statement& statement) {
  return {{"id", statement.id.text()},
          {"number", statement.number},
          {"table", statement.table_number > 0 ? json(statement.table_number) : json(nullptr)},
          {"texts", statement.hidden ? json::object() : json(statement.texts)},
          {"hidden", statement.hidden ? json{{"rule", statement.hidden->rule}, {"reason", statement.hidden->reason}} : json(nullptr)},
          {"joined_into", maybe_id(statement.joined_into)}};
}

json join_view(const Join& join) {
  return {{"id", join.id.text()}, {"statement", join.statement.text()}, {"into", join.into.text()}, {"status", name_of(join.state)}};
}

json room_view(db::Tx& tx, const RoundAt& at, const Seat& seat) {
  const auto people = load_people(tx, at.round.id);
  const auto now = load_table_now(tx, at.round, seat, people);
  json own = seat_view(seat);
  own["follow"] = seat_channel(seat.token);
  return {{"round", round_line_view(at.round)},
          {"seat", std::move(own)},
          {"table", now ? table_now_view(*now) : json(nullptr)},
          {"call_url", at.round.call_url},
          {"all_statements", statements_view(tx, at.round)},
          {"judgements", own_judgements(tx, seat)},
          {"joins", join_questions(tx, at.round, seat)},
          {"report", may_read_report(at, true) ? report_json(tx, at.round) : json(nullptr)}};
}

json desk_view(db::Tx& tx, const RoundAt& at) {
  const auto people = load_people(tx, at.round.id);
  json tables = json::array();
  for (const auto& now : load_tables_now(tx, at.round, people)) tables.push_back(table_now_view(now));
  json seats = json::array();
  for (const auto& one : people) seats.push_back(seat_view(one.seat));
  json joins = json::array();
  for (const auto& join : load_open_joins(tx, at.round.id)) joins.push_back(join_view(join));
  json hosts = json::array();
  for (const auto& host : load_hosts(tx, at.round.id))
    hosts.push_back({{"name", host.name}, {"presence", name_of(host.presence)}, {"is_lead", at.round.lead == host.person}});
  return {{"round", round_line_view(at.round)}, {"tables", std::move(tables)}, {"all_seats", std::move(seats)}, {"joins", std::move(joins)},
          {"hosts", std::move(hosts)}, {"votes", at.round.votes}, {"all_statements", statements_view(tx, at.round)},
          {"report", report_json(tx, at.round)}, {"is_early_end_asked", at.round.abort_by.is_set()}};
}

}  // namespace palabre::rounds

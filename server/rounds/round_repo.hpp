// Rounds, their hosts, tables and histories in the database. Called by the acts and views of this folder, screens and transfer.
#pragma once
#include "db/tx.hpp"
#include "rounds/round.hpp"
#include "rounds/seat.hpp"

namespace palabre::rounds {

std::optional<Round> find_round(db::Tx& tx, RoundId id);
/// The next first, then those that are over, newest first.
std::vector<Round> load_rounds(db::Tx& tx, RedesignId redesign, std::size_t limit);
/// Those in which a person has a seat: what is still to come or under way first, then newest first.
std::vector<Round> load_joined_rounds(db::Tx& tx, PersonId person, std::size_t limit, std::size_t offset);
std::int64_t count_rounds(db::Tx& tx, RedesignId redesign);
/// Those the clock looks after: under way, planned with the time of the lobby come, or closed with a draft that was reviewed.
std::vector<Round> load_running_rounds(db::Tx& tx);
RoundId insert_round(db::Tx& tx, const Round& round, std::string_view source_key = {});
/// What was announced: question, access, times and sizes.
void save_announcement(db::Tx& tx, const Round& round);
/// Unset: the report is not held back.
void save_hold(db::Tx& tx, RoundId id, std::optional<Instant> at, std::string_view reason);
/// State, pause, stage, lead, draw and who asked for an early end.
void save_stage(db::Tx& tx, const Round& round);
/// Recounts seats, statements, turns, votes and common ground from their rows.
void store_round_numbers(db::Tx& tx, RoundId id);

std::string stored_access(const std::vector<redesigns::TextsByLanguage>& access);
std::string stored_minutes(const Agenda& minutes);

struct Host {
  PersonId person;
  std::string name;
  std::string token;
  Presence presence = Presence::unseen;
  Instant presence_at;
};
std::vector<Host> load_hosts(db::Tx& tx, RoundId round);
/// Those named host the round; who was one already keeps token and presence.
void save_hosts(db::Tx& tx, RoundId round, const std::vector<PersonId>& people);
/// Facilitators and moderators of the redesign: who can be asked to host.
std::vector<Host> load_possible_hosts(db::Tx& tx, RedesignId redesign);

struct Table {
  TableId id;
  std::int64_t number = 0;  // 0: the plenary
  SeatId rapporteur;
};
std::vector<Table> load_tables(db::Tx& tx, RoundId round);
std::optional<Table> find_table(db::Tx& tx, RoundId round, std::int64_t number);
TableId insert_table(db::Tx& tx, RoundId round, std::int64_t number);
void save_rapporteur(db::Tx& tx, TableId table, SeatId seat);

/// The facts the rules ask about; `person` may be unset.
RoundFacts load_facts(db::Tx& tx, const Round& round, PersonId person);

struct RoundStep {
  RoundState from{}, to{};
  PersonId person;          // unset: the clock or an import
  std::string person_name;  // filled when read
  Instant at;
  std::string reason;
};
void append_round_history(db::Tx& tx, RoundId round, const RoundStep& step);
std::vector<RoundStep> load_round_history(db::Tx& tx, RoundId round);

std::string round_channel(RoundId id);
std::string table_channel(TableId id);
std::string seat_channel(std::string_view token);
/// 32 random hexadecimal digits.
std::string new_seat_token();

/// Round, redesign and payload of an event on `round:N`; `table` set: also heard on its own channel.
std::int64_t append_round_event(db::Tx& tx, const people::Actor& actor, const Round& round, std::string_view type, TableId table = {});

}  // namespace palabre::rounds

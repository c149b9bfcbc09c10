// SQL of votes, their options and the register. Called by the acts and views of this slice, by screens and by transfer.
#include "votes/vote_repo.hpp"

#include "redesigns/texts.hpp"

namespace palabre::votes {
namespace {

constexpr std::string_view columns =
    "SELECT v.id, v.redesign_id, v.phase_id, v.method, v.texts, v.seats, v.choices_max, v.budget, v.currency, v.cast_count, v.frozen_at, "
    "v.counted_at, v.signed_at, v.created_by, v.counted_by, v.signed_by, v.root, v.result FROM vote v ";
const std::string by_id_sql = std::string(columns) + "WHERE v.id = $1";
const std::string by_phase_sql = std::string(columns) + "WHERE v.phase_id = $1";
const std::string of_redesign_sql = std::string(columns) + "JOIN phase p ON p.id = v.phase_id WHERE v.redesign_id = $1 ORDER BY p.position, v.id";
// Those that are not over come first, then the newest.
constexpr std::string_view of_idea_sql =
    "SELECT v.id FROM vote_option o JOIN vote v ON v.id = o.vote_id WHERE o.idea_id = $1 AND v.frozen_at IS NOT NULL "
    "ORDER BY v.signed_at IS NULL DESC, v.frozen_at DESC, v.id DESC LIMIT 1";
constexpr std::string_view options_sql =
    "SELECT position, idea_id, idea_version, texts, cost FROM vote_option WHERE vote_id = $1 ORDER BY position";

constexpr std::string_view insert_sql =
    "INSERT INTO vote (redesign_id, phase_id, method, texts, seats, choices_max, budget, currency, created_by, created_at, frozen_at, source_key) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id";
constexpr std::string_view define_sql =
    "UPDATE vote SET method = $2, texts = $3, seats = $4, choices_max = $5, budget = $6, currency = $7 WHERE id = $1";
constexpr std::string_view remove_options_sql = "DELETE FROM vote_option WHERE vote_id = $1";
constexpr std::string_view insert_option_sql =
    "INSERT INTO vote_option (vote_id, position, idea_id, idea_version, texts, cost) VALUES ($1, $2, $3, $4, $5, $6)";
constexpr std::string_view freeze_option_sql = "UPDATE vote_option SET idea_version = $3 WHERE vote_id = $1 AND position = $2";
constexpr std::string_view freeze_sql = "UPDATE vote SET frozen_at = $2 WHERE id = $1";
constexpr std::string_view counted_sql = "UPDATE vote SET counted_by = $2, counted_at = $3, root = $4, result = $5 WHERE id = $1";
constexpr std::string_view signed_sql = "UPDATE vote SET signed_by = $2, signed_at = $3 WHERE id = $1";

constexpr std::string_view register_sql =
    "INSERT INTO vote_register (vote_id, person_id, way) VALUES ($1, $2, $3) ON CONFLICT (vote_id, person_id) DO NOTHING";
constexpr std::string_view in_register_sql = "SELECT way FROM vote_register WHERE vote_id = $1 AND person_id = $2";
constexpr std::string_view count_register_sql =
    "SELECT COUNT(*) FILTER (WHERE way = 'online'), COUNT(*) FILTER (WHERE way = 'paper') FROM vote_register WHERE vote_id = $1";

std::optional<std::string_view> unless_empty(std::string_view text) { return text.empty() ? std::nullopt : std::optional(text); }

std::optional<int> maybe_small(const db::Rows& row, int column) {
  const auto number = row.maybe_integer(column);
  return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

Vote read_vote(const db::Rows& row) {
  Vote vote;
  vote.id = row.id<VoteId>(0);
  vote.redesign = row.id<RedesignId>(1);
  vote.phase = row.id<PhaseId>(2);
  vote.method = method_of(row.view(3)).value();
  vote.texts = redesigns::parse_texts_by_language(row.view(4));
  vote.seats = maybe_small(row, 5);
  vote.choices_max = maybe_small(row, 6);
  vote.budget = row.maybe_integer(7);
  vote.currency = row.maybe_text(8).value_or("");
  vote.cast = row.integer(9);
  vote.frozen_at = row.maybe_instant(10);
  vote.counted_at = row.maybe_instant(11);
  vote.signed_at = row.maybe_instant(12);
  vote.created_by = row.id<PersonId>(13);
  vote.counted_by = row.id<PersonId>(14);
  vote.signed_by = row.id<PersonId>(15);
  vote.root = row.maybe_text(16).value_or("");
  vote.result = row.maybe_text(17).value_or("");
  return vote;
}

std::vector<Option> load_options(db::Tx& tx, VoteId vote) {
  std::vector<Option> options;
  auto rows = tx.rows(options_sql, vote);
  while (rows.next()) {
    Option option;
    option.position = static_cast<int>(rows.integer(0));
    option.idea = rows.id<IdeaId>(1);
    option.idea_version = maybe_small(rows, 2);
    option.texts = redesigns::parse_texts_by_language(rows.view(3));
    option.cost = rows.maybe_integer(4);
    options.push_back(std::move(option));
  }
  return options;
}

std::optional<Vote> first_vote(db::Tx& tx, db::Rows rows) {
  std::optional<Vote> vote;
  if (rows.next()) vote = read_vote(rows);
  if (vote) vote->options = load_options(tx, vote->id);
  return vote;
}

void insert_options(db::Tx& tx, VoteId id, const std::vector<Option>& options) {
  for (const auto& option : options) {
    const std::string texts = redesigns::stored_json(option.texts);
    tx.run(insert_option_sql, id, option.position, option.idea, option.idea_version, texts, option.cost);
  }
}

}  // namespace

std::optional<Vote> find_vote(db::Tx& tx, VoteId id) { return first_vote(tx, tx.rows(by_id_sql, id)); }

std::optional<Vote> find_vote_of_phase(db::Tx& tx, PhaseId phase) { return first_vote(tx, tx.rows(by_phase_sql, phase)); }

std::vector<Vote> load_votes(db::Tx& tx, RedesignId redesign) {
  std::vector<Vote> votes;
  {
    auto rows = tx.rows(of_redesign_sql, redesign);
    while (rows.next()) votes.push_back(read_vote(rows));
  }
  for (auto& vote : votes) vote.options = load_options(tx, vote.id);
  return votes;
}

std::optional<VoteId> find_vote_of_idea(db::Tx& tx, IdeaId idea) {
  auto row = tx.rows(of_idea_sql, idea);
  return row.next() ? std::optional(row.id<VoteId>(0)) : std::nullopt;
}

VoteId insert_vote(db::Tx& tx, const Vote& vote, std::string_view source_key) {
  VoteId id;
  {
    const std::string texts = redesigns::stored_json(vote.texts);
    auto row = tx.rows(insert_sql, vote.redesign, vote.phase, name_of(vote.method), texts, vote.seats, vote.choices_max, vote.budget,
                       unless_empty(vote.currency), vote.created_by, tx.now(), vote.frozen_at, unless_empty(source_key));
    if (!row.next()) throw db::DatabaseError("an inserted vote has no id");
    id = row.id<VoteId>(0);
  }
  insert_options(tx, id, vote.options);
  return id;
}

void save_definition(db::Tx& tx, const Vote& vote) {
  const std::string texts = redesigns::stored_json(vote.texts);
  tx.run(define_sql, vote.id, name_of(vote.method), texts, vote.seats, vote.choices_max, vote.budget, unless_empty(vote.currency));
  tx.run(remove_options_sql, vote.id);
  insert_options(tx, vote.id, vote.options);
}

void save_frozen(db::Tx& tx, const Vote& vote) {
  for (const auto& option : vote.options)
    if (option.idea_version) tx.run(freeze_option_sql, vote.id, option.position, option.idea_version);
  tx.run(freeze_sql, vote.id, vote.frozen_at);
}

void save_counted(db::Tx& tx, const Vote& vote) { tx.run(counted_sql, vote.id, vote.counted_by, vote.counted_at, vote.root, vote.result); }

void save_signed(db::Tx& tx, const Vote& vote) { tx.run(signed_sql, vote.id, vote.signed_by, vote.signed_at); }

bool add_to_register(db::Tx& tx, VoteId vote, PersonId person, Channel way) { return tx.run(register_sql, vote, person, name_of(way)) == 1; }

std::optional<Channel> find_in_register(db::Tx& tx, VoteId vote, PersonId person) {
  auto row = tx.rows(in_register_sql, vote, person);
  return row.next() ? channel_of_ballot(row.view(0)) : std::nullopt;
}

RegisterCount count_register(db::Tx& tx, VoteId vote) {
  auto row = tx.rows(count_register_sql, vote);
  row.next();
  return {row.integer(0), row.integer(1)};
}

}  // namespace palabre::votes

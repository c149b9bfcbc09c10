// SQL of the box: ballots, the codes of paper ballots and their envelopes. Called by casting, paper, the count and transfer.
#include "votes/vote_repo.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <tuple>

namespace palabre::votes {
namespace {

using nlohmann::json;

constexpr std::string_view insert_ballot_sql =
    "INSERT INTO ballot (vote_id, receipt_digest, channel, batch_id, weight, choices, seal) VALUES ($1, $2, $3, $4, $5, $6, $7)";
constexpr std::string_view count_ballot_sql = "UPDATE vote SET cast_count = cast_count + 1 WHERE id = $1";
constexpr std::string_view count_entered_sql = "UPDATE vote_batch SET entered = entered + 1 WHERE id = $1";
constexpr std::string_view find_ballot_sql =
    "SELECT receipt_digest, channel, batch_id, weight, choices, seal FROM ballot WHERE vote_id = $1 AND receipt_digest = $2";
constexpr std::string_view box_sql =
    "SELECT receipt_digest, channel, batch_id, weight, choices, seal FROM ballot WHERE vote_id = $1 ORDER BY receipt_digest";

constexpr std::string_view add_code_sql = "INSERT INTO vote_code (vote_id, code_digest) VALUES ($1, $2)";
constexpr std::string_view is_code_sql = "SELECT 1 FROM vote_code WHERE vote_id = $1 AND code_digest = $2";
constexpr std::string_view count_codes_sql = "SELECT COUNT(*) FROM vote_code WHERE vote_id = $1";

constexpr std::string_view batch_columns =
    "SELECT id, vote_id, label, papers, spoiled, entered, opened_by, signed_by, opened_at, signed_at, lost_reason FROM vote_batch ";
const std::string batch_sql = std::string(batch_columns) + "WHERE id = $1";
const std::string batches_sql = std::string(batch_columns) + "WHERE vote_id = $1 ORDER BY id";
constexpr std::string_view insert_batch_sql =
    "INSERT INTO vote_batch (vote_id, label, papers, spoiled, opened_by, opened_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id";
constexpr std::string_view save_batch_sql = "UPDATE vote_batch SET spoiled = $2, signed_by = $3, signed_at = $4, lost_reason = $5 WHERE id = $1";

BallotRow read_ballot(const db::Rows& row) {
  return {row.text(0), channel_of_ballot(row.view(1)).value(), row.id<BatchId>(2), row.integer(3), row.text(4), row.text(5)};
}

Batch read_batch(const db::Rows& row) {
  Batch batch;
  batch.id = row.id<BatchId>(0);
  batch.vote = row.id<VoteId>(1);
  batch.label = row.text(2);
  batch.papers = row.integer(3);
  batch.spoiled = row.integer(4);
  batch.entered = row.integer(5);
  batch.opened_by = row.id<PersonId>(6);
  batch.signed_by = row.id<PersonId>(7);
  batch.opened_at = row.instant(8);
  batch.signed_at = row.maybe_instant(9);
  batch.lost_reason = row.text(10);
  return batch;
}

}  // namespace

void insert_ballot(db::Tx& tx, VoteId vote, const BallotRow& row) {
  tx.run(insert_ballot_sql, vote, row.receipt_digest, name_of(row.channel), row.batch, row.weight, row.choices, row.seal);
  tx.run(count_ballot_sql, vote);
  if (row.batch.is_set()) tx.run(count_entered_sql, row.batch);
}

std::optional<BallotRow> find_ballot(db::Tx& tx, VoteId vote, std::string_view receipt_digest) {
  auto row = tx.rows(find_ballot_sql, vote, receipt_digest);
  return row.next() ? std::optional(read_ballot(row)) : std::nullopt;
}

std::vector<BallotRow> load_box(db::Tx& tx, VoteId vote) {
  std::vector<BallotRow> box;
  auto rows = tx.rows(box_sql, vote);
  while (rows.next()) box.push_back(read_ballot(rows));
  return box;
}

void add_code(db::Tx& tx, VoteId vote, std::string_view code_digest) { tx.run(add_code_sql, vote, code_digest); }

bool is_code(db::Tx& tx, VoteId vote, std::string_view code_digest) { return tx.rows(is_code_sql, vote, code_digest).next(); }

std::int64_t count_codes(db::Tx& tx, VoteId vote) {
  auto row = tx.rows(count_codes_sql, vote);
  return row.next() ? row.integer(0) : 0;
}

std::optional<Batch> find_batch(db::Tx& tx, BatchId id) {
  auto row = tx.rows(batch_sql, id);
  return row.next() ? std::optional(read_batch(row)) : std::nullopt;
}

std::vector<Batch> load_batches(db::Tx& tx, VoteId vote) {
  std::vector<Batch> batches;
  auto rows = tx.rows(batches_sql, vote);
  while (rows.next()) batches.push_back(read_batch(rows));
  return batches;
}

BatchId insert_batch(db::Tx& tx, const Batch& batch) {
  auto row = tx.rows(insert_batch_sql, batch.vote, batch.label, batch.papers, batch.spoiled, batch.opened_by, batch.opened_at);
  if (!row.next()) throw db::DatabaseError("an inserted envelope has no id");
  return row.id<BatchId>(0);
}

void save_batch(db::Tx& tx, const Batch& batch) { tx.run(save_batch_sql, batch.id, batch.spoiled, batch.signed_by, batch.signed_at, batch.lost_reason); }

std::string choices_text(const Choices& choices) { return json(choices).dump(); }

Choices choices_of(std::string_view stored_json) { return json::parse(stored_json).get<Choices>(); }

std::vector<BoxedBallot> group_box(const std::vector<BallotRow>& rows) {
  std::map<std::tuple<Choices, Channel, std::int64_t>, std::int64_t> counts;
  for (const auto& row : rows) ++counts[{choices_of(row.choices), row.channel, row.weight}];
  std::vector<BoxedBallot> box;
  for (const auto& [said, count] : counts) box.push_back({std::get<0>(said), std::get<1>(said), std::get<2>(said), count});
  return box;
}

}  // namespace palabre::votes

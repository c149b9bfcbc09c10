// Votes in the database. Called by the acts and views of this slice, by screens and by transfer.
#pragma once
#include "db/tx.hpp"
#include "votes/outcome.hpp"
#include "votes/vote.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace palabre::votes {

std::optional<Vote> find_vote(db::Tx& tx, VoteId id);
std::optional<Vote> find_vote_of_phase(db::Tx& tx, PhaseId phase);
std::vector<Vote> load_votes(db::Tx& tx, RedesignId redesign);          // by phase position
/// The frozen or open vote an idea stands on, or the last it stood on.
std::optional<VoteId> find_vote_of_idea(db::Tx& tx, IdeaId idea);

VoteId insert_vote(db::Tx& tx, const Vote& vote, std::string_view source_key = {});  // with its options
void save_definition(db::Tx& tx, const Vote& vote);                     // words, numbers and options, before the freeze
void save_frozen(db::Tx& tx, const Vote& vote);                         // frozen_at and the versions of its ideas
void save_counted(db::Tx& tx, const Vote& vote);                        // counted_*, root, result
void save_signed(db::Tx& tx, const Vote& vote);

/// The register: true when the row is new.
bool add_to_register(db::Tx& tx, VoteId vote, PersonId person, Channel way);
std::optional<Channel> find_in_register(db::Tx& tx, VoteId vote, PersonId person);
struct RegisterCount { std::int64_t online = 0, paper = 0; };
RegisterCount count_register(db::Tx& tx, VoteId vote);

struct BallotRow {
  std::string receipt_digest;
  Channel channel{};
  BatchId batch;
  std::int64_t weight = 1;
  std::string choices;                    // JSON text
  std::string seal;
};
/// Counts it in the vote (and its batch) in the same transaction.
void insert_ballot(db::Tx& tx, VoteId vote, const BallotRow& row);
std::optional<BallotRow> find_ballot(db::Tx& tx, VoteId vote, std::string_view receipt_digest);
std::vector<BallotRow> load_box(db::Tx& tx, VoteId vote);               // by receipt digest: no order of casting

void add_code(db::Tx& tx, VoteId vote, std::string_view code_digest);
bool is_code(db::Tx& tx, VoteId vote, std::string_view code_digest);
std::int64_t count_codes(db::Tx& tx, VoteId vote);

struct Batch {
  BatchId id;
  VoteId vote;
  std::string label;
  std::int64_t papers = 0, spoiled = 0, entered = 0;
  PersonId opened_by, signed_by;
  Instant opened_at;
  std::optional<Instant> signed_at;
  std::string lost_reason;
};
std::optional<Batch> find_batch(db::Tx& tx, BatchId id);
std::vector<Batch> load_batches(db::Tx& tx, VoteId vote);
BatchId insert_batch(db::Tx& tx, const Batch& batch);
void save_batch(db::Tx& tx, const Batch& batch);                        // spoiled, signed, lost_reason

std::string choices_text(const Choices& choices);                       // canonical JSON
Choices choices_of(std::string_view json);
std::vector<BoxedBallot> group_box(const std::vector<BallotRow>& rows); // equal ones together, in an order free of receipts

}  // namespace palabre::votes

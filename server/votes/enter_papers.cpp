// The acts open_batch, enter_papers, set_spoiled and sign_batch: papers out of envelopes into the box, each once.
// Called by paper_api and by the pages of envelopes.
#include "votes/acts.hpp"
#include "votes/paper.hpp"
#include "votes/receipt.hpp"
#include "votes/vote_act.hpp"

#include <map>

namespace palabre::votes {
namespace {

struct Envelope {
  Batch batch;
  Vote vote;
};

Result<Envelope> load_envelope(db::Tx& tx, BatchId id) {
  auto batch = find_batch(tx, id);
  if (!batch) return refuse(Reason::not_found, "no such envelope", "id");
  auto vote = find_vote(tx, batch->vote).value();
  return Envelope{std::move(*batch), std::move(vote)};
}

std::string batch_part(BatchId id) { return R"(,"batch":")" + id.text() + "\""; }
std::string number_part(std::string_view name, std::int64_t number) { return ",\"" + std::string(name) + "\":" + std::to_string(number); }

Refusal at_entry(Refusal refusal, std::size_t index, std::string_view field) {
  refusal.field = "entries." + std::to_string(index) + "." + std::string(field);
  return refusal;
}

PaperSum sum_papers(db::Tx& tx, VoteId vote) {
  PaperSum sum{count_register(tx, vote).paper, 0};
  for (const auto& batch : load_batches(tx, vote)) sum.entered += batch.entered;
  return sum;
}

/// One paper as a row of the box, not in it yet.
Result<BallotRow> paper_row(db::Tx& tx, const Envelope& envelope, const PaperEntry& entry, std::size_t index) {
  const VoteId vote = envelope.vote.id;
  const auto code = clean_receipt(entry.code);
  if (!code) return at_entry(refuse(Reason::bad_field, "this is not a ballot's code: one character is missing or mistyped"), index, "code");
  BallotRow row;
  row.receipt_digest = digest_of_receipt(vote, *code);
  if (!is_code(tx, vote, row.receipt_digest)) return at_entry(refuse(Reason::bad_field, "no ballot of this vote was printed with this code"), index, "code");
  const auto choices = check_choices(envelope.vote, entry.choices);
  if (!choices) return at_entry(choices.error(), index, "choices");
  row.channel = Channel::paper;
  row.batch = envelope.batch.id;
  row.choices = choices_text(*choices);
  row.seal = seal_of(vote, row.receipt_digest, row.channel, row.weight, row.choices);
  return row;
}

bool says_the_same(const BallotRow& there, const BallotRow& row) {
  return there.batch == row.batch && there.channel == row.channel && there.choices == row.choices;
}

/// The papers that are new, by digest; those that are known are counted. One that is there with another word is refused.
struct SortedPapers {
  std::map<std::string, BallotRow> fresh;
  std::int64_t known = 0;
};

Result<SortedPapers> sort_entries(db::Tx& tx, const Envelope& envelope, const std::vector<PaperEntry>& entries) {
  SortedPapers sorted;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    auto row = paper_row(tx, envelope, entries[i], i);
    if (!row) return row.error();
    const auto twice = sorted.fresh.find(row->receipt_digest);
    const auto there = twice == sorted.fresh.end() ? find_ballot(tx, envelope.vote.id, row->receipt_digest) : std::optional(twice->second);
    if (!there) {
      sorted.fresh.emplace(row->receipt_digest, std::move(*row));
    } else if (says_the_same(*there, *row)) {
      ++sorted.known;
    } else {
      const bool is_elsewhere = there->batch != row->batch;
      return at_entry(refuse(Reason::already_exists, is_elsewhere ? "a paper with this code was entered out of another envelope"
                                                                  : "a paper with this code was entered with other choices: it stays as it is"),
                      i, "code");
    }
  }
  return sorted;
}

}  // namespace

Result<Batch> open_batch(db::Tx& tx, const people::Actor& actor, VoteId id, std::string_view label, std::int64_t papers) {
  const auto at = load_for_act(tx, id);
  if (!at) return at.error();
  if (auto may = decide_open_batch(actor, at->phase, at->vote, tx.now()); !may) return may.error();
  if (auto right = check_batch(label, papers); !right) return right.error();
  Batch batch;
  batch.vote = id;
  batch.label = label;
  batch.papers = papers;
  batch.opened_by = actor.person;
  batch.opened_at = tx.now();
  batch.id = insert_batch(tx, batch);
  append_vote_event(tx, actor.opaque_id, "vote.batch_opened", at->vote, batch_part(batch.id) + number_part("papers", papers));
  return batch;
}

Result<EnteredPaper> enter_papers(db::Tx& tx, const people::Actor& actor, BatchId id, const std::vector<PaperEntry>& entries) {
  const auto envelope = load_envelope(tx, id);
  if (!envelope) return envelope.error();
  if (!handles_paper(actor)) return refuse(Reason::not_allowed, "facilitators, moderators and the owner enter paper ballots");
  const auto sorted = sort_entries(tx, *envelope, entries);
  if (!sorted) return sorted.error();
  EnteredPaper done{envelope->batch, static_cast<std::int64_t>(sorted->fresh.size()), sorted->known};
  if (done.added == 0) return done;
  if (auto may = decide_enter(actor, envelope->vote, envelope->batch, done.added, sum_papers(tx, envelope->vote.id)); !may) return may.error();
  for (const auto& [digest, row] : sorted->fresh) insert_ballot(tx, envelope->vote.id, row);
  done.batch = find_batch(tx, id).value();
  append_vote_event(tx, actor.opaque_id, "vote.paper_entered", envelope->vote,
                    batch_part(id) + number_part("entered", done.batch.entered) + number_part("cast", find_vote(tx, envelope->vote.id).value().cast));
  return done;
}

Result<Batch> set_spoiled(db::Tx& tx, const people::Actor& actor, BatchId id, std::int64_t spoiled) {
  auto envelope = load_envelope(tx, id);
  if (!envelope) return envelope.error();
  if (auto may = decide_spoiled(actor, envelope->vote, envelope->batch, spoiled); !may) return may.error();
  if (envelope->batch.spoiled == spoiled) return envelope->batch;
  envelope->batch.spoiled = spoiled;
  save_batch(tx, envelope->batch);
  append_vote_event(tx, actor.opaque_id, "vote.batch_changed", envelope->vote, batch_part(id) + number_part("spoiled", spoiled));
  return envelope->batch;
}

Result<Batch> sign_batch(db::Tx& tx, const people::Actor& actor, BatchId id, std::string_view lost_reason) {
  auto envelope = load_envelope(tx, id);
  if (!envelope) return envelope.error();
  Batch& batch = envelope->batch;
  if (auto may = decide_sign_batch(actor, envelope->vote, batch, lost_reason); !may) return may.error();
  const std::int64_t lost = batch.papers - batch.entered - batch.spoiled;
  batch.signed_by = actor.person;
  batch.signed_at = tx.now();
  batch.lost_reason = lost > 0 ? lost_reason : std::string_view();
  save_batch(tx, batch);
  append_vote_event(tx, actor.opaque_id, "vote.batch_signed", envelope->vote, batch_part(id) + number_part("lost", lost));
  return batch;
}

}  // namespace palabre::votes

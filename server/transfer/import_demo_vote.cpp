// Writes votes of the demo through the repositories of votes, so that what came in is counted and checked like what is cast here.
// Called by import_demo.
#include "transfer/import_demo_vote.hpp"

#include "ideas/idea_repo.hpp"
#include "redesigns/redesign_repo.hpp"
#include "votes/receipt.hpp"
#include "votes/vote_repo.hpp"

#include <algorithm>

namespace palabre::transfer {
namespace {

using redesigns::PhaseState;

constexpr std::string_view vote_by_source_sql = "SELECT id FROM vote WHERE source_key = $1";
constexpr std::string_view imported_sql = "UPDATE vote SET imported = cast_count WHERE id = $1";
// Files imported before votes had a home left them here.
constexpr std::string_view unkeep_ballots_sql = "DELETE FROM kept_import WHERE redesign_id = $1 AND kind = 'ballots'";

votes::Vote vote_of(db::Tx& tx, const DemoVote& source, const DemoRows& rows, const redesigns::Phase& phase) {
  votes::Vote vote = source.vote;
  vote.redesign = rows.redesign;
  vote.phase = phase.id;
  if (phase.state != PhaseState::planned && phase.state != PhaseState::skipped)
    vote.frozen_at = std::min(phase.opens_at.value_or(tx.now()).plus_ms(-votes::frozen_ms_min), tx.now());
  for (std::size_t i = 0; i < vote.options.size(); ++i) {
    auto& option = vote.options[i];
    if (source.ideas[i].empty()) continue;
    option.idea = rows.ideas.at(source.ideas[i]);
    const auto idea = ideas::find_idea(tx, option.idea).value();
    if (vote.frozen_at) option.idea_version = idea.frozen_version.value_or(idea.version);
  }
  return vote;
}

/// A token of the file is the receipt: its digest is kept, as of every receipt.
void write_box(db::Tx& tx, const DemoVote& source, votes::VoteId vote) {
  for (const auto& ballot : source.ballots) {
    votes::BallotRow row;
    row.receipt_digest = votes::digest_of_receipt(vote, ballot.token);
    row.channel = votes::channel_of_ballot(ballot.channel).value();
    row.weight = ballot.weight;
    row.choices = votes::choices_text(ballot.choices);
    row.seal = votes::seal_of(vote, row.receipt_digest, row.channel, row.weight, row.choices);
    votes::insert_ballot(tx, vote, row);
  }
  tx.run(imported_sql, vote);
}

void write_result(db::Tx& tx, votes::VoteId id, const redesigns::Phase& phase) {
  auto vote = votes::find_vote(tx, id).value();
  const auto box = votes::load_box(tx, id);
  std::vector<std::string> seals;
  for (const auto& row : box) seals.push_back(row.seal);
  vote.root = votes::root_of(std::move(seals));
  vote.result = votes::result_json(votes::count_box(vote, votes::group_box(box), vote.root), vote.root);
  vote.counted_at = std::min(phase.closes_at.value_or(tx.now()), tx.now());
  votes::save_counted(tx, vote);
  if (phase.state != PhaseState::results_published) return;
  vote.signed_at = vote.counted_at;
  votes::save_signed(tx, vote);
}

}  // namespace

void write_demo_votes(db::Tx& tx, const DemoFile& file, const DemoRows& rows, ImportReport& report) {
  for (const auto& source : file.votes) {
    const std::string key = rows.key + "vote:" + source.id;
    if (tx.rows(vote_by_source_sql, key).next()) {
      report.count_there("votes");
      continue;
    }
    const auto phase = redesigns::find_phase(tx, rows.phases.at(source.phase)).value();
    if (votes::find_vote_of_phase(tx, phase.id)) continue;  // set up here before the file had a vote
    const auto id = votes::insert_vote(tx, vote_of(tx, source, rows, phase), key);
    write_box(tx, source, id);
    if (phase.state == PhaseState::counted || phase.state == PhaseState::results_published) write_result(tx, id, phase);
    report.count_added("votes");
    report.count_added("ballots", static_cast<std::int64_t>(source.ballots.size()));
  }
  if (!file.votes.empty()) tx.run(unkeep_ballots_sql, rows.redesign);
}

}  // namespace palabre::transfer

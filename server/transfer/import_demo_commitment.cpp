// Writes commitments, milestones, histories, moved dates and checks with dates of their own.
// Called by import_demo.
#include "transfer/import_demo_commitment.hpp"

#include "followup/commitment_store.hpp"

#include <algorithm>

namespace palabre::transfer {
namespace {

using followup::Check;
using followup::CheckResult;
using followup::Commitment;
using followup::CommitmentEntry;
using followup::CommitmentState;

constexpr std::string_view commitment_by_source_sql = "SELECT id FROM commitment WHERE source_key = $1";
constexpr std::string_view replace_sql = "UPDATE commitment SET replaced_by = $2 WHERE id = $1";
// Files imported before commitments had a home left them here.
constexpr std::string_view unkeep_sql = "DELETE FROM kept_import WHERE redesign_id = $1 AND kind = 'commitments'";

CommitmentId find_commitment_by_source(db::Tx& tx, const std::string& key) {
  auto row = tx.rows(commitment_by_source_sql, key);
  return row.next() ? row.id<CommitmentId>(0) : CommitmentId{};
}

std::string role_of_step(const DemoFile& file, const std::string& by) {
  if (by == "system") return "clock";
  const auto found = std::find_if(file.people.begin(), file.people.end(), [&](const DemoPerson& one) { return one.id == by; });
  if (found == file.people.end()) return "import";
  const auto& roles = found->roles;
  return std::find(roles.begin(), roles.end(), "owner") != roles.end() ? "owner" : "officer";
}

Commitment row_of(db::Tx& tx, const DemoFile& file, const DemoCommitment& source, const DemoRows& rows) {
  Commitment one;
  one.redesign = rows.redesign;
  for (const auto& organisation : file.organisations)
    if (organisation.id == source.organisation)
      one.organisation = find_or_insert_organisation(tx, organisation.kind, redesigns::stored_json(organisation.names)).first;
  one.officer = rows.people.at(source.officer);
  one.state = source.state;
  one.titles = source.titles;
  one.bodies = source.bodies;
  for (const auto& language : file.redesign.languages)
    if (source.titles.contains(language)) one.languages.push_back(language);
  one.due_at = rows.calendar.midnight(source.due_day);
  one.budget_eur = source.budget_eur;
  if (source.check) one.check_days = std::clamp(source.check->closed_day - source.check->opened_day, followup::check_days_min, followup::check_days_max);
  return one;
}

/// The lines of the history, each with its moment; a line that stays in its state and has a day to give moved the date.
std::vector<CommitmentEntry> entries_of(const DemoFile& file, const DemoCommitment& source, DemoRows& rows) {
  std::vector<CommitmentEntry> entries;
  std::size_t moved = 0;
  for (const auto& step : source.history) {
    CommitmentEntry entry;
    const bool is_moved = step.from == step.to && moved + 1 < source.due_days.size();
    if (is_moved) ++moved;
    entry.act = step.from != step.to ? "moved" : is_moved ? "rescheduled" : "updated";
    entry.from = step.from;
    entry.to = step.to;
    entry.actor_role = role_of_step(file, step.by);
    if (const auto person = rows.people.find(step.by); person != rows.people.end()) entry.person = person->second;
    entry.at = rows.calendar.next_minute(step.day);
    entry.texts = step.reasons;
    entries.push_back(std::move(entry));
  }
  return entries;
}

void write_history(db::Tx& tx, const DemoCommitment& source, const DemoRows& rows, const std::vector<CommitmentEntry>& entries, const Commitment& one) {
  CommitmentEntry first = entries.empty() ? CommitmentEntry{} : entries.front();
  first.act = "created";
  first.from = first.to = CommitmentState::proposed;
  first.at = one.created_at;
  first.texts.clear();
  if (entries.empty()) first.actor_role = "import";
  followup::append_commitment_entry(tx, one.id, first);
  std::size_t moved = 0;
  for (const auto& entry : entries) {
    followup::append_commitment_entry(tx, one.id, entry);
    if (entry.act != "rescheduled") continue;
    const Instant from = rows.calendar.midnight(source.due_days[moved]), to = rows.calendar.midnight(source.due_days[moved + 1]);
    followup::insert_moved_date(tx, one.id, {MilestoneId{}, from, to, entry.at, entry.texts}, entry.person);
    ++moved;
  }
}

void write_milestones(db::Tx& tx, const DemoCommitment& source, const DemoRows& rows, CommitmentId id) {
  int position = 0;
  for (const auto& each : source.milestones) {
    followup::Milestone one;
    one.position = ++position;
    one.titles = each.titles;
    one.state = each.state;
    one.due_at = rows.calendar.midnight(each.due_day);
    if (each.done_day) one.done_at = std::min(rows.calendar.midnight(*each.done_day), rows.calendar.now());
    one.evidence = each.evidence;
    followup::insert_milestone(tx, id, one);
  }
}

void write_check(db::Tx& tx, const DemoCommitment& source, const DemoRows& rows, const Commitment& one) {
  if (!source.check) return;
  Check check;
  check.commitment = one.id;
  check.opens_at = rows.calendar.midnight(source.check->opened_day);
  check.closes_at = rows.calendar.midnight(source.check->closed_day);
  check.done = source.check->done;
  check.partly = source.check->partly;
  check.not_done = source.check->not_done;
  const bool is_over = check.closes_at <= rows.calendar.now();
  if (one.state == CommitmentState::verified) check.result = CheckResult::verified;
  else if (one.state == CommitmentState::contested) check.result = CheckResult::contested;
  else if (one.state != CommitmentState::delivered || is_over) check.result = CheckResult::too_few;
  insert_check(tx, check);
}

void write_commitment(db::Tx& tx, const DemoFile& file, const DemoCommitment& source, DemoRows& rows, const std::string& key) {
  Commitment one = row_of(tx, file, source, rows);
  const auto entries = entries_of(file, source, rows);
  one.created_at = entries.empty() ? rows.calendar.now() : entries.front().at;
  one.updated_at = entries.empty() ? rows.calendar.now() : entries.back().at;
  one.state_since = one.created_at;
  for (const auto& entry : entries)
    if (entry.from != entry.to) one.state_since = entry.at;
  one.id = insert_commitment(tx, one, key);
  for (const auto& idea : source.ideas)
    if (const auto found = rows.ideas.find(idea); found != rows.ideas.end()) followup::insert_source_idea(tx, one.id, found->second);
  write_milestones(tx, source, rows, one.id);
  write_history(tx, source, rows, entries, one);
  write_check(tx, source, rows, one);
}

}  // namespace

void write_demo_commitments(db::Tx& tx, const DemoFile& file, DemoRows& rows, ImportReport& report) {
  const auto key_of = [&rows](const std::string& id) { return rows.key + "commitment:" + id; };
  for (const auto& source : file.commitments) {
    const bool is_there = find_commitment_by_source(tx, key_of(source.id)).is_set();
    if (!is_there) write_commitment(tx, file, source, rows, key_of(source.id));
    is_there ? report.count_there("commitments") : report.count_added("commitments");
  }
  for (const auto& source : file.commitments) {
    const auto other = source.replaced_by.empty() ? CommitmentId{} : find_commitment_by_source(tx, key_of(source.replaced_by));
    if (other.is_set()) tx.run(replace_sql, find_commitment_by_source(tx, key_of(source.id)), other);
  }
  if (!file.commitments.empty()) tx.run(unkeep_sql, rows.redesign);
}

}  // namespace palabre::transfer

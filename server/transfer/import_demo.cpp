// Writes a parsed demo file: organisations, people and roles, the redesign, its phases, its ideas and commitments, and what is kept.
// Called by `palabre import --format demo` and by the demo command, inside one write transaction.
#include "transfer/import_demo.hpp"

#include "light/light_repo.hpp"
#include "redesigns/redesign_repo.hpp"
#include "transfer/demo_accounts.hpp"
#include "transfer/derived_numbers.hpp"
#include "transfer/import_demo_commitment.hpp"
#include "transfer/import_demo_idea.hpp"
#include "transfer/import_demo_round.hpp"
#include "transfer/import_demo_vote.hpp"

#include <algorithm>

namespace palabre::transfer {
namespace {

constexpr std::string_view redesign_by_source_sql = "SELECT id, slug FROM redesign WHERE source_key = $1";

void report_progress(const ImportOptions& options, std::size_t done, std::size_t total) {
  if (options.on_progress) options.on_progress(done, total);
}

OrganisationId write_organisations(db::Tx& tx, const DemoFile& file, ImportReport& report) {
  OrganisationId owner;
  for (const auto& organisation : file.organisations) {
    const auto [id, is_new] = find_or_insert_organisation(tx, organisation.kind, redesigns::stored_json(organisation.names));
    is_new ? report.count_added("organisations") : report.count_there("organisations");
    if (organisation.id == file.redesign.owner_organisation) owner = id;
  }
  return owner;
}

RedesignId find_by_source(db::Tx& tx, const std::string& source_key) {
  auto row = tx.rows(redesign_by_source_sql, source_key);
  return row.next() ? row.id<RedesignId>(0) : RedesignId{};
}

int first_day(const DemoFile& file) {
  int day = 0;
  for (const auto& phase : file.phases) day = std::min(day, phase.start_day);
  return day;
}

/// Each state of the redesign from the first day of its first phase; follow-up from the first day of that phase.
void write_redesign_history(db::Tx& tx, const DemoFile& file, RedesignId id, const DemoCalendar& calendar) {
  Instant last = calendar.midnight(first_day(file));
  const auto path = path_to(file.redesign.state);
  for (std::size_t i = 1; i < path.size(); ++i) {
    if (path[i] == redesigns::RedesignState::follow_up)
      for (const auto& phase : file.phases)
        if (phase.type == redesigns::PhaseType::follow_up) last = std::max(last, std::min(calendar.midnight(phase.start_day), calendar.now()));
    append_redesign_history(tx, id, {redesigns::name_of(path[i - 1]), redesigns::name_of(path[i]), last, ""});
  }
}

RedesignId write_redesign(db::Tx& tx, const DemoFile& file, OrganisationId owner, const std::string& source_key, const DemoCalendar& calendar) {
  const DemoRedesign& source = file.redesign;
  RedesignRow row;
  row.source_key = source_key;
  row.slug = source.slug;
  row.state = redesigns::name_of(source.state);
  row.organisation = owner;
  row.service_area = source.service_area;
  row.languages_json = redesigns::stored_json(source.languages);
  row.texts_json = redesigns::stored_json(source.texts);
  row.power_level = source.power_level;
  row.territory = source.territory;
  row.latitude = source.latitude;
  row.longitude = source.longitude;
  row.population = source.population;
  row.budget_eur = source.budget_eur;
  row.created_at = calendar.midnight(first_day(file));
  const RedesignId id = insert_redesign(tx, row);
  if (source.question) {
    light::save_switch(tx, id, true);
    light::replace_question(tx, id, source.question);
  }
  write_redesign_history(tx, file, id, calendar);
  return id;
}

void write_people(db::Tx& tx, const DemoFile& file, DemoRows& rows, ImportReport& report) {
  const Instant since = rows.calendar.midnight(first_day(file));
  for (const auto& person : file.people) {
    const std::string key = rows.key + person.id;
    PersonId id = find_person(tx, key);
    if (id.is_set()) {
      report.count_there("people");
    } else {
      PersonRow row;
      row.source_key = key;
      row.name = person.name;
      row.language = file.redesign.languages.front();
      row.created_at = since;
      id = insert_person(tx, row);
      report.count_added("people");
    }
    rows.people[person.id] = id;
    for (const auto& role : person.roles)
      if (grant_role(tx, rows.redesign, id, role, since)) report.count_added("roles");
  }
}

void write_phase_history(db::Tx& tx, const DemoPhase& phase, PhaseId id, const DemoCalendar& calendar) {
  using redesigns::PhaseState;
  const Instant opens_at = calendar.midnight(phase.start_day);
  const Instant closes_at = calendar.midnight(phase.end_day + 1);
  const auto path = path_to(phase.state, phase.type);
  for (std::size_t i = 1; i < path.size(); ++i) {
    const bool is_start = path[i] == PhaseState::open || path[i] == PhaseState::skipped;
    const auto ends_at = path[i] == PhaseState::open ? std::optional(closes_at) : std::nullopt;
    const Instant reached_at = path[i] == PhaseState::frozen ? opens_at.plus_ms(-votes::frozen_ms_min) : is_start ? opens_at : closes_at;
    const Instant at = std::min(reached_at, calendar.now());
    append_phase_history(tx, id, {redesigns::name_of(path[i - 1]), redesigns::name_of(path[i]), at, ""}, ends_at);
  }
}

void write_phases(db::Tx& tx, const DemoFile& file, DemoRows& rows, ImportReport& report) {
  int position = 0;
  for (const auto& phase : file.phases) {
    const std::string key = rows.key + phase.id;
    ++position;
    if (const auto known = find_phase_by_source(tx, key); known.is_set()) {
      rows.phases[phase.id] = known;
      report.count_there("phases");
      continue;
    }
    PhaseRow row;
    row.source_key = key;
    row.redesign = rows.redesign;
    row.position = position;
    row.type = redesigns::name_of(phase.type);
    row.stage = redesigns::name_of(phase.stage);
    row.titles_json = redesigns::stored_json(phase.titles);
    row.state = redesigns::name_of(phase.state);
    row.opens_at = rows.calendar.midnight(phase.start_day);
    row.closes_at = rows.calendar.midnight(phase.end_day + 1);
    row.created_at = rows.calendar.midnight(first_day(file));
    rows.phases[phase.id] = insert_phase(tx, row);
    write_phase_history(tx, phase, rows.phases[phase.id], rows.calendar);
    report.count_added("phases");
  }
}

/// Ideas in the order of the file, but each merged one after the idea it went into.
std::vector<const DemoIdea*> in_writing_order(const std::vector<DemoIdea>& ideas) {
  std::vector<const DemoIdea*> order;
  std::set<std::string> placed;
  while (order.size() < ideas.size()) {
    for (const auto& idea : ideas) {
      const bool is_ready = idea.merged_into.empty() || placed.contains(idea.merged_into);
      if (is_ready && placed.insert(idea.id).second) order.push_back(&idea);
    }
  }
  return order;
}

void write_ideas(db::Tx& tx, const DemoFile& file, DemoRows& rows, const ImportOptions& options, ImportReport& report) {
  std::size_t done = 0;
  for (const auto* idea : in_writing_order(file.ideas)) {
    write_demo_idea(tx, file, *idea, rows, report);
    report_progress(options, ++done, file.ideas.size());
  }
}

void write_kept(db::Tx& tx, const DemoFile& file, const DemoRows& rows, ImportReport& report) {
  for (const auto& item : file.kept) {
    const bool is_new = keep_payload(tx, rows.redesign, item.kind, rows.key + "kept:" + item.kind + ":" + item.key, item.payload);
    is_new ? report.count_added("kept") : report.count_there("kept");
    report.count_kept(item.kind);
  }
}

}  // namespace

Result<ImportReport> import_demo(db::Tx& tx, std::string_view text, const ImportOptions& options) {
  const auto file = parse_demo(text);
  if (!file) return file.error();
  ImportReport report;
  report.problems = file->problems;
  for (const auto& [kind, count] : file->bad) report.count_skipped(kind, count);
  if (options.is_strict && !report.problems.empty()) {
    report.is_refused = true;
    return report;
  }
  const std::string key = "demo:" + file->redesign.slug;
  const RedesignId known = find_by_source(tx, key);
  if (!known.is_set() && redesigns::find_redesign(tx, file->redesign.slug))
    return refuse(Reason::slug_taken, "a redesign \"" + file->redesign.slug + "\" is there and did not come from this file", "process.slug");
  DemoRows rows{known, key + ":", DemoCalendar(options.now), {}, {}, {}};
  const OrganisationId owner = write_organisations(tx, *file, report);
  if (!known.is_set()) rows.redesign = write_redesign(tx, *file, owner, key, rows.calendar);
  known.is_set() ? report.count_there("redesigns") : report.count_added("redesigns");
  write_people(tx, *file, rows, report);
  write_phases(tx, *file, rows, report);
  write_ideas(tx, *file, rows, options, report);
  write_demo_commitments(tx, *file, rows, report);
  write_kept(tx, *file, rows, report);
  add_demo_accounts(tx, rows.redesign, options.now, report);
  write_demo_rounds(tx, *file, rows, report);
  write_demo_votes(tx, *file, rows, report);
  store_derived_numbers(tx, rows.redesign);
  if (report.added() > 0)
    append_import_event(tx, rows.redesign, file->redesign.state, !known.is_set());
  return report;
}

}  // namespace palabre::transfer

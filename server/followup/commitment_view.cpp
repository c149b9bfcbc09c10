// Turns commitments into JSON.
// Called by commitment_api.
#include "followup/commitment_view.hpp"

#include "media/picture_view.hpp"
#include "redesigns/texts.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::followup {

namespace {

using nlohmann::json;

constexpr std::size_t history_max = 200;
constexpr std::size_t open_ideas_max = 100;
constexpr std::string_view person_name_sql = "SELECT name FROM person WHERE id = $1";

std::string name_of_person(db::Tx& tx, PersonId person) {
  auto row = tx.rows(person_name_sql, person);
  return row.next() ? row.text(0) : std::string();
}

json ideas_view(const std::vector<SourceIdea>& ideas) {
  json views = json::array();
  for (const auto& idea : ideas) views.push_back({{"id", idea.idea.text()}, {"title", idea.title}, {"language", idea.language}, {"status", idea.state}});
  return views;
}

json check_view(const Check& check) {
  return {{"id", check.id.text()},
          {"opens_at", iso_text(check.opens_at)},
          {"closes_at", iso_text(check.closes_at)},
          {"result", check.result ? json(name_of(*check.result)) : json(nullptr)},
          {"done", check.done},
          {"partly", check.partly},
          {"not_done", check.not_done},
          {"total", check.total()}};
}

json moved_view(const std::vector<MovedDate>& moved, MilestoneId milestone) {
  json views = json::array();
  for (const auto& one : moved) {
    if (one.milestone != milestone) continue;
    views.push_back({{"from", day_text(one.from_at)}, {"to", day_text(one.to_at)}, {"at", iso_text(one.at)}, {"was_missed", is_late(one.from_at, one.at)}, {"reasons", one.reasons}});
  }
  return views;
}

json steps_view(const std::vector<Milestone>& milestones, bool is_counting, Instant now) {
  const auto is_done = [](const Milestone& one) { return one.state == MilestoneState::done; };
  const auto late = std::count_if(milestones.begin(), milestones.end(), [&](const Milestone& one) { return is_counting && !is_done(one) && is_late(one.due_at, now); });
  return {{"done", std::count_if(milestones.begin(), milestones.end(), is_done)}, {"total", milestones.size()}, {"late", late}};
}

json milestones_view(const Commitment& one, const std::vector<Milestone>& milestones, const std::vector<MovedDate>& moved, Instant now) {
  json views = json::array();
  for (const auto& step : milestones) {
    const bool is_open = step.state != MilestoneState::done;
    views.push_back({{"id", step.id.text()},
                     {"position", step.position},
                     {"title", redesigns::text_in(step.titles, "", one.languages)},
                     {"titles", step.titles},
                     {"state", name_of(step.state)},
                     {"due_on", day_text(step.due_at)},
                     {"done_on", step.done_at ? json(day_text(*step.done_at)) : json(nullptr)},
                     {"is_late", is_open ? is_under_way(one.state) && is_late(step.due_at, now) : is_late(step.due_at, *step.done_at)},
                     {"evidence", step.evidence},
                     {"moved", moved_view(moved, step.id)}});
  }
  return views;
}

json history_view(const std::vector<CommitmentEntry>& entries) {
  json views = json::array();
  for (const auto& entry : entries) {
    const json who = entry.person.is_set() ? json{{"id", entry.person.text()}, {"name", entry.person_name}} : json(nullptr);
    views.push_back({{"id", entry.id.text()},
                     {"act", entry.act},
                     {"from", name_of(entry.from)},
                     {"to", name_of(entry.to)},
                     {"person", who},
                     {"role", entry.actor_role},
                     {"at", iso_text(entry.at)},
                     {"texts", entry.texts},
                     {"url", entry.url.empty() ? json(nullptr) : json(entry.url)},
                     {"pictures", media::pictures_view(entry.pictures)},
                     {"pictures_removed", entry.removed_pictures}});
  }
  return views;
}

json drop_view(const std::optional<Drop>& drop) {
  if (!drop) return nullptr;
  return {{"by", drop->asked_name},
          {"role", drop->asked_role},
          {"at", iso_text(drop->asked_at)},
          {"reasons", drop->reasons},
          {"decided_body", drop->decided_body},
          {"replaced_by", drop->replaced_by.is_set() ? json(drop->replaced_by.text()) : json(nullptr)}};
}

/// The first open day: of a step, or of the commitment itself.
json next_day(const Commitment& one, const std::vector<Milestone>& milestones) {
  if (!is_under_way(one.state) && one.state != CommitmentState::proposed) return nullptr;
  Instant next = one.due_at;
  for (const auto& step : milestones)
    if (step.state != MilestoneState::done) next = std::min(next, step.due_at);
  return day_text(next);
}

}  // namespace

json commitment_line_view(db::Tx& tx, const Commitment& one, Instant now) {
  const auto milestones = load_milestones(tx, one.id);
  const auto body = find_body(tx, one.organisation);
  const auto check = find_last_check(tx, one.id);
  const auto title = redesigns::text_in(one.titles, "", one.languages);
  return {{"id", one.id.text()},
          {"redesign", one.redesign.text()},
          {"state", name_of(one.state)},
          {"is_late", is_late(one, milestones, now)},
          {"title", title},
          {"language", one.languages.empty() ? json(nullptr) : json(one.languages.front())},
          {"titles", one.titles},
          {"due_on", day_text(one.due_at)},
          {"next_on", next_day(one, milestones)},
          {"budget_eur", one.budget_eur},
          {"organisation", {{"id", one.organisation.text()}, {"names", body ? json(body->names) : json::object()}}},
          {"officer", {{"id", one.officer.text()}, {"name", name_of_person(tx, one.officer)}}},
          {"ideas", ideas_view(load_source_ideas(tx, one.id))},
          {"milestone_counts", steps_view(milestones, is_under_way(one.state), now)},
          {"check", check ? check_view(*check) : json(nullptr)},
          {"state_since", iso_text(one.state_since)}};
}

json commitment_view(db::Tx& tx, const Commitment& one, Instant now) {
  json view = commitment_line_view(tx, one, now);
  const auto moved = load_moved_dates(tx, one.id);
  view["body"] = redesigns::text_in(one.bodies, "", one.languages);
  view["bodies"] = one.bodies;
  view["budget_line"] = one.budget_line;
  view["check_days"] = one.check_days;
  view["milestones"] = milestones_view(one, load_milestones(tx, one.id), moved, now);
  view["moved"] = moved_view(moved, MilestoneId{});
  view["history"] = history_view(load_commitment_history(tx, one.id, history_max));
  view["checks"] = json::array();
  for (const auto& check : load_checks(tx, one.id)) view["checks"].push_back(check_view(check));
  view["replaced_by"] = one.replaced_by.is_set() ? json(one.replaced_by.text()) : json(nullptr);
  view["replaces"] = json::array();
  for (const auto id : load_replaced(tx, one.id)) view["replaces"].push_back(id.text());
  view["drop_asked"] = drop_view(find_open_drop(tx, one.id));
  const bool is_contested = one.state == CommitmentState::contested;
  view["resume_by"] = is_contested ? json(iso_text(one.state_since.plus_ms(resume_ms))) : json(nullptr);
  view["created_at"] = iso_text(one.created_at);
  view["updated_at"] = iso_text(one.updated_at);
  return view;
}

json follow_up_view(db::Tx& tx, RedesignId redesign, Instant now) {
  const FollowUp counts = load_follow_up(tx, redesign, now);
  json by_state = json::object();
  for (std::size_t i = 0; i < counts.by_state.size(); ++i) by_state[std::string(commitment_state_names()[i])] = counts.by_state[i];
  return {{"total", counts.total()},
          {"by_state", std::move(by_state)},
          {"late", counts.late},
          {"milestone_counts", {{"done", counts.milestones_done}, {"total", counts.milestones}, {"late", counts.milestones_late}}},
          {"moved_dates", counts.moved_dates},
          {"opinions", counts.opinions},
          {"without_commitment", ideas_view(load_ideas_without_commitment(tx, redesign, open_ideas_max))}};
}

}  // namespace palabre::followup

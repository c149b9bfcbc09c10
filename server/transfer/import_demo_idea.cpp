// Writes an idea of the demo: versions, the history of its states, supports as counts, answers, merge, comments, hidings.
// Called by import_demo for each idea of a file.
#include "transfer/import_demo_idea.hpp"

#include "ideas/idea_repo.hpp"
#include "ideas/idea_text.hpp"

#include <algorithm>

namespace palabre::transfer {
namespace {

using ideas::IdeaState;

const DemoPhase* find_phase(const DemoFile& file, const std::string& id) {
  const auto found = std::find_if(file.phases.begin(), file.phases.end(), [&](const DemoPhase& phase) { return phase.id == id; });
  return found == file.phases.end() ? nullptr : &*found;
}

PersonId person_of(const DemoRows& rows, const std::string& id) {
  const auto found = rows.people.find(id);
  return found == rows.people.end() ? PersonId{} : found->second;
}

std::vector<ideas::VersionText> translations_of(const DemoVersion& version) {
  std::vector<ideas::VersionText> texts;
  for (std::size_t i = 1; i < version.texts.size(); ++i) {
    const auto& text = version.texts[i];
    ideas::VersionText translation;
    translation.language = text.language;
    translation.is_original = false;
    translation.title = text.title;
    translation.body = text.body;
    texts.push_back(std::move(translation));
  }
  return texts;
}

/// Open ideas are due as if they had been proposed on the day of the import; a deferred one on its review day.
std::optional<Instant> answer_due_at(const DemoIdea& idea, const DemoRows& rows) {
  using enum IdeaState;
  if (idea.state == deferred && !idea.answers.empty()) return rows.calendar.midnight(idea.answers.back().review_day.value_or(0));
  const bool is_open = idea.state == published || idea.state == shortlisted || idea.state == under_review || idea.state == on_ballot;
  if (!is_open || !idea.answers.empty()) return std::nullopt;
  return rows.calendar.now().plus_ms(rows.answer_days * ms_per_day);
}

/// The idea as its first version; a note on versions the file has lost stands with the first version it has.
IdeaId write_idea_row(db::Tx& tx, const DemoFile& file, const DemoIdea& source, DemoRows& rows, Instant created_at) {
  const DemoVersion& first = source.versions.front();
  ideas::NewIdea wanted;
  ideas::Idea& idea = wanted.idea;
  idea.redesign = rows.redesign;
  if (const auto* phase = phase_of_proposal(file.phases, source.day)) idea.phase = rows.phases[phase->id];
  idea.author = person_of(rows, source.author);
  idea.state = source.state;
  if (source.frozen_version)
    idea.frozen_version = static_cast<int>(std::clamp<std::int64_t>(*source.frozen_version, 1, std::ssize(source.versions)));
  idea.language = first.texts.front().language;
  idea.title = first.texts.front().title;
  idea.body = first.texts.front().body;
  idea.channel = source.channel;
  idea.place = source.place;
  idea.latitude = source.latitude;
  idea.longitude = source.longitude;
  if (source.state == IdeaState::merged) idea.merged_into = rows.ideas.at(source.merged_into);
  idea.answer_due_at = answer_due_at(source, rows);
  idea.created_at = created_at;
  idea.updated_at = created_at;
  wanted.translations = translations_of(first);
  wanted.tags = ideas::tidy_tags(source.tags);
  wanted.source_key = rows.key + source.id;
  wanted.note = first.note;
  return ideas::insert_idea(tx, wanted);
}

void write_later_versions(db::Tx& tx, const DemoIdea& source, IdeaId id, DemoRows& rows) {
  for (std::size_t i = 1; i < source.versions.size(); ++i) {
    const DemoVersion& version = source.versions[i];
    const auto idea = ideas::find_idea(tx, id);
    ideas::VersionText text;
    text.title = version.texts.front().title;
    text.body = version.texts.front().body;
    text.note = version.note;
    text.person = person_of(rows, version.by);
    text.created_at = rows.calendar.next_minute(version.day);
    ideas::append_version(tx, *idea, text, translations_of(version));
  }
}

/// When the idea entered `state`, as far as the file tells: the answer's day, the freeze of the ballot, the end of its own phase, the
/// last word said about it.
Instant reached_at(const DemoFile& file, const DemoIdea& source, IdeaState state, const DemoRows& rows, Instant created_at,
                   std::optional<Instant> answered_at) {
  using enum IdeaState;
  if (state == draft || state == submitted || state == published) return created_at;
  if (state == source.state && answered_at) return *answered_at;
  if (state == on_ballot) {
    if (const auto* vote = find_phase(file, source.ballot_phase)) return std::min(rows.calendar.midnight(vote->start_day).plus_ms(-votes::frozen_ms_min), rows.calendar.now());
  }
  if (state == merged || state == withdrawn) {
    int last_day = source.day;
    for (const auto& comment : source.comments) last_day = std::max(last_day, comment.day);
    return std::min(rows.calendar.midnight(last_day + 1), rows.calendar.now());
  }
  const auto* phase = phase_of_proposal(file.phases, source.day);
  return phase ? std::min(rows.calendar.midnight(phase->end_day + 1), rows.calendar.now()) : created_at;
}

std::string answer_reason(const DemoIdea& source, const DemoFile& file) {
  const DemoAnswer& answer = source.answers.back();
  return std::string(redesigns::text_in(answer.bodies, source.versions.front().texts.front().language, file.redesign.languages));
}

std::string role_of(const DemoFile& file, const std::string& person) {
  for (const auto& known : file.people)
    if (known.id == person && std::find(known.roles.begin(), known.roles.end(), "owner") != known.roles.end()) return "owner";
  return "officer";
}

void write_history(db::Tx& tx, const DemoFile& file, const DemoIdea& source, IdeaId id, const DemoRows& rows, Instant created_at,
                   std::optional<Instant> answered_at) {
  const auto path = path_to(source.state, !source.ballot_phase.empty());
  Instant last = created_at;
  for (std::size_t i = 1; i < path.size(); ++i) {
    ideas::HistoryEntry entry;
    entry.from = path[i - 1];
    entry.to = path[i];
    entry.at = std::max(last, reached_at(file, source, path[i], rows, created_at, answered_at));
    entry.actor_role = "import";
    const bool is_author = path[i] == IdeaState::submitted || path[i] == IdeaState::withdrawn;
    const bool is_answer = !source.answers.empty() && i + 1 == path.size();
    if (is_author) {
      entry.actor_role = "author";
      entry.person = person_of(rows, source.author);
    } else if (is_answer) {
      entry.actor_role = role_of(file, source.answers.back().by);
      entry.person = person_of(rows, source.answers.back().by);
      entry.reason = answer_reason(source, file);
      entry.reason_code = source.answers.back().reason_code;
    }
    last = entry.at;
    ideas::append_history(tx, id, entry);
  }
}

/// Writes the answers that have a kind of ours; the instant of the last one of any kind.
std::optional<Instant> write_answers(db::Tx& tx, const DemoIdea& source, IdeaId id, DemoRows& rows, ImportReport& report) {
  std::optional<Instant> answered_at;
  AnswerId before;
  for (std::size_t i = 0; i < source.answers.size(); ++i) {
    const DemoAnswer& answer = source.answers[i];
    const Instant at = rows.calendar.next_minute(answer.day);
    answered_at = at;
    if (answer.decision == "not_selected") continue;
    const std::string key = rows.key + source.id + ":answer:" + std::to_string(i + 1);
    const auto review_on = answer.decision == "deferred" ? std::optional(rows.calendar.midnight(*answer.review_day)) : std::nullopt;
    before = insert_answer(tx, {key, id, person_of(rows, answer.by), answer.decision, answer.reason_code, review_on, at, before});
    for (const auto& [language, body] : answer.bodies) insert_answer_text(tx, before, language, body);
    report.count_added("answers");
  }
  return answered_at;
}

void write_merge(db::Tx& tx, const DemoFile& file, const DemoIdea& source, IdeaId id, const DemoRows& rows, Instant created_at,
                 ImportReport& report) {
  const Instant at = reached_at(file, source, IdeaState::merged, rows, created_at, std::nullopt);
  const MergeId merge = insert_done_merge(tx, {rows.redesign, id, rows.ideas.at(source.merged_into), "", at});
  for (const auto& person : source.merge_consent) insert_consent(tx, merge, person_of(rows, person), at);
  report.count_added("merges");
}

void write_comment(db::Tx& tx, const DemoIdea& source, const DemoComment& comment, IdeaId idea, DemoRows& rows,
                   std::map<std::string, CommentId>& written, ImportReport& report) {
  const Instant at = rows.calendar.next_minute(comment.day);
  const std::string key = rows.key + comment.id;
  if (const auto known = find_comment_by_source(tx, key); known.is_set()) {
    written[comment.id] = known;
    report.count_there("comments");
    return;
  }
  const CommentId parent = comment.parent.empty() ? CommentId{} : written.at(comment.parent);
  const std::string state = comment.hiding ? "hidden" : "published";
  const CommentId id = insert_comment(tx, {key, idea, parent, person_of(rows, comment.author), comment.stance, comment.language,
                                           comment.body, state, comment.channel, at});
  written[comment.id] = id;
  report.count_added("comments");
  if (comment.hiding) {
    const Instant hidden_at = std::max(at, rows.calendar.next_minute(comment.hiding->day));
    insert_hiding(tx, {rows.redesign, "comment", id.value, comment.hiding->rule, comment.hiding->reason, person_of(rows, comment.hiding->by),
                       hidden_at});
    report.count_added("hidings");
  } else if (ideas::is_listed(source.state)) {
    tx.save_search_entry({db::SearchKind::comment, id.value, rows.redesign, idea, "", comment.body});
  }
}

void write_new_idea(db::Tx& tx, const DemoFile& file, const DemoIdea& source, DemoRows& rows, ImportReport& report) {
  const Instant created_at = rows.calendar.next_minute(source.day);
  const IdeaId id = write_idea_row(tx, file, source, rows, created_at);
  rows.ideas[source.id] = id;
  write_later_versions(tx, source, id, rows);
  insert_imported_count(tx, {"idea", id.value, "support_online", source.support_online});
  insert_imported_count(tx, {"idea", id.value, "support_assisted", source.support_assisted});
  const auto answered_at = write_answers(tx, source, id, rows, report);
  write_history(tx, file, source, id, rows, created_at, answered_at);
  if (source.state == IdeaState::merged) write_merge(tx, file, source, id, rows, created_at, report);
  report.count_added("ideas");
  report.count_added("versions", static_cast<std::int64_t>(source.versions.size()));
}

}  // namespace

void write_demo_idea(db::Tx& tx, const DemoFile& file, const DemoIdea& idea, DemoRows& rows, ImportReport& report) {
  if (const auto known = find_idea_by_source(tx, rows.key + idea.id); known.is_set()) {
    rows.ideas[idea.id] = known;
    report.count_there("ideas");
  } else {
    write_new_idea(tx, file, idea, rows, report);
  }
  std::map<std::string, CommentId> written;
  for (const auto& comment : idea.comments) write_comment(tx, idea, comment, rows.ideas[idea.id], rows, written, report);
}

}  // namespace palabre::transfer

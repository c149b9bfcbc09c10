// Writes proposals as published ideas, their arguments as comments, their votes as imported counts.
// Called by `palabre import --format proposals` and `--format csv`, inside one write transaction.
#include "transfer/import_proposals.hpp"

#include "ideas/idea_repo.hpp"
#include "ideas/idea_text.hpp"
#include "redesigns/redesign_repo.hpp"
#include "redesigns/texts.hpp"
#include "transfer/derived_numbers.hpp"
#include "transfer/historical_rows.hpp"
#include "transfer/proposals_file.hpp"

#include <algorithm>

namespace palabre::transfer {
namespace {

constexpr std::int64_t created_phase_days = 60;
constexpr std::string_view nameless_author = "Auteur importé";

struct Target {
  redesigns::Redesign redesign;
  std::string key;  // "import:SLUG:"
  Instant now;
};

bool is_slug(std::string_view slug) {
  const auto is_slug_byte = [](char byte) { return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '-'; };
  return !slug.empty() && slug.size() <= 80 && slug.front() != '-' && slug.back() != '-' && std::all_of(slug.begin(), slug.end(), is_slug_byte);
}

/// An open redesign with one open phase of ideas; its owner fills in the rest.
RedesignId create_redesign(db::Tx& tx, const std::string& slug, const std::string& title, Instant now) {
  redesigns::RedesignTexts texts;
  texts.title["fr"] = title;
  RedesignRow row;
  row.source_key = "import:" + slug;
  row.slug = slug;
  row.state = "open";
  row.languages_json = redesigns::stored_json(std::vector<std::string>{"fr"});
  row.texts_json = redesigns::stored_json(texts);
  row.power_level = "consult";
  row.created_at = now;
  const RedesignId id = insert_redesign(tx, row);
  std::string_view from = "draft";
  for (const std::string_view to : {"review", "announced", "open"}) {
    append_redesign_history(tx, id, {from, to, now, ""});
    from = to;
  }
  PhaseRow phase;
  phase.source_key = "import:" + slug + ":phase";
  phase.redesign = id;
  phase.position = 1;
  phase.type = "ideas";
  phase.stage = "co-design";
  phase.titles_json = redesigns::stored_json(redesigns::TextsByLanguage{{"fr", "Idées"}, {"en", "Ideas"}});
  phase.state = "open";
  phase.opens_at = now;
  phase.closes_at = now.plus_ms(created_phase_days * ms_per_day);
  phase.created_at = now;
  append_phase_history(tx, insert_phase(tx, phase), {"planned", "open", now, ""}, phase.closes_at);
  return id;
}

Result<Target> open_target(db::Tx& tx, const ProposalsTarget& wanted, Instant now, ImportReport& report) {
  auto redesign = redesigns::find_redesign(tx, wanted.slug);
  if (!redesign && wanted.title_to_create) {
    if (!is_slug(wanted.slug)) return refuse(Reason::bad_field, "a slug has small letters, digits and hyphens: \"" + wanted.slug + "\"", "into");
    if (wanted.title_to_create->empty()) return refuse(Reason::missing_field, "the title of the new redesign is empty", "create");
    redesign = redesigns::find_redesign(tx, create_redesign(tx, wanted.slug, *wanted.title_to_create, now));
    report.count_added("redesigns");
  }
  if (!redesign) return refuse(Reason::not_found, "there is no redesign \"" + wanted.slug + "\"; --create TITLE would make it", "into");
  const std::string key = "import:" + redesign->slug + ":";
  return Target{std::move(*redesign), key, now};
}

bool is_hash(std::string_view author) {
  const auto is_hex = [](char byte) { return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f'); };
  return author.size() >= 8 && std::all_of(author.begin(), author.end(), is_hex) &&
         std::any_of(author.begin(), author.end(), [](char byte) { return byte >= '0' && byte <= '9'; });
}

/// One person for each author's name; where the source put a hash in the place of a name, a pseudonym made from it.
PersonId find_or_add_author(db::Tx& tx, const Target& target, const std::string& author, ImportReport& report) {
  const std::string key = target.key + "author:" + author;
  if (const auto known = find_person(tx, key); known.is_set()) return known;
  PersonRow row;
  row.source_key = key;
  row.name = author.empty() ? std::string(nameless_author) : is_hash(author) ? std::string(nameless_author) + " " + author.substr(0, 6) : author;
  row.language = target.redesign.languages.empty() ? "fr" : target.redesign.languages.front();
  row.created_at = target.now;
  report.count_added("people");
  return insert_person(tx, row);
}

void write_argument(db::Tx& tx, const Target& target, const ideas::Idea& idea, const std::string& idea_key, const Argument& argument,
                    ImportReport& report) {
  CommentRow row;
  row.source_key = idea_key + ":argument:" + argument.id;
  if (find_comment_by_source(tx, row.source_key).is_set()) {
    report.count_there("comments");
    return;
  }
  row.idea = idea.id;
  row.author = find_or_add_author(tx, target, argument.author, report);
  row.stance = argument.stance;
  row.language = idea.language;
  row.body = argument.body;
  row.state = "published";
  row.channel = "online";
  row.created_at = std::max(argument.written_at.value_or(idea.created_at), idea.created_at);
  const CommentId id = insert_comment(tx, row);
  insert_imported_count(tx, {"comment", id.value, "votes", argument.votes});
  if (ideas::is_listed(idea.state)) tx.save_search_entry({db::SearchKind::comment, id.value, idea.redesign, idea.id, "", row.body});
  report.count_added("comments");
}

IdeaId write_idea(db::Tx& tx, const Target& target, const Proposal& proposal, const std::string& key, ImportReport& report) {
  using ideas::IdeaState;
  ideas::NewIdea wanted;
  ideas::Idea& idea = wanted.idea;
  idea.redesign = target.redesign.id;
  idea.author = find_or_add_author(tx, target, proposal.author, report);
  idea.state = IdeaState::published;
  const std::string first_language = target.redesign.languages.empty() ? "fr" : target.redesign.languages.front();
  idea.language = proposal.language.empty() ? first_language : proposal.language;
  idea.title = proposal.title;
  idea.body = proposal.body;
  idea.latitude = proposal.latitude;
  idea.longitude = proposal.longitude;
  idea.answer_due_at = target.now.plus_ms(target.redesign.answer_days * ms_per_day);
  idea.created_at = proposal.written_at.value_or(target.now);
  idea.updated_at = idea.created_at;
  wanted.tags = ideas::tidy_tags(proposal.tags);
  wanted.source_key = key;
  const IdeaId id = ideas::insert_idea(tx, wanted);
  ideas::append_history(tx, id, {IdeaState::draft, IdeaState::submitted, idea.author, "", "author", idea.created_at, "", ""});
  ideas::append_history(tx, id, {IdeaState::submitted, IdeaState::published, {}, "", "import", idea.created_at, "", ""});
  for (const auto& [kind, count] : proposal.counts) insert_imported_count(tx, {"idea", id.value, kind, count});
  return id;
}

void write_proposal(db::Tx& tx, const Target& target, const Proposal& proposal, ImportReport& report) {
  const std::string key = target.key + proposal.key;
  IdeaId id = find_idea_by_source(tx, key);
  if (id.is_set()) {
    report.count_there("ideas");
  } else {
    id = write_idea(tx, target, proposal, key, report);
    report.count_added("ideas");
  }
  const auto idea = ideas::find_idea(tx, id);
  for (const auto& argument : proposal.arguments) write_argument(tx, target, *idea, key, argument, report);
}

}  // namespace

Result<ImportReport> import_proposals(db::Tx& tx, std::string_view text, const ProposalsTarget& wanted, const ImportOptions& options) {
  const auto file = wanted.format == ProposalFormat::csv ? parse_proposal_csv(text, wanted.columns, options.now)
                                                         : parse_proposal_lines(text, options.now);
  if (!file) return file.error();
  ImportReport report;
  report.problems = file->problems;
  report.unknown_fields.assign(file->unknown_fields.begin(), file->unknown_fields.end());
  if (!file->problems.empty()) report.count_skipped("ideas", std::ssize(file->problems));
  if (options.is_strict && !report.problems.empty()) {
    report.is_refused = true;
    return report;
  }
  const auto target = open_target(tx, wanted, options.now, report);
  if (!target) return target.error();
  std::size_t done = 0;
  for (const auto& proposal : file->proposals) {
    write_proposal(tx, *target, proposal, report);
    ++done;
    if (options.on_progress) options.on_progress(done, file->proposals.size());
  }
  const RedesignId redesign = target->redesign.id;
  store_derived_numbers(tx, redesign);
  const bool is_new = report.counts.contains("redesigns");
  if (report.added() > 0) append_import_event(tx, redesign, target->redesign.state, is_new);
  return report;
}

}  // namespace palabre::transfer

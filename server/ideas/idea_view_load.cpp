// Gathers what the views of ideas show. Called by the APIs of this slice and by screens.
#include "ideas/idea_text.hpp"
#include "ideas/idea_view.hpp"

namespace palabre::ideas {
namespace {

constexpr std::string_view author_sql = "SELECT id, name, organisation_id IS NOT NULL FROM person WHERE id = $1";
constexpr std::string_view imported_sql =
    "SELECT kind, count FROM imported_count WHERE target_kind = 'idea' AND target_id = $1 ORDER BY kind";
constexpr std::string_view merged_from_sql =
    "SELECT i.id, i.title, p.id, p.name, p.organisation_id IS NOT NULL FROM idea i JOIN person p ON p.id = i.author_id "
    "WHERE i.merged_into = $1 ORDER BY i.id";
constexpr std::string_view merged_into_sql =
    "SELECT i.id, i.title, p.id, p.name, p.organisation_id IS NOT NULL FROM idea i JOIN person p ON p.id = i.author_id "
    "WHERE i.id = $1 AND i.state <> 'hidden'";
constexpr std::string_view hiding_sql =
    "SELECT rule, reason, at FROM hiding WHERE target_kind = 'idea' AND target_id = $1 AND restored_at IS NULL";

Author load_author(db::Tx& tx, PersonId id) {
  auto row = tx.rows(author_sql, id);
  if (!row.next()) return {id, "", false};
  return {row.id<PersonId>(0), row.text(1), row.fact(2)};
}

std::vector<std::pair<std::string, std::int64_t>> load_imported(db::Tx& tx, IdeaId id) {
  std::vector<std::pair<std::string, std::int64_t>> counts;
  auto rows = tx.rows(imported_sql, id);
  while (rows.next()) counts.emplace_back(rows.text(0), rows.integer(1));
  return counts;
}

std::vector<MergedIdea> load_merged(db::Tx& tx, std::string_view sql, IdeaId id) {
  std::vector<MergedIdea> found;
  auto rows = tx.rows(sql, id);
  while (rows.next()) found.push_back({rows.id<IdeaId>(0), rows.text(1), {rows.id<PersonId>(2), rows.text(3), rows.fact(4)}});
  return found;
}

std::optional<Hiding> load_hiding(db::Tx& tx, IdeaId id) {
  auto row = tx.rows(hiding_sql, id);
  if (!row.next()) return std::nullopt;
  return Hiding{row.text(0), row.text(1), row.instant(2)};
}

void load_allowed(db::Tx& tx, const redesigns::Redesign& redesign, FullIdea& full) {
  using redesigns::Act;
  const auto phases = redesigns::load_phases(tx, redesign.id);
  const auto is_open = [&](Act act) { return redesigns::decide_act(redesign.state, phases, act, tx.now()).has_value(); };
  const Idea& idea = full.card.idea;
  full.may_be_supported = is_supportable(idea.state) && is_open(Act::support);
  full.may_be_commented = is_listed(idea.state) && is_open(Act::comment);
  full.may_be_edited = is_editable(idea.state) && !idea.frozen_version && is_open(Act::edit_idea);
}

}  // namespace

IdeaCard load_card(db::Tx& tx, const Idea& idea, std::string_view language) {
  IdeaCard card{idea, load_author(tx, idea.author), load_tags(tx, idea.id), load_imported(tx, idea.id), idea.title, "", idea.language};
  std::string_view body = idea.body;
  std::vector<VersionText> translations;
  if (!language.empty() && language != idea.language) translations = load_translations(tx, idea);
  for (const auto& text : translations) {
    if (text.language != language) continue;
    card.title = text.title;
    card.title_language = text.language;
    body = text.body;
  }
  card.excerpt = excerpt_of(body);
  return card;
}

std::vector<IdeaCard> load_cards(db::Tx& tx, const std::vector<IdeaId>& ids, std::string_view language) {
  std::vector<IdeaCard> cards;
  cards.reserve(ids.size());
  for (const auto id : ids)
    if (const auto idea = find_idea(tx, id)) cards.push_back(load_card(tx, *idea, language));
  return cards;
}

FullIdea load_full_idea(db::Tx& tx, const IdeaInPlace& found, std::string_view language) {
  FullIdea full;
  full.card = load_card(tx, found.idea, language);
  full.redesign_slug = found.redesign.slug;
  if (found.idea.state == IdeaState::hidden) full.hiding = load_hiding(tx, found.idea.id);
  full.translations = load_translations(tx, found.idea);
  if (found.idea.state != IdeaState::hidden && found.idea.state != IdeaState::withdrawn) full.pictures = media::load_pictures(tx, {found.idea.id, {}});
  full.versions = load_versions(tx, found.idea.id);
  full.history = load_history(tx, found.idea.id);
  full.merged_from = load_merged(tx, merged_from_sql, found.idea.id);
  if (found.idea.merged_into.is_set()) {
    auto merged = load_merged(tx, merged_into_sql, found.idea.merged_into);
    full.merged_into = merged.empty() ? MergedIdea{found.idea.merged_into, "", {}} : std::move(merged.front());
  }
  load_allowed(tx, found.redesign, full);
  return full;
}

Instant next_boundary(const std::vector<redesigns::Phase>& phases, Instant now) {
  Instant next{INT64_MAX};
  const auto consider = [&](std::optional<Instant> moment) {
    if (moment && *moment > now && *moment < next) next = *moment;
  };
  for (const auto& phase : phases) {
    consider(phase.opens_at);
    consider(phase.closes_at);
  }
  return next;
}

}  // namespace palabre::ideas

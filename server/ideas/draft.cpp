// The acts save_draft and delete_draft and the list of drafts. Called by the marks API, propose_idea and the propose page.
#include "ideas/draft.hpp"

#include "ideas/idea_access.hpp"
#include "ideas/idea_text.hpp"

#include <cmath>

namespace palabre::ideas {
namespace {

constexpr std::string_view insert_sql =
    "INSERT INTO draft (person_id, redesign_id, title, body, language, tags, place, updated_at, latitude, longitude) "
    "VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10) RETURNING id";
constexpr std::string_view replace_sql =
    "UPDATE draft SET redesign_id = $3, title = $4, body = $5, language = $6, tags = $7, place = $8, updated_at = $9, latitude = $10, longitude = $11 "
    "WHERE id = $1 AND person_id = $2";
constexpr std::string_view delete_sql = "DELETE FROM draft WHERE id = $1 AND person_id = $2";
constexpr std::string_view own_sql = "SELECT 1 FROM draft WHERE id = $1 AND person_id = $2";
constexpr std::string_view count_sql = "SELECT COUNT(*) FROM draft WHERE person_id = $1";
constexpr std::string_view list_sql =
    "SELECT d.id, d.redesign_id, r.slug, d.title, d.body, d.language, d.tags, d.place, d.updated_at, d.latitude, d.longitude FROM draft d "
    "JOIN redesign r ON r.id = d.redesign_id WHERE d.person_id = $1 AND ($2 IS NULL OR d.redesign_id = $2) ORDER BY d.updated_at DESC, d.id DESC";

Refusal no_draft() { return refuse(Reason::not_found, "no such draft", "id"); }

Result<void> check_draft(const Draft& draft, const Limits& limits) {
  if (draft.title.empty() && draft.body.empty()) return refuse(Reason::missing_field, "nothing is written yet", "title");
  const auto longer = [](const std::string& text, std::size_t chars_max) { return count_chars(text) > chars_max; };
  if (longer(draft.title, limits.title_chars_max)) return refuse(Reason::too_long, "the title is too long", "title");
  if (longer(draft.body, limits.idea_chars_max)) return refuse(Reason::too_long, "the text is too long", "body");
  if (longer(draft.tags, limits.tags_max * (limits.tag_chars_max + 2))) return refuse(Reason::too_long, "too many tags", "tags");
  if (longer(draft.place, limits.place_chars_max)) return refuse(Reason::too_long, "the place is too long", "place");
  const auto is_between = [](const std::optional<double>& number, double most) { return !number || (std::isfinite(*number) && *number >= -most && *number <= most); };
  if (draft.latitude.has_value() != draft.longitude.has_value()) return refuse(Reason::bad_field, "latitude and longitude come together", "latitude");
  if (!is_between(draft.latitude, 90)) return refuse(Reason::bad_field, "between -90 and 90 degrees", "latitude");
  if (!is_between(draft.longitude, 180)) return refuse(Reason::bad_field, "between -180 and 180 degrees", "longitude");
  if (draft.language.size() != 2) return refuse(Reason::bad_field, "a language is two lower-case letters", "language");
  return {};
}

std::int64_t count_drafts(db::Tx& tx, PersonId person) {
  auto row = tx.rows(count_sql, person);
  return row.next() ? row.integer(0) : 0;
}

}  // namespace

Result<DraftId> save_draft(db::Tx& tx, const people::Actor& actor, const Draft& draft, const Limits& limits) {
  const auto redesign = load_visible_redesign(tx, draft.redesign, actor);
  if (!redesign) return redesign.error();
  if (auto fits = check_draft(draft, limits); !fits) return fits.error();
  if (draft.id.is_set()) {
    const auto changed = tx.run(replace_sql, draft.id, actor.person, draft.redesign, draft.title, draft.body, draft.language, draft.tags,
                                draft.place, tx.now(), draft.latitude, draft.longitude);
    if (changed == 0) return no_draft();
    return draft.id;
  }
  if (count_drafts(tx, actor.person) >= static_cast<std::int64_t>(limits.drafts_per_person_max))
    return refuse(Reason::too_large, "you have " + std::to_string(limits.drafts_per_person_max) + " drafts: publish or delete one first");
  auto row = tx.rows(insert_sql, actor.person, draft.redesign, draft.title, draft.body, draft.language, draft.tags, draft.place, tx.now(),
                     draft.latitude, draft.longitude);
  if (!row.next()) throw db::DatabaseError("an inserted draft has no id");
  return row.id<DraftId>(0);
}

Result<void> delete_draft(db::Tx& tx, const people::Actor& actor, DraftId id) {
  if (tx.run(delete_sql, id, actor.person) == 0) return no_draft();
  return {};
}

std::vector<Draft> load_drafts(db::Tx& tx, PersonId person, RedesignId redesign) {
  std::vector<Draft> drafts;
  auto rows = tx.rows(list_sql, person, redesign);
  while (rows.next())
    drafts.push_back({rows.id<DraftId>(0), rows.id<RedesignId>(1), rows.text(2), rows.text(3), rows.text(4), rows.text(5), rows.text(6),
                      rows.text(7), rows.maybe_real(9), rows.maybe_real(10), rows.instant(8)});
  return drafts;
}

bool owns_draft(db::Tx& tx, PersonId person, DraftId id) { return tx.rows(own_sql, id, person).next(); }

void forget_draft(db::Tx& tx, PersonId person, DraftId id) { tx.run(delete_sql, id, person); }

}  // namespace palabre::ideas

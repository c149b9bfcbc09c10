// Reads and writes pictures. Called by the acts of pictures, by propose_idea, the views and the check.
#include "media/picture_repo.hpp"

#include "crypto/crypto.hpp"

namespace palabre::media {
namespace {

std::string pictures_where(std::string_view condition) {
  return "SELECT p.id, p.person_id, p.idea_id, p.draft_id, p.entry_id, p.position, p.description, p.language, s.hash, s.width, s.height, l.hash, l.width, l.height "
         "FROM picture p JOIN picture_bytes s ON s.picture_id = p.id AND s.size = 'small' "
         "JOIN picture_bytes l ON l.picture_id = p.id AND l.size = 'large' WHERE p.state = 'kept' AND " + std::string(condition);
}
const std::string of_idea_sql = pictures_where("p.idea_id = $1 ORDER BY p.position");
const std::string of_draft_sql = pictures_where("p.draft_id = $1 ORDER BY p.position");
const std::string of_entry_sql = pictures_where("p.entry_id = $1 ORDER BY p.position");
const std::string find_sql = pictures_where("p.id = $1");
constexpr std::string_view insert_sql =
    "INSERT INTO picture (person_id, idea_id, draft_id, entry_id, position, state, description, language, created_at) "
    "VALUES ($1,$2,$3,$4,$5,'kept',$6,$7,$8) RETURNING id";
constexpr std::string_view insert_bytes_sql =
    "INSERT INTO picture_bytes (picture_id, size, hash, width, height, bytes) VALUES ($1,$2,$3,$4,$5,$6)";
constexpr std::string_view insert_history_sql =
    "INSERT INTO picture_history (picture_id, act, person_id, description, language, at) VALUES ($1,$2,$3,$4,$5,$6)";
constexpr std::string_view describe_sql = "UPDATE picture SET description = $2, language = $3 WHERE id = $1";
constexpr std::string_view remove_sql = "UPDATE picture SET state = 'removed' WHERE id = $1";
constexpr std::string_view remove_bytes_sql = "DELETE FROM picture_bytes WHERE picture_id = $1";
constexpr std::string_view remove_history_sql = "DELETE FROM picture_history WHERE picture_id = $1";
constexpr std::string_view delete_sql = "DELETE FROM picture WHERE id = $1";
constexpr std::string_view move_sql = "UPDATE picture SET idea_id = $2, draft_id = NULL WHERE draft_id = $1";
constexpr std::string_view bytes_sql = "SELECT bytes FROM picture_bytes WHERE hash = $1 LIMIT 1";
constexpr std::string_view homes_sql =
    "SELECT p.idea_id, p.draft_id, p.entry_id FROM picture_bytes b JOIN picture p ON p.id = b.picture_id WHERE b.hash = $1 AND p.state = 'kept'";

Picture read_picture(const db::Rows& row) {
  return {row.id<PictureId>(0), row.id<PersonId>(1), row.id<IdeaId>(2), row.id<DraftId>(3), row.id<CommitmentEntryId>(4),
          static_cast<int>(row.integer(5)), row.text(6), row.text(7),
          {row.text(8), static_cast<int>(row.integer(9)), static_cast<int>(row.integer(10))},
          {row.text(11), static_cast<int>(row.integer(12)), static_cast<int>(row.integer(13))}};
}

void insert_bytes(db::Tx& tx, PictureId id, std::string_view size, const SmallPicture& picture) {
  tx.run(insert_bytes_sql, id, size, crypto::digest(picture.bytes), picture.width, picture.height, db::Blob{picture.bytes});
}

db::Rows rows_of(db::Tx& tx, const PictureHome& home) {
  if (home.entry.is_set()) return tx.rows(of_entry_sql, home.entry);
  return home.idea.is_set() ? tx.rows(of_idea_sql, home.idea) : tx.rows(of_draft_sql, home.draft);
}

}  // namespace

PictureHome home_of(const Picture& picture) { return {picture.idea, picture.draft, picture.entry}; }

std::vector<Picture> load_pictures(db::Tx& tx, const PictureHome& home) {
  std::vector<Picture> found;
  auto rows = rows_of(tx, home);
  while (rows.next()) found.push_back(read_picture(rows));
  return found;
}

std::optional<Picture> find_picture(db::Tx& tx, PictureId id) {
  auto row = tx.rows(find_sql, id);
  if (!row.next()) return std::nullopt;
  return read_picture(row);
}

PictureId insert_picture(db::Tx& tx, const NewPicture& picture, const ShrunkPicture& shrunk) {
  PictureId id;
  {
    auto row = tx.rows(insert_sql, picture.person, picture.home.idea, picture.home.draft, picture.home.entry, picture.position, picture.description,
                       picture.language, tx.now());
    if (!row.next()) throw db::DatabaseError("an inserted picture has no id");
    id = row.id<PictureId>(0);
  }
  insert_bytes(tx, id, "small", shrunk.small);
  insert_bytes(tx, id, "large", shrunk.large);
  tx.run(insert_history_sql, id, "added", picture.person, picture.description, picture.language, tx.now());
  return id;
}

void save_description(db::Tx& tx, const Picture& picture, PersonId person, std::string_view description, std::string_view language) {
  tx.run(describe_sql, picture.id, description, language);
  tx.run(insert_history_sql, picture.id, "described", person, description, language, tx.now());
}

void remove_picture(db::Tx& tx, const Picture& picture, PersonId person) {
  tx.run(remove_bytes_sql, picture.id);
  if (picture.draft.is_set()) {
    tx.run(remove_history_sql, picture.id);
    tx.run(delete_sql, picture.id);
    return;
  }
  tx.run(remove_sql, picture.id);
  tx.run(insert_history_sql, picture.id, "removed", person, picture.description, picture.language, tx.now());
}

void move_pictures(db::Tx& tx, DraftId draft, IdeaId idea) { tx.run(move_sql, draft, idea); }

std::optional<StoredBytes> find_bytes(db::Tx& tx, std::string_view hash) {
  StoredBytes stored;
  {
    auto rows = tx.rows(homes_sql, hash);
    while (rows.next()) stored.homes.push_back({rows.id<IdeaId>(0), rows.id<DraftId>(1), rows.id<CommitmentEntryId>(2)});
  }
  if (stored.homes.empty()) return std::nullopt;
  auto row = tx.rows(bytes_sql, hash);
  if (!row.next()) return std::nullopt;
  stored.bytes = row.text(0);
  return stored;
}

}  // namespace palabre::media

// Compares the bytes of pictures with their hashes, and their rows with what must lie beside them. Called by check_all.
#include "transfer/check_pictures.hpp"

#include "crypto/crypto.hpp"

namespace palabre::transfer {
namespace {

// A few at a time: a server's driver holds a whole answer in memory.
constexpr std::string_view bytes_sql =
    "SELECT picture_id, size, hash, bytes FROM picture_bytes WHERE picture_id > $1 AND picture_id <= $2 ORDER BY picture_id, size";
constexpr std::string_view newest_picture_sql = "SELECT COALESCE(MAX(picture_id), 0) FROM picture_bytes";
constexpr std::int64_t pictures_at_a_time = 16;
constexpr std::string_view counts_sql =
    "SELECT p.id, p.state, COUNT(b.picture_id) FROM picture p LEFT JOIN picture_bytes b ON b.picture_id = p.id GROUP BY p.id, p.state "
    "HAVING COUNT(b.picture_id) <> CASE WHEN p.state = 'kept' THEN 2 ELSE 0 END ORDER BY p.id";
constexpr std::string_view homeless_sql =
    "SELECT p.id, p.entry_id FROM picture p LEFT JOIN commitment_history h ON h.id = p.entry_id WHERE p.entry_id IS NOT NULL AND (h.id IS NULL OR "
    "h.person_id IS NULL OR h.texts = '{}' OR NOT (h.act = 'updated' OR (h.act = 'moved' AND h.to_state IN ('accepted','in_progress','at_risk','delivered')))) "
    "ORDER BY p.id";

std::int64_t newest_picture(db::Tx& tx) {
  auto rows = tx.rows(newest_picture_sql);
  return rows.next() ? rows.integer(0) : 0;
}

void check_bytes(db::Tx& tx, std::int64_t before, const std::function<void(const std::string&)>& report) {
  auto rows = tx.rows(bytes_sql, before, before + pictures_at_a_time);
  while (rows.next()) {
    if (crypto::digest(rows.view(3)) == rows.view(2)) continue;
    report("picture " + std::to_string(rows.integer(0)) + ": the " + rows.text(1) + " bytes are not what their hash says");
  }
}

}  // namespace

void check_pictures(db::Tx& tx, const std::function<void(const std::string&)>& report) {
  const std::int64_t newest = newest_picture(tx);
  for (std::int64_t before = 0; before < newest; before += pictures_at_a_time) check_bytes(tx, before, report);
  auto counts = tx.rows(counts_sql);
  while (counts.next())
    report("picture " + std::to_string(counts.integer(0)) + ": is " + counts.text(1) + " and has " + std::to_string(counts.integer(2)) + " sizes");
  auto homeless = tx.rows(homeless_sql);
  while (homeless.next())
    report("picture " + std::to_string(homeless.integer(0)) + ": entry " + std::to_string(homeless.integer(1)) + " is neither news nor a delivery");
}

}  // namespace palabre::transfer

// Writes the export: people first, then the tables of export_tables, then supports under pseudonyms, then events.
// Called by `palabre export`.
#include "transfer/export_all.hpp"

#include "crypto/crypto.hpp"
#include "transfer/export_tables.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <algorithm>
#include <set>

namespace palabre::transfer {

using nlohmann::ordered_json;

namespace {

// Those who said or decided something everybody may read.
constexpr std::string_view people_sql = R"sql(
  SELECT p.opaque_id, p.name, p.organisation_id FROM person p WHERE
    EXISTS (SELECT 1 FROM idea i JOIN redesign r ON r.id = i.redesign_id WHERE i.author_id = p.id AND i.state <> 'hidden' AND @ideas)
    OR EXISTS (SELECT 1 FROM comment c JOIN idea i ON i.id = c.idea_id JOIN redesign r ON r.id = i.redesign_id
               WHERE c.author_id = p.id AND c.state = 'published' AND i.state <> 'hidden' AND @ideas)
    OR EXISTS (SELECT 1 FROM answer a JOIN idea i ON i.id = a.idea_id JOIN redesign r ON r.id = i.redesign_id
               WHERE a.person_id = p.id AND i.state <> 'hidden' AND @ideas)
    OR EXISTS (SELECT 1 FROM commitment c JOIN redesign r ON r.id = c.redesign_id WHERE c.officer_id = p.id AND @redesigns)
    OR EXISTS (SELECT 1 FROM commitment_history h JOIN commitment c ON c.id = h.commitment_id JOIN redesign r ON r.id = c.redesign_id
               WHERE h.person_id = p.id AND @redesigns)
  ORDER BY p.id)sql";

constexpr std::string_view supports_sql = R"sql(
  SELECT s.idea_id, i.redesign_id, p.opaque_id, s.created_at, s.channel FROM idea_support s JOIN idea i ON i.id = s.idea_id
  JOIN redesign r ON r.id = i.redesign_id JOIN person p ON p.id = s.person_id WHERE @ideas ORDER BY s.idea_id, s.created_at)sql";

// Who reacted, a person or a visitor, is a number of its own here: nothing leads from it to an account.
constexpr std::string_view reactions_sql = R"sql(
  SELECT a.idea_id, i.redesign_id, 'contributor ' || a.contributor_id, a.created_at, NULL FROM idea_reaction a JOIN idea i ON i.id = a.idea_id
  JOIN redesign r ON r.id = i.redesign_id WHERE @ideas ORDER BY a.idea_id, a.created_at)sql";

constexpr std::string_view events_sql = R"sql(
  SELECT e.seq, e.at, e.actor, e.channel, e.subject, e.type, e.payload FROM event e JOIN redesign r ON e.channel = 'redesign:' || CAST(r.id AS TEXT)
    OR (e.channel = 'instance' AND e.type = 'redesign.added' AND e.payload = '{"redesign":"' || CAST(r.id AS TEXT) || '"}')
  WHERE @redesigns AND e.type NOT LIKE 'report.%' ORDER BY e.seq)sql";

// What a person does under their own name, for everybody to read. Every other event goes out without its actor.
constexpr std::array<std::string_view, 13> signed_events{"idea.published",          "idea.edited",        "comment.published",      "comment.edited",
                                                         "answer.published",        "redesign.edited",    "redesign.added",         "phase.state_changed",
                                                         "commitment.created",      "commitment.updated", "commitment.rescheduled", "commitment.edited",
                                                         "commitment.state_changed"};

/// Writes lines and counts them.
class LineWriter {
 public:
  explicit LineWriter(std::ostream& out) : out_(out) {}
  void write(const ordered_json& line) {
    out_ << line.dump(-1, ' ', false, ordered_json::error_handler_t::replace) << '\n';
    ++count_;
  }
  [[nodiscard]] std::int64_t count() const { return count_; }

 private:
  std::ostream& out_;
  std::int64_t count_ = 0;
};

ordered_json cell_json(const db::Rows& row, int column, CellType type) {
  if (row.is_null(column)) return nullptr;
  switch (type) {
    case CellType::id: return std::to_string(row.integer(column));
    case CellType::integer: return row.integer(column);
    case CellType::real: return row.real(column);
    case CellType::text: return row.view(column);
    case CellType::moment: return iso_text(row.instant(column));
    case CellType::fact: return row.fact(column);
    case CellType::json: {
      auto parsed = ordered_json::parse(row.view(column), nullptr, false);
      return parsed.is_discarded() ? ordered_json(nullptr) : parsed;
    }
  }
  return nullptr;
}

/// `people`: whose opaque ids may stand in a column of persons.
void write_table(db::Tx& tx, const ExportedTable& table, const std::set<std::string, std::less<>>& people, LineWriter& out) {
  auto rows = tx.rows(public_sql(table.sql));
  while (rows.next()) {
    ordered_json line{{"kind", table.kind}};
    for (int column = 0; const auto& [name, type] : table.columns) {
      ordered_json value = cell_json(rows, column++, type);
      const bool is_person = name == "author" || name == "person" || name == "officer" || name == "asked_by" || name == "settled_by";
      if (is_person && value.is_string() && !people.contains(value.get_ref<const std::string&>())) value = nullptr;
      line[std::string(name)] = std::move(value);
    }
    out.write(line);
  }
}

std::set<std::string, std::less<>> write_people(db::Tx& tx, LineWriter& out) {
  std::set<std::string, std::less<>> people;
  auto rows = tx.rows(public_sql(people_sql));
  while (rows.next()) {
    people.insert(rows.text(0));
    out.write({{"kind", "person"}, {"id", rows.view(0)}, {"name", rows.view(1)}, {"organisation", cell_json(rows, 2, CellType::id)}});
  }
  return people;
}

/// The same person under the same name within one redesign and one export, and nowhere else.
std::string pseudonym_of(std::string_view key, std::string_view redesign, std::string_view opaque_id) {
  std::string seed(key);
  seed += '\n';
  seed += redesign;
  seed += '\n';
  seed += opaque_id;
  return crypto::digest(seed).substr(0, 32);
}

/// The day is enough to recount by; the minute could be matched with other traces.
void write_marks(db::Tx& tx, std::string_view kind, std::string_view sql, std::string_view key, LineWriter& out) {
  auto rows = tx.rows(public_sql(sql));
  while (rows.next()) {
    ordered_json line{{"kind", kind},
                      {"idea", rows.text(0)},
                      {"pseudonym", pseudonym_of(key, rows.text(1), rows.view(2))},
                      {"day", day_text(rows.instant(3))}};
    if (!rows.is_null(4)) line["channel"] = rows.view(4);
    out.write(line);
  }
}

void write_events(db::Tx& tx, const std::set<std::string, std::less<>>& people, LineWriter& out) {
  auto rows = tx.rows(public_sql(events_sql));
  while (rows.next()) {
    const std::string_view actor = rows.view(2);
    const bool is_signed = std::find(signed_events.begin(), signed_events.end(), rows.view(5)) != signed_events.end() && people.contains(actor);
    const bool is_machine = actor == "clock" || actor == "import";
    ordered_json line{{"kind", "event"}, {"seq", rows.integer(0)}, {"at", iso_text(rows.instant(1))}};
    line["actor"] = is_signed || is_machine ? ordered_json(actor) : ordered_json(nullptr);
    line["channel"] = rows.view(3);
    line["subject"] = rows.view(4);
    line["type"] = rows.view(5);
    line["data"] = cell_json(rows, 6, CellType::json);
    out.write(line);
  }
}

}  // namespace

std::int64_t export_all(db::Tx& tx, std::ostream& out, std::string_view key) {
  LineWriter lines(out);
  lines.write({{"kind", "export"}, {"format", "palabre-export/1"}, {"exported_at", iso_text(tx.now())}});
  const auto people = write_people(tx, lines);
  for (const auto& table : exported_tables()) write_table(tx, table, people, lines);
  write_marks(tx, "idea_support", supports_sql, key, lines);
  write_marks(tx, "idea_reaction", reactions_sql, key, lines);
  write_events(tx, people, lines);
  return lines.count();
}

}  // namespace palabre::transfer

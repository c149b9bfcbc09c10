// Reads the audit log. Called by the routes and the page of administrators.
#include "instance/audit.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::instance {
namespace {

using nlohmann::json;

/// What people chose to support, react to or answer: kept for the counts, shown to nobody with a name.
constexpr std::array<std::string_view, 5> secret_types{"idea.supported", "idea.unsupported", "idea.reacted", "idea.unreacted", "question.answered"};


constexpr std::string_view columns_sql =
    "SELECT e.seq, e.at, e.actor, p.id, p.name, e.channel, e.subject, e.type, e.payload FROM event e LEFT JOIN person p ON p.opaque_id = e.actor WHERE 1 = 1";

bool is_secret(std::string_view type) { return std::find(secret_types.begin(), secret_types.end(), type) != secret_types.end(); }

/// Conditions with their values, numbered as they come. `texts` outlives the query.
struct Conditions {
  std::string sql;
  std::vector<db::Value> values;
  void add(std::string_view before, db::Value value, std::string_view after = {}) {
    values.push_back(value);
    sql += " AND " + std::string(before) + "$" + std::to_string(values.size()) + std::string(after);
  }
};

AuditLine read_line(const db::Rows& rows) {
  AuditLine line;
  line.seq = rows.integer(0);
  line.at = rows.instant(1);
  line.type = rows.text(7);
  line.channel = rows.text(5);
  line.subject = rows.text(6);
  line.payload = rows.text(8);
  if (is_secret(line.type)) {
    line.actor = "secret";
  } else if (rows.is_null(3)) {
    const std::string actor = rows.text(2);
    line.actor = std::find(machine_actors.begin(), machine_actors.end(), actor) == machine_actors.end() ? "gone" : actor;
  } else {
    line.actor = "person";
    line.person = rows.id<PersonId>(3);
    line.name = rows.text(4);
  }
  return line;
}

/// The payload names people by their opaque id; here they get their name back.
void name_subject(db::Tx& tx, AuditLine& line) {
  const json payload = json::parse(line.payload, nullptr, false);
  if (!payload.is_object() || !payload.contains("person") || !payload["person"].is_string()) return;
  const std::string opaque_id = payload["person"].get<std::string>();
  auto rows = tx.rows("SELECT id, name FROM person WHERE opaque_id = $1", opaque_id);
  if (!rows.next()) return;
  line.about = rows.id<PersonId>(0);
  line.about_name = rows.text(1);
}

std::string csv_cell(std::string_view text) {
  std::string cell = "\"";
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) cell += '\'';
  for (const char c : text) {
    if (c == '"') cell += '"';
    cell += c;
  }
  return cell + "\"";
}

}  // namespace

bool is_audit_type(std::string_view type) {
  const bool is_word = std::all_of(type.begin(), type.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_' || c == '.'; });
  return is_word && !type.empty() && type.size() <= 60 && std::count(type.begin(), type.end(), '.') <= 1 && type.front() != '.' && type.back() != '.';
}

std::vector<AuditLine> load_audit(db::Tx& tx, const AuditQuery& query) {
  Conditions wanted;
  const std::string family_from = query.type + ".";
  const std::string family_until = query.type + "/";  // the sign after the dot
  const std::string channel = "redesign:" + query.redesign.text();
  const std::string named = "%\"redesign\":\"" + query.redesign.text() + "\"%";  // roles are given on the channel of the instance
  if (query.type.find('.') != std::string::npos) wanted.add("e.type = ", db::to_value(query.type));
  else if (!query.type.empty()) {
    wanted.add("e.type > ", db::to_value(family_from));
    wanted.add("e.type < ", db::to_value(family_until));
  }
  if (query.person.is_set()) {
    wanted.add("p.id = ", db::to_value(query.person));
    for (const auto type : secret_types) wanted.add("e.type <> ", db::to_value(type));
  }
  if (!query.actor.empty()) wanted.add("e.actor = ", db::to_value(query.actor));
  if (query.redesign.is_set()) {
    wanted.add("(e.channel = ", db::to_value(channel));
    wanted.values.push_back(db::to_value(named));
    wanted.sql += " OR e.payload LIKE $" + std::to_string(wanted.values.size()) + ")";
  }
  if (query.from) wanted.add("e.at >= ", db::to_value(*query.from));
  if (query.until) wanted.add("e.at < ", db::to_value(*query.until));
  if (query.before > 0) wanted.add("e.seq < ", db::to_value(query.before));
  wanted.values.push_back(static_cast<std::int64_t>(query.limit));
  const std::string sql = std::string(columns_sql) + wanted.sql + " ORDER BY e.seq DESC LIMIT $" + std::to_string(wanted.values.size());
  std::vector<AuditLine> lines;
  {
    auto rows = tx.rows_of(sql, wanted.values);
    while (rows.next()) lines.push_back(read_line(rows));
  }
  for (auto& line : lines) name_subject(tx, line);
  return lines;
}

std::vector<std::string> load_audit_redesigns(db::Tx& tx, std::size_t limit) {
  std::vector<std::string> slugs;
  auto rows = tx.rows("SELECT slug FROM redesign ORDER BY id DESC LIMIT $1", static_cast<std::int64_t>(limit));
  while (rows.next()) slugs.push_back(rows.text(0));
  return slugs;
}

json audit_view(const AuditLine& line) {
  const auto person = [](PersonId id, const std::string& name) { return id.is_set() ? json{{"id", id.text()}, {"name", name}} : json(nullptr); };
  json payload = json::parse(line.payload, nullptr, false);
  if (!payload.is_object()) payload = json::object();
  return {{"seq", line.seq},         {"at", iso_text(line.at)}, {"actor", line.actor},     {"person", person(line.person, line.name)},
          {"channel", line.channel}, {"subject", line.subject}, {"type", line.type},       {"about", person(line.about, line.about_name)},
          {"data", std::move(payload)}};
}

std::string audit_csv(const std::vector<AuditLine>& lines) {
  std::string csv = "number,when,actor,person,name,channel,subject,type,about,data\r\n";
  for (const auto& line : lines) {
    csv += std::to_string(line.seq) + "," + iso_text(line.at) + "," + csv_cell(line.actor) + "," + (line.person.is_set() ? line.person.text() : "") + "," +
           csv_cell(line.name) + "," + csv_cell(line.channel) + "," + csv_cell(line.subject) + "," + csv_cell(line.type) + "," + csv_cell(line.about_name) + "," +
           csv_cell(line.payload) + "\r\n";
  }
  return csv;
}

}  // namespace palabre::instance

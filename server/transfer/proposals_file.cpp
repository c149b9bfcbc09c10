// Reads JSON lines and CSV into proposals; bad rows are noted with their line and left out.
// Called by import_proposals.
#include "transfer/proposals_file.hpp"

#include "base/csv.hpp"
#include "http/utf8.hpp"
#include "transfer/clean_text.hpp"
#include "transfer/proposal_row.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

namespace palabre::transfer {

using nlohmann::ordered_json;

namespace {

/// Reads rows into the file and sees to it that no two are the same one.
class RowCollector {
 public:
  explicit RowCollector(Instant now) : now_(now) {}

  void add(const ordered_json& row, const std::string& where) {
    try {
      Proposal proposal = read_proposal({row, where}, now_, file_.unknown_fields);
      const auto [known, is_new] = where_.emplace(proposal.key, where);
      if (!is_new) throw RowFault(where, "is the same as " + known->second);
      file_.proposals.push_back(std::move(proposal));
    } catch (const RowFault& fault) {
      note(fault.where(), fault.what());
    }
  }
  void note(const std::string& where, const std::string& message) { file_.problems.push_back({where, message}); }
  ProposalsFile take() { return std::move(file_); }

 private:
  Instant now_;
  ProposalsFile file_;
  std::map<std::string, std::string> where_;
};

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& byte : lower)
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte - 'A' + 'a');
  return lower;
}

bool holds_number(std::string_view field) {
  return field == "votes_ok" || field == "votes_nok" || field == "votes_mitige" || field == "latitude" || field == "longitude";
}

/// A cell as JSON: numbers where the field holds one (a comma may mark decimals), text elsewhere.
ordered_json cell_value(std::string_view field, const std::string& cell) {
  if (!holds_number(field)) return cell;
  const bool is_real = field == "latitude" || field == "longitude";
  std::string digits = clean_line(cell);
  if (is_real) std::replace(digits.begin(), digits.end(), ',', '.');
  const char* end = digits.data() + digits.size();
  if (is_real) {
    double number = 0;
    const auto [stop, error] = std::from_chars(digits.data(), end, number);
    if (error == std::errc{} && stop == end) return number;
  } else {
    std::int64_t number = 0;
    const auto [stop, error] = std::from_chars(digits.data(), end, number);
    if (error == std::errc{} && stop == end) return number;
  }
  return cell;  // the reader of the row says that it must be a number
}

/// For each column, the field it holds; empty for none.
Result<std::vector<std::string>> fields_of_header(const std::vector<std::string>& header, const std::map<std::string, std::string>& columns,
                                                  std::set<std::string>& unknown_fields) {
  std::map<std::string, std::string> field_of;  // by column name in small letters
  for (const auto& [field, column] : columns) {
    if (!proposal_field_names().contains(field)) return refuse(Reason::unknown_field, "there is no field \"" + field + "\"", "columns");
    field_of[lower_case(clean_line(column))] = field;
  }
  std::vector<std::string> fields;
  for (const auto& name : header) {
    const std::string column = lower_case(clean_line(name));
    const auto mapped = field_of.find(column);
    const bool is_ours = proposal_field_names().contains(column) && column != "arguments" && !columns.contains(column);
    fields.push_back(mapped != field_of.end() ? mapped->second : is_ours ? column : "");
    if (fields.back().empty()) unknown_fields.insert(clean_line(name));
    if (mapped != field_of.end()) field_of.erase(mapped);
  }
  if (!field_of.empty()) return refuse(Reason::missing_field, "the header has no column \"" + field_of.begin()->first + "\"", "columns");
  for (const std::string needed : {"title", "body"})
    if (std::find(fields.begin(), fields.end(), needed) == fields.end())
      return refuse(Reason::missing_field, "the header has no column \"" + needed + "\"; name it with --columns " + needed + "=NAME", needed);
  return fields;
}

ordered_json row_object(const std::vector<std::string>& fields, const CsvRow& row) {
  ordered_json object = ordered_json::object();
  for (std::size_t i = 0; i < fields.size() && i < row.cells.size(); ++i)
    if (!fields[i].empty() && !clean_line(row.cells[i]).empty()) object[fields[i]] = cell_value(fields[i], row.cells[i]);
  return object;
}

}  // namespace

Result<ProposalsFile> parse_proposal_lines(std::string_view text, Instant now) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  if (!is_utf8(text)) return refuse(Reason::bad_encoding, "the file is not UTF-8 text");
  RowCollector collector(now);
  for (std::size_t line = 1; !text.empty(); ++line) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view row = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (row.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    const std::string where = "line " + std::to_string(line);
    const ordered_json object = ordered_json::parse(row, nullptr, false);
    if (object.is_discarded()) collector.note(where, "is not JSON");
    else collector.add(object, where);
  }
  return collector.take();
}

Result<ProposalsFile> parse_proposal_csv(std::string_view text, const std::map<std::string, std::string>& columns, Instant now) {
  const auto rows = parse_csv(text);
  if (!rows) return rows.error();
  if (rows->empty()) return refuse(Reason::missing_field, "the file is empty", "title");
  std::set<std::string> unknown_fields;
  const auto fields = fields_of_header(rows->front().cells, columns, unknown_fields);
  if (!fields) return fields.error();
  RowCollector collector(now);
  for (std::size_t i = 1; i < rows->size(); ++i) {
    const CsvRow& row = (*rows)[i];
    const std::string where = "line " + std::to_string(row.line);
    if (row.cells.size() > fields->size()) collector.note(where, "has more cells than the header");
    else collector.add(row_object(*fields, row), where);
  }
  ProposalsFile file = collector.take();
  file.unknown_fields.insert(unknown_fields.begin(), unknown_fields.end());
  return file;
}

}  // namespace palabre::transfer

// Reads which participant is in which group. Called by the report of opinion groups.
#include "recount/grouping_file.hpp"

#include "base/utf8.hpp"
#include "recount/csv_rows.hpp"
#include "recount/known_ids.hpp"
#include "recount/position.hpp"

#include <algorithm>

namespace palabre::recount {
namespace {

struct GroupingColumns {
  std::optional<std::size_t> participant;
  std::optional<std::size_t> group;
};

GroupingColumns columns_of(const std::vector<CsvCell>& header) {
  GroupingColumns columns;
  for (std::size_t at = 0; at < header.size(); ++at) {
    const std::string name = plain_header(header[at].text);
    if (!columns.participant && (name == "participant" || name == "participant-id" || name == "voter-id")) columns.participant = at;
    if (!columns.group && (name == "group" || name == "group-id")) columns.group = at;
  }
  return columns;
}

GivenGrouping grouping_of(const KnownIds& labels, const std::vector<std::optional<std::uint32_t>>& group) {
  const auto places = labels.places();
  GivenGrouping given{std::vector<std::string>(places.size()), labels.are_numbers(), group};
  for (std::size_t i = 0; i < places.size(); ++i) given.labels[places[i]] = labels.ids()[i];
  for (auto& place : given.group)
    if (place) place = places[*place];
  return given;
}

}  // namespace

Read<GivenGrouping> read_grouping(std::string_view text, const std::vector<std::string>& people) {
  if (!is_utf8(text)) return FileFault{"the grouping is not UTF-8 text"};
  CsvRows rows(text);
  if (!rows.next()) return rows.fault() ? *rows.fault() : FileFault{"the grouping is empty: a header participant,group was expected", 1, 1};
  const auto columns = columns_of(rows.cells());
  if (!columns.participant || !columns.group) return rows.fault_at_cell(rows.cells().front(), "the grouping needs a header with the columns participant and group");
  const std::size_t width = rows.cells().size();
  KnownIds known;
  for (const auto& person : people) known.number_of(person);
  KnownIds labels;
  std::vector<bool> has_line(people.size(), false);
  std::vector<std::optional<std::uint32_t>> group(people.size());
  while (rows.next()) {
    const auto& cells = rows.cells();
    if (cells.size() != width) return rows.fault_at_cell(cells.back(), "the row has " + std::to_string(cells.size()) + " cells, the header " + std::to_string(width));
    const auto& name = cells[*columns.participant];
    const auto* const person = known.find(name.text);
    if (person == nullptr && cells[*columns.group].text.empty()) continue;
    if (person == nullptr) return rows.fault_at_cell(name, "participant " + in_quotes(name.text) + " has no votes in the file of votes");
    if (has_line[*person]) return rows.fault_at_cell(name, "participant " + in_quotes(name.text) + " stands twice");
    has_line[*person] = true;
    if (!cells[*columns.group].text.empty()) group[*person] = labels.number_of(cells[*columns.group].text);
  }
  if (rows.fault()) return *rows.fault();
  return grouping_of(labels, group);
}

}  // namespace palabre::recount

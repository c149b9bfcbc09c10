// Reads who is in a pool. Called by the reports of sortition and of small groups.
#include "recount/people_files.hpp"

#include "base/utf8.hpp"
#include "recount/csv_rows.hpp"
#include "recount/known_ids.hpp"
#include "recount/position.hpp"

#include <algorithm>
#include <map>

namespace palabre::recount {
namespace {

constexpr std::size_t no_column = static_cast<std::size_t>(-1);

/// Where the columns stand; a name that is missing or stands twice is a fault at the header.
Read<std::vector<std::size_t>> places_of(const CsvRows& header, const std::vector<std::string>& names) {
  std::vector<std::string> known;
  for (const auto& cell : header.cells()) known.emplace_back(cell.text);
  std::vector<std::size_t> places;
  for (const auto& name : names) {
    const auto at = std::find(known.begin(), known.end(), name);
    if (at == known.end()) {
      const auto near = nearest(name, known);
      return header.fault_at_cell(header.cells().front(), "there is no column " + recount::in_quotes(name) + (near.empty() ? "" : "; did you mean " + recount::in_quotes(near) + "?"));
    }
    const auto again = std::find(at + 1, known.end(), name);
    if (again != known.end()) return header.fault_at_cell(header.cells()[static_cast<std::size_t>(again - known.begin())], "column " + recount::in_quotes(name) + " stands twice");
    places.push_back(static_cast<std::size_t>(at - known.begin()));
  }
  return places;
}

std::size_t id_column_of(const CsvRows& header) {
  for (std::size_t at = 0; at < header.cells().size(); ++at)
    if (header.cells()[at].text == "id") return at;
  return no_column;
}

}  // namespace

Read<PeopleFile> read_people(std::string_view text, const std::vector<std::string>& columns) {
  if (!is_utf8(text)) return FileFault{"the people are not in UTF-8 text"};
  CsvRows rows(text);
  if (!rows.next()) return rows.fault() ? *rows.fault() : FileFault{"the file is empty: a header and one row per person were expected", 1, 1};
  const auto places = places_of(rows, columns);
  if (!places) return places.fault();
  const auto id_column = id_column_of(rows);
  const std::size_t width = rows.cells().size();
  PeopleFile people;
  people.columns.resize(columns.size());
  KnownIds known;
  while (rows.next()) {
    const auto& cells = rows.cells();
    if (cells.size() != width) return rows.fault_at_cell(cells.back(), "the row has " + std::to_string(cells.size()) + " cells, the header " + std::to_string(width));
    if (people.ids.size() >= tally::pool_people_max) return rows.fault_at_cell(cells.front(), "more than " + std::to_string(tally::pool_people_max) + " people");
    if (id_column == no_column) {
      people.ids.push_back(std::to_string(people.ids.size() + 1));
    } else {
      const auto& id = cells[id_column];
      if (id.text.empty()) return rows.fault_at_cell(id, "a person without an id");
      known.number_of(id.text);
      if (known.is_repeated()) return rows.fault_at_cell(id, "the id " + recount::in_quotes(id.text) + " stands twice");
      people.ids.emplace_back(id.text);
    }
    for (std::size_t column = 0; column < columns.size(); ++column) people.columns[column].push_back({std::string(cells[(*places)[column]].text), cells[(*places)[column]].offset});
  }
  if (rows.fault()) return *rows.fault();
  if (people.ids.empty()) return FileFault{"nobody is in the file: it has a header only"};
  return people;
}

Read<PoolFile> read_pool(std::string_view text, const QuotaFile& quotas, const std::string& household) {
  auto columns = quotas.categories;
  if (!household.empty()) columns.push_back(household);
  auto people = read_people(text, columns);
  if (!people) return people.fault();
  PoolFile file;
  file.ids = std::move(people->ids);
  file.pool.quotas = quotas.quotas;
  file.pool.people.resize(file.ids.size());
  for (std::size_t category = 0; category < quotas.categories.size(); ++category) {
    const auto& features = quotas.features[category];
    std::map<std::string_view, std::uint32_t> numbers;
    for (const auto& feature : features) numbers.emplace(feature, static_cast<std::uint32_t>(numbers.size()));
    for (std::size_t person = 0; person < file.ids.size(); ++person) {
      const auto& cell = people->columns[category][person];
      const auto found = numbers.find(cell.text);
      if (found == numbers.end()) {
        const auto near = nearest(cell.text, features);
        const std::string what = cell.text.empty() ? recount::in_quotes(quotas.categories[category]) + " is empty" : "the quotas do not name " + recount::in_quotes(cell.text) + " of " + recount::in_quotes(quotas.categories[category]);
        return fault_at(text, cell.offset, what + (near.empty() ? "" : "; did you mean " + recount::in_quotes(near) + "?"));
      }
      file.pool.people[person].push_back(found->second);
    }
  }
  if (household.empty()) return file;
  KnownIds homes;
  std::uint32_t alone = 0xffffffffU;
  for (const auto& cell : people->columns.back()) file.pool.households.push_back(cell.text.empty() ? alone-- : homes.number_of(cell.text));
  return file;
}

}  // namespace palabre::recount

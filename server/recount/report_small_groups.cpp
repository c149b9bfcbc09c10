// Seats people at tables over several rounds. Called by the command `tally small-groups`.
#include "recount/people_files.hpp"
#include "recount/position.hpp"
#include "recount/report.hpp"
#include "tally/small_groups.hpp"

#include <algorithm>
#include <map>

namespace palabre::recount {
namespace {

using Json = nlohmann::ordered_json;

struct GroupsCall {
  PeopleFile people;
  tally::SmallGroupsCall groups;
  std::vector<std::vector<std::string>> values;  // of the diversified fields, by number
  tally::Seed seed{};
};

/// Numbers the values of a column as they come.
tally::GroupField numbered(const std::vector<PeopleFile::Cell>& column, std::vector<std::string>& values) {
  std::map<std::string_view, std::uint32_t> numbers;
  tally::GroupField field;
  for (const auto& cell : column) {
    const auto [found, is_new] = numbers.emplace(cell.text, static_cast<std::uint32_t>(numbers.size()));
    if (is_new) values.push_back(cell.text);
    field.push_back(found->second);
  }
  return field;
}

Read<GroupsCall> read_groups_call(const Flags& flags) {
  if (!flags.pool || !flags.tables) return FileFault{"small-groups needs --pool FILE and --tables N"};
  GroupsCall call;
  const auto seed = tally::seed_of_hex(flags.seed.value_or("0"));
  if (!seed) return FileFault{"--seed takes 1 to 64 hexadecimal digits"};
  call.seed = *seed;
  auto columns = flags.diversify;
  for (const auto& column : flags.cluster) {
    if (std::find(flags.diversify.begin(), flags.diversify.end(), column) != flags.diversify.end())
      return FileFault{"column " + recount::in_quotes(column) + " cannot be both diversified and clustered"};
    columns.push_back(column);
  }
  const auto text = read_text(*flags.pool);
  if (!text) return text.fault();
  auto people = read_people(*text, columns);
  if (!people) {
    auto fault = people.fault();
    fault.file = *flags.pool;
    return fault;
  }
  call.people = std::move(*people);
  call.groups = {static_cast<std::uint32_t>(call.people.ids.size()), *flags.tables, flags.rounds.value_or(1), {}, {}};
  for (std::size_t column = 0; column < columns.size(); ++column) {
    std::vector<std::string> values;
    auto field = numbered(call.people.columns[column], values);
    if (column >= flags.diversify.size()) {
      call.groups.cluster.push_back(std::move(field));
      continue;
    }
    call.groups.diversify.push_back(std::move(field));
    call.values.push_back(std::move(values));
  }
  return call;
}

void add_balance(Report& report, const GroupsCall& call, const Flags& flags, const tally::SmallGroups& groups) {
  report.json["imbalances"] = Json::array();
  for (const auto& off : groups.imbalances)
    report.json["imbalances"].push_back({{"round", off.round + 1}, {"table", off.table + 1}, {"field", flags.diversify[off.field]}, {"value", call.values[off.field][off.value]}, {"count", off.count}});
  if (flags.diversify.empty()) return;
  if (groups.imbalances.empty()) report.text += "Every table has its even share of every value of the diversified fields, rounded down or up.\n";
  else report.text += std::to_string(groups.imbalances.size()) + " counts at a table are more than rounding away from the even share; all fields at once do not go up evenly, or no better seating was found.\n";
}

void add_meetings(Report& report, const tally::SmallGroups& groups) {
  report.json["meetings"] = groups.meetings;
  report.json["meetings_bound"] = groups.meetings_bound;
  report.text += std::to_string(groups.meetings) + " pairs of people meet; no seating has more than " + std::to_string(groups.meetings_bound) + ".\n";
}

void add_rounds(Report& report, const GroupsCall& call, const tally::SmallGroups& groups) {
  report.json["rounds"] = Json::array();
  for (std::size_t round = 0; round < groups.rounds.size(); ++round) {
    Json tables = Json::array();
    report.text += "Round " + std::to_string(round + 1) + "\n";
    for (std::size_t table = 0; table < groups.rounds[round].size(); ++table) {
      Json people = Json::array();
      std::string names;
      for (const auto person : groups.rounds[round][table]) {
        people.push_back(call.people.ids[person]);
        names += (names.empty() ? "" : ", ") + call.people.ids[person];
      }
      tables.push_back(people);
      report.text += "  Table " + std::to_string(table + 1) + ": " + names + "\n";
    }
    report.json["rounds"].push_back(tables);
  }
}

}  // namespace

Reported report_small_groups(const Flags& flags) {
  const auto call = read_groups_call(flags);
  if (!call) return call.fault();
  const auto groups = tally::make_small_groups(call->groups, call->seed);
  if (!groups) return FileFault{groups.fault().detail};
  Report report;
  add_rounds(report, *call, *groups);
  report.text += "\n";
  add_balance(report, *call, flags, *groups);
  if (!flags.cluster.empty()) {
    report.json["clusters"] = {{"tables", groups->cluster_tables}, {"least", groups->cluster_tables_least}};
    report.text += "Clustered values sit at " + std::to_string(groups->cluster_tables) + " tables in all, counted per value and round; filling tables one after another would take " + std::to_string(groups->cluster_tables_least) + " at least.\n";
  }
  add_meetings(report, *groups);
  report.json["seed"] = flags.seed.value_or("0");
  if (!flags.seed) report.text += "No --seed was given: the tables are those of seed 0.\n";
  return report;
}

}  // namespace palabre::recount

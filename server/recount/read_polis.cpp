// Reads the exports of Polis: one row per vote cast, or one row per participant. Called by read_poll and the tests.
#include "base/utf8.hpp"
#include "recount/csv_rows.hpp"
#include "recount/known_ids.hpp"
#include "recount/position.hpp"
#include "recount/readers.hpp"
#include "tally/opinion_groups.hpp"

#include <algorithm>
#include <array>

namespace palabre::recount {
namespace {

using Header = std::vector<std::string>;

std::optional<std::size_t> column_of(const Header& header, std::initializer_list<std::string_view> names) {
  for (const auto name : names) {
    const auto found = std::find(header.begin(), header.end(), name);
    if (found != header.end()) return static_cast<std::size_t>(found - header.begin());
  }
  return std::nullopt;
}

/// The vote in a cell, by the sign of the exports. Written as 1, -1, 0, also +1 or 1.0.
Read<std::int8_t> vote_in(const CsvRows& rows, std::size_t at) {
  const auto& cell = rows.cells()[at];
  const auto vote = parse_decimal(cell.text, 0);
  if (vote && *vote >= -1 && *vote <= 1) return static_cast<std::int8_t>(*vote);
  return rows.fault_at_cell(cell, "a vote must be 1 (agree), -1 (disagree) or 0 (pass), not " + in_quotes(cell.text));
}

FileFault fault_of_width(const CsvRows& rows, std::size_t columns) {
  return rows.fault_at_cell(rows.cells().back(), "the row has " + std::to_string(rows.cells().size()) + " cells, the header " + std::to_string(columns));
}

/// The number of the id in a cell, from 0. Refuses: an empty cell, more ids than `most`.
Read<std::uint32_t> id_in(const CsvRows& rows, std::size_t at, KnownIds& known, const char* what, std::size_t most) {
  const auto& cell = rows.cells()[at];
  if (cell.text.empty()) return rows.fault_at_cell(cell, std::string("the ") + what + " is missing");
  const auto number = known.number_of(cell.text);
  if (number >= most) return rows.fault_at_cell(cell, std::string("this ") + what + " is one more than " + std::to_string(most));
  return number;
}

Read<std::uint32_t> person_in(const CsvRows& rows, std::size_t at, KnownIds& people) { return id_in(rows, at, people, "participant", tally::opinion_participants_max); }
Read<std::uint32_t> statement_in(const CsvRows& rows, std::size_t at, KnownIds& statements) { return id_in(rows, at, statements, "statement", tally::options_max); }

/// The poll with participants and statements in the order of their ids.
Poll poll_of(const KnownIds& people, const KnownIds& statements, std::vector<Opinion> opinions) {
  Poll poll;
  poll.format = Format::polis;
  const auto person_place = people.places();
  const auto statement_place = statements.places();
  poll.people.resize(people.ids().size());
  for (std::size_t i = 0; i < person_place.size(); ++i) poll.people[person_place[i]] = people.ids()[i];
  poll.options.resize(statements.ids().size());
  for (std::size_t i = 0; i < statement_place.size(); ++i) poll.options[statement_place[i]].id = poll.options[statement_place[i]].name = statements.ids()[i];
  for (auto& opinion : opinions) {
    opinion.participant = person_place[opinion.participant];
    opinion.statement = statement_place[opinion.statement];
  }
  poll.opinions = std::move(opinions);
  return poll;
}

struct CastColumns {
  std::optional<std::size_t> time;
  std::size_t statement = 0;
  std::size_t participant = 0;
  std::size_t vote = 0;
};

std::optional<CastColumns> cast_columns(const Header& header) {
  const auto statement = column_of(header, {"comment-id", "statement-id", "tid", "comment", "statement"});
  const auto participant = column_of(header, {"voter-id", "participant-id", "pid", "voter", "participant"});
  const auto vote = column_of(header, {"vote", "value"});
  if (!statement || !participant || !vote) return std::nullopt;
  return CastColumns{column_of(header, {"timestamp", "modified", "created"}), *statement, *participant, *vote};
}

struct TimedOpinion {
  std::int64_t time = 0;
  Opinion opinion;
};

/// The time in a cell in thousandths of what it counts; an empty cell: the beginning.
Read<std::int64_t> time_in(const CsvRows& rows, std::size_t at) {
  const auto& cell = rows.cells()[at];
  if (cell.text.empty()) return std::int64_t{0};
  if (const auto time = parse_decimal(cell.text, 3)) return *time;
  return rows.fault_at_cell(cell, "a time must be a number of milliseconds, not " + in_quotes(cell.text));
}

Read<TimedOpinion> cast_in(const CsvRows& rows, const CastColumns& columns, KnownIds& people, KnownIds& statements) {
  const auto participant = person_in(rows, columns.participant, people);
  if (!participant) return participant.fault();
  const auto statement = statement_in(rows, columns.statement, statements);
  if (!statement) return statement.fault();
  const auto vote = vote_in(rows, columns.vote);
  if (!vote) return vote.fault();
  const auto time = columns.time ? time_in(rows, *columns.time) : Read<std::int64_t>(std::int64_t{0});
  if (!time) return time.fault();
  return TimedOpinion{*time, {*participant, *statement, *vote}};
}

Read<Poll> read_casts(CsvRows& rows, const CastColumns& columns) {
  const std::size_t width = rows.cells().size();
  KnownIds people;
  KnownIds statements;
  std::vector<TimedOpinion> casts;
  while (rows.next()) {
    if (rows.cells().size() != width) return fault_of_width(rows, width);
    const auto cast = cast_in(rows, columns, people, statements);
    if (!cast) return cast.fault();
    casts.push_back(*cast);
  }
  if (rows.fault()) return *rows.fault();
  std::stable_sort(casts.begin(), casts.end(), [](const auto& a, const auto& b) { return a.time < b.time; });
  std::vector<Opinion> opinions;
  opinions.reserve(casts.size());
  for (const auto& cast : casts) opinions.push_back(cast.opinion);
  return poll_of(people, statements, std::move(opinions));
}

/// What is a statement in the header of participants-votes.csv: every column but those about the participant.
bool is_about_participant(std::string_view header) {
  constexpr std::array<std::string_view, 8> names{"participant", "xid", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree", "n-pass"};
  return std::find(names.begin(), names.end(), header) != names.end();
}

/// Which statement each column is about; refuses one that stands twice.
Read<std::vector<std::optional<std::uint32_t>>> statement_columns(const CsvRows& rows, const Header& header, KnownIds& statements) {
  std::vector<std::optional<std::uint32_t>> columns(header.size());
  for (std::size_t at = 0; at < header.size(); ++at) {
    if (is_about_participant(header[at]) || header[at].empty()) continue;
    const auto number = statement_in(rows, at, statements);
    if (!number) return number.fault();
    if (statements.is_repeated()) return rows.fault_at_cell(rows.cells()[at], "statement " + in_quotes(rows.cells()[at].text) + " stands twice in the header");
    columns[at] = *number;
  }
  return columns;
}

Read<Poll> read_participants(CsvRows& rows, const Header& header, std::size_t id_column) {
  KnownIds people;
  KnownIds statements;
  const auto columns = statement_columns(rows, header, statements);
  if (!columns) return columns.fault();
  std::vector<Opinion> opinions;
  while (rows.next()) {
    const auto& cells = rows.cells();
    if (cells.size() != header.size()) return fault_of_width(rows, header.size());
    const auto participant = person_in(rows, id_column, people);
    if (!participant) return participant.fault();
    if (people.is_repeated()) return rows.fault_at_cell(cells[id_column], "participant " + in_quotes(cells[id_column].text) + " stands twice");
    for (std::size_t at = 0; at < cells.size(); ++at) {
      if (cells[at].text.empty()) continue;
      if (header[at].empty()) return rows.fault_at_cell(cells[at], "the header names no statement above this vote");
      if (!(*columns)[at]) continue;
      const auto vote = vote_in(rows, at);
      if (!vote) return vote.fault();
      opinions.push_back({*participant, *(*columns)[at], *vote});
    }
  }
  if (rows.fault()) return *rows.fault();
  return poll_of(people, statements, std::move(opinions));
}

}  // namespace

Read<Poll> read_polis(std::string_view text) {
  if (!is_utf8(text)) return FileFault{"the file is not UTF-8 text"};
  CsvRows rows(text);
  if (!rows.next()) return rows.fault() ? *rows.fault() : FileFault{"the file is empty: a header of votes.csv or participants-votes.csv was expected", 1, 1};
  Header header;
  for (const auto& cell : rows.cells()) header.push_back(plain_header(cell.text));
  if (const auto columns = cast_columns(header)) return read_casts(rows, *columns);
  if (const auto id_column = column_of(header, {"participant"})) return read_participants(rows, header, *id_column);
  return rows.fault_at_cell(rows.cells().front(), "this is no Polis export: the header needs comment-id, voter-id and vote, or participant and one column per statement");
}

}  // namespace palabre::recount

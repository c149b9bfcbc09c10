// Reads the exports of Polis: one row per vote cast, or one row per participant. Called by read_poll and the tests.
#include "base/utf8.hpp"
#include "recount/csv_rows.hpp"
#include "recount/known_ids.hpp"
#include "recount/readers.hpp"

#include <algorithm>

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
Read<std::int8_t> vote_in(const CsvCell& cell) {
  const auto vote = parse_decimal(cell.text, 0);
  if (vote && *vote >= -1 && *vote <= 1) return static_cast<std::int8_t>(*vote);
  return FileFault{"a vote must be 1 (agree), -1 (disagree) or 0 (pass), not \"" + std::string(cell.text) + "\"", cell.line, cell.column};
}

FileFault fault_of_width(const CsvRows& rows, std::size_t columns) {
  const auto& last = rows.cells().back();
  return {"the row has " + std::to_string(rows.cells().size()) + " cells, the header " + std::to_string(columns), rows.line(), last.column};
}

std::optional<FileFault> fault_of_limits(const KnownIds& people, const KnownIds& statements, std::size_t line) {
  if (people.ids().size() > tally::voters_max) return FileFault{"too many participants", line, 1};
  if (statements.ids().size() > tally::options_max) return FileFault{"more than " + std::to_string(tally::options_max) + " statements", line, 1};
  return std::nullopt;
}

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
Read<std::int64_t> time_in(const CsvCell& cell) {
  if (cell.text.empty()) return std::int64_t{0};
  if (const auto time = parse_decimal(cell.text, 3)) return *time;
  return FileFault{"a time must be a number of milliseconds, not \"" + std::string(cell.text) + "\"", cell.line, cell.column};
}

/// The id in a cell as a number from 0.
Read<std::uint32_t> id_in(const CsvCell& cell, KnownIds& known, const char* what) {
  if (cell.text.empty()) return FileFault{std::string("the ") + what + " is missing", cell.line, cell.column};
  return known.number_of(cell.text);
}

Read<TimedOpinion> cast_in(const std::vector<CsvCell>& cells, const CastColumns& columns, KnownIds& people, KnownIds& statements) {
  const auto participant = id_in(cells[columns.participant], people, "participant");
  if (!participant) return participant.fault();
  const auto statement = id_in(cells[columns.statement], statements, "statement");
  if (!statement) return statement.fault();
  const auto vote = vote_in(cells[columns.vote]);
  if (!vote) return vote.fault();
  const auto time = columns.time ? time_in(cells[*columns.time]) : Read<std::int64_t>(std::int64_t{0});
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
    const auto cast = cast_in(rows.cells(), columns, people, statements);
    if (!cast) return cast.fault();
    casts.push_back(*cast);
    if (auto fault = fault_of_limits(people, statements, rows.line())) return *fault;
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

Read<Poll> read_participants(CsvRows& rows, const Header& header) {
  KnownIds people;
  KnownIds statements;
  std::vector<std::optional<std::uint32_t>> statement_of(header.size());
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (is_about_participant(header[i])) continue;
    const auto& cell = rows.cells()[i];
    const auto number = id_in(cell, statements, "statement");
    if (!number) return number.fault();
    if (statements.is_repeated()) return FileFault{"statement " + std::string(cell.text) + " stands twice in the header", cell.line, cell.column};
    statement_of[i] = *number;
  }
  const std::size_t id_column = *column_of(header, {"participant"});
  std::vector<Opinion> opinions;
  while (rows.next()) {
    const auto& cells = rows.cells();
    if (cells.size() != header.size()) return fault_of_width(rows, header.size());
    const auto participant = id_in(cells[id_column], people, "participant");
    if (!participant) return participant.fault();
    if (people.is_repeated()) return FileFault{"participant " + std::string(cells[id_column].text) + " stands twice", rows.line(), cells[id_column].column};
    if (auto fault = fault_of_limits(people, statements, rows.line())) return *fault;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (!statement_of[i] || cells[i].text.empty()) continue;
      const auto vote = vote_in(cells[i]);
      if (!vote) return vote.fault();
      opinions.push_back({*participant, *statement_of[i], *vote});
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
  if (column_of(header, {"participant"})) return read_participants(rows, header);
  return FileFault{"this is no Polis export: the header needs comment-id, voter-id and vote, or participant and one column per statement", rows.line(), 1};
}

}  // namespace palabre::recount

// Ideas from another platform, one a row, as JSON lines or CSV: read and checked whole before anything is written. docs/import.md
#pragma once
#include "base/instant.hpp"
#include "base/refusal.hpp"
#include "transfer/import_report.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::transfer {

/// What an import accepts is wider than what people may type: texts of law and minutes come in whole. Longer rows are bad rows;
/// nothing is ever cut.
struct ProposalLimits {
  std::size_t title_chars_max = 300;
  std::size_t body_chars_max = 100'000;
  std::size_t argument_chars_max = 20'000;
  std::size_t author_chars_max = 80;
  std::size_t tag_chars_max = 40;  // as typed ones: a tag is also an address
  std::size_t id_chars_max = 120;
  std::size_t tags_max = 20;
  std::size_t arguments_max = 10'000;
};

struct Argument {
  std::string id;      // of the source, or its place in the list
  std::string stance;  // for, against
  std::string body, author;
  std::int64_t votes = 0;
  std::optional<Instant> written_at;
};

struct Proposal {
  std::string where;  // "line 12"
  std::string key;    // the source's id, or a digest of title and body
  std::string title, body, author, language;
  std::optional<Instant> written_at;
  std::vector<std::string> tags;
  std::optional<double> latitude, longitude;
  std::map<std::string, std::int64_t> counts;  // votes_for, votes_against, votes_mixed
  std::vector<Argument> arguments;
};

struct ProposalsFile {
  std::vector<Proposal> proposals;
  std::vector<RowProblem> problems;
  std::set<std::string> unknown_fields;
};

/// JSON lines. `now`: a row dated later is a bad row. Refuses: bad_encoding.
Result<ProposalsFile> parse_proposal_lines(std::string_view text, Instant now);

/// CSV with a header row. `columns` says which column of the file holds a field: {"title", "Títol"}; the others go by their names,
/// whatever the case. Refuses: what parse_csv does, missing_field without a title or body column, unknown_field in `columns`.
Result<ProposalsFile> parse_proposal_csv(std::string_view text, const std::map<std::string, std::string>& columns, Instant now);

}  // namespace palabre::transfer

// Brings ideas of another platform into a redesign, with their arguments as comments and their votes as imported counts.
#pragma once
#include "base/refusal.hpp"
#include "db/tx.hpp"
#include "transfer/import_report.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace palabre::transfer {

enum class ProposalFormat { json_lines, csv };

struct ProposalsTarget {
  std::string slug;                            // of the redesign they go into
  std::optional<std::string> title_to_create;  // set: a redesign with that slug and title is opened when there is none
  ProposalFormat format = ProposalFormat::json_lines;
  std::map<std::string, std::string> columns;  // of a CSV file: field -> the name of its column
};

/// Imports one file inside the caller's transaction. The same file twice adds nothing: source keys "import:SLUG:KEY".
/// Refuses: not_found (no such redesign, nothing to create), bad_field slug, and what the readers of the file refuse.
Result<ImportReport> import_proposals(db::Tx& tx, std::string_view text, const ProposalsTarget& target, const ImportOptions& options);

}  // namespace palabre::transfer

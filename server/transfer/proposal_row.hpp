// One row of the proposals format as a JSON object, whichever file it came from, checked field by field.
#pragma once
#include "transfer/json_fields.hpp"
#include "transfer/proposals_file.hpp"

namespace palabre::transfer {

/// The names a row may use.
const std::set<std::string, std::less<>>& proposal_field_names();

/// Throws RowFault. Adds names it does not know to `unknown_fields`.
Proposal read_proposal(JsonFields fields, Instant now, std::set<std::string>& unknown_fields);

}  // namespace palabre::transfer

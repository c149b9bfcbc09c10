// Brings the demo redesigns in: a file of the format "cocreation-demo/1" becomes rows dated around the day of import.
#pragma once
#include "base/refusal.hpp"
#include "db/tx.hpp"
#include "transfer/import_report.hpp"

#include <string_view>

namespace palabre::transfer {

/// Imports one file inside the caller's transaction; throws only when the database does, and then nothing may be committed.
/// A second import of the same file adds nothing: every row has a source key "demo:SLUG:ID".
/// Why:     what the product has no home for is kept word for word and named in the report; nothing is dropped in silence.
/// Refuses: bad_json, bad_field, missing_field (the file as a whole), slug_taken (a redesign that did not come from this file).
Result<ImportReport> import_demo(db::Tx& tx, std::string_view text, const ImportOptions& options);

}  // namespace palabre::transfer

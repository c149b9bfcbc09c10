// Tells the moderators that something breaks a rule.
#pragma once
#include "base/refusal.hpp"
#include "db/tx.hpp"
#include "moderation/report.hpp"

namespace palabre::moderation {

struct ReportContent {
  Target target;
  Rule rule{};
  std::string text;
};

/// Why:     no event is appended: the log is public, and that somebody was reported is not.
/// Refuses: not_found, own_case, gone, reason_required, already_exists (this person's report is still open).
Result<ReportId> report_content(db::Tx& tx, const people::Actor& actor, const ReportContent& input);

}  // namespace palabre::moderation

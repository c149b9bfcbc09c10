// A moderator's decision about a report.
#pragma once
#include "moderation/hide_content.hpp"

namespace palabre::moderation {

enum class Decision { dismissed, upheld };

struct SettleReport {
  ReportId report;
  Decision decision{};
  std::string reason;          // public when upheld
  std::optional<Rule> rule;    // when another one was broken than the report says
};

/// Why:     upholding hides; when the words went in the meantime, it only closes the report.
/// Refuses: not_found, not_allowed, own_case (the report is about one's own words), already_exists, reason_required.
Result<Report> settle_report(db::Tx& tx, const people::Actor& actor, const SettleReport& input);

}  // namespace palabre::moderation

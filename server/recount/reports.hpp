// One report per method of `palabre tally`: counts a poll and says the outcome and why. Private to this folder.
#pragma once
#include "recount/flags.hpp"
#include "recount/poll.hpp"

namespace palabre::recount {

struct Report;  // recount/report.hpp
using Reported = tally::Checked<Report, FileFault>;

Reported report_schulze(const Poll& poll, const Flags& flags);
Reported report_ranked_pairs(const Poll& poll, const Flags& flags);
Reported report_condorcet(const Poll& poll, const Flags& flags);

Reported report_stv(const Poll& poll, const Flags& flags);
Reported report_irv(const Poll& poll, const Flags& flags);

Reported report_greedy(const Poll& poll, const Flags& flags);
Reported report_equal_shares(const Poll& poll, const Flags& flags);
Reported report_phragmen(const Poll& poll, const Flags& flags);

Reported report_approval(const Poll& poll, const Flags& flags);
Reported report_score(const Poll& poll, const Flags& flags);
Reported report_star(const Poll& poll, const Flags& flags);
Reported report_majority(const Poll& poll, const Flags& flags);
Reported report_quadratic(const Poll& poll, const Flags& flags);

Reported report_delegation(const Poll& poll, const Flags& flags);
Reported report_harmonic(const Poll& poll, const Flags& flags);

Reported report_opinion_groups(const Poll& poll, const Flags& flags);

/// These two take no poll but a list of people: `flags.pool`.
Reported report_sortition(const Flags& flags);
Reported report_small_groups(const Flags& flags);

}  // namespace palabre::recount

// What the report of sortition says of a lottery, a panel and relaxed quotas. Private to this folder.
#pragma once
#include "recount/people_files.hpp"
#include "recount/reports.hpp"

namespace palabre::recount {

/// The JSON keys panel, probabilities, minimum and bound and what proves them; the text.
void add_panel(Report& report, const PoolFile& file, const tally::PanelLottery& lottery, const tally::DrawnPanel& panel);
void add_quotas(Report& report, const PoolFile& file, const QuotaFile& quotas, const std::vector<std::uint32_t>& panel);
/// The lottery in full, so that anybody can draw again.
void add_lottery(Report& report, const PoolFile& file, const QuotaFile& quotas, const tally::PanelLottery& lottery, const tally::DrawnPanel& panel);
void add_relaxations(Report& report, const PoolFile& file, const QuotaFile& quotas, const tally::Relaxations& relaxations);
void add_replacement(Report& report, const PoolFile& file, const tally::ReplacementCall& call, const tally::Replacement& replacement);

/// Their ids.
std::vector<std::string> names_of(const PoolFile& file, const std::vector<std::uint32_t>& people);

}  // namespace palabre::recount

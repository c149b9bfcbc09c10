// The opinion groups as people read them. Private to this folder.
#pragma once
#include "recount/grouping_file.hpp"
#include "tally/opinion_groups.hpp"

namespace palabre::recount {

/// Who the groups are and what each says, what all share, what divides them: with the counts behind each sentence.
std::string opinion_text(const Poll& poll, const std::optional<GivenGrouping>& given, const tally::OpinionOptions& options, const tally::OpinionGroups& result);

}  // namespace palabre::recount

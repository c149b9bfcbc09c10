// The moderators' queue, shown by its GET and shown again by forms on it that were refused.
#pragma once
#include "screens/staff_parts.hpp"

namespace palabre::screens {

enum class KeepCursor { no, yes };
/// The queue with the filters of this request.
std::string queue_address(const Page& page, const RedesignAtHand& at, KeepCursor cursor);

http::Response show_queue(Page& page, const RedesignAtHand& at, ActForms forms);

}  // namespace palabre::screens

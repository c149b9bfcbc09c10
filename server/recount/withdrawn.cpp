// Takes withdrawn options out of a poll of marks. Called by the reports of marks.
#include "recount/withdrawn.hpp"

namespace palabre::recount {

Poll without_withdrawn(const Poll& poll) {
  constexpr tally::Option gone = UINT32_MAX;
  std::vector<tally::Option> number(poll.options.size(), 0);
  for (const auto option : poll.withdrawn) number[option] = gone;
  Poll rest = poll;
  rest.options.clear();
  rest.withdrawn.clear();
  rest.tie_order.clear();
  rest.ranked.clear();
  rest.ranked_by.clear();
  rest.opinions.clear();
  for (tally::Option option = 0; option < poll.options.size(); ++option) {
    if (number[option] == gone) continue;
    number[option] = static_cast<tally::Option>(rest.options.size());
    rest.options.push_back(poll.options[option]);
  }
  for (const auto option : poll.tie_order)
    if (number[option] != gone) rest.tie_order.push_back(number[option]);
  for (auto& ballot : rest.marked) {
    std::erase_if(ballot.marks, [&](const auto& mark) { return number[mark.option] == gone; });
    for (auto& mark : ballot.marks) mark.option = number[mark.option];
  }
  for (auto& supported : rest.supporters) {
    std::erase_if(supported, [&](const auto option) { return number[option] == gone; });
    for (auto& option : supported) option = number[option];
  }
  return rest;
}

}  // namespace palabre::recount

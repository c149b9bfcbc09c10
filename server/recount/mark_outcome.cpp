// Says who wins by totals and which ties stay open. Called by the reports of approval, score and quadratic votes.
#include "recount/mark_outcome.hpp"

#include "recount/lot.hpp"
#include "recount/option_names.hpp"

#include <algorithm>

namespace palabre::recount {
namespace {

const char* kind_word_of(MarkKind kind) {
  switch (kind) {
    case MarkKind::approval: return "approvals";
    case MarkKind::choose_one: return "one choice each";
    case MarkKind::points: return "points";
    case MarkKind::score: return "grades";
    case MarkKind::credits: return "votes bought with credits";
    case MarkKind::yes_no: return "yes or no";
    default: return "rankings or nothing";
  }
}

std::vector<tally::Option> in_tie_order(const std::vector<tally::Option>& tie_order, std::vector<tally::Option> tied) {
  std::vector<std::size_t> place(tie_order.size());
  for (std::size_t at = 0; at < tie_order.size(); ++at) place[tie_order[at]] = at;
  std::stable_sort(tied.begin(), tied.end(), [&place](auto one, auto other) { return place[one] < place[other]; });
  return tied;
}

std::vector<std::vector<tally::Option>> ties_of(const tally::Standing& standing, const Seats& seats) {
  std::vector<std::vector<tally::Option>> ties;
  if (seats.is_given) {
    if (!standing.tied.empty()) ties.push_back(standing.tied);
    return ties;
  }
  std::copy_if(standing.order.begin(), standing.order.end(), std::back_inserter(ties), [](const auto& group) { return group.size() > 1; });
  return ties;
}

}  // namespace

std::optional<FileFault> fault_of_kind(const Poll& poll, const std::string& method, std::initializer_list<MarkKind> kinds) {
  if (poll.options.empty()) return FileFault{"the file has no options to choose between"};
  if (std::find(kinds.begin(), kinds.end(), poll.mark_kind) != kinds.end()) return std::nullopt;
  std::string wanted;
  for (const auto kind : kinds) wanted += (wanted.empty() ? "" : ", ") + std::string(kind_word_of(kind));
  return FileFault{method + " counts ballots with " + wanted + "; this file has " + kind_word_of(poll.mark_kind)};
}

Read<Cut> find_cut(const Poll& poll, const Flags& flags) {
  const auto lot = find_lot(poll, flags);
  if (!lot) return lot.fault();
  Cut cut{find_seats(poll, flags), lot->empty() ? poll.tie_order : *lot, !lot->empty()};
  if (cut.tie_order.size() != poll.options.size()) cut.tie_order.clear();
  return cut;
}

void add_outcome(Json& json, std::string& text, const Poll& poll, const tally::Standing& standing, const Cut& cut) {
  auto elected = standing.elected;
  auto open = standing.tied;
  const bool is_settled = !open.empty() && !cut.tie_order.empty();
  if (is_settled) {
    open = in_tie_order(cut.tie_order, std::move(open));
    elected.insert(elected.end(), open.begin(), open.begin() + standing.tied_seats);
    open.clear();
  }
  auto winners = elected;
  winners.insert(winners.end(), open.begin(), open.end());
  json["winners"] = ids_of(poll, winners);
  json["elected"] = ids_of(poll, elected);
  json["ties"] = groups_of(poll, ties_of(standing, cut.seats));
  if (is_settled) json["ties_settled_by"] = cut.is_lot ? "lot" : "tie_order";
  json["order"] = groups_of(poll, standing.order);
  json["seats"] = cut.seats.number;
  if (!elected.empty()) text += "Elected: " + names_of(poll, elected) + ".\n";
  if (!standing.tied.empty()) {
    text += "Tie: " + names_of(poll, standing.tied) + " are equal for " + amount_of(standing.tied_seats, "place") + ". ";
    text += !is_settled ? "Nothing in the ballots decides; a lot must be drawn (--seed).\n" : cut.is_lot ? "The lot of the seed decides.\n" : "The file's own order of ties decides.\n";
  } else if (elected.empty()) {
    text += "Nobody is elected.\n";
  }
}

}  // namespace palabre::recount

// Says what happened in each stage of a count by elimination, and why. Called by the reports of stv and irv.
#include "recount/stv_text.hpp"

#include <algorithm>
#include <numeric>

namespace palabre::recount {
namespace {

using tally::StvCount;
using tally::StvStage;

class StvText {
 public:
  StvText(const StvNames& names, const StvCount& count) : names_(names), count_(count) {
    for (int place = 0; place < count.places; ++place) one_ *= 10;
  }

  std::string read(const std::string& method, std::uint32_t seats) {
    text_ = method + ": " + plural(seats, "seat") + ", " + plural(standing(), "candidate") + ", " + plural(count_.ballots, "ballot");
    if (count_.valid != count_.ballots) text_ += " (" + std::to_string(count_.valid) + " rank a candidate who stands)";
    text_ += ", quota " + amount(count_.quota) + "\n";
    line(count_.elected.empty() ? "Nobody is elected." : "Elected: " + names_.of(count_.elected));
    for (std::size_t at = 0; at < count_.stages.size(); ++at) stage(at);
    return std::move(text_);
  }

 private:
  static std::string plural(std::int64_t number, const std::string& word) { return std::to_string(number) + " " + word + (number == 1 ? "" : "s"); }
  std::string amount(tally::Amount value) const { return tally::amount_text(value, count_.places); }
  void line(const std::string& words) { text_ += words + "\n"; }

  /// Only a runoff counts whole votes.
  bool is_irv() const { return count_.places == 0; }

  std::int64_t standing() const {
    std::int64_t number = 0;
    for (tally::Option option = 0; option < names_.size(); ++option) number += names_.is_withdrawn(option) ? 0 : 1;
    return number;
  }

  void stage(std::size_t at) {
    const auto& stage = count_.stages[at];
    line("");
    line("Stage " + std::to_string(at + 1) + ": " + headline(stage));
    for (const auto& tie : stage.ties)
      if (tie.purpose == tally::TiePurpose::surplus || stage.keep.empty()) this->tie(tie, false);
    transfers(stage);
    votes(stage);
    for (const auto& tie : stage.ties)
      if (tie.purpose == tally::TiePurpose::exclusion && !stage.keep.empty()) this->tie(tie, true);
    outcome(stage);
  }

  std::string headline(const StvStage& stage) const {
    if (stage.act == tally::StvAct::surplus)
      return "the surplus of " + names_.of(stage.moved) + ", " + amount(stage.surplus_moved) + " above the quota, moves on; a ballot worth 1 passes on " + amount(stage.transfer_value);
    if (stage.act == tally::StvAct::exclusion)
      return stage.moved.empty() ? "no ballot needs to move" : "the ballots of " + names_.of(stage.moved) + (is_irv() ? " move on" : " move on at the value they have");
    const std::string first = stage.act == tally::StvAct::first_preferences ? "first preferences" : "votes after the last exclusion or election";
    if (!stage.end) return first;
    return first + "; quota " + amount(stage.quota) + ", " + plural(stage.iterations, "iteration") + ", ended because " + StvNames::word_of(*stage.end);
  }

  void tie(const tally::StvTie& tie, bool is_meek) {
    const bool is_exclusion = tie.purpose == tally::TiePurpose::exclusion;
    auto how = names_.word_of(tie.decided_by);
    if (tie.stage) how += " (stage " + std::to_string(*tie.stage + 1) + ")";
    line("  Tie: " + names_.of(tie.tied) + (is_exclusion ? (is_meek ? " are lowest, within the surplus that is left; " : " have the fewest votes; ") : " have the same surplus; ") + names_.of(tie.chosen) +
         (is_exclusion ? " goes out" : " comes first") + ", decided by " + how + ".");
  }

  void transfers(const StvStage& stage) {
    for (const auto& transfer : stage.transfers)
      line("  " + names_.of(transfer.from) + " -> " + (transfer.to ? names_.of(*transfer.to) : std::string("exhausted")) + ": " +
           (is_irv() ? "" : amount(transfer.votes) + " votes on ") + plural(transfer.ballots, "ballot"));
  }

  void votes(const StvStage& stage) {
    std::size_t width = amount(count_.total).size();
    const auto row = [&](const std::string& number, const std::string& words) { line("  " + std::string(width - std::min(width, number.size()), ' ') + number + "  " + words); };
    for (tally::Option option = 0; option < stage.votes.size(); ++option)
      if (!names_.is_withdrawn(option) && stage.votes[option] != 0)
        row(amount(stage.votes[option]), names_.of(option) + (stage.keep.empty() || stage.keep[option] == 0 || stage.keep[option] == one_ ? "" : ", keeps " + amount(stage.keep[option])));
    row(amount(stage.exhausted), "exhausted");
    if (!is_irv()) row(amount(stage.residual), "lost by cutting off decimals");
  }

  void outcome(const StvStage& stage) {
    const auto without = [](std::vector<tally::Option> all, const std::vector<tally::Option>& rest) {
      std::erase_if(all, [&](tally::Option option) { return std::ranges::find(rest, option) != rest.end(); });
      return all;
    };
    const auto excluded = without(stage.eliminated, stage.unelected);
    const std::string reached = is_irv() ? " (more than half of the votes that count)" : " (the quota is reached)";
    if (stage.act == tally::StvAct::exclusion && !excluded.empty()) line("  Excluded: " + names_.of(excluded));
    if (!stage.elected.empty()) line("  Elected: " + names_.of(stage.elected) + (stage.is_rest_elected ? " (as many candidates stand as seats are left)" : reached));
    if (stage.act != tally::StvAct::exclusion && !excluded.empty()) line("  Excluded: " + names_.of(excluded));
    if (!stage.unelected.empty()) line("  Not elected, all seats are filled: " + names_.of(stage.unelected));
  }

  const StvNames& names_;
  const StvCount& count_;
  tally::Amount one_ = 1;
  std::string text_;
};

}  // namespace

StvNames::StvNames(std::vector<std::string> names, const std::vector<tally::Option>& withdrawn, bool has_lot)
    : names_(std::move(names)), is_withdrawn_(names_.size(), false), has_lot_(has_lot) {
  for (const auto option : withdrawn) is_withdrawn_[option] = true;
}

std::string StvNames::of(const std::vector<tally::Option>& options) const {
  std::string text;
  for (std::size_t i = 0; i < options.size(); ++i) text += (i == 0 ? "" : (i + 1 == options.size() ? " and " : ", ")) + of(options[i]);
  return text;
}

std::string StvNames::word_of(tally::TieBreak decided_by) const {
  switch (decided_by) {
    case tally::TieBreak::earlier_stage: return "an earlier stage";
    case tally::TieBreak::head_to_head: return "head to head";
    case tally::TieBreak::tie_order: return has_lot_ ? "the lot of the seed" : "the tie order";
    case tally::TieBreak::listed_order: break;
  }
  return "the listed order";
}

std::string StvNames::word_of(tally::StvAct act) {
  switch (act) {
    case tally::StvAct::first_preferences: return "first preferences";
    case tally::StvAct::surplus: return "surplus";
    case tally::StvAct::exclusion: return "exclusion";
    case tally::StvAct::iteration: break;
  }
  return "iteration";
}

std::string StvNames::word_of(tally::MeekEnd end) {
  switch (end) {
    case tally::MeekEnd::elected: return "a candidate is elected";
    case tally::MeekEnd::below_omega: return "the surplus is small enough";
    case tally::MeekEnd::no_longer_falling: return "the surplus falls no further";
    case tally::MeekEnd::sure_losers: return "some can no longer win";
    case tally::MeekEnd::iterations_max: break;
  }
  return "the most iterations allowed were made";
}

std::string stv_text(const StvNames& names, const StvCount& count, const std::string& method, std::uint32_t seats) {
  return StvText(names, count).read(method, seats);
}

}  // namespace palabre::recount

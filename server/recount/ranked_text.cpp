// Words for Schulze, ranked pairs and Condorcet outcomes. Called by their reports.
#include "recount/ranked_text.hpp"

#include "recount/option_names.hpp"

#include <algorithm>

namespace palabre::recount {
namespace {

using tally::Option;
using tally::Pairwise;

constexpr std::size_t columns_max = 12;  // a wider table would not fit a terminal
constexpr std::size_t lines_max = 40;    // of one explanation; the JSON holds all

/// Lines of one explanation, cut where nobody would read on.
class Lines {
 public:
  explicit Lines(std::string title) : title_(std::move(title)) {}
  void add(const std::string& line) {
    if (count_++ < lines_max) text_ += "  " + line + "\n";
  }
  std::string text() const {
    if (count_ == 0) return {};
    const auto more = count_ > lines_max ? "  and " + std::to_string(count_ - lines_max) + " more; --json has all\n" : std::string{};
    return "\n" + title_ + "\n" + text_ + more;
  }

 private:
  std::string title_;
  std::string text_;
  std::size_t count_ = 0;
};

class RankedWords {
 public:
  RankedWords(const RankedContest& contest, const Pairwise& pairwise) : contest_(contest), poll_(contest.poll), pairwise_(pairwise) {}

  std::string id(Option option) const { return poll_.options[option].id; }
  std::string score(Option x, Option y) const { return std::to_string(pairwise_.of(x, y)) + " to " + std::to_string(pairwise_.of(y, x)); }

  std::string heading(const std::string& method) const {
    const auto title = poll_.title.empty() ? std::string{} : poll_.title + "\n";
    return title + method + ": " + amount_of(contest_.voters, "ballot") + ", " + amount_of(static_cast<std::int64_t>(poll_.options.size()), "option") + "\n";
  }

  std::string winners(const std::vector<Option>& winners) const {
    if (winners.size() == 1) return "Winner: " + name_of(poll_, winners.front()) + "\n";
    return "Winners, tied: " + names_of(poll_, winners) + "\n";
  }

  std::string order(const tally::WeakOrder& order) const {
    Lines lines("Order");
    std::size_t place = 1;
    for (const auto& group : order) {
      lines.add(std::to_string(place) + ". " + names_of(poll_, group));
      place += group.size();
    }
    return lines.text();
  }

  /// How many prefer the option of the row to the option of the column.
  std::string table() const {
    const auto m = pairwise_.options;
    if (m < 2 || m > columns_max) return {};
    std::size_t width = 1;
    for (const auto votes : pairwise_.votes) width = std::max(width, std::to_string(votes).size());
    std::size_t side = 0;
    for (Option x = 0; x < m; ++x) side = std::max(side, short_id(x).size());
    for (Option x = 0; x < m; ++x) width = std::max(width, std::min<std::size_t>(short_id(x).size(), 8));
    std::string text = "\nHow many voters prefer the row to the column\n  " + std::string(side, ' ');
    for (Option y = 0; y < m; ++y) text += "  " + padded(short_id(y).substr(0, width), width);
    for (Option x = 0; x < m; ++x) {
      text += "\n  " + short_id(x) + std::string(side - short_id(x).size(), ' ');
      for (Option y = 0; y < m; ++y) text += "  " + padded(x == y ? "-" : std::to_string(pairwise_.of(x, y)), width);
    }
    return text + "\n";
  }

  std::string ties(const std::vector<std::vector<Option>>& ties) const {
    Lines lines("Ties, left as they are");
    for (const auto& group : ties) lines.add(names_of(poll_, group));
    return lines.text();
  }

  /// One line per rival of the Condorcet winner, or who is in the way of there being one.
  std::string condorcet() const {
    const auto winner = tally::condorcet_winner(pairwise_);
    if (!winner) return "No option beats every other one against one (no Condorcet winner).\n";
    if (pairwise_.options == 1) return {};
    return name_of(poll_, *winner) + " beats every other option one against one (the Condorcet winner).\n";
  }

 private:
  /// Ids of other writings are wider than their bytes or narrower; the number of the option is always as wide as it looks.
  std::string short_id(Option option) const {
    const auto& id = poll_.options[option].id;
    const bool is_plain = id.size() <= 16 && std::all_of(id.begin(), id.end(), [](char byte) { return byte > ' ' && byte < '\x7f'; });
    return is_plain ? id : "#" + std::to_string(option + 1);
  }
  static std::string padded(const std::string& text, std::size_t width) { return std::string(width - std::min(width, text.size()), ' ') + text; }

  const RankedContest& contest_;
  const Poll& poll_;
  const Pairwise& pairwise_;
};

std::string strength_words(tally::Strength strength) {
  switch (strength) {
    case tally::Strength::winning: return "the votes for it (winning votes)";
    case tally::Strength::margins: return "the votes for it less those against (margins)";
    case tally::Strength::ratio: return "the votes for it by those against (ratio)";
    case tally::Strength::tuple: return "the votes for it, and where they are equal fewer votes against (tuple)";
  }
  return {};
}

/// "A > B > C (5)"; the middle of a long way is left out.
std::string path_words(const RankedWords& words, const tally::SchulzeResult& result, Option from, Option to) {
  constexpr std::size_t steps_shown_max = 8;
  const auto path = tally::strongest_path(result, from, to);
  if (path.empty()) return "none";
  std::string text = words.id(from);
  for (std::size_t at = 1; at < path.size(); ++at) {
    const bool is_shown = path.size() <= steps_shown_max || at < steps_shown_max - 2 || at + 1 == path.size();
    if (is_shown) text += " > " + words.id(path[at]);
    else if (at == steps_shown_max - 2) text += " > … " + std::to_string(path.size() + 1 - steps_shown_max) + " more …";
  }
  return text + " (" + text_of(result.strength, result.path(from, to)) + ")";
}

/// Every winner against every other option: the direct count and the strongest paths. Two winners are set against each other once.
std::string why_schulze(const RankedWords& words, const tally::SchulzeResult& result) {
  Lines lines("Why");
  std::vector<bool> is_told(result.pairwise.options, false);
  for (const auto winner : result.winners) {
    is_told[winner] = true;
    for (Option other = 0; other < result.pairwise.options; ++other) {
      if (is_told[other]) continue;
      lines.add(words.id(winner) + (result.is_above(winner, other) ? " over " : " tied with ") + words.id(other) + ": " + words.score(winner, other) +
                "; strongest path there " + path_words(words, result, winner, other) + ", back " + path_words(words, result, other, winner));
    }
  }
  return lines.text();
}

std::string fate_words(tally::LinkFate fate) {
  switch (fate) {
    case tally::LinkFate::locked: return "locked in";
    case tally::LinkFate::contradicted: return "left out: stronger defeats say the opposite";
    case tally::LinkFate::disputed: return "depends on which of several equally strong defeats is taken first";
  }
  return {};
}

}  // namespace

std::string schulze_text(const RankedContest& contest, const tally::SchulzeResult& result) {
  const RankedWords words(contest, result.pairwise);
  auto text = words.heading("Schulze method") + words.winners(result.winners) + words.condorcet();
  text += "A defeat is as strong as " + strength_words(result.strength) + "; a path is as strong as its weakest defeat.\n";
  text += words.order(result.order) + words.table() + why_schulze(words, result) + words.ties(result.ties);
  if (!result.strict_order.empty() && !result.ties.empty()) text += "\nWith ties broken as the file says: " + names_of(contest.poll, result.strict_order) + "\n";
  return text;
}

std::string status_quo_text(const RankedContest& contest, const tally::StatusQuoRule& rule, const tally::StatusQuoResult& standing) {
  const auto& majority = rule.majority;
  Lines lines("Against the status quo, " + contest.poll.options[rule.status_quo].id + " (" + (majority.is_strict ? "more than " : "at least ") +
              std::to_string(majority.part) + "/" + std::to_string(majority.whole) + " must prefer a change)");
  for (Option x = 0; x < standing.options.size(); ++x) {
    if (x == rule.status_quo) continue;
    const auto& option = standing.options[x];
    std::string verdict = option.is_eligible ? "may be adopted" : "may not be adopted:";
    if (!option.has_majority) verdict += " too few";
    if (!option.is_better) verdict += std::string(option.has_majority ? "" : ",") + " not ranked above it";
    if (rule.no_reverse_beat_path && option.has_reverse_beat_path) verdict += std::string(option.has_majority && option.is_better ? "" : ",") + " a chain of defeats leads back to it";
    lines.add(contest.poll.options[x].id + ": " + std::to_string(option.votes_for) + " to " + std::to_string(option.votes_against) + ", " + verdict);
  }
  const auto adopted = standing.winners.empty() ? "Nothing is adopted: the status quo stays.\n" : "Adopted: " + names_of(contest.poll, standing.winners) + "\n";
  return lines.text() + adopted;
}

std::string ranked_pairs_text(const RankedContest& contest, const tally::RankedPairsResult& result) {
  const RankedWords words(contest, result.pairwise);
  auto text = words.heading("Ranked pairs") + words.winners(result.winners) + words.condorcet();
  text += "Defeats are locked in from the strongest, unless they would close a circle. A defeat is as strong as " + strength_words(result.strength) + ".\n";
  if (!result.is_exact) text += "Too many orders of equal defeats to follow them all: the winners named are all that cannot be ruled out.\n";
  else if (result.outcomes > 1) text += "Equal defeats can be taken in different orders, with " + std::to_string(result.outcomes) + " outcomes; whoever wins in one of them is named.\n";
  text += words.order(result.order) + words.table();
  Lines lines("Defeats, the strongest first");
  for (const auto& [link, fate] : result.links) lines.add(words.id(link.winner) + " over " + words.id(link.loser) + ", " + words.score(link.winner, link.loser) + ": " + fate_words(fate));
  return text + lines.text() + words.ties(result.ties);
}

std::string condorcet_text(const RankedContest& contest, const Pairwise& pairwise, const tally::WeakOrder& order, const std::vector<std::vector<Option>>& ties) {
  const RankedWords words(contest, pairwise);
  auto text = words.heading("Condorcet") + words.condorcet();
  if (!tally::condorcet_winner(pairwise)) text += "Each of these beats all the rest (the Smith set): " + names_of(contest.poll, order.front()) + "\n";
  text += words.order(order) + words.table();
  Lines lines("One against one");
  for (Option x = 0; x < pairwise.options; ++x)
    for (Option y = 0; y < pairwise.options; ++y)
      if (pairwise.beats(x, y)) lines.add(words.id(x) + " beats " + words.id(y) + ", " + words.score(x, y));
  return text + lines.text() + words.ties(ties);
}

}  // namespace palabre::recount

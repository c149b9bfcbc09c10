// The box of a published vote as files: every ballot without its receipt, and what `palabre tally` recounts.
// Called by votes_api and the page of results.
#include "votes/vote_view.hpp"

#include <algorithm>

namespace palabre::votes {
namespace {

std::string joined(const std::vector<int>& positions, std::string_view between, std::string_view before = "") {
  std::string text;
  for (const int position : positions) text.append(text.empty() ? "" : between).append(before).append(std::to_string(position));
  return text;
}

/// "3", "1 4" or "2>1=3"; empty when blank.
std::string said(const Vote& vote, const Choices& choices) {
  std::string text;
  for (const auto& group : choices) text.append(text.empty() ? "" : ">").append(joined(group, vote.method == Method::ranked ? "=" : " "));
  return text;
}

/// All languages one after the other, without what would end a line or a field.
std::string title_of(const redesigns::TextsByLanguage& texts, std::string_view fallback) {
  std::string title;
  for (const auto& [language, text] : texts) {
    if (title.find(text) != std::string::npos) continue;
    title.append(title.empty() ? "" : " / ").append(text);
  }
  if (title.empty()) title = fallback;
  const auto is_strange = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == ';' || c == '[' || c == ']' || c == '#'; };
  std::replace_if(title.begin(), title.end(), is_strange, ' ');
  return title;
}

std::string title_of(const Option& option) { return title_of(option.texts, "option " + std::to_string(option.position)); }

std::int64_t voices_of(const std::vector<BoxedBallot>& box) {
  std::int64_t voices = 0;
  for (const auto& ballot : box) voices += ballot.count * ballot.weight;
  return voices;
}

std::string seed_of(const Vote& vote) { return vote.root.substr(0, 16); }

/// Pabulib settles ties by the order of its list: the cheaper first, then the lot.
std::vector<int> budget_order(const Vote& vote) {
  auto order = lot_order(vote, vote.root);
  std::stable_sort(order.begin(), order.end(), [&](int one, int other) {
    return vote.options[static_cast<std::size_t>(one) - 1].cost < vote.options[static_cast<std::size_t>(other) - 1].cost;
  });
  return order;
}

/// One approval is one unit of a budget of as many units as there are seats: the lot then needs the seed, by `palabre tally approval`.
std::string pabulib_file(const Vote& vote, const std::vector<BoxedBallot>& box) {
  const bool is_budget = vote.method == Method::budget;
  const std::string command = is_budget ? "palabre tally greedy FILE" : "palabre tally approval FILE --seats " + std::to_string(*vote.seats) + " --seed " + seed_of(vote);
  std::string text = "META\nkey;value\ndescription;" + title_of(vote.texts, "vote") + "\nnum_projects;" + std::to_string(vote.options.size()) + "\nnum_votes;" +
                     std::to_string(voices_of(box)) + "\nbudget;" + std::to_string(is_budget ? *vote.budget : *vote.seats) + "\nvote_type;approval\nrule;greedy\n" +
                     "min_project_score_threshold;1\n";
  if (is_budget) text += "currency;" + vote.currency + "\n";
  if (vote.choices_max) text += "max_length;" + std::to_string(*vote.choices_max) + "\n";
  text += "root;" + vote.root + "\nrecount_with;" + command + "\nPROJECTS\nproject_id;cost;name\n";
  std::vector<int> order;
  for (const auto& option : vote.options) order.push_back(option.position);
  if (is_budget) order = budget_order(vote);
  for (const int position : order) {
    const auto& option = vote.options[static_cast<std::size_t>(position) - 1];
    text += std::to_string(position) + ";" + std::to_string(option.cost.value_or(1)) + ";" + title_of(option) + "\n";
  }
  text += "VOTES\nvoter_id;vote\n";
  std::int64_t voter = 0;
  for (const auto& ballot : box) {
    const std::string vote_text = ballot.choices.empty() ? "" : joined(ballot.choices.front(), ",");
    for (std::int64_t i = 0; i < ballot.count * ballot.weight; ++i) text += std::to_string(++voter) + ";" + vote_text + "\n";
  }
  return text;
}

std::string abif_file(const Vote& vote, const std::vector<BoxedBallot>& box) {
  std::string text = "# " + title_of(vote.texts, "vote") + "\n# Recount with: palabre tally schulze FILE\n# Root of the box: " + vote.root +
                     "\n# Options that no pair of ballots tells apart stand in the order of the lot: " + joined(lot_order(vote, vote.root), " ", "o") +
                     "\n# Seats: " + std::to_string(vote.seats.value_or(0)) + "\n";
  for (const auto& option : vote.options) text += "=o" + std::to_string(option.position) + ":[" + title_of(option) + "]\n";
  for (const auto& ballot : box) {
    text += std::to_string(ballot.count * ballot.weight) + ":";
    bool is_first = true;
    for (const auto& group : ballot.choices) {
      text.append(is_first ? "" : ">").append(joined(group, "=", "o"));
      is_first = false;
    }
    text += "\n";
  }
  return text;
}

}  // namespace

std::string ballots_csv(const Vote& vote, const std::vector<BoxedBallot>& box) {
  std::string text = "ballot,channel,weight,choices\n";
  std::int64_t number = 0;
  for (const auto& ballot : box) {
    const std::string rest = "," + std::string(name_of(ballot.channel)) + "," + std::to_string(ballot.weight) + "," + said(vote, ballot.choices) + "\n";
    for (std::int64_t i = 0; i < ballot.count; ++i) text += std::to_string(++number) + rest;
  }
  return text;
}

std::string recount_file(const Vote& vote, const std::vector<BoxedBallot>& box) {
  return vote.method == Method::ranked ? abif_file(vote, box) : pabulib_file(vote, box);
}

}  // namespace palabre::votes

// Writes the outcome of a budget vote as JSON and as text. Called by report_budget.cpp.
#include "recount/budget_text.hpp"
#include "recount/report.hpp"

#include <algorithm>

namespace palabre::recount {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t exact_bits_max = 600;  // later prices of long counts have thousands of digits

class Writer {
 public:
  Writer(const BudgetCase& budget, const BudgetAccount& account) : budget_(budget), account_(account), is_selected_(budget.listed.size(), false) {
    for (const auto option : account.selected) is_selected_[option] = true;
  }

  Json json() const {
    Json json;
    json["selected"] = ids(account_.selected);
    json["cost"] = budget_.money(account_.cost);
    json["budget"] = budget_.money(budget_.election.budget);
    json["left"] = budget_.money(budget_.election.budget - account_.cost);
    json["projects"] = Json::object();
    for (tally::Option option = 0; option < budget_.listed.size(); ++option) json["projects"][budget_.option(option).id] = project(option);
    json["ties"] = Json::array();
    for (const auto& tie : account_.ties)
      json["ties"].push_back({{"round", tie.round + 1}, {"tied", ids(tie.tied)}, {"chosen", budget_.option(tie.tied.front()).id}, {"settled_by", word_of(tie.settled_by)}});
    if (account_.outcomes) {
      json["outcomes"] = Json::array();
      for (const auto& outcome : account_.outcomes->outcomes) json["outcomes"].push_back(ids(outcome));
      json["outcomes_complete"] = account_.outcomes->is_complete;
    }
    if (const auto published = published_selection()) {
      json["published"]["selected"] = *published;
      json["published"]["agrees"] = do_agree(*published);
    }
    json["notes"] = budget_.notes;
    return json;
  }

  std::string text() const {
    std::string text = account_.method + "\n";
    for (const auto& sentence : account_.sentences) text += sentence + "\n";
    text += "\nSelected: " + std::to_string(account_.selected.size()) + " of " + std::to_string(budget_.listed.size()) + ", " +
            (budget_.is_committee ? "seats " : "cost ") + budget_.money(account_.cost) + " of " + budget_.money(budget_.election.budget) + "\n";
    for (std::size_t i = 0; i < account_.selected.size(); ++i) text += line_of_selected(i);
    if (account_.selected.size() < budget_.listed.size()) text += "\nNot selected:\n";
    for (tally::Option option = 0; option < budget_.listed.size(); ++option)
      if (!is_selected_[option]) text += "  " + name(option) + ": " + cost_and_support(option) + "; " + account_.projects[option].why + "\n";
    text += text_of_ties();
    for (const auto& note : budget_.notes) text += "Note: " + note + "\n";
    if (const auto published = published_selection()) text += do_agree(*published) ? "The file's own selection is the same.\n" : "The file's own selection is another one.\n";
    return text;
  }

 private:
  Json ids(const std::vector<tally::Option>& options) const {
    Json list = Json::array();
    for (const auto option : options) list.push_back(budget_.option(option).id);
    return list;
  }

  static const char* word_of(tally::TieSettledBy settled_by) {
    switch (settled_by) {
      case tally::TieSettledBy::supporters: return "supporters";
      case tally::TieSettledBy::cost: return "cost";
      case tally::TieSettledBy::order:
      case tally::TieSettledBy::script: break;
    }
    return "order";
  }

  Json project(tally::Option option) const {
    const auto& account = account_.projects[option];
    Json json;
    json["supporters"] = account.supporters;
    json["price"] = account.price ? Json(budget_.money(*account.price)) : Json();
    json["missing"] = budget_.money(account.missing);
    json["cost"] = budget_.money(budget_.election.costs[option]);
    json["selected"] = static_cast<bool>(is_selected_[option]);
    if (account.price && account.price->numerator.bits() + account.price->denominator.bits() <= exact_bits_max) json["price_exact"] = budget_.exact_money(*account.price);
    if (!account.payments.empty()) {
      json["payments"] = Json::array();
      for (const auto& payment : account.payments)
        json["payments"].push_back({{"voters", payment.voters}, {payment.points == 0 ? "average" : "amount", budget_.money(payment.amount)}, {"all_they_had", payment.is_all_they_had}});
    }
    return json;
  }

  std::string name(tally::Option option) const {
    const auto& listed = budget_.option(option);
    return listed.name == listed.id ? listed.id : listed.id + " " + listed.name;
  }

  std::string cost_and_support(tally::Option option) const {
    const auto supporters = std::to_string(account_.projects[option].supporters) + (account_.projects[option].supporters == 1 ? " supporter" : " supporters");
    return budget_.is_committee ? supporters : "cost " + budget_.money(budget_.election.costs[option]) + ", " + supporters;
  }

  std::string line_of_selected(std::size_t place) const {
    const auto option = account_.selected[place];
    const auto& account = account_.projects[option];
    std::string line = "  " + std::to_string(place + 1) + ". " + name(option) + ": " + cost_and_support(option);
    std::int64_t emptied = 0;
    for (const auto& payment : account.payments)
      if (payment.is_all_they_had) emptied += payment.voters;
    if (account.price && !account.payments.empty()) {
      line += "; at most " + budget_.money(*account.price) + " each";
      if (emptied > 0) line += ", " + std::to_string(emptied) + " of them all they had left";
    }
    if (!account.why.empty()) line += "; " + account.why;
    return line + "\n";
  }

  std::string text_of_ties() const {
    if (account_.ties.empty()) return "\nNo ties.\n";
    std::string text = "\nTies:\n";
    for (const auto& tie : account_.ties) {
      text += "  choice " + std::to_string(tie.round + 1) + ":";
      for (const auto option : tie.tied) text += " " + budget_.option(option).id;
      text += "; " + budget_.option(tie.tied.front()).id + " by " + word_of(tie.settled_by) + "\n";
    }
    if (account_.outcomes && account_.outcomes->outcomes.size() == 1 && account_.outcomes->is_complete) text += "  Whichever way they are settled, the same is selected.\n";
    if (account_.outcomes && account_.outcomes->outcomes.size() > 1)
      text += "  Settled otherwise, they lead to " + std::string(account_.outcomes->is_complete ? "" : "at least ") + std::to_string(account_.outcomes->outcomes.size()) + " different selections.\n";
    return text;
  }

  /// What the file's column `selected` says, when it has one.
  std::optional<Json> published_selection() const {
    Json selected = Json::array();
    for (const auto option : budget_.listed) {
      const auto& columns = budget_.poll->options[option].columns;
      const auto found = columns.find("selected");
      if (found == columns.end()) return std::nullopt;
      if (found->second == "1") selected.push_back(budget_.poll->options[option].id);
    }
    return selected;
  }

  bool do_agree(const Json& published) const {
    std::vector<std::string> theirs = published.get<std::vector<std::string>>();
    std::vector<std::string> ours;
    for (const auto option : account_.selected) ours.push_back(budget_.option(option).id);
    std::sort(theirs.begin(), theirs.end());
    std::sort(ours.begin(), ours.end());
    return theirs == ours;
  }

  const BudgetCase& budget_;
  const BudgetAccount& account_;
  std::vector<bool> is_selected_;
};

}  // namespace

Report report_of(const BudgetCase& budget, const BudgetAccount& account) {
  const Writer writer(budget, account);
  return {writer.json(), writer.text()};
}

}  // namespace palabre::recount

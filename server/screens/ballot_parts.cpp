// Builds the form of a ballot, reads what it sent, and says in words what a ballot chooses.
// Called by vote_page, ballot_page and vote_parts.
#include "screens/ballot_parts.hpp"

#include "pages/localised.hpp"
#include "screens/wording.hpp"
#include "votes/receipt.hpp"

#include <nlohmann/json.hpp>

#include <map>

namespace palabre::screens {

using nlohmann::json;
using votes::Method;

namespace {

constexpr int ranks_in_select_max = 20;
constexpr std::string_view field_id = "f-choices";

std::string choice_name(int position) { return "choice." + std::to_string(position); }
std::string rank_name(int position) { return "rank." + std::to_string(position); }
std::string method_name(const votes::Vote& vote) { return std::string(votes::name_of(vote.method)); }
int size_of(const votes::Vote& vote) { return static_cast<int>(vote.options.size()); }

json ranks_view(const Page& page, int count, const std::string& chosen) {
  json ranks = json::array({{{"value", ""}, {"text", page.text("ballot.no_rank")}, {"is_selected", chosen.empty()}}});
  for (int rank = 1; rank <= count; ++rank) {
    const std::string text = std::to_string(rank);
    ranks.push_back({{"value", text}, {"text", text}, {"is_selected", text == chosen}});
  }
  return ranks;
}

json choice_view(const Page& page, const VoteOnPage& here, const votes::Option& option, const Form& form) {
  const bool is_ranked = here.vote.method == Method::ranked;
  const bool is_select = is_ranked && size_of(here.vote) <= ranks_in_select_max;
  const std::string rank = form.value(rank_name(option.position));
  json view = vote_option_view(page, here, option);
  view["name"] = is_ranked ? rank_name(option.position) : choice_name(option.position);
  view["id"] = "f-rank-" + std::to_string(option.position);
  view["is_check"] = !is_ranked;
  view["is_checked"] = !is_ranked && !form.value(choice_name(option.position)).empty();
  view["cost"] = option.cost.value_or(0);
  view["is_select"] = is_select;
  view["ranks"] = is_select ? ranks_view(page, size_of(here.vote), rank) : json::array();
  view["is_number"] = is_ranked && !is_select;
  view["rank"] = rank;
  view["rank_max"] = size_of(here.vote);
  return view;
}

/// What is wrong with the choices, in the reader's words: the act's detail is for programs.
std::string choices_error_text(const Page& page, const votes::Vote& vote, const Form& form) {
  std::int64_t count = 0, total = 0;
  for (const auto& option : vote.options) {
    if (form.value(choice_name(option.position)).empty()) continue;
    ++count;
    total += option.cost.value_or(0);
  }
  if (vote.choices_max && count > *vote.choices_max) return page.text("ballot.error.too_many", {{"count", count}, {"max", *vote.choices_max}});
  if (vote.budget && total > *vote.budget)
    return page.text("ballot.error.too_dear", {{"total", money_text(page, total, vote.currency)}, {"over", money_text(page, total - *vote.budget, vote.currency)}});
  return page.text("ballot.error.bad");
}

/// With "#" where the browser writes how much is used.
std::string sum_text(const Page& page, const votes::Vote& vote) {
  if (vote.method == Method::ranked) return {};
  if (vote.budget) return page.text("ballot.sum.budget", {{"used", "#"}, {"max", money_text(page, *vote.budget, vote.currency)}});
  if (vote.choices_max) return page.text("ballot.sum.approval", {{"used", "#"}, {"max", std::to_string(*vote.choices_max)}});
  return page.text("ballot.sum.approval_any", {{"used", "#"}});
}

json errors_of(const Page& page, const std::string& error) {
  if (error.empty()) return false;
  return {{"title_text", page.count("count.errors", 1)}, {"errors", json::array({{{"href", "#" + std::string(field_id)}, {"text", error}}})}};
}

json named_options(const Page& page, const VoteOnPage& here, const std::vector<int>& positions) {
  json views = json::array();
  for (const int position : positions) {
    const auto& option = here.vote.options.at(static_cast<std::size_t>(position - 1));
    const LocalText title = option_title(page, here, option);
    views.push_back({{"position", position},
                     {"lang", title.language},
                     {"title", title.text},
                     {"cost_text", option.cost ? money_text(page, *option.cost, here.vote.currency) : std::string()}});
  }
  return views;
}

}  // namespace

std::string ballot_rule_text(const Page& page, const votes::Vote& vote) {
  const std::string wins = vote.method == Method::budget ? page.text("vote.wins.budget") : page.count("vote.wins." + method_name(vote), vote.seats.value_or(1));
  switch (vote.method) {
    case Method::approval:
      return (vote.choices_max ? page.count("vote.rule.approval", *vote.choices_max) : page.text("vote.rule.approval_any")) + " " + wins;
    case Method::budget:
      return page.text("vote.rule.budget", {{"budget", money_text(page, vote.budget.value_or(0), vote.currency)}}) + " " + wins;
    case Method::ranked: return page.text("vote.rule.ranked") + " " + wins;
  }
  return wins;
}

Result<SentBallot> read_ballot(http::Input& input, const votes::Vote& vote) {
  SentBallot sent;
  sent.receipt = input.line("receipt", {1, 60});
  input.ignore("do");
  std::map<std::int64_t, std::vector<int>> ranks;
  for (const auto& option : vote.options) {
    const bool is_ranked = vote.method == Method::ranked;
    const auto rank = is_ranked ? input.optional_integer(rank_name(option.position), 1, votes::options_max)
                      : input.optional_line(choice_name(option.position), {1, 10}) ? std::optional<std::int64_t>(1) : std::nullopt;
    if (rank) ranks[*rank].push_back(option.position);
  }
  if (auto refusal = input.refusal()) {
    const bool is_choice = refusal->field.starts_with("rank.") || refusal->field.starts_with("choice.");
    return is_choice ? refuse(Reason::bad_field, refusal->detail, "choices") : *refusal;
  }
  for (auto& [rank, positions] : ranks) sent.choices.push_back(std::move(positions));
  return sent;
}

json ballot_form_view(const Page& page, const VoteOnPage& here, const Form& form, const std::optional<Refusal>& refusal) {
  const votes::Vote& vote = here.vote;
  const bool is_wrong = refusal && refusal->field == "choices";
  std::string error = is_wrong ? choices_error_text(page, vote, form) : refusal ? refusal_text(page, *refusal) : std::string();
  json options = json::array();
  for (const auto& option : vote.options) options.push_back(choice_view(page, here, option, form));
  const std::string typed = form.value("receipt");
  const bool needs_receipt = typed.empty() || (refusal && refusal->field == "receipt");
  return {{"action", page.href(vote_path(vote.id, "/review"))},
          {"method", method_name(vote)},
          {"choices_max", vote.choices_max.value_or(0)},
          {"budget", vote.budget.value_or(0)},
          {"currency", vote.currency},
          {"is_budget", vote.budget.has_value()},
          {"errors", errors_of(page, error)},
          {"receipt", needs_receipt ? votes::new_receipt() : typed},
          {"legend_text", page.text("ballot.legend")},
          {"hint_text", page.text("ballot.hint." + method_name(vote))},
          {"error", is_wrong ? error : std::string()},
          {"options", std::move(options)},
          {"sum_text", sum_text(page, vote)},
          {"over_text", page.text("ballot.over", {{"over", "#"}})}};
}

json ballot_words_view(const Page& page, const VoteOnPage& here, const votes::Choices& choices) {
  const votes::Vote& vote = here.vote;
  const bool is_ranked = vote.method == Method::ranked;
  json groups = json::array();
  json hidden = json::array();
  std::int64_t total = 0, named = 0;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const std::string rank = std::to_string(i + 1);
    groups.push_back({{"rank_text", is_ranked ? page.text("ballot.rank", {{"rank", rank}}) : std::string()}, {"options", named_options(page, here, choices[i])}});
    for (const int position : choices[i]) {
      hidden.push_back({{"name", is_ranked ? rank_name(position) : choice_name(position)}, {"value", is_ranked ? rank : "1"}});
      total += vote.options.at(static_cast<std::size_t>(position - 1)).cost.value_or(0);
      ++named;
    }
  }
  const std::int64_t rest = size_of(vote) - named;
  return {{"is_blank", choices.empty()},
          {"groups", std::move(groups)},
          {"hidden", std::move(hidden)},
          {"total_text", vote.budget ? page.text("ballot.sum.budget", {{"used", money_text(page, total, vote.currency)}, {"max", money_text(page, *vote.budget, vote.currency)}}) : std::string()},
          {"rest_text", choices.empty() ? std::string() : page.count(is_ranked ? "ballot.rest_ranked" : "ballot.rest", rest)}};
}

}  // namespace palabre::screens

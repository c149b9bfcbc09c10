// Votes as public JSON, and what is one's own. Called by votes_api and the pages of votes.
#include "votes/vote_view.hpp"

#include "redesigns/redesign.hpp"
#include "votes/paper_view.hpp"
#include "votes/receipt.hpp"

#include <nlohmann/json.hpp>

namespace palabre::votes {
namespace {

using nlohmann::json;

constexpr std::string_view titles_sql =
    "SELECT v.language, v.title FROM idea i JOIN idea_version v ON v.idea_id = i.id AND v.version = COALESCE($2, i.version) "
    "WHERE i.id = $1 AND i.state <> 'hidden'";

template <class T>
json or_null(const std::optional<T>& value) {
  return value ? json(*value) : json(nullptr);
}

json moment_or_null(const std::optional<Instant>& moment) { return moment ? json(iso_text(*moment)) : json(nullptr); }

json options_view(db::Tx& tx, const Vote& vote) {
  json options = json::array();
  for (const auto& option : vote.options)
    options.push_back({{"position", option.position},
                       {"idea", option.idea.is_set() ? json(option.idea.text()) : json(nullptr)},
                       {"version", or_null(option.idea_version)},
                       {"title", option_titles(tx, option)},
                       {"cost", or_null(option.cost)}});
  return options;
}

json papers_view(db::Tx& tx, VoteId vote) {
  json batches = json::array();
  for (const auto& batch : load_batches(tx, vote)) batches.push_back(batch_view(batch));
  return {{"printed", count_codes(tx, vote)}, {"handed_out", count_register(tx, vote).paper}, {"batches", std::move(batches)}};
}

}  // namespace

json vote_view(db::Tx& tx, const Vote& vote, const redesigns::Phase& phase, const redesigns::Redesign& redesign) {
  const bool is_public = is_result_public(phase) && !vote.result.empty();
  return {{"id", vote.id.text()},
          {"redesign", redesign.slug},
          {"phase",
           {{"id", phase.id.text()},
            {"state", redesigns::name_of(redesigns::shown_state(redesign.state, phase, tx.now()))},
            {"opens_at", moment_or_null(phase.opens_at)},
            {"closes_at", moment_or_null(phase.closes_at)}}},
          {"method", name_of(vote.method)},
          {"question", vote.texts},
          {"seats", or_null(vote.seats)},
          {"choices_max", or_null(vote.choices_max)},
          {"budget", or_null(vote.budget)},
          {"currency", vote.currency.empty() ? json(nullptr) : json(vote.currency)},
          {"options", options_view(tx, vote)},
          {"cast", vote.cast},
          {"frozen_at", moment_or_null(vote.frozen_at)},
          {"root", is_public ? json(vote.root) : json(nullptr)},
          {"result", is_public ? json::parse(vote.result) : json(nullptr)},
          {"papers", papers_view(tx, vote.id)}};
}

json own_view(const Result<void>& may, const Elector& elector) {
  return {{"may_vote", may.has_value()},
          {"why_not", may ? json(nullptr) : json(http::problem_code(may.error().reason))},
          {"has_voted", elector.has_voted ? json(name_of(*elector.has_voted)) : json(nullptr)},
          {"receipt", may ? json(new_receipt()) : json(nullptr)}};
}

json check_view(const ReceiptCheck& check) {
  return {{"is_in_box", check.is_in_box},
          {"is_unaltered", check.is_unaltered},
          {"channel", check.is_in_box ? json(name_of(check.channel)) : json(nullptr)},
          {"is_counted", check.is_counted}};
}

redesigns::TextsByLanguage option_titles(db::Tx& tx, const Option& option) {
  if (!option.idea.is_set()) return option.texts;
  redesigns::TextsByLanguage titles;
  auto rows = tx.rows(titles_sql, option.idea, option.idea_version);
  while (rows.next()) titles[rows.text(0)] = rows.text(1);
  return titles;
}

Vote with_titles(db::Tx& tx, Vote vote) {
  for (auto& option : vote.options) option.texts = option_titles(tx, option);
  return vote;
}

}  // namespace palabre::votes

// The results of a vote as people read them: bars by channel, places, comparisons, ties in words, paper, signatures, how to recount.
// Called by vote_page through ballot_parts.hpp.
#include "pages/localised.hpp"
#include "people/person_repo.hpp"
#include "screens/ballot_parts.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <array>

namespace palabre::screens {

using nlohmann::json;
using votes::Method;
using votes::Outcome;

namespace {

constexpr std::array<std::string_view, 3> channels{"online", "paper", "assisted"};

/// What all texts of a result need at once.
struct Counted {
  const Page& page;
  const VoteOnPage& here;
  Outcome outcome;

  [[nodiscard]] std::string number(std::int64_t value) const { return pages::format_number(page.language(), value); }
  [[nodiscard]] const votes::Option& option(int position) const { return here.vote.options.at(static_cast<std::size_t>(position - 1)); }
  [[nodiscard]] bool is_ranked() const { return here.vote.method == Method::ranked; }
};

std::int64_t percent_of(std::int64_t part, std::int64_t whole) { return whole == 0 ? 0 : (part * 200 + whole) / (whole * 2); }

/// "48 online · 12 on paper": only channels that carried something.
std::string channels_text(const Counted& counted, const std::vector<std::int64_t>& by_channel, std::string_view between) {
  std::string text;
  for (std::size_t i = 0; i < by_channel.size() && i < channels.size(); ++i) {
    if (by_channel[i] == 0) continue;
    text += (text.empty() ? "" : std::string(between)) + counted.page.text("result.in_channel." + std::string(channels[i]), {{"count", counted.number(by_channel[i])}});
  }
  return text;
}

/// Pieces of the bar, side by side, of a hundred.
json segments_of(const Counted& counted, const votes::OptionOutcome& option) {
  json segments = json::array();
  std::int64_t before = 0;
  for (std::size_t i = 0; i < option.by_channel.size() && i < channels.size(); ++i) {
    const auto from = percent_of(before, counted.outcome.voices);
    before += option.by_channel[i];
    const auto width = percent_of(before, counted.outcome.voices) - from;
    if (width > 0) segments.push_back({{"x", from}, {"width", width}, {"channel", channels[i]}});
  }
  return segments;
}

json row_of(const Counted& counted, const votes::OptionOutcome& outcome) {
  const auto& option = counted.option(outcome.position);
  const LocalText title = option_title(counted.page, counted.here, option);
  const bool has_bar = !counted.is_ranked();
  const auto others = static_cast<std::int64_t>(counted.here.vote.options.size()) - 1;
  std::string below;
  if (has_bar) {
    below = counted.page.text("js.percent", {{"percent", percent_of(outcome.votes, counted.outcome.voices)}});
    if (const auto text = channels_text(counted, outcome.by_channel, " · "); !text.empty()) below += " · " + text;
  }
  return {{"position", outcome.position},
          {"place_text", counted.number(outcome.place)},
          {"lang", title.language},
          {"title", title.text},
          {"is_selected", outcome.is_selected},
          {"selected_text", counted.page.text(counted.here.vote.budget ? "result.funded" : "result.selected")},
          {"has_bar", has_bar},
          {"segments", has_bar ? segments_of(counted, outcome) : json::array()},
          {"channels_text", below},
          {"has_cost", option.cost.has_value()},
          {"cost_text", option.cost ? money_text(counted.page, *option.cost, counted.here.vote.currency) : std::string()},
          {"votes_text", counted.is_ranked() ? counted.page.text("result.beats_text", {{"count", outcome.votes}, {"all", others}}) : counted.number(outcome.votes)}};
}

json legend_of(const Counted& counted) {
  json legend = json::array();
  if (counted.is_ranked()) return legend;
  for (std::size_t i = 0; i < channels.size() && i < counted.outcome.by_channel.size(); ++i) {
    if (counted.outcome.by_channel[i] == 0) continue;
    legend.push_back({{"channel", channels[i]}, {"text", counted.page.text("result.channel." + std::string(channels[i]))}});
  }
  return legend;
}

json ties_of(const Counted& counted) {
  json ties = json::array();
  for (const auto& tie : counted.outcome.ties) {
    json options = json::array();
    for (const int position : tie.positions) {
      const LocalText title = option_title(counted.page, counted.here, counted.option(position));
      options.push_back({{"lang", title.language}, {"title", title.text}});
    }
    ties.push_back({{"text", counted.page.text(tie.is_by_lot ? "result.tie_lot" : "result.tie_cost")},
                    {"options", std::move(options)},
                    {"effect_text", counted.page.text(tie.is_decisive ? "result.tie_decisive" : "result.tie_idle")}});
  }
  return ties;
}

json pairs_row(const Counted& counted, std::size_t row) {
  const auto& pairwise = counted.outcome.pairwise;
  json cells = json::array();
  for (std::size_t column = 0; column < pairwise.size(); ++column) {
    const bool is_self = row == column;
    cells.push_back({{"text", is_self ? std::string("–") : counted.number(pairwise[row].at(column))}, {"is_won", !is_self && pairwise[row].at(column) > pairwise.at(column).at(row)}});
  }
  const auto& option = counted.here.vote.options.at(row);
  const LocalText title = option_title(counted.page, counted.here, option);
  return {{"position", option.position}, {"title", title.text}, {"lang", title.language}, {"cells", std::move(cells)}};
}

json pairwise_of(const Counted& counted) {
  if (counted.outcome.pairwise.empty()) return false;
  json columns = json::array();
  json rows = json::array();
  for (std::size_t i = 0; i < counted.outcome.pairwise.size(); ++i) {
    json row = pairs_row(counted, i);
    columns.push_back({{"position", row["position"]}, {"title", row["title"]}});
    rows.push_back(std::move(row));
  }
  return {{"columns", std::move(columns)}, {"rows", std::move(rows)}};
}

/// {papers_text, has_batches, batches}: every printed ballot is accounted for in public.
json papers_of(const Counted& counted) {
  const Page& page = counted.page;
  const auto id = counted.here.vote.id;
  const auto printed = votes::count_codes(page.db(), id);
  std::int64_t entered = 0, spoiled = 0;
  json batches = json::array();
  for (const auto& batch : votes::load_batches(page.db(), id)) {
    entered += batch.entered;
    spoiled += batch.spoiled;
    const std::string counts = page.text("result.batch_counts", {{"papers", batch.papers}, {"entered", counted.number(batch.entered)}, {"spoiled", counted.number(batch.spoiled)}});
    batches.push_back({{"label", batch.label}, {"counts_text", counts}, {"lost_reason", batch.lost_reason}});
  }
  const auto handed = votes::count_register(page.db(), id).paper;
  const bool is_imported = printed == 0 && counted.outcome.by_channel.at(static_cast<std::size_t>(votes::Channel::paper)) > 0;
  const std::string text = printed == 0 ? page.text(is_imported ? "result.papers_imported" : "result.papers_none")
                                        : page.text("result.papers_text", {{"printed", counted.number(printed)}, {"handed", counted.number(handed)},
                                                                           {"entered", counted.number(entered)}, {"spoiled", counted.number(spoiled)}});
  return {{"papers_text", text}, {"has_batches", !batches.empty()}, {"batches", std::move(batches)}};
}

std::string name_of_person(const Page& page, PersonId id) {
  const auto person = people::find_person(page.db(), id);
  return person_name(page, person ? person->name : std::string());
}

std::string signed_text(const Page& page, const votes::Vote& vote) {
  const std::string counted = vote.counted_at ? day_words(page, *vote.counted_at) : std::string();
  if (!vote.counted_by.is_set() || !vote.signed_by.is_set() || !vote.signed_at) return page.text("result.imported", {{"counted", counted}});
  return page.text("result.signed", {{"counter", name_of_person(page, vote.counted_by)}, {"counted", counted},
                                     {"witness", name_of_person(page, vote.signed_by)}, {"signed", day_words(page, *vote.signed_at)}});
}

/// The same that the file says of itself.
std::string command_of(const votes::Vote& vote) {
  const std::string file = "vote-" + vote.id.text() + ".txt";
  switch (vote.method) {
    case Method::approval: return "palabre tally approval " + file + " --seats " + std::to_string(vote.seats.value_or(1)) + " --seed " + vote.root.substr(0, 16);
    case Method::budget: return "palabre tally greedy " + file;
    case Method::ranked: return "palabre tally schulze " + file;
  }
  return {};
}

}  // namespace

json vote_result_view(const Page& page, const VoteOnPage& here) {
  const votes::Vote& vote = here.vote;
  const Counted counted{page, here, votes::read_result(vote.result)};
  const Outcome& outcome = counted.outcome;
  json rows = json::array();
  for (const auto& option : outcome.options) rows.push_back(row_of(counted, option));
  json view = papers_of(counted);
  view["turnout_text"] = page.text("result.turnout", {{"count", outcome.ballots}, {"channels", channels_text(counted, outcome.by_channel, ", ")}});
  view["blank_text"] = outcome.blank > 0 ? page.count("result.blank", outcome.blank) : std::string();
  view["voices_text"] = outcome.voices > outcome.ballots ? page.count("result.voices", outcome.voices) : std::string();
  view["has_cost"] = vote.budget.has_value();
  view["votes_label"] = page.text(counted.is_ranked() ? "result.beats" : "result.votes");
  view["rows"] = std::move(rows);
  view["legend"] = legend_of(counted);
  view["has_legend"] = view["legend"].size() > 1;
  view["spent_text"] = vote.budget ? page.text("result.spent", {{"spent", money_text(page, outcome.spent, vote.currency)}, {"budget", money_text(page, *vote.budget, vote.currency)}}) : std::string();
  view["ties"] = ties_of(counted);
  view["has_ties"] = !view["ties"].empty();
  view["pairwise"] = pairwise_of(counted);
  view["signed_text"] = signed_text(page, vote);
  view["root"] = vote.root;
  const std::string files = "/api/v1/votes/" + vote.id.text();
  view["csv_href"] = files + "/ballots.csv";
  view["recount_href"] = files + "/recount.txt";
  view["command"] = command_of(vote);
  return view;
}

}  // namespace palabre::screens

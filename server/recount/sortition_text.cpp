// Says a lottery, its panel and relaxed quotas as JSON and as text. Called by report_sortition.
#include "recount/sortition_text.hpp"

#include "recount/report.hpp"

#include <cstdio>

namespace palabre::recount {
namespace {

using Json = nlohmann::ordered_json;

std::string percent(double share) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4f %%", 100 * share);
  return text;
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

/// An object without a search for each key: ids are known to differ.
Json object_of(const PoolFile& file, const std::vector<double>& values) {
  Json json = Json::object();
  auto& object = json.get_ref<Json::object_t&>();
  for (std::size_t person = 0; person < values.size(); ++person) object.emplace_back(file.ids[person], values[person]);
  return json;
}

std::string feature_name(const QuotaFile& quotas, std::uint32_t category, std::uint32_t feature) { return quotas.categories[category] + " " + quotas.features[category][feature]; }

/// What contradicts itself before anybody is looked for.
std::vector<std::string> contradictions_of(const QuotaFile& quotas, const PoolFile& file) {
  std::vector<std::string> found;
  for (std::uint32_t category = 0; category < quotas.categories.size(); ++category) {
    std::uint64_t least = 0;
    std::uint64_t most = 0;
    std::vector<std::uint32_t> people(quotas.features[category].size(), 0);
    for (const auto& features : file.pool.people) ++people[features[category]];
    for (std::uint32_t feature = 0; feature < people.size(); ++feature) {
      const auto& quota = quotas.quotas[category][feature];
      least += quota.min;
      most += quota.max;
      if (people[feature] < quota.min)
        found.push_back(feature_name(quotas, category, feature) + ": at least " + std::to_string(quota.min) + " are wanted, the pool has " + std::to_string(people[feature]));
    }
    const auto size = std::to_string(file.pool.panel_size) + " seats";
    if (least > file.pool.panel_size) found.push_back(quotas.categories[category] + ": the minimums add up to " + std::to_string(least) + ", more than the " + size);
    if (most < file.pool.panel_size) found.push_back(quotas.categories[category] + ": the maximums add up to " + std::to_string(most) + ", fewer than the " + size);
  }
  return found;
}

}  // namespace

std::vector<std::string> names_of(const PoolFile& file, const std::vector<std::uint32_t>& people) {
  std::vector<std::string> names;
  for (const auto person : people) names.push_back(file.ids[person]);
  return names;
}

void add_panel(Report& report, const PoolFile& file, const tally::PanelLottery& lottery, const tally::DrawnPanel& panel) {
  report.json["panel"] = names_of(file, panel.people);
  report.json["probabilities"] = object_of(file, lottery.probabilities);
  report.json["minimum"] = lottery.minimum;
  report.json["bound"] = lottery.bound;
  report.json["leximin"] = lottery.is_leximin;
  report.json["impossible"] = names_of(file, lottery.impossible);
  report.text += std::to_string(file.pool.panel_size) + " seats for " + std::to_string(file.ids.size()) + " people.\n";
  report.text += "Panel: " + joined(names_of(file, panel.people)) + "\n\n";
  report.text += "Chances: the least is " + percent(lottery.minimum) + "; no lottery that meets the quotas can raise it above " + percent(lottery.bound) + ".\n";
  if (lottery.is_leximin) report.text += "They are leximin: no lottery raises the least chance, nor then the second least, and so on.\n";
  else report.text += "They are close to leximin; a pool of so many different people is not solved to the last digit.\n";
  if (!lottery.impossible.empty())
    report.text += "No panel that meets the quotas can include " + joined(names_of(file, lottery.impossible)) + ": their chance is 0, and so is the least.\n";
}

void add_quotas(Report& report, const PoolFile& file, const QuotaFile& quotas, const std::vector<std::uint32_t>& panel) {
  Json rows = Json::array();
  report.text += "\nQuotas (panel, bounds, pool):\n";
  for (std::uint32_t category = 0; category < quotas.categories.size(); ++category)
    for (std::uint32_t feature = 0; feature < quotas.features[category].size(); ++feature) {
      std::uint32_t seats = 0;
      std::uint32_t people = 0;
      for (const auto person : panel) seats += file.pool.people[person][category] == feature ? 1 : 0;
      for (const auto& features : file.pool.people) people += features[category] == feature ? 1 : 0;
      const auto& quota = quotas.quotas[category][feature];
      rows.push_back({{"category", quotas.categories[category]}, {"feature", quotas.features[category][feature]}, {"min", quota.min}, {"max", quota.max}, {"panel", seats}, {"pool", people}});
      report.text += "  " + feature_name(quotas, category, feature) + ": " + std::to_string(seats) + ", " + std::to_string(quota.min) + " to " + std::to_string(quota.max) + ", " + std::to_string(people) + "\n";
    }
  report.json["quotas"] = rows;
}

void add_lottery(Report& report, const PoolFile& file, const QuotaFile& quotas, const tally::PanelLottery& lottery, const tally::DrawnPanel& panel) {
  Json json = {{"tickets", tally::lottery_tickets}, {"ticket", panel.ticket}, {"composition", panel.composition}};
  json["types"] = Json::array();
  for (const auto& type : lottery.types) {
    Json features = Json::object();
    for (std::size_t category = 0; category < quotas.categories.size(); ++category) features[quotas.categories[category]] = quotas.features[category][type.features[category]];
    json["types"].push_back({{"features", features}, {"people", names_of(file, type.people)}});
  }
  if (!file.pool.households.empty()) {
    json["kinds"] = Json::array();
    for (const auto& kind : lottery.kinds) {
      Json households = Json::array();
      for (const auto& household : kind.households) households.push_back(names_of(file, household));
      json["kinds"].push_back({{"types", kind.types}, {"households", households}});
    }
  }
  json["compositions"] = Json::array();
  for (const auto& composition : lottery.compositions) {
    Json seats = Json::array();
    for (const auto& share : composition.shares) seats.push_back({share.type, share.seats});
    json["compositions"].push_back({{"tickets", composition.tickets}, {"seats", seats}});
  }
  report.json["lottery"] = json;
  report.text += "\nThe lottery: people of the same features (and like households) are one type; " + std::to_string(lottery.types.size()) + " types. " +
                 std::to_string(lottery.compositions.size()) + " compositions say how many seats each type gets; each holds some of " +
                 std::to_string(tally::lottery_tickets) + " tickets and meets every quota. The seed drew ticket " + std::to_string(panel.ticket) + ": composition " +
                 std::to_string(panel.composition + 1) + ". Then it drew, type by type, who takes its seats, each with the same chance. --json lists all of it.\n";
}

void add_relaxations(Report& report, const PoolFile& file, const QuotaFile& quotas, const tally::Relaxations& relaxations) {
  report.json["contradictions"] = contradictions_of(quotas, file);
  report.json["relaxations"] = Json::array();
  for (const auto& reason : report.json["contradictions"]) report.text += "  " + reason.get<std::string>() + "\n";
  report.text += "The smallest change that makes a panel possible (" + std::to_string(relaxations.total) + " in all" + (relaxations.is_smallest ? "" : "; the search was cut short, a smaller one may exist") +
                 (relaxations.is_beyond_flex ? "; beyond the flex limits" : "") + "):\n";
  for (const auto& change : relaxations.changes) {
    report.json["relaxations"].push_back({{"category", quotas.categories[change.category]}, {"feature", quotas.features[change.category][change.feature]},
                                          {"min", change.from.min}, {"max", change.from.max}, {"new_min", change.min}, {"new_max", change.max}});
    report.text += "  " + feature_name(quotas, change.category, change.feature) + ": ";
    report.text += change.min < change.from.min ? "lower the minimum from " + std::to_string(change.from.min) + " to " + std::to_string(change.min)
                                                : "raise the maximum from " + std::to_string(change.from.max) + " to " + std::to_string(change.max);
    report.text += "\n";
  }
  report.json["relaxation"] = {{"total", relaxations.total}, {"smallest", relaxations.is_smallest}, {"beyond_flex", relaxations.is_beyond_flex}};
}

void add_replacement(Report& report, const PoolFile& file, const tally::ReplacementCall& call, const tally::Replacement& replacement) {
  report.json["replacement"] = {{"leaving", names_of(file, call.leaving)}, {"unavailable", names_of(file, call.unavailable)}, {"incoming", names_of(file, replacement.people)},
                                {"panel", names_of(file, replacement.panel)}, {"probabilities", object_of(file, replacement.probabilities)}};
  report.text += "\n" + joined(names_of(file, call.leaving)) + " cannot come. Drawn for them: " + joined(names_of(file, replacement.people)) + "; the panel still meets every quota.\n";
}

}  // namespace palabre::recount

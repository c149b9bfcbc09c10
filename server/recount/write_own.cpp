// Writes a poll as our own JSON. Called by convert.
#include "recount/write_own.hpp"

#include "recount/own_reader.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <unordered_map>

namespace palabre::recount {
namespace {

using Json = nlohmann::ordered_json;

/// Names that are not UTF-8 come out with replacement characters, never as broken JSON.
std::string dumped(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

/// Adds `,\n "key": value`, a list with one item a line.
class Lines {
 public:
  void add(const std::string& key, const Json& value) { begin(key) += dumped(value); }
  void add_raw(const std::string& key, const std::string& json) { begin(key) += json; }

  template <class Items, class Show>
  void add_list(const std::string& key, const Items& items, Show show) {
    auto& text = begin(key);
    text += '[';
    bool is_first = true;
    for (const auto& item : items) {
      text += is_first ? "\n  " : ",\n  ";
      text += dumped(show(item));
      is_first = false;
    }
    text += "]";
  }

  std::string finish() && { return std::move(text_) + "\n}\n"; }

 private:
  std::string& begin(const std::string& key) {
    text_ += text_.empty() ? "{\n \"" : ",\n \"";
    text_ += key;
    text_ += "\": ";
    return text_;
  }

  std::string text_;
};

/// Real files have voters without a name and two of one name; ours are told apart: "7", "7 (2)".
std::vector<std::string> unique_names(const std::vector<std::string>& people) {
  std::vector<std::string> names;
  std::unordered_map<std::string, int> seen;
  names.reserve(people.size());
  seen.reserve(people.size());
  for (const auto& person : people) {
    const auto base = person.empty() ? std::string("nameless") : person;
    auto name = base;
    while (seen.contains(name)) name = base + " (" + std::to_string(++seen[base]) + ")";
    seen.emplace(name, 1);
    names.push_back(std::move(name));
  }
  return names;
}

class OwnWriter {
 public:
  explicit OwnWriter(const Poll& poll) : poll_(poll), people_(unique_names(poll.people)) {}

  std::string write() && {
    lines_.add("format", own_format);
    if (const auto origin = origin_word(poll_.format); !origin.empty()) lines_.add("converted_from", origin);
    if (!poll_.title.empty()) lines_.add("title", poll_.title);
    if (!poll_.meta.empty()) lines_.add("meta", poll_.meta);
    write_numbers();
    if (!poll_.options.empty()) lines_.add_list("options", poll_.options, [this](const PollOption& option) { return option_json(option); });
    write_option_lists();
    write_people();
    write_ballots();
    write_delegations();
    write_opinions();
    if (!poll_.expected.empty()) lines_.add_raw("expected", poll_.expected);
    return std::move(lines_).finish();
  }

 private:
  void write_numbers() {
    if (poll_.seats) lines_.add("seats", *poll_.seats);
    if (poll_.budget) lines_.add("budget", decimal_text(*poll_.budget, poll_.money_places));
    if (poll_.mark_kind == MarkKind::none) return;
    lines_.add("marks", mark_kind_word(poll_.mark_kind));
    const bool is_scale = poll_.mark_kind != MarkKind::approval && poll_.mark_kind != MarkKind::choose_one;
    if (is_scale) lines_.add("grades", {{"min", poll_.mark_min}, {"max", poll_.mark_max}});
  }

  [[nodiscard]] Json option_json(const PollOption& option) const {
    const bool has_name = option.name != option.id && !option.name.empty();
    const bool has_cost = option.cost != 0 || poll_.budget;
    if (!has_name && !has_cost && option.columns.empty()) return option.id;
    Json json{{"id", option.id}};
    if (has_name) json["name"] = option.name;
    if (has_cost) json["cost"] = decimal_text(option.cost, poll_.money_places);
    if (!option.columns.empty()) json["columns"] = option.columns;
    return json;
  }

  void write_option_lists() {
    const auto id = [this](tally::Option option) { return id_of(option); };
    if (!poll_.withdrawn.empty()) lines_.add_list("withdrawn", poll_.withdrawn, id);
    if (!poll_.tie_order.empty()) lines_.add_list("tie_order", poll_.tie_order, id);
  }

  void write_people() {
    const auto name = [this](std::uint32_t person) { return Json(people_[person]); };
    if (!people_.empty()) lines_.add_list("people", people_, [](const std::string& person) { return Json(person); });
    if (!people_.empty()) lines_.add_list("voters", poll_.voters, name);
    if (!poll_.interested.empty()) lines_.add_list("interested", poll_.interested, name);
    if (!poll_.supporters.empty()) lines_.add_raw("supporters", supporters_text());
  }

  /// As text: an object of a million members would search its members at each one added.
  [[nodiscard]] std::string supporters_text() const {
    std::string text = "{";
    for (std::size_t person = 0; person < poll_.supporters.size(); ++person) {
      if (poll_.supporters[person].empty()) continue;
      Json ids = Json::array();
      for (const auto option : poll_.supporters[person]) ids.push_back(id_of(option));
      text += (text.size() > 1 ? ",\n  " : "\n  ") + dumped(people_[person]) + ": " + dumped(ids);
    }
    return text + "}";
  }

  /// A ranking and marks share a line where the poll has both for the same voters.
  void write_ballots() {
    const bool is_paired = poll_.ranked.size() == poll_.marked.size() && poll_.ranked_by == poll_.marked_by && are_counts_equal();
    std::vector<Json> ballots;
    for (std::size_t at = 0; at < poll_.ranked.size(); ++at) {
      auto ballot = ballot_json(poll_.ranked[at].count, at, poll_.ranked_by);
      ballot["ranking"] = ranking_json(poll_.ranked[at]);
      if (is_paired) add_marks(ballot, poll_.marked[at]);
      ballots.push_back(std::move(ballot));
    }
    for (std::size_t at = 0; at < poll_.marked.size() && !is_paired; ++at) {
      auto ballot = ballot_json(poll_.marked[at].count, at, poll_.marked_by);
      add_marks(ballot, poll_.marked[at]);
      ballots.push_back(std::move(ballot));
    }
    if (!ballots.empty()) lines_.add_list("ballots", ballots, [](const Json& ballot) -> const Json& { return ballot; });
  }

  [[nodiscard]] bool are_counts_equal() const {
    for (std::size_t at = 0; at < poll_.ranked.size(); ++at)
      if (poll_.ranked[at].count != poll_.marked[at].count) return false;
    return true;
  }

  [[nodiscard]] Json ballot_json(std::int64_t count, std::size_t at, const std::vector<std::uint32_t>& cast_by) const {
    Json ballot = Json::object();
    if (at < cast_by.size()) ballot["person"] = people_[cast_by[at]];
    else if (count != 1) ballot["count"] = count;
    return ballot;
  }

  [[nodiscard]] Json ranking_json(const tally::RankedBallot& ballot) const {
    Json groups = Json::array();
    for (const auto& place : ballot.places) {
      while (groups.size() < place.rank) groups.push_back(Json::array());
      groups.back().push_back(id_of(place.option));
    }
    for (auto& group : groups)
      if (group.size() == 1) group = Json(group[0]);
    return groups;
  }

  void add_marks(Json& json, const tally::MarkedBallot& ballot) const {
    const bool is_tick = poll_.mark_kind == MarkKind::approval || poll_.mark_kind == MarkKind::choose_one;
    if (is_tick) {
      json["approves"] = Json::array();
      for (const auto& mark : ballot.marks)
        if (mark.value != 0) json["approves"].push_back(id_of(mark.option));
      return;
    }
    json["marks"] = Json::object();
    auto& marks = json["marks"].get_ref<Json::object_t&>();
    for (const auto& mark : ballot.marks) marks.emplace_back(id_of(mark.option), mark.value);
  }

  void write_delegations() {
    if (poll_.delegations.empty()) return;
    static constexpr std::array<const char*, 3> scopes{"unit", "area", "issue"};
    lines_.add_list("delegations", poll_.delegations, [this](const PollDelegation& delegation) {
      return Json{{"from", people_[delegation.from]}, {"to", people_[delegation.to]}, {"scope", scopes.at(static_cast<std::size_t>(delegation.scope))}};
    });
  }

  void write_opinions() {
    if (poll_.opinions.empty()) return;
    lines_.add_list("opinions", poll_.opinions, [this](const Opinion& opinion) {
      return Json{{"participant", people_[opinion.participant]}, {"statement", id_of(opinion.statement)}, {"vote", static_cast<int>(opinion.value)}};
    });
  }

  [[nodiscard]] const std::string& id_of(tally::Option option) const { return poll_.options[option].id; }

  const Poll& poll_;
  std::vector<std::string> people_;
  Lines lines_;
};

}  // namespace

std::string write_own(const Poll& poll) { return OwnWriter(poll).write(); }

}  // namespace palabre::recount

// The table of methods and what follows from it. Called by the command and its tests.
#include "recount/methods.hpp"

#include "recount/formats.hpp"
#include "recount/position.hpp"

#include <algorithm>
#include <optional>

namespace palabre::recount {
namespace {

struct FlagRow {
  const char* name;
  std::optional<std::string> (*value)(const Flags&);  // as it was written; nothing when it was not given
};

template <auto Member>
std::optional<std::string> value_of(const Flags& flags) {
  const auto& value = flags.*Member;
  using Held = std::decay_t<decltype(value)>;
  if constexpr (std::is_same_v<Held, std::optional<std::string>>) return value;
  else if constexpr (std::is_same_v<Held, std::vector<std::string>>) return value.empty() ? std::nullopt : std::optional(value.front());
  else return value ? std::optional(std::to_string(*value)) : std::nullopt;
}

const std::vector<FlagRow>& flag_table() {
  static const std::vector<FlagRow> rows{
      {"strength", &value_of<&Flags::strength>},   {"rule", &value_of<&Flags::rule>},           {"seats", &value_of<&Flags::seats>},
      {"utility", &value_of<&Flags::utility>},     {"completion", &value_of<&Flags::completion>}, {"step", &value_of<&Flags::step>},
      {"quorum", &value_of<&Flags::quorum>},       {"quorum-of", &value_of<&Flags::quorum_of>}, {"eligible", &value_of<&Flags::eligible>},
      {"quorum-counts", &value_of<&Flags::quorum_counts>}, {"majority", &value_of<&Flags::majority>}, {"majority-of", &value_of<&Flags::majority_of>},
      {"max-choices", &value_of<&Flags::max_choices>}, {"over-votes", &value_of<&Flags::over_votes>}, {"by", &value_of<&Flags::by>},
      {"ties", &value_of<&Flags::ties>},
      {"credits", &value_of<&Flags::credits>},     {"cap", &value_of<&Flags::cap>},             {"phase", &value_of<&Flags::phase>},
      {"k", &value_of<&Flags::k>},                 {"groups", &value_of<&Flags::groups>},       {"pool", &value_of<&Flags::pool>},
      {"quotas", &value_of<&Flags::quotas>},       {"size", &value_of<&Flags::size>},           {"seed", &value_of<&Flags::seed>},
      {"tables", &value_of<&Flags::tables>},       {"rounds", &value_of<&Flags::rounds>},       {"diversify", &value_of<&Flags::diversify>},
      {"cluster", &value_of<&Flags::cluster>},     {"household", &value_of<&Flags::household>},
      {"leaving", &value_of<&Flags::leaving>},     {"unavailable", &value_of<&Flags::unavailable>},
  };
  return rows;
}

bool is_one_of(std::string_view value, std::string_view values) {
  while (!values.empty()) {
    const auto bar = std::min(values.find('|'), values.size());
    if (values.substr(0, bar) == value) return true;
    values.remove_prefix(std::min(bar + 1, values.size()));
  }
  return false;
}

std::string flags_text(const MethodRow& method) {
  std::string text;
  for (const auto& flag : method.flags) {
    text += text.empty() ? "--" : ", --";
    text += flag.name;
    if (*flag.values != '\0') text += std::string(" ") + flag.values;
  }
  return text.empty() ? "none" : text;
}

std::vector<std::string> method_names() {
  std::vector<std::string> names;
  for (const auto& row : method_table()) names.emplace_back(row.name);
  return names;
}

}  // namespace

const MethodRow* find_method(std::string_view name) {
  for (const auto& row : method_table())
    if (name == row.name) return &row;
  return nullptr;
}

std::vector<std::string> given_flags(const Flags& flags) {
  std::vector<std::string> names;
  for (const auto& row : flag_table())
    if (row.value(flags)) names.emplace_back(row.name);
  return names;
}

std::string fault_of_flags(const MethodRow& method, const Flags& flags) {
  for (const auto& row : flag_table()) {
    const auto value = row.value(flags);
    if (!value) continue;
    const auto taken = std::find_if(method.flags.begin(), method.flags.end(), [&row](const auto& flag) { return std::string_view(flag.name) == row.name; });
    if (taken == method.flags.end()) return std::string(method.name) + " takes no --" + row.name + "; its flags: " + flags_text(method);
    if (*taken->values != '\0' && !is_one_of(*value, taken->values))
      return std::string("--") + row.name + " must be one of " + taken->values + " for " + method.name + ", not " + in_quotes(*value);
  }
  const auto given = given_flags(flags);
  for (const auto& flag : method.flags)
    if (flag.is_needed && std::find(given.begin(), given.end(), flag.name) == given.end()) return std::string(method.name) + " needs --" + flag.name;
  return {};
}

std::string list_of_methods() {
  std::string text = "palabre tally METHOD FILE [flags] counts the votes of a file again and says why the outcome is what it is.\n\n";
  for (const auto& row : method_table()) {
    text += std::string(row.name) + "\n  " + row.sentence + "\n  Takes: " + row.takes + "\n  Flags: " + flags_text(row) + "\n\n";
  }
  text += "convert FILE --to DIR [--force]\n  Writes a file of votes, or each case of a collection of cases, as our own JSON into DIR.\n\n";
  text += "Formats (found by content; --input-format forces one):\n";
  for (const auto& row : format_table()) text += std::string("  ") + row.word + ": " + row.sentence + "\n";
  return text;
}

std::string unknown_method(std::string_view name) {
  const auto names = method_names();
  const auto near = nearest(name, names);
  std::string text = "there is no method " + in_quotes(name) + (near.empty() ? "" : "; did you mean " + near + "?") + "\nMethods: ";
  for (std::size_t at = 0; at < names.size(); ++at) text += (at == 0 ? "" : ", ") + names[at];
  return text + "; `palabre tally --list` explains them";
}

}  // namespace palabre::recount

// Runs one `palabre tally`. Called by app/commands and the tests.
#include "recount/tally_command.hpp"

#include "recount/convert.hpp"
#include "recount/derive.hpp"
#include "recount/formats.hpp"
#include "recount/methods.hpp"
#include "recount/option_names.hpp"
#include "recount/position.hpp"
#include "recount/report.hpp"
#include "recount/vote_file.hpp"

#include <ostream>

namespace palabre::recount {
namespace {

using Json = nlohmann::ordered_json;

constexpr int done = 0;
constexpr int faulty = 1;
constexpr int not_understood = 2;

int print(const Report& report, bool wants_json, std::ostream& out) {
  // Names that are no UTF-8 come out with replacement characters.
  if (wants_json) out << report.json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << "\n";
  else out << for_terminal(report.text);
  return done;
}

nlohmann::ordered_json json_of_methods() {
  Json json{{"methods", Json::array()}, {"formats", Json::array()}};
  for (const auto& row : method_table()) {
    Json flags = Json::array();
    for (const auto& flag : row.flags) flags.push_back({{"name", flag.name}, {"values", flag.values}, {"is_needed", flag.is_needed}});
    json["methods"].push_back({{"name", row.name}, {"sentence", row.sentence}, {"takes", row.takes}, {"flags", flags}});
  }
  for (const auto& row : format_table()) json["formats"].push_back({{"name", row.word}, {"sentence", row.sentence}});
  return json;
}

/// Why the words do not make a command; empty when they do.
std::string fault_of_words(const TallyCommand& command, const MethodRow* method) {
  const bool converts = command.method == "convert";
  if (command.method.empty()) return "name a method: palabre tally METHOD FILE; `palabre tally --list` explains them";
  if (!converts && method == nullptr) return unknown_method(command.method);
  if (!command.input_format.empty() && find_format(command.input_format) == nullptr) {
    std::string known;
    for (const auto& row : format_table()) known += (known.empty() ? "" : ", ") + std::string(row.word);
    return "--input-format must be one of " + known;
  }
  const auto given = given_flags(command.flags);
  if (converts && !given.empty()) return "convert takes no --" + given.front() + "; its flags: --to, --force";
  if (converts && command.to.empty()) return "convert needs --to, the folder to write into";
  if (!converts && !command.to.empty()) return command.method + " takes no --to";
  if (!converts && command.may_overwrite) return command.method + " takes no --force";
  const bool wants_file = converts || method->input != Input::pool;
  if (wants_file && command.file.empty()) return command.method + " needs a FILE; - is standard input";
  if (!wants_file && !command.file.empty()) return command.method + " takes no FILE; people come from --pool";
  return converts ? std::string() : fault_of_flags(*method, command.flags);
}

/// Adds to an outcome what each ballot weighed.
void add_weights(const Poll& poll, const BallotWeights& delegated, Report& report) {
  auto& json = report.json["weights"] = nlohmann::ordered_json::object();
  auto& weights = json.get_ref<nlohmann::ordered_json::object_t&>();
  std::string text = "Ballots weigh with the votes delegated to them: ";
  for (const auto& [person, weight] : delegated.weights) {
    weights.emplace_back(poll.people[person], weight);
    if (weight > 1) text += poll.people[person] + " " + std::to_string(weight) + ", ";
  }
  report.json["uncounted"] = nlohmann::ordered_json::array();
  for (const auto person : delegated.uncounted) report.json["uncounted"].push_back(poll.people[person]);
  text += "every other ballot 1. Reaching nobody who voted: " + amount_of(static_cast<std::int64_t>(delegated.uncounted.size()), "voice") + ".\n\n";
  report.text.insert(0, text);
}

Reported count(const TallyCommand& command, const MethodRow& method, std::string_view text) {
  auto poll = read_as_told(command, text);
  if (!poll) return poll.fault();
  if (method.input == Input::rankings) rank_by_marks(*poll);
  if (method.input == Input::poll) return method.count(*poll, command.flags);
  const auto delegated = weigh_by_delegation(*poll);
  if (!delegated) return delegated.fault();
  auto report = method.count(*poll, command.flags);
  if (report && *delegated) add_weights(*poll, **delegated, *report);
  return report;
}

}  // namespace

int run_tally(const TallyCommand& command, std::istream& in, std::ostream& out, std::ostream& err) {
  if (command.wants_list) return out << (command.wants_json ? json_of_methods().dump(2) + "\n" : list_of_methods()), done;
  const auto* method = find_method(command.method);
  if (const auto fault = fault_of_words(command, method); !fault.empty()) return err << "palabre: " << for_terminal(fault) << "\n", not_understood;
  if (command.method == "convert") return run_convert(command, in, out, err);
  if (method->input == Input::pool) {
    const auto report = method->draw(command.flags);
    if (!report) return err << fault_line("palabre", report.fault()), faulty;
    return print(*report, command.wants_json, out);
  }
  const auto text = load_text(command, in, err);
  if (!text) return err << fault_line(command.file, text.fault()), faulty;
  const auto report = count(command, *method, *text);
  if (!report) return err << fault_line(command.file, report.fault()), faulty;
  return print(*report, command.wants_json, out);
}

}  // namespace palabre::recount

// Reads BLT, the ballot files of STV counts, with the extensions in use: comments, ballot ids, equal and skipped ranks, nicknames, a tie
// order. Called by read_poll and the tests.
// Source: I. D. Hill, B. A. Wichmann, D. R. Woodall, "Algorithm 123", The Computer Journal 30 (1987); BltFileFormat of droop; OpenSTV.
#include "recount/blt_tokens.hpp"
#include "recount/readers.hpp"

#include <charconv>
#include <unordered_map>
#include <utility>

namespace palabre::recount {
namespace {

constexpr auto end_of_file = "the file ends here; expected ";

class BltReader {
  using Problem = std::optional<FileFault>;

 public:
  explicit BltReader(std::string_view text) : tokens_(text) {}

  Read<Poll> read() {
    for (const auto part : {&BltReader::read_header, &BltReader::read_before_ballots, &BltReader::read_ballots, &BltReader::read_names, &BltReader::read_title})
      if (auto problem = (this->*part)()) return *std::move(problem);
    poll_.format = Format::blt;
    order_ties();
    return std::move(poll_);
  }

 private:
  /// What stands here instead of what is wanted.
  FileFault unexpected(const std::string& wanted) const {
    if (tokens_.fault()) return *tokens_.fault();
    if (tokens_.ahead().kind == BltToken::Kind::end) return tokens_.fault_here(end_of_file + wanted);
    return tokens_.fault_here("expected " + wanted + ", found " + shown(tokens_.ahead().text));
  }
  static std::string shown(const std::string& text) { return "\"" + (text.size() > 60 ? text.substr(0, 60) + "…" : text) + "\""; }

  bool is_word() const { return tokens_.ahead().kind == BltToken::Kind::word; }

  /// A whole number, also written "3.0"; decimals that count are refused.
  Problem read_number(const std::string& wanted, std::int64_t most, std::int64_t& number) {
    if (!is_word()) return unexpected(wanted);
    const auto& text = tokens_.ahead().text;
    const auto value = parse_decimal(text, 0);
    if (!value || text.front() == '+') {
      if (decimals_of(text).value_or(0) > 0) return tokens_.fault_here(wanted + " must be a whole number, found " + shown(text));
      if (text.find_first_not_of("0123456789") == std::string::npos) return tokens_.fault_here(shown(text) + " is too large");
      return unexpected(wanted);
    }
    if (*value < 0) return unexpected(wanted);
    if (*value > most) return tokens_.fault_here(shown(text) + " is too large");
    number = *value;
    tokens_.take();
    return std::nullopt;
  }

  Problem read_header() {
    std::int64_t candidates = 0;
    std::int64_t seats = 0;
    const auto start = tokens_.ahead().offset;
    if (auto problem = read_number("the number of candidates", tally::options_max, candidates)) return problem;
    if (candidates == 0) return tokens_.fault_at(start, "there must be at least one candidate");
    if (auto problem = read_number("the number of seats", tally::options_max, seats)) return problem;
    candidates_ = static_cast<std::uint32_t>(candidates);
    is_withdrawn_.assign(candidates_, false);
    is_in_tie_order_.assign(candidates_, false);
    if (seats > 0) poll_.seats = static_cast<std::uint32_t>(seats);
    return std::nullopt;
  }

  /// Withdrawn candidates (-2) and options ([tie 3 1 2]), in any order.
  Problem read_before_ballots() {
    while (true) {
      if (tokens_.ahead().is_sign('[')) {
        if (auto problem = read_option()) return problem;
      } else if (is_word() && tokens_.ahead().text.size() > 1 && tokens_.ahead().text.front() == '-') {
        if (auto problem = withdraw(tokens_.ahead().text.substr(1))) return problem;
      } else {
        return std::nullopt;
      }
    }
  }

  Problem withdraw(const std::string& name) {
    const auto option = find_candidate(name);
    if (!option) return tokens_.fault_here("there is no candidate " + shown(name) + " who could withdraw");
    if (!is_withdrawn_[*option]) poll_.withdrawn.push_back(*option);
    is_withdrawn_[*option] = true;
    tokens_.take();
    return std::nullopt;
  }

  Problem read_option() {
    tokens_.take();
    if (!is_word()) return unexpected("the name of an option");
    const auto start = tokens_.ahead().offset;
    const auto name = tokens_.ahead().text;
    if (name == "order" || name == "lines" || name == "one" || name == "include" || name == "elected")
      return tokens_.fault_here("the option " + shown(name) + " changes how ballots are written or counted; it is not known here");
    tokens_.take();
    if (name != "nick" && name != "tie" && name != "withdrawn") {
      const auto value = tokens_.take_until(']');
      if (!value) return tokens_.fault_at(start, "the option " + shown(name) + " does not end with ]");
      poll_.meta[name] = value->substr(0, value->find_last_not_of(" \t\r\n") + 1);
      return std::nullopt;
    }
    while (!tokens_.ahead().is_sign(']')) {
      if (!is_word()) return unexpected("a candidate or ]");
      if (auto problem = read_in_option(name)) return problem;
    }
    tokens_.take();
    if (name == "nick" && nicknames_.size() != candidates_) return tokens_.fault_at(start, "the nicknames must be as many as the candidates");
    return std::nullopt;
  }

  Problem read_in_option(const std::string& name) {
    if (name == "tie") return read_tied();
    if (name == "withdrawn") return withdraw(tokens_.ahead().text);
    const auto& nickname = tokens_.ahead().text;
    if (nicknames_.size() == candidates_) return unexpected("] after as many nicknames as candidates");
    if (nickname == "0" || nickname.front() == '-' || !nicknames_.emplace(nickname, static_cast<tally::Option>(nicknames_.size())).second)
      return tokens_.fault_here(shown(nickname) + " cannot be a nickname here");
    tokens_.take();
    return std::nullopt;
  }

  Problem read_tied() {
    const auto option = find_candidate(tokens_.ahead().text);
    if (!option) return unexpected("a candidate in the tie order");
    if (is_in_tie_order_[*option]) return tokens_.fault_here(shown(tokens_.ahead().text) + " stands twice in the tie order");
    tie_order_.push_back(*option);
    is_in_tie_order_[*option] = true;
    tokens_.take();
    return std::nullopt;
  }

  std::optional<tally::Option> find_candidate(const std::string& name) const {
    if (const auto found = nicknames_.find(name); found != nicknames_.end()) return found->second;
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (error != std::errc{} || end != name.data() + name.size() || number == 0 || number > candidates_) return std::nullopt;
    return number - 1;
  }

  /// Ballots up to a 0 where a weight would stand; a file that forgot it goes on with the first name.
  Problem read_ballots() {
    last_on_.assign(candidates_, 0);
    while (tokens_.ahead().kind != BltToken::Kind::quoted) {
      if (tokens_.ahead().is_sign('(')) {
        const auto start = tokens_.ahead().offset;
        if (!tokens_.take_until(')')) return tokens_.fault_at(start, "this ballot id does not end with )");
      }
      const auto start = tokens_.ahead().offset;
      std::int64_t weight = 0;
      if (auto problem = read_number("the weight of a ballot, or 0 after the last", tally::voters_max - voters_, weight)) return problem;
      if (weight == 0) return std::nullopt;
      voters_ += weight;
      tally::RankedBallot ballot{{}, weight};
      if (auto problem = read_preferences(ballot, start)) return problem;
      poll_.ranked.push_back(std::move(ballot));
    }
    return std::nullopt;
  }

  Problem read_preferences(tally::RankedBallot& ballot, std::size_t start) {
    std::uint32_t rank = 1;
    bool is_grouped = false;  // between ( and )
    while (true) {
      const auto& ahead = tokens_.ahead();
      if (!is_grouped && is_word() && ahead.text == "0") break;
      if (!is_grouped && is_word() && ahead.text == "-") {
        ++rank;
        tokens_.take();
        continue;
      }
      if (ahead.is_sign(is_grouped ? ')' : '(')) {
        rank += is_grouped ? 1 : 0;
        is_grouped = !is_grouped;
        tokens_.take();
        continue;
      }
      if (auto problem = read_preference(ballot, rank, start)) return problem;
      const bool is_equal = tokens_.ahead().is_sign('=');
      if (is_equal) tokens_.take();
      if (!is_equal && !is_grouped) ++rank;
    }
    tokens_.take();
    return std::nullopt;
  }

  Problem read_preference(tally::RankedBallot& ballot, std::uint32_t rank, std::size_t start) {
    if (!is_word()) return unexpected("a candidate, or 0 at the end of the ballot");
    const auto option = find_candidate(tokens_.ahead().text);
    if (!option) {
      if (decimals_of(tokens_.ahead().text)) return tokens_.fault_here("there is no candidate " + shown(tokens_.ahead().text) + " among " + std::to_string(candidates_));
      return unexpected("a candidate, or 0 at the end of the ballot");
    }
    if (last_on_[*option] == poll_.ranked.size() + 1) {
      const auto began = tokens_.fault_at(start, "").line;
      return tokens_.fault_here("candidate " + shown(tokens_.ahead().text) + " stands twice on the ballot that begins in line " + std::to_string(began) + "; does that ballot end with 0?");
    }
    last_on_[*option] = poll_.ranked.size() + 1;
    ballot.places.push_back({*option, rank});
    tokens_.take();
    return std::nullopt;
  }

  Problem read_names() {
    std::unordered_map<std::string, int> times;
    for (std::uint32_t candidate = 1; candidate <= candidates_; ++candidate) {
      if (tokens_.ahead().kind != BltToken::Kind::quoted) return unexpected("the name of candidate " + std::to_string(candidate) + " in quotes");
      const auto number = std::to_string(candidate);
      auto name = tokens_.take().text;
      if (name.empty()) name = number;
      ++times[name];
      poll_.options.push_back({number, std::move(name), 0, {}});
    }
    name_options(times);
    for (const auto& [nickname, option] : nicknames_) poll_.options[option].columns["nick"] = nickname;
    return std::nullopt;
  }

  /// Ballots write numbers, so names serve as ids; equal names, or a name that could be another's, get their number behind them.
  void name_options(const std::unordered_map<std::string, int>& times) {
    std::unordered_map<std::string, int> taken;
    for (auto& option : poll_.options) {
      const auto number = std::exchange(option.id, option.name);
      option.columns["number"] = number;
      if (times.at(option.name) > 1) option.id += " (" + number + ")";
      while (times.at(option.name) > 1 && times.contains(option.id)) option.id += "'";
      while (!taken.emplace(option.id, 0).second) option.id += "'";
    }
  }

  /// The title, if there is one; what follows it is comment. Older files give the tie order here: =tie 3 1 2 0.
  Problem read_title() {
    while (tokens_.ahead().is_sign('[')) {
      if (auto problem = read_option()) return problem;
    }
    if (tokens_.ahead().is_sign('=')) {
      tokens_.take();
      if (!is_word() || tokens_.ahead().text != "tie") return unexpected("tie after =");
      tokens_.take();
      while (is_word() && tokens_.ahead().text != "0") {
        if (auto problem = read_tied()) return problem;
      }
      if (!is_word()) return unexpected("0 after the tie order");
      tokens_.take();
    }
    if (tokens_.ahead().kind == BltToken::Kind::quoted) {
      poll_.title = tokens_.take().text;
      return std::nullopt;
    }
    if (tokens_.ahead().kind == BltToken::Kind::end && !tokens_.fault()) return std::nullopt;
    return unexpected("the title in quotes");
  }

  /// In the file the first of the tied is chosen, that is excluded; in a poll the first wins.
  void order_ties() {
    if (tie_order_.empty()) return;
    for (tally::Option option = 0; option < candidates_; ++option)
      if (!is_in_tie_order_[option]) tie_order_.push_back(option);
    poll_.tie_order.assign(tie_order_.rbegin(), tie_order_.rend());
  }

  BltTokens tokens_;
  Poll poll_;
  std::uint32_t candidates_ = 0;
  std::int64_t voters_ = 0;
  std::unordered_map<std::string, tally::Option> nicknames_;
  std::vector<bool> is_withdrawn_;
  std::vector<bool> is_in_tie_order_;
  std::vector<tally::Option> tie_order_;
  std::vector<std::size_t> last_on_;  // per candidate: the last ballot that names it, from 1
};

}  // namespace

Read<Poll> read_blt(std::string_view text) { return BltReader(text).read(); }

}  // namespace palabre::recount

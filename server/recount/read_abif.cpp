// Reads ABIF, the Aggregated Ballot Information Format: rankings, scores and approvals, one line per kind of ballot. Called by
// read_poll. Source: github.com/electorama/abif (grammar 0.31 and the drafts it grew from).
#include "recount/abif_line.hpp"
#include "recount/position.hpp"
#include "recount/readers.hpp"

#include <algorithm>
#include <map>

namespace palabre::recount {
namespace {

/// One candidate on a ballot, with the separator before it and the score behind it.
struct Item {
  tally::Option option = 0;
  char separator = '\0';
  std::optional<std::int64_t> score;
  std::size_t at = 0;
};

bool has_separator(const std::vector<Item>& items, char separator) {
  return std::any_of(items.begin(), items.end(), [separator](const Item& item) { return item.separator == separator; });
}

/// Ranks by the separators; where only commas stand between scores, by the scores, and what has no score then is not ranked.
tally::RankedBallot ranking_of(std::vector<Item> items, std::int64_t count) {
  const bool is_scored = std::any_of(items.begin(), items.end(), [](const Item& item) { return item.score.has_value(); });
  if (is_scored && !has_separator(items, '>') && !has_separator(items, '=')) {
    items.erase(std::remove_if(items.begin(), items.end(), [](const Item& item) { return !item.score; }), items.end());
    std::stable_sort(items.begin(), items.end(), [](const Item& a, const Item& b) { return *a.score > *b.score; });
    for (std::size_t i = 0; i < items.size(); ++i) items[i].separator = i > 0 && *items[i].score < *items[i - 1].score ? '>' : '=';
  }
  tally::RankedBallot ranked{{}, count};
  std::uint32_t rank = 1;
  for (const auto& item : items) {
    rank += item.separator == '>' ? 1U : 0U;
    ranked.places.push_back({item.option, rank});
  }
  return ranked;
}

class AbifReader {
 public:
  explicit AbifReader(std::string_view text) : text_(text) {}

  Read<Poll> read() {
    poll_.format = Format::abif;
    if (const auto nul = text_.find('\0'); nul != std::string_view::npos) return fault_at(text_, nul, "a NUL byte: this is no text file");
    std::vector<AbifLine> ballots;
    for (std::size_t start = text_.starts_with("\xEF\xBB\xBF") ? 3 : 0; start < text_.size();) {
      const auto end = std::min(text_.find_first_of("\n\r", start), text_.size());
      AbifLine line(text_, start, end);
      start = end + 1;
      if (line.is_at_end()) continue;
      if (line.peek() >= '0' && line.peek() <= '9') ballots.push_back(line);
      else if (auto fault = read_header(line)) return *fault;
    }
    if (ballots.empty()) return FileFault{"no ballots: at least one line such as 12:A>B was expected"};
    if (auto fault = finish_header()) return *fault;
    for (auto& line : ballots)
      if (auto fault = read_ballot(line)) return *fault;
    finish_marks();
    return std::move(poll_);
  }

 private:
  using Wrong = std::optional<FileFault>;

  Wrong read_header(AbifLine& line) {
    if (line.peek() == '{') return read_meta(line);
    if (line.rest().starts_with("ABIF") && line.rest().find(':') > line.rest().find('{')) return std::nullopt;
    return read_declaration(line);
  }

  /// {key: value}, several of them with commas between; quotes may be left out.
  Wrong read_meta(AbifLine& line) {
    line.take('{');
    while (!line.take('}')) {
      const auto key = line.read_word(":}");
      if (!key) return key.fault();
      if (!line.take(':')) return line.fault("a colon was expected after " + in_quotes(*key));
      const auto value = line.read_value(",}");
      if (!value) return value.fault();
      if (*key == "title") poll_.title = *value;
      else poll_.meta[*key] = *value;
      if (!line.take(',') && line.peek() != '}') return line.fault("a closing } was expected");
    }
    if (!line.is_at_end()) return line.fault("nothing was expected after }");
    return std::nullopt;
  }

  /// =token:[name], or without the equals sign; in the oldest form [name]:token.
  Wrong read_declaration(AbifLine& line) {
    const bool is_marked = line.take('=');
    const bool is_name_first = line.peek() == '[' && !is_marked;
    const auto start = line.at();
    const auto left = line.read_name();
    if (!left && is_marked) return left.fault();
    if (!left || (!is_marked && line.peek() != ':'))
      return line.fault("neither a comment (#), a {setting: value}, a candidate (=A:[Name]) nor a ballot (12:A>B)", start);
    if (!line.take(':')) return line.fault("a colon was expected after " + in_quotes(*left));
    const bool is_bare = line.peek() != '[' && line.peek() != '"';
    // Without = a declaration shows by its brackets; what has neither is a ballot whose count is no count: -2:A>B.
    if (!is_marked && !is_name_first && is_bare)
      return line.fault("a ballot begins with a whole number of voters, a candidate with =", start);
    const auto right = is_bare ? line.read_word("#") : line.read_name();
    if (!right) return right.fault();
    if (!line.is_at_end()) return line.fault("nothing was expected after the name");
    const auto& token = is_name_first ? *right : *left;
    const auto& name = is_name_first ? *left : *right;
    if (token.empty()) return line.fault("a candidate was expected here");
    if (!by_name_.emplace(token, static_cast<tally::Option>(poll_.options.size())).second) return line.fault("candidate " + in_quotes(token) + " is declared twice", start);
    poll_.options.push_back({token, name.empty() ? token : name});
    return std::nullopt;
  }

  /// The scale of the scores, where the file says it; and names stand for their tokens where no token is called so.
  Wrong finish_header() {
    has_declarations_ = !poll_.options.empty();
    named_on_.assign(poll_.options.size(), 0);
    for (tally::Option i = 0; i < poll_.options.size(); ++i) by_name_.emplace(poll_.options[i].name, i);
    for (const auto& [key, bound] : {std::pair{"min_rating", &low_}, std::pair{"max_rating", &high_}}) {
      const auto found = poll_.meta.find(key);
      if (found == poll_.meta.end() || found->second == "null") continue;
      *bound = parse_decimal(found->second, 0);
      if (!*bound || **bound > tally::value_max || **bound < -tally::value_max)
        return FileFault{std::string(key) + ": a whole number of at most " + std::to_string(tally::value_max) + " was expected, not " + in_quotes(found->second)};
    }
    if (low_ && high_ && *low_ > *high_) return FileFault{"min_rating is above max_rating"};
    return std::nullopt;
  }

  Wrong read_ballot(AbifLine& line) {
    const auto start = line.at();
    const auto count = parse_decimal(line.take_while("0123456789"), 0);
    if (!count || *count > tally::voters_max - voters_) return line.fault("more than " + std::to_string(tally::voters_max) + " voters", start);
    voters_ += *count;
    ++ballot_;
    if (!line.take(':')) return line.fault("a colon was expected after the count of voters");
    std::vector<Item> items;
    while (!line.is_at_end() && line.peek() != ':') {
      Item item;
      if (!items.empty()) {
        item.separator = line.peek();
        if (item.separator != '>' && item.separator != '=' && item.separator != ',') return line.fault("a separator (> = ,) was expected here");
        line.take(item.separator);
      }
      if (auto fault = read_item(line, item)) return fault;
      if (!items.empty())
        if (auto fault = fault_of_scores(line, items.back(), item)) return fault;
      items.push_back(item);
    }
    if (line.take(':') && !line.is_at_end()) {
      const auto details = line.peek() == '{' ? line.read_value("") : line.fault("only {details of the ballots} may stand after a second colon");
      if (!details) return details.fault();
      if (!line.is_at_end()) return line.fault("nothing was expected after }");
    }
    keep(items, *count);
    return std::nullopt;
  }

  Wrong read_item(AbifLine& line, Item& item) {
    line.peek();
    item.at = line.at();
    const auto name = line.read_name();
    if (!name) return name.fault();
    const auto [known, is_new] = by_name_.emplace(*name, static_cast<tally::Option>(poll_.options.size()));
    if (is_new && has_declarations_) return line.fault("candidate " + in_quotes(*name) + " is not declared", item.at);
    if (is_new) {
      poll_.options.push_back({*name, *name});
      named_on_.push_back(0);
    }
    item.option = known->second;
    if (named_on_[item.option] == ballot_) return line.fault("candidate " + in_quotes(*name) + " stands twice on this ballot", item.at);
    named_on_[item.option] = ballot_;
    const char kind = line.peek();
    if (kind != '/' && kind != '*') return std::nullopt;
    if (score_kind_ != '\0' && score_kind_ != kind) return line.fault("scores (/) and points (*) in one file");
    score_kind_ = kind;
    line.take(kind);
    return read_score(line, item);
  }

  Wrong read_score(AbifLine& line, Item& item) {
    line.peek();
    const auto start = line.at();
    const auto text = line.take_while("+-.0123456789");
    item.score = parse_decimal(text, 0);
    if (!item.score) return line.fault(text.empty() ? "a score was expected here" : "a whole number was expected as a score, not " + in_quotes(text), start);
    const auto low = low_.value_or(-tally::value_max);
    const auto high = high_.value_or(tally::value_max);
    if (*item.score < low) return line.fault("a score below " + std::to_string(low), start);
    if (*item.score > high) return line.fault("a score above " + std::to_string(high), start);
    lowest_ = std::min(lowest_, *item.score);
    highest_ = std::max(highest_, *item.score);
    return std::nullopt;
  }

  /// A ballot that says A over B and gives B more, or A as B with different scores, has no one meaning.
  static Wrong fault_of_scores(const AbifLine& line, const Item& before, const Item& item) {
    if (!before.score || !item.score) return std::nullopt;
    const bool is_risen = item.separator == '>' && *item.score > *before.score;
    const bool is_parted = item.separator == '=' && *item.score != *before.score;
    if (!is_risen && !is_parted) return std::nullopt;
    return line.fault(std::string("the scores contradict the ") + item.separator + " before this candidate", item.at);
  }

  void keep(const std::vector<Item>& items, std::int64_t count) {
    has_order_ = has_order_ || has_separator(items, '>');
    has_several_ = has_several_ || items.size() > 1;
    poll_.ranked.push_back(ranking_of(items, count));
    tally::MarkedBallot scored{{}, count};
    tally::MarkedBallot chosen{{}, count};
    for (const auto& item : items) {
      chosen.marks.push_back({item.option, 1});
      if (item.score) scored.marks.push_back({item.option, *item.score});
    }
    poll_.marked.push_back(std::move(scored));
    if (score_kind_ == '\0') chosen_.push_back(std::move(chosen));
  }

  /// Decides what the marks are, once the whole file is known.
  void finish_marks() {
    if (score_kind_ == '\0') return finish_choices();
    poll_.mark_min = low_.value_or(std::min<std::int64_t>(0, lowest_));
    poll_.mark_max = high_.value_or(std::max<std::int64_t>(1, highest_));
    const bool is_approval = score_kind_ == '/' && poll_.mark_min == 0 && poll_.mark_max == 1;
    poll_.mark_kind = score_kind_ == '*' ? MarkKind::points : is_approval ? MarkKind::approval : MarkKind::score;
    if (!is_approval) return;
    for (auto& [marks, count] : poll_.marked) marks.erase(std::remove_if(marks.begin(), marks.end(), [](const tally::Mark& mark) { return mark.value == 0; }), marks.end());
  }

  /// Without scores and without any > the options named are chosen: one, or any number. `ballot_type` says so outright.
  void finish_choices() {
    const auto found = poll_.meta.find("ballot_type");
    const std::string type = found == poll_.meta.end() || found->second == "null" ? "" : found->second;
    const bool is_unordered = type.empty() && !has_order_;
    if (type == "choose_one" || (is_unordered && !has_several_)) poll_.mark_kind = MarkKind::choose_one;
    else if (type == "choose_many" || type == "approval" || is_unordered) poll_.mark_kind = MarkKind::approval;
    poll_.marked.clear();
    if (poll_.mark_kind != MarkKind::none) poll_.marked = std::move(chosen_);
  }

  std::string_view text_;
  Poll poll_;
  std::map<std::string, tally::Option, std::less<>> by_name_;
  bool has_declarations_ = false;
  std::vector<std::size_t> named_on_;  // per option the last ballot that names it, from 1
  std::size_t ballot_ = 0;
  std::int64_t voters_ = 0;
  std::optional<std::int64_t> low_;  // the scale, where the file says it
  std::optional<std::int64_t> high_;
  std::int64_t lowest_ = 0;  // of the scores that occur
  std::int64_t highest_ = 0;
  char score_kind_ = '\0';  // '/' scores, '*' points
  bool has_order_ = false;
  bool has_several_ = false;
  std::vector<tally::MarkedBallot> chosen_;  // until a score shows that being named is not being chosen
};

}  // namespace

Read<Poll> read_abif(std::string_view text) { return AbifReader(text).read(); }

}  // namespace palabre::recount

// Reads a .pb file of pabulib.org: sections META, PROJECTS and VOTES of fields parted by semicolons. Called by read_poll and the tests.
#include "base/ascii.hpp"
#include "recount/position.hpp"
#include "recount/readers.hpp"
#include "recount/semicolon_rows.hpp"

#include <algorithm>
#include <unordered_map>

namespace palabre::recount {
namespace {

constexpr int money_places_max = 6;

struct Table {
  Row header;
  std::vector<Row> rows;
};

std::string lower(std::string_view text) {
  std::string lowered(text);
  for (char& letter : lowered)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return lowered;
}

bool is_blank(const Row& row) {
  return std::all_of(row.begin(), row.end(), [](const Field& field) { return field.text.empty(); });
}

class PabulibReader {
 public:
  explicit PabulibReader(std::string_view text) : text_(text), rows_(text) {}

  Poll read() {
    read_tables();
    poll_.format = Format::pabulib;
    read_meta();
    read_projects();
    read_votes();
    return std::move(poll_);
  }

 private:
  void read_tables() {
    Table* table = nullptr;
    bool wants_header = false;
    for (Row row; rows_.next(row);) {
      if (is_blank(row)) continue;
      if (Table* named = section(row); named != nullptr) {
        if (!named->header.empty() || named == table) throw Complaint{row[0].at, "this section stands twice"};
        table = named;
        wants_header = true;
      } else if (table == nullptr) {
        throw Complaint{row[0].at, "a .pb file begins with META"};
      } else if (wants_header && (table != &meta_ || lower(row[0].text) == "key")) {
        table->header = std::move(row);
        wants_header = false;
      } else {
        wants_header = false;
        table->rows.push_back(std::move(row));
      }
      row = {};
    }
    if (projects_.header.empty()) throw Complaint{text_.size(), "there is no section PROJECTS with a header"};
    if (votes_.header.empty()) throw Complaint{text_.size(), "there is no section VOTES with a header"};
  }

  Table* section(const Row& row) {
    for (std::size_t i = 1; i < row.size(); ++i)
      if (!row[i].text.empty()) return nullptr;
    const auto name = lower(row[0].text);
    return name == "meta" ? &meta_ : name == "projects" ? &projects_ : name == "votes" ? &votes_ : nullptr;
  }

  void read_meta() {
    for (const auto& row : meta_.rows) {
      std::string value;
      for (std::size_t i = 1; i < row.size(); ++i) {
        if (i > 1 && row[i].text.empty()) continue;
        if (i > 1) value += ';';
        value += row[i].text;
      }
      if (row[0].text.empty()) throw Complaint{row[0].at, "a line of META without a key"};
      meta_at_[lower(row[0].text)] = row.size() > 1 ? row[1].at : row[0].at;
      poll_.meta[lower(row[0].text)] = std::move(value);
    }
    poll_.title = poll_.meta.contains("description") ? poll_.meta["description"] : "";
  }

  static std::optional<std::size_t> find_column(const Row& header, std::string_view name) {
    for (std::size_t i = 0; i < header.size(); ++i)
      if (lower(header[i].text) == name) return i;
    return std::nullopt;
  }

  static std::size_t column(const Row& header, std::string_view name) {
    const auto found = find_column(header, name);
    if (!found) throw Complaint{header[0].at, "there is no column " + std::string(name)};
    return *found;
  }

  static void check_width(const Row& row, const Row& header) {
    for (std::size_t i = header.size(); i < row.size(); ++i)
      if (!row[i].text.empty()) throw Complaint{row[i].at, "more fields than the header has columns"};
  }

  static std::string_view value(const Row& row, std::size_t at) { return at < row.size() ? row[at].text : std::string_view{}; }
  static std::size_t place(const Row& row, std::size_t at) { return at < row.size() ? row[at].at : row.back().at; }

  /// A number as it stands in files: also with a decimal comma.
  static std::string plain(std::string_view text) {
    std::string number(text);
    if (const auto comma = number.find(','); comma != std::string::npos && number.find('.') == std::string::npos) number[comma] = '.';
    return number;
  }

  void need_places(std::string_view text, std::size_t at) {
    const auto places = decimals_of(plain(text));
    if (!places) throw Complaint{at, in_quotes(text) + " is not a number"};
    if (*places > money_places_max) throw Complaint{at, "more than " + std::to_string(money_places_max) + " decimals"};
    poll_.money_places = std::max(poll_.money_places, *places);
  }

  std::int64_t money(std::string_view text, std::size_t at) const {
    const auto amount = parse_decimal(plain(text), poll_.money_places);
    if (!amount || *amount > tally::money_max) throw Complaint{at, in_quotes(text) + " is too large"};
    if (*amount < 0) throw Complaint{at, in_quotes(text) + " is below zero"};
    return *amount;
  }

  void read_projects() {
    const auto id = column(projects_.header, "project_id");
    const auto cost = column(projects_.header, "cost");
    const auto name = find_column(projects_.header, "name");
    for (const auto& row : projects_.rows) {
      check_width(row, projects_.header);
      need_places(value(row, cost), place(row, cost));
    }
    const auto budget = poll_.meta.find("budget");
    if (budget != poll_.meta.end()) {
      need_places(budget->second, meta_at_["budget"]);
      poll_.budget = money(budget->second, meta_at_["budget"]);
    }
    for (const auto& row : projects_.rows) {
      PollOption option;
      option.id = value(row, id);
      if (option.id.empty()) throw Complaint{place(row, id), "a project without an id"};
      if (!options_.emplace(option.id, static_cast<tally::Option>(poll_.options.size())).second)
        throw Complaint{place(row, id), "project " + in_quotes(option.id) + " stands twice"};
      option.cost = money(value(row, cost), place(row, cost));
      option.name = name && !value(row, *name).empty() ? std::string(value(row, *name)) : option.id;
      for (std::size_t i = 0; i < projects_.header.size(); ++i)
        if (i != id && i != cost && (!name || i != *name)) option.columns.emplace(lower(projects_.header[i].text), value(row, i));
      poll_.options.push_back(std::move(option));
    }
    if (poll_.options.size() > tally::options_max) throw Complaint{projects_.header[0].at, "more than " + std::to_string(tally::options_max) + " projects"};
  }

  void choose_kind() {
    const auto found = poll_.meta.find("vote_type");
    points_ = find_column(votes_.header, "points");
    const auto type = found == poll_.meta.end() ? (points_ ? "cumulative" : "approval") : lower(found->second);
    if (type == "approval") poll_.mark_kind = MarkKind::approval;
    else if (type == "choose-1") poll_.mark_kind = MarkKind::choose_one;
    else if (type == "cumulative") poll_.mark_kind = MarkKind::points;
    else if (type == "scoring") poll_.mark_kind = MarkKind::score;
    else if (type == "ordinal") is_ordinal_ = true;
    else throw Complaint{meta_at_["vote_type"], "vote_type " + in_quotes(found->second) + " is none of approval, choose-1, cumulative, scoring, ordinal"};
    const bool wants_points = poll_.mark_kind == MarkKind::points || poll_.mark_kind == MarkKind::score;
    if (wants_points && !points_) throw Complaint{votes_.header[0].at, "there is no column points, and the votes are " + type};
    if (!wants_points) points_.reset();
    poll_.mark_max = wants_points ? 0 : 1;
  }

  void read_votes() {
    choose_kind();
    const auto vote = column(votes_.header, "vote");
    const auto voter = find_column(votes_.header, "voter_id");
    last_named_.assign(poll_.options.size(), 0);
    for (const auto& row : votes_.rows) {
      check_width(row, votes_.header);
      ++ballots_;
      const auto marks = read_marks(row, vote);
      if (is_ordinal_) {
        tally::RankedBallot ballot;
        for (const auto& mark : marks) ballot.places.push_back({mark.option, static_cast<std::uint32_t>(ballot.places.size() + 1)});
        poll_.ranked.push_back(std::move(ballot));
      } else {
        poll_.marked.push_back({marks, 1});
      }
      if (!voter) continue;
      (is_ordinal_ ? poll_.ranked_by : poll_.marked_by).push_back(static_cast<std::uint32_t>(poll_.people.size()));
      poll_.people.emplace_back(value(row, *voter));
    }
    if (repeated_ > 0) poll_.meta["ballots_naming_a_project_twice"] = std::to_string(repeated_);
  }

  /// The items of a list "4,12,7" with their places in the file.
  static std::vector<Field> items(const Row& row, std::size_t at) {
    std::vector<Field> items;
    const std::string_view list = value(row, at);
    if (list.empty()) return items;
    for (std::size_t start = 0; start <= list.size();) {
      const auto comma = std::min(list.find(',', start), list.size());
      const auto item = trimmed(list.substr(start, comma - start));
      if (!item.empty()) items.push_back({item, place(row, at) + start});
      start = comma + 1;
    }
    return items;
  }

  /// A project named twice on one ballot counts once; its points are added up.
  std::vector<tally::Mark> read_marks(const Row& row, std::size_t vote) {
    const auto named = items(row, vote);
    const auto points = points_ ? items(row, *points_) : std::vector<Field>{};
    if (points_ && points.size() != named.size())
      throw Complaint{place(row, *points_), std::to_string(named.size()) + " projects, but " + std::to_string(points.size()) + " points"};
    std::vector<tally::Mark> marks;
    bool is_repeated = false;
    for (std::size_t i = 0; i < named.size(); ++i) {
      const auto found = options_.find(std::string(named[i].text));
      if (found == options_.end()) throw Complaint{named[i].at, "there is no project " + in_quotes(named[i].text)};
      const std::int64_t given = points_ ? whole_points(points[i]) : 1;
      if (last_named_[found->second] == ballots_) {
        is_repeated = true;
        const auto mark = std::find_if(marks.begin(), marks.end(), [&](const tally::Mark& earlier) { return earlier.option == found->second; });
        if (points_) mark->value = std::clamp(mark->value + given, -tally::value_max, tally::value_max);
        continue;
      }
      last_named_[found->second] = ballots_;
      marks.push_back({found->second, given});
    }
    if (is_repeated) ++repeated_;
    if (poll_.mark_kind == MarkKind::choose_one && marks.size() > 1) throw Complaint{named[1].at, "more than one project, and the votes are choose-1"};
    for (const auto& mark : marks) {
      poll_.mark_min = std::min(poll_.mark_min, mark.value);
      poll_.mark_max = std::max(poll_.mark_max, mark.value);
    }
    return marks;
  }

  static std::int64_t whole_points(const Field& field) {
    const auto points = parse_decimal(field.text, 0);
    if (!points) throw Complaint{field.at, in_quotes(field.text) + " is not a whole number of points"};
    if (*points > tally::value_max || *points < -tally::value_max) throw Complaint{field.at, in_quotes(field.text) + " is too large"};
    return *points;
  }

  std::string_view text_;
  SemicolonRows rows_;
  Table meta_, projects_, votes_;
  std::unordered_map<std::string, std::size_t> meta_at_;
  std::unordered_map<std::string, tally::Option> options_;
  std::optional<std::size_t> points_;
  bool is_ordinal_ = false;
  std::vector<std::size_t> last_named_;  // per option the ballot that named it last, from 1
  std::size_t ballots_ = 0;
  std::size_t repeated_ = 0;
  Poll poll_;
};

}  // namespace

Read<Poll> read_pabulib(std::string_view text) {
  try {
    return PabulibReader(text).read();
  } catch (const Complaint& complaint) {
    return fault_at(text, complaint.at, complaint.detail);
  }
}

}  // namespace palabre::recount

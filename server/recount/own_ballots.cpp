// Reads the ballots of our own JSON: rankings, marks and approvals. Called by OwnReader::read.
#include "recount/own_reader.hpp"

#include "recount/position.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace palabre::recount {
namespace {

struct MarkWord {
  const char* word;
  MarkKind kind;
};
constexpr std::array<MarkWord, 6> mark_words{{{"approval", MarkKind::approval}, {"choose-one", MarkKind::choose_one}, {"points", MarkKind::points},
                                              {"score", MarkKind::score}, {"credits", MarkKind::credits}, {"yes-no", MarkKind::yes_no}}};

bool takes_approvals(MarkKind kind) { return kind == MarkKind::approval || kind == MarkKind::choose_one || kind == MarkKind::none; }

}  // namespace

std::string mark_kind_word(MarkKind kind) {
  for (const auto& row : mark_words)
    if (row.kind == kind) return row.word;
  return {};
}

struct OwnReader::Paper {
  std::int64_t count = 1;
  const JsonNode* count_node = nullptr;
  const JsonNode* person_node = nullptr;
  std::uint32_t person = 0;
  bool has_ranking = false;
  bool has_marks = false;
  std::vector<tally::Place> places;
  std::vector<tally::Mark> marks;
};

OwnReader::Problem OwnReader::read_marks_kind(const JsonNode& node) {
  for (const auto& row : mark_words) {
    if (node.kind != JsonKind::text || node.text != row.word) continue;
    poll_.mark_kind = row.kind;
    return std::nullopt;
  }
  return tree_.fault(node, "\"marks\" must be approval, choose-one, points, score, credits or yes-no");
}

OwnReader::Problem OwnReader::read_grades(const JsonNode& node) {
  if (auto problem = want(node, JsonKind::object, "\"grades\"")) return problem;
  const auto* lowest = node.member("min");
  const auto* highest = node.member("max");
  for (const auto& member : children(node))
    if (auto problem = unknown_key(member, {"min", "max"})) return problem;
  if (lowest == nullptr || highest == nullptr) return tree_.fault(node, "\"grades\" needs \"min\" and \"max\"");
  if (auto problem = read_integer(*lowest, "\"min\"", -tally::value_max, tally::value_max, poll_.mark_min)) return problem;
  if (auto problem = read_integer(*highest, "\"max\"", -tally::value_max, tally::value_max, poll_.mark_max)) return problem;
  if (poll_.mark_min > poll_.mark_max) return tree_.fault(*lowest, "\"min\" is above \"max\"");
  grades_ = &node;
  return std::nullopt;
}

OwnReader::Problem OwnReader::read_ballots(const JsonNode& node) {
  if (auto problem = want(node, JsonKind::list, "\"ballots\"")) return problem;
  look_over(node);
  named_last_.assign(poll_.options.size(), 0);
  for (const auto& ballot : children(node))
    if (auto problem = read_ballot(ballot)) return problem;
  return std::nullopt;
}

/// What kinds of ballots there are must be known before a blank one is read.
void OwnReader::look_over(const JsonNode& ballots) {
  bool has_approvals = false;
  bool has_values = false;
  for (const auto& ballot : children(ballots)) {
    has_rankings_ = has_rankings_ || ballot.member("ranking") != nullptr;
    has_values = has_values || ballot.member("marks") != nullptr;
    has_approvals = has_approvals || ballot.member("approves") != nullptr;
  }
  if (poll_.mark_kind == MarkKind::none && has_values) poll_.mark_kind = MarkKind::score;
  if (poll_.mark_kind == MarkKind::none && has_approvals) poll_.mark_kind = MarkKind::approval;
  has_marks_ = poll_.mark_kind != MarkKind::none;
}

OwnReader::Problem OwnReader::read_ballot(const JsonNode& node) {
  if (auto problem = want(node, JsonKind::object, "a ballot")) return problem;
  Paper paper;
  for (const auto& member : children(node))
    if (auto problem = read_ballot_field(member, paper)) return problem;
  return add_ballot(node, paper);
}

OwnReader::Problem OwnReader::read_ballot_field(const JsonNode& node, Paper& paper) {
  if (node.key == "count") {
    paper.count_node = &node;
    return read_integer(node, "\"count\"", 0, tally::voters_max, paper.count);
  }
  if (node.key == "person") {
    paper.person_node = &node;
    return find_person(node, paper.person);
  }
  if (node.key == "ranking") return read_ranking(node, paper);
  if (node.key == "marks") return read_marks(node, paper);
  if (node.key == "approves") return read_approves(node, paper);
  return unknown_key(node, {"count", "person", "ranking", "marks", "approves"});
}

OwnReader::Problem OwnReader::read_ranking(const JsonNode& node, Paper& paper) {
  if (auto problem = want(node, JsonKind::list, "\"ranking\"")) return problem;
  paper.has_ranking = true;
  ++lists_;
  std::uint32_t rank = 0;
  for (const auto& group : children(node))
    if (auto problem = read_group(group, ++rank, paper)) return problem;
  return std::nullopt;
}

OwnReader::Problem OwnReader::read_group(const JsonNode& node, std::uint32_t rank, Paper& paper) {
  const auto add = [this, rank, &paper](const JsonNode& item) -> Problem {
    std::uint32_t option = 0;
    if (auto problem = find_option(item, option)) return problem;
    if (auto problem = name_once(item, option)) return problem;
    paper.places.push_back({option, rank});
    return std::nullopt;
  };
  if (node.kind != JsonKind::list) return add(node);
  for (const auto& item : children(node))
    if (auto problem = add(item)) return problem;
  return std::nullopt;
}

OwnReader::Problem OwnReader::read_marks(const JsonNode& node, Paper& paper) {
  if (auto problem = want(node, JsonKind::object, "the marks of a ballot")) return problem;
  if (paper.has_marks) return tree_.fault_at_key(node, "a ballot has \"marks\" or \"approves\", not both");
  paper.has_marks = true;
  const bool has_bounds = grades_ != nullptr && poll_.mark_kind == MarkKind::score;
  const bool is_tick = has_marks_ && takes_approvals(poll_.mark_kind);
  const auto lowest = has_bounds ? poll_.mark_min : is_tick ? 0 : -tally::value_max;
  const auto highest = has_bounds ? poll_.mark_max : is_tick ? 1 : tally::value_max;
  for (const auto& member : children(node)) {
    tally::Mark mark;
    if (auto problem = find_option_of_key(member, mark.option)) return problem;
    if (auto problem = read_integer(member, "a mark", lowest, highest, mark.value)) return problem;
    if (mark.value != 0 || !is_tick) paper.marks.push_back(mark);
  }
  return std::nullopt;
}

OwnReader::Problem OwnReader::read_approves(const JsonNode& node, Paper& paper) {
  if (auto problem = want(node, JsonKind::list, "\"approves\"")) return problem;
  if (paper.has_marks) return tree_.fault_at_key(node, "a ballot has \"marks\" or \"approves\", not both");
  if (!takes_approvals(poll_.mark_kind)) return tree_.fault_at_key(node, "\"approves\" belongs to files whose \"marks\" are approval or choose-one");
  paper.has_marks = true;
  ++lists_;
  for (const auto& item : children(node)) {
    tally::Mark mark{0, 1};
    if (auto problem = find_option(item, mark.option)) return problem;
    if (auto problem = name_once(item, mark.option)) return problem;
    paper.marks.push_back(mark);
  }
  return std::nullopt;
}

OwnReader::Problem OwnReader::name_once(const JsonNode& node, std::uint32_t option) {
  if (named_last_[option] == lists_) return tree_.fault(node, "option " + in_quotes(node.text) + " stands twice on this ballot");
  named_last_[option] = lists_;
  return std::nullopt;
}

OwnReader::Problem OwnReader::add_ballot(const JsonNode& node, Paper& paper) {
  if (paper.person_node != nullptr && paper.count != 1) return tree_.fault(*paper.count_node, "the ballot of one person counts once");
  if (paper.count > tally::voters_max - voters_) return tree_.fault(node, "more than " + std::to_string(tally::voters_max) + " voters");
  voters_ += paper.count;
  const bool is_blank = !paper.has_ranking && !paper.has_marks;
  if (paper.has_ranking || (is_blank && (has_rankings_ || !has_marks_))) {
    if (auto problem = add_person(node, paper, poll_.ranked.size(), poll_.ranked_by, has_ranked_)) return problem;
    poll_.ranked.push_back({std::move(paper.places), paper.count});
  }
  if (paper.has_marks || (is_blank && has_marks_)) {
    if (auto problem = add_person(node, paper, poll_.marked.size(), poll_.marked_by, has_marked_)) return problem;
    poll_.marked.push_back({std::move(paper.marks), paper.count});
  }
  return std::nullopt;
}

OwnReader::Problem OwnReader::add_person(const JsonNode& node, const Paper& paper, std::size_t ballots_before, std::vector<std::uint32_t>& cast_by,
                                         std::vector<bool>& has_cast) const {
  const bool has_person = paper.person_node != nullptr;
  if (ballots_before > 0 && has_person != (cast_by.size() == ballots_before))
    return tree_.fault(node, "either every ballot names its person or none does");
  if (!has_person) return std::nullopt;
  if (has_cast.size() <= paper.person) has_cast.resize(paper.person + 1);
  if (has_cast[paper.person]) return tree_.fault(*paper.person_node, in_quotes(poll_.people[paper.person]) + " has cast a ballot already");
  has_cast[paper.person] = true;
  cast_by.push_back(paper.person);
  return std::nullopt;
}

/// Without "grades" the scale reaches from the lowest mark (0 at most) to the highest (1 at least).
void OwnReader::settle_marks() {
  if (grades_ != nullptr || takes_approvals(poll_.mark_kind)) return;
  for (const auto& ballot : poll_.marked) {
    for (const auto& mark : ballot.marks) {
      poll_.mark_min = std::min(poll_.mark_min, mark.value);
      poll_.mark_max = std::max(poll_.mark_max, mark.value);
    }
  }
}

}  // namespace palabre::recount

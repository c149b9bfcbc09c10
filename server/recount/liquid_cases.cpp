// Reads scenarios of LiquidFeedback: members, initiatives, delegations by scope, supporters, grades. Called by read_cases.
#include "recount/own_reader.hpp"
#include "recount/reshape.hpp"

#include <unordered_set>

namespace palabre::recount {
namespace {

constexpr std::string_view status_quo = "status_quo";

/// One scenario as our own format. The grade 0 is the level of the status quo, so it becomes an option, graded 0 on every ballot.
class LiquidCase {
 public:
  LiquidCase(const JsonTree& tree, const JsonNode& input) : tree_(tree), input_(input), own_(shape_.make(JsonKind::object, input)) {}

  Read<Poll> read() {
    Reshape::add(own_, shape_.make_text(std::string(own_format), input_), "format");
    if (auto problem = add_numbered("members", "people")) return std::move(*problem);
    if (auto problem = add_numbered("initiatives", "options")) return std::move(*problem);
    if (const auto* interested = input_.member("interested_members")) Reshape::add(own_, shape_.copy_as_texts(*interested), "interested");
    if (auto problem = add_delegations()) return std::move(*problem);
    if (auto problem = add_supporters()) return std::move(*problem);
    if (auto problem = add_votes()) return std::move(*problem);
    auto poll = OwnReader(tree_, own_).read();
    if (poll) fill_meta(*poll);
    return poll;
  }

 private:
  using Problem = std::optional<FileFault>;

  [[nodiscard]] Problem want_object(const JsonNode& node) const {
    if (node.kind == JsonKind::object) return std::nullopt;
    return tree_.fault(node, "\"" + std::string(node.key) + "\" must be an object");
  }

  /// "members": 30 are the people "1" to "30".
  Problem add_numbered(std::string_view key, std::string_view own_key) {
    const auto* node = input_.member(key);
    if (node == nullptr) return tree_.fault(input_, "\"" + std::string(key) + "\" is missing");
    const auto count = node->kind == JsonKind::number ? parse_decimal(node->text, 0) : std::nullopt;
    if (!count || *count < 0 || *count > 10 * tally::options_max) return tree_.fault(*node, "\"" + std::string(key) + "\" must be a whole number, at most a million");
    auto& list = shape_.make(JsonKind::list, *node);
    for (std::int64_t number = 1; number <= *count; ++number) Reshape::add(list, shape_.make_text(std::to_string(number), *node));
    Reshape::add(own_, list, own_key);
    if (own_key != "options") return std::nullopt;
    Reshape::add(list, shape_.make_text(std::string(status_quo), *node));
    for (const auto& option : children(list)) initiatives_and_status_quo_.push_back(option.text);
    return std::nullopt;
  }

  Problem add_delegations() {
    const auto* scopes = input_.member("delegations");
    if (scopes == nullptr) return std::nullopt;
    if (auto problem = want_object(*scopes)) return problem;
    auto& list = shape_.make(JsonKind::list, *scopes);
    for (const auto& scope : children(*scopes)) {
      if (auto problem = want_object(scope)) return problem;
      for (const auto& delegation : children(scope)) {
        auto& own = shape_.make(JsonKind::object, delegation);
        Reshape::add(own, key_as_text(delegation), "from");
        Reshape::add(own, shape_.copy_as_text(delegation), "to");
        auto& word = shape_.make_text(std::string(scope.key), scope);
        word.offset = scope.key_offset;
        Reshape::add(own, word, "scope");
        Reshape::add(list, own);
      }
    }
    Reshape::add(own_, list, "delegations");
    return std::nullopt;
  }

  Problem add_supporters() {
    const auto* supporters = input_.member("supporters");
    if (supporters == nullptr) return std::nullopt;
    if (auto problem = want_object(*supporters)) return problem;
    auto& own = shape_.make(JsonKind::object, *supporters);
    for (const auto& member : children(*supporters)) Reshape::add_under_key_of(own, shape_.copy_as_texts(member), member);
    Reshape::add(own_, own, "supporters");
    return std::nullopt;
  }

  /// An initiative that a member left out has the grade 0 there, level with the status quo.
  Problem add_votes() {
    const auto* votes = input_.member("votes");
    auto& voters = shape_.make(JsonKind::list, input_);
    auto& ballots = shape_.make(JsonKind::list, input_);
    Reshape::add(own_, voters, "voters");
    if (votes == nullptr || votes->kind == JsonKind::null) return std::nullopt;
    if (auto problem = want_object(*votes)) return problem;
    if (initiatives_and_status_quo_.size() * votes->size > json_values_max) return tree_.fault(*votes, "too many votes on too many initiatives");
    for (const auto& vote : children(*votes)) {
      if (auto problem = want_object(vote)) return problem;
      auto& ballot = shape_.make(JsonKind::object, vote);
      auto& marks = shape_.make(JsonKind::object, vote);
      std::unordered_set<std::string_view> graded;
      for (const auto& grade : children(vote)) {
        Reshape::add_under_key_of(marks, shape_.copy(grade), grade);
        graded.insert(grade.key);
      }
      for (const auto& option : initiatives_and_status_quo_)
        if (!graded.contains(option)) add_zero(marks, option, vote);
      Reshape::add(ballot, key_as_text(vote), "person");
      Reshape::add(ballot, marks, "marks");
      Reshape::add(ballots, ballot);
      Reshape::add(voters, key_as_text(vote));
    }
    Reshape::add(own_, shape_.make_text("score", *votes), "marks");
    Reshape::add(own_, ballots, "ballots");
    return std::nullopt;
  }

  void add_zero(Reshape::Part& marks, std::string_view option, const JsonNode& place) {
    auto& zero = shape_.make(JsonKind::number, place);
    zero.text = "0";
    Reshape::add(marks, zero, option);
  }

  Reshape::Part& key_as_text(const JsonNode& node) {
    auto& name = shape_.make_text(std::string(node.key), node);
    name.offset = node.key_offset;
    return name;
  }

  /// The policy's words and numbers; [2, 3] becomes "2/3".
  void fill_meta(Poll& poll) const {
    poll.meta["status_quo"] = status_quo;
    const auto* policy = input_.member("policy");
    if (policy == nullptr) return;
    for (const auto& member : children(*policy)) {
      const bool is_share = member.kind == JsonKind::list && member.size == 2;
      if (is_share) poll.meta[std::string(member.key)] = std::string(member.first->text) + "/" + std::string(member.first->next->text);
      else if (member.kind != JsonKind::list && member.kind != JsonKind::object) poll.meta[std::string(member.key)] = member.text;
    }
  }

  const JsonTree& tree_;
  const JsonNode& input_;
  Reshape shape_;
  Reshape::Part& own_;
  std::vector<std::string_view> initiatives_and_status_quo_;
};

}  // namespace

Read<CasePoll> read_liquid_case(const JsonTree& tree, const JsonNode& node) {
  const auto& input = *node.member("input");
  if (input.kind != JsonKind::object) return tree.fault(input, "\"input\" must be an object");
  auto poll = LiquidCase(tree, input).read();
  if (!poll) return poll.fault();
  CasePoll found{{}, *std::move(poll)};
  if (const auto* name = input.member("name"); name != nullptr && name->kind == JsonKind::text) found.name = name->text;
  std::vector<const JsonNode*> answer;
  if (const auto* expected = node.member("expected"))
    for (const auto& part : children(*expected)) answer.push_back(&part);
  found.poll.expected = object_text(answer);
  return found;
}

}  // namespace palabre::recount

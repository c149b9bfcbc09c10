// Reads our own JSON into a Poll, part by part. Private to read_own.cpp, own_ballots.cpp and own_people.cpp.
#pragma once
#include "recount/json_tree.hpp"

#include <initializer_list>
#include <string_view>
#include <unordered_map>

namespace palabre::recount {

inline constexpr std::string_view own_format = "palabre-tally/1";

/// The word of a kind of marks, as "marks" has it; empty for none.
std::string mark_kind_word(MarkKind kind);
/// The word of a format in "converted_from"; empty for our own.
std::string origin_word(Format format);

class OwnReader {
 public:
  explicit OwnReader(const JsonTree& tree) : OwnReader(tree, tree.root()) {}
  /// `root` need not stand in the text as it is: cases of other shapes are rearranged, their parts keep their places.
  OwnReader(const JsonTree& tree, const JsonNode& root) : tree_(tree), root_(root) {}
  Read<Poll> read();

 private:
  using Problem = std::optional<FileFault>;  // nothing when all is well
  using Names = std::unordered_map<std::string_view, std::uint32_t>;

  // read_own.cpp: the file itself, its options and its numbers
  Problem read_top();
  Problem check_format() const;
  Problem read_origin(const JsonNode& node);
  Problem read_title(const JsonNode& node);
  Problem read_meta(const JsonNode& node);
  Problem read_seats(const JsonNode& node);
  Problem read_options(const JsonNode& node);
  Problem read_option(const JsonNode& node);
  Problem read_option_fields(const JsonNode& node, PollOption& option);
  Problem read_columns(const JsonNode& node, PollOption& option) const;
  Problem read_budget(const JsonNode& node);
  Problem read_withdrawn(const JsonNode& node);
  Problem read_tie_order(const JsonNode& node);
  Problem read_expected(const JsonNode& node);
  Problem settle_money();

  // own_ballots.cpp
  struct Paper;  // one ballot as it is being read
  Problem read_marks_kind(const JsonNode& node);
  Problem read_grades(const JsonNode& node);
  Problem read_ballots(const JsonNode& node);
  void look_over(const JsonNode& ballots);
  Problem read_ballot(const JsonNode& node);
  Problem read_ballot_field(const JsonNode& node, Paper& paper);
  Problem read_ranking(const JsonNode& node, Paper& paper);
  Problem read_group(const JsonNode& node, std::uint32_t rank, Paper& paper);
  Problem read_marks(const JsonNode& node, Paper& paper);
  Problem read_approves(const JsonNode& node, Paper& paper);
  /// Refuses an option that the list at hand has named already.
  Problem name_once(const JsonNode& node, std::uint32_t option);
  Problem add_ballot(const JsonNode& node, Paper& paper);
  Problem add_person(const JsonNode& node, const Paper& paper, std::size_t ballots_before, std::vector<std::uint32_t>& cast_by, std::vector<bool>& has_cast) const;
  void settle_marks();

  // own_people.cpp
  Problem read_people(const JsonNode& node);
  Problem read_delegations(const JsonNode& node);
  Problem read_delegation(const JsonNode& node);
  Problem read_person_list(const JsonNode& node, std::vector<std::uint32_t>& list);
  Problem read_voters(const JsonNode& node);
  Problem read_interested(const JsonNode& node);
  Problem read_supporters(const JsonNode& node);
  Problem read_opinions(const JsonNode& node);
  Problem read_opinion(const JsonNode& node);
  void settle_voters();

  // shared
  [[nodiscard]] Problem want(const JsonNode& node, JsonKind kind, std::string_view what) const;
  [[nodiscard]] Problem unknown_key(const JsonNode& node, std::initializer_list<std::string_view> known) const;
  Problem read_integer(const JsonNode& node, std::string_view what, std::int64_t lowest, std::int64_t highest, std::int64_t& value) const;
  Problem read_text_value(const JsonNode& node, std::string_view what, std::string& text) const;
  Problem find_option(const JsonNode& node, std::uint32_t& option) const;
  Problem find_option_of_key(const JsonNode& node, std::uint32_t& option) const;
  [[nodiscard]] std::string no_option(std::string_view id) const;
  /// The person's index; a person not yet known is added, unless the file lists its people.
  Problem find_person(const JsonNode& node, std::uint32_t& person);
  Problem find_person_of_key(const JsonNode& node, std::uint32_t& person);
  Problem find_person_named(std::string_view name, std::uint32_t offset, std::uint32_t& person);

  const JsonTree& tree_;
  const JsonNode& root_;
  Poll poll_;
  Names options_;
  Names people_;
  bool lists_people_ = false;
  std::vector<const JsonNode*> costs_;  // per option; null where it has none
  const JsonNode* budget_ = nullptr;

  bool has_rankings_ = false;  // any ballot of the file has
  bool has_marks_ = false;
  const JsonNode* grades_ = nullptr;
  std::int64_t voters_ = 0;                 // sum of the ballots' counts
  std::vector<std::size_t> named_last_;     // per option the number of the list that named it last
  std::size_t lists_ = 0;                   // rankings and lists of marks read so far
  std::vector<bool> has_ranked_;            // per person: a ranking was read
  std::vector<bool> has_marked_;
};

}  // namespace palabre::recount

// Opinion groups: who votes alike on statements, what each group says, and what all groups share. The method Polis made known.
#pragma once
#include "tally/ballots.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace palabre::tally {

/// One vote on one statement. The sign is the one of the published exports: agree = +1. (Inside the Polis server agree is -1.)
struct OpinionCast {
  std::uint32_t participant = 0;
  Option statement = 0;
  std::int8_t value = 0;  // 1 agree, -1 disagree, 0 pass
};

struct OpinionPoll {
  std::uint32_t participants = 0;
  std::uint32_t statements = 0;
  std::vector<OpinionCast> casts;     // in the order of casting; a later one on the same statement replaces the earlier
  std::vector<Option> moderated_out;  // they shape no group and speak for none
  std::vector<Option> meta;           // about the conversation itself: always asked first
};

inline constexpr std::uint32_t opinion_participants_max = 5'000'000;
inline constexpr std::uint32_t opinion_groups_max = 1000;  // of a given grouping

/// The defaults are those of Polis.
struct OpinionOptions {
  std::optional<std::uint32_t> k;        // this many groups, at most base_clusters; else 2 .. k_max by the best silhouette
  std::uint32_t k_max = 5;
  std::uint32_t base_clusters = 100;     // participants are first gathered into at most so many clusters
  std::uint32_t votes_min = 7;           // who casts fewer votes (of as many statements) is in no group
  std::uint32_t participants_min = 15;   // with fewer than this, the most active join as well
  std::uint32_t representative_max = 5;  // statements per group, and per side of the consensus
  /// A grouping taken as given: per participant a group, or none; groups are numbered from 0 without gaps.
  std::optional<std::vector<std::optional<std::uint32_t>>> grouping;
};

using Point = std::array<double, 2>;

struct VoteCounts {
  std::uint32_t agree = 0;
  std::uint32_t disagree = 0;
  std::uint32_t seen = 0;  // passes included
  bool operator==(const VoteCounts&) const = default;
};

enum class Side { agree, disagree };

/// One statement that speaks for a group, with the counts it follows from.
struct RepresentativeStatement {
  Option statement = 0;
  Side side = Side::agree;   // what the group says more than the others do
  VoteCounts inside;         // the group's votes
  VoteCounts outside;        // the votes of all other groups
  double p = 0;              // (votes for `side` + 1) / (seen + 2), inside
  double p_test = 0;         // z score of p against one half
  double ratio = 0;          // p inside / p outside: "repness"
  double ratio_test = 0;     // z score of inside against outside
  bool is_best_agreed = false;  // kept because the group agrees with it most, whatever its side
  bool is_significant = false;  // passes both tests at 90 %
};

/// A statement on which all participants together lean to one side.
struct ConsensusStatement {
  Option statement = 0;
  VoteCounts all;
  double p = 0;
  double p_test = 0;
};

/// A number of groups that was tried.
struct GroupingTried {
  std::uint32_t k = 0;
  double silhouette = 0;
};

struct OpinionGroups {
  std::vector<std::uint32_t> votes;  // per participant: statements voted on
  std::vector<bool> is_included;     // per participant: votes enough to be in a group
  std::uint32_t tied_out = 0;        // left out though they voted as much as the last one taken in to reach participants_min

  std::vector<double> center;                      // per statement: mean vote
  std::array<std::vector<double>, 2> components;   // per statement; of unit length, or zeros where no variance is left
  std::array<double, 2> explained{};               // share of the variance each component holds
  std::vector<Point> projection;                   // per participant
  std::vector<Point> statement_projection;         // where a participant stands who agrees with this statement alone
  std::vector<double> extremity;                   // per statement: length of its projection

  std::uint32_t k = 0;
  double silhouette = 0;                           // mean over the participants of the groups; 0 with fewer than two groups
  std::vector<GroupingTried> tried;                // empty when the grouping is given
  std::vector<std::optional<std::uint32_t>> group;  // per participant; own groups: 0 is the largest, then by the first participant
  std::vector<std::uint32_t> group_sizes;

  std::vector<VoteCounts> totals;                      // per statement, over all participants
  std::vector<std::vector<VoteCounts>> group_counts;   // [group][statement]
  std::vector<double> consensus;                       // group-informed consensus, per statement
  std::vector<double> spread;                          // per statement: highest less lowest agreement among the groups
  std::vector<std::vector<RepresentativeStatement>> representative;  // per group, agreements first
  std::vector<ConsensusStatement> agreed;              // common ground, clearest first
  std::vector<ConsensusStatement> disagreed;
  std::vector<double> priorities;                      // per statement: weight with which it is shown next
};

/// Groups the participants of `poll` by their votes, or describes the grouping that `options` gives.
/// Shape:   an empty poll, one participant or statement, identical participants and statements without votes are all defined:
///          means 0, components of zeros, as many groups as there are distinct points.
/// Refuses: option_out_of_range (a participant or statement), bad_parameter (a vote besides -1, 0, 1; k = 0 or above base_clusters; a
///          grouping of another size or with an empty group; k and a grouping at once), number_too_large.
/// Source:  Small, Bjorkegren, Erkkila, Shaw, Megill, "Polis: Scaling deliberation by mapping high dimensional opinion spaces",
///          Recerca 26(2), 2021.
Checked<OpinionGroups> group_opinions(const OpinionPoll& poll, const OpinionOptions& options = {});

}  // namespace palabre::tally

// The flags of `palabre tally`, as they were written; each report checks those it takes.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace palabre::recount {

struct Flags {
  std::optional<std::string> strength;    // schulze, ranked-pairs
  std::optional<std::string> rule;        // stv, greedy
  std::optional<std::uint32_t> seats;     // stv, approval, phragmen of committees
  std::optional<std::string> utility;     // equal-shares
  std::optional<std::string> completion;  // equal-shares
  std::optional<std::string> step;        // equal-shares: money added per voter and step
  std::optional<std::string> quorum;      // majority, approval: a share ("20%", "1/5") or a number
  std::optional<std::string> quorum_of;   // eligible, turnout or valid: what it is a share of
  std::optional<std::string> quorum_counts;  // turnout, valid or support: what has to reach it
  std::optional<std::uint64_t> eligible;  // how many may vote
  std::optional<std::string> majority;    // majority: "1/2" and "2/3" are to be passed, ">=2/3" to be reached
  std::optional<std::string> majority_of;  // eligible, turnout or valid
  std::optional<std::string> max_choices;  // approval: a number
  std::optional<std::string> over_votes;  // approval: void or truncate
  std::optional<std::string> by;          // score: sum or mean
  std::optional<std::string> ties;        // star: none or official
  std::optional<std::uint64_t> credits;   // quadratic
  std::optional<std::string> cap;         // delegation
  std::optional<std::string> phase;       // delegation: vote or interest
  std::optional<std::uint32_t> k;         // opinion-groups
  std::optional<std::string> groups;      // opinion-groups: file
  std::optional<std::string> pool;        // sortition, small-groups: file
  std::optional<std::string> quotas;      // sortition: file
  std::optional<std::uint32_t> size;      // sortition: of the panel
  std::optional<std::string> seed;        // hexadecimal
  std::optional<std::uint32_t> tables;    // small-groups
  std::optional<std::uint32_t> rounds;    // small-groups
  std::vector<std::string> diversify;     // small-groups: columns
  std::vector<std::string> cluster;       // small-groups: columns
  std::optional<std::string> household;   // sortition: column; at most one person each
  std::vector<std::string> leaving;       // sortition: people of the panel to be replaced
  std::vector<std::string> unavailable;   // sortition: people who cannot come in for them
};

}  // namespace palabre::recount

// What a file of votes says, whatever its format: the one shape between the readers and the reports. Knows no method.
#pragma once
#include "tally/ballots.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::recount {

/// Why a file or a flag is not understood. Line and column from 1; 0 = the file as a whole, or a flag.
struct FileFault {
  std::string detail;
  std::size_t line = 0;
  std::size_t column = 0;
  std::string file;  // whose line it is, when not of the file of votes: the pool, the quotas, the groups
};

template <class T>
using Read = tally::Checked<T, FileFault>;

enum class Format { blt, abif, pabulib, abcvoting, polis, own };

struct PollOption {
  std::string id;    // unique; reports name the option by it: as the ballots write it, or its name where they write numbers (BLT)
  std::string name;  // what people read; the id when the file has no name
  std::int64_t cost = 0;                       // in units of 10^-money_places
  std::map<std::string, std::string> columns;  // other columns of the file, by their header: votes, selected, …
};

/// What the marks of a poll are.
enum class MarkKind { none, approval, choose_one, points, score, credits, yes_no };

/// Narrower scopes win over wider ones.
enum class Scope { unit, area, issue };

struct PollDelegation {
  std::uint32_t from = 0;  // index into people
  std::uint32_t to = 0;
  Scope scope = Scope::unit;
};

/// One cast of an opinion, in the order of casting; a later one on the same statement replaces it.
struct Opinion {
  std::uint32_t participant = 0;  // index into people
  tally::Option statement = 0;    // index into options
  std::int8_t value = 0;          // 1 agree, -1 disagree, 0 pass
};

struct Poll {
  Format format{};  // for own JSON that was converted, the format it comes from: its conventions hold
  std::string title;
  // What else the file says of itself, by its own keys: rule, vote_type, … Keys that reports of ours honour, also in own JSON:
  // quota_rule, unranked (stv); status_quo: the id of the option that stands for "no change", no idea of anybody (harmonic leaves it
  // out); initiative_quorum, direct_majority "2/3" and the other numbers of a LiquidFeedback policy, population (harmonic, majority);
  // quorum, quorum_of, quorum_counts, eligible, max_choices, over_votes, majority, majority_of, score_by, ties, credits, cap, phase: as the
  // flags of these names (score_by: --by).
  std::map<std::string, std::string> meta;
  std::string expected;  // own JSON only: a published answer, as JSON text; carried along, never counted
  std::vector<PollOption> options;

  std::optional<std::uint32_t> seats;
  std::vector<tally::Option> withdrawn;
  std::vector<tally::Option> tie_order;  // all options, the one that wins a tie first; empty when the file gives none
  std::optional<std::int64_t> budget;    // in units of 10^-money_places
  int money_places = 0;

  std::vector<tally::RankedBallot> ranked;
  std::vector<std::uint32_t> ranked_by;  // per ranked ballot the person, index into people; empty when ballots carry no names
  MarkKind mark_kind = MarkKind::none;
  std::int64_t mark_min = 0;
  std::int64_t mark_max = 1;
  std::vector<tally::MarkedBallot> marked;
  std::vector<std::uint32_t> marked_by;  // per marked ballot the person, index into people; empty when ballots carry no names

  std::vector<std::string> people;
  std::vector<PollDelegation> delegations;
  std::vector<std::uint32_t> voters;                   // who voted themselves
  std::vector<std::uint32_t> interested;               // who took part before the vote
  std::vector<std::vector<tally::Option>> supporters;  // per person the options supported; empty or one row per person
  std::vector<Opinion> opinions;
};

/// A whole file as bytes. Refuses: a file that cannot be read, or is larger than `file_bytes_max`.
inline constexpr std::size_t file_bytes_max = 512U << 20U;
Read<std::string> read_text(const std::string& path);

/// The integer `text` stands for, in units of 10^-places ("10000.50", 2 -> 1000050); nothing when it is not a plain decimal number,
/// has more decimals than places (beyond zeros) or does not fit. Exact: never through a double.
std::optional<std::int64_t> parse_decimal(std::string_view text, int places);
/// How many decimals `text` needs: "10000.50" -> 1, "7" -> 0; nothing when it is not a plain decimal number.
std::optional<int> decimals_of(std::string_view text);
/// The number of 10^-places units as a decimal text without needless zeros: (1000050, 2) -> "10000.5".
std::string decimal_text(std::int64_t units, int places);

}  // namespace palabre::recount

// Reads an .abc.yaml file of abcvoting: approval sets over candidates 0, 1, … and a committee size. Called by read_poll and the tests.
#include "recount/position.hpp"
#include "recount/readers.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstdlib>

namespace palabre::recount {
namespace {

constexpr std::size_t bytes_max = 64U << 20U;
constexpr std::size_t depth_max = 32;
constexpr int weight_places_max = 6;

struct Complaint {
  YAML::Mark mark;
  std::string detail;
};

FileFault fault_of(const Complaint& complaint) {
  if (complaint.mark.is_null()) return {complaint.detail};
  return {complaint.detail, static_cast<std::size_t>(std::max(0, complaint.mark.line)) + 1, static_cast<std::size_t>(std::max(0, complaint.mark.column)) + 1};
}

/// The byte where lists and maps are nested too deep for a vote, so that no parser has to descend there.
std::optional<std::size_t> find_depth(std::string_view text) {
  std::size_t depth = 0;
  std::size_t dashes = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char byte = text[at];
    if (byte == '[' || byte == '{') ++depth;
    if ((byte == ']' || byte == '}') && depth > 0) --depth;
    if (byte == '-' || byte == '?' || byte == ':') ++dashes;
    else if (byte != ' ') dashes = 0;
    if (depth > depth_max || dashes > depth_max) return at;
  }
  return std::nullopt;
}

/// A line --- begins a document, wherever it stands; the first one may have it too, after comments and directives.
std::optional<std::size_t> find_second_document(std::string_view text) {
  bool has_begun = false;
  for (std::size_t start = text.starts_with("\xEF\xBB\xBF") ? 3 : 0; start < text.size();) {
    const auto end = std::min(text.find('\n', start), text.size());
    const auto line = text.substr(start, end - start);
    const bool is_mark = line.starts_with("---") && (line.size() == 3 || line[3] == ' ' || line[3] == '\t' || line[3] == '\r');
    if (is_mark && has_begun) return start;
    const auto first = line.find_first_not_of(" \t\r");
    has_begun = has_begun || is_mark || (first != std::string_view::npos && line[first] != '#' && line[0] != '%');
    start = end + 1;
  }
  return std::nullopt;
}

class AbcvotingReader {
 public:
  AbcvotingReader(YAML::Node root, std::size_t marks_max) : root_(std::move(root)), marks_max_(marks_max) {}

  Poll read() {
    if (!root_.IsMap()) throw Complaint{root_.Mark(), "an abcvoting file is a map with the key profile"};
    poll_.format = Format::abcvoting;
    poll_.mark_kind = MarkKind::approval;
    read_meta();
    const auto profile = root_["profile"];
    if (!profile || !profile.IsSequence()) throw Complaint{root_.Mark(), "there is no list of approval sets under profile"};
    read_candidates(profile);
    if (const auto size = root_["committeesize"]) poll_.seats = static_cast<std::uint32_t>(whole(size, 1, tally::options_max, "the committee size"));
    read_profile(profile);
    read_weights();
    return std::move(poll_);
  }

 private:
  static std::int64_t whole(const YAML::Node& node, std::int64_t least, std::int64_t most, const std::string& what) {
    const auto number = node.IsScalar() ? parse_decimal(node.Scalar(), 0) : std::nullopt;
    if (!number) throw Complaint{node.Mark(), what + " must be a whole number"};
    if (*number < least || *number > most) throw Complaint{node.Mark(), what + " must be from " + std::to_string(least) + " to " + std::to_string(most)};
    return *number;
  }

  void read_meta() {
    for (const auto& entry : root_) {
      if (!entry.first.IsScalar() || !entry.second.IsScalar()) continue;
      const auto& key = entry.first.Scalar();
      if (key == "description") poll_.title = entry.second.Scalar();
      else if (key != "num_cand" && key != "committeesize") poll_.meta[key] = entry.second.Scalar();
    }
  }

  /// Without num_cand: as many as the highest candidate approved.
  void read_candidates(const YAML::Node& profile) {
    std::int64_t count = 0;
    if (const auto named = root_["num_cand"]) {
      count = whole(named, 1, tally::options_max, "the number of candidates");
    } else {
      for (const auto& set : profile)
        if (set.IsSequence())
          for (const auto& candidate : set) count = std::max(count, whole(candidate, 0, tally::options_max - 1, "a candidate") + 1);
    }
    for (std::int64_t i = 0; i < count; ++i) poll_.options.push_back({std::to_string(i), std::to_string(i), 0, {}});
  }

  void read_profile(const YAML::Node& profile) {
    std::vector<std::size_t> last_named(poll_.options.size(), 0);
    std::size_t marks = 0;
    for (const auto& set : profile) {
      if (!set.IsSequence() && !set.IsNull()) throw Complaint{set.Mark(), "an approval set must be a list of candidates"};
      tally::MarkedBallot ballot;
      for (const auto& candidate : set) {
        const auto option = whole(candidate, 0, static_cast<std::int64_t>(poll_.options.size()) - 1, "a candidate");
        auto& last = last_named[static_cast<std::size_t>(option)];
        if (last == poll_.marked.size() + 1) throw Complaint{candidate.Mark(), "candidate " + std::to_string(option) + " stands twice in one set"};
        last = poll_.marked.size() + 1;
        ballot.marks.push_back({static_cast<tally::Option>(option), 1});
        if (++marks > marks_max_) throw Complaint{candidate.Mark(), "aliases make more of this file than it holds"};
      }
      poll_.marked.push_back(std::move(ballot));
    }
  }

  /// Weights with decimals are scaled to whole numbers, all by the same power of ten: only their relations count.
  void read_weights() {
    const auto weights = root_["voter_weights"];
    if (!weights) return;
    if (!weights.IsSequence() || weights.size() != poll_.marked.size()) throw Complaint{weights.Mark(), "voter_weights must be a list of one weight per approval set"};
    int places = 0;
    for (const auto& weight : weights) {
      const auto needed = weight.IsScalar() ? decimals_of(weight.Scalar()) : std::nullopt;
      if (!needed || *needed > weight_places_max) throw Complaint{weight.Mark(), "a weight must be a number with at most " + std::to_string(weight_places_max) + " decimals"};
      places = std::max(places, *needed);
    }
    for (std::size_t i = 0; i < poll_.marked.size(); ++i) {
      const auto weight = parse_decimal(weights[i].Scalar(), places);
      if (!weight || *weight <= 0 || *weight > tally::voters_max) throw Complaint{weights[i].Mark(), "a weight must be above zero and at most " + std::to_string(tally::voters_max)};
      poll_.marked[i].count = *weight;
    }
    if (places > 0) poll_.meta["weights_scaled_by"] = "1" + std::string(static_cast<std::size_t>(places), '0');
  }

  YAML::Node root_;
  std::size_t marks_max_;
  Poll poll_;
};

}  // namespace

Read<Poll> read_abcvoting(std::string_view text) {
  if (text.size() > bytes_max) return FileFault{"larger than " + std::to_string(bytes_max >> 20U) + " MiB"};
  if (const auto deep = find_depth(text)) return fault_at(text, *deep, "nested deeper than any vote");
  try {
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return FileFault{"an empty file", 1, 1};
    if (const auto second = find_second_document(text)) return fault_at(text, *second, "a second YAML document begins here; one was expected");
    // Not LoadAll: on a comma that opens a file, yaml-cpp 0.7 finds documents without end.
    return AbcvotingReader(YAML::Load(std::string(text)), text.size()).read();
  } catch (const Complaint& complaint) {
    return fault_of(complaint);
  } catch (const YAML::Exception& wrong) {
    return fault_of({wrong.mark, "not YAML: " + wrong.msg});
  }
}

}  // namespace palabre::recount

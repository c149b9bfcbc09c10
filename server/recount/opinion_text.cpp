// Says opinion groups in sentences with their counts. Called by the report of opinion groups.
#include "recount/opinion_text.hpp"

#include <algorithm>
#include <iomanip>
#include <numeric>
#include <sstream>

namespace palabre::recount {
namespace {

using tally::OpinionGroups;
using tally::Option;

constexpr std::size_t listed_max = 5;

class Text {
 public:
  Text(const Poll& poll, const std::optional<GivenGrouping>& given, const tally::OpinionOptions& options, const OpinionGroups& result)
      : poll_(poll), given_(given), options_(options), result_(result) {
    text_ << std::fixed << std::setprecision(2);
  }

  std::string write() {
    write_head();
    for (std::uint32_t group = 0; group < result_.k; ++group) write_group(group);
    write_consensus();
    write_between_groups();
    return text_.str();
  }

 private:
  [[nodiscard]] std::string statement(Option at) const {
    const auto& option = poll_.options[at];
    return option.name == option.id ? option.id : option.id + " \"" + option.name + "\"";
  }
  [[nodiscard]] std::string group(std::uint32_t at) const { return given_ ? given_->labels[at] : std::to_string(at); }

  void write_head() {
    const auto cast = std::accumulate(result_.votes.begin(), result_.votes.end(), std::size_t{0});
    const auto grouped = std::accumulate(result_.group_sizes.begin(), result_.group_sizes.end(), std::size_t{0});
    text_ << poll_.people.size() << " participants, " << poll_.options.size() << " statements, " << cast << " votes (the last one of each participant on each statement).\n";
    text_ << grouped << " participants are in " << result_.k << (result_.k == 1 ? " group" : " groups");
    if (given_) text_ << ", as given";
    else text_ << ": those who voted on at least " << std::min<std::size_t>(options_.votes_min, poll_.options.size()) << " statements, or the most active where few did";
    text_ << ".\n";
    if (result_.tied_out > 0) text_ << result_.tied_out << " others voted as much as the last one taken in, and were left out.\n";
    text_ << "The groups stand apart with a silhouette of " << result_.silhouette << " (1 = far apart, 0 = no gap)";
    for (std::size_t i = 0; i < result_.tried.size(); ++i)
      text_ << (i == 0 ? "; tried: " : ", ") << result_.tried[i].k << (result_.tried[i].k == 1 ? " group " : " groups ") << result_.tried[i].silhouette;
    text_ << ".\nTwo axes show " << 100 * (result_.explained[0] + result_.explained[1]) << " % of the differences between votes.\n";
    if (options_.k && *options_.k > result_.k) text_ << "Fewer groups than the " << *options_.k << " asked for: no more participants stand apart.\n";
  }

  void write_group(std::uint32_t at) {
    text_ << "\nGroup " << group(at) << ": " << result_.group_sizes[at] << (result_.group_sizes[at] == 1 ? " participant" : " participants");
    const auto& rows = result_.representative[at];
    if (rows.empty()) text_ << ". No statement speaks for it.\n";
    else text_ << ". It says, more than the others:\n";
    for (const auto& row : rows) write_representative(row);
  }

  void write_representative(const tally::RepresentativeStatement& row) {
    const bool is_agree = row.side == tally::Side::agree;
    const auto votes = [is_agree](const tally::VoteCounts& counts) { return is_agree ? counts.agree : counts.disagree; };
    const char* const verb = is_agree ? " agree" : " disagree";
    text_ << "  " << (is_agree ? "yes to " : "no to  ") << statement(row.statement) << ": " << votes(row.inside) << " of " << row.inside.seen << verb << ", of the others "
          << votes(row.outside) << " of " << row.outside.seen << " (" << row.ratio << " times as likely)";
    if (row.is_best_agreed && !is_agree) text_ << "; kept because " << row.inside.agree << " agree with it, the most this group agrees on";
    else if (!row.is_significant) text_ << "; not significant at 90 %";
    text_ << "\n";
  }

  void write_consensus() {
    text_ << "\nCommon ground, all participants together:\n";
    for (const auto& row : result_.agreed) text_ << "  yes to " << statement(row.statement) << ": " << row.all.agree << " of " << row.all.seen << " agree\n";
    for (const auto& row : result_.disagreed) text_ << "  no to  " << statement(row.statement) << ": " << row.all.disagree << " of " << row.all.seen << " disagree\n";
    if (result_.agreed.empty() && result_.disagreed.empty()) text_ << "  none that is significant at 90 %\n";
  }

  /// The statements that stand highest in `measure`, those taken out left aside.
  [[nodiscard]] std::vector<Option> highest(const std::vector<double>& measure) const {
    std::vector<Option> order(measure.size());
    std::iota(order.begin(), order.end(), 0U);
    std::erase_if(order, [this](Option at) { return result_.totals[at].seen == 0 || std::find(poll_.withdrawn.begin(), poll_.withdrawn.end(), at) != poll_.withdrawn.end(); });
    std::stable_sort(order.begin(), order.end(), [&measure](Option a, Option b) { return measure[a] > measure[b]; });
    order.resize(std::min(order.size(), listed_max));
    return order;
  }

  /// One statement with who agrees in each group.
  void write_across(Option at, double measure) {
    text_ << "  " << statement(at) << " (" << measure << "):";
    for (std::uint32_t i = 0; i < result_.k; ++i) text_ << (i == 0 ? " group " : ", group ") << group(i) << " " << result_.group_counts[i][at].agree << " of " << result_.group_counts[i][at].seen;
    text_ << "\n";
  }

  void write_between_groups() {
    if (result_.k < 2) return;
    text_ << "\nWhat all groups agree on most (product of their shares of agreement; who agrees, of those who saw it):\n";
    for (const Option at : highest(result_.consensus)) write_across(at, result_.consensus[at]);
    text_ << "\nWhat divides the groups most (highest less lowest share of agreement):\n";
    for (const Option at : highest(result_.spread)) write_across(at, result_.spread[at]);
    text_ << "\nA share is (votes + 1) / (seen + 2), so that few votes say little; \"times as likely\" compares such shares.\n";
  }

  const Poll& poll_;
  const std::optional<GivenGrouping>& given_;
  const tally::OpinionOptions& options_;
  const OpinionGroups& result_;
  std::ostringstream text_;
};

}  // namespace

std::string opinion_text(const Poll& poll, const std::optional<GivenGrouping>& given, const tally::OpinionOptions& options, const tally::OpinionGroups& result) {
  return Text(poll, given, options, result).write();
}

}  // namespace palabre::recount

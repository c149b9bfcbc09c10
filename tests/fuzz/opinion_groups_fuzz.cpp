// Any bytes as a small opinion poll with options: described within its bounds, or refused with a reason.
#include "tally/opinion_groups.hpp"

#include <cmath>
#include <cstdlib>
#include <numeric>

using namespace palabre::tally;

namespace {

void check(bool is_true) {
  if (!is_true) std::abort();
}

class Bytes {
 public:
  Bytes(const unsigned char* data, std::size_t size) : data_(data), size_(size) {}
  [[nodiscard]] bool is_empty() const { return at_ >= size_; }
  unsigned next() { return is_empty() ? 0U : data_[at_++]; }

 private:
  const unsigned char* data_;
  std::size_t size_;
  std::size_t at_ = 0;
};

OpinionOptions options_from(Bytes& bytes, std::uint32_t participants) {
  OpinionOptions options;
  const unsigned kind = bytes.next();
  if (kind & 1U) options.k = bytes.next();
  if (kind & 2U) options.base_clusters = bytes.next();
  if (kind & 4U) options.votes_min = bytes.next();
  if (kind & 8U) options.participants_min = bytes.next();
  if (kind & 16U) {
    options.grouping.emplace(participants);
    for (auto& group : *options.grouping)
      if (const unsigned number = bytes.next() % 8; number > 0) group = number - 1;
  }
  return options;
}

void check_result(const OpinionPoll& poll, const OpinionGroups& result) {
  check(result.center.size() == poll.statements && result.consensus.size() == poll.statements && result.priorities.size() == poll.statements);
  check(result.projection.size() == poll.participants && result.group.size() == poll.participants);
  check(result.silhouette >= -1 && result.silhouette <= 1);
  for (const auto& component : result.components) {
    const double length = std::inner_product(component.begin(), component.end(), component.begin(), 0.0);
    check(length == 0 || std::abs(length - 1) < 1e-9);
  }
  const double across = std::inner_product(result.components[0].begin(), result.components[0].end(), result.components[1].begin(), 0.0);
  check(std::abs(across) < 1e-9);
  check(result.explained[0] + 1e-9 >= result.explained[1] && result.explained[0] + result.explained[1] < 1 + 1e-9);
  for (const auto& [x, y] : result.projection) check(std::isfinite(x) && std::isfinite(y));
  for (const double value : result.consensus) check(value >= 0 && value <= 1);
  for (const double value : result.priorities) check(std::isfinite(value) && value >= 0);
  check(result.group_sizes.size() == result.k && result.representative.size() == result.k);
  for (const auto& group : result.group) check(!group || *group < result.k);
  for (const std::uint32_t size : result.group_sizes) check(size > 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  Bytes bytes(data, size);
  OpinionPoll poll;
  poll.participants = bytes.next() % 130;
  poll.statements = bytes.next() % 40;
  const auto options = options_from(bytes, poll.participants);
  if (const unsigned out = bytes.next(); out % 4 == 0) poll.moderated_out.push_back(out / 4 % 41);
  while (!bytes.is_empty()) {
    const unsigned participant = bytes.next();
    const unsigned statement = bytes.next();
    poll.casts.push_back({participant % 131, statement % 41, static_cast<std::int8_t>(static_cast<int>(bytes.next() % 16) / 5 - 1)});
    if (poll.casts.back().participant >= poll.participants && participant < 250 && poll.participants > 0) poll.casts.back().participant %= poll.participants;
    if (poll.casts.back().statement >= poll.statements && statement < 250 && poll.statements > 0) poll.casts.back().statement %= poll.statements;
    if (poll.casts.back().value > 1 && participant < 250) poll.casts.back().value = 1;
  }
  const auto result = group_opinions(poll, options);
  if (result) check_result(poll, *result);
  else check(!result.fault().detail.empty());
  return 0;
}

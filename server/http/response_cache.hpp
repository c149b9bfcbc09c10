// Ready bytes of public reads. One per io thread, so no locks; looked up before anything else is done for a request.
#pragma once
#include "base/instant.hpp"
#include "http/channel_versions.hpp"
#include "http/ready_answer.hpp"

#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace palabre::http {

/// Immutable bytes, kept alive by whoever is still sending them.
struct KeptAnswer {
  std::string bytes;         // header lines, empty line, body
  std::size_t head_bytes = 0;
  std::string etag_core;
  std::string not_modified;
  TrafficRow row = files_row;
};

class ResponseCache {
 public:
  ResponseCache(const ChannelVersions& versions, std::size_t entries_max, std::size_t bytes_max)
      : versions_(versions), entries_max_(entries_max), bytes_max_(bytes_max) {}

  /// The answer kept under `key`, when it is still current at `now`; null otherwise.
  std::shared_ptr<const KeptAnswer> find(std::string_view key, Instant now);
  /// Keeps an answer made from a snapshot opened after `mark` was taken. The oldest go when the limits are reached.
  std::shared_ptr<const KeptAnswer> keep(std::string_view key, ReadyAnswer answer, const std::vector<std::string>& depends_on,
                                         ChannelVersions::Mark mark, Instant fresh_until);
  [[nodiscard]] std::size_t entries() const { return index_.size(); }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  struct Entry {
    std::string key;
    std::shared_ptr<const KeptAnswer> answer;
    std::vector<std::uint32_t> places;
    ChannelVersions::Mark mark = 0;
    Instant fresh_until;
    std::size_t size_bytes = 0;
  };
  using Order = std::list<Entry>;  // newest use first
  void drop(Order::iterator entry);

  const ChannelVersions& versions_;
  std::size_t entries_max_;
  std::size_t bytes_max_;
  std::size_t bytes_ = 0;
  Order order_;
  std::unordered_map<std::string_view, Order::iterator> index_;  // keys live in the entries
};

}  // namespace palabre::http

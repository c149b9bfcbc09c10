// Who listens to what on one io thread, and what each still has to be sent. One per io thread: no locks, no sockets here.
// Promise: a socket gets every event of its channels once and in order, or is told to resync.
#pragma once
#include "base/limits.hpp"
#include "base/refusal.hpp"
#include "db/tx.hpp"
#include "live/outbox.hpp"
#include "live/presence.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace palabre::live {

using SocketId = std::uint64_t;

/// One COMMIT's events, shared by all hubs.
using Batch = std::shared_ptr<const std::vector<db::Event>>;

/// What a subscription missed and the ring no longer holds: to be read with load_missed and given to deliver_missed.
struct Gap {
  std::int64_t since = 0;
  std::int64_t until = 0;             // later events come live
  std::vector<std::string> channels;
};

class Hub {
 public:
  /// `last_seq`: the newest event when the hub begins; older ones are only in the database.
  Hub(const Limits& limits, Presence& presence, std::int64_t last_seq);
  ~Hub();
  Hub(const Hub&) = delete;
  Hub& operator=(const Hub&) = delete;

  SocketId open();
  void close(SocketId id);

  /// Adds the channels and queues "subscribed"; then what was missed after `since`, from the ring. Returns a gap when the database
  /// must be asked: until deliver_missed is called, everything for this socket is held back.
  /// Once `is_counted` was false, nothing this socket follows counts it as present.
  /// Refuses too_long: more channels than one socket may have.
  Result<std::optional<Gap>> subscribe(SocketId id, const std::vector<std::string>& channels, std::optional<std::int64_t> since,
                                       bool is_counted = true);
  void deliver_missed(SocketId id, const Gap& gap, const std::vector<db::Event>& events);
  /// When the database could not be asked: the socket is told to fetch everything anew.
  void give_up_missed(SocketId id, const Gap& gap);
  void unsubscribe(SocketId id, const std::vector<std::string>& channels);
  /// Queues a message for one socket (errors, pongs).
  void tell(SocketId id, const Text& text);

  /// Takes a batch in; nothing is sent before `flush`.
  void publish(const Batch& batch);
  [[nodiscard]] bool has_pending() const { return !pending_.empty(); }
  /// Puts pending events into outboxes.
  void flush();
  /// Queues the counts that changed since last told. Called every two seconds.
  void tell_presence();

  /// The next text for this socket; null when there is none.
  Text take(SocketId id);
  /// True when its reader does not read: close it with 1013.
  [[nodiscard]] bool is_hopeless(SocketId id) const;
  /// Sockets whose outbox got its first text since the last call.
  std::vector<SocketId> take_woken();
  [[nodiscard]] std::int64_t seq() const { return seq_; }
  [[nodiscard]] std::size_t sockets() const { return sockets_.size(); }
  /// How often an outbox was full, and how often twice without a moment of emptiness between.
  [[nodiscard]] std::size_t resyncs() const { return resyncs_; }
  [[nodiscard]] std::size_t hopeless() const { return hopeless_; }

 private:
  struct Known;    // an event with its texts
  struct Socket;
  struct Channel;

  Text text_for(const std::shared_ptr<Known>& known, const std::string& channel);
  void deliver(const std::shared_ptr<Known>& known);
  void push(Socket& socket, const Text& text);
  void push_now(Socket& socket, const Text& text);
  void release_held(Socket& socket);
  void wake(Socket& socket);
  void leave(Socket& socket, const std::string& channel);
  void count_out(Socket& socket);

  const Limits limits_;
  Presence& presence_;
  std::int64_t seq_;         // newest event delivered
  std::int64_t ring_from_;   // the ring holds every event after this one
  SocketId next_id_ = 1;
  std::size_t resyncs_ = 0;
  std::size_t hopeless_ = 0;
  std::deque<std::shared_ptr<Known>> ring_;
  std::deque<std::shared_ptr<Known>> pending_;
  std::unordered_map<SocketId, std::unique_ptr<Socket>> sockets_;
  std::unordered_map<std::string, Channel> channels_;
  std::vector<SocketId> woken_;
};

}  // namespace palabre::live

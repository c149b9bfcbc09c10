// This server among others on the same database: its sign of life, what it tells them and what it hears from them.
#pragma once
#include "base/clock.hpp"
#include "db/gate.hpp"
#include "net/server.hpp"
#include "nodes/node.hpp"
#include "nodes/told_presence.hpp"
#include "nodes/told_use.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_set>

namespace palabre::app {

class NodeLife {
 public:
  /// Begins with a sign of life and then turns twice a second on a thread of its own. All must outlive it.
  NodeLife(db::Gate& gate, net::Server& server, nodes::Node own);
  /// Takes leave: what it told is gone, so that nobody waits for its silence.
  ~NodeLife();
  NodeLife(const NodeLife&) = delete;
  NodeLife& operator=(const NodeLife&) = delete;

  /// Tells which seats of live rounds are followed here, when that changed. Called before rounds are looked at, so that whoever reads
  /// that a line holds also reads where. Thread: any.
  void tell_seats();
  /// Seats that are followed on other servers, as of this snapshot.
  [[nodiscard]] std::unordered_set<std::string> seats_elsewhere(db::Tx& tx) const;

 private:
  void turn();
  void look(std::int64_t turn_number);
  void tell(std::int64_t turn_number);
  void hear(bool is_presence_due);

  db::Gate& gate_;
  net::Server& server_;
  nodes::Node own_;
  bool has_company_ = false;
  std::chrono::steady_clock::time_point told_at_{};
  std::int64_t use_number_ = 0;
  nodes::UseReader use_reader_;
  std::mutex telling_;          // told_ is what the database holds
  nodes::Counts told_;
  std::mutex mutex_;
  std::condition_variable bell_;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace palabre::app

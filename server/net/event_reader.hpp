// Reads what other servers and imports wrote into the event log, and has it handed out: a thread and a connection of its own, so that
// no queue and no chore stands before it.
#pragma once
#include "db/driver.hpp"
#include "net/server.hpp"

#include <atomic>
#include <memory>
#include <thread>

namespace palabre::net {

class EventReader {
 public:
  /// Looks when another server announces a commit, and every 200 ms. Both must outlive it.
  EventReader(Server& server, db::Driver& driver);
  ~EventReader();
  EventReader(const EventReader&) = delete;
  EventReader& operator=(const EventReader&) = delete;

 private:
  void turn();
  std::vector<db::Event> read(std::int64_t since, std::size_t limit);

  Server& server_;
  db::Driver& driver_;
  std::unique_ptr<db::Bell> bell_;
  std::unique_ptr<db::Connection> connection_;   // the reader thread's
  std::atomic<bool> is_stopping_{false};
  std::thread thread_;
};

}  // namespace palabre::net

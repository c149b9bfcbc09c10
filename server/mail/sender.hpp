// The thread that composes what is due and empties the outbox. A slow or broken mail server holds up nobody else.
#pragma once
#include "base/clock.hpp"
#include "db/gate.hpp"
#include "mail/smtp.hpp"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace palabre::mail {

class Sender {
 public:
  /// `compose` runs on every look, before the outbox is read: it queues what has become due.
  /// `node`: this server's name among several that send from one outbox; empty: it is alone.
  Sender(db::Gate& gate, const Clock& clock, SmtpServer server, std::function<void()> compose, std::string node = {});
  /// Waits for an attempt under way, which is cut short.
  ~Sender();
  Sender(const Sender&) = delete;
  Sender& operator=(const Sender&) = delete;

 private:
  void turn();
  void send_due();
  void give_up();

  db::Gate& gate_;
  const Clock& clock_;
  const SmtpServer server_;
  const std::function<void()> compose_;
  const std::string node_;
  std::atomic<bool> is_stopping_{false};
  std::mutex mutex_;
  std::condition_variable bell_;
  std::thread thread_;
};

}  // namespace palabre::mail

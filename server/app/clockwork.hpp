// What happens because time passes: phases that begin and end, ideas whose review day has come, notices. One thread, a look every
// 200 ms, and one at start for what was missed. Of several servers each looks; whoever is first to write does it, once.
#pragma once
#include "base/clock.hpp"
#include "db/gate.hpp"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace palabre::app {

/// Does what is due now; true when something was. Thread: the clockwork's, or a test's.
bool do_what_is_due(db::Gate& gate, const Clock& clock);

class Clockwork {
 public:
  /// `look` runs on every turn after what is due was done.
  Clockwork(db::Gate& gate, const Clock& clock, std::function<void()> look);
  ~Clockwork();
  Clockwork(const Clockwork&) = delete;
  Clockwork& operator=(const Clockwork&) = delete;

 private:
  void turn();

  db::Gate& gate_;
  const Clock& clock_;
  std::function<void()> look_;
  std::mutex mutex_;
  std::condition_variable bell_;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace palabre::app

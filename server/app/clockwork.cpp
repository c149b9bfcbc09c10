// Moves phases, deferred ideas and commitments by the server's clock. Started by serve().
#include "app/clockwork.hpp"

#include "assisted/assisted_repo.hpp"
#include "base/log.hpp"
#include "followup/advance_commitments.hpp"
#include "followup/advance_deferred.hpp"
#include "notices/tell_people.hpp"
#include "redesigns/advance_phases.hpp"
#include "redesigns/redesign_store.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace palabre::app {
namespace {

constexpr auto look_every = std::chrono::milliseconds(200);

bool is_due(const std::optional<Instant>& moment, Instant now) { return moment && *moment <= now; }

}  // namespace

bool do_what_is_due(db::Gate& gate, const Clock& clock) {
  // A cheap look at a snapshot first: nearly every turn finds nothing, and writes nothing.
  const bool is_something_due = gate.read([&clock](db::Tx& tx) {
    return is_due(redesigns::next_phase_change(tx), clock.now()) || is_due(followup::next_deferred_at(tx), clock.now()) ||
           is_due(followup::next_commitment_change(tx), clock.now()) ||
           is_due(assisted::next_contact_end(tx), clock.now());
  });
  if (!is_something_due) return false;
  gate.write([](db::Tx& tx) {
    redesigns::advance_phases(tx);
    followup::advance_deferred(tx);
    followup::advance_commitments(tx);
    assisted::forget_old_contacts(tx);
  });
  return true;
}

Clockwork::Clockwork(db::Gate& gate, const Clock& clock, std::function<void()> look)
    : gate_(gate), clock_(clock), look_(std::move(look)), thread_([this] { turn(); }) {}

Clockwork::~Clockwork() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  bell_.notify_all();
  thread_.join();
}

void Clockwork::turn() {
  std::unique_lock lock(mutex_);
  while (!is_stopping_) {
    lock.unlock();
    try {
      do_what_is_due(gate_, clock_);
      notices::tell_people(gate_);
      look_();
    } catch (const std::exception& fault) {
      log::error(std::string("clockwork: ") + fault.what());
    }
    lock.lock();
    bell_.wait_for(lock, look_every, [this] { return is_stopping_; });
  }
}

}  // namespace palabre::app

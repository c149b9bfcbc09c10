// Tells and hears, twice a second. Started by serve() where several servers may share the database.
#include "app/node_life.hpp"

#include "base/log.hpp"
#include "nodes/shared_limit.hpp"

namespace palabre::app {
namespace {

constexpr std::int64_t turn_ms = 500;
constexpr std::int64_t beat_turns = nodes::beat_ms / turn_ms;
constexpr std::int64_t tidy_turns = ms_per_minute / turn_ms;
constexpr std::string_view seat_prefix = "seat:";

}  // namespace

NodeLife::NodeLife(db::Gate& gate, net::Server& server, nodes::Node own) : gate_(gate), server_(server), own_(std::move(own)) {
  own_.published_seq = server_.published_seq();
  gate_.write([this](db::Tx& tx) {
    nodes::forget_dead(tx);
    nodes::save_beat(tx, own_);
  });
  thread_ = std::thread([this] { turn(); });
}

NodeLife::~NodeLife() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  bell_.notify_all();
  thread_.join();
  try {
    gate_.write([this](db::Tx& tx) { nodes::leave(tx, own_.id); });
  } catch (const std::exception& fault) {
    log::warning(std::string("this node could not take leave: ") + fault.what());
  }
}

void NodeLife::turn() {
  bool was_well = true;
  std::unique_lock lock(mutex_);
  for (std::int64_t number = 0; !is_stopping_; ++number) {
    lock.unlock();
    try {
      look(number);
      was_well = true;
    } catch (const std::exception& fault) {
      if (was_well) log::warning(std::string("other nodes cannot be told or heard: ") + fault.what());
      was_well = false;
    }
    lock.lock();
    bell_.wait_for(lock, std::chrono::milliseconds(turn_ms), [this] { return is_stopping_; });
  }
}

void NodeLife::look(std::int64_t turn_number) {
  tell(turn_number);
  hear(turn_number % beat_turns == 0);
}

/// One write for all there is to tell; none when there is nothing.
void NodeLife::tell(std::int64_t turn_number) {
  const bool is_beat_due = turn_number % beat_turns == 0;
  const bool is_tidying_due = turn_number % tidy_turns == 0;
  // Alone, what was let through is nobody's business; it is taken all the same, so that it is not told later.
  auto uses = server_.take_untold_uses(nodes::uses_max);
  if (!has_company_) uses.clear();
  const std::lock_guard lock(telling_);
  // After a pause or a time without the database others may have removed what this one told: everything is told anew.
  const auto now = std::chrono::steady_clock::now();
  const bool was_silent = now - told_at_ > std::chrono::milliseconds(nodes::silent_ms_max);
  if (was_silent) told_.clear();
  const auto changes = is_beat_due ? nodes::changes_of(told_, server_.followed()) : nodes::Changes{};
  if (!is_beat_due && uses.empty() && !was_silent) return;
  own_.published_seq = server_.published_seq();
  const auto use_number = use_number_ + 1;
  gate_.write([&](db::Tx& tx) {
    if (was_silent) nodes::leave(tx, own_.id);
    if (is_beat_due || was_silent) nodes::save_beat(tx, own_);
    nodes::save_presence(tx, own_.id, changes);
    if (is_beat_due || !uses.empty()) nodes::save_uses(tx, own_.id, use_number, uses);
    if (!is_tidying_due) return;
    nodes::forget_dead(tx);
    nodes::forget_spent(tx);
  });
  told_at_ = now;
  use_number_ = use_number;
  nodes::apply(told_, changes);
}

void NodeLife::hear(bool is_presence_due) {
  std::vector<nodes::Use> uses;
  nodes::Counts elsewhere;
  gate_.read([&](db::Tx& tx) {
    has_company_ = nodes::has_company(tx, own_.id);
    uses = use_reader_.load_new(tx, own_.id);
    if (is_presence_due) elsewhere = nodes::load_presence_elsewhere(tx, own_.id);
  });
  server_.charge_uses(uses);
  if (is_presence_due) server_.set_followed_elsewhere(std::move(elsewhere));
}

void NodeLife::tell_seats() {
  const std::lock_guard lock(telling_);
  const auto changes = nodes::changes_of(told_, server_.followed(), seat_prefix);
  if (changes.empty()) return;
  gate_.write([&](db::Tx& tx) { nodes::save_presence(tx, own_.id, changes); });
  nodes::apply(told_, changes);
}

std::unordered_set<std::string> NodeLife::seats_elsewhere(db::Tx& tx) const { return nodes::load_seats_elsewhere(tx, own_.id); }

}  // namespace palabre::app

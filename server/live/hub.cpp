// The hub of one io thread. Called by net's socket sessions and by the posts of the commit listener, on that thread only.
#include "live/hub.hpp"

#include "db/event_log.hpp"
#include "live/channel.hpp"
#include "live/messages.hpp"

#include <algorithm>

namespace palabre::live {

struct Hub::Known {
  db::Event event;
  std::vector<std::string> channels;  // the widest first
  std::vector<Text> texts;            // one per channel, made when first needed
};

struct Hub::Socket {
  Socket(SocketId own_id, const Limits& limits) : id(own_id), outbox(limits), held(limits) {}
  SocketId id;
  Outbox outbox;
  Outbox held;               // live texts that wait until a gap is filled
  bool is_held = false;
  bool is_woken = false;
  bool is_hopeless = false;
  bool is_counted = true;
  std::int64_t last_seq = 0;  // newest event it was given live
  std::vector<std::string> channels;

  [[nodiscard]] bool follows(const std::string& channel) const {
    return std::find(channels.begin(), channels.end(), channel) != channels.end();
  }
};

struct Hub::Channel {
  struct Subscriber {
    Socket* socket;
    std::int64_t after;  // the client has seen everything up to this number
  };
  std::vector<Subscriber> subscribers;
  std::int64_t told_count = -1;
};

Hub::Hub(const Limits& limits, Presence& presence, std::int64_t last_seq)
    : limits_(limits), presence_(presence), seq_(last_seq), ring_from_(last_seq) {}

Hub::~Hub() {
  while (!sockets_.empty()) close(sockets_.begin()->first);
}

SocketId Hub::open() {
  const auto id = next_id_++;
  sockets_.emplace(id, std::make_unique<Socket>(id, limits_));
  return id;
}

void Hub::close(SocketId id) {
  const auto found = sockets_.find(id);
  if (found == sockets_.end()) return;
  while (!found->second->channels.empty()) leave(*found->second, std::string(found->second->channels.back()));
  sockets_.erase(found);
}

void Hub::leave(Socket& socket, const std::string& channel) {
  if (std::erase(socket.channels, channel) == 0) return;
  if (socket.is_counted) presence_.add(channel, -1);
  const auto found = channels_.find(channel);
  auto& list = found->second.subscribers;
  const auto place = std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.socket == &socket; });
  if (place != list.end()) {
    *place = list.back();
    list.pop_back();
  }
  if (list.empty()) channels_.erase(found);
}

/// The socket's reader asked not to be counted: from now on nowhere.
void Hub::count_out(Socket& socket) {
  if (!socket.is_counted) return;
  socket.is_counted = false;
  for (const auto& channel : socket.channels) presence_.add(channel, -1);
}

Result<std::optional<Gap>> Hub::subscribe(SocketId id, const std::vector<std::string>& channels, std::optional<std::int64_t> since, bool is_counted) {
  flush();
  auto& socket = *sockets_.at(id);
  if (!is_counted) count_out(socket);
  std::vector<std::string> fresh;
  for (const auto& channel : channels) {
    if (!socket.follows(channel)) fresh.push_back(channel);
  }
  if (socket.channels.size() + fresh.size() > limits_.subscriptions_per_socket_max) {
    return refuse(Reason::too_long, "at most " + std::to_string(limits_.subscriptions_per_socket_max) + " channels", "channels");
  }
  const auto followed_before = socket.channels;
  for (const auto& channel : fresh) {
    auto& entry = channels_[channel];
    entry.subscribers.push_back({&socket, since.value_or(0)});
    entry.told_count = -1;
    socket.channels.push_back(channel);
    if (socket.is_counted) presence_.add(channel, 1);
  }
  push(socket, subscribed_text(channels, std::max(seq_, since.value_or(0))));  // another server may have told it more
  if (!since || *since >= seq_ || fresh.empty()) return std::optional<Gap>();
  if (seq_ - *since > static_cast<std::int64_t>(limits_.resume_events_max)) {
    for (const auto& channel : fresh) push(socket, resync_text(channel));
    return std::optional<Gap>();
  }
  if (*since < ring_from_) {
    socket.is_held = true;
    return std::optional<Gap>(Gap{*since, seq_, fresh});
  }
  for (const auto& known : ring_) {
    if (known->event.seq <= *since) continue;
    const auto is_in = [&](const std::vector<std::string>& names) {
      return std::find_first_of(known->channels.begin(), known->channels.end(), names.begin(), names.end());
    };
    // What an older subscription of this socket already brought is not brought again.
    if (is_in(followed_before) != known->channels.end()) continue;
    if (const auto match = is_in(fresh); match != known->channels.end()) push(socket, text_for(known, *match));
  }
  return std::optional<Gap>();
}

void Hub::deliver_missed(SocketId id, const Gap& gap, const std::vector<db::Event>& events) {
  const auto found = sockets_.find(id);
  if (found == sockets_.end()) return;
  auto& socket = *found->second;
  const bool is_waiting = socket.is_held;  // false: the outbox overflowed meanwhile and the client was told to resync
  for (const auto& event : events) {
    if (!is_waiting || event.seq > gap.until) break;
    const auto heard_on = channels_of(event);
    const bool was_followed = std::any_of(heard_on.begin(), heard_on.end(), [&](const std::string& name) {
      return socket.follows(name) && std::find(gap.channels.begin(), gap.channels.end(), name) == gap.channels.end();
    });
    if (was_followed) continue;
    const auto match = std::find_first_of(heard_on.begin(), heard_on.end(), gap.channels.begin(), gap.channels.end());
    if (match != heard_on.end()) push_now(socket, std::make_shared<const std::string>(db::event_json(event, *match)));
  }
  release_held(socket);
}

void Hub::give_up_missed(SocketId id, const Gap& gap) {
  const auto found = sockets_.find(id);
  if (found == sockets_.end()) return;
  for (const auto& channel : gap.channels) push_now(*found->second, resync_text(channel));
  release_held(*found->second);
}

void Hub::release_held(Socket& socket) {
  socket.is_held = false;
  while (const auto text = socket.held.take()) push_now(socket, text);
}

void Hub::unsubscribe(SocketId id, const std::vector<std::string>& channels) {
  auto& socket = *sockets_.at(id);
  for (const auto& channel : channels) leave(socket, channel);
  push(socket, unsubscribed_text(channels));
}

void Hub::tell(SocketId id, const Text& text) {
  if (const auto found = sockets_.find(id); found != sockets_.end()) push(*found->second, text);
}

void Hub::publish(const Batch& batch) {
  for (const auto& event : *batch) {
    const auto newest = pending_.empty() ? seq_ : pending_.back()->event.seq;
    if (event.seq <= newest) continue;  // read from the database when the hub began
    auto known = std::make_shared<Known>();
    known->event = event;
    known->channels = channels_of(event);
    known->texts.resize(known->channels.size());
    pending_.push_back(std::move(known));
  }
}

void Hub::flush() {
  while (!pending_.empty()) {
    const auto known = std::move(pending_.front());
    pending_.pop_front();
    deliver(known);
    seq_ = known->event.seq;
    ring_.push_back(known);
    if (ring_.size() > limits_.resume_events_max) {
      ring_from_ = ring_.front()->event.seq;
      ring_.pop_front();
    }
  }
}

void Hub::deliver(const std::shared_ptr<Known>& known) {
  const auto seq = known->event.seq;
  for (const auto& channel : known->channels) {
    const auto found = channels_.find(channel);
    if (found == channels_.end()) continue;
    for (auto& [socket, after] : found->second.subscribers) {
      if (socket->last_seq >= seq || after >= seq) continue;
      socket->last_seq = seq;
      push(*socket, text_for(known, channel));
    }
  }
}

Text Hub::text_for(const std::shared_ptr<Known>& known, const std::string& channel) {
  const auto at = static_cast<std::size_t>(std::find(known->channels.begin(), known->channels.end(), channel) - known->channels.begin());
  auto& text = known->texts[at];
  if (!text) text = std::make_shared<const std::string>(db::event_json(known->event, channel));
  return text;
}

void Hub::push(Socket& socket, const Text& text) {
  if (!socket.is_held) {
    push_now(socket, text);
  } else if (!socket.held.push(text)) {
    // Too much came while the gap was being read: everything is fetched anew instead.
    while (socket.held.take()) {
    }
    ++resyncs_;
    socket.is_held = false;
    for (const auto& channel : socket.channels) push_now(socket, resync_text(channel));
  }
}

void Hub::push_now(Socket& socket, const Text& text) {
  wake(socket);
  if (socket.outbox.push(text)) return;
  ++resyncs_;
  if (socket.outbox.overflow() && !std::exchange(socket.is_hopeless, true)) ++hopeless_;
  for (const auto& channel : socket.channels) socket.outbox.push(resync_text(channel));
}

void Hub::wake(Socket& socket) {
  if (socket.is_woken) return;
  socket.is_woken = true;
  woken_.push_back(socket.id);
}

void Hub::tell_presence() {
  for (auto& [name, channel] : channels_) {
    const auto count = presence_.count(name);
    if (count == channel.told_count) continue;
    channel.told_count = count;
    const auto text = presence_text(name, count);
    for (auto& subscriber : channel.subscribers) push(*subscriber.socket, text);
  }
}

Text Hub::take(SocketId id) {
  const auto found = sockets_.find(id);
  if (found == sockets_.end()) return nullptr;
  auto text = found->second->outbox.take();
  if (!text) found->second->is_woken = false;
  return text;
}

bool Hub::is_hopeless(SocketId id) const {
  const auto found = sockets_.find(id);
  return found != sockets_.end() && found->second->is_hopeless;
}

std::vector<SocketId> Hub::take_woken() { return std::exchange(woken_, {}); }

}  // namespace palabre::live

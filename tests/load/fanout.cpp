// Live fan-out: N sockets subscribed to one idea; the time from sending one support until the median and the last socket
// hold the event. Also prints the server's memory per socket.
//   load_fanout PORT SOCKETS EVENTS IDEA_ID TOKEN SERVER_PID
#include "wire.hpp"

#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>

namespace palabre::load {
namespace {

constexpr std::string_view handshake =
    "GET /api/v1/live HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: palabre.v1\r\n\r\n";

/// One masked text frame of under 126 bytes, with a mask of zeros: a client's frame must be masked, not secret.
std::string text_frame(std::string_view text) {
  std::string frame{'\x81', static_cast<char>(0x80 | text.size()), 0, 0, 0, 0};
  return frame.append(text);
}

long resident_kib(const std::string& pid) {
  std::ifstream status("/proc/" + pid + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("VmRSS:", 0) == 0) return std::atol(line.c_str() + 6);
  }
  return 0;
}

class Audience {
 public:
  Audience(std::uint16_t port, std::size_t count, const std::string& idea) : epoll_(::epoll_create1(0)) {
    const std::string subscribe = text_frame(R"({"op":"subscribe","channels":["idea:)" + idea + "\"]}");
    for (std::size_t i = 0; i < count; ++i) {
      const int socket = connect_to(port);
      send_all(socket, handshake);
      send_all(socket, subscribe);
      set_non_blocking(socket);
      sockets_.push_back(socket);
      received_.emplace_back();
      epoll_event wanted{};
      wanted.events = EPOLLIN;
      wanted.data.u64 = i;
      ::epoll_ctl(epoll_, EPOLL_CTL_ADD, socket, &wanted);
    }
  }

  /// Reads until every socket has seen `mark` once more, or `timeout_ms` passed; the times of arrival.
  std::vector<double> wait_for(std::string_view mark, Time since, double timeout_ms) {
    std::vector<double> arrived;
    std::vector<bool> has_it(sockets_.size(), false);
    std::array<epoll_event, 512> ready{};
    std::array<char, 16384> buffer{};
    while (arrived.size() < sockets_.size() && ms_between(since, std::chrono::steady_clock::now()) < timeout_ms) {
      const int count = ::epoll_wait(epoll_, ready.data(), static_cast<int>(ready.size()), 50);
      for (int i = 0; i < count; ++i) {
        const std::size_t at = ready[static_cast<std::size_t>(i)].data.u64;
        const ssize_t length = ::recv(sockets_[at], buffer.data(), buffer.size(), 0);
        if (length <= 0) continue;
        received_[at].append(buffer.data(), static_cast<std::size_t>(length));
        if (has_it[at] || received_[at].find(mark) == std::string::npos) continue;
        has_it[at] = true;
        received_[at].clear();
        arrived.push_back(ms_between(since, std::chrono::steady_clock::now()));
      }
    }
    return arrived;
  }

  void forget() {
    for (auto& text : received_) text.clear();
  }

 private:
  int epoll_;
  std::vector<int> sockets_;
  std::vector<std::string> received_;
};

void run(std::uint16_t port, std::size_t count, int events, const std::string& idea, const std::string& token, const std::string& pid) {
  const long before_kib = resident_kib(pid);
  const Time connecting = std::chrono::steady_clock::now();
  Audience audience(port, count, idea);
  const auto joined = audience.wait_for("\"subscribed\"", connecting, 30'000);
  std::printf("sockets %zu of %zu subscribed in %.0f ms\n", joined.size(), count, ms_between(connecting, std::chrono::steady_clock::now()));
  std::vector<double> median, last, took;
  const int actor = connect_to(port);
  ask(actor, "DELETE", "/api/v1/ideas/" + idea + "/support", token, {});  // so that every act below changes something
  for (int i = 0; i < events; ++i) {
    audience.wait_for("nothing is called this", std::chrono::steady_clock::now(), 400);  // lets presence settle
    audience.forget();
    const Time sent = std::chrono::steady_clock::now();
    send_all(actor, request_text(i % 2 == 0 ? "PUT" : "DELETE", "/api/v1/ideas/" + idea + "/support", token, {}));
    auto arrived = audience.wait_for("supported\"", sent, 5'000);
    std::array<char, 4096> answer{};
    if (::recv(actor, answer.data(), answer.size(), 0) <= 0 || std::string_view(answer.data(), 12).substr(9) != "200") throw std::runtime_error("support refused");
    if (arrived.size() != count) throw std::runtime_error("only " + std::to_string(arrived.size()) + " sockets got the event");
    last.push_back(percentile(arrived, 1.0));
    median.push_back(percentile(arrived, 0.5));
  }
  std::printf("events %d  median socket %.1f ms  last socket: median %.1f ms, worst %.1f ms\n", events, percentile(median, 0.5),
              percentile(last, 0.5), percentile(last, 1.0));
  std::printf("server memory: %ld KiB before, %ld KiB after, %.1f KiB a socket\n", before_kib, resident_kib(pid),
              static_cast<double>(resident_kib(pid) - before_kib) / static_cast<double>(count));
}

}  // namespace
}  // namespace palabre::load

int main(int count, char** words) {
  if (count != 7) {
    std::fprintf(stderr, "usage: load_fanout PORT SOCKETS EVENTS IDEA_ID TOKEN SERVER_PID\n");
    return 2;
  }
  try {
    palabre::load::run(static_cast<std::uint16_t>(std::atoi(words[1])), static_cast<std::size_t>(std::atoi(words[2])), std::atoi(words[3]),
                       words[4], words[5], words[6]);
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "%s\n", fault.what());
    return 1;
  }
  return 0;
}

// Durable supports per second: N connections, each its own person, supporting and taking back ideas in a closed loop.
//   load_supports PORT SECONDS IDEA_IDS(comma) TOKENS(file, one a line)
#include "wire.hpp"

#include <sys/epoll.h>
#include <sys/socket.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <sstream>

namespace palabre::load {
namespace {

struct Client {
  int socket = 0;
  std::string token;
  std::string received;
  std::size_t step = 0;      // even: support, odd: take it back
  Time sent_at;
};

class Load {
 public:
  Load(std::uint16_t port, std::vector<std::string> ideas, const std::vector<std::string>& tokens) : ideas_(std::move(ideas)) {
    epoll_ = ::epoll_create1(0);
    clients_.reserve(tokens.size());
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      clients_.push_back({connect_to(port), tokens[i], {}, i * 2, {}});
      set_non_blocking(clients_[i].socket);
      epoll_event wanted{};
      wanted.events = EPOLLIN;
      wanted.data.u64 = i;
      ::epoll_ctl(epoll_, EPOLL_CTL_ADD, clients_[i].socket, &wanted);
    }
  }

  void run(double seconds) {
    const Time start = std::chrono::steady_clock::now();
    for (auto& client : clients_) ask_next(client);
    std::array<epoll_event, 256> ready{};
    while (ms_between(start, std::chrono::steady_clock::now()) < seconds * 1000) {
      const int count = ::epoll_wait(epoll_, ready.data(), static_cast<int>(ready.size()), 100);
      for (int i = 0; i < count; ++i) receive(clients_[ready[static_cast<std::size_t>(i)].data.u64]);
    }
    const double elapsed_s = ms_between(start, std::chrono::steady_clock::now()) / 1000;
    std::printf("connections %zu  supports/s %.0f  p50 %.2f ms  p99 %.2f ms  refused %zu\n", clients_.size(),
                static_cast<double>(took_ms_.size()) / elapsed_s, percentile(took_ms_, 0.5), percentile(took_ms_, 0.99), refused_);
  }

 private:
  void ask_next(Client& client) {
    const auto& idea = ideas_[(client.step / 2) % ideas_.size()];
    client.sent_at = std::chrono::steady_clock::now();
    send_all(client.socket, request_text(client.step % 2 == 0 ? "PUT" : "DELETE", "/api/v1/ideas/" + idea + "/support", client.token, {}));
    ++client.step;
  }

  void receive(Client& client) {
    std::array<char, 16384> buffer{};
    const ssize_t count = ::recv(client.socket, buffer.data(), buffer.size(), 0);
    if (count == 0) throw std::runtime_error("the server closed a connection");
    if (count < 0) return;
    client.received.append(buffer.data(), static_cast<std::size_t>(count));
    const std::size_t length = whole_answer(client.received);
    if (length == 0) return;
    if (client.received.compare(9, 3, "200") != 0) ++refused_;
    took_ms_.push_back(ms_between(client.sent_at, std::chrono::steady_clock::now()));
    client.received.erase(0, length);
    ask_next(client);
  }

  std::vector<std::string> ideas_;
  std::vector<Client> clients_;
  std::vector<double> took_ms_;
  std::size_t refused_ = 0;
  int epoll_ = 0;
};

std::vector<std::string> split(std::istream& text, char separator) {
  std::vector<std::string> parts;
  for (std::string part; std::getline(text, part, separator);) {
    if (!part.empty()) parts.push_back(part);
  }
  return parts;
}

}  // namespace
}  // namespace palabre::load

int main(int count, char** words) {
  if (count != 5) {
    std::fprintf(stderr, "usage: load_supports PORT SECONDS IDEA_IDS TOKENS_FILE\n");
    return 2;
  }
  try {
    std::istringstream ideas(words[3]);
    std::ifstream tokens(words[4]);
    palabre::load::Load load(static_cast<std::uint16_t>(std::atoi(words[1])), palabre::load::split(ideas, ','),
                             palabre::load::split(tokens, '\n'));
    load.run(std::atof(words[2]));
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "%s\n", fault.what());
    return 1;
  }
  return 0;
}

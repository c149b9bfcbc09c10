// Sockets, HTTP by hand and percentiles. Used by the load generators beside it.
#include "wire.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

namespace palabre::load {
namespace {

[[noreturn]] void fail(const std::string& doing) { throw std::runtime_error(doing + ": " + std::strerror(errno)); }

}  // namespace

double ms_between(Time from, Time to) { return std::chrono::duration<double, std::milli>(to - from).count(); }

int connect_to(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  if (socket < 0) fail("socket");
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) fail("connect");
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return socket;
}

void set_non_blocking(int socket) { ::fcntl(socket, F_SETFL, ::fcntl(socket, F_GETFL) | O_NONBLOCK); }

void send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) fail("send");
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

std::string request_text(std::string_view method, std::string_view path, std::string_view token, std::string_view json_body) {
  std::string text = std::string(method) + " " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n";
  if (!token.empty()) text += "Authorization: Bearer " + std::string(token) + "\r\n";
  if (!json_body.empty()) text += "Content-Type: application/json\r\n";
  if (method != "GET") text += "Content-Length: " + std::to_string(json_body.size()) + "\r\n";
  return text + "\r\n" + std::string(json_body);
}

std::size_t whole_answer(std::string_view bytes) {
  const auto head = bytes.find("\r\n\r\n");
  if (head == std::string_view::npos) return 0;
  std::size_t body = 0;
  const auto field = bytes.substr(0, head).find("Content-Length: ");
  if (field != std::string_view::npos) body = std::strtoull(bytes.data() + field + 16, nullptr, 10);
  const std::size_t all = head + 4 + body;
  return bytes.size() >= all ? all : 0;
}

Answer ask(int socket, std::string_view method, std::string_view path, std::string_view token, std::string_view json_body) {
  send_all(socket, request_text(method, path, token, json_body));
  std::string received;
  std::array<char, 65536> buffer{};
  while (whole_answer(received) == 0) {
    const ssize_t count = ::recv(socket, buffer.data(), buffer.size(), 0);
    if (count <= 0) fail("recv");
    received.append(buffer.data(), static_cast<std::size_t>(count));
  }
  return {std::atoi(received.c_str() + 9), received.substr(received.find("\r\n\r\n") + 4)};
}

std::string json_text(std::string_view json, std::string_view name) {
  const std::string mark = "\"" + std::string(name) + "\":\"";
  const auto start = json.find(mark);
  if (start == std::string_view::npos) return {};
  const auto from = start + mark.size();
  return std::string(json.substr(from, json.find('"', from) - from));
}

double percentile(std::vector<double>& values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1, static_cast<std::size_t>(static_cast<double>(values.size()) * share))];
}

}  // namespace palabre::load

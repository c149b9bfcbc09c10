// A plain blocking socket that says exactly what a test wants, right or wrong. Used by the tests of net.
#pragma once
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace palabre::tests {

struct Answer {
  int status = 0;
  std::string head;
  std::string body;

  [[nodiscard]] std::string header(std::string_view name) const {
    const auto at = head.find("\r\n" + std::string(name) + ": ");
    if (at == std::string::npos) return {};
    const auto start = at + name.size() + 4;
    return head.substr(start, head.find("\r\n", start) - start);
  }
};

class RawClient {
 public:
  explicit RawClient(std::uint16_t port, int receive_buffer_bytes = 0) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    if (receive_buffer_bytes > 0) setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer_bytes, sizeof receive_buffer_bytes);
    const timeval patience{10, 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    const int yes = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) throw std::runtime_error("no connection");
  }
  ~RawClient() { ::close(socket_); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  /// False when the other side closed meanwhile.
  bool send(std::string_view text) {
    while (!text.empty()) {
      const auto sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      text.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  void end_sending() { ::shutdown(socket_, SHUT_WR); }

  bool read_more() {
    char part[65536];
    errno = 0;
    const auto count = ::recv(socket_, part, sizeof part, 0);
    if (count <= 0) return false;
    pending_.append(part, static_cast<std::size_t>(count));
    return true;
  }
  /// True when the server closed, within ten seconds, whatever it still sent before.
  bool is_closed() {
    while (read_more()) {
    }
    return errno != EAGAIN && errno != EWOULDBLOCK;
  }

  /// One answer by its Content-Length. Nothing when the server closed before a whole one.
  std::optional<Answer> read(bool is_head = false) {
    std::size_t end = 0;
    while ((end = pending_.find("\r\n\r\n")) == std::string::npos) {
      if (!read_more()) return std::nullopt;
    }
    Answer answer;
    answer.head = pending_.substr(0, end + 2);
    pending_.erase(0, end + 4);
    answer.status = std::stoi(answer.head.substr(9, 3));
    const auto length = answer.header("Content-Length");
    const auto wanted = is_head || length.empty() || answer.status == 304 ? 0 : std::stoul(length);
    while (pending_.size() < wanted) {
      if (!read_more()) return std::nullopt;
    }
    answer.body = pending_.substr(0, wanted);
    pending_.erase(0, wanted);
    return answer;
  }

  std::optional<Answer> ask(std::string_view method, std::string_view target, std::string_view headers = {}, std::string_view body = {}) {
    std::string text = std::string(method) + " " + std::string(target) + " HTTP/1.1\r\nHost: test\r\n" + std::string(headers);
    if (!body.empty()) text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    send(text + "\r\n" + std::string(body));
    return read(method == "HEAD");
  }

  /// Opens a live socket; the status of the handshake.
  int upgrade(std::string_view headers = "Sec-WebSocket-Protocol: palabre.v1\r\n") {
    const auto answer = ask("GET", "/api/v1/live",
                            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + std::string(headers));
    protocol = answer ? answer->header("Sec-WebSocket-Protocol") : "";
    return answer ? answer->status : 0;
  }
  void send_frame(std::string_view text, char opcode = 1) {
    std::string frame(1, static_cast<char>(0x80 | opcode));
    if (text.size() < 126) {
      frame += static_cast<char>(0x80 | text.size());
    } else {
      frame += static_cast<char>(0x80 | 127);
      for (int shift = 56; shift >= 0; shift -= 8) frame += static_cast<char>((text.size() >> shift) & 255U);
    }
    frame.append(4, '\0');  // a mask of zeros
    send(frame + std::string(text));
  }
  /// The next data or close frame (its first byte is then the opcode 8, see `was_close`). Pings are skipped.
  std::optional<std::string> read_frame() {
    for (;;) {
      while (pending_.size() < 2) {
        if (!read_more()) return std::nullopt;
      }
      const auto byte = [&](std::size_t at) { return static_cast<std::uint8_t>(pending_[at]); };
      const int opcode = byte(0) & 15;
      std::size_t length = byte(1) & 127U;
      std::size_t start = 2;
      const std::size_t extra = length == 126 ? 2 : length == 127 ? 8 : 0;
      while (pending_.size() < start + extra) {
        if (!read_more()) return std::nullopt;
      }
      if (extra > 0) length = 0;
      for (std::size_t i = 0; i < extra; ++i) length = (length << 8U) | byte(start + i);
      start += extra;
      while (pending_.size() < start + length) {
        if (!read_more()) return std::nullopt;
      }
      auto text = pending_.substr(start, length);
      pending_.erase(0, start + length);
      was_close = opcode == 8;
      if (opcode == 1 || was_close) return text;
    }
  }

  bool was_close = false;
  std::string protocol;

 private:
  int socket_;
  std::string pending_;
};

}  // namespace palabre::tests

// One live socket. Beast's WebSocket is behind this header and in one .cpp.
#pragma once
#include "net/io_thread.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace palabre::net {

inline constexpr std::string_view live_protocol = "palabre.v1";

struct LiveStart {
  std::string address;       // counted in socket_counts; run_live leaves it
  std::string raw_request;   // the upgrade request as it came, and whatever the client sent after it
  bool has_protocol = false;
};

/// Accepts the handshake and serves the socket until either side closes.
Task<void> run_live(IoThread& io, TcpSocket socket, std::shared_ptr<LiveStart> start);

}  // namespace palabre::net

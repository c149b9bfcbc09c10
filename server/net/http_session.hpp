// One HTTP connection from its first byte to its last.
#pragma once
#include "net/io_thread.hpp"

namespace palabre::net {

/// Serves requests until the client leaves, breaks the rules, or becomes a live socket.
Task<void> run_http(IoThread& io, TcpSocket socket);

/// 503 without reading a byte: there are too many connections.
void refuse_connection(IoThread& io, TcpSocket& socket);

}  // namespace palabre::net

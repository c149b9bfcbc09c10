// What stands in a request's head and concerns its connection only.
#pragma once
#include <string>

namespace palabre::net {

/// What the connection itself needs of a request.
struct Wire {
  std::string target;
  std::string forwarded_for;
  std::string forwarded_proto;
  std::string socket_key;       // Sec-WebSocket-Key
  std::string socket_version;
  std::string socket_protocol;
  std::string request_id;       // X-Request-Id, as sent
  int version = 11;
  int hosts = 0;
  int fields = 0;
  bool expects_continue = false;
  bool is_forwarded = false;    // a header that only proxies send
};

}  // namespace palabre::net

// The number of a request, and what is written down of its answer: counters always, a line of the log where it is asked for.
#pragma once
#include "http/traffic.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace palabre::net {

struct IoThread;

/// Numbers of one io thread's requests: "r-70a1c3f2-17". The first part is the process's own, so that nodes do not repeat each other.
class RequestNumbers {
 public:
  RequestNumbers();
  /// The next one, into memory that is used again.
  void write(std::string& into);

 private:
  std::uint64_t next_;
};

/// The header that tells it, up to its value.
inline constexpr std::string_view id_header = "X-Request-Id: ";

struct Answered {
  http::TrafficRow row;
  http::Method method;
  int status;
  std::size_t bytes;
  std::int64_t took_us;
  std::string_view id;
};
/// Counts, and logs when the setting log_requests says so: the route, never the address that was asked for.
void note_answer(IoThread& io, const Answered& answered);

/// Microseconds of the steady clock.
std::int64_t steady_us();

}  // namespace palabre::net

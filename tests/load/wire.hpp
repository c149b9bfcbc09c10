// Plain sockets for the load generators: as little work as possible on the client's side of the two cores.
#pragma once
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::load {

using Time = std::chrono::steady_clock::time_point;
double ms_between(Time from, Time to);

/// Connects to 127.0.0.1; throws with the system's own words.
int connect_to(std::uint16_t port);
void set_non_blocking(int socket);
void send_all(int socket, std::string_view bytes);

/// Sends one request on `socket` and waits for its whole answer (Content-Length); status and body.
struct Answer {
  int status = 0;
  std::string body;
};
Answer ask(int socket, std::string_view method, std::string_view path, std::string_view token, std::string_view json_body);
std::string request_text(std::string_view method, std::string_view path, std::string_view token, std::string_view json_body);

/// The length of the first whole HTTP answer in `bytes`; 0 when it is not whole yet.
std::size_t whole_answer(std::string_view bytes);

/// The text after `"name":"` in a flat JSON answer.
std::string json_text(std::string_view json, std::string_view name);

/// The value at `share` (0.99: the 99th percentile) of unsorted `values`.
double percentile(std::vector<double>& values, double share);

}  // namespace palabre::load

// Names, counts and logs requests. Called by http_session for each answer, on its io thread.
#include "net/answer_note.hpp"

#include "base/log.hpp"
#include "http/router.hpp"
#include "net/io_thread.hpp"

#include <array>
#include <atomic>
#include <charconv>
#include <chrono>
#include <random>

namespace palabre::net {
namespace {

constexpr std::uint64_t lanes = 64;  // io threads that number without asking each other

const std::string& process_part() {
  static const std::string text = [] {
    std::array<char, 16> digits{};
    const auto number = static_cast<std::uint32_t>(std::random_device{}());
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, 16).ptr;
    return "r-" + std::string(digits.data(), end) + "-";
  }();
  return text;
}

}  // namespace

RequestNumbers::RequestNumbers() {
  static std::atomic<std::uint64_t> taken{0};
  next_ = lanes + taken++ % lanes;
}

void RequestNumbers::write(std::string& into) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), next_).ptr;
  next_ += lanes;
  into.assign(process_part()).append(digits.data(), end);
}

void note_answer(IoThread& io, const Answered& answered) {
  io.traffic.count(answered.row, answered.status, answered.took_us, answered.bytes);
  if (!io.shared.config.logs_requests) return;
  log::info("request", {{"request", answered.id},
                        {"method", http::method_name(answered.method)},
                        {"route", http::row_name(io.shared.router.routes(), answered.row)},
                        {"status", std::int64_t{answered.status}},
                        {"ms", static_cast<double>(answered.took_us) / 1000},
                        {"bytes", static_cast<std::int64_t>(answered.bytes)}});
}

std::int64_t steady_us() {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace palabre::net

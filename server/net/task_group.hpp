// Every session that runs on one io thread, counted, with its last words logged. The one place that calls co_spawn.
#pragma once
#include "base/log.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <exception>
#include <string>

namespace palabre::net {

namespace asio = boost::asio;

// One executor type everywhere: the type-erased default costs a third of the throughput (measured).
using Executor = asio::io_context::executor_type;
using TcpSocket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>;
template <class T>
using Task = asio::awaitable<T, Executor>;

/// Errors come back as values: `auto [error, count] = co_await socket.async_read_some(buffer, as_values);`
inline constexpr asio::as_tuple_t<asio::use_awaitable_t<Executor>> as_values{};

class TaskGroup {
 public:
  /// Starts `task` on its thread. It is over when it returns or throws. Thread: the io thread, or before it runs.
  void spawn(const Executor& executor, Task<void> task) {
    ++running_;
    asio::co_spawn(executor, std::move(task), [this](const std::exception_ptr& error) {
      --running_;
      if (error) report(error);
    });
  }
  [[nodiscard]] std::size_t running() const { return running_; }

 private:
  static void report(const std::exception_ptr& error) {
    try {
      std::rethrow_exception(error);
    } catch (const std::exception& fault) {
      log::error(std::string("a session ended badly: ") + fault.what());
    }
  }
  std::size_t running_ = 0;
};

}  // namespace palabre::net

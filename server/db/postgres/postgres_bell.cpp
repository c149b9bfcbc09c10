// Waits on the listening connection and on who wants it to stop. Made by PostgresDriver for the event reader.
#include "db/postgres/postgres_bell.hpp"

#include "base/log.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>

namespace palabre::db::postgres {
namespace {

constexpr auto pause_between_tries = std::chrono::milliseconds(500);

}  // namespace

PostgresBell::PostgresBell(std::string address) : address_(std::move(address)), wake_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
  if (wake_ < 0) throw DatabaseError("no eventfd");
}

PostgresBell::~PostgresBell() { close(wake_); }

void PostgresBell::ring() noexcept {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = write(wake_, &one, sizeof one);
}

bool PostgresBell::listen_if_deaf() {
  if (handle_ && PQstatus(handle_.get()) == CONNECTION_OK) return true;
  const auto now = std::chrono::steady_clock::now();
  if (now < next_try_) return false;
  next_try_ = now + pause_between_tries;
  handle_.reset();
  try {
    handle_ = open_handle(address_);
    const Answer answer(PQexec(handle_.get(), ("LISTEN " + std::string(announcement_channel)).c_str()));
    if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) fail(handle_.get(), answer.get(), "listening");
    return true;
  } catch (const std::exception& fault) {
    handle_.reset();
    log::warning(std::string("nobody announces commits, the log is looked at instead: ") + fault.what());
    return false;
  }
}

bool PostgresBell::take_announcements() {
  if (PQconsumeInput(handle_.get()) == 0) {
    handle_.reset();
    return true;  // deaf from here on: there may be news
  }
  bool has_any = false;
  while (PGnotify* told = PQnotifies(handle_.get())) {
    PQfreemem(told);
    has_any = true;
  }
  return has_any;
}

bool PostgresBell::wait(std::chrono::milliseconds at_most) noexcept {
  try {
    const bool was_deaf = !handle_;
    const bool hears = listen_if_deaf();
    if (hears && was_deaf) return true;  // what was announced before is not heard any more
    std::array<pollfd, 2> watched{pollfd{wake_, POLLIN, 0}, pollfd{hears ? PQsocket(handle_.get()) : -1, POLLIN, 0}};
    poll(watched.data(), watched.size(), static_cast<int>(at_most.count()));
    if (watched[0].revents != 0) {
      std::uint64_t rung = 0;
      [[maybe_unused]] const auto read_bytes = read(wake_, &rung, sizeof rung);
      return false;
    }
    return hears && watched[1].revents != 0 && take_announcements();
  } catch (const std::exception& fault) {
    handle_.reset();
    log::warning(std::string("waiting for announcements: ") + fault.what());
    return true;
  }
}

}  // namespace palabre::db::postgres

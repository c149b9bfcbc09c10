// Hears of commits by LISTEN. Included by db/postgres/*.cpp only.
#pragma once
#include "db/postgres/postgres_link.hpp"

#include <atomic>

namespace palabre::db::postgres {

class PostgresBell final : public Bell {
 public:
  explicit PostgresBell(std::string address);
  ~PostgresBell() override;
  PostgresBell(const PostgresBell&) = delete;
  PostgresBell& operator=(const PostgresBell&) = delete;

  bool wait(std::chrono::milliseconds at_most) noexcept override;
  void ring() noexcept override;

 private:
  /// False when the server does not answer now.
  bool listen_if_deaf();
  bool take_announcements();

  std::string address_;
  Handle handle_;
  std::chrono::steady_clock::time_point next_try_{};
  int wake_ = -1;  // an eventfd
};

}  // namespace palabre::db::postgres

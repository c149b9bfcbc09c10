// Sends what waits in the outbox. Started by serve() when a mail server is configured.
#include "mail/sender.hpp"

#include "base/log.hpp"

namespace palabre::mail {
namespace {

constexpr auto look_every = std::chrono::seconds(1);

}  // namespace

Sender::Sender(db::Gate& gate, const Clock& clock, SmtpServer server, std::function<void()> compose)
    : gate_(gate), clock_(clock), server_(std::move(server)), compose_(std::move(compose)), thread_([this] { turn(); }) {}

Sender::~Sender() {
  is_stopping_ = true;
  bell_.notify_all();
  thread_.join();
}

void Sender::send_due() {
  while (!is_stopping_ && gate_.read([](db::Tx& tx) { return is_mail_due(tx); })) {
    // Written down, committed, and only then sent.
    const auto mail = gate_.write([](db::Tx& tx) { return begin_try(tx); });
    if (!mail) return;
    const TryOutcome outcome = send_mail(server_, *mail, clock_.now(), is_stopping_);
    const bool is_given_up = gate_.write([&](db::Tx& tx) { return end_try(tx, *mail, outcome); });
    const std::string name = "mail " + mail->id.text() + ", attempt " + std::to_string(mail->try_number);
    if (is_given_up) log::error(name + ": given up: " + outcome.problem);
    else if (!outcome.is_sent) log::warning(name + ": " + outcome.problem);
  }
}

void Sender::turn() {
  try {
    const auto lost = gate_.write([](db::Tx& tx) { return give_up_interrupted(tx); });
    if (lost > 0) log::warning(std::to_string(lost) + " mail(s) were under way when the program ended and are not sent again");
  } catch (const std::exception& fault) {
    log::error(std::string("mail: ") + fault.what());
  }
  while (!is_stopping_) {
    try {
      compose_();
      send_due();
    } catch (const std::exception& fault) {
      log::error(std::string("mail: ") + fault.what());
    }
    std::unique_lock lock(mutex_);
    bell_.wait_for(lock, look_every, [this] { return is_stopping_.load(); });
  }
}

}  // namespace palabre::mail

// Sends what waits in the outbox. Started by serve() when a mail server is configured.
#include "mail/sender.hpp"

#include "base/log.hpp"

namespace palabre::mail {
namespace {

constexpr auto look_every = std::chrono::seconds(1);

}  // namespace

Sender::Sender(db::Gate& gate, const Clock& clock, SmtpServer server, std::function<void()> compose, std::string node)
    : gate_(gate), clock_(clock), server_(std::move(server)), compose_(std::move(compose)), node_(std::move(node)), thread_([this] { turn(); }) {}

Sender::~Sender() {
  is_stopping_ = true;
  bell_.notify_all();
  thread_.join();
}

void Sender::send_due() {
  while (!is_stopping_ && gate_.read([](db::Tx& tx) { return is_mail_due(tx); })) {
    // Written down, committed, and only then sent.
    const auto mail = gate_.write([this](db::Tx& tx) { return begin_try(tx, node_); });
    if (!mail) return;
    const TryOutcome outcome = send_mail(server_, *mail, clock_.now(), is_stopping_);
    const bool is_given_up = gate_.write([&](db::Tx& tx) { return end_try(tx, *mail, outcome); });
    const std::string name = "mail " + mail->id.text() + ", attempt " + std::to_string(mail->try_number);
    if (is_given_up) log::error(name + ": given up: " + outcome.problem);
    else if (!outcome.is_sent) log::warning(name + ": " + outcome.problem);
  }
}

/// What was under way when a program ended: at once when nobody else sends, else when nobody can be sending it any more.
void Sender::give_up() {
  if (!node_.empty() && !gate_.read([](db::Tx& tx) { return is_attempt_lost(tx); })) return;
  const auto lost = gate_.write([this](db::Tx& tx) { return node_.empty() ? give_up_interrupted(tx) : give_up_lost(tx); });
  if (lost > 0) log::warning(std::to_string(lost) + " mail(s) were under way when the program ended and are not sent again");
}

void Sender::turn() {
  bool is_first = true;
  while (!is_stopping_) {
    try {
      if (is_first || !node_.empty()) give_up();
      is_first = false;
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

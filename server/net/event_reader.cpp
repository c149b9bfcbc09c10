// The loop of the reader of the event log. Started by serve().
#include "net/event_reader.hpp"

#include "base/log.hpp"
#include "db/event_log.hpp"

#include <exception>
#include <string>

namespace palabre::net {
namespace {

constexpr std::chrono::milliseconds look_every{200};
/// A look that takes longer helps nobody: what is kept is not used any more by then.
constexpr std::int64_t look_ms_max = 5 * ms_per_second;

}  // namespace

EventReader::EventReader(Server& server, db::Driver& driver) : server_(server), driver_(driver), bell_(driver.bell()) {
  server_.set_reader_bell([this] { bell_->ring(); });
  thread_ = std::thread([this] { turn(); });
}

EventReader::~EventReader() {
  server_.set_reader_bell({});
  is_stopping_ = true;
  bell_->ring();
  thread_.join();
}

std::vector<db::Event> EventReader::read(std::int64_t since, std::size_t limit) {
  if (!connection_) connection_ = driver_.connect(db::Mode::read);
  try {
    connection_->begin_read();
    connection_->set_query_limit_ms(look_ms_max);
    auto events = db::load_all_events(connection_->tx(), since, limit);
    connection_->set_query_limit_ms(0);
    connection_->commit();
    return events;
  } catch (...) {
    connection_.reset();   // the next look begins with a new one
    throw;
  }
}

void EventReader::turn() {
  bool was_well = true;
  while (!is_stopping_) {
    try {
      server_.catch_up([this](std::int64_t since, std::size_t limit) { return read(since, limit); });
      if (!was_well) log::info("the event log can be read again");
      was_well = true;
    } catch (const std::exception& fault) {
      if (was_well) log::warning(std::string("the event log cannot be read: ") + fault.what());
      was_well = false;
    }
    bell_->wait(look_every);
  }
}

}  // namespace palabre::net

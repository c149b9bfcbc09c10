// Writes log lines through spdlog. Called from everywhere; the only file that names the logging library.
#include "base/log.hpp"

#include "base/instant.hpp"

#include <nlohmann/json.hpp>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <array>
#include <atomic>
#include <chrono>

namespace palabre::log {
namespace {

constexpr std::array<std::string_view, 5> level_names{"debug", "info", "warning", "error", "silent"};

std::atomic<Format> format_now{Format::text};

spdlog::logger& logger() {
  static const auto instance = [] {
    auto made = spdlog::stderr_logger_mt("palabre");
    made->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
    made->flush_on(spdlog::level::info);
    return made;
  }();
  return *instance;
}

spdlog::level::level_enum native(Level level) {
  switch (level) {
    case Level::debug: return spdlog::level::debug;
    case Level::info: return spdlog::level::info;
    case Level::warning: return spdlog::level::warn;
    case Level::error: return spdlog::level::err;
    case Level::silent: break;
  }
  return spdlog::level::off;
}

std::string time_text() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return iso_text(Instant{std::chrono::duration_cast<std::chrono::milliseconds>(now).count()});
}

void write(Level level, std::string_view line, Fields fields) {
  if (!logger().should_log(native(level))) return;
  if (format_now.load(std::memory_order_relaxed) == Format::json) logger().log(native(level), "{}", line_json(time_text(), level, line, fields));
  else if (fields.size() == 0) logger().log(native(level), "{}", line);
  else logger().log(native(level), "{}", line_text(line, fields));
}

}  // namespace

void set_level(Level level) { logger().set_level(native(level)); }

void set_format(Format format) {
  format_now = format;
  const char* pattern = format == Format::json ? "%v" : "%Y-%m-%dT%H:%M:%S.%eZ %l %v";
  logger().set_pattern(pattern, spdlog::pattern_time_type::utc);
}

void debug(std::string_view line, Fields fields) { write(Level::debug, line, fields); }
void info(std::string_view line, Fields fields) { write(Level::info, line, fields); }
void warning(std::string_view line, Fields fields) { write(Level::warning, line, fields); }
void error(std::string_view line, Fields fields) { write(Level::error, line, fields); }

std::string line_text(std::string_view line, Fields fields) {
  std::string text(line);
  for (const auto& field : fields) {
    text.append(" ").append(field.name).append("=");
    if (const auto* word = std::get_if<std::string_view>(&field.value)) text.append(*word);
    else if (const auto* number = std::get_if<std::int64_t>(&field.value)) text.append(std::to_string(*number));
    else text.append(nlohmann::json(std::get<double>(field.value)).dump());
  }
  return text;
}

std::string line_json(std::string_view at, Level level, std::string_view line, Fields fields) {
  nlohmann::ordered_json object{{"at", at}, {"level", level_names[static_cast<std::size_t>(level)]}, {"message", line}};
  for (const auto& field : fields) std::visit([&](const auto& value) { object[std::string(field.name)] = value; }, field.value);
  return object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace palabre::log

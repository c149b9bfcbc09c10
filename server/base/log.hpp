// One line per thing worth knowing, to standard error. Never a secret, a name, an address or anything a person typed.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace palabre::log {

enum class Level { debug, info, warning, error, silent };

/// text: "2026-11-21T12:00:00.000Z info stopped", fields behind it as name=value. json: one object a line, for collectors.
enum class Format { text, json };

struct Field {
  std::string_view name;
  std::variant<std::string_view, std::int64_t, double> value;
};
using Fields = std::initializer_list<Field>;

/// Sets the threshold and the form; called once by main before threads start.
void set_level(Level level);
void set_format(Format format);
void debug(std::string_view line, Fields fields = {});
void info(std::string_view line, Fields fields = {});
void warning(std::string_view line, Fields fields = {});
void error(std::string_view line, Fields fields = {});

/// One line as it is written, without what the text form puts in front.
std::string line_text(std::string_view line, Fields fields);
/// The JSON object of one line. `at`: "2026-11-21T12:00:00.000Z". Bytes that are not UTF-8 are replaced.
std::string line_json(std::string_view at, Level level, std::string_view line, Fields fields);

}  // namespace palabre::log

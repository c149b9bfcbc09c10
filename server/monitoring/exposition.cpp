// Writes samples, labels and cumulative buckets. Called by metrics.cpp.
#include "monitoring/exposition.hpp"

#include <charconv>
#include <cmath>

namespace palabre::monitoring {
namespace {

/// A help text ends with its line: only the backslash and the line feed are written otherwise.
std::string escape_help(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\\') escaped += "\\\\";
    else if (c == '\n') escaped += "\\n";
    else escaped += c;
  }
  return escaped;
}

}  // namespace

std::string escape_label(std::string_view value) {
  std::string escaped;
  escaped.reserve(value.size());
  for (const char c : value) {
    if (c == '\\') escaped += "\\\\";
    else if (c == '"') escaped += "\\\"";
    else if (c == '\n') escaped += "\\n";
    else escaped += c;
  }
  return escaped;
}

std::string number_text(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
  std::array<char, 400> text{};  // the longest double without an exponent
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed).ptr;
  return {text.data(), end};
}

void Exposition::family(std::string_view name, std::string_view type, std::string_view help) {
  name_ = name;
  text_.append("# HELP ").append(name).append(" ").append(escape_help(help)).append("\n");
  text_.append("# TYPE ").append(name).append(" ").append(type).append("\n");
}

void Exposition::line(std::string_view suffix, Labels labels, std::string_view more_name, std::string_view more_value, std::string_view value) {
  text_.append(name_).append(suffix);
  char before = '{';
  const auto add = [&](std::string_view name, std::string_view text) {
    text_ += before;
    text_.append(name).append("=\"").append(escape_label(text)).append("\"");
    before = ',';
  };
  for (const auto& label : labels) add(label.name, label.value);
  if (!more_name.empty()) add(more_name, more_value);
  if (before == ',') text_ += '}';
  text_.append(" ").append(value).append("\n");
}

void Exposition::sample(Labels labels, std::int64_t value) { line("", labels, "", "", std::to_string(value)); }
void Exposition::sample(Labels labels, std::uint64_t value) { line("", labels, "", "", std::to_string(value)); }
void Exposition::sample(Labels labels, double value) { line("", labels, "", "", number_text(value)); }

void Exposition::histogram(Labels labels, std::span<const std::int64_t> bounds, std::span<const std::uint64_t> in_bucket, std::int64_t sum,
                           double per_unit) {
  // Counted up here, not read from a second counter: the last bucket and the count must agree whatever happens meanwhile.
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < in_bucket.size(); ++i) {
    total += in_bucket[i];
    const std::string bound = i < bounds.size() ? number_text(static_cast<double>(bounds[i]) / per_unit) : "+Inf";
    line("_bucket", labels, "le", bound, std::to_string(total));
  }
  line("_sum", labels, "", "", number_text(static_cast<double>(sum) / per_unit));
  line("_count", labels, "", "", std::to_string(total));
}

}  // namespace palabre::monitoring

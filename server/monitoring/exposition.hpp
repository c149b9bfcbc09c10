// The text that Prometheus and its kin read (format 0.0.4), written line by line.
#pragma once
#include "base/histogram.hpp"

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace palabre::monitoring {

struct Label {
  std::string_view name;
  std::string_view value;
};
using Labels = std::initializer_list<Label>;

/// One family after the other: its head, then its samples.
class Exposition {
 public:
  /// `type`: counter, gauge or histogram.
  void family(std::string_view name, std::string_view type, std::string_view help);
  void sample(Labels labels, std::int64_t value);
  void sample(Labels labels, std::uint64_t value);
  void sample(Labels labels, double value);
  /// A family with a single sample.
  template <class Value>
  void one(std::string_view name, std::string_view type, std::string_view help, Value value) {
    family(name, type, help);
    sample({}, value);
  }

  /// Cumulative buckets, sum and count. `per_unit`: how many of `bounds` and `sum` make one of the unit in the name, as 1e6 for
  /// microseconds shown in seconds. `in_bucket` has one more than `bounds`: what is above them all.
  void histogram(Labels labels, std::span<const std::int64_t> bounds, std::span<const std::uint64_t> in_bucket, std::int64_t sum, double per_unit);
  /// A family with a single histogram.
  template <const auto& bounds>
  void one(std::string_view name, std::string_view help, const Histogram<bounds>& counted, double per_unit) {
    std::array<std::uint64_t, Histogram<bounds>::buckets> in_bucket{};
    for (std::size_t i = 0; i < in_bucket.size(); ++i) in_bucket[i] = counted.in_bucket(i);
    family(name, "histogram", help);
    histogram({}, bounds, in_bucket, counted.sum(), per_unit);
  }

  std::string take() { return std::move(text_); }

 private:
  void line(std::string_view suffix, Labels labels, std::string_view more_name, std::string_view more_value, std::string_view value);

  std::string text_;
  std::string name_;
};

/// Backslash, quotation mark and line feed as a label's value writes them.
std::string escape_label(std::string_view value);

/// The shortest decimal text without an exponent that reads back as the same number.
std::string number_text(double value);

}  // namespace palabre::monitoring

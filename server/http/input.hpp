// What a person sent, read field by field with types and bounds: the same reader for JSON bodies and HTML forms.
#pragma once
#include "base/instant.hpp"
#include "base/refusal.hpp"
#include "http/request.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::http {

struct Length {
  std::size_t min = 0;  // characters (code points), after trimming
  std::size_t max = 0;
};

using TextPairs = std::vector<std::pair<std::string, std::string>>;  // language, text

/// Reads fields and remembers the first thing that was wrong; after the last field ask `refusal()`.
///   auto input = Input::read(request);  if (!input) return input.error();
///   const auto title = input->line("title", {5, 300});
///   const auto stance = input->choice("stance", stance_names);
///   if (auto refusal = input->refusal()) return *refusal;     // also names a field nobody asked for
class Input {
 public:
  /// By content type: application/json, application/x-www-form-urlencoded; anything else is unsupported_media_type.
  /// Broken JSON (or nested deeper than 32), bytes that are not UTF-8, and duplicate keys are refused.
  static Result<Input> read(const Request& request);
  static Result<Input> from_json(std::string_view body);
  static Result<Input> from_form(std::string_view body);
  /// Of fields already read: a form that came with files.
  static Input from_fields(const std::vector<std::pair<std::string, std::string>>& fields);
  Input(Input&&) noexcept;
  Input& operator=(Input&&) noexcept;
  ~Input();

  [[nodiscard]] bool has(std::string_view name) const;  // present and not null / not an empty form field
  [[nodiscard]] bool is_sent(std::string_view name) const;  // present, be it null or empty: for edits that can clear a field
  /// One line: trimmed, white space collapsed, NFC, control characters refused.
  std::string line(std::string_view name, Length length);
  std::optional<std::string> optional_line(std::string_view name, Length length);
  /// Several lines: line ends normalised to \n, trimmed, control characters refused.
  std::string text(std::string_view name, Length length);
  std::optional<std::string> optional_text(std::string_view name, Length length);
  /// Exactly as typed (passwords).
  std::string secret(std::string_view name, Length length);
  /// One of `names`; its index.
  std::size_t choice(std::string_view name, const std::vector<std::string_view>& names);
  std::optional<std::size_t> optional_choice(std::string_view name, const std::vector<std::string_view>& names);
  /// A JSON list of lines, or one form field with commas.
  std::vector<std::string> lines(std::string_view name, Length length, std::size_t count_max);
  std::optional<std::int64_t> optional_integer(std::string_view name, std::int64_t min, std::int64_t max);
  std::optional<double> optional_real(std::string_view name, double min, double max);
  std::optional<bool> optional_fact(std::string_view name);
  std::optional<Instant> optional_instant(std::string_view name);
  /// A JSON object {"fr":"…","en":"…"}; in a form the fields "name.fr", "name.en". Languages: two lower-case letters.
  std::vector<std::pair<std::string, std::string>> texts_by_language(std::string_view name, Length length);
  /// The same, or one plain text, which is then in `first_language`.
  TextPairs texts(std::string_view name, Length length, std::string_view first_language);
  /// A JSON list of such texts; an empty one is refused.
  std::vector<TextPairs> texts_list(std::string_view name, Length length, std::size_t count_max, std::string_view first_language);
  /// A JSON list of objects; ask each for its `refusal()`.
  std::vector<Input> objects(std::string_view name, std::size_t count_max);
  /// A nested JSON object (in a form: fields "name.x"), read by `read_into`; absent: not called.
  std::optional<Input> object(std::string_view name);
  /// A JSON list of lists of whole numbers, as a ranking: [[2],[1,3]].
  std::vector<std::vector<int>> number_groups(std::string_view name, std::size_t count_max);
  /// A list of ids as strings.
  std::vector<std::int64_t> ids(std::string_view name, std::size_t count_max);
  /// Says that a field may be there though nobody reads it (a form's button name).
  void ignore(std::string_view name);
  /// Records a refusal of the caller's own, when none was recorded before.
  void refuse_field(Reason reason, std::string_view name, std::string_view detail);

  /// The first thing that was wrong, with the other fields at fault; or a field that nobody read.
  [[nodiscard]] std::optional<Refusal> refusal();

 private:
  struct State;
  explicit Input(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace palabre::http

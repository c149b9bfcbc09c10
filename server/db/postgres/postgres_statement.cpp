// Values to the server, rows from it. Used by PostgresConnection.
#include "db/postgres/postgres_connection.hpp"

#include <charconv>

namespace palabre::db::postgres {
namespace {

constexpr Oid bool_type = 16;
constexpr Oid float4_type = 700;
constexpr Oid float8_type = 701;
constexpr int text_format = 0;
constexpr int binary_format = 1;

template <class Number>
std::string text_of(Number number) {
  char buffer[40];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
  return std::string(buffer, end);
}

/// Values as libpq's arrays; `numbers` holds what had to be spelled out.
Bound bind_values(std::span<const Value> values, const std::vector<std::size_t>& places, std::deque<std::string>& numbers) {
  Bound bound;
  for (const auto place : places) {
    const Value& value = values[place];
    int format = text_format;
    std::string_view bytes;
    if (const auto* integer = std::get_if<std::int64_t>(&value)) bytes = numbers.emplace_back(text_of(*integer));
    else if (const auto* real = std::get_if<double>(&value)) bytes = numbers.emplace_back(text_of(*real));
    else if (const auto* blob = std::get_if<Blob>(&value)) bytes = blob->bytes, format = binary_format;
    else bytes = numbers.emplace_back(std::get<std::string_view>(value));  // libpq wants a zero at the end of a text
    bound.values.push_back(bytes.data() == nullptr ? "" : bytes.data());
    bound.lengths.push_back(static_cast<int>(bytes.size()));
    bound.formats.push_back(format);
  }
  return bound;
}

}  // namespace

PostgresStatement::Variant& PostgresStatement::variant_for(std::span<const Value> values) {
  std::string kinds = kinds_of(values);
  const auto known = variants_.find(kinds);
  if (known != variants_.end()) return known->second;
  Variant made{connection_.new_name(), prepare_text(sql_, kinds), false};
  return variants_.emplace(std::move(kinds), std::move(made)).first->second;
}

void PostgresStatement::start(std::span<const Value> values) {
  if (answer_ && row_ >= 0 && row_ < rows_) throw DatabaseError("a statement was started again while its rows were being read");
  reset();
  Variant& variant = variant_for(values);
  std::deque<std::string> numbers;
  const Bound bound = bind_values(values, variant.prepared.places, numbers);
  try {
    answer_ = connection_.run_prepared(variant.name, variant.is_ready ? nullptr : &variant.prepared.text, variant.prepared.types, bound);
  } catch (const DatabaseError&) {
    // What failed may have been the preparing: another name is prepared next time.
    if (!variant.is_ready) variant.name = connection_.new_name();
    throw;
  }
  variant.is_ready = true;
  rows_ = PQntuples(answer_.get());
  const bool is_query = std::string_view(PQcmdStatus(answer_.get())).starts_with("SELECT");
  const std::string_view changed = is_query ? "" : PQcmdTuples(answer_.get());
  changed_rows_ = 0;
  std::from_chars(changed.data(), changed.data() + changed.size(), changed_rows_);
}

void PostgresStatement::start_unawaited(std::span<const Value> values) {
  const Variant& variant = variant_for(values);
  std::deque<std::string> numbers;
  if (variant.is_ready && connection_.send_unawaited(variant.name, bind_values(values, variant.prepared.places, numbers))) return;
  start(values);
  reset();
}

bool PostgresStatement::step() {
  bytes_.clear();
  if (row_ < rows_) ++row_;
  return row_ < rows_;
}

void PostgresStatement::reset() noexcept {
  answer_.reset();
  bytes_.clear();
  row_ = -1;
  rows_ = 0;
}

std::string_view PostgresStatement::cell(int column) const {
  return {PQgetvalue(answer_.get(), row_, column), static_cast<std::size_t>(PQgetlength(answer_.get(), row_, column))};
}

bool PostgresStatement::is_null(int column) const { return PQgetisnull(answer_.get(), row_, column) != 0; }

std::int64_t PostgresStatement::integer(int column) const {
  const auto text = cell(column);
  const Oid type = PQftype(answer_.get(), column);
  if (type == bool_type) return text == "t" ? 1 : 0;
  if (type == float4_type || type == float8_type) return static_cast<std::int64_t>(real(column));
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);  // of a sum, which is "numeric", the whole part
  return number;
}

double PostgresStatement::real(int column) const {
  const auto text = cell(column);
  double number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::string_view PostgresStatement::view(int column) const {
  const auto text = cell(column);
  if (PQftype(answer_.get(), column) != bytes_type || text.empty()) return text;
  std::size_t size = 0;
  unsigned char* raw = PQunescapeBytea(reinterpret_cast<const unsigned char*>(text.data()), &size);
  if (raw == nullptr) throw std::bad_alloc();
  const auto& kept = bytes_.emplace_back(reinterpret_cast<const char*>(raw), size);
  PQfreemem(raw);
  return kept;
}

}  // namespace palabre::db::postgres

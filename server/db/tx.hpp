// What repositories see of a database: one transaction, SQL text with $1..$n, rows. No engine's type appears here.
#pragma once
#include "base/id.hpp"
#include "base/instant.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace palabre::db {

/// The world is broken: disk full, file damaged, wrong SQL. Never a refusal of the product's rules.
class DatabaseError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The query ran past its time and was stopped.
class QueryTooLong : public DatabaseError {
  using DatabaseError::DatabaseError;
};

/// Bytes that are no text: pictures.
struct Blob {
  std::string_view bytes;
};

/// One bound value. Text and bytes are borrowed: they must live until the statement ran.
using Value = std::variant<std::monostate, std::int64_t, double, std::string_view, Blob>;

inline Value to_value(std::nullptr_t) { return std::monostate{}; }
inline Value to_value(std::int64_t number) { return number; }
inline Value to_value(int number) { return std::int64_t{number}; }
inline Value to_value(bool fact) { return std::int64_t{fact ? 1 : 0}; }
inline Value to_value(double number) { return number; }
inline Value to_value(Blob blob) { return blob; }
inline Value to_value(std::string_view text) { return text; }
inline Value to_value(const std::string& text) { return std::string_view(text); }
inline Value to_value(const char* text) { return std::string_view(text); }
inline Value to_value(Instant moment) { return moment.unix_ms; }
template <class Tag>
Value to_value(Id<Tag> id) {
  return id.is_set() ? Value{id.value} : Value{std::monostate{}};
}
template <class T>
Value to_value(const std::optional<T>& maybe) {
  return maybe ? to_value(*maybe) : Value{std::monostate{}};
}

/// A prepared statement, owned and reused by its connection.
class Statement {
 public:
  virtual ~Statement() = default;
  virtual void start(std::span<const Value> values) = 0;
  /// Runs it to its end, or sends it and lets what follows find out how it ended.
  virtual void start_unawaited(std::span<const Value> values) {
    start(values);
    while (step()) {
    }
    reset();
  }
  virtual bool step() = 0;
  virtual void reset() noexcept = 0;
  [[nodiscard]] virtual std::int64_t changed_rows() const = 0;
  [[nodiscard]] virtual bool is_null(int column) const = 0;
  [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
  [[nodiscard]] virtual double real(int column) const = 0;
  [[nodiscard]] virtual std::string_view view(int column) const = 0;
};

/// The rows of one query, read forward once. `view()` is valid until the next `next()`.
/// While it lives, the same SQL text may not be started again in the same transaction.
class Rows {
 public:
  explicit Rows(Statement& statement) : statement_(&statement) {}
  Rows(Rows&& other) noexcept : statement_(other.statement_) { other.statement_ = nullptr; }
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;
  Rows& operator=(Rows&&) = delete;
  ~Rows() {
    if (statement_) statement_->reset();
  }

  bool next() { return statement_->step(); }
  [[nodiscard]] bool is_null(int column) const { return statement_->is_null(column); }
  [[nodiscard]] std::int64_t integer(int column) const { return statement_->integer(column); }
  [[nodiscard]] double real(int column) const { return statement_->real(column); }
  [[nodiscard]] bool fact(int column) const { return statement_->integer(column) != 0; }
  [[nodiscard]] std::string_view view(int column) const { return statement_->view(column); }
  [[nodiscard]] std::string text(int column) const { return std::string(statement_->view(column)); }
  [[nodiscard]] Instant instant(int column) const { return Instant{statement_->integer(column)}; }
  [[nodiscard]] std::optional<std::int64_t> maybe_integer(int column) const {
    return is_null(column) ? std::nullopt : std::optional(integer(column));
  }
  [[nodiscard]] std::optional<Instant> maybe_instant(int column) const {
    return is_null(column) ? std::nullopt : std::optional(instant(column));
  }
  [[nodiscard]] std::optional<std::string> maybe_text(int column) const {
    return is_null(column) ? std::nullopt : std::optional(text(column));
  }
  [[nodiscard]] std::optional<double> maybe_real(int column) const {
    return is_null(column) ? std::nullopt : std::optional(real(column));
  }
  template <class SomeId>
  [[nodiscard]] SomeId id(int column) const {
    return SomeId{is_null(column) ? 0 : integer(column)};
  }

 private:
  Statement* statement_;
};

/// One thing to be found by full text.
enum class SearchKind { idea = 1, comment = 2 };
struct SearchEntry {
  SearchKind kind{};
  std::int64_t id = 0;
  RedesignId redesign;
  IdeaId idea;  // the idea itself, or the one a comment stands under
  std::string_view title;
  std::string_view body;
};

struct SearchQuery {
  std::string_view text;                   // what a person typed; never an engine's query language
  std::optional<RedesignId> redesign;      // only there
  std::optional<SearchKind> kind;          // only those
  std::size_t limit = 20;
  std::size_t offset = 0;
  bool wants_any_word = false;             // similar ideas: rank by shared words instead of requiring all
};

/// The marks around a found word in an excerpt: control characters no stored text can hold, so that the page can
/// escape the excerpt first and turn the marks into <mark> after.
inline constexpr char mark_start = '\x01';
inline constexpr char mark_end = '\x02';

struct SearchHit {
  SearchKind kind{};
  std::int64_t id = 0;
  RedesignId redesign;
  IdeaId idea;
  std::string title;    // with marks
  std::string excerpt;  // with marks, at most about 32 words
};

/// An event as appended in this transaction; see event_log.hpp.
struct Event {
  std::int64_t seq = 0;
  Instant at;
  std::string actor;    // opaque id of a person, or "clock", "import"
  std::string channel;  // "redesign:12", or "instance"
  std::string subject;  // "idea:40", or empty
  std::string type;     // "idea.supported"
  std::string payload;  // JSON object, nothing personal
  std::string parent_hash;
  std::string hash;
};

class Tx {
 public:
  virtual ~Tx() = default;

  /// Runs a query. Throws DatabaseError.
  template <class... V>
  Rows rows(std::string_view sql, const V&... values) {
    const std::array<Value, sizeof...(V) + 1> bound{to_value(values)..., Value{}};
    Statement& statement = prepare(sql);
    statement.start(std::span(bound).first(sizeof...(V)));
    return Rows(statement);
  }

  /// Runs a statement to its end; the number of rows it changed.
  template <class... V>
  std::int64_t run(std::string_view sql, const V&... values) {
    const std::array<Value, sizeof...(V) + 1> bound{to_value(values)..., Value{}};
    Statement& statement = prepare(sql);
    statement.start(std::span(bound).first(sizeof...(V)));
    Rows finish(statement);
    while (statement.step()) {
    }
    return statement.changed_rows();
  }

  /// A change nobody waits for: an engine behind a network sends it together with the next statement. It fails the act as
  /// `run` does, though perhaps only at the act's end.
  template <class... V>
  void run_unawaited(std::string_view sql, const V&... values) {
    const std::array<Value, sizeof...(V) + 1> bound{to_value(values)..., Value{}};
    prepare(sql).start_unawaited(std::span(bound).first(sizeof...(V)));
  }

  /// As `rows`, with values known only at run time (lists with optional filters).
  Rows rows_of(std::string_view sql, std::span<const Value> values) {
    Statement& statement = prepare(sql);
    statement.start(values);
    return Rows(statement);
  }

  /// The time of this command, the same for all it does.
  [[nodiscard]] Instant now() const { return now_; }
  /// Events appended so far; the gate publishes them after COMMIT.
  std::vector<Event>& appended() { return appended_; }
  void set_now(Instant now) { now_ = now; }

  // What the engines do differently, behind names.
  virtual void save_search_entry(const SearchEntry& entry) = 0;
  virtual void remove_search_entry(SearchKind kind, std::int64_t id) = 0;
  virtual std::vector<SearchHit> search(const SearchQuery& query) = 0;

 protected:
  virtual Statement& prepare(std::string_view sql) = 0;

 private:
  Instant now_;
  std::vector<Event> appended_;
};

}  // namespace palabre::db

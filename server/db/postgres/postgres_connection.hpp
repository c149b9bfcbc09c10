// One PostgreSQL connection with its prepared statements. Included by db/postgres/*.cpp only.
#pragma once
#include "db/postgres/postgres_link.hpp"
#include "db/postgres/postgres_text.hpp"

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace palabre::db::postgres {

class PostgresConnection;

/// One SQL text. All rows of an answer are held at once, so other statements may run while they are read.
class PostgresStatement final : public Statement {
 public:
  PostgresStatement(PostgresConnection& connection, std::string_view sql) : connection_(connection), sql_(sql) {}

  void start(std::span<const Value> values) override;
  void start_unawaited(std::span<const Value> values) override;
  bool step() override;
  void reset() noexcept override;
  [[nodiscard]] std::int64_t changed_rows() const override { return changed_rows_; }
  [[nodiscard]] bool is_null(int column) const override;
  [[nodiscard]] std::int64_t integer(int column) const override;
  [[nodiscard]] double real(int column) const override;
  [[nodiscard]] std::string_view view(int column) const override;

 private:
  struct Variant {
    std::string name;
    PreparedText prepared;
    bool is_ready = false;
  };
  Variant& variant_for(std::span<const Value> values);
  [[nodiscard]] std::string_view cell(int column) const;

  PostgresConnection& connection_;
  std::string sql_;
  std::map<std::string, Variant, std::less<>> variants_;  // by the kinds of the values
  Answer answer_;
  int row_ = -1;
  int rows_ = 0;
  std::int64_t changed_rows_ = 0;
  mutable std::deque<std::string> bytes_;  // unpacked bytes of the present row
};

class PostgresConnection final : public Connection, public Tx {
 public:
  PostgresConnection(std::string address, Mode mode) : address_(std::move(address)), mode_(mode) {}

  void begin_write() override;
  void begin_read() override;
  void commit() override;
  void roll_back() noexcept override;
  void save_point() override;
  void release_point() override;
  void roll_back_to_point() noexcept override;
  void set_query_limit_ms(std::int64_t ms) override;
  void tidy(bool) override {}
  Tx& tx() override { return *this; }

  void save_search_entry(const SearchEntry& entry) override;
  void remove_search_entry(SearchKind kind, std::int64_t id) override;
  std::vector<SearchHit> search(const SearchQuery& query) override;

  /// Runs a statement in the transaction under way, within its time.
  Answer run_prepared(const std::string& name, const std::string* text, const std::vector<Oid>& types, const Bound& bound);
  /// The same without waiting for its end; false when it has to be awaited.
  bool send_unawaited(const std::string& name, const Bound& bound);
  std::string new_name() { return "s" + std::to_string(++names_); }

 protected:
  Statement& prepare(std::string_view sql) override;

 private:
  void connect_if_lost();
  void apply_query_limit();

  std::string address_;
  Mode mode_;
  std::optional<Link> link_;
  std::map<std::string, std::unique_ptr<PostgresStatement>, std::less<>> statements_;
  std::uint64_t names_ = 0;
  std::int64_t wanted_limit_ms_ = 0;
  std::optional<std::int64_t> limit_ms_;  // what the session has; unknown after something was rolled back
  std::chrono::steady_clock::time_point stops_at_ = std::chrono::steady_clock::time_point::max();
};

}  // namespace palabre::db::postgres

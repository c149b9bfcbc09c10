// Full-text search on PostgreSQL with the answers SQLite's FTS5 gives, in the same order. Used by PostgresConnection.
#pragma once
#include "db/tx.hpp"

#include <vector>

namespace palabre::db::postgres {

void save_entry(Tx& tx, const SearchEntry& entry);
void remove_entry(Tx& tx, SearchKind kind, std::int64_t id);
std::vector<SearchHit> search_entries(Tx& tx, const SearchQuery& query);

}  // namespace palabre::db::postgres

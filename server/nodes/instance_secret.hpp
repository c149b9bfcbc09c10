// Secrets of the instance: made once, kept in the database, the same on every server that uses it.
#pragma once
#include "db/tx.hpp"

#include <string>
#include <string_view>

namespace palabre::nodes {

/// Of the keys under which limits are counted: whoever reads the tables learns no address from them.
inline constexpr std::string_view limit_secret_name = "limit_secret";
/// Of the pseudonyms in the open data.
inline constexpr std::string_view data_secret_name = "data_secret";

/// The secret; made now when there is none yet. In a write.
std::string ensure_secret(db::Tx& tx, std::string_view name);
/// The secret, empty when nobody needed it yet.
std::string find_secret(db::Tx& tx, std::string_view name);

}  // namespace palabre::nodes

// Everything the instance holds about one person, as one readable document.
#pragma once
#include "db/tx.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string_view>

namespace palabre::own_data {

/// {"exported_at", "site", "account", "settings", "ideas": […], "comments": […], …}: one list per kind of thing, each at most
/// rows_max long; "is_cut" names those that were longer. Never a password, a token or another person's name.
nlohmann::json export_own_data(db::Tx& tx, PersonId person, std::string_view site_name);
inline constexpr std::int64_t rows_max = 20'000;

}  // namespace palabre::own_data

// The open data for machines: the catalogue as DCAT-AP 3, the codebook as JSON. And the names the page shares with them.
#pragma once
#include "http/route.hpp"
#include "redesigns/redesign_repo.hpp"

#include <string>
#include <string_view>

namespace palabre::screens {

/// GET /data/catalog.jsonld
Result<http::Response> get_catalogue(const http::Call& call);
/// GET /data/codebook.json
Result<http::Response> get_codebook(const http::Call& call);

/// "/data/lipowe/ideas", without ending.
std::string data_path(const redesigns::Redesign& redesign, std::string_view table);
/// The message that says what stands in a column: most mean the same in every table.
std::string column_key(std::string_view table, std::string_view column);

}  // namespace palabre::screens

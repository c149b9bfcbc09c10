// What the pages of administrators share: who may open them, their own navigation, pages of a list.
#pragma once
#include "instance/instance_api.hpp"
#include "screens/staff_parts.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace palabre::screens {

// The rows of these pages; admin_page.cpp joins them for screens.cpp.
http::Routes health_routes();
http::Routes admin_audit_routes();
http::Routes admin_organisations_routes();
http::Routes admin_people_routes();
http::Routes admin_texts_routes();
http::Routes admin_theme_routes();

/// The page, for administrators only: the route says so too. `key`: the message of its title; `above`: its path, when the page stands below it.
Result<Page> open_admin(const http::Call& call, std::string_view key, std::string above = {});

/// The part admin_nav; `current`: "health", "people", "audit", "settings", "organisations" or "texts".
nlohmann::json admin_nav_view(const Page& page, std::string_view current);

/// The part pagination: the first page has no way back, the last none on.
nlohmann::json pages_view(const Page& page, std::string_view path, std::string_view next, std::string text);

/// The request's own address with one parameter changed or (empty value) left out.
std::string with_query(const Page& page, std::string_view path, std::string_view name, std::string_view value);

}  // namespace palabre::screens

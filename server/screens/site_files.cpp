// Files that machines look for at fixed addresses: robots.txt, sitemap.xml, security.txt. Joined into screens::routes().
#include "pages/catalogue.hpp"
#include "redesigns/redesign_repo.hpp"
#include "screens/page.hpp"
#include "screens/page_routes.hpp"

#include <algorithm>

namespace palabre::screens {

namespace {

Result<http::Response> get_robots(const http::Call& call) {
  // Named language by language: "/*/me" would close /fr/merges too, and "/*/report" the reports of rounds.
  std::string text = "User-agent: *\nDisallow: /api/\n";
  for (const auto& language : call.services.catalogue->languages()) {
    for (const char* page : {"search", "sign-in", "sign-up", "report", "me$", "me?", "me/"}) text += "Disallow: /" + language + "/" + page + "\n";
  }
  text += "Allow: /\n";
  if (!call.services.site_address.empty()) text += "\nSitemap: " + call.services.site_address + "/sitemap.xml\n";
  http::Response response = http::text_response(std::move(text), "text/plain; charset=utf-8");
  response.header("Cache-Control", "public, max-age=3600");
  response.depends_on = {"instance"};
  return response;
}

// ---- the sitemap

// The newest first: when there are more than fit, old ones are found through the lists.
constexpr std::string_view ideas_sql =
    "SELECT i.id, i.updated_at FROM idea i JOIN redesign r ON r.id = i.redesign_id WHERE r.state NOT IN ('draft', 'review', 'cancelled')"
    " AND i.state NOT IN ('draft', 'submitted', 'merged', 'withdrawn', 'hidden') ORDER BY i.id DESC LIMIT $1";

class Sitemap {
 public:
  explicit Sitemap(const http::Services& services) : services_(services) {
    text_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
  }
  /// In every language.
  void add(const std::string& path, std::string_view day = {}) {
    for (const auto& language : services_.catalogue->languages()) {
      text_ += "<url><loc>" + escape_html(services_.site_address) + "/" + language + path + "</loc>";
      if (!day.empty()) text_ += "<lastmod>" + std::string(day) + "</lastmod>";
      text_ += "</url>\n";
    }
  }
  std::string finish() { return std::move(text_) + "</urlset>\n"; }

 private:
  const http::Services& services_;
  std::string text_;
};

Result<http::Response> get_sitemap(const http::Call& call) {
  if (call.services.site_address.empty()) return refuse(Reason::not_found, "a sitemap needs the setting public_url");
  Sitemap map(call.services);
  for (const char* path : {"/", "/data", "/about/help", "/about/accessibility", "/about/privacy", "/about/charter"}) map.add(path);
  http::Response response;
  response.depends_on = {"instance"};
  for (const auto& redesign : redesigns::load_public_redesigns(call.db())) {
    map.add("/redesigns/" + redesign.slug, day_text(redesign.updated_at));
    map.add("/redesigns/" + redesign.slug + "/ideas");
  }
  auto rows = call.db().rows(ideas_sql, static_cast<std::int64_t>(call.services.limits->sitemap_ideas_max));
  while (rows.next()) map.add("/ideas/" + std::to_string(rows.integer(0)), day_text(rows.instant(1)));
  response.content_type = "application/xml; charset=utf-8";
  response.body = map.finish();
  response.fresh_until = call.now.plus_ms(10 * ms_per_minute);  // a new idea may wait that long to be named
  return response;
}

// ---- security.txt (RFC 9116)

bool is_mail(std::string_view text) { return text.find('@') != std::string_view::npos && text.find_first_of(" <>()[]:/") == std::string_view::npos; }

/// An address as a URI; empty when it is neither an e-mail address nor a page.
std::string contact_uri(const http::Services& services) {
  const std::string& told = services.security_contact.empty() ? services.contact : services.security_contact;
  if (is_mail(told)) return "mailto:" + told;
  const bool is_uri = told.starts_with("https://") || told.starts_with("mailto:") || told.starts_with("tel:");
  return is_uri && told.find_first_of(" \r\n") == std::string::npos ? told : std::string();
}

Result<http::Response> get_security(const http::Call& call) {
  const http::Services& services = call.services;
  const std::string contact = contact_uri(services);
  if (contact.empty()) return refuse(Reason::not_found, "this instance names no contact for security: the setting security_contact");
  // Good for half a year, from the first of the month: the same bytes for a while, and never an expired file.
  const std::string month = iso_text(call.now).substr(0, 7) + "-01";
  const auto start = parse_instant(month);
  std::string languages;
  for (const auto& language : services.catalogue->languages()) languages += (languages.empty() ? "" : ", ") + language;
  std::string text = "Contact: " + contact + "\nExpires: " + iso_text(start.value_or(call.now).plus_ms(182 * ms_per_day)) + "\nPreferred-Languages: " + languages + "\n";
  if (!services.public_url.empty()) text += "Canonical: " + services.public_url + "/.well-known/security.txt\n";
  return http::text_response(std::move(text), "text/plain; charset=utf-8");
}

}  // namespace

http::Routes site_files_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/robots.txt", Who::anyone, Kind::read, Cost::cheap, Audience::everyone, get_robots},
      {Method::get, "/sitemap.xml", Who::anyone, Kind::read, Cost::costly, Audience::everyone, get_sitemap},
      {Method::get, "/.well-known/security.txt", Who::anyone, Kind::read, Cost::normal, Audience::everyone, get_security},
  };
}

}  // namespace palabre::screens

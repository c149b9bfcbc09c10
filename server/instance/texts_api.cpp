// /api/v1/admin/texts: the instance's own texts by subject and language. Called by the router, as part of the routes of administrators.
#include "http/input.hpp"
#include "instance/instance_api.hpp"
#include "instance/instance_text.hpp"
#include "instance/shipped_text.hpp"
#include "pages/catalogue.hpp"

#include <nlohmann/json.hpp>

namespace palabre::instance {
namespace {

using http::Call;
using http::Response;
using nlohmann::json;

json versions_view(const std::vector<TextVersion>& versions) {
  json views = json::array();
  for (const auto& version : versions)
    views.push_back({{"version", version.id}, {"body", version.body ? json(*version.body) : json(nullptr)}, {"person", version.person}, {"at", iso_text(version.at)}});
  return views;
}

json text_view(const Call& call, const TextKey& key) {
  const auto versions = load_text_versions(call.db(), key, call.services.limits->page_size_max);
  const bool is_own = !versions.empty() && versions.front().body;
  return {{"subject", key.subject},
          {"language", key.language},
          {"body", is_own ? *versions.front().body : shipped_text(call.services, key)},
          {"is_shipped", !is_own},
          {"version", versions.empty() ? 0 : versions.front().id},
          {"history", versions_view(versions)}};
}

Result<TextKey> key_of(const Call& call) {
  TextKey key{std::string(call.path_value("subject")), std::string(call.path_value("language"))};
  if (!is_text_subject(key.subject)) return refuse(Reason::not_found, "no such text", "subject");
  if (!call.services.catalogue->has_language(key.language)) return refuse(Reason::not_found, "no such language", "language");
  return key;
}

Result<Response> list_texts(const Call& call) {
  const auto own = load_own_texts(call.db());
  json items = json::array();
  for (const auto subject : text_subjects) {
    for (const auto& language : call.services.catalogue->languages()) {
      json changed_at = nullptr;
      for (const auto& text : own)
        if (text.key.subject == subject && text.key.language == language) changed_at = iso_text(text.at);
      items.push_back({{"subject", subject}, {"language", language}, {"is_shipped", changed_at.is_null()}, {"changed_at", std::move(changed_at)}});
    }
  }
  return http::json_response({{"items", std::move(items)}});
}

Result<Response> get_text(const Call& call) {
  const auto key = key_of(call);
  if (!key) return key.error();
  return http::json_response(text_view(call, *key));
}

Result<Response> put_text(const Call& call) {
  const auto key = key_of(call);
  if (!key) return key.error();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const std::string body = input->text("body", {1, instance_text_chars_max});
  const auto version = input->optional_integer("version", 0, INT64_MAX).value_or(0);
  if (auto refusal = input->refusal()) return *refusal;
  const auto saved = save_text(call.db(), admin_actor(call), *key, body, version);
  if (!saved) return saved.error();
  return http::json_response(text_view(call, *key));
}

Result<Response> delete_text(const Call& call) {
  const auto key = key_of(call);
  if (!key) return key.error();
  if (auto done = restore_shipped_text(call.db(), admin_actor(call), *key); !done) return done.error();
  return http::json_response(text_view(call, *key));
}

}  // namespace

http::Routes text_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/api/v1/admin/texts", Who::admin, Kind::read, Cost::normal, Audience::mine, list_texts},
      {Method::get, "/api/v1/admin/texts/{subject}/{language}", Who::admin, Kind::read, Cost::normal, Audience::mine, get_text},
      {Method::put, "/api/v1/admin/texts/{subject}/{language}", Who::admin, Kind::write, Cost::normal, Audience::mine, put_text},
      {Method::del, "/api/v1/admin/texts/{subject}/{language}", Who::admin, Kind::write, Cost::normal, Audience::mine, delete_text},
  };
}

}  // namespace palabre::instance

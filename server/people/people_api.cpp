// /api/v1/accounts, /sessions and /me: JSON in, act, view out.
// Called by the router; joined with the other slices' tables by the wiring.
#include "people/people_api.hpp"

#include "db/gate.hpp"
#include "http/input.hpp"
#include "people/edit_profile.hpp"
#include "people/person_repo.hpp"
#include "people/person_view.hpp"
#include "people/sign_in.hpp"

#include <nlohmann/json.hpp>

namespace palabre::people {

namespace {

using http::Call;
using http::Response;

constexpr std::size_t password_chars_read_max = 1000;

Result<SignUp> read_sign_up(const Call& call) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const Limits& limits = *call.services.limits;
  SignUp sign_up;
  sign_up.email = input->line("email", {1, limits.email_chars_max});
  sign_up.password = input->secret("password", {1, password_chars_read_max});
  sign_up.name = input->line("name", {1, limits.name_chars_max});
  sign_up.language = input->optional_line("language", {2, 2}).value_or(call.services.default_language);
  if (auto organisation = input->object("organisation")) {
    sign_up.organisation_name = organisation->line("name", {1, limits.name_chars_max});
    sign_up.organisation_kind = organisation->optional_line("kind", {1, 40}).value_or("association");
    if (auto refusal = organisation->refusal()) return *refusal;
  }
  if (auto refusal = input->refusal()) return *refusal;
  return sign_up;
}

/// {token, person} and the cookie: the answer to signing in and up.
Response signed_in_response(const Call& call, const SignedIn& signed_in, int status) {
  const nlohmann::json me = call.services.gate->read([&](db::Tx& tx) { return me_view(tx, *find_person(tx, signed_in.viewer.person)); });
  Response response = http::json_response({{"token", signed_in.token}, {"person", me}}, status);
  response.header("Set-Cookie", session_cookie_value(signed_in.token, call.request, *call.services.limits));
  return response;
}

Result<Response> post_account(const Call& call) {
  const auto input = read_sign_up(call);
  if (!input) return input.error();
  const auto signed_in = sign_up_and_in(call.services, *input);
  if (!signed_in) return signed_in.error();
  Response response = signed_in_response(call, *signed_in, 201);
  response.header("Location", "/api/v1/me");
  return response;
}

Result<Response> post_session(const Call& call) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  SignIn wanted;
  wanted.email = input->line("email", {1, call.services.limits->email_chars_max});
  wanted.password = input->secret("password", {1, password_chars_read_max});
  if (auto refusal = input->refusal()) return *refusal;
  const auto signed_in = sign_in(call.services, wanted);
  if (!signed_in) return signed_in.error();
  return signed_in_response(call, *signed_in, 201);
}

Response signed_out_response(const Call& call) {
  Response response = http::no_content();
  response.header("Set-Cookie", session_cookie_value("", call.request, *call.services.limits));
  return response;
}

Result<Response> delete_session(const Call& call) {
  end_session(call.db(), call.viewer->session);
  return signed_out_response(call);
}

Result<Response> delete_sessions(const Call& call) {
  end_all_sessions(call.db(), call.viewer->person);
  return signed_out_response(call);
}

Result<Response> get_me(const Call& call) {
  const auto person = find_person(call.db(), call.viewer->person);
  if (!person) return refuse(Reason::not_found, "this account is gone");
  return http::json_response(me_view(call.db(), *person));
}

Result<Response> patch_me(const Call& call) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  EditProfile wanted;
  wanted.name = input->optional_line("name", {1, call.services.limits->name_chars_max});
  wanted.language = input->optional_line("language", {2, 2});
  if (auto refusal = input->refusal()) return *refusal;
  const auto person = edit_profile(call.db(), call.viewer->person, wanted);
  if (!person) return person.error();
  return http::json_response(me_view(call.db(), *person));
}

}  // namespace

http::Routes routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::post, "/api/v1/accounts", Who::anyone, Kind::slow, Cost::password, Audience::mine, post_account},
      {Method::post, "/api/v1/sessions", Who::anyone, Kind::slow, Cost::password, Audience::mine, post_session},
      {Method::del, "/api/v1/sessions/current", Who::signed_in, Kind::write, Cost::normal, Audience::mine, delete_session},
      {Method::del, "/api/v1/sessions", Who::signed_in, Kind::write, Cost::normal, Audience::mine, delete_sessions},
      {Method::get, "/api/v1/me", Who::signed_in, Kind::read, Cost::cheap, Audience::mine, get_me},
      {Method::patch, "/api/v1/me", Who::signed_in, Kind::write, Cost::normal, Audience::mine, patch_me},
  };
}

}  // namespace palabre::people

// Routes of what is one person's own: what I supported, wrote and drafted, and the merges that wait for my word. Joined by ideas::routes.
#include "ideas/draft.hpp"
#include "ideas/idea_access.hpp"
#include "ideas/idea_input.hpp"
#include "ideas/idea_view.hpp"
#include "ideas/ideas_api.hpp"
#include "media/picture_view.hpp"

#include <nlohmann/json.hpp>

namespace palabre::ideas {
namespace {

using http::Call;
using http::Response;
using nlohmann::json;

constexpr std::string_view supported_sql =
    "SELECT s.idea_id FROM idea_support s JOIN idea i ON i.id = s.idea_id WHERE s.person_id = $1 AND i.redesign_id = $2 ORDER BY s.idea_id";
constexpr std::string_view mine_sql = "SELECT id FROM idea WHERE author_id = $1 AND redesign_id = $2 ORDER BY id";

json load_id_list(db::Tx& tx, std::string_view sql, PersonId person, RedesignId redesign) {
  json ids = json::array();
  auto rows = tx.rows(sql, person, redesign);
  while (rows.next()) ids.push_back(rows.id<IdeaId>(0).text());
  return ids;
}

json draft_view(db::Tx& tx, const Draft& draft) {
  return {{"id", draft.id.text()},  {"redesign", draft.redesign_slug}, {"title", draft.title},
          {"body", draft.body},     {"language", draft.language},      {"tags", draft.tags},
          {"place", draft.place},   {"updated_at", iso_text(draft.updated_at)},
          {"pictures", media::pictures_view(media::load_pictures(tx, {{}, draft.id}))},
          {"latitude", draft.latitude ? json(*draft.latitude) : json(nullptr)},
          {"longitude", draft.longitude ? json(*draft.longitude) : json(nullptr)}};
}

json drafts_view(db::Tx& tx, PersonId person, RedesignId redesign) {
  json items = json::array();
  for (const auto& draft : load_drafts(tx, person, redesign)) items.push_back(draft_view(tx, draft));
  return items;
}

/// The redesign named by `slug` as the caller may see it.
Result<redesigns::Redesign> load_mine(const Call& call, std::string_view slug) {
  const auto redesign = redesigns::find_redesign(call.db(), slug);
  if (!redesign) return refuse(Reason::not_found, "no such redesign", "redesign");
  return load_visible_redesign(call.db(), redesign->id, people::load_actor(call.db(), *call.viewer, redesign->id));
}

Result<Response> get_marks(const Call& call) {
  const auto slug = call.request.param("redesign");
  if (!slug || slug->empty()) return refuse(Reason::missing_field, "whose marks: ?redesign=SLUG", "redesign");
  const auto redesign = load_mine(call, *slug);
  if (!redesign) return redesign.error();
  const PersonId person = call.viewer->person;
  json merges = json::array();
  for (const auto& merge : load_waiting_merges(call.db(), person, redesign->id)) merges.push_back(merge_view(merge));
  return http::json_response({{"supported", load_id_list(call.db(), supported_sql, person, redesign->id)},
                              {"mine", load_id_list(call.db(), mine_sql, person, redesign->id)},
                              {"drafts", drafts_view(call.db(), person, redesign->id)},
                              {"merges", std::move(merges)}});
}

Result<Response> get_drafts(const Call& call) {
  return http::json_response({{"items", drafts_view(call.db(), call.viewer->person, RedesignId{})}});
}

Result<Response> post_draft(const Call& call) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const Limits& limits = *call.services.limits;
  const auto slug = input->line("redesign", {1, limits.slug_chars_max});
  auto draft = read_draft(*input, limits, call.viewer->language);
  if (const auto refusal = input->refusal()) return *refusal;
  const auto redesign = load_mine(call, slug);
  if (!redesign) return redesign.error();
  draft.redesign = redesign->id;
  const bool is_new = !draft.id.is_set();
  const auto actor = people::load_actor(call.db(), *call.viewer, redesign->id);
  const auto id = save_draft(call.db(), actor, draft, limits);
  if (!id) return id.error();
  draft.id = *id;
  draft.redesign_slug = redesign->slug;
  draft.updated_at = call.now;
  return http::json_response(draft_view(call.db(), draft), is_new ? 201 : 200);
}

Result<Response> remove_draft(const Call& call) {
  const auto id = call.path_id<DraftId>();
  if (!id) return id.error();
  const auto actor = people::load_actor(call.db(), *call.viewer, RedesignId{});
  if (auto done = delete_draft(call.db(), actor, *id); !done) return done.error();
  return http::no_content();
}

}  // namespace

http::Routes mark_routes() {
  using enum http::Method;
  using http::Audience, http::Cost, http::Kind, http::Who;
  return {
      {get, "/api/v1/me/marks", Who::signed_in, Kind::read, Cost::cheap, Audience::mine, get_marks},
      {get, "/api/v1/me/drafts", Who::signed_in, Kind::read, Cost::cheap, Audience::mine, get_drafts},
      {post, "/api/v1/me/drafts", Who::signed_in, Kind::write, Cost::normal, Audience::mine, post_draft},
      {del, "/api/v1/me/drafts/{id}", Who::signed_in, Kind::write, Cost::normal, Audience::mine, remove_draft},
  };
}

}  // namespace palabre::ideas

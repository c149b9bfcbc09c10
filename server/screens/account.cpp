// One's own page: ideas, drafts, supports, merges that wait for a word, name and language, sessions. Joined into screens::routes().
#include "crypto/crypto.hpp"
#include "ideas/draft.hpp"
#include "ideas/merge.hpp"
#include "ideas/own_ideas.hpp"
#include "light/claim_contributions.hpp"
#include "light/visitor.hpp"
#include "pages/language_names.hpp"
#include "people/edit_profile.hpp"
#include "people/person_repo.hpp"
#include "people/session.hpp"
#include "screens/form.hpp"
#include "screens/idea_parts.hpp"
#include "screens/page_routes.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using nlohmann::json;

namespace {

constexpr std::size_t lines_max = 50;

json list_view(const Page& page, std::string key, std::string_view heading_key, std::string_view none_key, json items) {
  return {{"key", std::move(key)}, {"heading_text", page.text(heading_key)}, {"has_items", !items.empty()}, {"items", std::move(items)}, {"none_text", page.text(none_key)}};
}

json idea_lines(const Page& page, const std::vector<IdeaId>& ids) {
  json lines = json::array();
  for (const auto id : ids) {
    const auto idea = ideas::find_idea(page.db(), id);
    if (!idea) continue;
    lines.push_back(idea_line_view(page, {"/ideas/" + id.text(), idea->title, idea->language, idea->state,
                                          {page.count("count.supports", idea->supports), page.count("count.comments", idea->comments)}}));
  }
  return lines;
}

json draft_lines(const Page& page) {
  json lines = json::array();
  for (const auto& draft : ideas::load_drafts(page.db(), page.person())) {
    const std::string path = "/redesigns/" + draft.redesign_slug + "/ideas/new?draft=" + draft.id.text();
    lines.push_back(idea_line_view(page, {path, draft.title.empty() ? page.text("idea.draft_title") : draft.title, draft.language,
                                          ideas::IdeaState::draft, {when_text(page, draft.updated_at)}}));
  }
  return lines;
}

json merge_lines(const Page& page) {
  json lines = json::array();
  for (const auto& redesign : redesigns::load_public_redesigns(page.db())) {
    for (const auto& merge : ideas::load_waiting_merges(page.db(), page.person(), redesign.id)) {
      const auto idea = ideas::find_idea(page.db(), merge.idea);
      if (!idea) continue;
      const auto into = ideas::find_idea(page.db(), merge.into);
      const LocalText own{merge.idea_title, idea->language};
      const LocalText other{merge.into_title, into ? into->language : idea->language};
      lines.push_back(idea_line_view(page, {"/merges/" + merge.id.text(), merge.idea_title, page.language(), idea->state, {when_text(page, merge.created_at)},
                                            text_html(page, "account.merge_line", {{"idea", own}, {"into", other}})}));
    }
  }
  return lines;
}

json reaction_lines(const Page& page) {
  const auto contributor = light::find_contributor(page.db(), page.person());
  json lines = json::array();
  for (const auto id : light::load_reacted_everywhere(page.db(), contributor, lines_max)) {
    const auto idea = ideas::find_idea(page.db(), id);
    if (idea) lines.push_back(idea_line_view(page, {"/ideas/" + id.text(), idea->title, idea->language, idea->state, {page.count("count.reactions", idea->reactions)}}));
  }
  return lines;
}

/// What became one's own by signing in, and what still waits in this browser.
std::string claimed_text(const Page& page) {
  constexpr std::int64_t shown_ms = 30 * ms_per_day;
  const auto claim = light::load_claims(page.db(), page.person(), page.now().plus_ms(-shown_ms));
  if (claim.taken > 0) return page.count("account.claimed", claim.taken);
  return claim.dropped > 0 ? page.count("account.claimed_twice", claim.dropped) : std::string();
}

bool has_unclaimed(const Page& page) {
  const auto token = page.call().request.cookie_value(light::visitor_cookie);
  if (token.empty() || page.call().viewer->is_organisation) return false;
  const auto visitor = light::find_contributor(page.db(), crypto::digest(token));
  return visitor.is_set() && light::count_contributions(page.db(), visitor) > 0;
}

json lists_view(const Page& page) {
  json lists = json::array();
  json merges = merge_lines(page);
  if (!merges.empty()) lists.push_back(list_view(page, "merges", "account.merges", "account.no_merges", std::move(merges)));
  lists.push_back(list_view(page, "mine", "account.ideas", "account.no_ideas", idea_lines(page, ideas::load_written(page.db(), page.person(), lines_max))));
  lists.push_back(list_view(page, "drafts", "account.drafts", "account.no_drafts", draft_lines(page)));
  json reactions = reaction_lines(page);
  if (!reactions.empty()) lists.push_back(list_view(page, "reactions", "account.reactions", "account.no_supports", std::move(reactions)));
  lists.push_back(list_view(page, "supports", "account.supports", "account.no_supports",
                            idea_lines(page, ideas::load_supported_everywhere(page.db(), page.person(), lines_max))));
  return lists;
}

json roles_view(const Page& page) {
  json views = json::array();
  for (const auto& redesign : redesigns::load_redesigns_of(page.db(), page.person())) {
    const auto held = people::load_roles(page.db(), redesign.id, page.person());
    const auto title = local_text(page, redesigns::parse_redesign_texts(redesign.texts_json).title, redesign.languages);
    for (int i = 0; i < people::role_count; ++i) {
      const auto role = static_cast<people::Role>(i);
      if (!held.has(role)) continue;
      views.push_back({{"role_text", page.text("role." + std::string(people::role_name(role)))},
                       {"href", page.href("/redesigns/" + redesign.slug)},
                       {"where_text", title.text}});
    }
  }
  return views;
}

std::vector<Option> language_options(const Page& page) {
  std::vector<Option> options;
  for (const auto& language : page.call().services.catalogue->languages())
    options.push_back({language, pages::language_label(language, page.language())});
  return options;
}

Result<http::Response> show_account(Page& page, Form& form) {
  const auto person = people::find_person(page.db(), page.person());
  if (!person) return refuse(Reason::not_found, "this account is gone");
  form.fill("name", person->name).fill("language", person->language);
  page.set_title(page.text("account.title")).add_crumb(page.text("account.title"));
  json name_field = form.field_view(page, {.name = "name", .label = page.text("sign_up.name"), .autocomplete = "nickname",
                                           .length = {1, page.call().services.limits->name_chars_max}});
  json language_field = form.field_view(page, {.name = "language", .label = page.text("account.language"), .kind = FieldKind::select, .options = language_options(page)});
  json roles = roles_view(page);
  const json view = {
      {"name", person->name},
      {"email_text", person->email},
      {"unverified_text", person->email_verified_at ? std::string() : page.text("account.unverified")},
      {"claimed_text", claimed_text(page)},
      {"claim_action", has_unclaimed(page) ? page.href("/me/claim") : std::string()},
      {"lists", lists_view(page)},
      {"has_roles", !roles.empty()},
      {"roles", std::move(roles)},
      {"errors", form.errors_view(page)},
      {"name_action", page.href("/me")},
      {"name_field", std::move(name_field)},
      {"language_field", std::move(language_field)},
      {"sessions_text", page.count("account.session_count", people::count_sessions(page.db(), page.person()))},
      {"sign_out_all_action", page.href("/me/sign-out-everywhere")},
  };
  return page.show("account", view, form.status());
}

Result<http::Response> get_account(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  Form form;
  return show_account(*page, form);
}

Result<people::Person> save_account(const Page& page) {
  auto input = http::Input::from_form(page.call().request.body);
  if (!input) return input.error();
  people::EditProfile wanted;
  wanted.name = input->line("name", {1, page.call().services.limits->name_chars_max});
  wanted.language = input->optional_line("language", {2, 2});
  if (auto refusal = input->refusal()) return *refusal;
  return people::edit_profile(page.db(), page.person(), wanted);
}

Result<http::Response> post_account(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto saved = save_account(*page);
  if (!saved) {
    Form form = Form::typed(call.request);
    if (!form.take(saved.error())) return saved.error();
    return show_account(*page, form);
  }
  const bool is_spoken = call.services.catalogue->has_language(saved->language);
  const std::string language = is_spoken ? saved->language : page->language();
  http::Response response = http::see_other("/" + language + "/me?notice=account_saved");
  response.header("Set-Cookie", "palabre_language=" + language + "; Path=/; Max-Age=31536000; SameSite=Lax");
  return response;
}

Result<http::Response> post_claim(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  light::claim_contributions(page->db(), *call.viewer, call.request.cookie_value(light::visitor_cookie));
  http::Response response = go_to(*page, "/me", "claimed");
  if (!call.viewer->is_organisation) light::forget_visitor(call.request, response);
  return response;
}

}  // namespace

http::Routes account_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/me", Who::signed_in, Kind::read, Cost::normal, Audience::mine, get_account},
      {Method::post, "/{lang}/me/claim", Who::signed_in, Kind::write, Cost::normal, Audience::mine, post_claim},
      {Method::post, "/{lang}/me", Who::signed_in, Kind::write, Cost::normal, Audience::mine, post_account},
  };
}

}  // namespace palabre::screens

// Builds the frame of every page: language, navigation, trail, notice, state for the client, cache rules.
// Called by every screen.
#include "screens/page.hpp"

#include "db/event_log.hpp"
#include "followup/answer_repo.hpp"
#include "http/easy_read.hpp"
#include "http/language.hpp"
#include "instance/instance.hpp"
#include "moderation/moderation_repo.hpp"
#include "notices/notice_store.hpp"
#include "pages/template_set.hpp"
#include "people/session.hpp"
#include "screens/client_state.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>

namespace palabre::screens {

using nlohmann::json;

namespace {

/// Relative times ("2 h ago") in kept bytes are never older than this.
constexpr std::int64_t kept_ms_max = ms_per_minute;

struct Crumb {
  std::string title;
  std::string path;
  std::string language;  // empty: the page's
};

}  // namespace

struct Page::State {
  const http::Call& call;
  std::string language;
  std::string title;
  std::string description;
  std::string feed;
  std::vector<Crumb> crumbs;
  std::vector<Crumb> staff_links;
  std::vector<std::string> channels;
  Instant fresh_until;
  std::map<RedesignId, people::Actor> actors;
  bool has_map = false;
  bool offers_easy_read = false;
  std::vector<OrganisationId> stands_in;  // the owners of the redesigns shown
  std::string card_href;         // empty: the site's
  std::string card_description;
};

Page::Page(std::unique_ptr<State> state) : state_(std::move(state)) {}
Page::Page(Page&&) noexcept = default;
Page::~Page() = default;

Result<Page> Page::open(const http::Call& call) {
  const auto language = call.path_value("lang");
  if (!call.services.catalogue->has_language(language)) return refuse(Reason::not_found, "no such language", "lang");
  return open_anyhow(call);
}

Page Page::open_anyhow(const http::Call& call) {
  const auto& catalogue = *call.services.catalogue;
  const std::string& path = call.request.path;
  const std::string first = path.substr(std::min<std::size_t>(1, path.size()), path.find('/', 1) - 1);
  const std::string language =
      catalogue.has_language(first)
          ? first
          : std::string(http::choose_language(call.request, catalogue.languages(), call.services.default_language));
  return Page(std::make_unique<State>(State{.call = call, .language = language, .fresh_until = call.now.plus_ms(kept_ms_max)}));
}

const http::Call& Page::call() const { return state_->call; }
const std::string& Page::language() const { return state_->language; }

std::string Page::text(std::string_view key, const pages::Arguments& arguments) const {
  return call().services.catalogue->text(language(), key, arguments);
}

std::string Page::count(std::string_view key, std::int64_t count) const { return text(key, {{"count", count}}); }

std::string Page::href(std::string_view path) const { return "/" + language() + std::string(path); }

std::string Page::here() const { return here_in(language()); }

std::string Page::here_in(std::string_view other) const {
  const auto moved = [&](std::string_view address) {
    const std::string own = href("/");
    return address.starts_with(own) ? "/" + std::string(other) + std::string(address.substr(own.size() - 1)) : std::string(address);
  };
  const http::Request& request = call().request;
  std::string address = moved(request.path);
  if (address == request.path && other != language()) return "/" + std::string(other) + "/";
  const auto parameters = http::parse_form(request.query);
  if (!parameters) return address;
  for (const auto& [name, value] : *parameters) {
    if (name != "notice") address = with_param(address, name, name == "back" ? moved(value) : value);
  }
  return address;
}

std::string Page::canonical_path(std::string_view other) const {
  constexpr std::array<std::string_view, 3> meant{"after", "in", "view"};
  const std::string moved = here_in(other);
  const auto mark = moved.find('?');
  std::string path = moved.substr(0, mark);
  const auto parameters = http::parse_form(call().request.query);
  if (mark == std::string::npos || !parameters) return path;
  for (const auto& [name, value] : *parameters) {
    if (std::find(meant.begin(), meant.end(), name) != meant.end()) path = with_param(path, name, value);
  }
  return path;
}

std::string Page::sign_in_href(std::string_view back) const {
  return with_param(href("/sign-in"), "back", back.empty() ? here() : std::string(back));
}

PersonId Page::person() const { return call().viewer ? call().viewer->person : PersonId{}; }

const people::Actor& Page::actor(RedesignId redesign) {
  auto [found, is_new] = state_->actors.try_emplace(redesign);
  if (is_new && call().viewer) found->second = people::load_actor(db(), *call().viewer, redesign);
  return found->second;
}

Page& Page::set_title(std::string title) {
  state_->title = std::move(title);
  return *this;
}

Page& Page::set_description(std::string description) {
  state_->description = std::move(description);
  return *this;
}

Page& Page::add_crumb(std::string title, std::string path, std::string language) {
  state_->crumbs.push_back({std::move(title), std::move(path), std::move(language)});
  return *this;
}

Page& Page::depend_on(std::string channel) {
  auto& channels = state_->channels;
  if (std::find(channels.begin(), channels.end(), channel) == channels.end()) channels.push_back(std::move(channel));
  return *this;
}

Page& Page::set_feed(std::string path) {
  state_->feed = std::move(path);
  return *this;
}

Page& Page::expire_at(Instant moment) {
  if (moment > now()) state_->fresh_until = std::min(state_->fresh_until, moment);
  return *this;
}

Page& Page::set_card(std::string href, std::string description) {
  state_->card_href = std::move(href);
  state_->card_description = std::move(description);
  return *this;
}

Page& Page::needs_map() {
  state_->has_map = true;
  return *this;
}

bool Page::is_easy() const {
  const auto asked = call().request.param("easy");
  return asked ? *asked == "1" : http::wants_easy_read(call().request);
}

Page& Page::offer_easy_read() {
  state_->offers_easy_read = true;
  return *this;
}

Page& Page::stand_in(const redesigns::Redesign& redesign) {
  state_->stands_in.push_back(redesign.organisation);
  const people::Actor& reader = actor(redesign.id);
  const std::string base = "/redesigns/" + redesign.slug;
  if (reader.is_officer() || reader.is_owner())
    state_->staff_links.push_back({count("nav.inbox_count", followup::count_inbox(db(), redesign.id, now()).waiting), base + "/inbox", {}});
  if (reader.is_facilitator()) state_->staff_links.push_back({text("redesign.link_desk"), base + "/desk", {}});
  if (reader.is_moderator())
    state_->staff_links.push_back({count("nav.moderation_count", moderation::count_open_reports(db(), redesign.id)), base + "/moderation", {}});
  return *this;
}

namespace {

json alternates_view(const Page& page) {
  json alternates = json::array();
  const auto& catalogue = *page.call().services.catalogue;
  for (const auto& language : catalogue.languages()) {
    alternates.push_back({{"lang", language},
                          {"name", catalogue.text(language, "language.name")},
                          {"href", page.here_in(language)},
                          {"is_current", language == page.language()}});
  }
  return alternates;
}

json nav_view(const Page& page, const std::vector<Crumb>& staff_links) {
  const std::string& path = page.call().request.path;
  json links = json::array();
  const auto add = [&](const std::string& address, const std::string& words) {
    const bool is_home = address == page.href("/");
    const bool is_current = path == address || (is_home && path + "/" == address);
    links.push_back({{"href", address}, {"text", words}, {"is_current", is_current}});
  };
  add(page.href("/"), page.text("nav.home"));
  add(page.href("/search"), page.text("nav.search"));
  for (const auto& link : staff_links) add(page.href(link.path), link.title);
  if (page.call().viewer && page.call().viewer->is_admin) add(page.href("/admin"), page.text("nav.admin"));
  return links;
}

/// A refusal is drawn without the database: who reads is not known then, only that the browser keeps a session.
bool may_be_signed_in(const http::Call& call) {
  return call.tx == nullptr && !call.request.cookie_value(people::session_cookie).empty();
}

/// The name and the unread notices: only in pages made for one reader, never in kept bytes.
json me_view(const Page& page) {
  if (!page.is_signed_in() && !may_be_signed_in(page.call())) return false;
  const bool is_known = page.is_signed_in() && page.call().tx != nullptr;
  const auto unread = is_known ? notices::count_unread(page.db(), page.person()) : 0;
  return {{"name", page.is_signed_in() ? page.call().viewer->name : page.text("me.open_account")},
          {"href_account", page.href("/me")},
          {"href_notices", page.href("/me/notices")},
          {"unread", unread},
          {"unread_text", unread > 0 ? page.count("told.unread", unread) : std::string()},
          {"sign_out_action", page.href("/sign-out")}};
}

json notice_view(const Page& page) {
  const auto code = page.call().request.param("notice");
  if (!code) return false;
  const auto& codes = notice_codes();
  if (std::find(codes.begin(), codes.end(), *code) == codes.end()) return false;
  return {{"kind", "good"}, {"text", page.text("notice." + *code)}};
}

/// The switch leads back here; an address that asks by itself is left behind, or it would go on asking.
json easy_switch_view(const Page& page) {
  std::string back = page.call().request.path;
  for (const auto& [name, value] : http::parse_form(page.call().request.query).value_or(std::vector<std::pair<std::string, std::string>>{})) {
    if (name != "easy" && name != "notice") back = with_param(back, name, value);
  }
  return {{"action", page.href("/easy-read")}, {"back", back}, {"is_on", page.is_easy()}};
}

json breadcrumbs_view(const Page& page, const std::vector<Crumb>& crumbs) {
  json trail = json::array();
  if (crumbs.empty()) return trail;
  trail.push_back({{"href", page.href("/")}, {"text", page.text("nav.home")}, {"text_lang", ""}});
  for (const auto& crumb : crumbs) {
    trail.push_back({{"href", crumb.path.empty() ? std::string() : page.href(crumb.path)}, {"text", crumb.title}, {"text_lang", crumb.language}});
  }
  return trail;
}

/// Search engines want whole addresses; where the site's is not known, none.
json other_languages_view(const Page& page) {
  const http::Services& services = page.call().services;
  json views = json::array();
  if (services.site_address.empty()) return views;
  for (const auto& language : services.catalogue->languages())
    views.push_back({{"lang", language}, {"href", services.site_address + page.canonical_path(language)}});
  const bool is_home = page.call().request.path == page.href("/");
  views.push_back({{"lang", "x-default"}, {"href", services.site_address + (is_home ? "/" : page.canonical_path(services.default_language))}});
  return views;
}

}  // namespace

namespace {

/// Whose theme the page wears: a page of one redesign that of its organisation, a page of many (home) that of the instance.
OrganisationId wearer(const Page& page, const std::vector<OrganisationId>& owners) {
  return owners.size() == 1 && page.call().request.path != page.href("/") ? owners.front() : OrganisationId{};
}

/// Without the database (a refusal is drawn without it) the look is the last one seen.
instance::Look look_of(const Page& page, OrganisationId organisation) {
  const http::Services& services = page.call().services;
  const instance::Instance* known = instance::machine_of(services);
  if (page.call().tx != nullptr) {
    instance::Look look = instance::load_look(page.db(), services, page.language(), organisation);
    if (known != nullptr && !organisation.is_set()) known->looks.keep(page.language(), look);
    return look;
  }
  const auto remembered = known == nullptr ? std::nullopt : known->looks.find(page.language());
  return remembered.value_or(instance::Look{services.site_name, {}, services.theme});
}

}  // namespace

http::Response Page::show(std::string_view template_name, const json& view, int status) const {
  const http::Services& services = call().services;
  const json& words = services.catalogue->strings(language());
  const instance::Look worn = look_of(*this, wearer(*this, state_->stands_in));
  const std::string title = state_->title.empty() ? worn.site_name : state_->title;
  const std::string about_site = worn.description.empty() ? text("site.description") : worn.description;
  const json frame = {
      {"lang", language()},
      {"title", title},
      {"description", state_->description.empty() ? about_site : state_->description},
      {"site_name", worn.site_name},
      {"canonical", services.public_url.empty() || status >= 400 ? std::string() : services.public_url + canonical_path(language())},
      {"is_unlisted", status >= 400},
      {"hreflangs", status >= 400 ? json::array() : other_languages_view(*this)},
      {"card_href", services.site_address + (state_->card_href.empty() ? href("/card.png") : state_->card_href)},
      {"card_text", state_->card_href.empty() ? text("card.site", {{"site", worn.site_name}}) : state_->card_description},
      {"alternates", alternates_view(*this)},
      {"feed_href", state_->feed.empty() ? std::string() : href(state_->feed)},
      {"css", services.core_css},
      {"js", services.core_js},
      {"theme_css", worn.theme.css},
      {"theme_modes", worn.theme.modes},
      {"theme_light", worn.theme.light},
      {"theme_dark", worn.theme.dark},
      {"web_manifest_href", href("/site.webmanifest")},
      {"is_palabre", worn.site_name == "Palabre"},
      {"home_href", href("/")},
      {"nav", nav_view(*this, state_->staff_links)},
      {"me", me_view(*this)},
      {"sign_in_href", is_signed_in() ? std::string() : sign_in_href()},
      {"easy_switch", state_->offers_easy_read ? easy_switch_view(*this) : json(false)},
      {"has_breadcrumbs", !state_->crumbs.empty()},
      {"breadcrumbs", breadcrumbs_view(*this, state_->crumbs)},
      {"notice", notice_view(*this)},
      {"about_href", href("/about")},
      {"data_href", href("/data")},
      {"source_href", ""},
      {"state_json_html", client_state_json(*this, state_->channels)},
      {"content_html", services.templates->render(template_name, view, words)},
  };
  http::Response response = http::html_response(services.templates->render("layout", frame, words), status);
  response.header("Content-Language", language());
  if (state_->has_map) response.policy = {"default", services.map_host};
  keep_with(response);
  return response;
}

void Page::keep_with(http::Response& response) const {
  response.depends_on = state_->channels;
  if (!response.depends_on.empty()) response.depends_on.emplace_back(instance::look_channel);
  response.fresh_until = state_->fresh_until;
}

std::string Page::render_part(std::string_view template_name, const json& view) const {
  const http::Services& services = call().services;
  return services.templates->render(template_name, view, services.catalogue->strings(language()));
}

}  // namespace palabre::screens

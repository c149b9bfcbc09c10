// One page as one reader sees it: language, links, who reads, the frame around the content. Every screen starts with Page::open.
#pragma once
#include "http/route.hpp"
#include "pages/catalogue.hpp"
#include "people/actor.hpp"
#include "redesigns/redesign_repo.hpp"

#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::screens {

/// A screen's handler:
///   auto page = Page::open(call);  if (!page) return page.error();
///   page->set_title(…);  page->depend_on(channel);
///   return page->show("template", view);
/// A view model holds every field its template names: an absent one would be looked up in the frame around it.
class Page {
 public:
  /// Language from "/{lang}/…". Refuses: not_found (a language nobody translated).
  static Result<Page> open(const http::Call& call);
  /// Where no language stands in the path, or an unknown one: the reader's best.
  static Page open_anyhow(const http::Call& call);
  Page(Page&&) noexcept;
  ~Page();

  [[nodiscard]] const http::Call& call() const;
  [[nodiscard]] db::Tx& db() const { return call().db(); }
  [[nodiscard]] const std::string& language() const;
  [[nodiscard]] Instant now() const { return call().now; }

  /// A message in the reader's language. Throws std::out_of_range on an unknown key.
  [[nodiscard]] std::string text(std::string_view key, const pages::Arguments& arguments = {}) const;
  /// "count.ideas" with {count}.
  [[nodiscard]] std::string count(std::string_view key, std::int64_t count) const;
  /// "/ideas/40" as "/fr/ideas/40".
  [[nodiscard]] std::string href(std::string_view path) const;
  /// The address of this page with its query, without a notice.
  [[nodiscard]] std::string here() const;
  /// The same page in another language: what the query asks for stays, and where it leads back to changes language too.
  [[nodiscard]] std::string here_in(std::string_view other) const;
  /// Where search engines find this page in `other`: only what chooses the content stays of the query.
  [[nodiscard]] std::string canonical_path(std::string_view other) const;
  /// To the sign-in page and back to `back` (empty: here).
  [[nodiscard]] std::string sign_in_href(std::string_view back = {}) const;

  /// What the address says for `name`; empty when it says nothing.
  [[nodiscard]] std::string param(std::string_view name) const { return call().request.param(name).value_or(""); }
  [[nodiscard]] bool is_signed_in() const { return call().viewer.has_value(); }
  [[nodiscard]] PersonId person() const;
  /// The reader in `redesign`; a visitor is an actor without person and roles. Remembered for the page.
  [[nodiscard]] const people::Actor& actor(RedesignId redesign);

  Page& set_title(std::string title);
  Page& set_description(std::string description);
  /// A step of the trail from home; the last one has no path. `language`: of people's own words.
  Page& add_crumb(std::string title, std::string path = {}, std::string language = {});
  /// The page shows what happens on this channel: visitors' bytes are kept until it has an event, the client subscribes.
  Page& depend_on(std::string channel);
  /// The page has an Atom feed there, without language.
  Page& set_feed(std::string path);
  /// Bytes kept for visitors may not outlive this moment (a phase ends, a relative time would be wrong).
  Page& expire_at(Instant moment);
  /// The picture that goes with a shared link (a path with language), and in words what it shows. Without it: the site's own.
  Page& set_card(std::string href, std::string description);
  /// The page shows a map: its library's policy and the host of the tiles are allowed here, and nowhere else.
  Page& needs_map();
  /// Whether the reader wants short texts in plain language: asked for by "?easy=1" (an address to share; "0" says no) or by the switch.
  [[nodiscard]] bool is_easy() const;
  /// The page has texts the switch changes: it shows the switch.
  Page& offer_easy_read();
  /// Puts the redesign's staff links into the navigation, for those who work there.
  Page& stand_in(const redesigns::Redesign& redesign);

  /// The content in its frame.
  [[nodiscard]] http::Response show(std::string_view template_name, const nlohmann::json& view, int status = 200) const;
  /// Says of an answer that is no page how long visitors' bytes may be kept.
  void keep_with(http::Response& response) const;
  /// The part alone, as the live client gets it.
  [[nodiscard]] std::string render_part(std::string_view template_name, const nlohmann::json& view) const;

 private:
  struct State;
  explicit Page(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// 303 to a path of ours in the reader's language, with a short notice to show there ("supported"; empty: none).
/// The notice's words are the message "notice.<code>". The path may have a query and an anchor.
http::Response go_to(const Page& page, std::string_view path, std::string_view notice = {});

/// `wanted` when it is a path on this site ("/fr/ideas/40?x#y"), else `otherwise`: nobody is sent elsewhere by a link.
std::string local_path(std::string_view wanted, std::string_view otherwise);


/// Adds "name=value" to a path, before its anchor.
std::string with_param(std::string_view path, std::string_view name, std::string_view value);

/// Escapes &, <, > and quotes; for the few texts a page marks up itself (search marks, word differences).
std::string escape_html(std::string_view text);

/// The short codes `go_to` may send; a test walks them over the catalogues.
const std::vector<std::string_view>& notice_codes();

}  // namespace palabre::screens

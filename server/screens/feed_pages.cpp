// Atom feeds of a redesign and of an idea: what is new, for feed readers, the same bytes for everybody. Joined into screens::routes().
#include "discussion/comment_view.hpp"
#include "ideas/idea_list.hpp"
#include "pages/markdown.hpp"
#include "redesigns/texts.hpp"
#include "screens/idea_page.hpp"
#include "screens/page_routes.hpp"
#include "screens/recent_parts.hpp"
#include "screens/wording.hpp"

#include <algorithm>

namespace palabre::screens {
namespace {

constexpr std::size_t entries_max = 30;

struct Entry {
  std::string id;        // "idea:40": with the feed's address a name that never changes
  std::string title;
  std::string path;      // without language
  std::string author;    // empty: the public body
  std::string language;
  std::string html;
  Instant at;
};

struct Feed {
  std::string title;
  std::string subtitle;
  std::string path;       // of the page, without language
  std::string author;     // for entries without one
  Instant updated;
  std::vector<Entry> entries;
};

/// Escapes and leaves out what XML 1.0 cannot hold.
std::string xml(std::string_view text) {
  std::string clean;
  for (const char c : text)
    if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') clean += c;
  return escape_html(clean);
}

std::string absolute(const Page& page, const std::string& path) { return page.call().services.public_url + page.href(path); }

/// A name of our own where the instance has no address yet: it must be absolute all the same.
std::string entry_id(const Page& page, const std::string& id) {
  const std::string& url = page.call().services.public_url;
  const std::string host = url.empty() ? "localhost" : url.substr(url.find("://") == std::string::npos ? 0 : url.find("://") + 3);
  return "tag:" + host.substr(0, host.find_first_of(":/")) + ",2026:" + id;
}

std::string entry_xml(const Page& page, const Feed& feed, const Entry& entry) {
  return "<entry xml:lang=\"" + xml(entry.language) + "\"><id>" + xml(entry_id(page, entry.id)) + "</id><title>" + xml(entry.title) +
         "</title><link rel=\"alternate\" type=\"text/html\" href=\"" + xml(absolute(page, entry.path)) + "\"/><updated>" + iso_text(entry.at) +
         "</updated><author><name>" + xml(entry.author.empty() ? feed.author : entry.author) + "</name></author><content type=\"html\">" +
         xml(entry.html) + "</content></entry>\n";
}

http::Response feed_response(const Page& page, const Feed& feed) {
  const std::string self = page.call().services.public_url + page.call().request.path;
  std::string body = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"" + page.language() +
                     "\">\n<id>" + xml(entry_id(page, feed.path.substr(1) + ":" + page.language())) + "</id><title>" + xml(feed.title) + "</title>";
  if (!feed.subtitle.empty()) body += "<subtitle>" + xml(feed.subtitle) + "</subtitle>";
  body += "<link rel=\"self\" type=\"application/atom+xml\" href=\"" + xml(self) + "\"/><link rel=\"alternate\" type=\"text/html\" href=\"" +
          xml(absolute(page, feed.path)) + "\"/><updated>" + iso_text(feed.updated) + "</updated><author><name>" + xml(feed.author) +
          "</name></author>\n";
  for (const auto& entry : feed.entries) body += entry_xml(page, feed, entry);
  body += "</feed>\n";
  http::Response response = http::text_response(std::move(body), "application/atom+xml; charset=utf-8");
  response.header("Content-Language", page.language());
  page.keep_with(response);
  return response;
}

/// Newest first, and no more than a feed holds.
void finish(Feed& feed) {
  std::stable_sort(feed.entries.begin(), feed.entries.end(), [](const Entry& left, const Entry& right) { return left.at > right.at; });
  if (feed.entries.size() > entries_max) feed.entries.resize(entries_max);
  if (!feed.entries.empty()) feed.updated = std::max(feed.updated, feed.entries.front().at);
}

std::string body_of(const Page& page, const redesigns::RedesignTexts& texts, const redesigns::Redesign& redesign) {
  const std::string owner = owner_text(page, redesign);
  return owner.empty() ? local_text(page, texts.title, redesign.languages).text : owner;
}

void add_answers(const Page& page, IdeaId idea, const std::string& idea_title, std::vector<Entry>& entries) {
  for (const auto& shown : followup::load_answers(page.db(), idea)) {
    const LocalText body = local_text(page, shown.answer.texts);
    const std::string kind = page.text("answer.kind." + std::string(followup::name_of(shown.answer.kind)));
    entries.push_back({"answer:" + shown.answer.id.text(), page.text("told.answer", {{"word", kind}}) + (idea_title.empty() ? "" : " – " + idea_title),
                       "/ideas/" + idea.text(), {}, body.language, pages::markdown_html(body.text), shown.answer.created_at});
  }
}

Result<http::Response> get_redesign_feed(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_redesign(*page, call.path_value("slug"));
  if (!at) return at.error();
  const LocalText title = local_text(*page, at->texts.title, at->redesign.languages);
  Feed feed{title.text, local_text(*page, at->texts.summary, at->redesign.languages).text, "/redesigns/" + at->redesign.slug,
            body_of(*page, at->texts, at->redesign), at->redesign.created_at, {}};
  ideas::IdeaQuery query;
  query.sort = ideas::IdeaSort::newest;
  query.limit = entries_max;
  const auto found = ideas::load_idea_page(page->db(), at->redesign, query);
  for (const auto& card : ideas::load_cards(page->db(), found.ids, page->language())) {
    const auto& idea = card.idea;
    feed.entries.push_back({"idea:" + idea.id.text(), card.title, "/ideas/" + idea.id.text(), person_name(*page, card.author.name), card.title_language,
                            pages::markdown_html(idea.body), idea.created_at});
    add_answers(*page, idea.id, card.title, feed.entries);
  }
  finish(feed);
  return feed_response(*page, feed);
}

void add_comments(const Page& page, const ideas::Idea& idea, std::vector<Entry>& entries) {
  const discussion::CommentQuery query{discussion::CommentSort::newest, {}, entries_max, entries_max};
  const auto add = [&](const discussion::ShownComment& shown) {
    const auto& comment = shown.comment;
    if (comment.state != discussion::CommentState::published) return;
    entries.push_back({"comment:" + comment.id.text(), page.text("feed.comment", {{"name", person_name(page, shown.author_name)}}),
                       "/ideas/" + idea.id.text() + "#comment-" + comment.id.text(), person_name(page, shown.author_name), comment.language,
                       pages::markdown_html(comment.body), comment.created_at});
  };
  for (const auto& thread : discussion::load_comment_page(page.db(), idea, query).threads) {
    add(thread.top.shown);
    for (const auto& reply : thread.replies) add(reply.shown);
  }
}

Result<http::Response> get_idea_feed(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_idea(*page);
  if (!here) return here.error();
  const ideas::Idea& idea = here->idea;
  if (idea.state == ideas::IdeaState::hidden) return refuse(Reason::gone, "the idea was hidden");
  const auto title = title_for(*page, idea);
  Feed feed{title.text, {}, "/ideas/" + idea.id.text(), body_of(*page, here->at.texts, here->at.redesign), idea.created_at, {}};
  add_answers(*page, idea.id, {}, feed.entries);
  add_comments(*page, idea, feed.entries);
  finish(feed);
  return feed_response(*page, feed);
}

}  // namespace

http::Routes feed_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/redesigns/{slug}/feed.atom", Who::anyone, Kind::read, Cost::normal, Audience::everyone, get_redesign_feed},
      {Method::get, "/{lang}/ideas/{id}/feed.atom", Who::anyone, Kind::read, Cost::normal, Audience::everyone, get_idea_feed},
  };
}

}  // namespace palabre::screens

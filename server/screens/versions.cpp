// The versions of an idea with what changed, word by word. Joined into screens::routes().
#include "pages/localised.hpp"
#include "pages/word_diff.hpp"
#include "screens/idea_page.hpp"
#include "screens/page_routes.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using nlohmann::json;

namespace {

/// The newer text with what was taken out struck through; the only marks are <ins> and <del>, every word is escaped.
std::string difference_html(std::string_view before, std::string_view after) {
  std::string html;
  for (const auto& span : pages::word_diff(before, after)) {
    const std::string words = escape_html(span.text);
    switch (span.kind) {
      case pages::DiffSpan::Kind::same: html += words; break;
      case pages::DiffSpan::Kind::added: html += "<ins>" + words + "</ins>"; break;
      case pages::DiffSpan::Kind::removed: html += "<del>" + words + "</del>"; break;
    }
  }
  return html;
}

json version_view(const Page& page, const ideas::FullIdea& full, const ideas::VersionText& text, const ideas::VersionText* before) {
  const ideas::Idea& idea = full.card.idea;
  const std::string number = std::to_string(text.version);
  return {
      {"key", "version-" + number},
      {"number_text", page.text("versions.number", {{"number", number}})},
      {"is_current", text.version == idea.version},
      {"frozen_text", idea.frozen_version == text.version ? page.text("versions.frozen") : std::string()},
      {"author", author_view(page, {full.card.author.name, full.card.author.id, full.card.author.is_organisation}, {})},
      {"when_iso", iso_text(text.created_at)},
      {"when_text", pages::format_moment(page.language(), text.created_at)},
      {"reason", text.note},
      {"lang", text.language},
      {"title_html", before ? difference_html(before->title, text.title) : escape_html(text.title)},
      {"body_html", before ? difference_html(before->body, text.body) : escape_html(text.body)},
  };
}

Result<http::Response> get_versions(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_idea(*page);
  if (!here) return here.error();
  if (here->idea.state == ideas::IdeaState::hidden) return refuse(Reason::gone, "the idea was hidden");
  const auto full = ideas::load_full_idea(page->db(), {here->idea, here->at.redesign}, page->language());
  std::vector<const ideas::VersionText*> originals;
  for (const auto& text : full.versions) {
    if (text.is_original) originals.push_back(&text);
  }
  json versions = json::array();
  for (std::size_t i = 0; i < originals.size(); ++i) {
    const auto* before = i + 1 < originals.size() ? originals[i + 1] : nullptr;
    versions.push_back(version_view(*page, full, *originals[i], before));
  }
  const std::string title = page->text("versions.title");
  const std::string path = "/ideas/" + here->idea.id.text();
  page->set_title(title + " – " + here->idea.title);
  add_redesign_crumb(*page, here->at);
  page->add_crumb(here->idea.title, path, here->idea.language).add_crumb(title);
  return page->show("versions", {{"idea_href", page->href(path)}, {"lang", here->idea.language}, {"title", here->idea.title}, {"versions", std::move(versions)}});
}

}  // namespace

http::Routes versions_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {{Method::get, "/{lang}/ideas/{id}/versions", Who::anyone, Kind::read, Cost::normal, Audience::page, get_versions}};
}

}  // namespace palabre::screens

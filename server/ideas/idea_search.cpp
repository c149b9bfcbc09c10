// Similar ideas and full-text search over ideas and comments. Called by the ideas API, the propose and the search page.
#include "ideas/idea_list.hpp"
#include "ideas/idea_repo.hpp"
#include "pages/markdown.hpp"

#include <limits>
#include <map>

namespace palabre::ideas {
namespace {

/// The slugs of public redesigns, looked up once each.
class PublicSlugs {
 public:
  explicit PublicSlugs(db::Tx& tx) : tx_(tx) {}

  /// Empty when the redesign is not public.
  const std::string& slug_of(RedesignId id) {
    const auto known = slugs_.find(id);
    if (known != slugs_.end()) return known->second;
    const auto redesign = redesigns::find_redesign(tx_, id);
    const bool is_shown = redesign && redesigns::is_public(redesign->state);
    return slugs_.emplace(id, is_shown ? redesign->slug : std::string()).first->second;
  }

 private:
  db::Tx& tx_;
  std::map<RedesignId, std::string> slugs_;
};

/// The index keeps texts as they were typed; what was found is shown without their markup. The search marks pass through.
std::string shown_excerpt(const db::SearchHit& hit) { return pages::excerpt(hit.excerpt, std::numeric_limits<std::size_t>::max()); }

/// A comment is found under the title of its idea.
std::string title_of(db::Tx& tx, const db::SearchHit& hit) {
  if (hit.kind == db::SearchKind::idea) return hit.title;
  const auto idea = find_idea(tx, hit.idea);
  return idea ? idea->title : std::string();
}

}  // namespace

std::vector<FoundText> find_similar(db::Tx& tx, const redesigns::Redesign& redesign, std::string_view text, std::size_t limit) {
  std::vector<FoundText> found;
  for (auto& hit : tx.search({text, redesign.id, db::SearchKind::idea, limit, 0, true}))
    found.push_back({hit.kind, hit.id, hit.idea, redesign.slug, std::move(hit.title), shown_excerpt(hit)});
  return found;
}

FoundPage search_texts(db::Tx& tx, const TextQuery& query) {
  FoundPage page;
  PublicSlugs slugs(tx);
  auto hits = tx.search({query.text, query.redesign, query.kind, query.limit + 1, query.offset, false});
  if (hits.size() > query.limit) {
    page.next_offset = query.offset + query.limit;
    hits.resize(query.limit);
  }
  for (auto& hit : hits) {
    const auto& slug = slugs.slug_of(hit.redesign);
    if (slug.empty()) continue;
    page.items.push_back({hit.kind, hit.id, hit.idea, slug, title_of(tx, hit), shown_excerpt(hit)});
  }
  return page;
}

}  // namespace palabre::ideas

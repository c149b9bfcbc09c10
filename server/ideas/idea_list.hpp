// Lists of ideas: filtered, in a fair random order or by number, paged by cursors; similar ideas; full-text search.
#pragma once
#include "http/paging.hpp"
#include "ideas/idea.hpp"
#include "redesigns/redesign_repo.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::ideas {

enum class IdeaSort { random, newest, supported, discussed };
std::string_view name_of(IdeaSort sort);
std::optional<IdeaSort> idea_sort_of(std::string_view name);

/// Around a point, as the crow flies.
struct Near {
  double latitude = 0;
  double longitude = 0;
  double radius_m = 0;
};
/// Metres between 100 and 50,000; and "44.7012,10.631" with such a radius (500 m when none is said).
std::optional<double> radius_of(std::string_view text);
std::optional<Near> near_of(std::string_view point, std::string_view radius);
double distance_m(double latitude, double longitude, const Near& near);

struct IdeaQuery {
  IdeaSort sort = IdeaSort::random;
  std::optional<IdeaState> status;     // a listed one
  PhaseId phase;
  std::string tag;
  PersonId author;
  std::string text;                    // full text
  std::string place;                   // a part of the place's name, folded
  std::optional<Near> near;            // only ideas with a point on the map, within the radius
  bool is_on_map = false;              // only ideas with a point on the map
  std::size_t limit = 20;
  std::int64_t seed = 0;               // of the random order
  std::optional<http::Cursor> after;   // its seed wins
};

struct IdeaPage {
  std::vector<IdeaId> ids;
  std::int64_t total = 0;              // of the whole list
  std::optional<http::Cursor> next;
  std::int64_t seed = 0;
};

/// The random order stays the same while paging: an idea that arrives meanwhile takes its own place and moves no other.
IdeaPage load_idea_page(db::Tx& tx, const redesigns::Redesign& redesign, const IdeaQuery& query);

/// One seed for everybody within an hour, so that the first page can be shared; and when that hour ends.
std::int64_t hour_seed(Instant now);
Instant hour_end(Instant now);

struct FoundText {
  db::SearchKind kind{};
  std::int64_t id = 0;
  IdeaId idea;
  std::string redesign_slug;
  std::string title;                   // with marks
  std::string excerpt;                 // with marks
};

/// Listed ideas of the redesign that share words with what is being typed, the closest first.
std::vector<FoundText> find_similar(db::Tx& tx, const redesigns::Redesign& redesign, std::string_view text, std::size_t limit);

struct TextQuery {
  std::string text;
  std::optional<RedesignId> redesign;  // unset: every public one
  std::optional<db::SearchKind> kind;
  std::size_t limit = 20;
  std::size_t offset = 0;
};
struct FoundPage {
  std::vector<FoundText> items;
  std::optional<std::size_t> next_offset;
};
FoundPage search_texts(db::Tx& tx, const TextQuery& query);

}  // namespace palabre::ideas

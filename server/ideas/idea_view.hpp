// The one public shape of an idea: what the API answers, the socket's readers fetch and the templates show.
#pragma once
#include "ideas/idea_access.hpp"
#include "ideas/idea_list.hpp"
#include "ideas/idea_repo.hpp"
#include "ideas/merge.hpp"
#include "media/picture_repo.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace palabre::ideas {

struct Author {
  PersonId id;
  std::string name;
  bool is_organisation = false;
};

/// An idea as lists show it.
struct IdeaCard {
  Idea idea;
  Author author;
  std::vector<std::string> tags;
  std::vector<std::pair<std::string, std::int64_t>> imported;  // kind of count, count
  std::string title;            // in the wanted language when the idea has it, else the original
  std::string excerpt;
  std::string title_language;
};

/// `language` may be empty: the original.
IdeaCard load_card(db::Tx& tx, const Idea& idea, std::string_view language);
std::vector<IdeaCard> load_cards(db::Tx& tx, const std::vector<IdeaId>& ids, std::string_view language);
/// {id, redesign, title, excerpt, status, supports, imported, supports_total, comments, author, …}
nlohmann::json card_view(const IdeaCard& card, std::string_view redesign_slug);

struct MergedIdea {
  IdeaId id;
  std::string title;
  Author author;
};

struct Hiding {
  std::string rule;
  std::string reason;
  Instant at;
};

/// An idea as its own page shows it.
struct FullIdea {
  IdeaCard card;
  std::string redesign_slug;
  std::vector<VersionText> translations;
  std::vector<VersionText> versions;      // originals and translations, newest first
  std::vector<HistoryEntry> history;
  std::optional<MergedIdea> merged_into;
  std::vector<MergedIdea> merged_from;
  std::vector<media::Picture> pictures;   // none of a hidden or withdrawn idea
  std::optional<Hiding> hiding;           // set exactly when hidden
  bool may_be_supported = false;          // by people, now: the phase and the state allow it
  bool may_be_commented = false;
  bool may_be_edited = false;             // by its author
};

FullIdea load_full_idea(db::Tx& tx, const IdeaInPlace& found, std::string_view language);
/// Of a hidden idea only {id, redesign, status, rule, reason, hidden_at}.
nlohmann::json idea_view(const FullIdea& full);
/// Every version with its texts; none of a hidden idea.
nlohmann::json versions_view(const FullIdea& full);

nlohmann::json merge_view(const Merge& merge);
/// {kind, id, idea, redesign, title: [{text, is_match}], excerpt: [{text, is_match}]}
nlohmann::json found_view(const FoundText& found);

/// The next moment at which what is allowed changes by itself; very late when none does.
Instant next_boundary(const std::vector<redesigns::Phase>& phases, Instant now);

}  // namespace palabre::ideas

// Ideas in the database. Called by the acts and views of this slice, and by discussion, moderation, followup, screens, transfer.
#pragma once
#include "db/tx.hpp"
#include "ideas/idea.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::ideas {

std::optional<Idea> find_idea(db::Tx& tx, IdeaId id);

/// One text of one version: the original, or a translation that came with it.
struct VersionText {
  int version = 1;
  std::string language;
  bool is_original = true;
  std::string title;
  std::string body;
  std::string note;
  PersonId person;
  Instant created_at;
  std::string person_name;  // read only
};

/// An idea to insert whole: `idea.id` is ignored; title, body and language come from `idea`; `translations` stand beside them
/// in version 1. Its state may be any (imports); only a listed one is counted and indexed.
struct NewIdea {
  Idea idea;
  std::vector<VersionText> translations;   // version, person and created_at are filled in from the idea
  std::vector<std::string> tags;
  std::string note;                        // of version 1: what an import has to say about it, else empty
  std::string source_key;                  // of an import, else empty
};

/// Inserts row, version 1 and tags, counts and indexes it. Neither history nor event: the act adds those.
IdeaId insert_idea(db::Tx& tx, const NewIdea& wanted);

/// Appends version idea.version + 1 in the original language (with translations, when given), makes it the idea's current text
/// and refreshes the index; the new version's number. Never touches what was there before.
int append_version(db::Tx& tx, const Idea& idea, const VersionText& text, const std::vector<VersionText>& translations = {});

/// Newest version first; within one, the original first.
std::vector<VersionText> load_versions(db::Tx& tx, IdeaId id);
/// The texts of the current version that are not the original.
std::vector<VersionText> load_translations(db::Tx& tx, const Idea& idea);

std::vector<std::string> load_tags(db::Tx& tx, IdeaId id);
void save_tags(db::Tx& tx, IdeaId id, const std::vector<std::string>& tags);
void save_place(db::Tx& tx, const Idea& idea);

struct HistoryEntry {
  IdeaState from{};
  IdeaState to{};
  PersonId person;             // unset: clock or import
  std::string person_name;     // read only
  std::string actor_role;
  Instant at;
  std::string reason;
  std::string reason_code;
};
/// Oldest first.
std::vector<HistoryEntry> load_history(db::Tx& tx, IdeaId id);
void append_history(db::Tx& tx, IdeaId id, const HistoryEntry& entry);

/// Moves the idea to `to`, appends idea_history, keeps redesign.ideas / comments / supports / reactions / answers and the search index true
/// (of the idea and of its comments), and appends the event idea.state_changed; for `merged`, idea.merged. The one way a state
/// changes. `actor_role`: author, moderator, officer, owner, clock, import, vote. Moving to on_ballot freezes the version; from hidden
/// forgets state_before_hidden; to a final state clears answer_due_at. Returns the event's number.
struct StateMove {
  IdeaState to{};
  PersonId person;            // unset: clock or import
  std::string actor;          // opaque id for the event
  std::string actor_role;
  std::string reason;
  std::string reason_code;
  IdeaId merged_into;         // set exactly when `to` is merged
};
std::int64_t move_idea(db::Tx& tx, const Idea& idea, const StateMove& move);

/// Adds `difference` to idea.comments and, when the idea is listed, to redesign.comments. In the act's transaction.
void add_to_comment_count(db::Tx& tx, const Idea& idea, int difference);
/// Adds `difference` to redesign.answers when the idea is listed: +1 with an idea's first answer, never for a later one.
void add_to_answer_count(db::Tx& tx, const Idea& idea, int difference);

}  // namespace palabre::ideas

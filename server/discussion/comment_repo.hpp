// Comments in the database. Called by the acts and views of this folder, by screens and by transfer.
#pragma once
#include "db/tx.hpp"
#include "discussion/comment.hpp"
#include "ideas/idea.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::discussion {

/// A comment with what its place on a page shows besides: who wrote it, why it is hidden, votes that came with an import.
struct ShownComment {
  Comment comment;
  std::string author_name;
  bool author_is_organisation = false;
  std::string hidden_rule;
  std::string hidden_reason;
  bool asks_author = false;   // the public body asks the author of the idea for a clarification
  std::optional<std::int64_t> votes_for, votes_against, votes_mixed, votes_all;
};

struct CommentVersion {
  int version = 1;
  std::string body;
  Instant created_at;
};

/// The order of the comments directly under an idea. for_first and against_first put that stance before all others, each part
/// oldest first. Replies are always oldest first.
enum class CommentSort { oldest, newest, for_first, against_first };
/// "oldest", "newest", "for", "against", in the order of the enum.
const std::vector<std::string_view>& sort_names();

/// The last row of the page before, in the words of http::Cursor.
struct CommentPlace {
  std::int64_t key = INT64_MIN;
  std::int64_t id = INT64_MIN;
};

struct SortedComment {
  ShownComment shown;
  CommentPlace place;
};

std::optional<Comment> find_comment(db::Tx& tx, CommentId id);
std::optional<ShownComment> find_shown_comment(db::Tx& tx, CommentId id);
/// Those directly under the idea, after `after`, at most `limit`; hidden and withdrawn ones keep their place.
std::vector<SortedComment> load_top_comments(db::Tx& tx, IdeaId idea, CommentSort sort, CommentPlace after, std::size_t limit);
std::vector<SortedComment> load_replies(db::Tx& tx, CommentId parent, CommentPlace after, std::size_t limit);
std::int64_t count_replies(db::Tx& tx, CommentId parent);
/// What one person wrote and did not take back, everywhere, newest first, at most `limit` after the first `offset`.
std::vector<Comment> load_written_comments(db::Tx& tx, PersonId author, std::size_t limit, std::size_t offset = 0);
/// Oldest first.
std::vector<CommentVersion> load_comment_versions(db::Tx& tx, CommentId id);

/// Stores the comment and its first version, counts it and makes it findable when its state is published. Idempotent for
/// imports: with a `source_key` that is already there nothing is stored and nothing returned.
std::optional<CommentId> append_comment(db::Tx& tx, const ideas::Idea& idea, const Comment& comment, std::string_view source_key = {});
/// Puts `body` in the place of the newest version's text.
void replace_text(db::Tx& tx, const ideas::Idea& idea, const Comment& comment, std::string_view body);
void append_version(db::Tx& tx, const ideas::Idea& idea, const Comment& comment, std::string_view body, Instant at);
/// Takes the text of all versions away, uncounts the comment and takes it out of the search index.
void save_withdrawn(db::Tx& tx, const ideas::Idea& idea, const Comment& comment);

}  // namespace palabre::discussion

// Reports and hidings in the database, and the content they are about. Called by the acts and views of this folder, screens and transfer.
#pragma once
#include "db/tx.hpp"
#include "ideas/idea.hpp"
#include "moderation/report.hpp"

#include <optional>
#include <vector>

namespace palabre::moderation {

/// The words of a target whatever its state; nothing when there is no such row or it is a draft.
std::optional<Content> find_content(db::Tx& tx, const Target& target);
/// Whether `actor` can read the place where it stands.
bool is_place_visible(db::Tx& tx, const Content& content, const people::Actor& actor);

/// The last row of the page before, in the words of http::Cursor.
struct QueuePlace {
  std::int64_t key = INT64_MIN;
  std::int64_t id = INT64_MIN;
};

struct QueuedReport {
  Report report;
  std::int64_t reports_on_target = 0;
  QueuePlace place;
};

std::optional<Report> find_report(db::Tx& tx, ReportId id);
bool has_open_report(db::Tx& tx, const Target& target, PersonId reporter);
ReportId append_report(db::Tx& tx, const Report& report);
/// Open first, then oldest first; `state` unset: all.
std::vector<QueuedReport> load_reports(db::Tx& tx, RedesignId redesign, std::optional<ReportState> state, QueuePlace after, std::size_t limit);
std::int64_t count_open_reports(db::Tx& tx, RedesignId redesign);
void save_decision(db::Tx& tx, ReportId id, ReportState state, PersonId moderator, std::string_view reason);

/// One line of the public moderation log.
struct Hiding {
  std::int64_t id = 0;
  Target target;
  IdeaId idea;              // unset: a statement
  Rule rule{};
  std::string reason;
  Instant at;
  std::optional<Instant> restored_at;
  std::string restored_reason;
  bool is_undone = false;   // taken back at once by who hid it
};
void append_hiding(db::Tx& tx, const Content& content, DecisionId decision, Rule rule, std::string_view reason, PersonId moderator);
void save_restored(db::Tx& tx, const Target& target, DecisionId decision, std::string_view reason, PersonId moderator);
/// Newest first.
std::vector<Hiding> load_hidings(db::Tx& tx, RedesignId redesign, QueuePlace after, std::size_t limit);

enum class Visibility { shown, hidden };
/// Hides or restores a comment: state, counts and search index together.
void save_comment_visibility(db::Tx& tx, const ideas::Idea& idea, const Content& comment, Visibility visibility);

}  // namespace palabre::moderation

// The moderators' queue in the database: open reports by the text they are about, decisions, second opinions, who is looking.
// Called by the acts and views of this folder and by screens.
#pragma once
#include "moderation/decision.hpp"
#include "moderation/moderation_repo.hpp"

#include <map>
#include <set>

namespace palabre::moderation {

// ---- cases

enum class CaseSort { due, newest };
/// "due", "newest", in the order of the enum.
const std::vector<std::string_view>& case_sort_names();

struct CaseQuery {
  std::optional<TargetKind> kind;
  std::optional<Rule> rule;             // some open report names it
  bool is_second_opinion_only = false;
  CaseSort sort = CaseSort::due;
  QueuePlace after;
  std::size_t limit = 20;
};

/// One text with open reports.
struct Case {
  Target target;
  std::int64_t reports = 0;
  Instant first_at;                     // of its oldest open report: the clock runs from there
  QueuePlace place;
};
std::vector<Case> load_cases(db::Tx& tx, RedesignId redesign, const CaseQuery& query);

struct CaseCounts {
  std::int64_t open = 0;
  std::int64_t late = 0;
  std::int64_t second_opinions = 0;
  std::int64_t since = 0;               // opened after the moment asked about
};
CaseCounts count_cases(db::Tx& tx, RedesignId redesign, Instant late_before, Instant since);

/// The open reports about one text, oldest first.
std::vector<Report> load_open_reports(db::Tx& tx, const Target& target);
OpenQuestions load_open_questions(db::Tx& tx, const Target& target);

/// What the author wrote in this redesign, and how much of it is hidden: numbers, no name.
struct AuthorHistory {
  std::int64_t texts = 0;
  std::int64_t hidden = 0;
};
AuthorHistory load_author_history(db::Tx& tx, RedesignId redesign, PersonId author);

/// What stands around a comment: the one it answers, the one before and the one after at its place.
struct Neighbour {
  enum class Place { parent, before, after } place{};
  std::string body;                     // empty: hidden or withdrawn
  std::string language;
};
std::vector<Neighbour> load_neighbours(db::Tx& tx, const Target& target);

// ---- decisions

struct NewDecision {
  DecisionKind kind{};
  std::optional<Rule> rule;
  std::string_view reason;
  PersonId moderator;
};
DecisionId append_decision(db::Tx& tx, const Content& content, const NewDecision& decision);
std::optional<DecisionMade> find_decision(db::Tx& tx, DecisionId id);
std::optional<DecisionMade> find_latest_decision(db::Tx& tx, const Target& target);
/// Newest first, those of this moderator that may still be taken back.
std::vector<DecisionMade> load_undoable(db::Tx& tx, RedesignId redesign, PersonId moderator, Instant after);
void save_undone(db::Tx& tx, DecisionId id);

void settle_open_reports(db::Tx& tx, const Target& target, DecisionId decision, ReportState state, PersonId moderator, std::string_view reason);
void save_report_decision(db::Tx& tx, ReportId report, DecisionId decision);
/// Reports settled by the decision are open again, unless the same person has reported the text anew.
void reopen_reports(db::Tx& tx, DecisionId decision);
void save_hiding_undone(db::Tx& tx, DecisionId decision);
void save_restoration_undone(db::Tx& tx, DecisionId decision);

// ---- second opinions

struct SecondOpinion {
  PersonId asked_by;
  std::string note;
  Instant at;
};
std::optional<SecondOpinion> find_second_opinion(db::Tx& tx, const Target& target);
void append_second_opinion(db::Tx& tx, const Content& content, PersonId asked_by, std::string_view note);
void close_second_opinion(db::Tx& tx, const Target& target, DecisionId decision);
void reopen_second_opinion(db::Tx& tx, DecisionId decision);

// ---- who is looking

/// Nothing: this person looks at no case now.
void save_watch(db::Tx& tx, RedesignId redesign, PersonId person, const std::optional<Target>& target);
/// How many others look at which text.
std::map<std::string, std::int64_t> load_watchers(db::Tx& tx, RedesignId redesign, PersonId but, Instant seen_after);

}  // namespace palabre::moderation

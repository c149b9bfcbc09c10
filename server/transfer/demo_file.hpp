// A file of the format "cocreation-demo/1" as plain structs: read and checked whole before anything is written.
#pragma once
#include "base/refusal.hpp"
#include "followup/commitment.hpp"
#include "ideas/idea.hpp"
#include "light/light.hpp"
#include "redesigns/texts.hpp"
#include "transfer/import_report.hpp"
#include "votes/vote.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::transfer {

struct DemoRedesign {
  std::string slug;
  redesigns::RedesignState state{};
  std::string owner_organisation;  // id in the file, empty: none
  std::string service_area, power_level, territory;
  std::vector<std::string> languages;
  redesigns::RedesignTexts texts;
  std::optional<double> latitude, longitude;
  std::optional<std::int64_t> population, budget_eur;
  std::optional<light::Question> question;  // asked without an account; with it, light contributions are on
};

struct DemoOrganisation {
  std::string id, kind;
  redesigns::TextsByLanguage names;
};

struct DemoPerson {
  std::string id, name;
  std::vector<std::string> roles;  // of ours: facilitator, moderator, officer, owner
};

struct DemoPhase {
  std::string id;
  redesigns::PhaseType type{};
  redesigns::Stage stage{};
  redesigns::PhaseState state{};
  redesigns::TextsByLanguage titles;
  int start_day = 0;  // from the day of import
  int end_day = 0;    // the last day it is open
};

struct DemoText {
  std::string language, title, body;
};

struct DemoVersion {
  int day = 0;
  std::string by, note;
  std::vector<DemoText> texts;  // the original first
};

struct DemoHiding {
  std::string rule, by, reason;
  int day = 0;
};

struct DemoComment {
  std::string id, parent, author, stance, language, body, channel;  // parent empty: under the idea itself
  int day = 0;
  std::optional<DemoHiding> hiding;
};

struct DemoAnswer {
  std::string by, decision, reason_code;
  redesigns::TextsByLanguage bodies;
  std::optional<int> review_day;
  int day = 0;
};

struct DemoIdea {
  std::string id, author, channel, place, merged_into;
  ideas::IdeaState state{};
  int day = 0;
  std::optional<std::int64_t> frozen_version;  // as the file counts; at most versions.size() here
  std::optional<double> latitude, longitude;
  std::vector<std::string> tags, merge_consent;
  std::vector<DemoVersion> versions;  // at least one, oldest first
  std::vector<DemoComment> comments;  // a parent before its replies
  std::vector<DemoAnswer> answers;    // oldest first; each supersedes the one before
  std::int64_t support_online = 0, support_assisted = 0;
  std::string ballot_phase;           // on whose ballot it stood, empty: none
};

struct DemoMilestone {
  redesigns::TextsByLanguage titles, evidence;
  followup::MilestoneState state{};
  int due_day = 0;
  std::optional<int> done_day;
};

struct DemoCommitmentStep {
  int day = 0;
  followup::CommitmentState from{}, to{};
  std::string by;
  redesigns::TextsByLanguage reasons;
};

struct DemoCheck {
  int opened_day = 0, closed_day = 0;
  std::int64_t done = 0, partly = 0, not_done = 0;
};

struct DemoCommitment {
  std::string id, organisation, officer, replaced_by;
  followup::CommitmentState state{};
  redesigns::TextsByLanguage titles, bodies;
  std::vector<std::string> ideas;
  int due_day = 0;
  std::vector<int> due_days;          // all it had, the newest last; empty: it never moved
  std::int64_t budget_eur = 0;
  std::vector<DemoMilestone> milestones;
  std::vector<DemoCommitmentStep> history;  // continuous, from proposed to state
  std::optional<DemoCheck> check;
};

struct DemoSeat {
  std::string id, table;              // "A", "B", …
  std::vector<std::optional<int>> votes;  // by statement: 1, 0, -1 or not seen
};

struct DemoTurn {
  std::string seat, table, mode;
  std::int64_t start_s = 0, seconds = 0;
};

struct DemoStatement {
  std::string id;
  redesigns::TextsByLanguage texts;
};

struct DemoRound {
  std::string id, phase, state;
  int day = 0;
  redesigns::TextsByLanguage question;
  std::vector<redesigns::TextsByLanguage> access;
  std::vector<std::int64_t> minutes;  // lobby, briefing, groups, plenary, converge
  std::int64_t turn_seconds = 120;
  std::vector<std::string> tables;
  std::vector<DemoSeat> seats;
  std::vector<DemoStatement> statements;
  std::vector<DemoTurn> turns;
};

struct DemoBallot {
  std::string token, channel;
  votes::Choices choices;
  std::int64_t weight = 1;            // the voices delegated to it included
};

struct DemoVote {
  std::string id, phase;
  votes::Vote vote;                   // question, numbers and options; ideas are numbered by their place until they are written
  std::vector<std::string> ideas;     // by option, as the file names them; empty: the option has words of its own
  std::vector<DemoBallot> ballots;
};

/// A part of the file without a home, word for word.
struct KeptItem {
  std::string kind, key, payload;
};

struct DemoFile {
  DemoRedesign redesign;
  std::vector<DemoOrganisation> organisations;
  std::vector<DemoPerson> people;
  std::vector<DemoPhase> phases;
  std::vector<DemoIdea> ideas;
  std::vector<DemoCommitment> commitments;
  std::vector<DemoRound> rounds;
  std::vector<DemoVote> votes;
  std::vector<KeptItem> kept;
  std::vector<RowProblem> problems;         // rows that are not in the lists above
  std::map<std::string, std::int64_t> bad;  // how many, by kind

  [[nodiscard]] bool has_person(std::string_view id) const;
};

/// Refuses: bad_json, bad_field schema, missing or wrong fields of the redesign itself (nothing can be imported without it).
Result<DemoFile> parse_demo(std::string_view text);

}  // namespace palabre::transfer

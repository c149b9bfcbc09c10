// The form of the timeline: its rows in the order sent, as typed, and what they want.
#pragma once
#include "planning/plan.hpp"
#include "screens/form.hpp"
#include "screens/redesign_parts.hpp"

#include <string>
#include <vector>

namespace palabre::screens {

/// One row as typed. Its fields are named "p12.opens", of a new phase "n1.opens".
struct TimelineRow {
  std::string key;
  const redesigns::Phase* phase = nullptr;   // of the redesign at hand; null: a new one
  std::string title, type, opens, closes;
  bool is_removed = false;
};

/// What is wrong with one field of one row.
struct RowError {
  std::string row;
  std::string field;     // title, type, opens, closes; empty: the row as a whole
  std::string text;
};

/// The phases as they stand.
std::vector<TimelineRow> rows_of_phases(const RedesignAtHand& at);
/// The rows sent, in their order; phases the form did not know (added meanwhile) follow unchanged.
/// Refuses: as http::Input (a field nobody reads, bytes that are no text), bad_field (more rows than a timeline may have).
Result<std::vector<TimelineRow>> rows_of_form(const Page& page, const RedesignAtHand& at);

/// One row up or down; nothing when it stands at the edge.
void move_row(std::vector<TimelineRow>& rows, const std::string& key, int steps);
void add_row(std::vector<TimelineRow>& rows);

/// What the rows want, without those that go. A day that still says what stands keeps its time of day.
/// `errors` gets what is no date and what is too long.
std::vector<planning::PlanRow> wanted_of(const Page& page, const RedesignAtHand& at, const std::vector<TimelineRow>& rows, std::vector<RowError>& errors);

/// The phases the rows would make, for the drawing; the second gives the key of each.
std::vector<redesigns::Phase> phases_of(const std::vector<planning::PlanRow>& wanted, const RedesignAtHand& at);
std::vector<std::string> keys_of(const std::vector<TimelineRow>& rows);

}  // namespace palabre::screens

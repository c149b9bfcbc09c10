// A round as pages show it: its head, the clock of a stage, tables with their line, statements with results, buttons that act.
#pragma once
#include "rounds/room.hpp"
#include "screens/redesign_parts.hpp"
#include "screens/staff_parts.hpp"

#include <nlohmann/json_fwd.hpp>

namespace palabre::screens {

/// A round with the redesign around it, opened for the reader; the page depends on both channels. Refuses: not_found.
struct RoundOnPage {
  rounds::RoundAt in;
  RedesignAtHand at;
};
Result<RoundOnPage> open_round(Page& page);

std::string round_path(RoundId id, std::string_view rest = {});
/// Title and trail of a page below the round.
void title_round_page(Page& page, const RoundOnPage& here, const std::string& title);

/// {question, question_lang, state_text, stage_text, badge_kind, when_text, redesign_*, round_href}: on top of every page of a round.
nlohmann::json round_head_view(const Page& page, const RoundOnPage& here);
/// "Table B".
std::string table_text(const Page& page, std::int64_t number);
/// The part round_clock, or false: when something ends, counted down by the client and said by the hour for everybody.
nlohmann::json clock_view(const Page& page, const std::optional<Instant>& end);
/// Stage, what it is for, its clock, a pause and its reason.
nlohmann::json stage_view(const Page& page, const RoundOnPage& here);

/// The part act_button.
struct ActButton {
  std::string action;
  std::vector<std::pair<std::string, std::string>> hidden;
  std::string text;
  std::string about = {};    // for whom, read out only
  bool is_primary = false;
  bool is_pressed = false;
};
nlohmann::json button_view(const ActButton& button);

/// The part round_table; `own`: marked as the reader; `acts`: buttons by seat, may be empty.
using SeatActs = nlohmann::json (*)(const Page& page, const RoundOnPage& here, const rounds::TableNow& table, const rounds::AtTable& one);
nlohmann::json table_view(const Page& page, const RoundOnPage& here, const rounds::TableNow& table, SeatId own, SeatActs acts);

/// The part round_statements: with results once the round is closed.
nlohmann::json statements_view(const Page& page, const RoundOnPage& here);
/// A statement's words and their language.
nlohmann::json statement_text_view(const Page& page, const RoundOnPage& here, const rounds::Statement& statement);

/// The part round_next: the round under way or the next one, for the page of a redesign; false when there is none.
nlohmann::json next_round_view(const Page& page, const RedesignAtHand& at);

/// The part idea_line for a round the reader has a seat in: it leads where the reader is expected now.
nlohmann::json joined_round_view(const Page& page, const rounds::Round& round);

/// "12 min", "1 min 20 s"
std::string duration_text(const Page& page, std::int64_t ms);

}  // namespace palabre::screens

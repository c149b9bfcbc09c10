// Builds the views of commitments that several pages share.
// Called by the pages of commitments, ideas, redesigns and the inbox.
#include "screens/commitment_parts.hpp"

#include "followup/commitment_rules.hpp"
#include "pages/localised.hpp"
#include "screens/staff_rules.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using followup::Commitment;
using followup::CommitmentState;
using followup::Milestone;
using followup::MilestoneState;
using nlohmann::json;

namespace {

bool is_open(const Milestone& one) { return one.state != MilestoneState::done; }

/// How a milestone is drawn in the bar of a card.
std::string_view kind_of(const Page& page, const Commitment& commitment, const Milestone& one) {
  if (!is_open(one)) return "done";
  if (followup::is_under_way(commitment.state) && followup::is_late(one.due_at, page.now())) return "late";
  return one.state == MilestoneState::in_progress ? "begun" : "planned";
}

const Milestone* next_of(const Commitment& commitment, const std::vector<Milestone>& milestones) {
  if (!followup::is_under_way(commitment.state) && commitment.state != CommitmentState::proposed) return nullptr;
  const auto next = std::find_if(milestones.begin(), milestones.end(), is_open);
  return next == milestones.end() ? nullptr : &*next;
}

std::string due_text(const Page& page, const Commitment& commitment) {
  const bool is_over = followup::is_final(commitment.state) || commitment.state == CommitmentState::delivered;
  return page.text(is_over ? "commitment.was_due" : "commitment.due", {{"day", day_words(page, commitment.due_at)}});
}

/// What people are asked, or what they said.
std::string check_text(const Page& page, const Commitment& commitment) {
  const auto check = followup::find_last_check(page.db(), commitment.id);
  if (!check) return {};
  if (!check->result) return page.text("commitment.check_open", {{"left", time_left(page, check->closes_at)}});
  if (check->result == followup::CheckResult::too_few) return page.count("commitment.check_too_few", check->total());
  return page.text("commitment.check_result", {{"done", check->done}, {"total", check->total()}});
}

json fact_of(const Page& page, std::string_view key, std::int64_t value, bool is_late) {
  return {{"text", page.count(key, value)}, {"is_late", is_late}};
}

}  // namespace

std::string commitment_state_text(const Page& page, CommitmentState state) { return page.text("commitment.state." + std::string(name_of(state))); }

std::string_view commitment_tone(CommitmentState state) {
  switch (state) {
    case CommitmentState::accepted: return "info";
    case CommitmentState::in_progress: return "brand";
    case CommitmentState::at_risk: return "warn";
    case CommitmentState::delivered: return "new";
    case CommitmentState::verified: return "good";
    case CommitmentState::contested: return "bad";
    case CommitmentState::proposed:
    case CommitmentState::dropped: return "quiet";
  }
  return "quiet";
}

std::string late_text(const Page& page, const Commitment& commitment, const std::vector<Milestone>& milestones) {
  if (!followup::is_late(commitment, milestones, page.now())) return {};
  Instant since = commitment.due_at;
  for (const auto& one : milestones)
    if (is_open(one)) since = std::min(since, one.due_at);
  return page.count("inbox.late", std::max<std::int64_t>((page.now().unix_ms - since.unix_ms) / ms_per_day, 1));
}

LocalText body_name(const Page& page, OrganisationId organisation) {
  const auto body = followup::find_body(page.db(), organisation);
  return body ? local_text(page, body->names) : LocalText{{}, page.language()};
}

json commitment_card_view(const Page& page, const Commitment& commitment) {
  const auto milestones = followup::load_milestones(page.db(), commitment.id);
  const LocalText title = local_text(page, commitment.titles, commitment.languages);
  const LocalText body = body_name(page, commitment.organisation);
  json marks = json::array();
  for (const auto& one : milestones) marks.push_back({{"kind", kind_of(page, commitment, one)}});
  const auto done = static_cast<std::int64_t>(std::count_if(milestones.begin(), milestones.end(), [](const Milestone& one) { return !is_open(one); }));
  const auto total = static_cast<std::int64_t>(milestones.size());
  json next = false;
  if (const Milestone* one = next_of(commitment, milestones)) {
    const LocalText words = local_text(page, one->titles, commitment.languages);
    next = {{"lang", words.language}, {"title", words.text}, {"day_text", day_words(page, one->due_at)}};
  }
  return {{"id", commitment.id.value},
          {"key", "commitment-" + commitment.id.text()},
          {"tone", commitment_tone(commitment.state)},
          {"state_text", commitment_state_text(page, commitment.state)},
          {"late_text", late_text(page, commitment, milestones)},
          {"href", page.href("/commitments/" + commitment.id.text())},
          {"lang", title.language},
          {"title", title.text},
          {"original_text", original_text(page, title.language)},
          {"body_lang", body.language},
          {"body_text", body.text},
          {"due_text", due_text(page, commitment)},
          {"check_text", check_text(page, commitment)},
          {"has_marks", total > 0},
          {"marks", std::move(marks)},
          {"marks_text", page.text("commitment.milestones_done", {{"done", done}, {"total", total}})},
          {"next", std::move(next)},
          {"act", false}};
}

json standing_view(Page& page, const RedesignAtHand& at, const ideas::Idea& idea) {
  const auto ids = followup::load_commitments_of(page.db(), idea.id);
  const bool is_accepted = idea.state == ideas::IdeaState::accepted;
  if (ids.empty() && !is_accepted) return false;
  json cards = json::array();
  for (const auto id : ids) cards.push_back(commitment_card_view(page, followup::find_commitment(page.db(), id).value()));
  const bool may_make = is_accepted && followup::decide_staff(at.redesign.state, page.actor(at.redesign.id)).has_value();
  return {{"key", "standing-" + idea.id.text()},
          {"has_cards", !cards.empty()},
          {"cards", std::move(cards)},
          {"make_text", page.text(ids.empty() ? "commitment.make" : "commitment.make_more")},
          {"make_href", may_make ? page.href("/ideas/" + idea.id.text() + "/commit") : std::string()},
          {"all_href", page.href("/redesigns/" + at.redesign.slug + "/follow-up")}};
}

json follow_up_part_view(const Page& page, const RedesignAtHand& at) {
  const auto counts = followup::load_follow_up(page.db(), at.redesign.id, page.now());
  if (counts.total() == 0 && counts.without_commitment == 0) return false;
  const std::int64_t kept = counts.count(CommitmentState::verified);
  const std::int64_t dropped = counts.count(CommitmentState::dropped);
  json facts = json::array();
  if (counts.late > 0) facts.push_back(fact_of(page, "follow_up.late", counts.late, true));
  if (const auto contested = counts.count(CommitmentState::contested)) facts.push_back(fact_of(page, "follow_up.contested", contested, false));
  if (const auto asked = counts.count(CommitmentState::delivered)) facts.push_back(fact_of(page, "follow_up.asked", asked, false));
  if (counts.without_commitment > 0) facts.push_back(fact_of(page, "follow_up.without", counts.without_commitment, false));
  const auto number = [&](std::int64_t value) { return pages::format_number(page.language(), value); };
  const json progress = {{"label_text", page.text("follow_up.kept")},
                         {"value_text", page.text("redesign.value_of", {{"value", number(kept)}, {"total", number(counts.total() - dropped)}})},
                         {"value", kept},
                         {"max", std::max<std::int64_t>(counts.total() - dropped, 1)}};
  return {{"href", page.href("/redesigns/" + at.redesign.slug + "/follow-up")}, {"progress", progress}, {"has_facts", !facts.empty()}, {"facts", std::move(facts)}};
}

std::string commitment_fact(const Page& page, IdeaId idea) {
  const auto ids = followup::load_commitments_of(page.db(), idea);
  if (ids.empty()) return {};
  const auto newest = followup::find_commitment(page.db(), ids.front()).value();
  return page.text("commitment.fact", {{"state", commitment_state_text(page, newest.state)}});
}

}  // namespace palabre::screens

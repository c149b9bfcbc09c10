// Turns reports and hidings into JSON; no shape here has room for a reporter.
// Called by moderation_api and by the moderators' pages.
#include "moderation/moderation_view.hpp"

#include <nlohmann/json.hpp>

namespace palabre::moderation {

namespace {

using nlohmann::json;

json maybe_idea(IdeaId idea) { return idea.is_set() ? json(idea.text()) : json(nullptr); }
json maybe_date(const std::optional<Instant>& moment) { return moment ? json(iso_text(*moment)) : json(nullptr); }

}  // namespace

json report_view(const Report& report) {
  return {
      {"id", report.id.text()},
      {"target", report.target.text()},
      {"rule", name_of(report.rule)},
      {"text", report.text},
      {"status", name_of(report.state)},
      {"created_at", iso_text(report.created_at)},
      {"decided_at", maybe_date(report.decided_at)},
      {"reason", report.decision},
  };
}

json queued_report_view(db::Tx& tx, const QueuedReport& queued, PersonId viewer) {
  json view = report_view(queued.report);
  view["reports"] = queued.reports_on_target;
  const auto content = find_content(tx, queued.report.target);
  view["is_own_case"] = content && content->author == viewer;
  view["content"] = nullptr;
  if (content) {
    view["content"] = {
        {"idea", maybe_idea(content->idea)},
        {"title", content->title},
        {"body", content->body},
        {"language", content->language},
        {"author", content->author_name.empty() ? json(nullptr) : json{{"id", content->author.text()}, {"name", content->author_name}}},
        {"status", content->status},
    };
  }
  return view;
}

json hiding_view(const Hiding& hiding) {
  return {
      {"id", std::to_string(hiding.id)},
      {"target", hiding.target.text()},
      {"kind", name_of(hiding.target.kind)},
      {"idea", maybe_idea(hiding.idea)},
      {"rule", name_of(hiding.rule)},
      {"reason", hiding.reason},
      {"at", iso_text(hiding.at)},
      {"restored_at", maybe_date(hiding.restored_at)},
      {"restored_reason", hiding.restored_reason},
      {"undone", hiding.is_undone},
  };
}

json change_view(const Target& target, const ContentChange& change, std::optional<Instant> undo_until) {
  return {{"target", target.text()},
          {"idea", maybe_idea(change.idea)},
          {"status", change.status},
          {"comments", change.comments},
          {"seq", change.seq},
          {"decision", change.decision.is_set() ? json(change.decision.text()) : json(nullptr)},
          {"undo_until", maybe_date(undo_until)}};
}

json case_view(db::Tx& tx, const Case& open, PersonId viewer, Instant now, const Limits& limits, std::int64_t watching) {
  const auto content = find_content(tx, open.target).value();
  const auto author = load_author_history(tx, content.redesign, content.author);
  const Instant due_at = open.first_at.plus_ms(limits.case_due_ms);
  json rules = json::object();
  json notes = json::array();
  for (const auto& report : load_open_reports(tx, open.target)) {
    auto& count = rules[std::string(name_of(report.rule))];
    count = count.is_null() ? 1 : count.get<int>() + 1;
    if (!report.text.empty()) notes.push_back({{"at", iso_text(report.created_at)}, {"rule", name_of(report.rule)}, {"text", report.text}});
  }
  json neighbours = json::array();
  for (const auto& neighbour : load_neighbours(tx, open.target)) {
    constexpr std::string_view places[] = {"parent", "before", "after"};
    neighbours.push_back({{"place", places[static_cast<std::size_t>(neighbour.place)]}, {"body", neighbour.body}, {"language", neighbour.language}});
  }
  json opinion = nullptr;
  if (const auto asked = find_second_opinion(tx, open.target))
    opinion = {{"note", asked->note}, {"at", iso_text(asked->at)}, {"is_mine", asked->asked_by == viewer}};
  return {{"target", open.target.text()},
          {"kind", name_of(open.target.kind)},
          {"idea", maybe_idea(content.idea)},
          {"title", content.title},
          {"body", content.body},
          {"language", content.language},
          {"status", content.status},
          {"author", {{"texts", author.texts}, {"hidden", author.hidden}}},
          {"is_own_case", content.author == viewer},
          {"reports", open.reports},
          {"rules", std::move(rules)},
          {"notes", std::move(notes)},
          {"since", iso_text(open.first_at)},
          {"due_at", iso_text(due_at)},
          {"is_late", due_at < now},
          {"second_opinion", std::move(opinion)},
          {"watching", watching},
          {"neighbours", std::move(neighbours)}};
}

}  // namespace palabre::moderation

// The public page of how a redesign keeps its word: answers, commitments, what is late. Joined into screens::routes().
#include "followup/answer_repo.hpp"
#include "followup/commitment_rules.hpp"
#include "http/paging.hpp"
#include "ideas/idea_repo.hpp"
#include "pages/localised.hpp"
#include "screens/commitment_parts.hpp"
#include "screens/idea_parts.hpp"
#include "screens/page_routes.hpp"
#include "screens/staff_parts.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using followup::CommitmentQuery;
using followup::CommitmentState;
using followup::FollowUp;
using nlohmann::json;

namespace {

constexpr std::string_view commitments_order = "commitments";
constexpr std::size_t open_ideas_shown = 50;

Result<CommitmentQuery> read_query(const Page& page) {
  const http::Request& request = page.call().request;
  CommitmentQuery query;
  query.limit = page.call().services.limits->page_size;
  const std::string show = request.param("show").value_or("");
  query.is_late_only = show == "late";
  if (!query.is_late_only) query.state = followup::commitment_state_of(show);
  if (const auto after = request.param("after")) {
    const auto cursor = http::decode_cursor(*after, commitments_order);
    if (!cursor) return cursor.error();
    query.after_key = cursor->key;
    query.after_id = cursor->id;
  }
  return query;
}

std::string base_of(const Page& page, const RedesignAtHand& at, const CommitmentQuery& query) {
  const std::string base = page.href("/redesigns/" + at.redesign.slug + "/follow-up");
  if (query.is_late_only) return with_param(base, "show", "late");
  return query.state ? with_param(base, "show", name_of(*query.state)) : base;
}

/// All, late ones and each state that has any.
json filters_view(const Page& page, const RedesignAtHand& at, const FollowUp& counts, const CommitmentQuery& query) {
  json filters = json::array();
  const auto add = [&](const CommitmentQuery& wanted, std::string words, std::int64_t count) {
    const bool is_current = wanted.state == query.state && wanted.is_late_only == query.is_late_only;
    if (count == 0 && !is_current) return;
    filters.push_back({{"href", base_of(page, at, wanted)}, {"text", page.text("follow_up.filter", {{"name", std::move(words)}, {"count", count}})}, {"is_current", is_current}});
  };
  CommitmentQuery all;
  add(all, page.text("follow_up.filter_all"), counts.total());
  CommitmentQuery late;
  late.is_late_only = true;
  add(late, page.text("follow_up.filter_late"), counts.late);
  for (int i = 0; i <= static_cast<int>(CommitmentState::dropped); ++i) {
    CommitmentQuery one;
    one.state = static_cast<CommitmentState>(i);
    add(one, commitment_state_text(page, *one.state), counts.count(*one.state));
  }
  return filters;
}

json progress_of(const Page& page, std::string_view key, std::int64_t value, std::int64_t total) {
  const auto number = [&](std::int64_t count) { return pages::format_number(page.language(), count); };
  return {{"label_text", page.text(key)},
          {"value_text", page.text("redesign.value_of", {{"value", number(value)}, {"total", number(total)}})},
          {"value", value},
          {"max", std::max<std::int64_t>(total, 1)}};
}

json summary_view(const Page& page, const RedesignAtHand& at, const FollowUp& counts) {
  const auto inbox = followup::count_inbox(page.db(), at.redesign.id, page.now());
  const auto fact = [&](std::string_view key, std::int64_t value, bool is_late = false) {
    return json{{"label_text", page.text(key)}, {"value_text", pages::format_number(page.language(), value)}, {"is_late", is_late && value > 0}};
  };
  const std::int64_t bound = counts.total() - counts.count(CommitmentState::dropped);
  json bars = json::array();
  if (at.redesign.ideas > 0) bars.push_back(progress_of(page, "redesign.answered", at.redesign.answers, at.redesign.ideas));
  if (bound > 0) bars.push_back(progress_of(page, "follow_up.kept", counts.count(CommitmentState::verified), bound));
  if (counts.milestones > 0) bars.push_back(progress_of(page, "follow_up.milestones", counts.milestones_done, counts.milestones));
  json facts = json::array({fact("follow_up.fact_answers_due", inbox.waiting)});
  if (inbox.overdue > 0) facts.push_back(fact("follow_up.fact_answers_late", inbox.overdue, true));
  facts.push_back(fact("follow_up.fact_late", counts.late, true));
  if (counts.milestones_late > 0) facts.push_back(fact("follow_up.fact_milestones_late", counts.milestones_late, true));
  if (counts.moved_dates > 0) facts.push_back(fact("follow_up.fact_moved", counts.moved_dates));
  if (counts.opinions > 0) facts.push_back(fact("follow_up.fact_opinions", counts.opinions));
  return {{"bars", std::move(bars)}, {"facts", std::move(facts)}};
}

json open_ideas_view(Page& page, const RedesignAtHand& at) {
  json lines = json::array();
  const bool may_make = followup::decide_staff(at.redesign.state, page.actor(at.redesign.id)).has_value();
  for (const auto& source : followup::load_ideas_without_commitment(page.db(), at.redesign.id, open_ideas_shown)) {
    const auto idea = ideas::find_idea(page.db(), source.idea);
    if (!idea) continue;
    const TitleShown title = title_for(page, *idea);
    json line = idea_line_view(page, {"/ideas/" + idea->id.text(), title.text, title.language, idea->state, {}});
    line["make_href"] = may_make ? page.href("/ideas/" + idea->id.text() + "/commit") : std::string();
    lines.push_back(std::move(line));
  }
  return lines;
}

json empty_view(const Page& page, const RedesignAtHand& at, bool is_filtered) {
  const std::string ideas = page.href("/redesigns/" + at.redesign.slug + "/ideas");
  return {{"is_search", is_filtered},
          {"is_done", false},
          {"is_start", !is_filtered},
          {"is_notices", false},
          {"is_drafts", false},
          {"title_text", page.text(is_filtered ? "follow_up.none_here_title" : "follow_up.empty_title")},
          {"text", page.text(is_filtered ? "follow_up.none_here_text" : "follow_up.empty_text")},
          {"action", is_filtered ? json(false) : json{{"href", ideas}, {"text", page.text("redesign.see_ideas")}}}};
}

struct Shown {
  json cards = json::array();
  json pages = false;
};

Shown shown_page(const Page& page, const RedesignAtHand& at, const FollowUp& counts, const CommitmentQuery& query) {
  auto listed = followup::load_commitment_page(page.db(), at.redesign.id, query, page.now());
  const std::string base = base_of(page, at, query);
  std::string next;
  if (listed.size() > query.limit) {
    listed.pop_back();
    next = with_param(base, "after", http::encode_cursor({std::string(commitments_order), listed.back().key, listed.back().id.value, 0}));
  }
  Shown shown;
  for (const auto& one : listed) shown.cards.push_back(commitment_card_view(page, followup::find_commitment(page.db(), one.id).value()));
  const bool is_later = query.after_id != INT64_MIN;
  if (is_later || !next.empty()) {
    const auto number = [&](std::int64_t count) { return pages::format_number(page.language(), count); };
    shown.pages = {{"previous_href", is_later ? base : std::string()},
                   {"page_text", page.text("pages.range", {{"shown", number(static_cast<std::int64_t>(listed.size()))}, {"total", number(count_commitments(counts, query))}})},
                   {"next_href", next}};
  }
  return shown;
}

Result<http::Response> get_follow_up(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_redesign(*page, call.path_value("slug"));
  if (!at) return at.error();
  const auto query = read_query(*page);
  if (!query) return query.error();
  const FollowUp counts = followup::load_follow_up(page->db(), at->redesign.id, page->now());
  Shown shown = shown_page(*page, *at, counts, *query);
  page->set_title(page->text("follow_up.title")).set_description(page->text("follow_up.explain"));
  add_redesign_crumb(*page, *at);
  page->add_crumb(page->text("follow_up.title"));
  json open_ideas = open_ideas_view(*page, *at);
  json view = staff_head_view(*page, *at);
  view["filters"] = filters_view(*page, *at, counts, *query);
  view["has_filters"] = counts.total() > 0;
  view["summary"] = summary_view(*page, *at, counts);
  view["has_cards"] = !shown.cards.empty();
  view["empty"] = shown.cards.empty() ? empty_view(*page, *at, counts.total() > 0) : json(false);
  view["cards"] = std::move(shown.cards);
  view["pages"] = std::move(shown.pages);
  view["has_open_ideas"] = !open_ideas.empty();
  view["open_ideas_text"] = page->count("follow_up.without", counts.without_commitment);
  view["open_ideas"] = std::move(open_ideas);
  return page->show("follow_up", view);
}

}  // namespace

http::Routes follow_up_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {{Method::get, "/{lang}/redesigns/{slug}/follow-up", Who::anyone, Kind::read, Cost::normal, Audience::page, get_follow_up}};
}

}  // namespace palabre::screens

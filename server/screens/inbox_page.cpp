// The officers' inbox of a redesign: ideas that wait for an answer by due date, and those answered. Joined into screens::routes().
// Who: the officers and the owner of the redesign.
#include "followup/answer_repo.hpp"
#include "followup/recent_answers.hpp"
#include "http/paging.hpp"
#include "ideas/idea_repo.hpp"
#include "pages/localised.hpp"
#include "screens/commitment_parts.hpp"
#include "screens/idea_parts.hpp"
#include "screens/page_routes.hpp"
#include "screens/staff_parts.hpp"
#include "screens/staff_rules.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using followup::WaitingIdea;
using nlohmann::json;

namespace {

constexpr std::string_view order = "inbox";

json fact(std::string text, bool is_late) { return {{"text", std::move(text)}, {"is_late", is_late}}; }

json due_fact(const Page& page, Instant due_at) {
  if (due_at >= page.now()) return fact(page.text("inbox.due", {{"day", day_words(page, due_at)}}), false);
  const std::int64_t late_days = (page.now().unix_ms - due_at.unix_ms) / ms_per_day;
  return fact(page.count("inbox.late", std::max<std::int64_t>(late_days, 1)), true);
}

/// The part idea_line with the way to its answer, where this reader may give one.
json item_view(const Page& page, const RedesignAtHand& at, const people::Actor& reader, const ideas::Idea& idea, json facts, bool is_answered) {
  const TitleShown title = title_for(page, idea);
  json view = idea_line_view(page, {"/ideas/" + idea.id.text(), title.text, title.language, idea.state, {}});
  view["facts"] = std::move(facts);
  const bool may_answer = decide_answering(at.redesign, idea, reader, page.now()).has_value();
  view["answer_href"] = may_answer ? page.href("/ideas/" + idea.id.text() + "/answer") : std::string();
  view["answer_text"] = page.text(is_answered ? "inbox.answer_again" : "inbox.answer");
  return view;
}

json waiting_facts(const Page& page, const WaitingIdea& waiting) {
  json facts = json::array();
  if (waiting.due_at) facts.push_back(due_fact(page, *waiting.due_at));
  if (waiting.answered) facts.push_back(fact(page.text("answer.card", {{"kind", page.text("answer.kind." + std::string(name_of(*waiting.answered)))}}), false));
  facts.push_back(fact(page.count("count.supports", waiting.supports + waiting.imported_supports), false));
  facts.push_back(fact(page.count("count.comments", waiting.comments), false));
  return facts;
}

struct Shown {
  json items = json::array();
  json pages = false;
};

Result<Shown> waiting_ideas(Page& page, const RedesignAtHand& at, const people::Actor& reader, std::int64_t total) {
  const std::size_t limit = page.call().services.limits->page_size;
  followup::InboxPlace after;
  const auto asked = page.call().request.param("after");
  if (asked) {
    const auto cursor = http::decode_cursor(*asked, order);
    if (!cursor) return cursor.error();
    after = {cursor->key, cursor->id};
  }
  auto inbox = followup::load_inbox(page.db(), at.redesign.id, after, limit + 1);
  const std::string base = page.href("/redesigns/" + at.redesign.slug + "/inbox");
  std::string next;
  if (inbox.size() > limit) {
    inbox.pop_back();
    next = with_param(base, "after", http::encode_cursor({std::string(order), inbox.back().place.key, inbox.back().place.id, 0}));
  }
  Shown shown;
  for (const auto& waiting : inbox) {
    if (const auto idea = ideas::find_idea(page.db(), waiting.idea))
      shown.items.push_back(item_view(page, at, reader, *idea, waiting_facts(page, waiting), waiting.answered.has_value()));
  }
  if (asked || !next.empty()) {
    const auto number = [&](std::int64_t count) { return pages::format_number(page.language(), count); };
    shown.pages = {{"previous_href", asked ? base : std::string()},
                   {"page_text", page.text("pages.range", {{"shown", number(static_cast<std::int64_t>(inbox.size()))}, {"total", number(total)}})},
                   {"next_href", next}};
  }
  return shown;
}

/// The newest answers in force, each with the way to a later one.
Shown answered_ideas(Page& page, const RedesignAtHand& at, const people::Actor& reader) {
  Shown shown;
  const std::size_t limit = page.call().services.limits->page_size_max;
  for (const auto& answer : followup::load_recent_answers(page.db(), at.redesign.id, limit)) {
    const auto idea = ideas::find_idea(page.db(), answer.idea);
    if (!idea) continue;
    json facts = json::array({fact(when_text(page, answer.at), false), fact(page.count("count.supports", idea->supports + idea->imported_supports), false)});
    if (auto follows = commitment_fact(page, answer.idea); !follows.empty()) facts.push_back(fact(std::move(follows), false));
    shown.items.push_back(item_view(page, at, reader, *idea, std::move(facts), true));
  }
  return shown;
}

json answered_view(const Page& page, const redesigns::Redesign& redesign) {
  if (redesign.ideas == 0) return false;
  const auto number = [&](std::int64_t value) { return pages::format_number(page.language(), value); };
  return {{"label_text", page.text("redesign.answered")},
          {"value_text", page.text("redesign.value_of", {{"value", number(redesign.answers)}, {"total", number(redesign.ideas)}})},
          {"value", redesign.answers},
          {"max", redesign.ideas}};
}

/// Commitments whose next date is near or missed, and contested ones.
json near_commitments(const Page& page, const RedesignAtHand& at) {
  json cards = json::array();
  const std::size_t limit = page.call().services.limits->page_size_max;
  for (const auto& near : followup::load_near_commitments(page.db(), at.redesign.id, page.now(), limit)) {
    json card = commitment_card_view(page, followup::find_commitment(page.db(), near.id).value());
    card["act"] = {{"href", page.href("/commitments/" + near.id.text() + "/work")}, {"text", page.text("inbox.work")}, {"for_lang", card["lang"]}, {"for_text", card["title"]}};
    cards.push_back(std::move(card));
  }
  return cards;
}

json empty_view(const Page& page, bool is_waiting_list) {
  return {{"is_search", false},
          {"is_done", is_waiting_list},
          {"is_start", !is_waiting_list},
          {"is_notices", false},
          {"is_drafts", false},
          {"title_text", page.text(is_waiting_list ? "inbox.empty_title" : "inbox.none_answered_title")},
          {"text", page.text(is_waiting_list ? "inbox.empty_text" : "inbox.none_answered_text")},
          {"action", false}};
}

Result<http::Response> get_inbox(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_redesign(*page, call.path_value("slug"));
  if (!at) return at.error();
  const people::Actor reader = page->actor(at->redesign.id);
  if (auto may = decide_inbox(reader); !may) return may.error();
  const auto count = followup::count_inbox(page->db(), at->redesign.id, page->now());
  const std::string show = call.request.param("show").value_or("");
  const bool is_waiting_list = show != "answered";
  const bool is_commitments = show == "commitments";
  json near = near_commitments(*page, *at);
  const auto near_count = static_cast<std::int64_t>(near.size());
  Shown shown;
  if (is_commitments) {
    // shown as cards below
  } else if (is_waiting_list) {
    auto waiting = waiting_ideas(*page, *at, reader, count.waiting);
    if (!waiting) return waiting.error();
    shown = std::move(*waiting);
  } else {
    shown = answered_ideas(*page, *at, reader);
  }
  const std::string base = page->href("/redesigns/" + at->redesign.slug + "/inbox");
  page->set_title(page->text("inbox.title"));
  add_redesign_crumb(*page, *at);
  page->add_crumb(page->text("inbox.title"));
  json view = staff_head_view(*page, *at);
  view["tabs"] = json::array({{{"href", base}, {"text", page->count("inbox.tab_waiting", count.waiting)}, {"is_current", is_waiting_list && !is_commitments}},
                              {{"href", base + "?show=commitments"}, {"text", page->count("inbox.tab_commitments", near_count)}, {"is_current", is_commitments}},
                              {{"href", base + "?show=answered"}, {"text", page->text("inbox.tab_answered")}, {"is_current", !is_waiting_list}}});
  view["has_cards"] = is_commitments && near_count > 0;
  view["has_items"] = !shown.items.empty();
  const bool is_empty = is_commitments ? near_count == 0 : shown.items.empty();
  view["empty"] = is_empty ? empty_view(*page, is_waiting_list) : json(false);
  if (is_empty && is_commitments) {
    view["empty"]["title_text"] = page->text("inbox.none_near_title");
    view["empty"]["text"] = page->text("inbox.none_near_text");
  }
  view["cards"] = is_commitments ? std::move(near) : json::array();
  view["items"] = std::move(shown.items);
  view["pages"] = std::move(shown.pages);
  view["answered"] = answered_view(*page, at->redesign);
  return page->show("inbox", view);
}

}  // namespace

http::Routes inbox_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {{Method::get, "/{lang}/redesigns/{slug}/inbox", Who::officer, Kind::read, Cost::normal, Audience::mine, get_inbox}};
}

}  // namespace palabre::screens

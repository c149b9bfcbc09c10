// The officers' inbox of a redesign: ideas that wait, by due date and facet, with what people argue; the four-eyes switch.
// Who: the officers and the owner of the redesign. Joined into screens::routes().
#include "discussion/stance_counts.hpp"
#include "followup/assign_idea.hpp"
#include "followup/desk_repo.hpp"
#include "followup/inbox.hpp"
#include "http/paging.hpp"
#include "ideas/idea_list.hpp"
#include "ideas/idea_repo.hpp"
#include "pages/localised.hpp"
#include "pages/markdown.hpp"
#include "screens/commitment_parts.hpp"
#include "screens/idea_parts.hpp"
#include "screens/page_routes.hpp"
#include "screens/staff_parts.hpp"
#include "screens/staff_rules.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using followup::Facet;
using followup::WaitingIdea;
using nlohmann::json;

namespace {

constexpr std::string_view inbox_order = "inbox";
constexpr std::size_t summary_chars = 220;
constexpr std::size_t search_max = 200;

std::string inbox_path(const RedesignAtHand& at) { return "/redesigns/" + at.redesign.slug + "/inbox"; }

json fact(std::string text, bool is_late) { return {{"text", std::move(text)}, {"is_late", is_late}}; }

json due_fact(const Page& page, Instant due_at) {
  if (due_at >= page.now()) return fact(page.text("inbox.due", {{"day", day_words(page, due_at)}}), false);
  const std::int64_t late_days = (page.now().unix_ms - due_at.unix_ms) / ms_per_day;
  return fact(page.count("inbox.late", std::max<std::int64_t>(late_days, 1)), true);
}

json facts_view(const Page& page, const WaitingIdea& waiting) {
  json facts = json::array();
  if (waiting.due_at) facts.push_back(due_fact(page, *waiting.due_at));
  if (waiting.pending.is_set()) facts.push_back(fact(page.text("inbox.waits_release"), false));
  if (waiting.is_asked) facts.push_back(fact(page.text("inbox.waits_author"), false));
  if (waiting.answered) facts.push_back(fact(page.text("answer.card", {{"kind", page.text("answer.kind." + std::string(name_of(*waiting.answered)))}}), false));
  facts.push_back(fact(page.count("count.supports", waiting.supports + waiting.imported_supports), false));
  return facts;
}

/// « 4 pour, 2 contre, 1 question »
json stances_view(const Page& page, IdeaId idea) {
  const auto counts = discussion::load_stance_counts(page.db(), idea);
  json views = json::array();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const std::string name(discussion::stance_names().at(i));
    if (counts.at(i) > 0) views.push_back({{"name", name}, {"text", page.text("inbox.stance", {{"stance", page.text("stance." + name)}, {"count", counts.at(i)}})}});
  }
  return views;
}

/// Who looks after it, and the form to change that.
json assign_view(const Page& page, const WaitingIdea& waiting, const std::vector<followup::Assignee>& officers, const std::string& action) {
  Form form;
  form.fill("person", waiting.assignee.is_set() ? waiting.assignee.text() : std::string());
  Field field{.name = "person", .label = page.text("inbox.assigned_to"), .kind = FieldKind::select, .is_required = false};
  field.options.push_back({"", page.text("inbox.nobody")});
  for (const auto& officer : officers)
    field.options.push_back({officer.person.text(), officer.person == page.person() ? page.text("inbox.me", {{"name", officer.name}}) : officer.name});
  return {{"action", action},
          {"form_key", form.key()},
          {"idea", waiting.idea.text()},
          {"title_text", waiting.title},
          {"title_lang", waiting.language},
          {"who_text", waiting.assignee.is_set() ? page.text("inbox.assigned", {{"name", waiting.assignee_name}}) : page.text("inbox.unassigned")},
          {"may_take", waiting.assignee != page.person()},
          {"me", page.person().text()},
          {"field", with_id_suffix(form.field_view(page, field), "-" + waiting.idea.text())}};
}

json similar_links(const Page& page, const RedesignAtHand& at, const WaitingIdea& waiting) {
  json links = json::array();
  for (const auto& found : ideas::find_similar(page.db(), at.redesign, waiting.title, 3)) {
    const auto idea = found.idea == waiting.idea ? std::nullopt : ideas::find_idea(page.db(), found.idea);
    if (idea && links.size() < 2) links.push_back({{"href", page.href("/ideas/" + idea->id.text())}, {"title", idea->title}, {"lang", idea->language}});
  }
  return links;
}

json item_view(const Page& page, const RedesignAtHand& at, const people::Actor& reader, const WaitingIdea& waiting, const std::vector<followup::Assignee>& officers,
               const std::string& action) {
  const auto idea = ideas::find_idea(page.db(), waiting.idea).value();
  const TitleShown title = title_for(page, idea);
  json view = idea_line_view(page, {"/ideas/" + idea.id.text(), title.text, title.language, idea.state, {}});
  view["facts"] = facts_view(page, waiting);
  view["summary"] = pages::excerpt(waiting.body, summary_chars);
  view["summary_lang"] = waiting.language;
  json stances = stances_view(page, waiting.idea);
  view["has_stances"] = !stances.empty();
  view["stances"] = std::move(stances);
  json similar = similar_links(page, at, waiting);
  view["has_similar"] = !similar.empty();
  view["similar"] = std::move(similar);
  view["assign"] = assign_view(page, waiting, officers, action);
  const bool may_answer = decide_answering(at.redesign, idea, reader, page.now()).has_value();
  view["answer_href"] = !may_answer || waiting.pending.is_set() ? std::string() : page.href("/ideas/" + idea.id.text() + "/answer");
  view["answer_text"] = page.text(waiting.answered ? "inbox.answer_again" : "inbox.answer");
  view["release_href"] = waiting.pending.is_set() ? page.href("/pending-answers/" + waiting.pending.text()) : std::string();
  const bool is_own = waiting.pending.is_set() && followup::find_waiting(page.db(), waiting.idea)->answer.officer == reader.person;
  view["release_text"] = page.text(is_own ? "inbox.see_waiting" : "inbox.release");
  return view;
}

/// The inbox with the facet and the search of this request.
std::string inbox_address(const Page& page, const RedesignAtHand& at, std::string_view facet, bool keeps_cursor = false) {
  std::string address = page.href(inbox_path(at));
  if (!facet.empty() && facet != "all") address = with_param(address, "facet", facet);
  if (const std::string q = page.param("q"); !q.empty()) address = with_param(address, "q", q);
  if (const std::string after = page.param("after"); keeps_cursor && !after.empty()) address = with_param(address, "after", after);
  return address;
}

followup::InboxQuery read_query(Page& page, const RedesignAtHand& at) {
  followup::InboxQuery query;
  query.facet = followup::facet_of(page.param("facet")).value_or(Facet::all);
  query.reader = page.person();
  query.now = page.now();
  query.limit = page.call().services.limits->page_size;
  if (const std::string q = page.param("q"); !q.empty() && q.size() <= page.call().services.limits->query_chars_max) {
    query.found.emplace();
    db::SearchQuery search{.text = q, .redesign = at.redesign.id, .limit = search_max};
    for (const auto& hit : page.db().search(search)) query.found->push_back(hit.idea);
  }
  if (const auto cursor = http::decode_cursor(page.param("after"), inbox_order)) query.after = {cursor->key, cursor->id};
  return query;
}

json facets_view(const Page& page, const RedesignAtHand& at, const followup::InboxQuery& query, const std::vector<std::int64_t>& counts) {
  json views = json::array();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const std::string name(followup::facet_names().at(i));
    const bool is_current = static_cast<std::size_t>(query.facet) == i;
    if (counts.at(i) == 0 && i > 0 && !is_current) continue;
    views.push_back({{"href", inbox_address(page, at, name)},
                     {"text", page.text("inbox.facet", {{"name", page.text("inbox.facet_" + name)}, {"count", counts.at(i)}})},
                     {"is_late", name == "late" && counts.at(i) > 0},
                     {"is_current", is_current}});
  }
  return views;
}

json four_eyes_view(const Page& page, const RedesignAtHand& at, const people::Actor& reader) {
  const bool is_on = followup::needs_four_eyes(page.db(), at.redesign.id);
  const bool may = followup::decide_four_eyes(reader).has_value();
  return {{"text", page.text(is_on ? "inbox.four_eyes_on" : "inbox.four_eyes_off")},
          {"may_switch", may},
          {"action", page.href(inbox_path(at))},
          {"form_key", Form{}.key()},
          {"wanted", is_on ? "false" : "true"},
          {"submit_text", page.text(is_on ? "inbox.four_eyes_switch_off" : "inbox.four_eyes_switch_on")}};
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

/// Shows those instead of the ideas that wait, or only the way to them.
void add_commitments(const Page& page, const RedesignAtHand& at, json& view) {
  json cards = near_commitments(page, at);
  const bool is_shown = page.param("show") == "commitments";
  const auto count = static_cast<std::int64_t>(cards.size());
  if (is_shown)
    for (auto& facet : view["facets"]) facet["is_current"] = false;
  if (count > 0 || is_shown)
    view["facets"].push_back({{"href", page.href(inbox_path(at)) + "?show=commitments"}, {"text", page.count("inbox.tab_commitments", count)}, {"is_late", false}, {"is_current", is_shown}});
  view["has_cards"] = is_shown && count > 0;
  view["cards"] = is_shown ? std::move(cards) : json::array();
  if (!is_shown) return;
  view["has_items"] = false;
  view["items"] = json::array();
  view["search"] = false;
  view["pages"] = false;
  view["empty"] = false;
  if (count > 0) return;
  view["empty"] = {{"is_search", false}, {"is_done", true}, {"is_start", false}, {"is_notices", false}, {"is_drafts", false},
                   {"title_text", page.text("inbox.none_near_title")}, {"text", page.text("inbox.none_near_text")}, {"action", false}};
}

json empty_view(const Page& page, bool is_narrowed) {
  return {{"is_search", is_narrowed}, {"is_done", !is_narrowed}, {"is_start", false}, {"is_notices", false}, {"is_drafts", false},
          {"title_text", page.text(is_narrowed ? "inbox.none_title" : "inbox.empty_title")},
          {"text", page.text(is_narrowed ? "inbox.none_text" : "inbox.empty_text")},
          {"action", false}};
}

Result<RedesignAtHand> open_inbox(Page& page) {
  auto at = open_redesign(page, page.call().path_value("slug"));
  if (!at) return at.error();
  const people::Actor& reader = page.actor(at->redesign.id);
  if (reader.is_admin) return at;
  if (auto may = decide_inbox(reader); !may) return may.error();
  return at;
}

Result<http::Response> get_inbox(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_redesign(*page, call.path_value("slug"));
  if (!at) return at.error();
  const people::Actor reader = page->actor(at->redesign.id);
  if (auto may = decide_inbox(reader); !may) return may.error();
  followup::InboxQuery query = read_query(*page, *at);
  const auto counts = followup::count_facets(page->db(), at->redesign.id, query);
  const std::size_t limit = query.limit++;
  auto inbox = followup::load_inbox(page->db(), at->redesign.id, query);
  const std::string facet(followup::facet_names().at(static_cast<std::size_t>(query.facet)));
  const std::string base = inbox_address(*page, *at, facet);
  std::string next;
  if (inbox.size() > limit) {
    inbox.pop_back();
    next = with_param(base, "after", http::encode_cursor({std::string(inbox_order), inbox.back().place.key, inbox.back().place.id, 0}));
  }
  const auto officers = followup::load_assignees(page->db(), at->redesign.id);
  json items = json::array();
  for (const auto& waiting : inbox) items.push_back(item_view(*page, *at, reader, waiting, officers, inbox_address(*page, *at, facet, true)));
  page->set_title(page->text("inbox.title"));
  add_redesign_crumb(*page, *at);
  page->add_crumb(page->text("inbox.title"));
  json view = staff_head_view(*page, *at);
  Form form;
  form.fill("q", page->param("q"));
  view["search"] = {{"action", page->href(inbox_path(*at))}, {"facet", facet}, {"field", form.field_view(*page, {.name = "q", .label = page->text("inbox.search"), .type = "search", .length = {0, call.services.limits->query_chars_max}, .is_required = false})}};
  view["facets"] = facets_view(*page, *at, query, counts);
  view["four_eyes"] = four_eyes_view(*page, *at, reader);
  view["answers_href"] = page->href("/redesigns/" + at->redesign.slug + "/answers");
  view["has_items"] = !items.empty();
  view["empty"] = items.empty() ? empty_view(*page, query.found || query.facet != Facet::all) : json(false);
  const bool is_later_page = !page->param("after").empty();
  view["pages"] = false;
  if (is_later_page || !next.empty()) {
    const auto number = [&](std::int64_t value) { return pages::format_number(page->language(), value); };
    view["pages"] = {{"previous_href", is_later_page ? base : std::string()},
                     {"page_text", page->text("pages.range", {{"shown", number(static_cast<std::int64_t>(items.size()))}, {"total", number(counts.at(static_cast<std::size_t>(query.facet)))}})},
                     {"next_href", next}};
  }
  view["items"] = std::move(items);
  add_commitments(*page, *at, view);
  view["answered"] = answered_view(*page, at->redesign);
  return page->show("inbox", view);
}

/// Two small forms: who looks after an idea, and the four-eyes switch.
Result<http::Response> post_inbox(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_inbox(*page);
  if (!at) return at.error();
  const people::Actor& actor = page->actor(at->redesign.id);
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  input->ignore("key");
  const bool is_switch = input->choice("do", {"assign", "four_eyes"}) == 1;
  const auto on = input->optional_fact("on");
  const IdeaId idea{input->optional_integer("idea", 1, INT64_MAX).value_or(0)};
  const PersonId person{input->optional_integer("person", 1, INT64_MAX).value_or(0)};
  if (auto refusal = input->refusal()) return *refusal;
  const auto done = is_switch ? followup::switch_four_eyes(page->db(), actor, at->redesign.id, on.value_or(false)) : followup::assign_idea(page->db(), actor, {idea, person});
  if (!done) return done.error();
  return http::see_other(with_param(inbox_address(*page, *at, page->param("facet"), true), "notice", is_switch ? "four_eyes_switched" : "idea_assigned"));
}

}  // namespace

http::Routes inbox_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/redesigns/{slug}/inbox", Who::officer, Kind::read, Cost::normal, Audience::mine, get_inbox},
      {Method::post, "/{lang}/redesigns/{slug}/inbox", Who::officer, Kind::write, Cost::normal, Audience::mine, post_inbox},
  };
}

}  // namespace palabre::screens

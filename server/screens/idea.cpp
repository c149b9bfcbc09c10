// The page of an idea: text, support, answer, history, discussion. Joined into screens::routes().
#include "assisted/assisted_repo.hpp"
#include "discussion/stance_counts.hpp"
#include "http/paging.hpp"
#include "moderation/moderation_repo.hpp"
#include "pages/localised.hpp"
#include "pages/markdown.hpp"
#include "screens/follow_parts.hpp"
#include "screens/commitment_parts.hpp"
#include "screens/idea_page.hpp"
#include "screens/light_parts.hpp"
#include "screens/idea_reading.hpp"
#include "screens/page_routes.hpp"
#include "screens/phase_parts.hpp"
#include "screens/picture_parts.hpp"
#include "screens/staff_rules.hpp"
#include "screens/vote_parts.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using ideas::IdeaState;
using nlohmann::json;

Result<IdeaAtHand> open_idea(Page& page, IdeaId id) {
  const auto redesign = ideas::load_redesign_of(page.db(), id);
  if (!redesign) return redesign.error();
  auto found = ideas::load_visible_idea(page.db(), id, page.actor(*redesign));
  if (!found) return found.error();
  page.depend_on(redesigns::subject_of(id));
  return IdeaAtHand{std::move(found->idea), at_hand(page, std::move(found->redesign))};
}

Result<IdeaAtHand> open_idea(Page& page) {
  const auto id = page.call().path_id<IdeaId>();
  if (!id) return id.error();
  return open_idea(page, *id);
}

namespace {

json notice_of(const Page& page, const char* kind, std::string_view name, std::string text) {
  return {{"kind", kind}, {"title_text", page.text("idea." + std::string(name) + "_title")}, {"text", std::move(text)}, {"href", ""}, {"link_text", ""}};
}

json state_notice_view(const Page& page, const ideas::FullIdea& full) {
  switch (full.card.idea.state) {
    case IdeaState::hidden: {
      const std::string text = full.hiding ? rule_text(page, full.hiding->rule) + " – " + full.hiding->reason : std::string();
      return notice_of(page, "warn", "hidden", text);
    }
    case IdeaState::merged: {
      json notice = notice_of(page, "quiet", "merged", page.text("idea.merged_text"));
      if (full.merged_into) {
        notice["href"] = page.href("/ideas/" + full.merged_into->id.text());
        notice["link_text"] = page.text("idea.merged_link");
      }
      return notice;
    }
    case IdeaState::withdrawn: return notice_of(page, "quiet", "withdrawn", page.text("idea.withdrawn_text"));
    case IdeaState::draft:
    case IdeaState::submitted: return notice_of(page, "quiet", "draft", page.text("idea.draft_text"));
    default: return false;
  }
}

bool may_withdraw(const Page& page, const IdeaAtHand& here, const people::Actor& reader) {
  return ideas::decide_withdraw(here.idea, reader).has_value() &&
         redesigns::decide_act(here.at.redesign.state, here.at.phases, redesigns::Act::withdraw_idea, page.now()).has_value();
}

/// Only what the act behind it would accept.
json acts_view(const Page& page, const IdeaAtHand& here, const people::Actor& reader, const ideas::FullIdea& full) {
  const ideas::Idea& idea = here.idea;
  const std::string path = page.href("/ideas/" + idea.id.text());
  json acts = json::array();
  const auto add = [&](std::string_view key, const std::string& address) { acts.push_back({{"href", address}, {"text", page.text(key)}}); };
  const bool is_mine = page.is_signed_in() && idea.author == page.person();
  if (full.may_be_edited && is_mine) {
    add("idea.act_edit", path + "/edit");
    add("idea.act_pictures", path + "/pictures");
  }
  if (is_mine && may_withdraw(page, here, reader)) add("idea.act_withdraw", path + "/withdraw");
  if (!is_mine && ideas::is_listed(idea.state)) {
    const std::string report = with_param(page.href("/report"), "target", "idea:" + idea.id.text());
    add("idea.act_report", page.is_signed_in() ? report : page.sign_in_href(report));
  }
  if (decide_answering(here.at.redesign, idea, reader, page.now())) add("idea.act_answer", path + "/answer");
  if (reader.is_moderator()) {
    const auto content = moderation::find_content(page.db(), {moderation::TargetKind::idea, idea.id.value});
    if (content && moderation::decide_restoring(*content, reader, probe_reason)) add("idea.act_restore", path + "/restore");
    if (content && moderation::decide_hiding(*content, reader, probe_reason)) add("idea.act_hide", path + "/hide");
  }
  if (decide_proposing_merge(here.at.redesign, idea, reader)) add("idea.act_merge", path + "/merge");
  return acts;
}

std::string stance_counts_text(const Page& page, const ideas::Idea& idea) {
  if (idea.comments == 0) return {};
  const auto counts = discussion::load_stance_counts(page.db(), idea.id);
  return page.text("comment.stance_counts", {{"for", counts[0]}, {"against", counts[1]}, {"question", counts[2]}});
}

/// Never empty, and never so short that it says nothing.
std::string description_of(const Page& page, const ideas::Idea& idea, const Reading& texts) {
  const std::string words = pages::excerpt(texts.body, 200);
  return words.empty() ? texts.title + ". " + page.count("count.supports", idea.supports) : words;
}

// ---- the discussion

struct Discussion {
  discussion::CommentSort sort = discussion::CommentSort::oldest;
  std::optional<discussion::CommentPlace> after;
  discussion::CommentPage page;
};

Discussion load_discussion(const Page& page, const ideas::Idea& idea) {
  const http::Request& request = page.call().request;
  Discussion talk;
  const std::string order = request.param("comments").value_or("oldest");
  const auto& names = discussion::sort_names();
  const auto found = std::find(names.begin(), names.end(), order);
  if (found != names.end()) talk.sort = static_cast<discussion::CommentSort>(found - names.begin());
  if (const auto after = request.param("after")) {
    const auto cursor = http::decode_cursor(*after, names[static_cast<std::size_t>(talk.sort)]);
    if (cursor) talk.after = discussion::CommentPlace{cursor->key, cursor->id};
  }
  const Limits& limits = *page.call().services.limits;
  const bool is_whole = request.param("thread") == "all";  // to print: as much as a dossier holds
  talk.page = discussion::load_comment_page(page.db(), idea,
                                            {talk.sort, talk.after.value_or(discussion::CommentPlace{}),
                                             is_whole ? limits.dossier_comments_max : limits.comments_page_size, limits.page_size_max});
  return talk;
}

std::string sorted_path(const std::string& path, discussion::CommentSort sort) {
  const auto name = discussion::sort_names()[static_cast<std::size_t>(sort)];
  return sort == discussion::CommentSort::oldest ? path : with_param(path, "comments", name);
}

json comment_sorts_view(const Page& page, const std::string& path, const Discussion& talk) {
  json sorts = json::array();
  for (const auto sort : {discussion::CommentSort::oldest, discussion::CommentSort::newest, discussion::CommentSort::for_first,
                          discussion::CommentSort::against_first}) {
    const std::string name(discussion::sort_names()[static_cast<std::size_t>(sort)]);
    sorts.push_back({{"href", sorted_path(path, sort) + "#comments"}, {"text", page.text("comment.sort_" + name)}, {"is_current", sort == talk.sort}});
  }
  return sorts;
}

json comment_pages_view(const Page& page, const std::string& path, const Discussion& talk, std::int64_t total) {
  if (!talk.after && !talk.page.next) return false;
  std::int64_t shown = 0;
  for (const auto& thread : talk.page.threads) shown += 1 + static_cast<std::int64_t>(thread.replies.size());
  const std::string base = sorted_path(path, talk.sort);
  std::string next;
  if (talk.page.next) {
    const std::string name(discussion::sort_names()[static_cast<std::size_t>(talk.sort)]);
    next = with_param(base, "after", http::encode_cursor({name, talk.page.next->key, talk.page.next->id, 0})) + "#comments";
  }
  return {{"previous_href", talk.after ? base + "#comments" : std::string()},
          {"page_text", page.text("pages.range", {{"shown", pages::format_number(page.language(), shown)},
                                                  {"total", pages::format_number(page.language(), total)}})},
          {"next_href", next}};
}

void add_discussion(Page& page, const IdeaAtHand& here, const IdeaSetting& setting, Form& form, json& view) {
  const ideas::Idea& idea = here.idea;
  const std::string path = page.href("/ideas/" + idea.id.text());
  const bool is_hidden = idea.state == IdeaState::hidden;
  const Discussion talk = load_discussion(page, idea);
  json thread = json::array();
  for (const auto& one : talk.page.threads) thread.push_back(thread_view(page, setting, idea, one));
  view["comments"] = idea.comments;
  view["comments_text"] = page.count("count.comments", idea.comments);
  view["stance_counts_text"] = is_hidden ? std::string() : stance_counts_text(page, idea);
  view["comment_form"] = is_hidden ? json(false) : comment_form_view(page, setting, idea, form);
  view["has_comments"] = !thread.empty();
  view["comment_sorts"] = comment_sorts_view(page, path, talk);
  view["comment_pages"] = comment_pages_view(page, path, talk, idea.comments);
  if (talk.page.next && !talk.after) view["whole_href"] = with_param(path, "thread", "all") + "#comments";
  view["thread"] = std::move(thread);
}

/// Everything above the discussion.
json head_view(Page& page, const IdeaAtHand& here, const IdeaSetting& setting, const ideas::FullIdea& full, const Reading& texts) {
  const ideas::Idea& idea = here.idea;
  const bool is_hidden = idea.state == IdeaState::hidden;
  json view = idea_card_view(page, setting, full.card);  // tags, author, times and counts, as on the card
  const auto version_count = std::count_if(full.versions.begin(), full.versions.end(), [](const auto& text) { return text.is_original; });
  view["lang"] = texts.language;
  view["title"] = texts.title;
  view.update(reading_view(page, full, texts));
  view["versions_href"] = version_count > 1 && !is_hidden ? page.href("/ideas/" + idea.id.text() + "/versions") : std::string();
  view["versions_text"] = page.count("count.versions", version_count);
  view["state_notice"] = state_notice_view(page, full);
  view["on_ballot"] = is_hidden ? json(false) : on_ballot_view(page, here.at, idea.id);
  view["body_html"] = pages::markdown_html(texts.body);
  const bool is_shareable = ideas::is_listed(idea.state);
  view["reaction"] = is_shareable ? reaction_view(page, light_at_hand(page, here.at), full.card) : json(false);
  const auto assisted_supports = is_shareable ? assisted::count_assisted_supports(page.db(), idea.id) : 0;
  view["assisted_text"] = assisted_supports > 0 ? page.count("idea.assisted_supports", assisted_supports) : std::string();
  view["share"] = is_shareable ? share_view(page, texts.title, "/ideas/" + idea.id.text() + "/poster") : json(false);
  view["dossier_href"] = is_hidden ? std::string() : page.href("/ideas/" + idea.id.text() + "/dossier.pdf");
  view["whole_href"] = "";
  view["pictures"] = pictures_view(full.pictures);
  view["map_href"] = !is_hidden && idea.latitude ? with_param(page.href("/redesigns/" + here.at.redesign.slug + "/ideas"), "view", "map") + "#idea-" + idea.id.text() : std::string();
  if (is_hidden) {
    view["tags"] = json::array();
    view["place_text"] = "";
    view["author"] = false;
    view["support"] = false;
  }
  json acts = acts_view(page, here, setting.reader, full);
  view["has_acts"] = !acts.empty();
  view["acts"] = std::move(acts);
  view["answer"] = answer_view(page, idea.id, followup::load_answers(page.db(), idea.id));
  view["standing"] = is_shareable ? standing_view(page, here.at, idea) : json(false);
  view["history"] = history_view(page, full);
  json similar = is_hidden ? json{{"items", json::array()}} : similar_view(page, here.at.redesign, idea.title, idea.id);
  view["has_similar"] = !similar["items"].empty();
  view["similar"] = std::move(similar["items"]);
  return view;
}

}  // namespace

http::Response show_idea(Page& page, const IdeaAtHand& here, Form& form) {
  const redesigns::Redesign& redesign = here.at.redesign;
  const auto full = ideas::load_full_idea(page.db(), {here.idea, redesign}, page.language());
  const Reading texts = reading_of(page, full);
  const LocalText redesign_title = local_text(page, here.at.texts.title, redesign.languages);
  page.set_title(texts.title).set_description(description_of(page, here.idea, texts));
  if (ideas::is_listed(here.idea.state))
    page.set_card(page.href("/ideas/" + here.idea.id.text() + "/card.png"), page.text("card.page", {{"title", texts.title}, {"site", page.call().services.site_name}}));
  add_redesign_crumb(page, here.at);
  page.add_crumb(page.text("ideas.title"), "/redesigns/" + redesign.slug + "/ideas").add_crumb(texts.title, {}, texts.language);
  if (here.idea.state != IdeaState::hidden) page.set_feed("/ideas/" + here.idea.id.text() + "/feed.atom");
  const IdeaSetting setting = idea_setting(page, here.at);
  json view = head_view(page, here, setting, full, texts);
  view["phases"] = phases_view(page, redesign, here.at.phases);
  view["redesign_href"] = page.href("/redesigns/" + redesign.slug);
  view["redesign_title"] = redesign_title.text;
  view["redesign_lang"] = redesign_title.language;
  view["presence"] = presence_view(redesigns::subject_of(here.idea.id));
  view["follow"] = follow_view(page, notices::target_of(here.idea.id), page.href("/ideas/" + here.idea.id.text()), setting.supported.contains(here.idea.id));
  view["unread"] = unread_view(page, here.idea.id);
  add_discussion(page, here, setting, form, view);
  return page.show("idea", view, form.status());
}

namespace {

Result<http::Response> get_idea(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_idea(*page);
  if (!here) return here.error();
  Form form;
  return show_idea(*page, *here, form);
}

}  // namespace

http::Routes idea_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {{Method::get, "/{lang}/ideas/{id}", Who::anyone, Kind::read, Cost::normal, Audience::page, get_idea}};
}

}  // namespace palabre::screens

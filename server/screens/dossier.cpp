// Gathers the dossier of an idea and serves it as a PDF. Joined into screens::routes().
#include "screens/site_address.hpp"
#include "screens/dossier.hpp"

#include "discussion/comment_view.hpp"
#include "discussion/stance_counts.hpp"
#include "pages/localised.hpp"
#include "pages/markdown.hpp"
#include "screens/gathered.hpp"
#include "screens/idea_parts.hpp"
#include "screens/idea_reading.hpp"
#include "screens/page_routes.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using ideas::IdeaState;
using nlohmann::json;

namespace {

std::string join(const std::vector<std::string>& parts, std::string_view between) {
  std::string joined;
  for (const auto& part : parts) {
    if (part.empty()) continue;
    if (!joined.empty()) joined += between;
    joined += part;
  }
  return joined;
}

// ---- what stands at the top

json facts_view(const Page& page, const IdeaAtHand& here, const ideas::FullIdea& full) {
  const ideas::Idea& idea = here.idea;
  json facts = json::array();
  const auto add = [&](std::string_view key, const std::string& value) {
    if (!value.empty()) facts.push_back({{"label", page.text(key)}, {"value", value}});
  };
  const bool has_own = idea.supports > 0 || idea.imported_supports == 0;
  const std::string own = has_own ? page.count("count.supports", idea.supports) : std::string();
  const std::string supports = join({own, idea.imported_supports > 0 ? page.count("idea.imported", idea.imported_supports) : std::string()}, " + ");
  const auto stances = discussion::load_stance_counts(page.db(), idea.id);
  const std::string split = idea.comments == 0 ? std::string() : page.text("comment.stance_counts", {{"for", stances[0]}, {"against", stances[1]}, {"question", stances[2]}});
  add("dossier.state", status_text(page, idea.state));
  add("idea.proposed_by", full.card.author.name);
  add("dossier.proposed_on", day_words(page, idea.created_at));
  add("dossier.place", idea.place);
  add("dossier.tags", join(full.card.tags, ", "));
  add("dossier.supports", supports);
  if (idea.reactions > 0) add("dossier.reactions", page.count("count.reactions", idea.reactions));
  add("dossier.comments", join({page.count("count.comments", idea.comments), split}, " – "));
  return facts;
}

json pictures_view(const ideas::FullIdea& full) {
  json lines = json::array();
  for (const auto& picture : full.pictures) lines.push_back(picture.description);
  return lines;
}

// ---- answers, history, versions

json answers_view(const Page& page, const IdeaAtHand& here) {
  json views = json::array();
  const auto answers = followup::load_answers(page.db(), here.idea.id);
  const json shown = answer_view(page, here.idea.id, answers);
  const auto add = [&](const json& one, std::string_view place_key) {
    views.push_back({{"head_text", page.text(place_key) + " – " + one.at("kind_text").get<std::string>()},
                     {"by_text", join({one.at("by_text"), one.at("when_text"), one.at("original_text")}, ", ")},
                     {"more_text", join({one.at("reason_text"), one.at("review_text")}, " – ")},
                     {"lang", one.at("lang")},
                     {"body_html", one.at("body_html")}});
  };
  if (!shown.is_object()) return views;
  add(shown, "dossier.answer_current");
  for (const auto& one : shown.at("earlier")) add(one, "dossier.answer_earlier");
  return views;
}

json history_lines(const Page& page, const ideas::FullIdea& full) {
  json lines = json::array();
  for (const auto& entry : full.history) {
    if (entry.to == IdeaState::submitted || entry.to == IdeaState::draft) continue;
    const std::string who = entry.person.is_set() ? entry.person_name : std::string();
    lines.push_back(join({join({day_words(page, entry.at), status_text(page, entry.to), who}, " – "), pages::excerpt(entry.reason, 300)}, ": "));
  }
  return lines;
}

/// Originals before the one in force, newest first.
json versions_of(const Page& page, const ideas::FullIdea& full) {
  json views = json::array();
  for (const auto& version : full.versions) {
    if (!version.is_original || version.version == full.card.idea.version) continue;
    views.push_back({{"head_text", join({page.text("versions.number", {{"number", std::int64_t{version.version}}}), day_words(page, version.created_at), version.person_name}, " – ")},
                     {"note_text", version.note},
                     {"title", version.title},
                     {"lang", version.language},
                     {"body_html", pages::markdown_html(version.body)}});
  }
  return views;
}

// ---- the discussion

json comment_line(const Page& page, const discussion::ShownComment& shown, bool is_reply) {
  const discussion::Comment& comment = shown.comment;
  const std::string day = day_words(page, comment.created_at);
  json view = {{"is_reply", is_reply}, {"lang", page.language()}, {"body_html", ""}, {"more_text", ""}};
  switch (comment.state) {
    case discussion::CommentState::hidden:
      view["head_text"] = join({page.text("comment.hidden"), day}, " – ");
      view["more_text"] = join({rule_text(page, shown.hidden_rule), shown.hidden_reason}, " – ");
      break;
    case discussion::CommentState::withdrawn: view["head_text"] = join({page.text("comment.withdrawn"), day}, " – "); break;
    case discussion::CommentState::published:
      view["head_text"] = join({shown.author_name, page.text("stance." + std::string(discussion::name_of(comment.stance))), day}, " – ");
      view["more_text"] = comment.edited_at ? page.text("comment.edited", {{"day", day_words(page, *comment.edited_at)}}) : std::string();
      view["lang"] = comment.language;
      view["body_html"] = pages::markdown_html(comment.body);
      break;
  }
  return view;
}

struct Talk {
  json comments = json::array();
  bool is_cut = false;
};

Talk whole_talk(const Page& page, const ideas::Idea& idea) {
  const Limits& limits = *page.call().services.limits;
  Talk talk;
  constexpr std::size_t threads_at_once = 10;
  discussion::CommentQuery query{discussion::CommentSort::oldest, {}, threads_at_once, limits.dossier_comments_max};
  for (;;) {
    const auto found = discussion::load_comment_page(page.db(), idea, query);
    for (const auto& thread : found.threads) {
      const auto room = [&] { return talk.comments.size() < limits.dossier_comments_max; };
      if (room()) talk.comments.push_back(comment_line(page, thread.top.shown, false));
      else talk.is_cut = true;
      for (const auto& reply : thread.replies) {
        if (room()) talk.comments.push_back(comment_line(page, reply.shown, true));
        else talk.is_cut = true;
      }
      if (thread.reply_count > static_cast<std::int64_t>(thread.replies.size())) talk.is_cut = true;
    }
    if (!found.next || talk.is_cut) return talk;
    query.after = *found.next;
  }
}

void add_headings(const Page& page, json& view) {
  view["text_heading"] = page.text("dossier.text");
  view["pictures_heading"] = page.text("dossier.pictures");
  view["answers_heading"] = page.text("answer.heading");
  view["no_answer_text"] = page.text("dossier.no_answer");
  view["history_heading"] = page.text("idea.history");
  view["versions_heading"] = page.text("dossier.versions");
  view["page_words"] = page.text("dossier.page", {{"number", "#"}});
  view["language"] = page.language();
  view["is_right_to_left"] = page.text("language.direction") == "rtl";
}

std::string notice_of(const Page& page, const ideas::FullIdea& full) {
  switch (full.card.idea.state) {
    case IdeaState::merged: return page.text("idea.merged_title") + ". " + (full.merged_into ? "“" + full.merged_into->title + "”" : std::string());
    case IdeaState::withdrawn: return page.text("idea.withdrawn_title");
    default: return {};
  }
}

}  // namespace

json dossier_view(Page& page, const IdeaAtHand& here) {
  const ideas::Idea& idea = here.idea;
  const auto full = ideas::load_full_idea(page.db(), {idea, here.at.redesign}, page.language());
  const Reading texts = reading_of(page, full);
  const LocalText redesign = local_text(page, here.at.texts.title, here.at.redesign.languages);
  const std::string site = site_address(page.call());
  Talk talk = whole_talk(page, idea);
  json view = {{"title", texts.title},
               {"lang", texts.language},
               {"body_html", pages::markdown_html(texts.body)},
               {"original_text", reading_view(page, full, texts).at("original_text")},
               {"author", full.card.author.name},
               {"above_text", redesign.text},
               {"above_lang", redesign.language},
               {"address", site.empty() ? std::string() : site + page.href("/ideas/" + idea.id.text())},
               {"facts", facts_view(page, here, full)},
               {"notice_text", notice_of(page, full)},
               {"pictures", pictures_view(full)},
               {"answers", answers_view(page, here)},
               {"history", history_lines(page, full)},
               {"comments_heading", page.count("count.comments", idea.comments)},
               {"stances_text", talk.comments.empty() ? page.text("comment.none") : std::string()},
               {"is_cut", talk.is_cut},
               {"cut_text", page.text("dossier.cut")},
               {"versions", versions_of(page, full)},
               {"made_text", page.text("dossier.made", {{"site", page.call().services.site_name}, {"moment", pages::format_moment(page.language(), page.now())}})}};
  view["comments"] = std::move(talk.comments);
  add_headings(page, view);
  return view;
}

namespace {

struct Dossier {
  json view;
};

Result<Dossier> prepare(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_idea(*page);
  if (!here) return here.error();
  // What is taken away must be what everybody may read, whoever takes it.
  if (!redesigns::is_public(here->at.redesign.state) || !ideas::is_readable(here->idea.state)) return refuse(Reason::not_found, "this idea is not public");
  if (here->idea.state == IdeaState::hidden) return refuse(Reason::gone, "a hidden idea has no dossier");
  return Dossier{dossier_view(*page, *here)};
}

Result<http::Response> get_dossier(const http::Call& call) {
  const auto dossier = gathered(call, prepare);
  if (!dossier) return dossier.error();
  http::Response answer;
  answer.content_type = "application/pdf";
  answer.body = draw_dossier(dossier->view, call.services.site_name, call.services.limits->dossier_pages_max);
  answer.header("Content-Disposition", "attachment; filename=\"palabre-" + std::string(call.path_value("id")) + "-" + std::string(call.path_value("lang")) + ".pdf\"");
  return answer;
}

}  // namespace

http::Routes dossier_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  // Not kept for everyone: where no public address is set, the reader's own stands in it.
  return {{Method::get, "/{lang}/ideas/{id}/dossier.pdf", Who::anyone, Kind::draw, Cost::costly, Audience::mine, get_dossier}};
}

}  // namespace palabre::screens

// Builds comments, threads and the comment form. Called by the idea's page, the comment pages and the live fragments.
#include "screens/comment_parts.hpp"

#include "pages/markdown.hpp"
#include "screens/phase_parts.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using discussion::CommentState;
using nlohmann::json;

std::string why_not_comment(const Page& page, const RedesignAtHand& at, const ideas::Idea& idea) {
  if (const auto decided = ideas::decide_comment(idea); !decided) return refusal_text(page, decided.error());
  const auto phase = redesigns::decide_act(at.redesign.state, at.phases, redesigns::Act::comment, page.now());
  if (phase) return {};
  if (phase.error().reason == Reason::redesign_not_open) return refusal_text(page, phase.error());
  return why_not_now(page, at.phases, redesigns::Act::comment);
}

namespace {

/// What stands in the place of words that are not there.
json hidden_view(const Page& page, const discussion::ShownComment& shown) {
  if (shown.comment.state != CommentState::hidden) return false;
  return {{"rule_text", rule_text(page, shown.hidden_rule)}, {"reason", shown.hidden_reason}, {"by_text", page.text("comment.hidden_note")}};
}

std::string body_html(const Page& page, const discussion::ShownComment& shown) {
  switch (shown.comment.state) {
    case CommentState::published: return pages::markdown_html(shown.comment.body, 3);
    case CommentState::withdrawn: return "<p><em>" + escape_html(page.text("comment.withdrawn")) + "</em></p>";
    case CommentState::hidden: break;
  }
  return {};
}

std::string imported_text(const Page& page, const discussion::ShownComment& shown) {
  if (!shown.votes_for && !shown.votes_against) return shown.votes_all ? page.count("comment.imported_votes", *shown.votes_all) : std::string();
  return page.text("comment.imported_split", {{"for", shown.votes_for.value_or(0)}, {"against", shown.votes_against.value_or(0)}});
}

struct Links {
  std::string reply, edit, withdraw, report, hide, restore;
};

/// What the reader may do to the comment now, by the slices' own rules.
Links links_of(const Page& page, const IdeaSetting& setting, const ideas::Idea& idea, const discussion::ShownComment& shown) {
  Links links;
  const discussion::Comment& comment = shown.comment;
  const std::string path = page.href("/comments/" + comment.id.text());
  const bool is_mine = page.is_signed_in() && comment.author == page.person();
  const bool is_open = why_not_comment(page, setting.at, idea).empty();
  if (comment.state == CommentState::published) {
    if (is_open) links.reply = page.is_signed_in() ? path + "/reply" : page.sign_in_href(path + "/reply");
    if (is_mine && is_open) links.edit = path + "/edit";
    if (is_mine) links.withdraw = path + "/withdraw";
    const std::string report = with_param(page.href("/report"), "target", "comment:" + comment.id.text());
    if (!is_mine) links.report = page.is_signed_in() ? report : page.sign_in_href(report);
    if (!is_mine && setting.reader.is_moderator()) links.hide = path + "/hide";
  }
  if (comment.state == CommentState::hidden && !is_mine && setting.reader.is_moderator()) links.restore = path + "/restore";
  return links;
}

}  // namespace

json comment_view(const Page& page, const IdeaSetting& setting, const ideas::Idea& idea, const discussion::ShownComment& shown) {
  const discussion::Comment& comment = shown.comment;
  const bool is_there = comment.state == CommentState::published;
  const Links links = links_of(page, setting, idea, shown);
  const bool has_stance = is_there && comment.stance != discussion::Stance::neutral;
  const std::string key = "comment-" + comment.id.text();
  const Speaker speaker{shown.author_name, comment.author, shown.author_is_organisation, comment.channel == "assisted"};
  return {
      {"key", key},
      {"id", comment.id.value},
      {"idea", comment.idea.value},
      {"parent", comment.parent.is_set() ? comment.parent.text() : std::string()},
      {"href", page.href("/ideas/" + comment.idea.text() + "#" + key)},
      {"author", is_there ? author_view(page, speaker, setting.roles) : json(false)},
      {"stance", is_there ? discussion::name_of(comment.stance) : "neutral"},
      {"stance_text", is_there && shown.asks_author ? page.text("comment.asks_author") : has_stance ? page.text("stance." + std::string(discussion::name_of(comment.stance))) : std::string()},
      {"when_iso", iso_text(comment.created_at)},
      {"when_text", when_text(page, comment.created_at)},
      {"edited_text", comment.edited_at ? page.text("comment.edited", {{"day", day_words(page, *comment.edited_at)}}) : std::string()},
      {"imported_text", is_there ? imported_text(page, shown) : std::string()},
      {"is_mine", page.is_signed_in() && comment.author == page.person()},
      {"lang", is_there ? comment.language : page.language()},
      {"original_text", is_there ? original_text(page, comment.language) : std::string()},
      {"hidden", hidden_view(page, shown)},
      {"body_html", body_html(page, shown)},
      {"to_text", is_there ? page.text("comment.to_person", {{"name", person_name(page, shown.author_name)}}) : std::string()},
      {"reply_href", links.reply},
      {"edit_href", links.edit},
      {"withdraw_href", links.withdraw},
      {"report_href", links.report},
      {"hide_href", links.hide},
      {"restore_href", links.restore},
      {"replies", json::array()},
  };
}

json thread_view(const Page& page, const IdeaSetting& setting, const ideas::Idea& idea, const discussion::Thread& thread) {
  json view = comment_view(page, setting, idea, thread.top.shown);
  for (const auto& reply : thread.replies) view["replies"].push_back(comment_view(page, setting, idea, reply.shown));
  return view;
}

json stances_view(const Page& page, const Form& form) {
  const std::string chosen = form.value("stance").empty() ? "neutral" : form.value("stance");
  json stances = json::array();
  for (const auto name : discussion::stance_names()) {
    stances.push_back({{"value", name}, {"text", page.text("stance." + std::string(name))}, {"is_checked", name == chosen}});
  }
  return {{"legend_text", page.text("comment.stance_legend")}, {"stances", std::move(stances)}};
}

Field comment_field(const Page& page) {
  return {.name = "body",
          .label = page.text("comment.body_label"),
          .hint = page.text("comment.body_hint"),
          .kind = FieldKind::area,
          .length = {1, page.call().services.limits->comment_chars_max},
          .rows = 5};
}

json comment_form_view(const Page& page, const IdeaSetting& setting, const ideas::Idea& idea, Form& form) {
  const std::string path = page.href("/ideas/" + idea.id.text());
  const std::string reason = why_not_comment(page, setting.at, idea);
  const bool is_visitor = !page.is_signed_in();
  json body = form.field_view(page, comment_field(page));
  const bool is_open = reason.empty();
  return {
      {"key", "comment-form-" + idea.id.text()},
      {"heading_text", page.text("comment.heading")},
      {"can_comment", (is_open || form.is_refused()) && !is_visitor},
      {"action", path + "/comments"},
      {"draft_key", "comment:idea:" + idea.id.text()},
      {"errors", form.errors_view(page)},
      {"form_key", is_visitor ? std::string() : form.key()},
      {"parent", ""},
      {"stance", stances_view(page, form)},
      {"body", std::move(body)},
      {"submit_text", page.text("comment.publish")},
      {"cancel_href", ""},
      {"reason_text", is_open ? page.text("comment.sign_in_reason") : reason},
      {"sign_in_href", is_open && is_visitor ? page.sign_in_href(path + "#comments") : std::string()},
  };
}

}  // namespace palabre::screens

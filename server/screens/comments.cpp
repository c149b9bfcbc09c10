// Comments: posting under an idea, replying, correcting and taking back one's own. Joined into screens::routes().
#include "discussion/edit_comment.hpp"
#include "discussion/post_comment.hpp"
#include "discussion/withdraw_comment.hpp"
#include "http/input.hpp"
#include "pages/markdown.hpp"
#include "screens/idea_page.hpp"
#include "screens/page_routes.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using discussion::Stance;
using nlohmann::json;

namespace {

std::string anchor_of(IdeaId idea, CommentId comment) { return "/ideas/" + idea.text() + "#comment-" + comment.text(); }

Result<discussion::PostComment> read_comment(const Page& page, IdeaId idea) {
  auto input = http::Input::from_form(page.call().request.body);
  if (!input) return input.error();
  input->ignore("key");
  input->ignore("parent");
  discussion::PostComment wanted;
  wanted.idea = idea;
  wanted.body = input->text("body", comment_field(page).length);
  if (const auto stance = input->optional_choice("stance", discussion::stance_names())) wanted.stance = static_cast<Stance>(*stance);
  if (const auto parent = input->optional_line("parent", {1, 20})) wanted.parent = CommentId::parse(*parent).value_or(CommentId{});
  wanted.language = page.language();
  if (auto refusal = input->refusal()) return *refusal;
  return wanted;
}

Result<discussion::CommentChange> post_from_form(Page& page, const IdeaAtHand& here, CommentId parent) {
  auto wanted = read_comment(page, here.idea.id);
  if (!wanted) return wanted.error();
  if (parent.is_set()) wanted->parent = parent;
  return discussion::post_comment(page.db(), page.actor(here.at.redesign.id), *wanted, *page.call().services.limits);
}

Result<http::Response> post_comment(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_idea(*page);
  if (!here) return here.error();
  const auto change = post_from_form(*page, *here, CommentId{});
  if (change) return go_to(*page, anchor_of(here->idea.id, change->comment), "comment_published");
  Form form = Form::typed(call.request);
  if (!form.take(change.error())) return change.error();
  return show_idea(*page, *here, form);
}

// ---- pages about one comment

struct CommentAtHand {
  IdeaAtHand here;
  discussion::ShownComment shown;
};

/// Refuses: not_found, also for what is hidden or withdrawn.
Result<CommentAtHand> open_comment(Page& page) {
  const auto id = page.call().path_id<CommentId>();
  if (!id) return id.error();
  auto shown = discussion::find_shown_comment(page.db(), *id);
  if (!shown) return refuse(Reason::not_found, "no such comment");
  auto here = open_idea(page, shown->comment.idea);
  if (!here) return here.error();
  if (here->idea.state == ideas::IdeaState::hidden) return refuse(Reason::gone, "the idea was hidden");
  if (shown->comment.state != discussion::CommentState::published) return refuse(Reason::gone, "the comment is not readable any more");
  return CommentAtHand{std::move(*here), std::move(*shown)};
}

/// What the template reply_form needs besides what differs.
json small_form_view(const Page& page, const CommentAtHand& at, const Form& form, const std::string& act) {
  const std::string id = at.shown.comment.id.text();
  return {{"intro_text", ""},
          {"context", false},
          {"action", page.href("/comments/" + id + "/" + act)},
          {"form", "comment"},
          {"draft_key", "comment:" + id + ":" + act},
          {"form_key", form.key()},
          {"hidden_fields", json::array()},
          {"stance", false},
          {"rules", false},
          {"body_field", false},
          {"cancel_href", page.href(anchor_of(at.here.idea.id, at.shown.comment.id))}};
}

http::Response show_small_form(Page& page, const CommentAtHand& at, const Form& form, json view) {
  add_redesign_crumb(page, at.here.at);
  page.add_crumb(at.here.idea.title, "/ideas/" + at.here.idea.id.text(), at.here.idea.language);
  page.add_crumb(view["heading_text"].get<std::string>()).set_title(view["heading_text"].get<std::string>());
  view["errors"] = form.errors_view(page);
  return page.show("reply_form", view, form.status());
}

http::Response show_reply(Page& page, const CommentAtHand& at, Form& form) {
  const auto roles = discussion::load_roles_by_person(page.db(), at.here.at.redesign.id);
  const discussion::Comment& comment = at.shown.comment;
  const Speaker speaker{at.shown.author_name, comment.author, at.shown.author_is_organisation, comment.channel == "assisted"};
  json view = small_form_view(page, at, form, "reply");
  view["heading_text"] = page.text("comment.reply_title", {{"name", person_name(page, at.shown.author_name)}});
  view["context"] = {{"author", author_view(page, speaker, roles)}, {"title", ""}, {"lang", comment.language},
                     {"body_html", pages::markdown_html(comment.body)}};
  view["stance"] = stances_view(page, form);
  view["body_field"] = form.field_view(page, comment_field(page));
  view["submit_text"] = page.text("comment.publish_reply");
  return show_small_form(page, at, form, std::move(view));
}

http::Response show_edit(Page& page, const CommentAtHand& at, Form& form) {
  const discussion::Comment& comment = at.shown.comment;
  form.fill("body", comment.body).fill("version", std::to_string(comment.version));
  const discussion::Edit edit{"\x01", std::nullopt};
  const auto kind = discussion::decide_edit(comment, page.actor(at.here.at.redesign.id), edit, page.now(), *page.call().services.limits);
  const bool is_free = kind && *kind == discussion::EditKind::replace_text;
  json view = small_form_view(page, at, form, "edit");
  view["heading_text"] = page.text("comment.edit_title");
  view["intro_text"] = page.text(is_free ? "comment.edit_free" : "comment.edit_version");
  view["hidden_fields"].push_back({{"name", "version"}, {"value", form.value("version")}});
  view["body_field"] = form.field_view(page, comment_field(page));
  view["submit_text"] = page.text("form.save");
  return show_small_form(page, at, form, std::move(view));
}

http::Response show_withdraw(Page& page, const CommentAtHand& at, Form& form) {
  json view = small_form_view(page, at, form, "withdraw");
  view["heading_text"] = page.text("comment.withdraw_title");
  view["intro_text"] = page.text("comment.withdraw_explain");
  view["context"] = {{"author", false}, {"title", ""}, {"lang", at.shown.comment.language}, {"body_html", pages::markdown_html(at.shown.comment.body)}};
  view["submit_text"] = page.text("comment.withdraw");
  return show_small_form(page, at, form, std::move(view));
}

using Show = http::Response (*)(Page&, const CommentAtHand&, Form&);

/// The three small pages differ in what they show and in whose comment they are for.
template <Show show, bool is_for_author>
Result<http::Response> get_small(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_comment(*page);
  if (!at) return at.error();
  if (is_for_author && at->shown.comment.author != page->person()) return refuse(Reason::not_allowed, "another person's comment");
  Form form;
  return show(*page, *at, form);
}

Result<http::Response> post_reply(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_comment(*page);
  if (!at) return at.error();
  const auto change = post_from_form(*page, at->here, at->shown.comment.id);
  if (change) return go_to(*page, anchor_of(at->here.idea.id, change->comment), "comment_published");
  Form form = Form::typed(call.request);
  if (!form.take(change.error())) return change.error();
  return show_reply(*page, *at, form);
}

Result<discussion::CommentChange> edit_from_form(Page& page, const CommentAtHand& at) {
  auto input = http::Input::from_form(page.call().request.body);
  if (!input) return input.error();
  input->ignore("key");
  discussion::EditComment wanted;
  wanted.comment = at.shown.comment.id;
  wanted.body = input->text("body", comment_field(page).length);
  if (const auto version = input->optional_integer("version", 1, INT32_MAX)) wanted.seen_version = static_cast<int>(*version);
  if (auto refusal = input->refusal()) return *refusal;
  return discussion::edit_comment(page.db(), page.actor(at.here.at.redesign.id), wanted, *page.call().services.limits);
}

Result<http::Response> post_comment_edit(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_comment(*page);
  if (!at) return at.error();
  const auto change = edit_from_form(*page, *at);
  if (change) return go_to(*page, anchor_of(at->here.idea.id, change->comment), "comment_edited");
  Form form = Form::typed(call.request);
  if (!form.take(change.error())) return change.error();
  if (change.error().reason == Reason::stale_version) form.set("version", std::to_string(at->shown.comment.version));
  return show_edit(*page, *at, form);
}

Result<http::Response> post_withdraw(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_comment(*page);
  if (!at) return at.error();
  const auto change = discussion::withdraw_comment(page->db(), page->actor(at->here.at.redesign.id), at->shown.comment.id);
  if (!change) return change.error();
  return go_to(*page, anchor_of(at->here.idea.id, change->comment), "comment_withdrawn");
}

}  // namespace

http::Routes comment_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::post, "/{lang}/ideas/{id}/comments", Who::participant, Kind::write, Cost::normal, Audience::mine, post_comment},
      {Method::get, "/{lang}/comments/{id}/reply", Who::participant, Kind::read, Cost::normal, Audience::mine, get_small<show_reply, false>},
      {Method::post, "/{lang}/comments/{id}/reply", Who::participant, Kind::write, Cost::normal, Audience::mine, post_reply},
      {Method::get, "/{lang}/comments/{id}/edit", Who::author, Kind::read, Cost::normal, Audience::mine, get_small<show_edit, true>},
      {Method::post, "/{lang}/comments/{id}/edit", Who::author, Kind::write, Cost::normal, Audience::mine, post_comment_edit},
      {Method::get, "/{lang}/comments/{id}/withdraw", Who::author, Kind::read, Cost::normal, Audience::mine, get_small<show_withdraw, true>},
      {Method::post, "/{lang}/comments/{id}/withdraw", Who::author, Kind::write, Cost::normal, Audience::mine, post_withdraw},
  };
}

}  // namespace palabre::screens

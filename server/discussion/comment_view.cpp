// Turns comments into their public JSON, and gathers one page of a discussion.
// Called by comment_api and by the idea's page.
#include "discussion/comment_view.hpp"

#include "http/paging.hpp"

#include <nlohmann/json.hpp>

namespace palabre::discussion {

namespace {

using nlohmann::json;

constexpr std::string_view roles_sql = "SELECT person_id, role FROM role WHERE redesign_id = $1";

json roles_view(const RolesByPerson& roles, PersonId person) {
  json names = json::array();
  const auto held = roles.find(person);
  if (held == roles.end()) return names;
  for (int i = 0; i < people::role_count; ++i) {
    const auto role = static_cast<people::Role>(i);
    if (held->second.has(role)) names.push_back(people::role_name(role));
  }
  return names;
}

json votes_view(const ShownComment& shown) {
  json votes = json::object();
  if (shown.votes_for) votes["for"] = *shown.votes_for;
  if (shown.votes_against) votes["against"] = *shown.votes_against;
  if (shown.votes_mixed) votes["mixed"] = *shown.votes_mixed;
  if (shown.votes_all) votes["all"] = *shown.votes_all;
  return votes.empty() ? json(nullptr) : votes;
}

}  // namespace

RolesByPerson load_roles_by_person(db::Tx& tx, RedesignId redesign) {
  RolesByPerson roles;
  auto rows = tx.rows(roles_sql, redesign);
  while (rows.next())
    if (const auto role = people::role_of(rows.view(1))) roles[rows.id<PersonId>(0)].add(*role);
  return roles;
}

json comment_view(const ShownComment& shown, const RolesByPerson& roles) {
  const Comment& comment = shown.comment;
  json view = {
      {"id", comment.id.text()},
      {"idea", comment.idea.text()},
      {"parent", comment.parent.is_set() ? json(comment.parent.text()) : json(nullptr)},
      {"stance", name_of(comment.stance)},
      {"asks_author", shown.asks_author},
      {"status", name_of(comment.state)},
      {"created_at", iso_text(comment.created_at)},
  };
  if (comment.state == CommentState::hidden) {
    view["rule"] = shown.hidden_rule;
    view["reason"] = shown.hidden_reason;
  }
  if (comment.state != CommentState::published) return view;
  view["body"] = comment.body;
  view["language"] = comment.language;
  view["version"] = comment.version;
  view["channel"] = comment.channel;
  view["edited_at"] = comment.edited_at ? json(iso_text(*comment.edited_at)) : json(nullptr);
  view["author"] = {
      {"id", comment.author.text()},
      {"name", shown.author_name},
      {"is_organisation", shown.author_is_organisation},
      {"roles", roles_view(roles, comment.author)},
  };
  view["imported_votes"] = votes_view(shown);
  return view;
}

CommentPage load_comment_page(db::Tx& tx, const ideas::Idea& idea, const CommentQuery& query) {
  CommentPage page;
  if (idea.state == ideas::IdeaState::hidden) return page;
  auto tops = load_top_comments(tx, idea.id, query.sort, query.after, query.limit + 1);
  if (tops.size() > query.limit) {
    tops.pop_back();
    page.next = tops.back().place;
  }
  for (auto& top : tops) {
    Thread thread;
    const CommentId id = top.shown.comment.id;
    thread.replies = load_replies(tx, id, CommentPlace{}, query.replies_max);
    const bool is_cut = thread.replies.size() == query.replies_max;
    thread.reply_count = is_cut ? count_replies(tx, id) : static_cast<std::int64_t>(thread.replies.size());
    thread.top = std::move(top);
    page.threads.push_back(std::move(thread));
  }
  return page;
}

json thread_view(const Thread& thread, const RolesByPerson& roles) {
  json view = comment_view(thread.top.shown, roles);
  view["replies"] = json::array();
  for (const auto& reply : thread.replies) view["replies"].push_back(comment_view(reply.shown, roles));
  view["reply_count"] = thread.reply_count;
  view["next_reply"] = nullptr;
  if (thread.reply_count > static_cast<std::int64_t>(thread.replies.size())) {
    const CommentPlace last = thread.replies.back().place;
    view["next_reply"] = http::encode_cursor({std::string(replies_order), last.key, last.id, 0});
  }
  return view;
}

}  // namespace palabre::discussion

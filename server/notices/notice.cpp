// The rules of notices. Called by the reader of the event log.
#include "notices/notice.hpp"
#include "base/names.hpp"

#include <algorithm>
#include <array>

namespace palabre::notices {

const std::vector<std::string_view>& notice_kind_names() {
  static const std::vector<std::string_view> names{"answer",      "state",      "comment", "reply",   "idea",    "merge_asked",
                                                   "merge_done", "phase",      "closing", "hidden",  "restored", "round"};
  return names;
}

std::string_view name_of(NoticeKind kind) { return notice_kind_names()[static_cast<std::size_t>(kind)]; }

std::optional<NoticeKind> notice_kind_of(std::string_view name) {
  return find_name<NoticeKind>(notice_kind_names(), name);
}

bool is_milestone(NoticeKind kind) {
  switch (kind) {
    case NoticeKind::answer:
    case NoticeKind::state:
    case NoticeKind::merge_asked:
    case NoticeKind::merge_done:
    case NoticeKind::hidden:
    case NoticeKind::round:
    case NoticeKind::restored: return true;
    default: return false;
  }
}

namespace {

std::string subject(std::string_view noun, std::int64_t id) { return std::string(noun) + ":" + std::to_string(id); }

std::vector<Telling> tell_comment(const Happening& what) {
  const bool is_reply = what.parent_author.is_set() && what.parent_author != what.actor;
  std::vector<Telling> all;
  if (is_reply) all.push_back({NoticeKind::reply, Hearers::parent_author, subject("comment", what.parent.value), {}});
  all.push_back({NoticeKind::comment, Hearers::idea_followers, subject("idea", what.idea.value), is_reply ? what.parent_author : PersonId{}});
  return all;
}

std::vector<Telling> tell_state(const Happening& what) {
  const std::string idea = subject("idea", what.idea.value);
  if (what.word == "hidden") return {{NoticeKind::hidden, Hearers::idea_author, idea, {}}};
  if (what.was_hidden) return {{NoticeKind::restored, Hearers::idea_author, idea, {}}};
  if (what.word == "draft" || what.word == "submitted") return {};
  return {{NoticeKind::state, Hearers::idea_followers, idea, {}}};
}

/// Stages are news to nobody: who has a seat is there. The end of a round that was joined and its report are.
std::vector<Telling> tell_round(const Happening& what) {
  const std::string round = subject("round", what.round.value);
  const auto tell = [&](std::string_view word) { return std::vector<Telling>{{NoticeKind::round, Hearers::round_seats, round, {}, std::string(word)}}; };
  if (what.type == "round.moved") return tell("moved");
  if (what.type == "round.report_drafted") return tell("report_ready");
  if (what.type != "round.state_changed") return {};
  if (what.word == "aborted") return tell("cancelled");
  if (what.word == "reported") return tell("report_published");
  return {};
}

}  // namespace

std::vector<Telling> decide_tellings(const Happening& what) {
  const std::string idea = subject("idea", what.idea.value);
  const std::string comment = subject("comment", what.comment.value);
  if (what.type == "comment.published") return tell_comment(what);
  if (what.type == "idea.state_changed") return tell_state(what);
  if (what.type == "answer.published")
    return {{NoticeKind::answer, Hearers::idea_followers, idea, {}}, {NoticeKind::answer, Hearers::redesign_followers, idea, {}}};
  if (what.type == "idea.published") return {{NoticeKind::idea, Hearers::redesign_followers, subject("redesign", what.redesign.value), {}}};
  if (what.type == "idea.merged") return {{NoticeKind::merge_done, Hearers::idea_followers, idea, {}}};
  if (what.type == "comment.hidden") return {{NoticeKind::hidden, Hearers::comment_author, comment, {}}};
  if (what.type == "comment.restored") return {{NoticeKind::restored, Hearers::comment_author, comment, {}}};
  const std::string statement = subject("statement", what.statement.value);
  if (what.type == "round.statement_hidden") return {{NoticeKind::hidden, Hearers::statement_author, statement, {}}};
  if (what.type == "round.statement_restored") return {{NoticeKind::restored, Hearers::statement_author, statement, {}}};
  if (what.type.starts_with("round.")) return tell_round(what);
  if (what.type == "phase.state_changed" && (what.word == "open" || what.word == "closed" || what.word == "results_published"))
    return {{NoticeKind::phase, Hearers::redesign_followers, subject("phase", what.phase.value), {}}};
  return {};
}

const std::vector<std::string_view>& told_types() {
  static const std::vector<std::string_view> types{"comment.published", "idea.state_changed", "answer.published",    "idea.published", "idea.merged",
                                                   "comment.hidden",    "comment.restored",   "phase.state_changed", "redesign.added", "redesign.edited",
                                                   "round.moved",       "round.report_drafted", "round.state_changed", "round.statement_hidden", "round.statement_restored"};
  return types;
}

}  // namespace palabre::notices

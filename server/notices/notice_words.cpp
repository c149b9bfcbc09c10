// Words for notices. Called by the notices page and the mail about notices.
#include "notices/notice_words.hpp"

#include "pages/localised.hpp"
#include "redesigns/texts.hpp"

namespace palabre::notices {
namespace {

/// The text in `language`, else in any.
About in_language(const redesigns::TextsByLanguage& texts, std::string_view language) {
  if (const auto own = texts.find(std::string(language)); own != texts.end() && !own->second.empty()) return {own->second, own->first};
  for (const auto& [other, text] : texts)
    if (!text.empty()) return {text, other};
  return {{}, std::string(language)};
}

std::string word_key(const Notice& notice) {
  switch (notice.kind) {
    case NoticeKind::answer: return "answer.kind." + notice.word;
    case NoticeKind::state: return "status." + notice.word;
    default: return {};
  }
}

std::string_view phase_key(std::string_view state) {
  if (state == "results_published") return "told.phase_results";
  return state == "open" ? "told.phase_opened" : "told.phase_closed";
}

}  // namespace

std::string notice_text(const pages::Catalogue& catalogue, std::string_view language, const Notice& notice) {
  const std::string kind(name_of(notice.kind));
  const std::string key = word_key(notice);
  if (!key.empty()) return catalogue.text(language, "told." + kind, {{"word", catalogue.text(language, key)}});
  if (notice.kind == NoticeKind::closing && notice.vote.is_set()) return catalogue.text(language, "told.closing_vote");
  if (notice.kind == NoticeKind::phase) return catalogue.text(language, phase_key(notice.word));
  if (notice.kind == NoticeKind::hidden || notice.kind == NoticeKind::restored)
    return catalogue.text(language, "told." + kind + (notice.statement.is_set() ? "_statement" : notice.comment.is_set() ? "_comment" : "_idea"));
  if (notice.kind == NoticeKind::round)
    return catalogue.text(language, "told.round_" + notice.word, {{"when", pages::format_moment(language, notice.round_starts_at)}});
  if (notice.kind == NoticeKind::comment || notice.kind == NoticeKind::reply || notice.kind == NoticeKind::idea)
    return catalogue.text(language, "told." + kind, {{"count", notice.count}});
  return catalogue.text(language, "told." + kind);
}

About about_of(const pages::Catalogue& catalogue, std::string_view language, const Notice& notice) {
  if (notice.kind == NoticeKind::phase || notice.kind == NoticeKind::closing)
    return in_language(redesigns::parse_texts_by_language(notice.phase_titles_json), language);
  if (notice.round.is_set()) return in_language(redesigns::parse_texts_by_language(notice.round_questions_json), language);
  if (notice.kind == NoticeKind::idea || !notice.idea.is_set())
    return in_language(redesigns::parse_redesign_texts(notice.redesign_texts_json).title, language);
  // The author knows the words that were hidden; others are not shown them again.
  if (notice.is_idea_hidden && notice.kind != NoticeKind::hidden)
    return {catalogue.text(language, "idea.hidden_title"), std::string(language)};
  return {notice.idea_title, notice.idea_language};
}

std::string path_of(const Notice& notice) {
  const std::string redesign = "/redesigns/" + notice.redesign_slug;
  const std::string idea = "/ideas/" + notice.idea.text();
  if (notice.vote.is_set()) return "/votes/" + notice.vote.text();
  if (notice.round.is_set()) {
    const std::string round = "/rounds/" + notice.round.text();
    if (notice.statement.is_set()) return round + "#statement-" + notice.statement.text();
    return notice.word.starts_with("report_") ? round + "/report" : round;
  }
  switch (notice.kind) {
    case NoticeKind::idea: return redesign + "/ideas?sort=newest";
    case NoticeKind::phase:
    case NoticeKind::closing: return redesign;
    case NoticeKind::merge_asked: return "/merges/" + notice.merge.text();
    case NoticeKind::comment:
    case NoticeKind::reply:
    case NoticeKind::hidden:
    case NoticeKind::restored: return notice.comment.is_set() ? idea + "#comment-" + notice.comment.text() : idea;
    default: return idea;
  }
}

std::string reason_text(const pages::Catalogue& catalogue, std::string_view language, const Notice& notice) {
  if (notice.kind != NoticeKind::hidden || notice.rule.empty()) return {};
  return catalogue.text(language, "told.hidden_reason", {{"rule", catalogue.text(language, "rule_name." + notice.rule)}, {"reason", notice.reason}});
}

}  // namespace palabre::notices

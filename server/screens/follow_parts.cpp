// Builds the follow button and the bar of unread comments. Called by the pages of redesigns and ideas.
#include "screens/follow_parts.hpp"

#include "notices/visit.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using nlohmann::json;

json follow_view(const Page& page, notices::FollowTarget target, const std::string& path, bool is_supporter) {
  const std::string kind(notices::name_of(target.kind));
  const bool is_on = page.is_signed_in() && notices::is_following(page.db(), page.person(), target);
  const std::string api = target.kind == notices::FollowKind::idea ? "/api/v1/ideas/" + std::to_string(target.id) + "/follow"
                                                                   : "/api/v1" + path.substr(page.language().size() + 1) + "/follow";
  return {{"key", "follow-" + kind + "-" + std::to_string(target.id)},
          {"action", path + "/follow"},
          {"api", api},
          {"is_on", is_on},
          {"is_signed_in", page.is_signed_in()},
          {"sign_in_href", page.is_signed_in() ? std::string() : page.sign_in_href(path)},
          {"hint_text", page.text("follow.hint_" + kind)},
          {"offer_text", is_supporter && !is_on ? page.text("follow.offer") : std::string()}};
}

json unread_view(const Page& page, IdeaId idea) {
  notices::Visit visit;
  if (page.is_signed_in()) visit = notices::load_visit(page.db(), page.person(), idea);
  const auto newest = notices::newest_comment(page.db(), idea);
  return {{"idea", idea.value},
          {"seen", visit.seen.value},
          {"newest", newest.value},
          {"has_new", visit.new_comments > 0},
          {"count_text", visit.new_comments > 0 ? page.count("unread.count", visit.new_comments) : std::string()},
          {"first_href", visit.first_new.is_set() ? "#comment-" + visit.first_new.text() : std::string()},
          {"action", page.href("/ideas/" + idea.text() + "/seen")}};
}

}  // namespace palabre::screens

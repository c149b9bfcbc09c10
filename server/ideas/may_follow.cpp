// Decides whether a channel is public. Given to the server by app/serve.
#include "ideas/may_follow.hpp"

#include "ideas/idea_repo.hpp"
#include "redesigns/redesign_repo.hpp"

namespace palabre::ideas {
namespace {

constexpr std::string_view redesign_prefix = "redesign:";
constexpr std::string_view idea_prefix = "idea:";

bool is_public_redesign(db::Tx& tx, RedesignId id) {
  const auto redesign = redesigns::find_redesign(tx, id);
  return redesign && redesigns::is_public(redesign->state);
}

}  // namespace

bool may_follow(db::Tx& tx, std::string_view channel) {
  if (channel == "instance") return true;
  if (channel.starts_with(redesign_prefix)) {
    const auto id = RedesignId::parse(channel.substr(redesign_prefix.size()));
    return id && is_public_redesign(tx, *id);
  }
  if (!channel.starts_with(idea_prefix)) return false;
  const auto id = IdeaId::parse(channel.substr(idea_prefix.size()));
  const auto idea = id ? find_idea(tx, *id) : std::nullopt;
  return idea && is_readable(idea->state) && is_public_redesign(tx, idea->redesign);
}

}  // namespace palabre::ideas

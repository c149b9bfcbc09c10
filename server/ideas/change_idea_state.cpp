// The acts change_idea_state and withdraw_idea. Called by the ideas API and the forms of the idea page.
#include "ideas/change_idea_state.hpp"

#include "ideas/idea_access.hpp"
#include "ideas/idea_repo.hpp"
#include "ideas/idea_text.hpp"

#include <algorithm>
#include <array>

namespace palabre::ideas {
namespace {

constexpr std::array<std::string_view, 6> reason_codes{"", "competence", "law", "cost", "charter", "existing"};

}  // namespace

Result<std::int64_t> change_idea_state(db::Tx& tx, const people::Actor& actor, const ChangeIdeaState& input, const Limits& limits) {
  if (input.to == IdeaState::withdrawn) return withdraw_idea(tx, actor, {input.idea, input.reason}, limits);
  const auto found = load_visible_idea(tx, input.idea, actor);
  if (!found) return found.error();
  const auto role = decide_state_change(found->idea, actor, {input.to, input.reason, input.reason_code});
  if (!role) return role.error();
  if (auto may = decide_staff_work(found->redesign.state); !may) return may.error();
  if (auto fits = check_reason(input.reason, "reason", false, limits); !fits) return fits.error();
  if (std::find(reason_codes.begin(), reason_codes.end(), input.reason_code) == reason_codes.end())
    return refuse(Reason::bad_field, "one of competence, law, cost, charter, existing", "reason_code");
  return move_idea(tx, found->idea,
                   {input.to, actor.person, actor.opaque_id, std::string(*role), input.reason, input.reason_code, IdeaId{}});
}

Result<std::int64_t> withdraw_idea(db::Tx& tx, const people::Actor& actor, const WithdrawIdea& input, const Limits& limits) {
  const auto found = load_visible_idea(tx, input.idea, actor);
  if (!found) return found.error();
  if (auto may = decide_withdraw(found->idea, actor); !may) return may.error();
  const auto phase = decide_phase(tx, found->redesign, redesigns::Act::withdraw_idea);
  if (!phase) return phase.error();
  if (auto fits = check_reason(input.reason, "reason", true, limits); !fits) return fits.error();
  return move_idea(tx, found->idea, {IdeaState::withdrawn, actor.person, actor.opaque_id, "author", input.reason, "", IdeaId{}});
}

}  // namespace palabre::ideas

// The acts print_ballots and hand_out_ballot: fresh codes, and who was given a paper ballot; which code, nobody knows.
// Called by paper_api, by assisted/hand_out_ballot and by the pages of the desk.
#include "people/person_repo.hpp"
#include "votes/acts.hpp"
#include "votes/paper.hpp"
#include "votes/receipt.hpp"
#include "votes/vote_act.hpp"

namespace palabre::votes {
namespace {

Result<void> decide_electorate(db::Tx& tx, PersonId id) {
  const auto person = people::find_person(tx, id);
  if (!person) return refuse(Reason::not_found, "nobody is there by this number", "person");
  if (person->is_organisation()) return refuse(Reason::organisation_may_not_vote, "a ballot is a person's", "person");
  return {};
}

/// On the register already, oneself or by a slip that was claimed.
std::optional<Channel> way_of_person(db::Tx& tx, VoteId vote, PersonId person) {
  http::Viewer viewer{};
  viewer.person = person;
  return elector_of(tx, &viewer, vote).has_voted;
}

}  // namespace

Result<std::vector<std::string>> print_ballots(db::Tx& tx, const people::Actor& actor, VoteId id, std::int64_t count) {
  const auto at = load_for_act(tx, id);
  if (!at) return at.error();
  if (auto may = decide_print(actor, at->phase, at->vote, tx.now()); !may) return may.error();
  if (count < 1 || count > codes_at_once_max)
    return refuse(Reason::bad_field, "from 1 to " + std::to_string(codes_at_once_max) + " ballots at a time", "count");
  std::vector<std::string> codes;
  while (std::ssize(codes) < count) {
    codes.push_back(clean_receipt(new_receipt()).value());
    add_code(tx, id, digest_of_receipt(id, codes.back()));
  }
  append_vote_event(tx, actor.opaque_id, "vote.printed", at->vote, R"(,"printed":)" + std::to_string(count_codes(tx, id)));
  return codes;
}

Result<RegisterCount> hand_out_ballot(db::Tx& tx, const people::Actor& actor, VoteId id, PersonId person) {
  const auto at = load_for_act(tx, id);
  if (!at) return at.error();
  if (auto may = decide_hand_out(actor, at->phase, at->vote, person, tx.now()); !may) return may.error();
  if (auto runs = decide_redesign_runs(at->redesign); !runs) return runs.error();
  if (auto may = decide_electorate(tx, person); !may) return may.error();
  if (const auto way = way_of_person(tx, id, person))
    return refuse(Reason::already_voted, *way == Channel::paper ? "this person was handed a paper ballot already" : "this person has voted online");
  if (!add_to_register(tx, id, person, Channel::paper)) return refuse(Reason::already_voted, "this person has had their ballot");
  const auto count = count_register(tx, id);
  append_vote_event(tx, actor.opaque_id, "vote.handed_out", at->vote, R"(,"handed_out":)" + std::to_string(count.paper));
  return count;
}

}  // namespace palabre::votes

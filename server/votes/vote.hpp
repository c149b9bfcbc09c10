// Formal votes: nouns and rules. Who may vote, what a ballot may say, when it is counted. No clock, socket, database or JSON.
#pragma once
#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/refusal.hpp"
#include "people/actor.hpp"
#include "redesigns/phase.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::votes {

struct VoteTag;
struct BatchTag;
using VoteId = Id<VoteTag>;
using BatchId = Id<BatchTag>;

/// approval: name those you accept; the most named win. budget: name those you would pay for, within the budget; funded by support,
/// ties to the cheaper, what does not fit is passed over. ranked: order them, ties allowed; Schulze.
enum class Method { approval, budget, ranked };
enum class Channel { online, paper, assisted };
std::string_view name_of(Method method);
std::string_view name_of(Channel channel);
std::optional<Method> method_of(std::string_view name);
std::optional<Channel> channel_of_ballot(std::string_view name);

inline constexpr int options_min = 2;
inline constexpr int options_max = 100;
inline constexpr std::int64_t budget_max = 1'000'000'000'000;       // whole units of money
inline constexpr std::int64_t papers_max = 2000;                    // in one envelope, and printed at a time at most 200
inline constexpr std::int64_t codes_at_once_max = 200;
inline constexpr std::int64_t frozen_ms_min = 3 * ms_per_day;       // people read the frozen texts that long before the vote opens

struct Option {
  int position = 0;                       // from 1
  IdeaId idea;                            // not set: `texts` speaks
  std::optional<int> idea_version;        // set when frozen
  redesigns::TextsByLanguage texts;
  std::optional<std::int64_t> cost;
};

struct Vote {
  VoteId id;
  RedesignId redesign;
  PhaseId phase;
  Method method{};
  redesigns::TextsByLanguage texts;       // the question
  std::optional<int> seats;               // approval, ranked
  std::optional<int> choices_max;         // approval
  std::optional<std::int64_t> budget;
  std::string currency;                   // ISO 4217; empty without a budget
  std::vector<Option> options;            // by position
  std::int64_t cast = 0;                  // ballots in the box
  std::optional<Instant> frozen_at, counted_at, signed_at;
  PersonId created_by, counted_by, signed_by;
  std::string root;                       // empty before the count
  std::string result;                     // JSON text of outcome.hpp; empty before the count
};

/// What one ballot says: groups of positions, the first group preferred. Approval and budget have one group at most; ranked has one
/// per rank, and options not named stand last together. No group at all: blank.
using Choices = std::vector<std::vector<int>>;

/// Is `vote` complete and within its limits? Refuses: bad_field, missing_field, too_long with the field (`options`, `seats`, `budget`, `choices_max`…).
Result<void> check_vote(const Vote& vote);

/// May `actor` set the vote of this phase up, or change it? Owner and administrator, in a vote phase still planned, before the freeze.
/// Refuses: not_allowed, vote_frozen, phase_not_open (no vote phase, or past planning).
Result<void> decide_define(const people::Actor& actor, const redesigns::Phase& phase, const std::optional<Vote>& present);

/// May the texts be frozen now? The phase opens by a date at least three days away. Refuses: not_allowed, vote_frozen, bad_field opens_at.
Result<void> decide_freeze(const people::Actor& actor, const redesigns::Phase& phase, const Vote& vote, Instant now);

/// What is known of who wants to vote.
struct Elector {
  bool is_signed_in = false;
  bool is_organisation = false;
  bool is_email_verified = false;
  std::optional<Channel> has_voted;       // online, or paper when a paper ballot was handed out
};

/// WHO MAY VOTE: a person (never an organisation) with a confirmed address, once, while the phase is open by the server's clock.
/// Refuses: phase_not_open (not yet: the detail says when), phase_closed, vote_not_ready (never frozen), sign_in_required,
/// organisation_may_not_vote, email_unverified, already_voted (the detail says on which way).
Result<void> decide_cast(const Elector& elector, const redesigns::Phase& phase, const Vote& vote, Instant now);

/// A well-formed ballot of this vote, sorted within groups. Refuses bad_field choices: unknown or repeated option, more than
/// choices_max, dearer than the budget (the detail says by how much), groups where the method has none.
Result<Choices> check_choices(const Vote& vote, Choices choices);

/// Paper. Owners print; facilitators, moderators and owners open, enter and sign; the signer is not who opened.
/// Print: once frozen, until the close. Open a batch: while open, or closed and not counted.
Result<void> decide_print(const people::Actor& actor, const redesigns::Phase& phase, const Vote& vote, Instant now);
Result<void> decide_open_batch(const people::Actor& actor, const redesigns::Phase& phase, const Vote& vote, Instant now);
bool handles_paper(const people::Actor& actor);

/// May the box be counted? Owner or administrator; phase closed; every envelope signed. Refuses: not_allowed, phase_not_open,
/// batches_open, already_decided.
Result<void> decide_count(const people::Actor& actor, const redesigns::Phase& phase, const Vote& vote, std::int64_t open_batches, Instant now);
/// May `actor` witness the count, which publishes it? A moderator, owner or administrator who did not count. Refuses: not_allowed,
/// own_case, vote_not_counted, already_decided.
Result<void> decide_sign(const people::Actor& actor, const Vote& vote);

/// Results may be read: the phase says so. Before that no number but how many ballots were cast leaves the server.
bool is_result_public(const redesigns::Phase& phase);

}  // namespace palabre::votes
